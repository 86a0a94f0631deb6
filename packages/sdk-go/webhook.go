package flow

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// WebhookVerifier checks that deliveries are Flow's. Its zero value needs Secrets only.
type WebhookVerifier struct {
	// Secrets are those the webhook may be signed with, whsec_ and all. While a secret is rotated, Flow signs with both,
	// so that one of them is enough.
	Secrets []string
	// Tolerance is how far a delivery's time may be from now, 5 minutes by default; what is older may be a replay.
	Tolerance time.Duration
	// Now gives the time; time.Now by default.
	Now func() time.Time
}

// VerifyWebhook checks a delivery and reads it. payload is the raw body, before anything has parsed it. Further secrets
// are those of a rotation. An error is an [*Error] of [ErrWebhook] and means: do not trust it, answer 400.
func VerifyWebhook(payload []byte, header http.Header, secret string, further ...string) (*WebhookPayload, error) {
	verifier := WebhookVerifier{Secrets: append([]string{secret}, further...)}
	return verifier.Verify(payload, header)
}

// Verify checks a delivery and reads it; see [VerifyWebhook]. Either signature will do, Standard Webhooks' or Flow-Signature.
func (v WebhookVerifier) Verify(payload []byte, header http.Header) (*WebhookPayload, error) {
	keys, err := v.keys()
	if err != nil {
		return nil, err
	}
	signatures := append(standardSignatures(header), flowSignatures(header)...)
	if len(signatures) == 0 {
		return nil, webhookError("WEBHOOK_SIGNATURE_MISSING", "The request has neither the Standard Webhooks headers nor Flow-Signature.")
	}
	isOutOfTime := false
	for _, signature := range signatures {
		if !signature.matches(payload, keys) {
			continue
		}
		if !v.isInTime(signature.at) {
			isOutOfTime = true
			continue
		}
		return readPayload(payload)
	}
	if isOutOfTime {
		return nil, webhookError("WEBHOOK_OUTSIDE_TOLERANCE", "The delivery was signed too long ago, or the clock is wrong.")
	}
	return nil, webhookError("WEBHOOK_SIGNATURE_INVALID", "No signature matches: the secret is another one, or the body is not the raw one.")
}

// webhookSignature is one signature of a request over prefix and body.
type webhookSignature struct {
	prefix     string
	at         string
	mac        []byte
	isStandard bool
}

type webhookKey struct{ standard, flow []byte }

func (s webhookSignature) matches(payload []byte, keys []webhookKey) bool {
	isMatch := false
	for _, key := range keys {
		secret := key.flow
		if s.isStandard {
			secret = key.standard
		}
		mac := hmac.New(sha256.New, secret)
		mac.Write([]byte(s.prefix))
		mac.Write(payload)
		isMatch = hmac.Equal(mac.Sum(nil), s.mac) || isMatch
	}
	return isMatch
}

// standardSignatures reads the scheme of standardwebhooks.com.
func standardSignatures(header http.Header) (found []webhookSignature) {
	id, at := header.Get("Webhook-Id"), header.Get("Webhook-Timestamp")
	for part := range strings.FieldsSeq(header.Get("Webhook-Signature")) {
		text, ok := strings.CutPrefix(part, "v1,")
		mac, err := base64.StdEncoding.DecodeString(text)
		if ok && err == nil {
			found = append(found, webhookSignature{prefix: id + "." + at + ".", at: at, mac: mac, isStandard: true})
		}
	}
	return found
}

// flowSignatures reads Flow-Signature, which is Stripe's scheme.
func flowSignatures(header http.Header) (found []webhookSignature) {
	at := ""
	var macs [][]byte
	for part := range strings.SplitSeq(header.Get("Flow-Signature"), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "t":
			at = value
		case "v1":
			if mac, err := hex.DecodeString(value); err == nil {
				macs = append(macs, mac)
			}
		}
	}
	for _, mac := range macs {
		found = append(found, webhookSignature{prefix: at + ".", at: at, mac: mac})
	}
	return found
}

func (v WebhookVerifier) keys() ([]webhookKey, error) {
	keys := make([]webhookKey, 0, len(v.Secrets))
	for _, secret := range v.Secrets {
		encoded, ok := strings.CutPrefix(strings.TrimSpace(secret), "whsec_")
		standard, err := base64.StdEncoding.DecodeString(encoded)
		if !ok || err != nil || len(standard) == 0 {
			return nil, webhookError("WEBHOOK_SECRET_MALFORMED", "A webhook's secret is whsec_ and base64, as it was shown on creation.")
		}
		keys = append(keys, webhookKey{standard: standard, flow: []byte(strings.TrimSpace(secret))})
	}
	if len(keys) == 0 {
		return nil, webhookError("WEBHOOK_SECRET_MALFORMED", "The verifier has no secret.")
	}
	return keys, nil
}

func (v WebhookVerifier) isInTime(at string) bool {
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return false
	}
	tolerance, now := v.Tolerance, time.Now
	if tolerance <= 0 {
		tolerance = policyWebhookTolerance
	}
	if v.Now != nil {
		now = v.Now
	}
	return now().Sub(time.Unix(seconds, 0)).Abs() <= tolerance
}

func readPayload(payload []byte) (*WebhookPayload, error) {
	found := &WebhookPayload{}
	if err := json.Unmarshal(payload, found); err != nil {
		return nil, webhookError("WEBHOOK_PAYLOAD_INVALID", "The body is signed but is not an event: "+err.Error())
	}
	return found, nil
}

func webhookError(code ErrorCode, message string) *Error {
	return &Error{Code: code, Type: typeWebhook, Message: message}
}
