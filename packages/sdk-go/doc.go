// Package flow is the official Go SDK for the Flow API. It needs the standard library only.
//
//	client, err := flow.New(os.Getenv("FLOW_API_KEY"))
//	post, err := client.Posts.Create(ctx, flow.PostCreate{
//		ChannelID: "channel_123",
//		Content:   flow.Some("Hello from Flow!"),
//	})
//
// Every call takes a context first and [Option] values last; the same options set up a client. Every error is an [*Error].
package flow
