package recognise

import (
	"strings"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/ingest/document"
)

// grid is a table with a place for every cell, spans filled.
type grid struct {
	table *document.Table
	at    []int // (row-1)*cols + col-1 -> index of the cell, or -1
	cols  int
	spans bool // the format says which cells are merged to the right
	head  *head
}

// headRow is a heading row. A head that a page break divides has rows of two
// grids, with as many columns.
type headRow struct {
	*grid
	row int
}

// head is what the heading rows say: which column of which statutory table
// stands in which grid column.
type head struct {
	rows    []headRow     // heading rows of the block
	columns [][]columnRef // by grid column: what it may be
	units   []string      // by grid column: unit of money printed above it
	headed  []bool        // by grid column: whether a heading of its own is printed above
	texts   []string      // by grid column: the lowest heading
	reaches []bool        // by grid column: whether the head has a cell there
	tables  map[*form.Table]bool
	places  map[*form.Table][][]int // by table and column: the grid columns it stands in
	firsts  map[*form.Table]int     // by table: the leftmost of them
	open    bool                    // the block may go on in the next row
	mapped  bool                    // columns are those of all rows
	single  bool                    // the unlabelled row of a single-row table was read
}

const maxGrid = 1 << 20

func newGrid(t *document.Table) *grid {
	if t.Rows <= 0 || t.Cols <= 0 || t.Rows > maxGrid/t.Cols {
		return nil
	}
	g := &grid{table: t, cols: t.Cols, at: make([]int, t.Rows*t.Cols)}
	for i := range g.at {
		g.at[i] = -1
	}
	for i, c := range t.Cells {
		g.spans = g.spans || c.ColSpan > 1
		for r := c.Row; r < c.Row+c.RowSpan && r <= t.Rows; r++ {
			for col := c.Col; col < c.Col+c.ColSpan && col <= t.Cols; col++ {
				if k := (r-1)*g.cols + col - 1; g.at[k] < 0 {
					g.at[k] = i
				}
			}
		}
	}
	return g
}

// cell returns the cell at a grid position, or nil.
func (g *grid) cell(row, col int) *document.Cell {
	if i := g.at[(row-1)*g.cols+col-1]; i >= 0 {
		return &g.table.Cells[i]
	}
	return nil
}

func (g *grid) text(row, col int) string {
	if c := g.cell(row, col); c != nil {
		return c.Text
	}
	return ""
}

// readGrid walks the rows: headings set the columns, labels set the row.
func (s *sheet) readGrid(t *document.Table) {
	g := newGrid(t)
	if g == nil {
		return
	}
	if s.last != nil && s.last.cols == g.cols {
		g.head = s.last.head // a table split over pages: the head may not be repeated
	}
	above := make([]string, g.cols+1) // headings of the label columns, filled down
	for row := 1; row <= t.Rows; row++ {
		// with the head still open, a row of several headings is more of it,
		// even where one of them (其他) names a row too
		more := g.head != nil && g.head.open && g.headings(row, s.labels) > 1
		if g.head != nil && !more && !g.head.mapped {
			g.mapColumns(s.labels)
		}
		if g.head != nil && !more && s.figureRow(g, row, above) {
			g.head.open = false
			continue
		}
		if more || g.headings(row, s.labels) > 0 {
			if g.head == nil || !g.head.open {
				g.head = &head{open: true}
				clear(above)
			}
			g.head.rows = append(g.head.rows, headRow{g, row})
			g.head.mapped = false
			continue
		}
		if g.head != nil {
			s.otherRow(g, row)
			if g.rowHas(row, func(text string) bool { return text != "" }) {
				g.head.open = false
			}
		}
	}
	s.last = g
}

func (g *grid) rowHas(row int, is func(string) bool) bool {
	for col := 1; col <= g.cols; col++ {
		if is(g.text(row, col)) {
			return true
		}
	}
	return false
}

// headings counts the column headings of a row; a row that prints a number
// has none.
func (g *grid) headings(row int, l *labels) int {
	if g.rowHas(row, func(text string) bool { return text != "" && hasNumber(text, l.rules) }) {
		return 0
	}
	n := 0
	for col := 1; col <= g.cols; col++ {
		if c := g.cell(row, col); c != nil && c.Col == col && c.Row == row && c.Text != "" && l.isHeading(c.Text) {
			n++
		}
	}
	return n
}

// mapColumns reads the headings above each grid column from top to bottom.
// An empty place beside a group heading belongs to the group: text tables
// print a merged heading once and leave the rest empty.
func (g *grid) mapColumns(l *labels) {
	h := g.head
	h.mapped = true
	h.columns, h.units, h.headed = make([][]columnRef, g.cols+1), make([]string, g.cols+1), make([]bool, g.cols+1)
	h.texts, h.reaches = make([]string, g.cols+1), make([]bool, g.cols+1)
	h.tables, h.places, h.firsts = map[*form.Table]bool{}, map[*form.Table][][]int{}, map[*form.Table]int{}
	paths := make([][]string, g.cols+1)
	for _, r := range h.rows {
		group := ""
		for col := 1; col <= g.cols; col++ {
			text := r.text(r.row, col)
			h.reaches[col] = h.reaches[col] || r.cell(r.row, col) != nil
			switch {
			case text == "":
				text = group
			case l.group(text) != "":
				group = text
			default:
				group = ""
			}
			if p := paths[col]; text != "" && (len(p) == 0 || p[len(p)-1] != text) {
				paths[col] = append(p, text)
			}
		}
	}
	for col := 1; col <= g.cols; col++ {
		p := paths[col]
		if len(p) == 0 {
			continue
		}
		h.headed[col], h.texts[col] = l.group(p[len(p)-1]) == "", p[len(p)-1]
		for _, ref := range l.findColumns(p[len(p)-1]) {
			if l.groupsFit(ref.column, p[:len(p)-1]) {
				h.columns[col] = append(h.columns[col], ref)
				h.tables[ref.table] = true
				if h.places[ref.table] == nil {
					h.places[ref.table] = make([][]int, len(ref.table.Columns))
					h.firsts[ref.table] = col
				}
				for i, c := range ref.table.Columns {
					if c == ref.column {
						h.places[ref.table][i] = append(h.places[ref.table][i], col)
					}
				}
			}
		}
		h.units[col] = moneyUnit(p[len(p)-1])
	}
}

// groupsFit: of the known groups printed above a column, the innermost must be
// the column's own.
func (l *labels) groupsFit(c *form.Column, path []string) bool {
	innermost := ""
	for _, p := range path {
		if g := l.group(p); g != "" {
			innermost = l.key(g)
		}
	}
	want := ""
	if n := len(c.Group); n > 0 {
		want = l.key(c.Group[n-1])
	}
	if innermost == want {
		return true
	}
	// 申请人情况 stands above all columns of table three; a column without
	// its group printed is accepted where its label alone is unique
	return l.uniqueLabel(c) && (innermost == "" || innermost == "申请人情况")
}

// uniqueLabel reports whether no other column of the same table prints c's label.
func (l *labels) uniqueLabel(c *form.Column) bool {
	refs := l.columns[l.key(c.Label)]
	for _, own := range refs {
		if own.column != c {
			continue
		}
		n := 0
		for _, ref := range refs {
			if ref.table == own.table {
				n++
			}
		}
		return n == 1
	}
	return false
}

// figureRow reads a row whose label names a row of a table in the head.
func (s *sheet) figureRow(g *grid, row int, above []string) bool {
	first := 0
	for t := range g.head.tables {
		if c := g.head.firsts[t]; t.Layout == form.Matrix && (first == 0 || c < first) {
			first = c
		}
	}
	if first <= 1 {
		return false
	}
	label, heading, heads := "", "", make([]string, first)
	for col := 1; col < first; col++ {
		c := g.cell(row, col)
		if c == nil || c.Text == "" {
			heads[col] = above[col]
			continue
		}
		heads[col] = c.Text
		if label != c.Text || c.Col == col {
			label = c.Text
		}
	}
	if label == "" {
		return false
	}
	for col := 1; col < first && heads[col] != label; col++ {
		if heads[col] != "" {
			heading = heads[col]
		}
	}
	ref, ok := s.choose(label, heading, func(t *form.Table) bool { return g.head.tables[t] })
	for col := 1; col < first; col++ { // fill down for the rows below
		if c := g.cell(row, col); c != nil && c.Text != "" && above[col] != c.Text {
			above[col] = c.Text
			clear(above[col+1:])
		}
	}
	if !ok {
		return false
	}
	if run, ok := s.fullRow(g, row, ref.table); !ok {
		s.unreadable(ref.table, ref.row, run, data.Position{Table: g.table.Number, Row: row, Column: first})
		return true
	}
	for i := range ref.table.Columns {
		s.figureCell(g, row, ref, i)
	}
	return true
}

// fullRow reports whether a row has a cell below each heading and none beside
// them. With a cell missing or too many, nobody can say which ones are shifted;
// run is what the row prints then.
func (s *sheet) fullRow(g *grid, row int, t *form.Table) (run string, ok bool) {
	ok = true
	texts := make([]string, 0, g.cols)
	for col := g.head.firsts[t]; col <= g.cols; col++ {
		c := g.cell(row, col)
		own := false
		for _, ref := range g.head.columns[col] {
			own = own || ref.table == t
		}
		switch {
		case c == nil:
			ok = ok && !own
		case c.Col == col || len(texts) == 0:
			texts = append(texts, c.Text)
			// an empty column beside the table goes through the head too; where
			// it does not, the row is one cell too long
			if !g.head.headed[col] && (hasNumber(c.Text, s.labels.rules) || !g.head.reaches[col]) {
				ok = false
			}
			if own && !looksLikeValue(c.Text, s.labels.rules) && len(s.labels.findRows(c.Text)) > 0 {
				ok = false // a label among the values: the columns are shifted
			}
		}
	}
	if ok && !(g.spans && g.crowded(row, t)) {
		return "", true
	}
	return joinTexts(texts), false
}

// crowded reports whether two cells of a row stand below one heading. Formats
// without spans write a merged cell so; elsewhere the row is one cell too long.
func (g *grid) crowded(row int, t *form.Table) bool {
	for _, columns := range g.head.places[t] {
		for _, col := range columns[min(1, len(columns)):] {
			if g.cell(row, col) != g.cell(row, columns[0]) {
				return true
			}
		}
	}
	return false
}

// figureCell reads what stands in the grid columns of the i-th statutory column.
func (s *sheet) figureCell(g *grid, row int, ref rowRef, i int) {
	column := ref.table.Columns[i]
	var few [2]*document.Cell
	cells := few[:0]
	unit := ""
	for _, col := range g.head.places[ref.table][i] {
		unit = g.head.units[col]
		if cell := g.cell(row, col); cell != nil && (len(cells) == 0 || cells[len(cells)-1] != cell) {
			cells = append(cells, cell)
		}
	}
	if len(cells) == 0 {
		return
	}
	printed := cells[0]
	for _, c := range cells[1:] {
		if printed.Text == "" {
			printed = c
		} else if c.Text != "" && c.Text != printed.Text {
			s.put(ref.table, ref.row, column, printed.Text+" | "+c.Text, "", g.position(row, c))
			return
		}
	}
	text := printed.Text
	if text != "" && g.shared(row, printed, ref.table, column) {
		text = "（合并单元格）" + text
	}
	s.put(ref.table, ref.row, column, text, unit, g.position(row, printed))
}

// shared reports whether a cell is merged over more than one figure: then its
// number belongs to none of them for certain.
func (g *grid) shared(row int, c *document.Cell, t *form.Table, column *form.Column) bool {
	if c.Row != row || c.RowSpan > 1 {
		return true
	}
	for col := c.Col; col < c.Col+c.ColSpan; col++ {
		for _, ref := range g.head.columns[col] {
			if ref.table == t && ref.column != column {
				return true
			}
		}
	}
	return false
}

func (g *grid) position(row int, c *document.Cell) data.Position {
	return data.Position{Table: g.table.Number, Row: row, Column: c.Col, Page: c.Page, Box: c.Box}
}

// otherRow reads the unlabelled row of a single-row table (table four), or
// keeps a row that the form does not know.
func (s *sheet) otherRow(g *grid, row int) {
	for t := range g.head.tables {
		if t.Layout != form.SingleRow || g.head.single || !s.isSingleRow(g, row, t) {
			continue
		}
		g.head.single = true
		if run, ok := s.fullRow(g, row, t); !ok {
			s.unreadable(t, t.Rows[0], run, data.Position{Table: g.table.Number, Row: row, Column: g.head.firsts[t]})
			return
		}
		for i := range t.Columns {
			s.figureCell(g, row, rowRef{t, t.Rows[0]}, i)
		}
		return
	}
	var cells []localCell
	for col := 1; col <= g.cols; col++ {
		if c := g.cell(row, col); c != nil && c.Col == col && c.Row == row {
			cells = append(cells, localCell{col, g.head.texts[col], c.Text})
		}
	}
	s.keep(cells, data.Position{Table: g.table.Number, Row: row, Column: 1})
}

// isSingleRow: at least two thirds of the table's columns are known, and every
// cell below them could hold a figure.
func (s *sheet) isSingleRow(g *grid, row int, t *form.Table) bool {
	known, filled := 0, 0
	for col, refs := range g.head.columns {
		for _, ref := range refs {
			if ref.table != t {
				continue
			}
			known++
			text := g.text(row, col)
			if !looksLikeValue(text, s.labels.rules) {
				if !strings.ContainsAny(text, "0123456789０１２３４５６７８９") {
					return false
				}
			}
			if g.cell(row, col) != nil {
				filled++
			}
		}
	}
	return known*3 >= len(t.Columns)*2 && filled > 0
}
