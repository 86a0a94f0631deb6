package flow

import "net/http"

// Response is the last answer of a call as it came; see [WithResponseInto].
type Response struct {
	// Status is the HTTP status; 0 where no answer came.
	Status int
	// Header are the headers, such as X-Request-Id and X-RateLimit-Remaining.
	Header http.Header
	// Body is the whole body.
	Body []byte
	// Attempts says how many requests were made.
	Attempts int
}
