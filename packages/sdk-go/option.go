package flow

import (
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"time"
)

// Option is a setting of a client, given to [New], or of one call, given as its last argument; a call's wins.
type Option func(*settings) error

// WithBaseURL sets the address of the API, without /v1. Default: FLOW_BASE_URL, else https://api.flow.dev.
func WithBaseURL(address string) Option {
	return func(s *settings) (err error) {
		s.baseURL, err = checkBaseURL(address)
		return err
	}
}

// WithHTTPClient sends over an own client, such as one with a proxy. Its redirects are switched off in a copy.
func WithHTTPClient(client *http.Client) Option {
	return func(s *settings) error {
		if client == nil {
			return argumentError("WithHTTPClient needs a client.")
		}
		s.http = withoutRedirects(client)
		return nil
	}
}

// WithTimeout limits one attempt, 30 s by default (uploads: at least 10 minutes, unless set for the call). A call with
// retries may take longer; its context limits all of it.
func WithTimeout(timeout time.Duration) Option {
	return func(s *settings) error {
		if timeout <= 0 {
			return argumentError("The timeout must be longer than 0.")
		}
		s.timeout, s.isTimeoutOwn = timeout, true
		return nil
	}
}

// WithMaxRetries says how often a call is tried again, 3 by default; 0 for never.
func WithMaxRetries(count int) Option {
	return func(s *settings) error {
		if count < 0 {
			return argumentError("The number of retries must be 0 or more.")
		}
		s.maxRetries = count
		return nil
	}
}

// WithRetryDelay sets the wait before the first retry, 500 ms by default; doubled for each further one, up to 8 s, less
// some chance.
func WithRetryDelay(delay time.Duration) Option {
	return func(s *settings) error {
		if delay < 0 {
			return argumentError("The retry delay must be 0 or more.")
		}
		s.retryDelay = delay
		return nil
	}
}

var (
	headerName  = regexp.MustCompile("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")
	headerValue = regexp.MustCompile(`^[^\x00-\x08\x0a-\x1f\x7f]*$`)
)

// WithHeader sets a further header.
func WithHeader(name, value string) Option {
	return func(s *settings) error {
		// The value may be a secret, so no error quotes it.
		if !headerName.MatchString(name) || !headerValue.MatchString(value) {
			return argumentError(fmt.Sprintf("The header %q has a name or value HTTP does not allow.", name))
		}
		s.header.Set(name, value)
		return nil
	}
}

var idempotencyKey = regexp.MustCompile(`^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$`)

// WithIdempotencyKey gives a creating call an own key, 1 to 255 characters, instead of a random one. For one call.
func WithIdempotencyKey(key string) Option {
	return func(s *settings) error {
		if !idempotencyKey.MatchString(key) {
			return argumentError("The idempotency key must be 1 to 255 printable ASCII characters without a space at either end.")
		}
		s.idempotencyKey = key
		return nil
	}
}

// WithLogger logs every attempt at level debug: method, path, status, time, request id. Never headers, queries or bodies.
func WithLogger(logger *slog.Logger) Option {
	return func(s *settings) error {
		s.logger = logger
		return nil
	}
}

// WithResponseInto writes the answer as it came into a [Response], also when the call fails. For one call.
func WithResponseInto(response *Response) Option {
	return func(s *settings) error {
		s.responseInto = response
		return nil
	}
}

// WithWaitTimeout limits Posts.Wait in all, 10 minutes by default. The context may end it sooner.
func WithWaitTimeout(timeout time.Duration) Option {
	return func(s *settings) error {
		if timeout < 0 {
			return argumentError("The time to wait must be 0 or more.")
		}
		s.waitTimeout = timeout
		return nil
	}
}

// WithWaitInterval sets the time between two looks of Posts.Wait, 2 s by default.
func WithWaitInterval(interval time.Duration) Option {
	return func(s *settings) error {
		if interval <= 0 {
			return argumentError("The interval must be longer than 0.")
		}
		s.waitInterval = interval
		return nil
	}
}
