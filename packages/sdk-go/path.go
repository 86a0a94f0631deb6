package flow

import (
	"fmt"
	"net/url"
	"strings"
)

// fillPath puts escaped ids in the place of a path's braces. Ids that would change which route is asked are refused, since
// neither a dot nor an empty segment survives on the way.
func fillPath(path string, ids []string) (string, error) {
	var filled strings.Builder
	for _, id := range ids {
		before, rest, _ := strings.Cut(path, "{")
		name, after, _ := strings.Cut(rest, "}")
		if id == "" || id == "." || id == ".." {
			return "", argumentError(fmt.Sprintf("%s must be an id, not %q.", name, id))
		}
		filled.WriteString(before + url.PathEscape(id))
		path = after
	}
	filled.WriteString(path)
	return filled.String(), nil
}
