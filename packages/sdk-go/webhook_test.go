package flow_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/flowdev/flow-go"
)

type vector struct {
	Name    string            `json:"name"`
	Secrets []string          `json:"secrets"`
	Body    string            `json:"body"`
	Headers map[string]string `json:"headers"`
}

// vectors are those that every verifier and the engine are held to.
func vectors(t *testing.T) []vector {
	t.Helper()
	text, err := os.ReadFile("../../openapi/webhooks/signature-vectors.json")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the signature vectors are in Flow's own repository only")
	}
	var file struct {
		Cases []vector `json:"cases"`
	}
	if err := errors.Join(err, json.Unmarshal(text, &file)); err != nil || len(file.Cases) == 0 {
		t.Fatal("no vectors:", err)
	}
	return file.Cases
}

func (v vector) header(names ...string) http.Header {
	header := http.Header{}
	for name, value := range v.Headers {
		for _, wanted := range names {
			if strings.HasPrefix(name, wanted) {
				header.Set(name, value)
			}
		}
	}
	return header
}

func (v vector) verifier(t *testing.T, secrets ...string) flow.WebhookVerifier {
	t.Helper()
	seconds, err := strconv.ParseInt(v.Headers["webhook-timestamp"], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return flow.WebhookVerifier{Secrets: secrets, Now: func() time.Time { return time.Unix(seconds, 0) }}
}

func codeOf(err error) flow.ErrorCode {
	var failure *flow.Error
	if errors.As(err, &failure) && errors.Is(err, flow.ErrWebhook) {
		return failure.Code
	}
	return "none"
}

func TestEachSchemeVerifiesWithEachSecret(t *testing.T) {
	for _, each := range vectors(t) {
		for _, secret := range each.Secrets {
			for _, header := range []http.Header{each.header("webhook"), each.header("flow"), each.header("webhook", "flow")} {
				if _, err := each.verifier(t, secret).Verify([]byte(each.Body), header); err != nil {
					t.Error(each.Name, err)
				}
				if _, err := each.verifier(t, "whsec_b3RoZXI=", secret).Verify([]byte(each.Body), header); err != nil {
					t.Error(each.Name, "with a second secret", err)
				}
				if _, err := each.verifier(t, "whsec_b3RoZXI=").Verify([]byte(each.Body), header); codeOf(err) != "WEBHOOK_SIGNATURE_INVALID" {
					t.Error(each.Name, "with another secret", err)
				}
			}
		}
	}
}

func TestEveryAlteredByteIsRefused(t *testing.T) {
	for _, each := range vectors(t) {
		for _, scheme := range []string{"webhook", "flow"} {
			for index := range each.Body {
				altered := []byte(each.Body)
				altered[index] ^= 1
				if _, err := each.verifier(t, each.Secrets...).Verify(altered, each.header(scheme)); codeOf(err) != "WEBHOOK_SIGNATURE_INVALID" {
					t.Fatal(each.Name, index, err)
				}
			}
		}
		header := each.header("webhook")
		header.Set("Webhook-Id", "event_other")
		if _, err := each.verifier(t, each.Secrets...).Verify([]byte(each.Body), header); codeOf(err) != "WEBHOOK_SIGNATURE_INVALID" {
			t.Error(each.Name, err)
		}
	}
}

func TestTimesAtTheEdge(t *testing.T) {
	each := vectors(t)[0]
	for _, scheme := range []string{"webhook", "flow"} {
		for shift, code := range map[time.Duration]flow.ErrorCode{
			-300 * time.Second: "none", 300 * time.Second: "none", -301 * time.Second: "WEBHOOK_OUTSIDE_TOLERANCE", 301 * time.Second: "WEBHOOK_OUTSIDE_TOLERANCE",
		} {
			verifier := each.verifier(t, each.Secrets...)
			now := verifier.Now()
			verifier.Now = func() time.Time { return now.Add(shift) }
			if _, err := verifier.Verify([]byte(each.Body), each.header(scheme)); codeOf(err) != code {
				t.Error(scheme, shift, err)
			}
			verifier.Tolerance = time.Hour
			if _, err := verifier.Verify([]byte(each.Body), each.header(scheme)); err != nil {
				t.Error(scheme, shift, err)
			}
		}
	}
	if _, err := flow.VerifyWebhook([]byte(each.Body), each.header("webhook"), each.Secrets[0]); (codeOf(err) == "WEBHOOK_OUTSIDE_TOLERANCE") == (time.Since(time.Unix(1798192800, 0)).Abs() <= 5*time.Minute) {
		t.Error(err)
	}
}

func TestWhatIsNoDeliveryIsRefused(t *testing.T) {
	each := vectors(t)[0]
	for name, header := range map[string]http.Header{
		"nothing": {}, "rubbish": {"Webhook-Signature": {"v1,%%% v2,AAAA"}, "Flow-Signature": {"t=,v1=zz,,="}},
	} {
		if _, err := each.verifier(t, each.Secrets...).Verify([]byte(each.Body), header); codeOf(err) != "WEBHOOK_SIGNATURE_MISSING" {
			t.Error(name, err)
		}
	}
	for _, secret := range []string{"", "whsec_", "nonsense", "whsec_%%%"} {
		if _, err := each.verifier(t, secret).Verify([]byte(each.Body), each.header("webhook")); codeOf(err) != "WEBHOOK_SECRET_MALFORMED" {
			t.Errorf("%q: %v", secret, err)
		}
	}
	if _, err := (flow.WebhookVerifier{}).Verify(nil, http.Header{}); codeOf(err) != "WEBHOOK_SECRET_MALFORMED" {
		t.Error(err)
	}
}

func TestTheEventIsTypedAndTakesWhatIsNew(t *testing.T) {
	each := vectors(t)[0]
	event, err := each.verifier(t, each.Secrets...).Verify([]byte(each.Body), each.header("flow"))
	if err != nil {
		t.Fatal(err)
	}
	if event.ID != each.Headers["webhook-id"] || event.Type != flow.WebhookEventPostDelivered || event.Timestamp.Year() != 2026 {
		t.Errorf("%+v", event)
	}
	if event.Data.Post.Content.Or("") != "Grüße 👋" || event.Data.Channel != nil || !strings.Contains(string(event.Data.Raw), `"post_1"`) {
		t.Errorf("%+v", event.Data)
	}
	var fresh flow.WebhookPayload
	text := `{"id":"event_2","type":"planet.aligned","timestamp":"2026-12-25T10:00:00Z","data":{"planet":{"id":"x"}},"more":1}`
	if err := json.Unmarshal([]byte(text), &fresh); err != nil || fresh.Type != "planet.aligned" || string(fresh.Data.Raw) != `{"planet":{"id":"x"}}` {
		t.Errorf("%+v %v", fresh, err)
	}
}
