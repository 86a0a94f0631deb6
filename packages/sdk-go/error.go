package flow

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Error is anything that went wrong with a call. Take it apart with errors.As, or ask for its family with
// errors.Is(err, flow.ErrNotFound). The API key is in none of its fields.
type Error struct {
	// Status is the HTTP status of the answer; 0 where there was none.
	Status int
	// Code is a stable word such as POST_NOT_FOUND; HTTP_<status> where the answer had none.
	Code ErrorCode
	// Type is the family of the code, such as not_found.
	Type ErrorType
	// Message says what is wrong, in plain words.
	Message string
	// Details has an entry for each thing that is wrong; often it is empty.
	Details []ErrorDetail
	// RequestID is the id under which Flow logged the request; quote it when you report a problem.
	RequestID string
	// RetryAfter is the time after which the server says the same request is worth repeating; 0 where it says none.
	RetryAfter time.Duration
	// Header are the headers of the answer; nil where there was none.
	Header http.Header

	cause error
}

// ErrorDetail is one thing that is wrong with a request.
type ErrorDetail struct {
	// Field is a path such as content or posts[3].content.
	Field string
	// Message says what is wrong with it.
	Message string
	// Extra is what else the server told, such as the rule and limit of a finding.
	Extra map[string]any
}

func (e *Error) Error() string {
	marks := []string{string(e.Code)}
	if e.Status != 0 {
		marks = append(marks, fmt.Sprint(e.Status))
	}
	if e.RequestID != "" {
		marks = append(marks, e.RequestID)
	}
	return fmt.Sprintf("flow: %s (%s)", e.Message, strings.Join(marks, ", "))
}

// Unwrap gives what lies behind it, such as the network's error or context.Canceled; often nil.
func (e *Error) Unwrap() error { return e.cause }

// Is says whether the error is of a family, such as [ErrNotFound].
func (e *Error) Is(target error) bool { return target == e.family() }

func argumentError(message string) *Error {
	return &Error{Code: "INVALID_ARGUMENT", Type: typeArgument, Message: message}
}
