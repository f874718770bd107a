package grid

import (
	"strings"

	"gongkai/ingest/document"
)

// bare cuts off empty rows at the end of a table, except the first: it may be
// the row of figures left blank below the headings.
func (f *field) bare(a area) area {
	last := a.r0 - 1
	for r := a.r0; r <= a.r1; r++ {
		f.each(r, a, func(_ int, id int32) {
			if f.cells[id].text != "" {
				last = r
			}
		})
	}
	a.r1 = min(a.r1, last+1)
	return a
}

// tables appends the tables of an area without empty rows: one, or several
// side by side.
func (w *Writer) tables(f *field, a area, depth int) error {
	parts := f.sideBySide(a)
	if len(parts) == 1 || depth > maxDepth {
		return w.table(f, f.bare(a))
	}
	for _, p := range parts {
		if err := w.region(f, p, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// maxDepth bounds how often a table is cut into its parts.
const maxDepth = 8

// table appends the table in an area. A single row without a figure is no
// table, but a line such as 填报单位：甲局 and 单位：件 at its other end.
func (w *Writer) table(f *field, a area) error {
	right, texts, figure := int32(0), []string{}, false
	for r := a.r0; r <= a.r1; r++ {
		f.each(r, a, func(_ int, id int32) {
			c := &f.cells[id]
			if c.text == "" {
				return
			}
			right = max(right, c.col+min(c.colSpan, document.MaxSpan)-1)
			if len(texts) < 100 {
				texts = append(texts, c.text)
			}
			figure = figure || isFigure(c.text)
		})
	}
	if a.r0 == a.r1 && !figure {
		w.paragraph(strings.Join(texts, " "))
		return nil
	}
	bottom := int(f.rows[a.r1])
	w.places += bottom * int(right)
	if bottom*int(right) > maxPlaces || w.places > maxTotal {
		return ErrTooLarge
	}
	t := &document.Table{Rows: bottom, Cols: int(right)}
	for r := a.r0; r <= a.r1; r++ {
		if w.row(f, a, r, t); w.cells+len(t.Cells) > document.MaxCells {
			return ErrTooLarge
		}
	}
	w.cells += len(t.Cells)
	w.doc.Add(t)
	return nil
}

// row appends a row's cells: one for each place, so that whoever reads the
// table can tell a blank from a missing cell.
func (w *Writer) row(f *field, a area, r int, t *document.Table) {
	k := a.c0
	for col := int32(1); col <= int32(t.Cols); {
		for k <= a.c1 && f.cols[k] < col {
			k++
		}
		out := document.Cell{Row: int(f.rows[r]), Col: int(col), RowSpan: 1, ColSpan: 1}
		if k > a.c1 || f.cols[k] > col || f.place(r, k) == none {
			t.Cells = append(t.Cells, out)
			col++
			continue
		}
		id := f.place(r, k)
		c := &f.cells[id]
		right := min(c.col+c.colSpan, int32(t.Cols)+1)
		if r == a.r0 || f.place(r-1, k) != id {
			out.RowSpan = min(int(c.row+c.rowSpan)-out.Row, t.Rows-out.Row+1, document.MaxSpan)
			out.ColSpan = min(int(right)-out.Col, document.MaxSpan)
			out.Text = c.text
			t.Cells = append(t.Cells, out)
		}
		col = right
	}
}
