package recognise

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/data/form"
)

// rowRef and columnRef point into a form.
type rowRef struct {
	table *form.Table
	row   *form.Row
}

type columnRef struct {
	table  *form.Table
	column *form.Column
}

// placeOf is a row and a column of one table.
type placeOf struct {
	row    *form.Row
	column *form.Column
}

// labels finds a form's rows and columns by what is printed.
type labels struct {
	form    *form.Form
	rules   form.ValueRules
	rows    map[string][]rowRef
	columns map[string][]columnRef
	groups  map[string]string // heading above columns -> canonical label
	cells   map[placeOf]data.Cell
	heads   map[string]bool // texts at the head of the label columns
	titles  map[string]bool // 第二十条第（一）项 ...

	// what was looked up before, for one sheet: the same labels come again
	// and again, and folding them is most of the work
	keys         map[string]string
	foundRows    map[string][]rowRef
	foundColumns map[string][]columnRef
	foundGroups  map[string]string
}

// forSheet returns the labels with look-ups of their own.
func (l *labels) forSheet() *labels {
	own := *l
	own.keys = make(map[string]string, 256)
	own.foundRows = make(map[string][]rowRef, 64)
	own.foundColumns = make(map[string][]columnRef, 64)
	own.foundGroups = map[string]string{}
	return &own
}

// key is key with a memory.
func (l *labels) key(s string) string {
	k, ok := l.keys[s]
	if !ok {
		k = key(s)
		l.keys[s] = k
	}
	return k
}

// key folds a printed label and drops its number, and 其中 before or behind it.
func key(s string) string {
	_, rest := form.StripNumber(form.Fold(s))
	if cut, ok := strings.CutPrefix(rest, "其中"); ok {
		_, rest = form.StripNumber(strings.TrimLeft(cut, ":,"))
	}
	return rest
}

// numberOf is the number in front of a label without its punctuation.
func numberOf(s string) string {
	n, _ := form.StripNumber(form.Fold(s))
	return strings.Trim(n, "(),.:")
}

func newLabels(f *form.Form, rules form.ValueRules) *labels {
	l := &labels{form: f, rules: rules, rows: map[string][]rowRef{}, columns: map[string][]columnRef{}, cells: map[placeOf]data.Cell{},
		groups: map[string]string{}, heads: map[string]bool{"项目": true, "指标": true, "信息内容": true, "指标名称": true, "统计指标": true}, titles: map[string]bool{}}
	for _, info := range f.Cells() {
		l.cells[placeOf{info.Row, info.Column}] = info.Cell
	}
	for _, t := range f.Tables {
		l.heads[key(t.RowHeader)] = true
		if t.ColumnHeader != "" {
			l.groups[key(t.ColumnHeader)] = t.ColumnHeader
		}
		for _, s := range append(t.TitleVariants, t.Title) {
			l.titles[form.Fold(s)] = true
		}
		for _, r := range t.Rows {
			seen := map[string]bool{}
			for _, s := range append([]string{r.Label}, r.Variants...) {
				if k := key(s); k != "" && !seen[k] {
					seen[k] = true
					l.rows[k] = append(l.rows[k], rowRef{t, r})
				}
			}
		}
		for _, c := range t.Columns {
			seen := map[string]bool{}
			for _, s := range append([]string{c.Label}, c.Variants...) {
				if k := key(s); !seen[k] {
					seen[k] = true
					l.columns[k] = append(l.columns[k], columnRef{t, c})
				}
			}
			for _, g := range c.Group {
				l.groups[key(g)] = g
			}
		}
	}
	delete(l.heads, "")
	return l
}

// findRows returns the rows that a printed label names: by equality, then
// without a remark in brackets at the end, then with a slip of the pen.
func (l *labels) findRows(printed string) []rowRef {
	refs, ok := l.foundRows[printed]
	if !ok {
		refs = l.searchRows(l.key(printed))
		l.foundRows[printed] = refs
	}
	return refs
}

func (l *labels) searchRows(k string) []rowRef {
	if refs := l.rows[k]; refs != nil {
		return refs
	}
	if cut := withoutRemark(k); cut != k {
		if refs := l.rows[cut]; refs != nil {
			return refs
		}
	}
	if l.known(k) {
		return nil
	}
	return l.rows[nearest(k, l.rows)]
}

// findColumns does the same for a column heading.
func (l *labels) findColumns(printed string) []columnRef {
	refs, ok := l.foundColumns[printed]
	if !ok {
		refs = l.searchColumns(l.key(printed))
		l.foundColumns[printed] = refs
	}
	return refs
}

func (l *labels) searchColumns(k string) []columnRef {
	if refs := l.columns[k]; refs != nil {
		return refs
	}
	if cut := withoutRemark(k); cut != k {
		if refs := l.columns[cut]; refs != nil {
			return refs
		}
	}
	if l.known(k) {
		return nil
	}
	return l.columns[nearest(k, l.columns)]
}

// known reports whether a text of the form is something else than a row or
// column, so that no slip of the pen need be thought of.
func (l *labels) known(k string) bool {
	return l.heads[k] || l.titles[k] || l.groups[k] != "" || l.rows[k] != nil || l.columns[k] != nil
}

// group returns the canonical heading above columns that a text is, "" if it is
// none. A slip of one character is forgiven where no other text is meant: a
// heading such as 行政法复议 stands once above five columns.
func (l *labels) group(printed string) string {
	k := l.key(printed)
	if g := l.groups[k]; g != "" || len(k) < 12 || len(k) > 60 || l.rows[k] != nil || l.columns[k] != nil || l.heads[k] || l.titles[k] {
		return g
	}
	g, seen := l.foundGroups[k]
	if !seen {
		for known, canonical := range l.groups {
			if utf8.RuneCountInString(known) >= 4 && distance([]rune(k), []rune(known), 2) == 1 {
				if g != "" && g != canonical {
					g = ""
					break
				}
				g = canonical
			}
		}
		l.foundGroups[k] = g
	}
	return g
}

// isHeading reports whether a cell belongs to the head of a table.
func (l *labels) isHeading(printed string) bool {
	return l.group(printed) != "" || len(l.findColumns(printed)) > 0
}

// withoutRemark cuts a bracketed remark, or a unit behind a colon, off the end.
func withoutRemark(k string) string {
	if strings.HasSuffix(k, ")") {
		if i := strings.IndexByte(k, '('); i > 0 {
			return k[:i]
		}
	}
	if i := strings.Index(k, "单位:"); i > 0 {
		return strings.TrimSuffix(k[:i], "(")
	}
	return k
}

// nearest finds the one known label within a slip of the pen of k: one
// character in labels of six and more, two in labels of twelve and more, and
// no label of another row or column nearly as close. Shorter ones must agree.
func nearest[R comparable](k string, known map[string][]R) string {
	n := utf8.RuneCountInString(k)
	if n < 6 || n > 60 {
		return ""
	}
	limit := 1
	if n >= 12 {
		limit = 2
	}
	type near struct {
		label string
		at    int
	}
	var nears []near // in no order: the outcome must not depend on it
	runes := []rune(k)
	for label := range known {
		m := utf8.RuneCountInString(label)
		if m < 6 || m > n+limit || m < n-limit {
			continue
		}
		if d := distance(runes, []rune(label), limit+2); d < limit+2 {
			nears = append(nears, near{label, d})
		}
	}
	best := near{at: limit + 1}
	for _, x := range nears {
		if x.at < best.at || x.at == best.at && x.label < best.label {
			best = x
		}
	}
	if best.at > limit {
		return ""
	}
	for _, x := range nears {
		if x.at <= best.at+1 && !slices.Equal(known[x.label], known[best.label]) {
			return ""
		}
	}
	return best.label
}

// distance is the Levenshtein distance, cut off at limit.
func distance(a, b []rune, limit int) int {
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i, x := range a {
		last, low := i, i+1
		prev[0] = i + 1
		for j, y := range b {
			cost := last
			if x != y {
				cost = 1 + min(last, prev[j], prev[j+1])
			}
			last, prev[j+1] = prev[j+1], cost
			low = min(low, cost)
		}
		if low >= limit {
			return limit
		}
	}
	return prev[len(b)]
}
