package flow

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/textproto"
	"path/filepath"
	"slices"
	"strings"
)

// filePart is the file of a call that sends a form.
type filePart struct {
	field  string
	reader io.Reader
	name   string
}

// form is a multipart form around a file, which is streamed. It can be sent again where the reader can seek back or has
// not been read yet.
type form struct {
	contentType string
	head, tail  []byte
	source      *fileSource
}

func newForm(body any, file *filePart) (*form, error) {
	source, err := newFileSource(file.reader)
	if err != nil {
		return nil, err
	}
	var buffer bytes.Buffer
	writer := multipart.NewWriter(&buffer)
	if err := writeFields(writer, body); err != nil {
		return nil, err
	}
	header := textproto.MIMEHeader{}
	header.Set("Content-Disposition", fmt.Sprintf(`form-data; name="%s"; filename="%s"`, file.field, escapeQuotes(fileName(file))))
	header.Set("Content-Type", "application/octet-stream")
	// A buffer takes all that is written to it.
	_, _ = writer.CreatePart(header)
	headLength := buffer.Len()
	_ = writer.Close()
	return &form{contentType: writer.FormDataContentType(), head: buffer.Bytes()[:headLength], tail: buffer.Bytes()[headLength:], source: source}, nil
}

// open gives the whole form for one attempt, and its length, or -1 where the reader does not tell.
func (f *form) open() (io.ReadCloser, int64, error) {
	file, err := f.source.open()
	if err != nil {
		return nil, 0, err
	}
	length := int64(-1)
	if f.source.size >= 0 {
		length = int64(len(f.head)) + f.source.size + int64(len(f.tail))
	}
	whole := io.MultiReader(bytes.NewReader(f.head), file, bytes.NewReader(f.tail))
	return struct {
		io.Reader
		io.Closer
	}{whole, file}, length, nil
}

func writeFields(writer *multipart.Writer, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return argumentError("The form can't be written: " + err.Error())
	}
	fields := map[string]json.RawMessage{}
	// What was just marshalled from a struct is an object.
	_ = json.Unmarshal(text, &fields)
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		raw := fields[name]
		if string(raw) == "null" {
			continue
		}
		value := string(raw)
		var plain string
		if json.Unmarshal(raw, &plain) == nil {
			value = plain
		}
		_ = writer.WriteField(name, value)
	}
	return nil
}

// escapeQuotes escapes as browsers do.
func escapeQuotes(name string) string {
	return strings.NewReplacer(`"`, "%22", "\r", "%0D", "\n", "%0A").Replace(name)
}

func fileName(file *filePart) string {
	if file.name != "" {
		return file.name
	}
	if named, ok := file.reader.(interface{ Name() string }); ok && named.Name() != "" {
		return filepath.Base(named.Name())
	}
	return "upload"
}
