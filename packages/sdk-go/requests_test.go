package flow_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/flowdev/flow-go"
)

type ctx = context.Context

var many = scene{body: object{"data": []object{post(nil)}, "pagination": object{"page": 1, "perPage": 20, "total": 1, "totalPages": 1, "nextCursor": nil}}}

func onlyError[T any](_ T, err error) error { return err }

var calls = []struct {
	name         string
	call         func(ctx, *flow.Client) error
	scene        scene
	method, path string
	body         string
}{
	{"posts list", func(c ctx, f *flow.Client) error { return onlyError(f.Posts.List(c, flow.ListPostsParams{})) }, many, "GET", "/v1/posts", ""},
	{"posts create", func(c ctx, f *flow.Client) error {
		return onlyError(f.Posts.Create(c, flow.PostCreate{ChannelID: "c", Content: flow.Some("x"), ScheduledFor: flow.Some(time.Unix(0, 0).UTC())}))
	}, fine, "POST", "/v1/posts", `{"channelId":"c","content":"x","scheduledFor":"1970-01-01T00:00:00Z"}`},
	{"posts preflight", func(c ctx, f *flow.Client) error {
		return onlyError(f.Posts.Preflight(c, flow.PostCreate{ChannelID: "c", Overrides: map[string]flow.PostOverride{"x": {Content: flow.Some("y")}}}))
	}, fine, "POST", "/v1/posts/preflight", `{"channelId":"c","overrides":{"x":{"content":"y"}}}`},
	{"posts createBatch", func(c ctx, f *flow.Client) error {
		return onlyError(f.Posts.CreateBatch(c, flow.PostBatchCreate{Posts: []flow.PostCreate{{ChannelID: "c"}}, Atomic: flow.Some(true)}))
	}, fine, "POST", "/v1/posts/batch", `{"posts":[{"channelId":"c"}],"atomic":true}`},
	{"posts updateBatch", func(c ctx, f *flow.Client) error {
		return onlyError(f.Posts.UpdateBatch(c, flow.PostBatchUpdate{Posts: []flow.PostBatchUpdateItem{{ID: "p", Title: flow.Null[string]()}}}))
	}, fine, "PATCH", "/v1/posts/batch", `{"posts":[{"id":"p","title":null}]}`},
	{"posts deleteBatch", func(c ctx, f *flow.Client) error {
		return onlyError(f.Posts.DeleteBatch(c, flow.PostBatchDelete{PostIDs: []string{"p"}}))
	}, fine, "POST", "/v1/posts/batch/delete", `{"postIds":["p"]}`},
	{"posts get", func(c ctx, f *flow.Client) error { return onlyError(f.Posts.Get(c, "post_1")) }, fine, "GET", "/v1/posts/post_1", ""},
	{"posts update, null", func(c ctx, f *flow.Client) error {
		return onlyError(f.Posts.Update(c, "post_1", flow.PostUpdate{Content: flow.Null[string]()}))
	}, fine, "PATCH", "/v1/posts/post_1", `{"content":null}`},
	{"posts update, unset", func(c ctx, f *flow.Client) error { return onlyError(f.Posts.Update(c, "post_1", flow.PostUpdate{})) }, fine, "PATCH", "/v1/posts/post_1", `{}`},
	{"posts update, zero", func(c ctx, f *flow.Client) error {
		return onlyError(f.Posts.Update(c, "post_1", flow.PostUpdate{Content: flow.Some(""), EnableOptimization: flow.Some(false), MediaKeys: []string{}}))
	}, fine, "PATCH", "/v1/posts/post_1", `{"content":"","mediaKeys":[],"enableOptimization":false}`},
	{"posts delete", func(c ctx, f *flow.Client) error { return f.Posts.Delete(c, "post_1") }, gone, "DELETE", "/v1/posts/post_1", ""},
	{"posts publications", func(c ctx, f *flow.Client) error { return onlyError(f.Posts.Publications(c, "post_1")) }, scene{body: `{"data":[]}`}, "GET", "/v1/posts/post_1/publications", ""},
	{"posts retry", func(c ctx, f *flow.Client) error { return onlyError(f.Posts.Retry(c, "post_1", flow.PostRetry{})) }, fine, "POST", "/v1/posts/post_1/retry", `{}`},
	{"test moveClock", func(c ctx, f *flow.Client) error {
		return onlyError(f.Test.MoveClock(c, flow.TestClockMove{AdvanceSeconds: flow.Some(1.5)}))
	}, scene{body: `{"data":{"now":"2026-12-25T10:00:00.000Z","offsetSeconds":1.5}}`}, "POST", "/v1/test/clock", `{"advanceSeconds":1.5}`},
	{"channels list", func(c ctx, f *flow.Client) error {
		return onlyError(f.Channels.List(c, flow.ListChannelsParams{Sort: "name"}))
	}, many, "GET", "/v1/channels?sort=name", ""},
	{"channels create", func(c ctx, f *flow.Client) error {
		return onlyError(f.Channels.Create(c, flow.ChannelCreate{Name: "My Channel", Color: flow.Some("#3B82F6")}))
	}, fine, "POST", "/v1/channels", `{"name":"My Channel","color":"#3B82F6"}`},
	{"channels update", func(c ctx, f *flow.Client) error {
		return onlyError(f.Channels.Update(c, "channel_1", flow.ChannelUpdate{FeedEnabled: flow.Some(false)}))
	}, fine, "PATCH", "/v1/channels/channel_1", `{"feedEnabled":false}`},
	{"connections create", func(c ctx, f *flow.Client) error {
		return onlyError(f.Connections.Create(c, flow.ConnectionCreate{Network: "sandbox", Credentials: map[string]string{"token": "t"}}))
	}, fine, "POST", "/v1/connections", `{"network":"sandbox","credentials":{"token":"t"}}`},
	{"connections verify", func(c ctx, f *flow.Client) error { return onlyError(f.Connections.Verify(c, "conn_1")) }, fine, "POST", "/v1/connections/conn_1/verify", ""},
	{"networks list", func(c ctx, f *flow.Client) error { return onlyError(f.Networks.List(c)) }, scene{body: `{"data":[]}`}, "GET", "/v1/networks", ""},
	{"media list", func(c ctx, f *flow.Client) error {
		return onlyError(f.Media.List(c, flow.ListMediaParams{Cursor: "a b"}))
	}, many, "GET", "/v1/media?cursor=a+b", ""},
	{"media update", func(c ctx, f *flow.Client) error {
		return onlyError(f.Media.Update(c, "media_1", flow.MediaUpdate{AltText: flow.Null[string]()}))
	}, fine, "PATCH", "/v1/media/media_1", `{"altText":null}`},
	{"media getUrl", func(c ctx, f *flow.Client) error { return onlyError(f.Media.GetURL(c, "media_1")) }, scene{body: `{"data":{"url":"http://x/y","expiresAt":"2026-12-25T10:00:00.000Z"}}`}, "GET", "/v1/media/media_1/url", ""},
	{"apiKeys list", func(c ctx, f *flow.Client) error {
		return onlyError(f.APIKeys.List(c, flow.ListAPIKeysParams{Page: 2, PerPage: 50}))
	}, many, "GET", "/v1/api-keys?page=2&perPage=50", ""},
	{"apiKeys create", func(c ctx, f *flow.Client) error {
		return onlyError(f.APIKeys.Create(c, flow.APIKeyCreate{Name: "K", Permissions: []flow.Permission{flow.PermissionPostsWrite}}))
	}, fine, "POST", "/v1/api-keys", `{"name":"K","permissions":["posts:write"]}`},
	{"webhooks create", func(c ctx, f *flow.Client) error {
		return onlyError(f.Webhooks.Create(c, flow.WebhookCreate{URL: "https://x", Events: []flow.WebhookEvent{flow.WebhookEventAll}}))
	}, fine, "POST", "/v1/webhooks", `{"url":"https://x","events":["*"]}`},
	{"webhooks getDeliveries", func(c ctx, f *flow.Client) error {
		return onlyError(f.Webhooks.GetDeliveries(c, "w", flow.ListWebhookDeliveriesParams{Status: flow.DeliveryStatusFailed}))
	}, many, "GET", "/v1/webhooks/w/deliveries?status=failed", ""},
	{"webhooks replayDelivery", func(c ctx, f *flow.Client) error { return onlyError(f.Webhooks.ReplayDelivery(c, "w", "d")) }, fine, "POST", "/v1/webhooks/w/deliveries/d/replay", ""},
	{"analytics overview", func(c ctx, f *flow.Client) error {
		return onlyError(f.Analytics.Overview(c, flow.GetAnalyticsOverviewParams{}))
	}, scene{body: `{"data":{"from":"2026-12-25T10:00:00.000Z","to":"2026-12-25T10:00:00.000Z"}}`}, "GET", "/v1/analytics/overview", ""},
}

var uuid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func TestEveryCallSendsWhatTheSpecAsksFor(t *testing.T) {
	for _, each := range calls {
		t.Run(each.name, func(t *testing.T) {
			server := newScenario(t, each.scene)
			if err := each.call(t.Context(), server.connect(t)); err != nil {
				t.Fatal(err)
			}
			seen := server.requests()[0]
			if seen.method != each.method || seen.url != each.path || string(seen.body) != each.body {
				t.Errorf("%s %s %s", seen.method, seen.url, seen.body)
			}
			if seen.header.Get("Authorization") != "Bearer "+key || seen.header.Get("Accept") != "application/json" || !strings.HasPrefix(seen.header.Get("User-Agent"), "flow-sdk-go/") {
				t.Error(seen.header)
			}
			if (seen.header.Get("Content-Type") == "application/json") != (each.body != "") {
				t.Error(seen.header)
			}
			if uuid.MatchString(seen.header.Get("Idempotency-Key")) != (each.method == "POST") {
				t.Error(seen.header)
			}
		})
	}
}

func TestFiltersAreNested(t *testing.T) {
	server := newScenario(t, many)
	at := time.Date(2026, 12, 25, 10, 0, 0, 0, time.FixedZone("", 7200))
	_, err := server.connect(t).Posts.List(t.Context(), flow.ListPostsParams{
		Filter: flow.PostFilter{
			Status:       flow.FilterEquality{In: flow.Values(flow.PostStatusQueued, flow.PostStatusDone)},
			ChannelID:    flow.FilterEquality{Ne: "c&1"},
			ScheduledFor: flow.FilterRange{Gte: at, Lt: 5},
		},
		Sort: "-scheduledFor",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := "/v1/posts?filter%5Bstatus%5D%5Bin%5D=queued%2Cdone&filter%5BchannelId%5D%5Bne%5D=c%261" +
		"&filter%5BscheduledFor%5D%5Bgte%5D=2026-12-25T10%3A00%3A00%2B02%3A00&filter%5BscheduledFor%5D%5Blt%5D=5&sort=-scheduledFor"
	if got := server.requests()[0].url; got != want {
		t.Error(got)
	}
}

func TestFiltersThatWouldAskForSomethingElseAreRefused(t *testing.T) {
	server := newScenario(t, many)
	client := server.connect(t)
	for name, status := range map[string]flow.FilterEquality{
		"filter[status][eq]": {Eq: struct{ A int }{1}},
		"filter[status][ne]": {Ne: &name{}},
		"filter[status][in]": {In: []any{}},
		"commas":             {In: flow.Values("a,b")},
		"nil":                {In: []any{nil}},
	} {
		_, err := client.Posts.List(t.Context(), flow.ListPostsParams{Filter: flow.PostFilter{Status: status}})
		if !errors.Is(err, flow.ErrArgument) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(server.requests()) != 0 {
		t.Error("something was sent")
	}
}

type name struct{}

func TestIDsAreEscapedAndThoseThatAskAnotherRouteRefused(t *testing.T) {
	server := newScenario(t, fine)
	client := server.connect(t)
	if _, err := client.Posts.Get(t.Context(), "a/../b?c#d %2e{0}"); err != nil {
		t.Fatal(err)
	}
	if got := server.requests()[0].url; got != "/v1/posts/a%2F..%2Fb%3Fc%23d%20%252e%7B0%7D" {
		t.Error(got)
	}
	for _, id := range []string{"", ".", ".."} {
		if _, err := client.Posts.Get(t.Context(), id); !errors.Is(err, flow.ErrArgument) {
			t.Error(id, err)
		}
	}
	if len(server.requests()) != 1 {
		t.Error("a refused id was sent")
	}
}

func TestOptionsOfOneCall(t *testing.T) {
	server := newScenario(t, fine)
	client := server.connect(t, flow.WithHeader("X-Trace", "client"))
	create := func(opts ...flow.Option) {
		if _, err := client.Posts.Create(t.Context(), flow.PostCreate{ChannelID: "c"}, opts...); err != nil {
			t.Fatal(err)
		}
	}
	create(flow.WithIdempotencyKey("mine"), flow.WithHeader("x-trace", "call"))
	create(flow.WithHeader("idempotency-key", "also mine"))
	seen := server.requests()
	if seen[0].header.Get("Idempotency-Key") != "mine" || seen[0].header.Get("X-Trace") != "call" {
		t.Error(seen[0].header)
	}
	if seen[1].header.Get("Idempotency-Key") != "also mine" || seen[1].header.Get("X-Trace") != "client" {
		t.Error(seen[1].header)
	}
}
