package flow

import "context"

// call is one operation with its arguments, as the generated services hand it to the transport.
type call struct {
	method string
	path   string
	ids    []string
	query  any
	// cursor takes the place of page and cursor of the query.
	cursor       string
	body         any
	file         *filePart
	isIdempotent bool
}

// envelope is an answer of the API. Data points to what the data is read into, so that one pass over the text does.
type envelope struct {
	Data       any        `json:"data"`
	Pagination Pagination `json:"pagination"`
}

func sendNone(ctx context.Context, t *transport, c call, opts []Option) error {
	_, err := t.send(ctx, c, opts, nil)
	return err
}

func sendOne[T any](ctx context.Context, t *transport, c call, opts []Option) (*T, error) {
	var data *T
	if _, err := t.send(ctx, c, opts, &data); err != nil {
		return nil, err
	}
	return data, nil
}

func sendArray[T any](ctx context.Context, t *transport, c call, opts []Option) ([]T, error) {
	var data []T
	if _, err := t.send(ctx, c, opts, &data); err != nil {
		return nil, err
	}
	return data, nil
}
