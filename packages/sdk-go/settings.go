package flow

import (
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// settings are what options set, of a client or of one call.
type settings struct {
	baseURL        string
	http           *http.Client
	timeout        time.Duration
	isTimeoutOwn   bool
	maxRetries     int
	retryDelay     time.Duration
	header         http.Header
	idempotencyKey string
	logger         *slog.Logger
	responseInto   *Response
	waitTimeout    time.Duration
	waitInterval   time.Duration
}

func defaultSettings() settings {
	return settings{
		http:         withoutRedirects(&http.Client{}),
		timeout:      policyTimeout,
		maxRetries:   policyMaxRetries,
		retryDelay:   policyInitialDelay,
		header:       http.Header{},
		waitTimeout:  policyWaitTimeout,
		waitInterval: policyWaitInterval,
	}
}

// forCall are the client's settings with those of one call over them.
func (s settings) forCall(opts []Option) (settings, error) {
	s.header = s.header.Clone()
	s.isTimeoutOwn = false
	err := s.apply(opts)
	return s, err
}

func (s *settings) apply(opts []Option) error {
	for _, option := range opts {
		if err := option(s); err != nil {
			return err
		}
	}
	return nil
}

// withoutRedirects copies a client: a redirect would drop the key or turn a POST into a GET.
func withoutRedirects(given *http.Client) *http.Client {
	own := *given
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &own
}

func checkBaseURL(given string) (string, error) {
	address, err := url.Parse(strings.TrimSpace(given))
	isFine := err == nil && (address.Scheme == "https" || address.Scheme == "http") && address.Host != "" &&
		address.User == nil && address.RawQuery == "" && address.Fragment == ""
	if !isFine {
		return "", argumentError("The base URL must be an http(s) address without credentials, query or fragment.")
	}
	return strings.TrimRight(address.String(), "/"), nil
}
