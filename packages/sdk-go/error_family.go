package flow

import "errors"

// Families of errors, for errors.Is.
var (
	// ErrValidation is 400: the request is not of its form; Details says where.
	ErrValidation = errors.New("flow: validation error")
	// ErrAuthentication is 401, or no key at all (then without Status).
	ErrAuthentication = errors.New("flow: authentication error")
	// ErrAuthorization is 403: the key lacks the permission that Details names.
	ErrAuthorization = errors.New("flow: authorization error")
	// ErrNotFound is 404: no such object in this workspace and mode.
	ErrNotFound = errors.New("flow: not found")
	// ErrRequest is 405, 413, 415 and every other 4xx without a family of its own.
	ErrRequest = errors.New("flow: request error")
	// ErrConflict is 409: the object's state does not allow it.
	ErrConflict = errors.New("flow: conflict")
	// ErrIdempotency is 422: the idempotency key was used before with another request.
	ErrIdempotency = errors.New("flow: idempotency error")
	// ErrRateLimit is 429: too many requests; RetryAfter says how long to wait.
	ErrRateLimit = errors.New("flow: rate limited")
	// ErrServer is 5xx, or an answer that is not the API's.
	ErrServer = errors.New("flow: server error")
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

type errorFamily struct {
	errorType ErrorType
	sentinel  error
}

var statusFamilies = map[int]errorFamily{
	400: {ErrorTypeValidationError, ErrValidation},
	401: {ErrorTypeAuthenticationError, ErrAuthentication},
	403: {ErrorTypeAuthorizationError, ErrAuthorization},
	404: {ErrorTypeNotFound, ErrNotFound},
	409: {ErrorTypeConflictError, ErrConflict},
	422: {ErrorTypeIdempotencyError, ErrIdempotency},
	429: {ErrorTypeRateLimitError, ErrRateLimit},
}

var localFamilies = map[ErrorType]error{
	ErrorTypeAuthenticationError: ErrAuthentication,
	typeConnection:               ErrConnection,
	typeTimeout:                  ErrTimeout,
	typeAbort:                    ErrAborted,
	typeArgument:                 ErrArgument,
	typeWebhook:                  ErrWebhook,
}

func familyOf(status int) errorFamily {
	if family, ok := statusFamilies[status]; ok {
		return family
	}
	if status >= 400 && status < 500 {
		return errorFamily{ErrorTypeRequestError, ErrRequest}
	}
	return errorFamily{ErrorTypeServerError, ErrServer}
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
