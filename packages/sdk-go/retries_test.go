package flow_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/flowdev/flow-go"
)

func get(t *testing.T, client *flow.Client, opts ...flow.Option) error {
	t.Helper()
	return onlyError(client.Posts.Get(t.Context(), "post_1", opts...))
}

func expectRequests(t *testing.T, server *scenario, count int) {
	t.Helper()
	if seen := len(server.requests()); seen != count {
		t.Errorf("%d requests, not %d", seen, count)
	}
}

func TestALongerRetryAfterThanACallShouldHangIsLeftToTheCaller(t *testing.T) {
	for value, after := range map[string]time.Duration{"3600": time.Hour, strings.Repeat("9", 400): 1<<63 - 1} {
		server := newScenario(t, scene{status: 429, header: map[string]string{"Retry-After": value}})
		err := get(t, server.connect(t))
		var failure *flow.Error
		if !errors.As(err, &failure) || !errors.Is(err, flow.ErrRateLimit) || failure.RetryAfter != after {
			t.Error(err)
		}
		expectRequests(t, server, 1)
	}
	// Nor is one that the context does not last for.
	server := newScenario(t, scene{status: 503, header: map[string]string{"Retry-After": "60"}})
	limited, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if _, err := server.connect(t).Posts.Get(limited, "post_1"); !errors.Is(err, flow.ErrServer) || limited.Err() != nil {
		t.Error(err)
	}
}

func TestTooLateIsATimeout(t *testing.T) {
	stalled := scene{body: fine.body, delay: 5 * time.Second}
	err := get(t, newScenario(t, stalled).connect(t), flow.WithTimeout(50*time.Millisecond), flow.WithMaxRetries(0))
	var failure *flow.Error
	if !errors.As(err, &failure) || !errors.Is(err, flow.ErrTimeout) || failure.Code != "TIMEOUT" || failure.Message != "No answer within 50ms." {
		t.Error(err)
	}
	// The own client's limit is one as well.
	err = get(t, newScenario(t, stalled).connect(t, flow.WithHTTPClient(&http.Client{Timeout: 50 * time.Millisecond}), flow.WithMaxRetries(0)))
	if !errors.Is(err, flow.ErrTimeout) {
		t.Error(err)
	}
}

func TestABodyThatNeverEndsIsTooLateAsWell(t *testing.T) {
	for _, status := range []int{200, 500} {
		server := newScenario(t, scene{status: status, body: fine.body, cutAfter: 1, stall: true})
		if err := get(t, server.connect(t, flow.WithMaxRetries(0), flow.WithTimeout(100*time.Millisecond))); !errors.Is(err, flow.ErrTimeout) {
			t.Error(err)
		}
	}
}

func TestTheEndOfTheContextEndsTheWaitAtOnce(t *testing.T) {
	server := newScenario(t, scene{status: 503, header: map[string]string{"Retry-After": "30"}})
	cancelled, cancel := context.WithCancelCause(t.Context())
	left := errors.New("user left")
	go func() {
		for len(server.requests()) == 0 {
			time.Sleep(time.Millisecond)
		}
		cancel(left)
	}()
	started := time.Now()
	_, err := server.connect(t).Posts.Get(cancelled, "post_1")
	if !errors.Is(err, flow.ErrAborted) || !errors.Is(err, context.Canceled) || !errors.Is(err, left) {
		t.Error(err)
	}
	if time.Since(started) > 20*time.Second {
		t.Error("it waited on")
	}
	expectRequests(t, server, 1)
}

func TestTheContextEndsARequestAndOneThatHasNotBegun(t *testing.T) {
	server := newScenario(t, scene{body: fine.body, delay: 5 * time.Second})
	limited, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	client := server.connect(t)
	for range 2 {
		if _, err := client.Posts.Get(limited, "post_1"); !errors.Is(err, flow.ErrAborted) || !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	}
	expectRequests(t, server, 1)
}

func TestAServerThatIsNotThere(t *testing.T) {
	client, _ := flow.New(key, flow.WithBaseURL("http://127.0.0.1:1"), flow.WithMaxRetries(1), flow.WithRetryDelay(time.Millisecond))
	err := get(t, client)
	var failure *flow.Error
	if !errors.As(err, &failure) || !errors.Is(err, flow.ErrConnection) || failure.Status != 0 || !strings.Contains(failure.Message, "refused") {
		t.Error(err)
	}
	var operation *net.OpError
	if !errors.As(err, &operation) {
		t.Error("the network's error is not behind it")
	}
}

// counted counts bodies that are opened and closed.
type counted struct{ open int }

type countedBody struct {
	counter *counted
	*strings.Reader
}

func (b countedBody) Close() error { b.counter.open--; return nil }

func (c *counted) RoundTrip(*http.Request) (*http.Response, error) {
	c.open++
	return &http.Response{StatusCode: 503, Header: http.Header{}, Body: countedBody{c, strings.NewReader("{}")}}, nil
}

func TestBodiesOfRetriedAnswersAreClosed(t *testing.T) {
	counter := &counted{}
	client, _ := flow.New(key, flow.WithHTTPClient(&http.Client{Transport: counter}), flow.WithRetryDelay(0))
	if err := get(t, client); !errors.Is(err, flow.ErrServer) || counter.open != 0 {
		t.Error(err, counter.open)
	}
}
