package flow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"
)

// transport sends calls, again where that helps and is safe, and reads what came back. The key is behind a function, so
// that no printer or logger finds it.
type transport struct {
	apiKey   func() string
	settings settings
}

// send reads the answer's data into a pointer to a pointer or a slice; into is nil where an operation answers nothing.
func (t *transport) send(ctx context.Context, c call, opts []Option, into any) (envelope, error) {
	s, err := t.settings.forCall(opts)
	if err != nil {
		return envelope{}, err
	}
	r, err := newRequest(c, s, t.apiKey())
	if err != nil {
		return envelope{}, err
	}
	defer r.close()
	if s.responseInto != nil {
		*s.responseInto = Response{}
	}
	for retry := 0; ; retry++ {
		started := time.Now()
		a, failure := r.attempt(ctx)
		if s.responseInto != nil {
			*s.responseInto = Response{Status: a.status, Header: a.header, Body: a.body, Attempts: retry + 1}
		}
		logAttempt(ctx, s.logger, attemptLog{call: c, path: r.path, number: retry + 1, took: time.Since(started), answer: a, failure: failure})
		if failure == nil {
			found, failure := readEnvelope(a, c, t.apiKey(), into)
			if failure != nil {
				return envelope{}, failure
			}
			return found, nil
		}
		if retry >= s.maxRetries || !isRetryable(failure) || !r.canReplay() {
			return envelope{}, failure
		}
		delay, ok := retryDelay(ctx, retry, s.retryDelay, failure.RetryAfter)
		if !ok {
			return envelope{}, failure
		}
		if err := sleep(ctx, delay); err != nil {
			return envelope{}, err
		}
	}
}

func readEnvelope(a answer, c call, apiKey string, into any) (envelope, *Error) {
	found := envelope{Data: into}
	if into == nil {
		return found, nil
	}
	err := json.Unmarshal(a.body, &found)
	if err == nil && reflect.ValueOf(into).Elem().IsNil() {
		err = errors.New("it has no data")
	}
	if err != nil {
		begin := excerpt(withoutKey(string(a.body), apiKey))
		message := fmt.Sprintf("The answer to %s %s is not the API's; is the base URL right? %s. It begins: %s", c.method, c.path, err, begin)
		return found, unexpected(a, "INVALID_RESPONSE", message, apiKey)
	}
	return found, nil
}
