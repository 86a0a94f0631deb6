package flow_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
)

const vectorProgram = "../tooling/src/conformance/serve-vectors.ts"

// vectorServer is the scenario server, a process of its own that ends with its input.
type vectorServer struct {
	baseURL string
	vectors []conformanceVector
}

func startVectorServer(t *testing.T) *vectorServer {
	t.Helper()
	if _, err := os.Stat(vectorProgram); errors.Is(err, os.ErrNotExist) {
		t.Skip("the vectors are in Flow's own repository only")
	}
	command := exec.Command("node", vectorProgram)
	command.Stderr = os.Stderr
	input, inputErr := command.StdinPipe()
	output, outputErr := command.StdoutPipe()
	if err := errors.Join(inputErr, outputErr, command.Start()); err != nil {
		t.Fatal("the scenario server needs Node 24:", err)
	}
	t.Cleanup(func() {
		_ = input.Close()
		_ = command.Wait()
	})
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		t.Fatal("the scenario server did not start; it needs Node 24:", err)
	}
	server := &vectorServer{baseURL: strings.TrimSpace(line)}
	answer, err := http.Get(server.baseURL + "/vectors")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if err := json.NewDecoder(answer.Body).Decode(&server.vectors); err != nil {
		t.Fatal(err)
	}
	return server
}

func (s *vectorServer) playURL(index int) string {
	return fmt.Sprintf("%s/play/%d/go", s.baseURL, index)
}

// judge tells what is wrong with a run.
func (s *vectorServer) judge(t *testing.T, index int, outcome object) []string {
	t.Helper()
	text, err := json.Marshal(outcome)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.Post(fmt.Sprintf("%s/judge/%d/go", s.baseURL, index), "application/json", bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	var verdict struct{ Problems []string }
	if err := json.NewDecoder(answer.Body).Decode(&verdict); err != nil {
		t.Fatal(err)
	}
	return verdict.Problems
}
