package flow

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// request is a call made ready to be sent any number of times.
type request struct {
	settings settings
	apiKey   string
	method   string
	path     string
	url      string
	header   http.Header
	timeout  time.Duration
	body     []byte
	form     *form
}

func newRequest(c call, s settings, apiKey string) (*request, error) {
	path, err := fillPath(c.path, c.ids)
	if err != nil {
		return nil, err
	}
	query, err := encodeQuery(c.query, c.cursor)
	if err != nil {
		return nil, err
	}
	r := &request{settings: s, apiKey: apiKey, method: c.method, path: path, url: s.baseURL + path, timeout: s.timeout}
	if query != "" {
		r.url += "?" + query
	}
	if err := r.prepareBody(c); err != nil {
		return nil, err
	}
	r.prepareHeader(c)
	return r, nil
}

func (r *request) prepareBody(c call) (err error) {
	switch {
	case c.file != nil:
		if !r.settings.isTimeoutOwn {
			r.timeout = max(r.timeout, policyUploadTimeout)
		}
		r.form, err = newForm(c.body, c.file)
	case c.body != nil:
		r.body, err = json.Marshal(c.body)
		if err != nil {
			err = argumentError("The body can't be written as JSON: " + err.Error())
		}
	}
	return err
}

func (r *request) prepareHeader(c call) {
	r.header = http.Header{}
	r.header.Set("Accept", "application/json")
	r.header.Set("Authorization", "Bearer "+r.apiKey)
	r.header.Set("User-Agent", userAgent)
	for name, values := range r.settings.header {
		r.header[name] = values
	}
	if r.body != nil {
		r.header.Set("Content-Type", "application/json")
	}
	if r.form != nil {
		r.header.Set("Content-Type", r.form.contentType)
	}
	if c.isIdempotent {
		r.header.Set("Idempotency-Key", firstOf(r.settings.idempotencyKey, r.header.Get("Idempotency-Key"), newKey()))
	}
}

// build makes the request of one attempt.
func (r *request) build(ctx context.Context) (*http.Request, error) {
	var body io.Reader
	length := int64(len(r.body))
	if r.body != nil {
		body = bytes.NewReader(r.body)
	}
	if r.form != nil {
		opened, formLength, err := r.form.open()
		if err != nil {
			return nil, err
		}
		body, length = opened, formLength
	}
	built, err := http.NewRequestWithContext(ctx, r.method, r.url, body)
	if err != nil {
		return nil, argumentError("The address is not valid: " + withoutKey(err.Error(), r.apiKey))
	}
	built.Header = r.header.Clone()
	built.ContentLength = length
	return built, nil
}

func (r *request) canReplay() bool { return r.form == nil || r.form.source.canReplay() }

func (r *request) close() {
	if r.form != nil {
		r.form.source.close()
	}
}

// newKey is a random UUID.
func newKey() string {
	var b [16]byte
	// It never fails: without randomness the program ends.
	_, _ = rand.Read(b[:])
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
