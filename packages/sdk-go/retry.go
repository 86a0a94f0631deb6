package flow

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// isRetryable says whether the same request may be sent again after this error.
func isRetryable(err *Error) bool {
	if err.Status == 0 {
		return errors.Is(err, ErrConnection) || errors.Is(err, ErrTimeout)
	}
	return slices.Contains(policyRetryStatuses, err.Status) || slices.Contains(policyRetryCodes, err.Code)
}

// retryDelay is the wait before retry number retry (from 0), never shorter than what the server asked for. False means to
// give up, because that is longer than a call should hang or than its context lasts.
func retryDelay(ctx context.Context, retry int, initial, asked time.Duration) (time.Duration, bool) {
	if asked > policyMaxRetryAfter {
		return 0, false
	}
	backOff := math.Min(float64(initial)*math.Pow(2, float64(retry)), float64(max(policyMaxDelay, initial)))
	delay := max(time.Duration(backOff*(1-policyJitter*rand.Float64())), asked)
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < delay {
		return 0, false
	}
	return delay, true
}

// sleep waits; the end of the context ends the wait at once with an abort error.
func sleep(ctx context.Context, delay time.Duration) error {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return abortError(ctx)
	}
}

func abortError(ctx context.Context) *Error {
	cause := ctx.Err()
	if reason := context.Cause(ctx); reason != cause {
		cause = errors.Join(cause, reason)
	}
	return &Error{Code: "ABORTED", Type: typeAbort, Message: "The call was ended by its context.", cause: cause}
}
