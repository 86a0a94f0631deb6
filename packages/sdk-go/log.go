package flow

import (
	"context"
	"log/slog"
	"time"
)

type attemptLog struct {
	call    call
	path    string
	number  int
	took    time.Duration
	answer  answer
	failure *Error
}

// logAttempt tells what is needed to find a request again, and nothing that may be secret: no header, query or body.
func logAttempt(ctx context.Context, logger *slog.Logger, entry attemptLog) {
	if logger == nil {
		return
	}
	attributes := []slog.Attr{
		slog.String("method", entry.call.method),
		slog.String("path", entry.path),
		slog.Int("attempt", entry.number),
		slog.Int("status", entry.answer.status),
		slog.Duration("took", entry.took),
		slog.String("requestId", entry.answer.header.Get("X-Request-Id")),
	}
	if entry.failure != nil {
		attributes = append(attributes, slog.String("code", string(entry.failure.Code)))
	}
	logger.LogAttrs(ctx, slog.LevelDebug, "flow: attempt", attributes...)
}
