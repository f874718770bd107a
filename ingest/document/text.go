package document

import (
	"strings"
)

// readText reads plain text in one of four layouts, told by the text itself:
// Markdown pipe tables, one cell a line behind a tab (as Word's plain-text
// export writes tables), tab-separated rows, and lines laid out by spaces.
func readText(s string) *Document {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	lines := strings.Split(s, "\n")
	d := &Document{Format: "txt", Meta: map[string]string{}}
	pipes, single, several := 0, 0, 0
	for _, l := range lines {
		switch n := strings.Count(l, "\t"); {
		case isPipeRow(l):
			pipes++
		case n == 1 && strings.HasPrefix(l, "\t"):
			single++
		case n > 0 && strings.TrimSpace(l) != "":
			several++
		}
	}
	switch {
	case pipes >= 3:
		d.Format = "md"
		readMarkdown(d, lines)
	case single > several && single >= 3:
		readCellLines(d, lines)
	case several >= 3:
		readTabbed(d, lines)
	default:
		readLaidOut(d, lines)
	}
	return d
}

func (d *Document) paragraph(s string) {
	if s = tidy(s); s != "" && len(d.Blocks) < maxBlocks {
		d.Blocks = append(d.Blocks, Block{Text: s})
	}
}

func (d *Document) table(t *Table) {
	if t == nil || len(t.Cells) == 0 {
		return
	}
	n := 1
	for _, b := range d.Blocks {
		if b.Table != nil {
			n++
		}
	}
	t.Number = n
	d.Blocks = append(d.Blocks, Block{Table: t})
}

// row appends a row of cells, one grid column each.
func (t *Table) row(cells []string) {
	t.Ragged = t.Ragged || !t.Loose && t.Rows > 0 && len(cells) != t.Cols
	t.Rows++
	for i, c := range cells {
		if len(t.Cells) < maxCells {
			t.Cells = append(t.Cells, Cell{Row: t.Rows, Col: i + 1, RowSpan: 1, ColSpan: 1, Text: tidy(c)})
		}
	}
	t.Cols = max(t.Cols, len(cells))
}

func isPipeRow(l string) bool {
	l = strings.TrimSpace(l)
	return strings.HasPrefix(l, "|") && strings.Count(l, "|") >= 2
}

func readMarkdown(d *Document, lines []string) {
	var t *Table
	for _, l := range lines {
		if !isPipeRow(l) {
			d.table(t)
			t = nil
			d.paragraph(strings.TrimLeft(strings.TrimSpace(l), "# "))
			continue
		}
		if t == nil {
			t = &Table{}
		}
		if strings.Trim(l, "|:- \t") != "" {
			t.row(pipeCells(l))
		} else if strings.Contains(l, "---") && t.Rows == 1 {
			continue // the rule below the head
		} else {
			t.row(pipeCells(l))
		}
	}
	d.table(t)
}

func pipeCells(l string) []string {
	l = strings.TrimSpace(l)
	l = strings.TrimPrefix(l, "|")
	l = strings.ReplaceAll(l, `\|`, "\x00")
	l = strings.TrimSuffix(l, "|")
	cells := strings.Split(l, "|")
	for i, c := range cells {
		c = strings.ReplaceAll(c, "\x00", "|")
		for _, br := range []string{"<br>", "<br/>", "<br />"} {
			c = strings.ReplaceAll(c, br, "\n")
		}
		c = strings.ReplaceAll(c, "&nbsp;", " ")
		cells[i] = strings.Trim(strings.TrimSpace(c), "*")
	}
	return cells
}

// readCellLines: a tab starts a cell, a line without one goes on with the
// cell above, an empty line ends the row.
func readCellLines(d *Document, lines []string) {
	var t *Table
	var row []string
	endRow := func() {
		if len(row) > 0 {
			t.row(row)
			row = nil
		}
	}
	for _, l := range lines {
		switch {
		case strings.HasPrefix(l, "\t"):
			if t == nil {
				t = &Table{Loose: true}
			}
			row = append(row, l[1:])
		case strings.TrimSpace(l) == "":
			endRow()
		case len(row) > 0:
			row[len(row)-1] += "\n" + l
		default:
			d.table(t)
			t = nil
			d.paragraph(l)
		}
	}
	endRow()
	d.table(t)
}

// readTabbed: each line with a tab is a row of a grid.
func readTabbed(d *Document, lines []string) {
	var t *Table
	for _, l := range lines {
		if strings.Contains(l, "\t") {
			if t == nil {
				t = &Table{}
			}
			t.row(strings.Split(l, "\t"))
			continue
		}
		if strings.TrimSpace(l) == "" {
			continue
		}
		d.table(t)
		t = nil
		d.paragraph(l)
	}
	d.table(t)
}

// readLaidOut keeps the lines as they are: only the forms' labels can tell
// what stands where.
func readLaidOut(d *Document, lines []string) {
	kept := make([]string, 0, len(lines))
	for _, l := range lines {
		kept = append(kept, strings.TrimRight(strings.ReplaceAll(l, "\f", ""), " \t"))
	}
	d.Blocks = append(d.Blocks, Block{Lines: kept})
}
