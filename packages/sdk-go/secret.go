package flow

import (
	"fmt"
	"io"
)

const hidden = "[secret]"

// Secret is a text that is shown once, such as a new API key. It prints, logs and marshals as "[secret]";
// string(secret) gives the text.
type Secret string

// Format prints "[secret]", whatever the verb.
func (Secret) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, hidden) }

// MarshalText keeps the secret out of JSON, and so out of structured logs.
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }
