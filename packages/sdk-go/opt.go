package flow

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Opt is a value that may be left out or null. Its zero value is left out: a field that is not set is not sent, so an
// update leaves it as it is. [Null] is sent as null, which clears the field.
type Opt[T any] struct {
	value T
	state optState
}

type optState uint8

const (
	isUnset optState = iota
	isNull
	isValue
)

// Some is an Opt that holds a value: Content: flow.Some("Hello").
func Some[T any](value T) Opt[T] { return Opt[T]{value: value, state: isValue} }

// Null is an Opt that is null: Content: flow.Null[string]().
func Null[T any]() Opt[T] { return Opt[T]{state: isNull} }

// Get gives the value, and whether there is one.
func (o Opt[T]) Get() (T, bool) { return o.value, o.state == isValue }

// Or gives the value, or the fallback where there is none.
func (o Opt[T]) Or(fallback T) T {
	if o.state == isValue {
		return o.value
	}
	return fallback
}

// IsNull says whether it is null, not merely left out.
func (o Opt[T]) IsNull() bool { return o.state == isNull }

// IsZero says whether it is left out. JSON's omitzero asks it.
func (o Opt[T]) IsZero() bool { return o.state == isUnset }

// MarshalJSON writes the value, or null where there is none.
func (o Opt[T]) MarshalJSON() ([]byte, error) {
	if o.state != isValue {
		return []byte("null"), nil
	}
	return json.Marshal(o.value)
}

// UnmarshalJSON reads a value or null.
func (o *Opt[T]) UnmarshalJSON(data []byte) error {
	if bytes.Equal(data, []byte("null")) {
		*o = Null[T]()
		return nil
	}
	o.state = isValue
	return json.Unmarshal(data, &o.value)
}

// Format prints the value as it would print by itself.
func (o Opt[T]) Format(state fmt.State, verb rune) {
	switch o.state {
	case isValue:
		fmt.Fprintf(state, fmt.FormatString(state, verb), o.value)
	case isNull:
		fmt.Fprint(state, "null")
	default:
		fmt.Fprint(state, "unset")
	}
}
