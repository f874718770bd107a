package cage

import (
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// newGrammar is a grammar over the tables that a cage shows.
func newGrammar(tb testing.TB, c *trial, seed uint64) *grammar {
	tb.Helper()
	g := &grammar{Rand: rand.New(rand.NewPCG(seed, 7))}
	for _, line := range lines(tb, c, "SHOW TABLES") {
		t := relation{name: line[0]}
		for _, described := range lines(tb, c, "DESCRIBE "+line[0]) {
			t.columns = append(t.columns, column{`"` + described[0] + `"`, kindOf(described[1])})
		}
		g.tables = append(g.tables, t)
	}
	for _, h := range corpus(tb) {
		if len(h.text) < 4_000 {
			g.seeds = append(g.seeds, h)
		}
	}
	return g
}

// lines are the rows of an answer whose first two columns are texts.
func lines(tb testing.TB, c *trial, text string) [][]string {
	tb.Helper()
	o := c.ask(Question{Text: text + " -- the names end with a tab"})
	if o.code != "" {
		tb.Fatal(o.said)
	}
	columns := strings.Count(o.said, "\n")
	cells := strings.Split(o.said[strings.LastIndexByte(o.said, '\n')+1:], "\t")
	var rows [][]string
	for row := range slices.Chunk(cells[:len(cells)-1], columns) {
		rows = append(rows, row)
	}
	return rows
}

// operators are those of DuckDB's plans that a statement over published tables
// has; a function in FROM stands there by its own name.
var operators = set("SEQ_SCAN", "TABLE_SCAN", "INDEX_SCAN", "DUMMY_SCAN", "EXPRESSION_SCAN", "COLUMN_DATA_SCAN", "CHUNK_SCAN", "CTE_SCAN", "REC_CTE", "REC_CTE_SCAN", "REC_REC_CTE_SCAN", "DELIM_SCAN", "POSITIONAL_SCAN",
	"EMPTY_RESULT", "ORDER_BY", "LIMIT", "LIMIT_PERCENT", "STREAMING_LIMIT", "TOP_N", "RESERVOIR_SAMPLE", "STREAMING_SAMPLE", "WINDOW", "STREAMING_WINDOW",
	"UNGROUPED_AGGREGATE", "HASH_GROUP_BY", "PERFECT_HASH_GROUP_BY", "PARTITIONED_AGGREGATE", "FILTER", "PROJECTION", "UNNEST", "INOUT_FUNCTION", "PIVOT", "UNION", "UNION_ALL",
	"NESTED_LOOP_JOIN", "HASH_JOIN", "PIECEWISE_MERGE_JOIN", "IE_JOIN", "ASOF_JOIN", "CROSS_PRODUCT", "BLOCKWISE_NL_JOIN", "POSITIONAL_JOIN", "LEFT_DELIM_JOIN", "RIGHT_DELIM_JOIN",
	"RECURSIVE_CTE", "RECURSIVE_KEY_CTE", "CTE", "RANGE", "GENERATE_SERIES", "DELIM_JOIN", "SUMMARY", "ROW_NUMBER")

// known says whether a plan may have an operator; a narrow box cuts names off,
// as in BLOCKWISE_...
func known(name string) bool {
	beginning, cut := strings.CutSuffix(name, "...")
	if !cut {
		return operators[name]
	}
	for o := range operators {
		if strings.HasPrefix(o, beginning) {
			return true
		}
	}
	return false
}

// listing are those of SHOW TABLES, which may be asked.
var listing = set("DUCKDB_TABLES", "DUCKDB_VIEWS")

var showing = regexp.MustCompile(`(?i)\bshow\b`)

// foreign finds an operator in a statement's plan that reads something else; ""
// for none.
func foreign(text, plan string) string {
	rows := strings.Split(plan, "\n")
	for i, row := range rows[:len(rows)-1] {
		if !strings.Contains(row, "┌") {
			continue
		}
		for name := range strings.FieldsFuncSeq(rows[i+1], func(r rune) bool { return r > 127 }) {
			if name = strings.TrimSpace(name); name != "" && !known(name) && !(listing[name] && showing.MatchString(text)) {
				return name
			}
		}
	}
	return ""
}

// mostFaults ends a long run.
const mostFaults = 20

// generated asks statements of a grammar while more says so.
func generated(t *testing.T, seed uint64, more func(n int) bool) {
	before := traces(t)
	var (
		w    worst
		work sync.WaitGroup
		mu   sync.Mutex
		all  []*trial
		n    int

		faults atomic.Int64
	)
	again := func() bool {
		mu.Lock()
		defer mu.Unlock()
		n++
		return more(n - 1)
	}
	for i := range 2 {
		c := newTrial(t, Limits{Time: 2 * time.Second, Hold: 10 * time.Second, Memory: hostileMemory})
		g := newGrammar(t, c, seed+uint64(i))
		all = append(all, c)
		work.Go(func() {
			for again() && faults.Load() < mostFaults {
				text := g.statement()
				h := hostile{kind: "generated", expect: "any", text: text}
				o := c.ask(Question{Who: "generator", Text: text, Limit: 1_000})
				wrong := h.wrong(c, o)
				w.add(text, c, o)
				if wrong == "" && !slices.Contains(refusals, o.code) {
					plan := c.ask(Question{Who: "generator", Text: text, Explain: true})
					if wrong = h.wrong(c, plan); wrong == "" && plan.code == "" {
						if f := foreign(text, plan.said); f != "" {
							wrong = "it reads by " + f
						}
					}
				}
				if wrong != "" {
					faults.Add(1)
					t.Errorf("%s: %s in %v, %d MB, %.300q; the statement:\n%s", wrong, o.code, o.took, o.peak>>20, o.said, text)
				}
			}
		})
	}
	work.Wait()
	codes := map[string]int{}
	maps.Copy(codes, w.codes)
	t.Logf("%d statements, at most %v late and %.2f of the memory; %v; %d more than 250ms late: %.2000q", n, w.late, w.peak, codes, len(w.lates), w.lates)
	ended(t, before, all...)
}

// What a grammar makes up, and what is left of the corpus after a mutilation,
// keeps to the limits and tells nothing.
func TestGenerated(t *testing.T) {
	generated(t, 1, func(n int) bool { return n < 200 })
}

// TestGeneratedSoak goes on for as long as GONGKAI_SOAK says, with another seed
// each time, which it shows.
func TestGeneratedSoak(t *testing.T) {
	long, err := time.ParseDuration(os.Getenv("GONGKAI_SOAK"))
	if err != nil {
		t.Skip("GONGKAI_SOAK=1h asks made-up statements for an hour")
	}
	begun := time.Now()
	seed := uint64(begun.UnixNano())
	t.Log("seed", seed)
	generated(t, seed, func(int) bool { return time.Since(begun) < long })
}

// SHOW TABLES reads DuckDB's list of tables; nothing else may.
func TestForeign(t *testing.T) {
	c := newTrial(t, Limits{})
	for _, text := range []string{"SHOW TABLES", "SELECT count(*) FROM (SHOW TABLES)", "SELECT count(*) FROM figures"} {
		plan := c.ask(Question{Text: text, Explain: true})
		if f := foreign(text, plan.said); plan.code != "" || f != "" {
			t.Errorf("%s: %s %s", text, plan.code, f)
		}
	}
	for name, may := range map[string]bool{"BLOCKWISE_NL_JOIN": true, "BLOCKWISE_...": true, "...": true, "READ_CSV_AUTO": false, "READ_...": false, "PARQUET_SCAN": false} {
		if known(name) != may {
			t.Errorf("%s: %v", name, !may)
		}
	}
	if f := foreign("SELECT 1", c.ask(Question{Text: "SHOW TABLES", Explain: true}).said); f == "" {
		t.Error("a plan that reads the list of tables passes")
	}
}
