package recognise

import (
	"regexp"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/ingest/document"
)

// sheet collects the figures of one report from its tables.
type sheet struct {
	labels  *labels
	year    int // of the report, 0 if not known
	figures map[data.Cell]*data.Figure
	local   []data.LocalRow
	heading string // the last heading that stood in a row of its own
	last    *grid  // the table before, whose head a table split over pages goes on with

	trail    []string        // of a list: headings above the last row read, and the row
	met      map[string]bool // of a list: rows that were met, by number and label
	listHead []listColumn    // of a list: the head of the table before
}

func newSheet(l *labels, year int) *sheet {
	return &sheet{labels: l.forSheet(), year: year, met: map[string]bool{}, figures: make(map[data.Cell]*data.Figure, 256)}
}

// put stores the reading of a cell. A cell that is printed twice with
// different content is unreadable: neither print is better than the other.
func (s *sheet) put(t *form.Table, r *form.Row, c *form.Column, printed, headUnit string, at data.Position) {
	cell := s.labels.cells[placeOf{r, c}]
	v := read(printed, s.labels.rules, c.Signed)
	f := &data.Figure{Cell: cell, Value: v.value, Text: printed, Status: v.status, Unit: v.unit, Note: v.note, At: at}
	if info := s.labels.form.Cell(cell); f.Unit == "" && headUnit != info.Unit() && (info.Money() || c.Unit == "") {
		f.Unit = headUnit
	}
	old := s.figures[cell]
	if old == nil {
		s.figures[cell] = f
		return
	}
	if old.Status == f.Status && (old.Value == nil || old.Value.Equal(f.Value.Decimal)) {
		return
	}
	if old.Value != nil {
		old.Note = "同一单元格出现不同内容"
	}
	old.Text, old.Value, old.Status, old.Unit = old.Text+" ≠ "+printed, nil, data.Unreadable, ""
}

// unreadable marks a whole row whose cells cannot be told apart.
func (s *sheet) unreadable(t *form.Table, r *form.Row, run string, at data.Position) {
	for _, c := range t.Columns {
		cell := data.NewCell(s.labels.form.ID, t.ID, r.Code, c.Code)
		s.figures[cell] = &data.Figure{Cell: cell, Text: run, Status: data.Unreadable, At: at}
	}
}

// numbers counts the figures that carry a number.
func (s *sheet) numbers() int {
	n := 0
	for _, f := range s.figures {
		if f.Value != nil {
			n++
		}
	}
	return n
}

// list gives the figures in the form's order.
func (s *sheet) list() []data.Figure {
	out := make([]data.Figure, 0, len(s.figures))
	for _, info := range s.labels.form.Cells() {
		if f := s.figures[info.Cell]; f != nil {
			out = append(out, *f)
		}
	}
	return out
}

// readAll takes in the blocks of a report. Tables that no form knows are kept
// row by row, where they stand among the report's sections: not the menus and
// lists of the page around it.
func (s *sheet) readAll(blocks []document.Block) {
	first, last := -1, -1
	var strange []int
	for i, b := range blocks {
		before := len(s.figures) + len(s.local)
		s.read(b)
		switch {
		case len(s.figures)+len(s.local) > before:
			if last = i; first < 0 {
				first = i
			}
		case b.Table != nil:
			strange = append(strange, i)
		case len(b.Text) < 200 && sectionHeading.MatchString(plain(b.Text)):
			if last = i; first < 0 {
				first = i
			}
		}
	}
	if s.labels.list() != nil {
		s.doubtListed()
	}
	for _, i := range strange {
		if first < i && i < last {
			s.keepTable(blocks[i].Table)
		}
	}
}

var sectionHeading = regexp.MustCompile(`^[一二三四五六七八九十]{1,2}[、,.]`)

// read takes in one block of a report.
func (s *sheet) read(b document.Block) {
	switch {
	case s.labels.form.Tables[0].Layout == form.Prose:
	case s.labels.list() != nil:
		s.readList(b)
	case b.Table != nil && (b.Table.Loose || s.isLoose(b.Table)):
		s.readLoose(b.Table)
	case b.Table != nil:
		s.readGrid(b.Table)
	case b.Lines != nil:
		s.readLines(b.Lines)
	}
}

// pathFits reports whether the heading left of a row's label allows the row:
// a local 其他 under （三）不予公开 is not the 其他 of （六）其他处理.
func (l *labels) pathFits(ref rowRef, heading string) bool {
	if heading == "" {
		return true
	}
	k := l.key(heading)
	for _, g := range l.rows[k] {
		if g.table != ref.table || !g.row.Group {
			continue
		}
		if len(ref.row.Path) == 0 {
			return false
		}
		return l.key(ref.row.Path[len(ref.row.Path)-1]) == l.key(g.row.Label)
	}
	return true
}

// choose picks the row that label, heading and head of the table allow. Where
// headings stand in rows of their own, the last one tells whose 其他 a row is.
func (s *sheet) choose(label, heading string, has func(*form.Table) bool) (rowRef, bool) {
	var found rowRef
	n := 0
	l := s.labels
	for _, ref := range l.findRows(label) {
		if ref.row.Group && has(ref.table) {
			s.heading = label
		}
		if heading == "" && ref.row.Label == "其他" {
			heading = s.heading
		}
		if !ref.row.Group && has(ref.table) && l.pathFits(ref, heading) && numberFits(ref.row, label) {
			found = ref
			n++
		}
	}
	return found, n == 1
}

// numberFits: a label that is also a column's (其他, 总计) must not carry
// another number than the form's; an inserted 9.其他 is a row of its own.
func numberFits(r *form.Row, label string) bool {
	if r.Label != "其他" && r.Label != "总计" {
		return true
	}
	n := numberOf(label)
	return n == "" || n == numberOf(r.No+r.Label)
}

func joinTexts(texts []string) string { return strings.Join(texts, " | ") }
