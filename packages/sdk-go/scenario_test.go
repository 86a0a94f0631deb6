package flow_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/flowdev/flow-go"
)

const key = "flow_sk_test_abcd1234_S3cretS3cretS3cretS3cretS3cretS3cretS3cret1"

// secretPart is what must be seen nowhere.
const secretPart = "cretS3cretS3cret1"

type seenRequest struct {
	method, url string
	query       url.Values
	header      http.Header
	body        []byte
	at          time.Time
}

// scene is one scripted answer. cutAfter breaks the connection after so many bytes of the body, or leaves it
// hanging with stall; drop gives none at all; deaf answers before it has read the request's body.
type scene struct {
	status   int
	header   map[string]string
	body     any
	cutAfter int
	stall    bool
	drop     bool
	deaf     bool
	delay    time.Duration
}

// scenario is a real server that gives the scripted answers in turn; the last one stays.
type scenario struct {
	*httptest.Server
	lock   sync.Mutex
	scenes []scene
	seen   []seenRequest
}

func newScenario(t testing.TB, scenes ...scene) *scenario {
	t.Helper()
	s := &scenario{scenes: scenes}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s
}

func (s *scenario) requests() []seenRequest {
	s.lock.Lock()
	defer s.lock.Unlock()
	return append([]seenRequest{}, s.seen...)
}

func (s *scenario) next() scene {
	s.lock.Lock()
	defer s.lock.Unlock()
	first := s.scenes[0]
	if len(s.scenes) > 1 {
		s.scenes = s.scenes[1:]
	}
	return first
}

func (s *scenario) serve(writer http.ResponseWriter, request *http.Request) {
	current := s.next()
	var body []byte
	if !current.deaf {
		body, _ = io.ReadAll(request.Body)
	}
	s.lock.Lock()
	s.seen = append(s.seen, seenRequest{request.Method, request.RequestURI, request.URL.Query(), request.Header, body, time.Now()})
	s.lock.Unlock()
	select {
	case <-time.After(current.delay):
	case <-request.Context().Done():
		return
	}
	if current.drop {
		panic(http.ErrAbortHandler)
	}
	content := bytesOf(current.body)
	header := writer.Header()
	header.Set("Content-Type", "application/json")
	header.Set("X-Request-Id", "req_server")
	for name, value := range current.header {
		header.Set(name, value)
	}
	if current.status != http.StatusNoContent {
		header.Set("Content-Length", strconv.Itoa(len(content)))
	}
	writer.WriteHeader(max(current.status, http.StatusOK))
	if current.cutAfter > 0 {
		_, _ = writer.Write(content[:current.cutAfter])
		_ = http.NewResponseController(writer).Flush()
		if current.stall {
			<-request.Context().Done()
		}
		panic(http.ErrAbortHandler)
	}
	_, _ = writer.Write(content)
}

func bytesOf(body any) []byte {
	switch body := body.(type) {
	case nil:
		return nil
	case string:
		return []byte(body)
	default:
		text, err := json.Marshal(body)
		if err != nil {
			panic(err)
		}
		return text
	}
}

// connect gives a client of the scenario that tries again at once.
func (s *scenario) connect(t testing.TB, opts ...flow.Option) *flow.Client {
	t.Helper()
	client, err := flow.New(key, append([]flow.Option{flow.WithBaseURL(s.URL), flow.WithRetryDelay(time.Millisecond)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

type object = map[string]any

func post(changes object) object {
	whole := object{
		"id": "post_1", "channelId": "channel_1", "mode": "test", "status": "queued", "content": "Hello", "title": nil, "mediaKeys": []string{},
		"scheduledFor": "2026-12-25T10:00:00.000Z", "enableOptimization": false, "reason": nil,
		"createdAt": "2026-12-01T08:00:00.000Z", "updatedAt": "2026-12-01T08:00:00.000Z", "settledAt": nil,
	}
	for name, value := range changes {
		whole[name] = value
	}
	return whole
}

func errorBody(code string, more object) object {
	inner := object{"type": "server_error", "code": code, "message": "It failed.", "details": []any{}, "requestId": "req_body"}
	for name, value := range more {
		inner[name] = value
	}
	return object{"error": inner}
}

var (
	fine = scene{body: object{"data": post(nil)}}
	busy = scene{status: 503, body: errorBody("SERVICE_UNAVAILABLE", nil)}
	gone = scene{status: 204}
)

func pageOf(nextCursor any, ids ...string) scene {
	items := make([]object, len(ids))
	for index, id := range ids {
		items[index] = post(object{"id": id})
	}
	return scene{body: object{"data": items, "pagination": object{"perPage": 2, "nextCursor": nextCursor}}}
}
