package flow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// answer is a whole answer, read.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// attempt is one request and its whole answer, within a time of its own.
func (r *request) attempt(ctx context.Context) (answer, *Error) {
	if ctx.Err() != nil {
		return answer{}, abortError(ctx)
	}
	limited, cancel := context.WithTimeout(ctx, r.timeout)
	defer cancel()
	built, err := r.build(limited)
	if err != nil {
		return answer{}, asError(err)
	}
	response, err := r.settings.http.Do(built)
	if err != nil {
		return answer{}, r.failure(ctx, limited, err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := readBody(response)
	a := answer{status: response.StatusCode, header: response.Header, body: body}
	// An error whose body breaks off is still that error, so only a success needs all of its body.
	if err != nil && (a.status < 400 || limited.Err() != nil) {
		return a, r.failure(ctx, limited, err)
	}
	switch {
	case a.status >= 400:
		return a, readError(a, r.apiKey)
	case a.status >= 300:
		message := fmt.Sprintf("The server redirects to %q. Set the base URL to the address of the API itself.", a.header.Get("Location"))
		return a, unexpected(a, "UNEXPECTED_REDIRECT", message, r.apiKey)
	}
	return a, nil
}

// mostAtOnce limits what is set aside for a body on the server's word alone.
const mostAtOnce = 1 << 20

// readBody reads all there is, into a buffer of the length that was announced.
func readBody(response *http.Response) ([]byte, error) {
	announced := min(max(response.ContentLength, 0), mostAtOnce)
	// ReadFrom wants room to see that there is no more.
	buffer := bytes.NewBuffer(make([]byte, 0, announced+bytes.MinRead))
	_, err := buffer.ReadFrom(response.Body)
	return buffer.Bytes(), err
}

// failure tells apart why no whole answer arrived.
func (r *request) failure(ctx, limited context.Context, err error) *Error {
	if ctx.Err() != nil {
		return abortError(ctx)
	}
	if r.form != nil {
		if cause := r.form.source.readFailure(); cause != nil {
			return fileError(cause)
		}
	}
	// The HTTP client's own words hold the whole address with its query.
	var asURL *url.Error
	isTimeout := errors.As(err, &asURL) && asURL.Timeout()
	if asURL != nil {
		err = asURL.Err
	}
	if limited.Err() != nil || isTimeout {
		return &Error{Code: "TIMEOUT", Type: typeTimeout, Message: fmt.Sprintf("No answer within %s.", r.timeout)}
	}
	return &Error{Code: "CONNECTION_ERROR", Type: typeConnection, Message: "The connection failed: " + withoutKey(err.Error(), r.apiKey), cause: err}
}

func asError(err error) *Error {
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	return argumentError(err.Error())
}
