package flow_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/flowdev/flow-go"
)

// vectorCall is a call of openapi/conformance/vectors.json, with its group and method named as the spec names them.
type vectorCall struct {
	Group   string         `json:"group"`
	Method  string         `json:"method"`
	IDs     []string       `json:"ids"`
	Query   map[string]any `json:"query"`
	Body    map[string]any `json:"body"`
	File    *vectorFile    `json:"file"`
	Options vectorOptions  `json:"options"`
	Read    string         `json:"read"`
	Times   int            `json:"times"`
	Unwrap  *vectorUnwrap  `json:"unwrap"`
}

type vectorFile struct{ Field, Text, Filename string }

type vectorOptions struct {
	TimeoutMs      *int              `json:"timeoutMs"`
	MaxRetries     *int              `json:"maxRetries"`
	IdempotencyKey string            `json:"idempotencyKey"`
	Headers        map[string]string `json:"headers"`
	BaseURL        string            `json:"baseURL"`
}

type vectorUnwrap struct {
	Payload    string            `json:"payload"`
	Headers    map[string]string `json:"headers"`
	Secrets    []string          `json:"secrets"`
	NowSeconds int64             `json:"nowSeconds"`
}

type conformanceVector struct {
	Index  int           `json:"index"`
	Name   string        `json:"name"`
	Tags   []string      `json:"tags"`
	Client vectorOptions `json:"client"`
	Call   vectorCall    `json:"call"`
}

// TestEveryVector makes the calls of every vector; the scenario server, which all languages run, judges them.
// FLOW_VECTOR_TAG leaves the vectors of one tag only.
func TestEveryVector(t *testing.T) {
	server := startVectorServer(t)
	tag := os.Getenv("FLOW_VECTOR_TAG")
	count := 0
	for _, each := range server.vectors {
		if tag != "" && !slices.Contains(each.Tags, tag) {
			continue
		}
		count++
		t.Run(each.Name, func(t *testing.T) {
			for _, problem := range server.judge(t, each.Index, runVector(t, each, server.playURL(each.Index))) {
				t.Error(problem)
			}
		})
	}
	if count == 0 {
		t.Fatal("there are no vectors")
	}
}

func runVector(t *testing.T, each conformanceVector, baseURL string) object {
	each.Client.BaseURL = firstText(each.Client.BaseURL, baseURL)
	client, err := flow.New(key, append(each.Client.options(), flow.WithRetryDelay(time.Millisecond))...)
	if err != nil {
		t.Fatal(err)
	}
	if each.Call.Unwrap != nil {
		return each.Call.Unwrap.run()
	}
	var outcome object
	for range max(1, each.Call.Times) {
		if outcome = each.Call.run(t, client); outcome["error"] != nil || outcome["isRefused"] != nil {
			return outcome
		}
	}
	return outcome
}

func (u *vectorUnwrap) run() object {
	verifier := flow.WebhookVerifier{Secrets: u.Secrets, Now: func() time.Time { return time.Unix(u.NowSeconds, 0) }}
	header := map[string][]string{}
	for name, value := range u.Headers {
		header[canonicalHeader(name)] = []string{value}
	}
	event, err := verifier.Verify([]byte(u.Payload), header)
	if err != nil {
		return failed(err)
	}
	var value any
	text, _ := json.Marshal(event)
	_ = json.Unmarshal(text, &value)
	return object{"value": value}
}

func (o vectorOptions) options() []flow.Option {
	var options []flow.Option
	if o.BaseURL != "" {
		options = append(options, flow.WithBaseURL(o.BaseURL))
	}
	if o.TimeoutMs != nil {
		options = append(options, flow.WithTimeout(time.Duration(*o.TimeoutMs)*time.Millisecond))
	}
	if o.MaxRetries != nil {
		options = append(options, flow.WithMaxRetries(*o.MaxRetries))
	}
	if o.IdempotencyKey != "" {
		options = append(options, flow.WithIdempotencyKey(o.IdempotencyKey))
	}
	for name, value := range o.Headers {
		options = append(options, flow.WithHeader(name, value))
	}
	return options
}

func firstText(texts ...string) string {
	return texts[slices.IndexFunc(texts, func(text string) bool { return strings.TrimSpace(text) != "" })]
}
