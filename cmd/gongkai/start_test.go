package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/analytics/cage"
	"gongkai/data/sample"
)

// TestMain turns the test binary into the program when it is called as one, so
// that tests can kill it.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == cage.Word {
		os.Exit(cage.Child())
	}
	for _, name := range []string{"GONGKAI_STORE", "GONGKAI_LISTEN", "GONGKAI_LANG"} {
		os.Unsetenv(name)
	}
	if os.Getenv(asProgram) != "" {
		if n, err := strconv.ParseUint(os.Getenv(largestFile), 10, 64); err == nil {
			if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
				panic(err)
			}
		}
		if peak := os.Getenv(peakFile); peak != "" {
			status := run(os.Args[1:], os.Stdout, os.Stderr)
			if b, err := os.ReadFile("/proc/self/status"); err == nil {
				_ = os.WriteFile(peak, b, 0o644)
			}
			os.Exit(status)
		}
		main()
	}
	os.Exit(m.Run())
}

const (
	asProgram = "GONGKAI_TEST_AS_PROGRAM"
	peakFile  = "GONGKAI_TEST_PEAK" // where the program leaves what the system says of its memory

	largestFile = "GONGKAI_TEST_LARGEST_FILE" // bytes beyond which the program's writes end short
)

// program is the test binary, to be started as the program.
func program(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// outcome is what a run of the program came to.
type outcome struct {
	status      int
	out, errors string
}

// gongkai runs the program within the test.
func gongkai(args ...string) outcome {
	var stdout, stderr bytes.Buffer
	status := run(args, &stdout, &stderr)
	return outcome{status, stdout.String(), stderr.String()}
}

// must fails the test unless a run ended well, and returns what it printed.
func must(t testing.TB, o outcome) string {
	t.Helper()
	if o.status != 0 || o.errors != "" {
		t.Fatalf("status %d\n%s%s", o.status, o.out, o.errors)
	}
	return o.out
}

// ask returns the rows of a query, cells joined by a bar, NULL as nothing.
func ask(t testing.TB, store, sql string) []string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(must(t, gongkai("query", "--store", store, "--format", "csv", "--limit", "0", sql)))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{}
	for _, r := range rows[1:] {
		lines = append(lines, strings.Join(r, "|"))
	}
	return lines
}

// mustAnswer compares the rows of a query.
func mustAnswer(t testing.TB, store, sql string, want ...string) {
	t.Helper()
	if got := ask(t, store, sql); !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", sql, got, want)
	}
}

// sampleText returns a bundled document.
func sampleText(t testing.TB, name string) string {
	t.Helper()
	b, err := fs.ReadFile(sample.FS(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// samplesFolder writes the bundled documents, or some of them, to a new folder.
func samplesFolder(t testing.TB, names ...string) string {
	t.Helper()
	if len(names) == 0 {
		for _, d := range sample.Documents() {
			names = append(names, d.Name)
		}
	}
	dir := t.TempDir()
	for _, name := range names {
		write(t, filepath.Join(dir, name), sampleText(t, name))
	}
	return dir
}

func write(t testing.TB, file, content string) string {
	t.Helper()
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

var servedAt = regexp.MustCompile(`http://[0-9.:]+/`)

// BenchmarkStart starts the program over a loaded store and waits for the
// first chart: the median is reported as ms-to-first-chart.
func BenchmarkStart(b *testing.B) {
	const starts = 20
	dir := b.TempDir()
	bin := filepath.Join(dir, "gongkai")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", bin, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	store := filepath.Join(dir, "store")
	must(b, gongkai("ingest", "--store", store, "--samples"))
	var took []float64
	for b.Loop() {
		for range starts {
			took = append(took, float64(firstChart(b, bin, store))/float64(time.Millisecond))
		}
	}
	slices.Sort(took)
	b.ReportMetric((took[(len(took)-1)/2]+took[len(took)/2])/2, "ms-to-first-chart")
	b.ReportMetric(0, "ns/op") // twenty starts: means nothing
}

// firstChart returns the time from the start of the process to its answer.
func firstChart(b *testing.B, bin, store string) time.Duration {
	cmd := exec.Command(bin, "serve", "--store", store, "--listen", "127.0.0.1:0")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	defer cmd.Wait() // says that it was killed
	defer cmd.Process.Kill()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	address := servedAt.FindString(line)
	if err != nil || address == "" {
		b.Fatalf("%q %v", line, err)
	}
	resp, err := client.Get(address + "charts/applications.json")
	if err != nil {
		b.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	took := time.Since(began)
	resp.Body.Close()
	if err != nil || resp.StatusCode != http.StatusOK || !bytes.Contains(body, []byte(`"series"`)) {
		b.Fatalf("%d %v %.200s", resp.StatusCode, err, body)
	}
	return took
}
