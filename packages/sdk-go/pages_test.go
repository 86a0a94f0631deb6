package flow_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/flowdev/flow-go"
)

func walkAll(t *testing.T, client *flow.Client) (ids []string, failure error) {
	t.Helper()
	params := flow.ListPostsParams{Filter: flow.PostFilter{Status: flow.FilterEquality{Eq: flow.PostStatusQueued}}, Page: 1, PerPage: 2}
	for post, err := range client.Posts.All(t.Context(), params) {
		if err != nil {
			return ids, err
		}
		ids = append(ids, post.ID)
	}
	return ids, nil
}

func TestAPageLeadsToTheNextOne(t *testing.T) {
	server := newScenario(t, pageOf("n", "a", "b"), pageOf(nil, "c"))
	first, err := server.connect(t).Posts.List(t.Context(), flow.ListPostsParams{Page: 1, Sort: "createdAt"})
	if err != nil || len(first.Data) != 2 || first.Data[1].ID != "b" || first.Pagination.PerPage != 2 || !first.HasNext() {
		t.Fatal(first, err)
	}
	second, err := first.Next(t.Context())
	if err != nil || second.Data[0].ID != "c" || second.HasNext() {
		t.Fatal(second, err)
	}
	if third, err := second.Next(t.Context()); third != nil || err != nil {
		t.Fatal(third, err)
	}
	if got := server.requests()[1].url; got != "/v1/posts?sort=createdAt&cursor=n" {
		t.Error(got)
	}
}

func TestWalkingKeepsFilterAndSizeByCursorAndNoLongerByPage(t *testing.T) {
	server := newScenario(t, pageOf("x", "a", "b"), pageOf("y", "c", "d"), pageOf(nil, "e"))
	ids, err := walkAll(t, server.connect(t))
	if err != nil || strings.Join(ids, "") != "abcde" {
		t.Fatal(ids, err)
	}
	var queries []string
	for _, seen := range server.requests() {
		queries = append(queries, seen.query.Encode())
	}
	filter := "filter%5Bstatus%5D%5Beq%5D=queued"
	if want := []string{filter + "&page=1&perPage=2", "cursor=x&" + filter + "&perPage=2", "cursor=y&" + filter + "&perPage=2"}; !reflect.DeepEqual(queries, want) {
		t.Error(queries)
	}
}

func TestWalkingOddPages(t *testing.T) {
	for name, each := range map[string]struct {
		scenes   []scene
		ids      string
		requests int
	}{
		"an empty last page": {[]scene{pageOf("x", "a", "b"), pageOf(nil)}, "ab", 2},
		"nothing at all":     {[]scene{pageOf(nil)}, "", 1},
		"no pagination":      {[]scene{{body: `{"data":[{"id":"a"}]}`}}, "a", 1},
	} {
		server := newScenario(t, each.scenes...)
		ids, err := walkAll(t, server.connect(t))
		if err != nil || strings.Join(ids, "") != each.ids {
			t.Error(name, ids, err)
		}
		expectRequests(t, server, each.requests)
	}
}

func TestNoPageIsFetchedBeforeItIsReached(t *testing.T) {
	server := newScenario(t, pageOf("x", "a"), pageOf(nil, "b"))
	walk := server.connect(t).Posts.All(t.Context(), flow.ListPostsParams{})
	expectRequests(t, server, 0)
	for range walk {
		break
	}
	expectRequests(t, server, 1)
}

func TestARepeatedCursorEndsInAnError(t *testing.T) {
	server := newScenario(t, pageOf("x", "a"))
	ids, err := walkAll(t, server.connect(t))
	var failure *flow.Error
	if !errors.As(err, &failure) || failure.Code != "REPEATED_CURSOR" || !errors.Is(err, flow.ErrServer) || len(ids) != 2 {
		t.Error(ids, err)
	}
	expectRequests(t, server, 2)
}

func TestAFailureOnALaterPageReachesTheLoopOnce(t *testing.T) {
	server := newScenario(t, pageOf("x", "a"), scene{status: 403})
	var seen []error
	for _, err := range server.connect(t).Posts.All(t.Context(), flow.ListPostsParams{}) {
		seen = append(seen, err)
	}
	if len(seen) != 2 || seen[0] != nil || !errors.Is(seen[1], flow.ErrAuthorization) {
		t.Error(seen)
	}
}

func at(status string) scene { return scene{body: object{"data": post(object{"status": status})}} }

func TestWaitEndsWithThePost(t *testing.T) {
	for _, status := range []flow.PostStatus{flow.PostStatusDone, flow.PostStatusBlocked} {
		server := newScenario(t, at("queued"), at("flowing"), at("a-new-one"), at(string(status)))
		ended, err := server.connect(t).Posts.Wait(t.Context(), "post_1", flow.WithWaitInterval(time.Millisecond))
		if err != nil || ended.Status != status {
			t.Error(ended, err)
		}
		expectRequests(t, server, 4)
	}
}

func TestWaitGivesUp(t *testing.T) {
	client := newScenario(t, at("queued")).connect(t)
	_, err := client.Posts.Wait(t.Context(), "post_1", flow.WithWaitInterval(20*time.Millisecond), flow.WithWaitTimeout(70*time.Millisecond))
	var failure *flow.Error
	if !errors.As(err, &failure) || !errors.Is(err, flow.ErrTimeout) || failure.Code != "WAIT_TIMEOUT" || !strings.Contains(failure.Message, "still queued") {
		t.Error(err)
	}
	limited, cancel := context.WithTimeout(t.Context(), 60*time.Millisecond)
	defer cancel()
	if _, err := client.Posts.Wait(limited, "post_1", flow.WithWaitInterval(time.Minute)); !errors.Is(err, flow.ErrAborted) {
		t.Error(err)
	}
}
