package generated

import (
	"strconv"

	"gongkai/data"
	"gongkai/data/form"
)

// sheet is a form laid out for filling: its cells in printed order.
type sheet struct {
	form  *form.Form
	cells []data.Cell
	money []bool
	at    []data.Position
	of    map[string]int // "table/row/column" -> cell
	rules []rule
	known bool // the form has the table of applications of 2019 and later

	outcomes []outcome
	chances  []float64 // of the outcomes
}

// outcome is a row of table three for one result of handling.
type outcome struct{ row int }

// rule is a hard identity on one row or column.
type rule struct {
	check, where string
	ge           bool
	lhs, rhs     []int
}

// outcomeChances says how applications end, roughly as the national totals of
// recent years have it; "other" is a row of 2019, the rows below it of 2021.
var outcomeChances = []struct {
	row    string
	chance float64
}{
	{"granted", 0.42}, {"partial", 0.06}, {"refused.state_secret", 0.002}, {"refused.prohibited_by_law", 0.005}, {"refused.security_stability", 0.003},
	{"refused.third_party", 0.02}, {"refused.internal_affairs", 0.012}, {"refused.process_info", 0.015}, {"refused.enforcement_file", 0.01},
	{"refused.admin_inquiry", 0.01}, {"unavailable.not_held", 0.26}, {"unavailable.needs_creation", 0.02}, {"unavailable.unclear", 0.012},
	{"not_processed.petition", 0.02}, {"not_processed.duplicate", 0.02}, {"not_processed.publication", 0.002}, {"not_processed.massive", 0.003},
	{"not_processed.reconfirm", 0.002}, {"other.no_correction", 0.02}, {"other.no_payment", 0.001}, {"other.other", 0.06}, {"other", 0.08},
}

func newSheet(f *form.Form) *sheet {
	s := &sheet{form: f, of: map[string]int{}, known: f.Table("t3") != nil}
	rows := map[string]int{}
	for i, c := range f.Cells() {
		s.cells = append(s.cells, c.Cell)
		s.money = append(s.money, c.Money())
		s.of[c.Table.ID+"/"+c.Row.Code+"/"+c.Column.Code] = i
		row := c.Table.ID + "/" + c.Row.Code
		if _, seen := rows[row]; !seen {
			rows[row] = len(rows) + 1
		}
		s.at = append(s.at, position(c, rows[row], i))
	}
	for _, id := range f.Identities {
		if id.Strength == string(data.Hard) {
			s.addRules(id)
		}
	}
	sum := 0.0
	for _, o := range outcomeChances {
		if at, ok := s.of["t3/"+o.row+"/natural"]; ok {
			s.outcomes, s.chances = append(s.outcomes, outcome{at}), append(s.chances, o.chance)
			sum += o.chance
		}
	}
	for i := range s.chances {
		s.chances[i] /= sum
	}
	return s
}

// position is where a cell would stand in a page that prints the form.
func position(c *form.CellInfo, row, cell int) data.Position {
	if c.Table.Layout == form.Prose {
		return data.Position{Row: cell + 3}
	}
	at := data.Position{Row: row + 2}
	for i, t := range c.Form.Tables {
		if t == c.Table {
			at.Table = i + 1
		}
	}
	for i, column := range c.Table.Columns {
		if column == c.Column {
			at.Column = i + 3
		}
	}
	return at
}

// addRules applies an identity to every row or column that it is for.
func (s *sheet) addRules(id form.Identity) {
	t := s.form.Table(id.Table)
	cells := func(codes []string, path func(code string) string) (out []int) {
		for _, c := range codes {
			out = append(out, s.of[t.ID+"/"+path(c)])
		}
		return out
	}
	add := func(where string, path func(code string) string) {
		s.rules = append(s.rules, rule{id.ID, where, id.Relation == "ge", cells(id.LHS, path), cells(id.RHS, path)})
	}
	if id.Axis == form.EachColumn {
		for _, c := range t.Columns {
			add(c.Code, func(code string) string { return code + "/" + c.Code })
		}
		return
	}
	for _, r := range t.Rows {
		if !r.Group {
			add(r.Code, func(code string) string { return r.Code + "/" + code })
		}
	}
}

// filled is a sheet with the figures of one report; money in hundredths.
type filled struct {
	*sheet
	values []int64
	zero   string // how a zero is printed: 0, "" or /
}

func newFilled(s *sheet, zero string) *filled {
	return &filled{s, make([]int64, len(s.cells)), zero}
}

// add adds the figures of a body, unless it reports on another form.
func (f *filled) add(o *filled) {
	if f.sheet == o.sheet {
		for i, v := range o.values {
			f.values[i] += v
		}
	}
}

func (f *filled) set(path string, n int64) {
	if at, ok := f.of[path]; ok {
		f.values[at] = n
	}
}

func (f *filled) has(path string) bool {
	_, ok := f.of[path]
	return ok
}

func (f *filled) get(path string) int64 { return f.values[f.of[path]] }

// failed lists the rules that the printed figures break. A zero that is not
// printed as one leaves a rule open.
func (f *filled) failed() (out []data.Finding) {
	for _, r := range f.rules {
		l, lOpen := f.sum(r.lhs)
		h, hOpen := f.sum(r.rhs)
		if lOpen || hOpen || l == h || r.ge && l > h {
			continue
		}
		finding := data.Finding{Check: r.check, Where: r.where, State: data.Failed, Severity: data.Hard,
			Detail: "两边为 " + strconv.FormatInt(l, 10) + " 和 " + strconv.FormatInt(h, 10)}
		for _, side := range [][]int{r.lhs, r.rhs} {
			for _, c := range side {
				finding.Cells = append(finding.Cells, f.cells[c])
			}
		}
		out = append(out, finding)
	}
	return out
}

func (f *filled) sum(cells []int) (sum int64, open bool) {
	for _, c := range cells {
		sum += f.values[c]
		open = open || f.values[c] == 0 && f.zero != "0"
	}
	return sum, open
}

// numbers holds the small counts: nearly all figures are among them.
var numbers = func() (out [4096]struct {
	number data.Number
	text   string
}) {
	for i := range out {
		out[i].number, out[i].text = data.NewNumber(int64(i)), strconv.Itoa(i)
	}
	return out
}()

// figures prints the sheet.
func (f *filled) figures() []data.Figure {
	out := make([]data.Figure, len(f.cells))
	for i, v := range f.values {
		fig := &out[i]
		fig.Cell, fig.At, fig.Status = f.cells[i], f.at[i], data.Reported
		switch {
		case v == 0 && f.zero == "":
			fig.Status = data.Blank
		case v == 0 && f.zero == "/":
			fig.Status, fig.Text = data.NotApplicable, f.zero
		case f.money[i]:
			n := data.Number{Decimal: data.NewNumber(v).Shift(-2)}
			fig.Value, fig.Text = &n, n.String()
		case v >= 0 && v < int64(len(numbers)):
			fig.Value, fig.Text = &numbers[v].number, numbers[v].text
		default:
			n := data.NewNumber(v)
			fig.Value, fig.Text = &n, strconv.FormatInt(v, 10)
		}
	}
	return out
}
