package flow_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/flowdev/flow-go"
)

func TestAnswersAreTypedAndTakeWhatIsNew(t *testing.T) {
	reason := object{"code": "x", "message": "y", "nextActionAt": "2026-01-01T00:00:00Z", "new": 1}
	server := newScenario(t, scene{body: object{"data": post(object{"status": "paused", "novelty": object{"a": 1}, "reason": reason, "content": nil}), "meta": 1}})
	found, err := server.connect(t).Posts.Get(t.Context(), "post_1")
	if err != nil {
		t.Fatal(err)
	}
	if found.Status != "paused" || found.ChannelID != "channel_1" || !found.ScheduledFor.Equal(time.Date(2026, 12, 25, 10, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", found)
	}
	if !found.Content.IsNull() || !found.SettledAt.IsNull() || found.Content.Or("none") != "none" || found.Title.IsZero() || !found.FirstComment.IsZero() {
		t.Errorf("%+v", found)
	}
	told, ok := found.Reason.Get()
	at, isSet := told.NextActionAt.Get()
	if !ok || !isSet || told.Code != "x" || at.Year() != 2026 {
		t.Errorf("%+v", told)
	}
}

func TestOptsTellUnsetNullAndValueApart(t *testing.T) {
	update := flow.PostUpdate{Title: flow.Null[string](), FirstComment: flow.Some("")}
	text, err := json.Marshal(update)
	if err != nil || string(text) != `{"title":null,"firstComment":""}` {
		t.Fatal(string(text), err)
	}
	var again flow.PostUpdate
	if err := json.Unmarshal(text, &again); err != nil || again.Title != update.Title || again.FirstComment != update.FirstComment || !again.Content.IsZero() {
		t.Fatal(again, err)
	}
	if shown := fmt.Sprintf("%v %v %q %05d", again.Content, again.Title, again.FirstComment, flow.Some(42)); shown != `unset null "" 00042` {
		t.Error(shown)
	}
}

func TestANewSecretIsReadableButNotPrinted(t *testing.T) {
	server := newScenario(t, scene{body: object{"data": object{"id": "key_1", "apiKey": key, "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z"}}})
	created, err := server.connect(t).APIKeys.Create(t.Context(), flow.APIKeyCreate{Name: "K"})
	if err != nil || string(created.APIKey) != key {
		t.Fatal(created, err)
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("made", "key", created)
	slog.New(slog.NewTextHandler(&log, nil)).Info("made", "key", created)
	fmt.Fprintf(&log, "%v %+v %#v %s %x %d %q", created, *created, created, created.APIKey, created.APIKey, []any{created.APIKey}, flow.Some(created.APIKey))
	if strings.Contains(log.String(), secretPart) || strings.Contains(log.String(), fmt.Sprintf("%x", secretPart)) {
		t.Error(log.String())
	}
}

func TestTheAnswerAsItCame(t *testing.T) {
	server := newScenario(t, busy, scene{body: fine.body, header: map[string]string{"X-RateLimit-Remaining": "7"}}, scene{status: 404, body: errorBody("POST_NOT_FOUND", nil)})
	client := server.connect(t)
	var raw flow.Response
	if _, err := client.Posts.Get(t.Context(), "post_1", flow.WithResponseInto(&raw)); err != nil {
		t.Fatal(err)
	}
	if raw.Status != 200 || raw.Attempts != 2 || raw.Header.Get("X-RateLimit-Remaining") != "7" || !strings.Contains(string(raw.Body), `"post_1"`) {
		t.Errorf("%+v", raw)
	}
	if _, err := client.Posts.Get(t.Context(), "post_1", flow.WithResponseInto(&raw)); err == nil || raw.Status != 404 || raw.Attempts != 1 {
		t.Errorf("%+v", raw)
	}
}

func TestDebugLogsTellAttemptsAndNoSecrets(t *testing.T) {
	server := newScenario(t, busy, fine)
	var log strings.Builder
	logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	client := server.connect(t, flow.WithLogger(logger), flow.WithHeader("X-Proxy", "proxy-secret"))
	_, err := client.Connections.Create(t.Context(), flow.ConnectionCreate{Network: "sandbox", Credentials: map[string]string{"token": "network-secret"}})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = client.Posts.List(t.Context(), flow.ListPostsParams{Filter: flow.PostFilter{Content: flow.FilterText{Contains: "private words"}}})
	for _, wanted := range []string{`"path":"/v1/connections","attempt":2,"status":200`, `"status":503`, `"requestId":"req_server"`, `"code":"SERVICE_UNAVAILABLE"`} {
		if !strings.Contains(log.String(), wanted) {
			t.Errorf("%s is not in %s", wanted, log.String())
		}
	}
	for _, secret := range []string{secretPart, "proxy-secret", "network-secret", "private"} {
		if strings.Contains(log.String(), secret) {
			t.Error(log.String())
		}
	}
}

func TestASuccessThatIsNotTheAPIs(t *testing.T) {
	for _, body := range []string{"<html>", `{"data":{"id":"po`, "", "{}", `{"data":null}`, `{"data":[1]}`, `{"data":{"scheduledFor":"tomorrow"}}`} {
		server := newScenario(t, scene{status: 200, body: body})
		_, err := server.connect(t).Posts.Get(t.Context(), "post_1")
		var failure *flow.Error
		if !errors.As(err, &failure) || failure.Code != "INVALID_RESPONSE" || failure.Status != 200 || !errors.Is(err, flow.ErrServer) || failure.RequestID != "req_server" {
			t.Errorf("%q: %v", body, err)
		}
		if len(server.requests()) != 1 {
			t.Errorf("%q was tried again", body)
		}
	}
	server := newScenario(t, scene{body: `{"data":{}}`})
	if _, err := server.connect(t).Posts.List(t.Context(), flow.ListPostsParams{}); err == nil {
		t.Error("an object is no list")
	}
}
