package flow_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/flowdev/flow-go"
)

func TestSettingsComeFromTheEnvironmentWhereNotGiven(t *testing.T) {
	t.Setenv("FLOW_API_KEY", key+"\n")
	t.Setenv("FLOW_BASE_URL", "http://localhost:4100/")
	client, err := flow.New("")
	if err != nil || client.BaseURL() != "http://localhost:4100" {
		t.Fatal(client, err)
	}
	client, err = flow.New(key, flow.WithBaseURL("https://flow.example/api/"))
	if err != nil || client.BaseURL() != "https://flow.example/api" {
		t.Fatal(client, err)
	}
	t.Setenv("FLOW_BASE_URL", "")
	client, err = flow.New(key)
	if err != nil || client.BaseURL() != "https://api.flow.dev" {
		t.Fatal(client, err)
	}
}

func TestNoKeyIsAClearError(t *testing.T) {
	t.Setenv("FLOW_API_KEY", "")
	_, err := flow.New("")
	if !errors.Is(err, flow.ErrAuthentication) || !strings.Contains(err.Error(), "FLOW_API_KEY") {
		t.Fatal(err)
	}
}

func TestBadSettingsAreRefused(t *testing.T) {
	for name, option := range map[string]flow.Option{
		"timeout":       flow.WithTimeout(0),
		"retries":       flow.WithMaxRetries(-1),
		"delay":         flow.WithRetryDelay(-time.Second),
		"scheme":        flow.WithBaseURL("ftp://x"),
		"address":       flow.WithBaseURL("nonsense"),
		"credentials":   flow.WithBaseURL("https://user:" + key + "@host"),
		"query":         flow.WithBaseURL("https://host/?a=1"),
		"client":        flow.WithHTTPClient(nil),
		"header name":   flow.WithHeader("a b", "c"),
		"header value":  flow.WithHeader("x-proxy", key+"\nx"),
		"empty key":     flow.WithIdempotencyKey(""),
		"long key":      flow.WithIdempotencyKey(strings.Repeat("k", 256)),
		"key of all":    flow.WithIdempotencyKey("k"),
		"answer of all": flow.WithResponseInto(&flow.Response{}),
		"wait":          flow.WithWaitTimeout(-1),
		"interval":      flow.WithWaitInterval(0),
	} {
		_, err := flow.New(key, option)
		if !errors.Is(err, flow.ErrArgument) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), secretPart) {
			t.Errorf("%s shows the key: %v", name, err)
		}
	}
	if _, err := flow.New(key + "\nx"); err == nil || strings.Contains(err.Error(), secretPart) {
		t.Error(err)
	}
}

func TestAnOwnClientIsUsedButFollowsNoRedirects(t *testing.T) {
	elsewhere := newScenario(t, fine)
	server := newScenario(t, scene{status: 307, header: map[string]string{"Location": elsewhere.URL}})
	_, err := server.connect(t, flow.WithHTTPClient(&http.Client{})).Posts.Get(t.Context(), "post_1")
	var failure *flow.Error
	if !errors.As(err, &failure) || failure.Code != "UNEXPECTED_REDIRECT" || !strings.Contains(failure.Message, elsewhere.URL) || !errors.Is(err, flow.ErrServer) {
		t.Fatal(err)
	}
	if len(server.requests()) != 1 || len(elsewhere.requests()) != 0 {
		t.Fatal("the redirect was followed or tried again")
	}
}

func TestTheKeyIsNowhereToBeSeen(t *testing.T) {
	server := newScenario(t,
		scene{status: 400, body: errorBody("X", object{"message": "bad header Bearer " + key})},
		scene{status: 502, body: "<pre>" + strings.Repeat("x", 180) + key + "</pre>"},
		scene{status: 200, body: "<pre>" + strings.Repeat("x", 150) + key + "</pre>"},
		scene{status: 302, header: map[string]string{"Location": "https://x/?key=" + key}},
	)
	client := server.connect(t, flow.WithMaxRetries(0))
	things := []any{client, *client, client.Posts, *client.Posts, client.Services}
	for range 4 {
		_, err := client.Posts.Get(t.Context(), "post_1")
		things = append(things, err)
	}
	absent, _ := flow.New(key, flow.WithBaseURL("http://127.0.0.1:1"), flow.WithMaxRetries(0))
	_, err := absent.Posts.Get(t.Context(), "post_1")
	things = append(things, err)
	for _, thing := range things {
		text, _ := json.Marshal(thing)
		shown := fmt.Sprintf("%v %+v %#v %s %s", thing, thing, thing, thing, text)
		if strings.Contains(shown, secretPart) {
			t.Errorf("shows the key: %s", shown)
		}
	}
	if message := things[5].(*flow.Error).Message; message != "bad header Bearer [API key]" {
		t.Error(message)
	}
}
