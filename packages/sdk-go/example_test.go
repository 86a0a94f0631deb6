package flow_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/flowdev/flow-go"
)

func Example() {
	ctx := context.Background()
	client, err := flow.New(os.Getenv("FLOW_API_KEY"))
	if err != nil {
		log.Fatal(err)
	}
	post, err := client.Posts.Create(ctx, flow.PostCreate{
		ChannelID:    "channel_123",
		Content:      flow.Some("Hello from Flow!"),
		ScheduledFor: flow.Some(time.Now().Add(time.Hour)), // leave it out to publish now
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("Post created:", post.ID)
}

func ExampleNew() {
	client, err := flow.New(
		os.Getenv("FLOW_API_KEY"),
		flow.WithBaseURL("http://localhost:4100"),
		flow.WithTimeout(10*time.Second),
		flow.WithMaxRetries(5),
		flow.WithLogger(slog.Default()),
	)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(client.BaseURL())
}

func ExamplePostsService_All() {
	client, err := flow.New(os.Getenv("FLOW_API_KEY"))
	if err != nil {
		log.Fatal(err)
	}
	params := flow.ListPostsParams{
		Filter: flow.PostFilter{
			Status:       flow.FilterEquality{In: flow.Values(flow.PostStatusQueued, flow.PostStatusFlowing)},
			ScheduledFor: flow.FilterRange{Gte: time.Now()},
		},
		Sort: "-scheduledFor",
	}
	for post, err := range client.Posts.All(context.Background(), params) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(post.ID, post.Content.Or("(media alone)"))
	}
}

func ExamplePostsService_Wait() {
	client, err := flow.New(os.Getenv("FLOW_API_KEY"))
	if err != nil {
		log.Fatal(err)
	}
	post, err := client.Posts.Wait(context.Background(), "post_123", flow.WithWaitTimeout(time.Minute))
	if errors.Is(err, flow.ErrTimeout) {
		fmt.Println("still on its way")
		return
	}
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(post.Status)
}

func ExampleMediaService_Upload() {
	client, err := flow.New(os.Getenv("FLOW_API_KEY"))
	if err != nil {
		log.Fatal(err)
	}
	file, err := os.Open("image.jpg")
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	media, err := client.Media.Upload(context.Background(), flow.UploadMedia{File: file, AltText: flow.Some("A lighthouse")})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("Media key:", media.Key)
}

func ExampleWithResponseInto() {
	client, err := flow.New(os.Getenv("FLOW_API_KEY"))
	if err != nil {
		log.Fatal(err)
	}
	var response flow.Response
	if _, err := client.Channels.Get(context.Background(), "channel_123", flow.WithResponseInto(&response)); err != nil {
		log.Fatal(err)
	}
	fmt.Println(response.Status, response.Header.Get("X-RateLimit-Remaining"))
}

func ExampleVerifyWebhook() {
	http.HandleFunc("POST /webhooks/flow", func(writer http.ResponseWriter, request *http.Request) {
		payload, err := io.ReadAll(http.MaxBytesReader(writer, request.Body, 1<<20))
		if err != nil {
			http.Error(writer, "unreadable", http.StatusBadRequest)
			return
		}
		event, err := flow.VerifyWebhook(payload, request.Header, os.Getenv("FLOW_WEBHOOK_SECRET"))
		if err != nil {
			http.Error(writer, "not from Flow", http.StatusBadRequest)
			return
		}
		switch event.Type {
		case flow.WebhookEventPostDelivered:
			fmt.Println("delivered:", event.Data.Post.ID)
		default:
			fmt.Println(event.Type)
		}
	})
}

func ExampleError() {
	var err error = &flow.Error{Status: 429, Code: flow.ErrorCodeRateLimitExceeded, Message: "Too many requests.", RetryAfter: 20 * time.Second}

	var failure *flow.Error
	if errors.As(err, &failure) {
		fmt.Println(failure.Code, failure.RetryAfter)
	}
	fmt.Println(errors.Is(err, flow.ErrRateLimit), errors.Is(err, flow.ErrNotFound))
	// Output:
	// RATE_LIMIT_EXCEEDED 20s
	// true false
}

func ExampleOpt() {
	show := func(update flow.PostUpdate) {
		text, err := json.Marshal(update)
		fmt.Println(string(text), err)
	}
	show(flow.PostUpdate{})                              // what is not set stays as it is
	show(flow.PostUpdate{Title: flow.Null[string]()})    // null clears it
	show(flow.PostUpdate{Content: flow.Some("Updated")}) // a value replaces it
	// Output:
	// {} <nil>
	// {"title":null} <nil>
	// {"content":"Updated"} <nil>
}

func ExampleSecret() {
	secret := flow.Secret("whsec_AQEB")
	fmt.Println(secret)
	fmt.Println(string(secret))
	// Output:
	// [secret]
	// whsec_AQEB
}
