package flow

import (
	"fmt"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// Values is the list that In of a filter takes: flow.Values(flow.PostStatusQueued, flow.PostStatusFlowing).
func Values[T any](values ...T) []any {
	list := make([]any, len(values))
	for index, value := range values {
		list[index] = value
	}
	return list
}

// encodeQuery writes a struct of parameters, nested ones as filter[field][op]=value. What is zero is left out. A cursor
// takes the place of page and cursor.
func encodeQuery(params any, cursor string) (string, error) {
	var pairs []string
	add := func(name, value string) { pairs = append(pairs, url.QueryEscape(name)+"="+url.QueryEscape(value)) }
	if params != nil {
		values := reflect.ValueOf(params)
		for _, field := range reflect.VisibleFields(values.Type()) {
			name := queryName(field)
			if cursor != "" && (name == "page" || name == "cursor") {
				continue
			}
			if err := addField(add, name, values.FieldByIndex(field.Index)); err != nil {
				return "", err
			}
		}
	}
	if cursor != "" {
		add("cursor", cursor)
	}
	return strings.Join(pairs, "&"), nil
}

func queryName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name
}

func addField(add func(name, value string), name string, value reflect.Value) error {
	if value.IsZero() {
		return nil
	}
	if value.Kind() == reflect.Struct && value.Type() != reflect.TypeFor[time.Time]() {
		for _, field := range reflect.VisibleFields(value.Type()) {
			if err := addField(add, name+"["+queryName(field)+"]", value.FieldByIndex(field.Index)); err != nil {
				return err
			}
		}
		return nil
	}
	text, err := queryText(name, value)
	if err != nil {
		return err
	}
	add(name, text)
	return nil
}

func queryText(name string, value reflect.Value) (string, error) {
	if value.Kind() == reflect.Interface {
		value = value.Elem()
	}
	if !value.IsValid() {
		return "", argumentError(fmt.Sprintf("%s holds nil; leave it out or give a value.", name))
	}
	if at, ok := value.Interface().(time.Time); ok {
		return at.Format(time.RFC3339Nano), nil
	}
	switch value.Kind() {
	case reflect.String:
		return value.String(), nil
	case reflect.Bool:
		return strconv.FormatBool(value.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(value.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(value.Uint(), 10), nil
	case reflect.Float32, reflect.Float64:
		return strconv.FormatFloat(value.Float(), 'f', -1, 64), nil
	case reflect.Slice:
		return listText(name, value)
	default:
		return "", argumentError(fmt.Sprintf("%s must be a string, number, bool or time.Time, not %s.", name, value.Type()))
	}
}

// listText refuses what would silently ask for something else: no value at all, and a comma within one.
func listText(name string, list reflect.Value) (string, error) {
	if list.Len() == 0 {
		return "", argumentError(name + " is an empty list; leave it out or give a value.")
	}
	texts := make([]string, list.Len())
	for index := range texts {
		text, err := queryText(name, list.Index(index))
		if err != nil {
			return "", err
		}
		if strings.Contains(text, ",") {
			return "", argumentError(fmt.Sprintf("%s can't hold %q, since commas stand between its values.", name, text))
		}
		texts[index] = text
	}
	return strings.Join(texts, ","), nil
}
