package flow_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/flowdev/flow-go"
)

// run makes the call by reflection, since its group and method are data.
func (c vectorCall) run(t *testing.T, client *flow.Client) object {
	t.Helper()
	service := fieldNamed(reflect.ValueOf(client).Elem(), c.Group)
	if !service.IsValid() {
		t.Fatalf("the SDK has no group %s", c.Group)
	}
	name := c.Method
	if c.Read == "walk" {
		name = "All" + strings.TrimPrefix(strings.TrimPrefix(name, "list"), "get")
	}
	method := methodNamed(service, name)
	if !method.IsValid() {
		t.Fatalf("the SDK has no %s.%s", c.Group, name)
	}
	var raw flow.Response
	results := method.Call(c.arguments(t, method.Type(), &raw))
	if c.Read == "walk" {
		return walkVector(results[0])
	}
	if err, _ := results[len(results)-1].Interface().(error); err != nil {
		return failed(err)
	}
	outcome := object{}
	switch {
	case len(results) == 1:
		outcome["value"] = nil
	case c.Read == "page":
		page := results[0].Elem()
		items := neutral(page.FieldByName("Data"))
		if items == nil {
			items = []any{}
		}
		outcome["page"] = object{"items": items, "pagination": neutral(page.FieldByName("Pagination"))}
	default:
		outcome["value"] = neutral(results[0])
	}
	if c.Read == "response" {
		headers := object{}
		for name := range raw.Header {
			headers[strings.ToLower(name)] = raw.Header.Get(name)
		}
		outcome["response"] = object{"status": raw.Status, "headers": headers, "attempts": raw.Attempts}
	}
	return outcome
}

// arguments are the context, the ids, the body and the parameters, each read into the type the method takes, and the options.
func (c vectorCall) arguments(t *testing.T, method reflect.Type, raw *flow.Response) []reflect.Value {
	t.Helper()
	arguments := []reflect.Value{reflect.ValueOf(t.Context())}
	for _, id := range c.IDs {
		arguments = append(arguments, reflect.ValueOf(id))
	}
	for index := len(arguments); index < method.NumIn()-1; index++ {
		target := reflect.New(method.In(index))
		given := c.Body
		if c.Body == nil || strings.HasSuffix(method.In(index).Name(), "Params") {
			given = withFilters(c.Query)
		}
		text, err := json.Marshal(withTimes(given))
		if err = errors.Join(err, json.Unmarshal(text, target.Interface())); err != nil {
			t.Fatalf("%s.%s: %v", c.Group, c.Method, err)
		}
		if c.File != nil {
			fieldNamed(target.Elem(), c.File.Field).Set(reflect.ValueOf(strings.NewReader(c.File.Text)))
			target.Elem().FieldByName("Filename").SetString(c.File.Filename)
		}
		arguments = append(arguments, target.Elem())
	}
	options := c.Options.options()
	if c.Read == "response" {
		options = append(options, flow.WithResponseInto(raw))
	}
	for _, option := range options {
		arguments = append(arguments, reflect.ValueOf(option))
	}
	return arguments
}

// walkVector takes an iter.Seq2 of any item.
func walkVector(sequence reflect.Value) object {
	items := []any{}
	for item, failure := range sequence.Seq2() {
		if err, _ := failure.Interface().(error); err != nil {
			return failed(err)
		}
		items = append(items, neutral(item))
	}
	return object{"items": items}
}

// withFilters writes out the operators, which are fields in Go: a plain value is eq, a list is in.
func withFilters(query map[string]any) map[string]any {
	fields, ok := query["filter"].(map[string]any)
	if !ok {
		return query
	}
	written := map[string]any{}
	for name, wanted := range fields {
		switch wanted := wanted.(type) {
		case map[string]any:
			written[name] = wanted
		case []any:
			written[name] = object{"in": wanted}
		default:
			written[name] = object{"eq": wanted}
		}
	}
	copied := map[string]any{}
	for name, value := range query {
		copied[name] = value
	}
	copied["filter"] = written
	return copied
}

// withTimes writes {"$time": "..."} as the text it stands for; typed fields read it as a time.Time.
func withTimes(value any) any {
	switch value := value.(type) {
	case map[string]any:
		if at, ok := value["$time"]; ok {
			return at
		}
		written := map[string]any{}
		for name, inner := range value {
			written[name] = withTimes(inner)
		}
		return written
	case []any:
		written := make([]any, len(value))
		for index, inner := range value {
			written[index] = withTimes(inner)
		}
		return written
	default:
		return value
	}
}

// fieldNamed finds a field by the API's name, whose capitals Go writes otherwise.
func fieldNamed(value reflect.Value, name string) reflect.Value {
	return value.FieldByNameFunc(func(field string) bool { return strings.EqualFold(field, name) })
}

func methodNamed(value reflect.Value, name string) reflect.Value {
	for index := range value.NumMethod() {
		if strings.EqualFold(value.Type().Method(index).Name, name) {
			return value.Method(index)
		}
	}
	return reflect.Value{}
}

func canonicalHeader(name string) string { return http.CanonicalHeaderKey(name) }
