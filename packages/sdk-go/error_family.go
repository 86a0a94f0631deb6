package flow

import "errors"

// Families of errors that have no status, for errors.Is.
var (
	// ErrConnection means that no whole answer arrived; Unwrap gives the network's error.
	ErrConnection = errors.New("flow: connection error")
	// ErrTimeout means no answer within the timeout of an attempt, or that Posts.Wait gave up.
	ErrTimeout = errors.New("flow: timeout")
	// ErrAborted means that the context ended; Unwrap gives its error.
	ErrAborted = errors.New("flow: aborted")
	// ErrArgument means that the SDK refused what it was given; nothing was sent.
	ErrArgument = errors.New("flow: bad argument")
	// ErrWebhook means that a delivery did not verify.
	ErrWebhook = errors.New("flow: webhook not verified")
)

// Types of errors that no server sends.
const (
	typeConnection ErrorType = "connection_error"
	typeTimeout    ErrorType = "timeout_error"
	typeAbort      ErrorType = "abort_error"
	typeArgument   ErrorType = "argument_error"
	typeWebhook    ErrorType = "webhook_error"
)

var localFamilies = map[ErrorType]error{
	ErrorTypeAuthenticationError: ErrAuthentication,
	typeConnection:               ErrConnection,
	typeTimeout:                  ErrTimeout,
	typeAbort:                    ErrAborted,
	typeArgument:                 ErrArgument,
	typeWebhook:                  ErrWebhook,
}

// family goes by the status, since a server may send types that are newer than this SDK.
func (e *Error) family() error {
	if e.Status == 0 {
		if sentinel, ok := localFamilies[e.Type]; ok {
			return sentinel
		}
	}
	return familyOf(e.Status).sentinel
}
