package flow_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/flowdev/flow-go"
)

func failWith(t *testing.T, answer scene) *flow.Error {
	t.Helper()
	_, err := newScenario(t, answer).connect(t, flow.WithMaxRetries(0)).Posts.Get(t.Context(), "post_1")
	var failure *flow.Error
	if !errors.As(err, &failure) {
		t.Fatalf("no *flow.Error: %v", err)
	}
	return failure
}

var families = []error{
	flow.ErrValidation, flow.ErrAuthentication, flow.ErrAuthorization, flow.ErrNotFound, flow.ErrRequest, flow.ErrConflict, flow.ErrIdempotency,
	flow.ErrRateLimit, flow.ErrServer, flow.ErrConnection, flow.ErrTimeout, flow.ErrAborted, flow.ErrArgument, flow.ErrWebhook,
}

func TestOneFamilyAStatus(t *testing.T) {
	for status, family := range map[int]error{
		400: flow.ErrValidation, 401: flow.ErrAuthentication, 403: flow.ErrAuthorization, 404: flow.ErrNotFound, 405: flow.ErrRequest,
		409: flow.ErrConflict, 413: flow.ErrRequest, 415: flow.ErrRequest, 418: flow.ErrRequest, 422: flow.ErrIdempotency,
		429: flow.ErrRateLimit, 500: flow.ErrServer, 503: flow.ErrServer, 507: flow.ErrServer,
	} {
		details := []any{object{"field": "content", "message": "must not be empty", "limit": 3}}
		failure := failWith(t, scene{status: status, body: errorBody("SOME_CODE", object{"type": "some_type", "details": details, "retryAfter": 7})})
		for _, each := range families {
			if errors.Is(failure, each) != (each == family) {
				t.Errorf("%d and %v", status, each)
			}
		}
		if failure.Status != status || failure.Code != "SOME_CODE" || failure.Type != "some_type" || failure.Message != "It failed." || failure.RequestID != "req_body" || failure.RetryAfter != 7*time.Second {
			t.Errorf("%+v", *failure)
		}
		want := []flow.ErrorDetail{{Field: "content", Message: "must not be empty", Extra: object{"limit": 3.0}}}
		if !reflect.DeepEqual(failure.Details, want) || failure.Header.Get("X-Request-Id") != "req_server" {
			t.Errorf("%+v", *failure)
		}
		if shown := fmt.Sprint(failure); shown != fmt.Sprintf("flow: It failed. (SOME_CODE, %d, req_body)", status) {
			t.Error(shown)
		}
	}
}

func TestOddBodiesStillGiveStatusAndFamily(t *testing.T) {
	for name, each := range map[string]struct {
		answer  scene
		message string
	}{
		"HTML":             {scene{status: 502, body: "<html>\n<h1>Bad   Gateway</h1>"}, "<html> <h1>Bad Gateway"},
		"empty":            {scene{status: 504}, "empty body"},
		"truncated":        {scene{status: 404, body: `{"error":{"type":"not_fo`}, `{"error"`},
		"cut off":          {scene{status: 400, body: errorBody("X", nil), cutAfter: 12}, `{"error"`},
		"of another shape": {scene{status: 403, body: object{"message": "WAF", "error": "no"}}, "WAF"},
		"null":             {scene{status: 500, body: "null"}, "null"},
		"no UTF-8":         {scene{status: 500, body: "\xff\xfe"}, ""},
	} {
		failure := failWith(t, each.answer)
		if failure.Status != each.answer.status || string(failure.Code) != fmt.Sprintf("HTTP_%d", failure.Status) || failure.RequestID != "req_server" || len(failure.Details) != 0 || failure.Type == "" {
			t.Errorf("%s: %+v", name, *failure)
		}
		if !strings.Contains(failure.Message, each.message) {
			t.Errorf("%s: %s", name, failure.Message)
		}
	}
}

func TestOddDetailsDoNoHarm(t *testing.T) {
	if failure := failWith(t, scene{status: 400, body: errorBody("X", object{"details": "nonsense"})}); len(failure.Details) != 0 {
		t.Error(failure.Details)
	}
	failure := failWith(t, scene{status: 400, body: errorBody("X", object{"details": []any{nil, object{"field": 1}}})})
	if len(failure.Details) != 1 || failure.Details[0].Field != "1" || failure.Details[0].Message != "" {
		t.Error(failure.Details)
	}
}
