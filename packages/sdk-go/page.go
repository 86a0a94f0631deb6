package flow

import (
	"context"
	"iter"
)

// Page is one page of a list.
type Page[T any] struct {
	// Data are the items of this page.
	Data []T
	// Pagination says where this page stands in the list.
	Pagination Pagination

	fetch func(ctx context.Context, cursor string) (*Page[T], error)
}

// HasNext says whether there is a page after this one.
func (p *Page[T]) HasNext() bool { return p.Pagination.NextCursor.Or("") != "" }

// Next gives the page after this one, or nil after the last.
func (p *Page[T]) Next(ctx context.Context) (*Page[T], error) {
	if !p.HasNext() || p.fetch == nil {
		return nil, nil
	}
	return p.fetch(ctx, p.Pagination.NextCursor.Or(""))
}

func sendPage[T any](ctx context.Context, t *transport, c call, opts []Option) (*Page[T], error) {
	page := &Page[T]{}
	found, err := t.send(ctx, c, opts, &page.Data)
	if err != nil {
		return nil, err
	}
	page.Pagination = found.Pagination
	page.fetch = func(ctx context.Context, cursor string) (*Page[T], error) {
		c.cursor = cursor
		return sendPage[T](ctx, t, c, opts)
	}
	return page, nil
}

// walk gives the items of all pages; a server that would lead it in a circle is an error.
func walk[T any](ctx context.Context, t *transport, c call, opts []Option) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		seen := map[string]bool{}
		page, err := sendPage[T](ctx, t, c, opts)
		for ; err == nil && page != nil; page, err = page.Next(ctx) {
			for _, item := range page.Data {
				if !yield(item, nil) {
					return
				}
			}
			cursor := page.Pagination.NextCursor.Or("")
			if seen[cursor] {
				yield(none, &Error{Code: "REPEATED_CURSOR", Type: ErrorTypeServerError, Message: "The server gave the same page cursor twice."})
				return
			}
			seen[cursor] = true
		}
		if err != nil {
			yield(none, err)
		}
	}
}
