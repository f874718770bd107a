package audit

import (
	"gongkai/data"
	"gongkai/data/form"
)

// mark says what a cell of a sheet holds.
type mark byte

const (
	none   mark = iota // blank, a slash, or not printed
	number             // the sheet's value
	large              // a number that does not fit: the sheet's exact
	unread             // printed, but no single number
)

// moneyScale is how many decimals of money a sheet holds: the sixth of 万元 is
// a fen.
const moneyScale = 6

// layout is a form laid out for checking: its cells are numbered.
type layout struct {
	form  *form.Form
	infos []*form.CellInfo
	cells []data.Cell
	of    map[data.Cell]int32
	money []bool
	units []int64 // of a sheet's value in one of the form's: a million of money

	identities []rule
	holding    []data.Finding // what is said of the identities if all hold
	summed     []bool         // cells that a hard identity holds
	tables     []table
	asks       []ask
	jumping    []jumping   // cells whose level is compared over the years
	print      []printCell // cells by which copies are told
	ways       []waysOf    // of what sentences state
}

// table is the cells of a table as a matrix.
type table struct {
	*form.Table
	rows       [][]int32 // by printed row, the cells of its columns
	identities []int     // of the layout
}

func newLayout(f *form.Form) *layout {
	l := &layout{form: f, of: map[data.Cell]int32{}}
	for i, info := range f.Cells() {
		l.infos = append(l.infos, info)
		l.cells = append(l.cells, info.Cell)
		l.of[info.Cell] = int32(i)
		l.money = append(l.money, info.Money())
		unit := int64(1)
		if info.Money() {
			unit = 1_000_000 // moneyScale zeros
		}
		l.units = append(l.units, unit)
	}
	l.summed = make([]bool, len(l.cells))
	for _, t := range f.Tables {
		m := table{Table: t}
		for _, r := range t.Rows {
			if r.Group {
				continue
			}
			var row []int32
			for _, c := range t.Columns {
				row = append(row, l.of[data.NewCell(f.ID, t.ID, r.Code, c.Code)])
			}
			m.rows = append(m.rows, row)
		}
		l.tables = append(l.tables, m)
	}
	return l
}

// cell numbers a cell by its codes; ok is false where the form has none such.
func (l *layout) cell(table, row, column string) (int32, bool) {
	n, ok := l.of[data.NewCell(l.form.ID, table, row, column)]
	return n, ok
}

// names lists cells by number.
func (l *layout) names(cells []int32) []data.Cell {
	out := make([]data.Cell, len(cells))
	for i, c := range cells {
		out[i] = l.cells[c]
	}
	return out
}

// sheet is the figures of one report by the numbers of its form's cells.
type sheet struct {
	*layout
	report  *data.Report
	value   []int64 // counts; money in millionths of the form's unit
	mark    []mark
	exact   map[int32]data.Number
	suspect []bool // cells that a failed hard check of the report itself involves; nil if there is none
}

// fill takes the figures of a report; the sheet keeps its memory. A cell that
// is printed twice with different contents is unreadable.
func (s *sheet) fill(l *layout, figures []data.Figure) {
	s.layout, s.exact, s.suspect = l, nil, nil
	if n := len(l.cells); cap(s.value) < n {
		s.value, s.mark = make([]int64, n), make([]mark, n)
	} else {
		s.value, s.mark = s.value[:n], s.mark[:n]
		clear(s.value)
		clear(s.mark)
	}
	next := int32(0) // figures mostly come in the form's order
	for i := range figures {
		f := &figures[i]
		c := next
		if int(c) >= len(l.cells) || l.cells[c] != f.Cell {
			var known bool
			if c, known = l.of[f.Cell]; !known {
				continue
			}
		}
		next = c + 1
		if f.Value != nil && !l.money[c] && s.mark[c] == none { // nearly all
			if n, small := f.Value.Small(); small {
				s.value[c], s.mark[c] = n, number
				continue
			}
		}
		s.put(c, f)
	}
}

// put takes a figure into a cell.
func (s *sheet) put(c int32, f *data.Figure) {
	v, m := s.read(c, f)
	if s.mark[c] != none && m != none && (s.mark[c] != m || s.value[c] != v || m == large) {
		v, m = 0, unread
	}
	if m != none {
		s.value[c], s.mark[c] = v, m
	}
}

// read gives what a figure says.
func (s *sheet) read(c int32, f *data.Figure) (int64, mark) {
	if f.Value == nil {
		switch f.Status {
		case data.Blank, data.NotApplicable, data.Missing:
			return 0, none
		}
		return 0, unread
	}
	if !s.money[c] {
		if n, small := f.Value.Small(); small {
			return n, number
		}
		return s.keep(c, *f.Value)
	}
	n, unit := *f.Value, s.infos[c].Unit()
	if f.Unit != "" && unit != "" {
		converted, ok := data.ConvertMoney(n, f.Unit, unit)
		if !ok {
			return 0, unread
		}
		n = converted
	}
	whole, small := data.Number{Decimal: n.Shift(moneyScale)}.Whole()
	if !small {
		return s.keep(c, n)
	}
	return whole, number
}

// keep puts a number aside that the sheet cannot hold.
func (s *sheet) keep(c int32, n data.Number) (int64, mark) {
	if s.exact == nil {
		s.exact = map[int32]data.Number{}
	}
	s.exact[c] = n
	return 0, large
}

// number is what a cell holds, 0 where it holds none.
func (s *sheet) number(c int32) data.Number {
	switch {
	case s.mark[c] == large:
		return s.exact[c]
	case s.money[c]:
		return data.Number{Decimal: data.NewNumber(s.value[c]).Shift(-moneyScale)}
	}
	return data.NewNumber(s.value[c])
}

// suspects notes the cells that failed hard checks of the report involve.
func (s *sheet) suspects(findings []data.Finding) {
	s.suspect = nil
	for i := range findings {
		f := &findings[i]
		if f.State != data.Failed || f.Severity != data.Hard {
			continue
		}
		if s.suspect == nil {
			s.suspect = make([]bool, len(s.cells))
		}
		for _, c := range f.Cells {
			if n, ok := s.of[c]; ok {
				s.suspect[n] = true
			}
		}
	}
}

// isSuspect reports whether a cell is under suspicion.
func (s *sheet) isSuspect(c int32) bool { return s.suspect != nil && s.suspect[c] }

// other names a cell as another report's finding does.
func (s *sheet) other(c int32) data.OtherCell {
	return data.OtherCell{Body: s.report.Body.Key(), Year: s.report.Year, Cell: s.cells[c]}
}
