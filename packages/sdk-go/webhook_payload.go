package flow

import (
	"encoding/json"
	"time"
)

// WebhookPayload is an event as a webhook gets it.
type WebhookPayload struct {
	// ID is the event's id, the same over all attempts: keep those you have handled.
	ID string `json:"id"`
	// Type is what happened, such as [WebhookEventPostDelivered]. New types are added over time.
	Type WebhookEvent `json:"type"`
	// Timestamp is when it happened.
	Timestamp time.Time `json:"timestamp"`
	// Data is the object that the event is about.
	Data WebhookData `json:"data"`
}

// WebhookData is the object that an event is about, as the API shows it. What the event is not about is nil.
type WebhookData struct {
	Post       *Post
	Channel    *Channel
	Connection *Connection
	// Raw is all of it, also what this version does not know.
	Raw json.RawMessage
}

// UnmarshalJSON reads the known objects and keeps the whole text.
func (d *WebhookData) UnmarshalJSON(text []byte) error {
	var known struct {
		Post       *Post       `json:"post"`
		Channel    *Channel    `json:"channel"`
		Connection *Connection `json:"connection"`
	}
	if err := json.Unmarshal(text, &known); err != nil {
		return err
	}
	*d = WebhookData{Post: known.Post, Channel: known.Channel, Connection: known.Connection, Raw: append(json.RawMessage{}, text...)}
	return nil
}

// MarshalJSON gives the text as it came.
func (d WebhookData) MarshalJSON() ([]byte, error) {
	if d.Raw == nil {
		return []byte("{}"), nil
	}
	return d.Raw, nil
}
