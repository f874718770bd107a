package settle

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
)

// A generator makes reports whose figures keep the identities of their form,
// as sparse as real ones: nine cells in ten are 0, a few are large.
type generator struct {
	rnd  *rand.Rand
	form *form.Form
	v    map[data.Cell]int64
}

func newGenerator(f *form.Form, rnd *rand.Rand) *generator {
	return &generator{rnd: rnd, form: f, v: map[data.Cell]int64{}}
}

func (g *generator) cell(table, row, column string) data.Cell {
	return data.NewCell(g.form.ID, table, row, column)
}

// size is how many applications a body of some class has.
func (g *generator) size() int {
	switch g.rnd.IntN(6) {
	case 0:
		return 0
	case 1, 2:
		return g.rnd.IntN(8)
	case 3, 4:
		return g.rnd.IntN(90)
	}
	return g.rnd.IntN(3000)
}

// applicant draws the column of an application.
func (g *generator) applicant() int {
	switch x := g.rnd.IntN(100); {
	case x < 86:
		return 0
	case x < 96:
		return 1
	default:
		return 2 + g.rnd.IntN(4)
	}
}

// outcome draws the row that an application ends in.
func (g *generator) outcome(rows []string, favourites []int) string {
	if g.rnd.IntN(10) < 8 {
		return rows[favourites[g.rnd.IntN(len(favourites))]]
	}
	return rows[g.rnd.IntN(len(rows))]
}

// outcomes are the rows whose sum is the total of table three.
func outcomes(f *form.Form) []string {
	for _, id := range f.Identities {
		if id.ID == "t3.outcomes" {
			return id.LHS
		}
	}
	return nil
}

// tableThree draws the applications one by one.
func (g *generator) tableThree(carriedIn map[int]int64) {
	t := g.form.Table("t3")
	rows := outcomes(g.form)
	favourites := []int{0, 0, 0, g.rnd.IntN(len(rows)), 10, g.rnd.IntN(len(rows)), 10}
	for _, r := range t.Rows {
		for _, c := range t.Columns {
			if !r.Group {
				g.v[g.cell("t3", r.Code, c.Code)] = 0
			}
		}
	}
	count := func(row string, column int, n int64) {
		g.v[g.cell("t3", row, t.Columns[column].Code)] += n
		g.v[g.cell("t3", row, "total")] += n
	}
	late := 1 + g.rnd.IntN(40)
	end := func(column int) {
		if g.rnd.IntN(late) == 0 {
			count("carried_out", column, 1)
			return
		}
		count(g.outcome(rows, favourites), column, 1)
		count("concluded", column, 1)
	}
	if carriedIn == nil && g.rnd.IntN(2) == 0 {
		carriedIn = map[int]int64{0: int64(g.rnd.IntN(1 + g.size()/5))}
	}
	for column := range 6 {
		n := carriedIn[column]
		count("carried_in", column, n)
		for range n {
			end(column)
		}
	}
	for range g.size() {
		column := g.applicant()
		count("received", column, 1)
		end(column)
	}
}

// tableFour draws reviews and law suits.
func (g *generator) tableFour() {
	for _, group := range []string{"review", "lit_direct", "lit_after"} {
		scale := []int{1, 3, 12, 40, 200}[g.rnd.IntN(5)]
		if g.rnd.IntN(3) == 0 {
			scale = 1
		}
		total := int64(0)
		for _, part := range []string{"upheld", "corrected", "other", "pending"} {
			n := int64(0)
			if g.rnd.IntN(2) == 0 {
				n = int64(g.rnd.IntN(scale))
			}
			g.v[g.cell("t4", "cases", group+"."+part)] = n
			total += n
		}
		g.v[g.cell("t4", "cases", group+".total")] = total
	}
}

func figure(cell data.Cell, n int64) data.Figure {
	v := data.NewNumber(n)
	return data.Figure{Cell: cell, Value: &v, Text: fmt.Sprint(n), Status: data.Reported}
}

func (g *generator) report(year int) *data.Report {
	r := &data.Report{Form: g.form.ID, Year: year}
	for _, info := range g.form.Cells() {
		if n, ok := g.v[info.Cell]; ok {
			r.Figures = append(r.Figures, figure(info.Cell, n))
		}
	}
	return r
}

// glueRow prints a row as one run of digits.
func glueRow(figs []*data.Figure) { lose(figs, "", false) }

// dropRow prints a row as a list without its zeros.
func dropRow(figs []*data.Figure) { lose(figs, " | ", true) }

func lose(figs []*data.Figure, between string, zeros bool) {
	var texts []string
	for _, f := range figs {
		if f.Status == data.Blank || zeros && f.Value.IsZero() {
			continue
		}
		texts = append(texts, f.Text)
	}
	if zeros && len(texts) == len(figs) || len(texts) == 0 {
		return
	}
	for _, f := range figs {
		f.Text, f.Value, f.Status = strings.Join(texts, between), nil, data.Unreadable
	}
}

// answers keeps what a report prints before its borders are lost.
func answers(r *data.Report) map[data.Cell]string {
	out := map[data.Cell]string{}
	for _, f := range r.Figures {
		if f.Value != nil {
			out[f.Cell] = f.Value.String()
		}
	}
	return out
}

// tally counts the cells of unreadable rows.
type tally struct{ right, left, wrong int }

func (t *tally) count(r *data.Report, want map[data.Cell]string) (wrong []data.Figure) {
	for _, f := range r.Figures {
		switch {
		case f.Status == data.Unreadable:
			t.left++
		case f.Status != data.Derived:
		case f.Value.String() == want[f.Cell]:
			t.right++
		default:
			t.wrong++
			wrong = append(wrong, f)
		}
	}
	return wrong
}

func catalogue(t testing.TB) *form.Catalogue {
	t.Helper()
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// three makes the reports of three years in a row. What is left over at the end
// of one is taken up in the next.
func three(f *form.Form, rnd *rand.Rand, table string) (before, r, after *data.Report) {
	var years []*data.Report
	var left map[int]int64
	for year := 2021; year <= 2023; year++ {
		g := newGenerator(f, rnd)
		switch table {
		case "t3":
			g.tableThree(left)
			left = map[int]int64{}
			for i, c := range f.Table("t3").Columns[:6] {
				left[i] = g.v[g.cell("t3", "carried_out", c.Code)]
			}
		case "t4":
			g.tableFour()
		}
		years = append(years, g.report(year))
	}
	return years[0], years[1], years[2]
}

// spoilOne makes a sum or a cell of the source wrong, or leaves cells blank.
func spoilOne(r *data.Report, rnd *rand.Rand, slip string) {
	blank := func(f *data.Figure) { f.Value, f.Text, f.Status = nil, "", data.Blank }
	var totals []*data.Figure
	for i := range r.Figures {
		f := &r.Figures[i]
		if strings.HasSuffix(f.Cell.Column(), "total") || f.Cell.Row() == "concluded" {
			totals = append(totals, f)
		}
	}
	f := totals[rnd.IntN(len(totals))]
	if rnd.IntN(3) == 0 {
		f = &r.Figures[rnd.IntN(len(r.Figures))]
	}
	switch {
	case slip == "totals":
		for _, f := range totals {
			if strings.HasSuffix(f.Cell.Column(), "total") {
				blank(f)
			}
		}
	case slip == "blank":
		blank(f)
	case f.Value != nil:
		v, _ := f.Value.Small()
		*f = figure(f.Cell, misprint(v, rnd))
	}
}

// misprint is what people write in place of a number.
func misprint(v int64, rnd *rand.Rand) int64 {
	for {
		w := v
		switch rnd.IntN(7) {
		case 0:
			w = 0
		case 1:
			w = v + int64(rnd.IntN(5)) - 2
		case 2:
			w = int64(rnd.IntN(int(2*v + 3)))
		case 3:
			w = v / 10
		case 4:
			w = v*10 + int64(rnd.IntN(10))
		case 5:
			w = int64(rnd.IntN(100))
		case 6:
			w = v + 10
		}
		if w != v && w >= 0 {
			return w
		}
	}
}

// loseBorders prints rows of a table as runs, or as lists without their zeros.
func (s *scenario) loseBorders(r *data.Report, t *form.Table, rnd *rand.Rand) {
	var codes []string
	for _, row := range t.Rows {
		if !row.Group {
			codes = append(codes, row.Code)
		}
	}
	one := codes[rnd.IntN(len(codes))]
	for _, code := range codes {
		if s.rows == "one" && code != one || s.rows == "few" && rnd.IntN(3) > 0 {
			continue
		}
		figs := make([]*data.Figure, len(t.Columns))
		for i, c := range t.Columns {
			figs[i] = r.Figure(data.NewCell(r.Form, t.ID, code, c.Code))
		}
		if s.lists {
			dropRow(figs)
		} else {
			glueRow(figs)
		}
	}
}
