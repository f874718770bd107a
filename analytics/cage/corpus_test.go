package cage

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gongkai/data"
)

// What the corpus expects of a statement; testdata/hostile/README.md says more.
const (
	refused  = "refused"  // the check refuses it, DuckDB never prepares it
	limited  = "limited"  // it passes the check, and ends in time, well or not
	harmless = "harmless" // it is answered
)

// hostile is a statement of the corpus.
type hostile struct {
	kind, name, expect, text string
	values                   map[string]any
}

func (h hostile) String() string { return h.kind + "/" + h.name }

var (
	hostileHead = regexp.MustCompile(`(?m)^-- ([a-z0-9-]+) \| (refused|limited|harmless)(?: \| (\{.*\}))?\n`)
	hostileMany = regexp.MustCompile(`(?s)\{\{(\d+ times|\d+ chars|hex) (.*?)\}\}`)
)

// corpus reads all statements, in the order of their files.
func corpus(tb testing.TB) []hostile {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "hostile", "*.sql"))
	if err != nil || len(files) == 0 {
		tb.Fatalf("no corpus: %v", err)
	}
	var all []hostile
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		text, kind := string(b), strings.TrimSuffix(filepath.Base(file), ".sql")
		heads := hostileHead.FindAllStringSubmatchIndex(text, -1)
		for i, at := range heads {
			end := len(text)
			if i+1 < len(heads) {
				end = heads[i+1][0]
			}
			h := hostile{kind: kind, name: text[at[2]:at[3]], expect: text[at[4]:at[5]], text: expanded(strings.TrimSuffix(text[at[1]:end], "\n"))}
			if at[6] >= 0 {
				h.values = valuesOf(tb, expanded(text[at[6]:at[7]]))
			}
			all = append(all, h)
		}
	}
	return all
}

// expanded writes out what the corpus abbreviates: {{3 times a%d}} is a1a2a3,
// %p the number before; {{9 chars a%d}} goes on for so many bytes; {{hex FF}}
// is a byte.
func expanded(text string) string {
	return hostileMany.ReplaceAllStringFunc(text, func(found string) string {
		m := hostileMany.FindStringSubmatch(found)
		if m[1] == "hex" {
			b, err := hex.DecodeString(strings.ReplaceAll(m[2], " ", ""))
			if err != nil {
				return found
			}
			return string(b)
		}
		count, unit, _ := strings.Cut(m[1], " ")
		most, _ := strconv.Atoi(count)
		var b strings.Builder
		for i := 1; unit == "times" && i <= most || unit == "chars" && b.Len() < most; i++ {
			b.WriteString(strings.ReplaceAll(strings.ReplaceAll(m[2], "%d", strconv.Itoa(i)), "%p", strconv.Itoa(i-1)))
		}
		return b.String()
	})
}

// valuesOf reads the values of parameters as a request brings them.
func valuesOf(tb testing.TB, text string) map[string]any {
	tb.Helper()
	var values map[string]any
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&values); err != nil {
		tb.Fatalf("values %.100s: %v", text, err)
	}
	for name, v := range values {
		values[name] = numbered(v)
	}
	return values
}

// numbered is a value of JSON with the numbers that bind takes.
func numbered(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = numbered(v[i])
		}
	case json.Number:
		if whole, err := v.Int64(); err == nil {
			return whole
		}
		if exact, err := data.ParseNumber(v.String()); err == nil {
			return exact
		}
		f, _ := v.Float64()
		return f
	}
	return v
}

// Each statement of the corpus has a name and a text of its own.
func TestCorpus(t *testing.T) {
	names, texts, kinds := map[string]bool{}, map[string]string{}, map[string]int{}
	for _, h := range corpus(t) {
		if names[h.String()] {
			t.Errorf("%s stands twice", h)
		}
		given, _ := json.Marshal(h.values)
		if other := texts[h.text+string(given)]; other != "" {
			t.Errorf("%s is %s", h, other)
		}
		names[h.String()], texts[h.text+string(given)] = true, h.String()
		kinds[h.kind]++
	}
	t.Log(len(names), "statements:", kinds)
	if len(names) < 1000 {
		t.Errorf("%d statements: the files are not read whole", len(names))
	}
}
