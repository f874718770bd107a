package dashboard

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"gongkai/data"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// While the pointer moves from snapshot to snapshot, no request fails, and each
// answer is of one snapshot, whose number it carries. GONGKAI_SWAPS asks for
// more moves than ten.
func TestSwaps(t *testing.T) {
	swaps := 10
	if n, err := strconv.Atoi(os.Getenv("GONGKAI_SWAPS")); err == nil {
		swaps = n
	}
	dir := t.TempDir()
	for n := 1; n <= 3; n++ { // all figures of a snapshot are its number
		cells := map[data.Cell]string{}
		for _, row := range []string{"received", "carried_in", "granted", "concluded", "carried_out"} {
			cells[data.NewCell("gov2021", "t3", row, "total")] = fmt.Sprint(n)
		}
		storetest.Publish(t, dir, storetest.Report(data.Body{Name: "平潭综合实验区", RegionCode: "350128"}, 2024, "gov2021", cells))
	}
	root := start(t, dir)
	var asked, wrong atomic.Int64
	var latest atomic.Value // the number of the latest answer
	done, answered := make(chan struct{}), make(chan struct{}, 1)
	var readers sync.WaitGroup
	for i := range 6 {
		readers.Go(func() {
			for k := 0; ; k++ {
				select {
				case <-done:
					return
				default:
				}
				// an address of its own each time: nothing is answered from memory
				address := fmt.Sprintf("%s/ask/trend.json?i=applications.received,applications.carried_in,applications.concluded,applications.carried_out&body=%s&from=2024&x=%d.%d", root, pingtan, i, k)
				number, text, err := ask(address)
				asked.Add(1)
				if err != nil || strings.Count(text, `"value":"`+number+`"`)+strings.Count(text, `"value":`+number) < 4 {
					if wrong.Add(1) < 5 {
						t.Errorf("%v: %s %.600s", err, number, text)
					}
				}
				latest.Store(number)
				select {
				case answered <- struct{}{}:
				default:
				}
			}
		})
	}
	for n := range swaps {
		next := n%3 + 1
		if _, err := store.Point(t.Context(), dir, next); err != nil {
			t.Fatal(err)
		}
		for <-answered; latest.Load() != fmt.Sprint(next); <-answered { // until somebody has it
		}
	}
	close(done)
	readers.Wait()
	t.Logf("%d swaps under %d requests: %d wrong or failed", swaps, asked.Load(), wrong.Load())
}

// ask returns the number of the snapshot that an answer is of, and the answer.
func ask(address string) (number, text string, err error) {
	r, err := http.Get(address)
	if err != nil {
		return "", "", err
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	text = string(b)
	if err != nil || r.StatusCode != http.StatusOK {
		return "", text, fmt.Errorf("%d %v", r.StatusCode, err)
	}
	_, after, _ := strings.Cut(text, `"snapshot":{"number":`)
	number, _, _ = strings.Cut(after, ",")
	return number, text, nil
}
