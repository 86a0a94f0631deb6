package flow

import (
	"math"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var plainSeconds = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?$`)

// parseRetryAfter reads seconds or an HTTP date; anything else is as good as none. A date is measured on the server's
// clock where it tells it, since the local one may be off.
func parseRetryAfter(header http.Header, now time.Time) (time.Duration, bool) {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if plainSeconds.MatchString(value) {
		// Too many digits give infinity, which is what they mean.
		seconds, _ := strconv.ParseFloat(value, 64)
		return secondsToDuration(seconds), true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	if served, err := http.ParseTime(header.Get("Date")); err == nil {
		now = served
	}
	return max(0, at.Sub(now)), true
}

func secondsToDuration(seconds float64) time.Duration {
	if seconds <= 0 {
		return 0
	}
	if seconds >= math.MaxInt64/float64(time.Second) {
		return math.MaxInt64
	}
	return time.Duration(seconds * float64(time.Second))
}
