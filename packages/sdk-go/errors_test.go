package flow_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

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

func TestAnErrorIsOfOneFamilyAndTellsItself(t *testing.T) {
	details := []any{object{"field": "content", "message": "must not be empty", "limit": 3}}
	failure := failWith(t, scene{status: 404, body: errorBody("POST_NOT_FOUND", object{"details": details})})
	for _, each := range families {
		if errors.Is(failure, each) != (each == flow.ErrNotFound) {
			t.Errorf("404 and %v", each)
		}
	}
	want := []flow.ErrorDetail{{Field: "content", Message: "must not be empty", Extra: object{"limit": 3.0}}}
	if !reflect.DeepEqual(failure.Details, want) || failure.Header.Get("X-Request-Id") != "req_server" {
		t.Errorf("%+v", *failure)
	}
	if shown := fmt.Sprint(failure); shown != "flow: It failed. (POST_NOT_FOUND, 404, req_body)" {
		t.Error(shown)
	}
}

func TestAnAnswerThatIsNotTheAPIsIsQuotedInOneLine(t *testing.T) {
	for name, each := range map[string]struct {
		answer  scene
		message string
	}{
		"HTML":     {scene{status: 502, body: "<html>\n<h1>Bad   Gateway</h1>"}, "<html> <h1>Bad Gateway"},
		"empty":    {scene{status: 504}, "empty body"},
		"cut off":  {scene{status: 400, body: errorBody("X", nil), cutAfter: 12}, `{"error"`},
		"null":     {scene{status: 500, body: "null"}, "null"},
		"no UTF-8": {scene{status: 500, body: "\xff\xfe"}, ""},
	} {
		if failure := failWith(t, each.answer); !strings.Contains(failure.Message, each.message) || string(failure.Code) != fmt.Sprintf("HTTP_%d", failure.Status) {
			t.Errorf("%s: %+v", name, *failure)
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
