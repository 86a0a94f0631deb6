package flow_test

import (
	"bytes"
	"go/format"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// The generated files are written without Go, so that this holds of them too.
func TestGofmtChangesNothing(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) < 20 {
		t.Fatal(len(names), err)
	}
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		formatted, err := format.Source(source)
		if err != nil || !bytes.Equal(source, formatted) {
			t.Errorf("gofmt would change %s (%v)", name, err)
		}
	}
}

func TestTheBlocksOfThePagesAreFormattedToo(t *testing.T) {
	fences := regexp.MustCompile("(?ms)^```go\n(.*?)^```$")
	for _, page := range []string{"README.md", "docs/go-sdk-page.md"} {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		blocks := fences.FindAllSubmatch(text, -1)
		if len(blocks) < 6 {
			t.Error(page, len(blocks))
		}
		for _, block := range blocks {
			formatted, err := format.Source(block[1])
			if err != nil || !bytes.Equal(block[1], formatted) {
				t.Errorf("gofmt would change a block of %s (%v):\n%s", page, err, formatted)
			}
		}
	}
}
