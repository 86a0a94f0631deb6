package flow

import (
	"errors"
	"io"
	"sync"
	"sync/atomic"
)

// fileSource is the caller's reader over the attempts of one call. The caller keeps the reader: it is never closed.
type fileSource struct {
	reader io.Reader
	seeker io.Seeker
	start  int64
	// size is -1 where the reader does not tell.
	size int64
	// isTouched: bytes may have been read.
	isTouched atomic.Bool
	failure   atomic.Pointer[error]
	// reading is held over each read: the HTTP client may still be in one when it has its answer, and a seek must not
	// come in between.
	reading sync.Mutex
	current *attemptFile
}

func newFileSource(reader io.Reader) (*fileSource, error) {
	if reader == nil {
		return nil, argumentError("File must be an io.Reader, such as an *os.File or a bytes.Reader.")
	}
	source := &fileSource{reader: reader, size: -1}
	seeker, ok := reader.(io.Seeker)
	if !ok {
		return source, nil
	}
	// A pipe is an *os.File that can't seek.
	start, err := seeker.Seek(0, io.SeekCurrent)
	if err != nil {
		return source, nil
	}
	end, err := seeker.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = seeker.Seek(start, io.SeekStart)
	}
	if err != nil {
		return nil, fileError(err)
	}
	source.seeker, source.start, source.size = seeker, start, max(0, end-start)
	return source, nil
}

// canReplay ends the attempt's reading and says whether the file can be had from its start again. Without a seeker that is
// so while nothing has been read; whoever holds the lock is reading.
func (f *fileSource) canReplay() bool {
	if f.current != nil {
		f.current.isClosed.Store(true)
	}
	if f.seeker != nil {
		return true
	}
	if !f.reading.TryLock() {
		return false
	}
	defer f.reading.Unlock()
	return !f.isTouched.Load()
}

// readFailure is what the reader itself failed with; no retry mends that.
func (f *fileSource) readFailure() error {
	if failure := f.failure.Load(); failure != nil {
		return *failure
	}
	return nil
}

// open gives the file from its start.
func (f *fileSource) open() (io.ReadCloser, error) {
	if f.seeker != nil {
		f.reading.Lock()
		defer f.reading.Unlock()
		if _, err := f.seeker.Seek(f.start, io.SeekStart); err != nil {
			return nil, fileError(err)
		}
	}
	f.current = &attemptFile{source: f}
	return f.current, nil
}

// close keeps the HTTP client from the reader from now on. A read of a file is waited for; one of a stream may hang for
// as long as the stream does.
func (f *fileSource) close() {
	if f.canReplay() && f.seeker != nil {
		f.reading.Lock()
		defer f.reading.Unlock()
	}
}

func fileError(err error) *Error {
	return &Error{Code: "FILE_UNREADABLE", Type: typeArgument, Message: "The file can't be read: " + err.Error(), cause: err}
}

// attemptFile is the file as one attempt reads it.
type attemptFile struct {
	source   *fileSource
	isClosed atomic.Bool
}

var errFileClosed = errors.New("the attempt is over")

func (a *attemptFile) Read(buffer []byte) (int, error) {
	a.source.reading.Lock()
	defer a.source.reading.Unlock()
	if a.isClosed.Load() {
		return 0, errFileClosed
	}
	a.source.isTouched.Store(true)
	count, err := a.source.reader.Read(buffer)
	if err != nil && !errors.Is(err, io.EOF) {
		a.source.failure.Store(&err)
	}
	return count, err
}

func (a *attemptFile) Close() error {
	a.isClosed.Store(true)
	return nil
}
