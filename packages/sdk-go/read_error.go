package flow

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// readError gives the error an answer stands for, whatever its body is: the API's JSON, a proxy's HTML, nothing, or half of it.
func readError(a answer, apiKey string) *Error {
	text := withoutKey(string(a.body), apiKey)
	family := familyOf(a.status)
	var body struct {
		Error map[string]any `json:"error"`
	}
	// Anything else than the API's JSON leaves the map empty.
	_ = json.Unmarshal([]byte(text), &body)
	told := body.Error

	return &Error{
		Status:     a.status,
		Code:       ErrorCode(wordOr(told["code"], fmt.Sprintf("HTTP_%d", a.status))),
		Type:       ErrorType(wordOr(told["type"], string(family.errorType))),
		Message:    wordOr(told["message"], fmt.Sprintf("The server answered %d without an error Flow knows: %s", a.status, excerpt(text))),
		Details:    readDetails(told["details"]),
		RequestID:  wordOr(told["requestId"], a.header.Get("X-Request-Id")),
		RetryAfter: readRetryAfter(a, told["retryAfter"]),
		Header:     headerWithoutKey(a.header, apiKey),
	}
}

// unexpected is an answer that is not the API's.
func unexpected(a answer, code ErrorCode, message, apiKey string) *Error {
	return &Error{
		Status: a.status, Code: code, Type: ErrorTypeServerError, Message: withoutKey(message, apiKey),
		RequestID: a.header.Get("X-Request-Id"), Header: headerWithoutKey(a.header, apiKey),
	}
}

// withoutKey takes the key out of what debugging proxies echo.
func withoutKey(text, apiKey string) string { return strings.ReplaceAll(text, apiKey, "[API key]") }

func headerWithoutKey(header http.Header, apiKey string) http.Header {
	clean := header.Clone()
	for _, values := range clean {
		for index, value := range values {
			values[index] = withoutKey(value, apiKey)
		}
	}
	return clean
}

func excerpt(text string) string {
	line := strings.Join(strings.Fields(text), " ")
	if line == "" {
		return "(empty body)"
	}
	if chars := []rune(line); len(chars) > 200 {
		return string(chars[:200]) + "…"
	}
	return line
}

func wordOr(value any, fallback string) string {
	if word, ok := value.(string); ok && word != "" {
		return word
	}
	return fallback
}

func readDetails(value any) []ErrorDetail {
	list, _ := value.([]any)
	details := []ErrorDetail{}
	for _, entry := range list {
		fields, ok := entry.(map[string]any)
		if !ok {
			continue
		}
		detail := ErrorDetail{Extra: map[string]any{}}
		for name, field := range fields {
			switch name {
			case "field":
				detail.Field = fmt.Sprint(field)
			case "message":
				detail.Message = fmt.Sprint(field)
			default:
				detail.Extra[name] = field
			}
		}
		details = append(details, detail)
	}
	return details
}

func readRetryAfter(a answer, told any) time.Duration {
	if after, ok := parseRetryAfter(a.header, time.Now()); ok {
		return after
	}
	if seconds, ok := told.(float64); ok {
		return secondsToDuration(seconds)
	}
	return 0
}
