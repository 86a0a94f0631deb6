// The same list, by bare net/http and by the SDK, in turns. Prints a line of JSON a turn.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"github.com/flowdev/flow-go"
)

func main() {
	ctx := context.Background()
	baseURL := os.Args[1]
	rounds, _ := strconv.Atoi(os.Args[2])
	milliseconds, _ := strconv.Atoi(os.Args[3])
	client, err := flow.New("flow_sk_live_bench", flow.WithBaseURL(baseURL))
	if err != nil {
		log.Fatal(err)
	}
	ways := map[string]func() int{
		"raw": func() int { return raw(ctx, baseURL) },
		"sdk": func() int {
			page, err := client.Posts.List(ctx, flow.ListPostsParams{PerPage: 20, Page: nextPage()})
			if err != nil {
				log.Fatal(err)
			}
			return len(page.Data)
		},
	}
	for round := range rounds {
		order := []string{"raw", "sdk"}
		if round%2 == 1 {
			order = []string{"sdk", "raw"}
		}
		for _, way := range order {
			calls, wall, cpu := turn(ways[way], time.Duration(milliseconds)*time.Millisecond)
			fmt.Printf("{\"round\":%d,\"way\":%q,\"calls\":%d,\"wallUs\":%f,\"cpuUs\":%f}\n", round, way, calls, wall, cpu)
		}
	}
	fmt.Printf("{\"versions\":%q}\n", runtime.Version())
}

var page int

// nextPage has another address be asked each time, as in a walk, so that nobody gains by remembering the last one.
func nextPage() int {
	page++
	return page
}

// raw reads the page into the same types, as a program without the SDK would have written them.
func raw(ctx context.Context, baseURL string) int {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, baseURL+"/v1/posts?perPage=20&page="+strconv.Itoa(nextPage()), nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Authorization", "Bearer flow_sk_live_bench")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		log.Fatal(response.Status, err)
	}
	var found struct {
		Data       []flow.Post     `json:"data"`
		Pagination flow.Pagination `json:"pagination"`
	}
	if err := json.Unmarshal(body, &found); err != nil {
		log.Fatal(err)
	}
	return len(found.Data)
}

func turn(call func() int, length time.Duration) (calls int, wallUs, cpuUs float64) {
	cpu, started := cpuTime(), time.Now()
	for time.Since(started) < length {
		if found := call(); found != 20 {
			log.Fatalf("%d posts came", found)
		}
		calls++
	}
	wall, spent := time.Since(started), cpuTime()-cpu
	return calls, float64(wall.Microseconds()) / float64(calls), float64(spent.Microseconds()) / float64(calls)
}

func cpuTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
