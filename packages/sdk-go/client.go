package flow

import (
	"os"
	"strings"
)

// Client is a client of the Flow API. It is safe for many goroutines at once and needs no closing. Make it with [New].
type Client struct {
	Services
	transport *transport
}

// New makes a client. An empty key is read from FLOW_API_KEY, and the address of the API from FLOW_BASE_URL where no
// [WithBaseURL] is given. The key is held where nothing prints it.
func New(apiKey string, opts ...Option) (*Client, error) {
	key, err := checkKey(firstOf(apiKey, os.Getenv("FLOW_API_KEY")))
	if err != nil {
		return nil, err
	}
	base := defaultSettings()
	if err := base.apply(opts); err != nil {
		return nil, err
	}
	if base.baseURL == "" {
		if base.baseURL, err = checkBaseURL(firstOf(os.Getenv("FLOW_BASE_URL"), policyBaseURL)); err != nil {
			return nil, err
		}
	}
	if base.idempotencyKey != "" || base.responseInto != nil {
		return nil, argumentError("WithIdempotencyKey and WithResponseInto belong to one call; give them there.")
	}
	t := &transport{apiKey: func() string { return key }, settings: base}
	return &Client{Services: newServices(t), transport: t}, nil
}

// BaseURL is the address of the API this client talks to.
func (c *Client) BaseURL() string { return c.transport.settings.baseURL }

func (c *Client) String() string { return "flow.Client(" + c.BaseURL() + ")" }

func firstOf(texts ...string) string {
	for _, text := range texts {
		if trimmed := strings.TrimSpace(text); trimmed != "" {
			return trimmed
		}
	}
	return ""
}

// checkKey never has the key in its error.
func checkKey(key string) (string, error) {
	refuse := func(code ErrorCode, message string) error {
		return &Error{Code: code, Type: ErrorTypeAuthenticationError, Message: message}
	}
	if key == "" {
		return "", refuse(ErrorCodeMissingAPIKey, "No API key: give one to flow.New or set FLOW_API_KEY.")
	}
	for _, char := range key {
		if char < 0x21 || char > 0x7e {
			return "", refuse(ErrorCodeInvalidAPIKey, "The API key holds a space, a line break or another character no key has.")
		}
	}
	return key, nil
}
