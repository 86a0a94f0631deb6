package flow

import (
	"context"
	"fmt"
	"time"
)

// Wait looks at a post until it has ended: its status is then done or blocked. A post scheduled for later is waited for
// too, so give a [WithWaitTimeout] that reaches beyond its ScheduledFor.
//
// It fails with [ErrTimeout] and code WAIT_TIMEOUT when the time is over (the post goes its way all the same), with
// [ErrAborted] when the context ends, with [ErrNotFound] when the post is gone, and as Get does.
func (s *PostsService) Wait(ctx context.Context, postID string, opts ...Option) (*Post, error) {
	set, err := s.transport.settings.forCall(opts)
	if err != nil {
		return nil, err
	}
	deadline := time.Now().Add(set.waitTimeout)
	for {
		post, err := s.Get(ctx, postID, opts...)
		if err != nil {
			return nil, err
		}
		if post.Status == PostStatusDone || post.Status == PostStatusBlocked {
			return post, nil
		}
		left := time.Until(deadline)
		if left <= 0 {
			message := fmt.Sprintf("Post %s is still %s after %s; it is scheduled for %s.", post.ID, post.Status, set.waitTimeout, post.ScheduledFor.Format(time.RFC3339))
			return nil, &Error{Code: "WAIT_TIMEOUT", Type: typeTimeout, Message: message}
		}
		if err := sleep(ctx, min(set.waitInterval, left)); err != nil {
			return nil, err
		}
	}
}
