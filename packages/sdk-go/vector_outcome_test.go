package flow_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"time"

	"github.com/flowdev/flow-go"
)

var familyNames = map[string]error{
	"Validation": flow.ErrValidation, "Authentication": flow.ErrAuthentication, "Authorization": flow.ErrAuthorization, "NotFound": flow.ErrNotFound,
	"Request": flow.ErrRequest, "Conflict": flow.ErrConflict, "Idempotency": flow.ErrIdempotency, "RateLimit": flow.ErrRateLimit, "Server": flow.ErrServer,
	"Connection": flow.ErrConnection, "Timeout": flow.ErrTimeout, "Aborted": flow.ErrAborted, "Webhook": flow.ErrWebhook,
}

// failed tells an error in the words all languages share.
func failed(err error) object {
	var failure *flow.Error
	if !errors.As(err, &failure) || errors.Is(err, flow.ErrArgument) {
		return object{"isRefused": true}
	}
	told := object{"code": failure.Code, "type": failure.Type, "message": failure.Message}
	for name, sentinel := range familyNames {
		if errors.Is(err, sentinel) {
			told["family"] = name
		}
	}
	details := []object{}
	for _, detail := range failure.Details {
		whole := object{"field": detail.Field, "message": detail.Message}
		for name, value := range detail.Extra {
			whole[name] = value
		}
		details = append(details, whole)
	}
	told["details"] = details
	if failure.Status != 0 {
		told["status"] = failure.Status
	}
	if failure.RequestID != "" {
		told["requestId"] = failure.RequestID
	}
	if failure.RetryAfter != 0 {
		told["retryAfter"] = failure.RetryAfter.Seconds()
	}
	return object{"error": told}
}

// neutral is a result as JSON with the API's names; secrets are told, which JSON itself hides.
func neutral(value reflect.Value) any {
	if !value.IsValid() {
		return nil
	}
	switch known := value.Interface().(type) {
	case time.Time:
		return known.UTC().Format(time.RFC3339Nano)
	case json.RawMessage:
		var read any
		_ = json.Unmarshal(known, &read)
		return read
	}
	if get := value.MethodByName("Get"); get.IsValid() && strings.HasPrefix(value.Type().Name(), "Opt[") {
		if found := get.Call(nil); found[1].Bool() {
			return neutral(found[0])
		}
		return nil
	}
	switch value.Kind() {
	case reflect.Pointer, reflect.Interface:
		return neutral(value.Elem())
	case reflect.String:
		return value.String()
	case reflect.Slice:
		if value.IsNil() {
			return nil
		}
		items := make([]any, value.Len())
		for index := range items {
			items[index] = neutral(value.Index(index))
		}
		return items
	case reflect.Map:
		fields := object{}
		for _, name := range value.MapKeys() {
			fields[name.String()] = neutral(value.MapIndex(name))
		}
		return fields
	case reflect.Struct:
		fields := object{}
		for index, field := range reflect.VisibleFields(value.Type()) {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			fields[name] = neutral(value.Field(index))
		}
		return fields
	default:
		return value.Interface()
	}
}
