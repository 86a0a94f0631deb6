package flow_test

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/flowdev/flow-go"
)

var (
	taken   = scene{body: object{"data": object{"key": "media_1", "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z"}}}
	content = bytes.Repeat([]byte("0123456789\x00\xff"), 50_000)
)

// stream hides that a reader can seek.
type stream struct{ io.Reader }

func advanced() io.Reader {
	reader := bytes.NewReader(append([]byte("--"), content...))
	_, _ = reader.Seek(2, io.SeekStart)
	return reader
}

func opened(t *testing.T, name string) *os.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

type part struct{ disposition, content string }

func partsOf(t *testing.T, seen seenRequest) map[string]part {
	t.Helper()
	_, parameters, err := mime.ParseMediaType(seen.header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]part{}
	reader := multipart.NewReader(bytes.NewReader(seen.body), parameters["boundary"])
	for {
		next, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return parts
		}
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(next)
		parts[next.FormName()] = part{next.Header.Get("Content-Disposition"), string(text)}
	}
}

func TestUploadsAreSentAgainWhereTheReaderCanSeek(t *testing.T) {
	file := opened(t, "own.png")
	for name, reader := range map[string]io.Reader{"bytes": bytes.NewReader(content), "text": strings.NewReader(string(content)), "advanced": advanced(), "file": file} {
		// The first answer comes before the file has been read.
		server := newScenario(t, busy, scene{drop: true}, taken)
		media, err := server.connect(t).Media.Upload(t.Context(), flow.UploadMedia{File: reader, Filename: "sea \"1\"\r\n ö.png", AltText: flow.Some("A sea")})
		if err != nil || media.Key != "media_1" {
			t.Fatal(name, err)
		}
		seen := server.requests()
		if len(seen) != 3 || seen[0].header.Get("Idempotency-Key") != seen[2].header.Get("Idempotency-Key") {
			t.Error(name, len(seen))
		}
		for _, each := range seen {
			parts := partsOf(t, each)
			if parts["file"].content != string(content) || parts["altText"].content != "A sea" || len(parts) != 2 {
				t.Errorf("%s: %d bytes, %d parts", name, len(parts["file"].content), len(parts))
			}
			if want := `form-data; name="file"; filename="sea %221%22%0D%0A ö.png"`; parts["file"].disposition != want {
				t.Error(parts["file"].disposition)
			}
			if each.header.Get("Content-Length") == "" {
				t.Error(name, "has no length")
			}
		}
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		t.Error("the caller's file was closed:", err)
	}
}

func TestAnAnswerBeforeTheFileIsReadIsTriedAgain(t *testing.T) {
	large := bytes.Repeat([]byte("x"), 20_000_000)
	server := newScenario(t, scene{status: 503, deaf: true}, taken)
	if _, err := server.connect(t).Media.Upload(t.Context(), flow.UploadMedia{File: bytes.NewReader(large)}); err != nil {
		t.Fatal(err)
	}
	seen := server.requests()
	if got := partsOf(t, seen[len(seen)-1])["file"].content; len(got) != len(large) {
		t.Error(len(got))
	}
}

func TestAStreamIsSentOnceAndNotAgain(t *testing.T) {
	server := newScenario(t, taken)
	if _, err := server.connect(t).Media.Upload(t.Context(), flow.UploadMedia{File: stream{bytes.NewReader(content)}}); err != nil {
		t.Fatal(err)
	}
	found := partsOf(t, server.requests()[0])["file"]
	if found.content != string(content) || !strings.Contains(found.disposition, `filename="upload"`) {
		t.Error(found.disposition)
	}
	server = newScenario(t, busy, taken)
	if _, err := server.connect(t).Media.Upload(t.Context(), flow.UploadMedia{File: stream{bytes.NewReader(content)}}); !errors.Is(err, flow.ErrServer) {
		t.Error(err)
	}
	expectRequests(t, server, 1)
}

func TestAStreamThatWasNotTouchedIsTriedAgain(t *testing.T) {
	reader := stream{bytes.NewReader(content)}
	client, err := flow.New(key, flow.WithBaseURL("http://127.0.0.1:1"), flow.WithMaxRetries(2), flow.WithRetryDelay(0))
	if err != nil {
		t.Fatal(err)
	}
	var raw flow.Response
	_, err = client.Media.Upload(t.Context(), flow.UploadMedia{File: reader}, flow.WithResponseInto(&raw))
	if !errors.Is(err, flow.ErrConnection) || raw.Attempts != 3 {
		t.Error(raw.Attempts, err)
	}
}

func TestAFileBringsItsName(t *testing.T) {
	server := newScenario(t, taken)
	if _, err := server.connect(t).Media.Upload(t.Context(), flow.UploadMedia{File: opened(t, "own.png")}); err != nil {
		t.Fatal(err)
	}
	if found := partsOf(t, server.requests()[0])["file"].disposition; !strings.Contains(found, `filename="own.png"`) {
		t.Error(found)
	}
}

func TestNoFileAndOneThatCannotBeReadAreRefused(t *testing.T) {
	server := newScenario(t, taken)
	client := server.connect(t)
	if _, err := client.Media.Upload(t.Context(), flow.UploadMedia{}); !errors.Is(err, flow.ErrArgument) {
		t.Error(err)
	}
	expectRequests(t, server, 0)
	broken := errors.New("disk gone")
	_, err := client.Media.Upload(t.Context(), flow.UploadMedia{File: iotest.ErrReader(broken)})
	if !errors.Is(err, flow.ErrArgument) || !errors.Is(err, broken) {
		t.Error(err)
	}
}
