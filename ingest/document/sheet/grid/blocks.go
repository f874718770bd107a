package grid

import (
	"slices"
	"strings"
)

// area is a rectangle of a field, by row and column index, ends included.
type area struct{ r0, r1, c0, c1 int }

// region appends an area's paragraphs and tables from top to bottom.
func (w *Writer) region(f *field, a area, depth int) error {
	for _, p := range f.parts(a) {
		if p.prose {
			w.paragraph(f.cells[p.only].text)
			continue
		}
		if err := w.tables(f, area{p.r0, p.r1, a.c0, a.c1}, depth); err != nil {
			return err
		}
	}
	return nil
}

// paragraph appends a text. The lines of a short one belong together: titles
// are broken where they look best.
func (w *Writer) paragraph(text string) {
	if !isSentence(text) {
		w.doc.Paragraph(text)
		return
	}
	for line := range strings.SplitSeq(text, "\n") {
		w.doc.Paragraph(line)
	}
}

// part is a paragraph or the rows of a table.
type part struct {
	prose  bool
	only   int32 // the paragraph's cell
	r0, r1 int
	apart  bool // an empty row stands above it
}

// parts cuts an area into paragraphs and tables. A table ends at an empty row
// and at a paragraph, but not at a heading inside it: see continues.
func (f *field) parts(a area) []part {
	looks := f.looks(a)
	var out []part
	apart, inTable := true, false // an empty row above; a table above without one between
	for i, l := range looks {
		r := a.r0 + i
		if f.gap[r] > 0 || l.empty() {
			apart, inTable = true, false
		}
		switch n := len(out); {
		case l.empty(), !inTable && l.texts == 0: // a table begins with text
		case inTable && l.prose() && f.isLabel(out[n-1], a, l.only):
			out[n-1].r1 = r
		case l.prose() || !inTable && l.alone: // and with a row of several
			if apart || n == 0 || !out[n-1].prose || out[n-1].only != l.only {
				out = append(out, part{prose: true, only: l.only, r0: r, r1: r, apart: apart})
			}
			apart = false
		default:
			out = f.addRow(out, a, r, apart)
			apart, inTable = false, true
		}
	}
	return out
}

// isLabel reports whether a text right below a table is the label of a row left
// blank: it is merged over several columns, as labels of the table are.
func (f *field) isLabel(p part, a area, id int32) bool {
	label := &f.cells[id]
	if p.prose || label.colSpan == 1 || label.rowSpan > 1 {
		return false
	}
	for r := max(p.r0, p.r1-maxBack); r <= p.r1; r++ {
		cells, same := 0, false
		f.each(r, a, func(_ int, id int32) {
			c := &f.cells[id]
			same = same || cells == 0 && c.col == label.col && c.colSpan == label.colSpan
			cells++
		})
		if same && cells > 1 {
			return true
		}
	}
	return false
}

// addRow adds a row to the table above it, if it belongs there.
func (f *field) addRow(out []part, a area, r int, apart bool) []part {
	n := len(out)
	if n == 0 || apart {
		return append(out, part{r0: r, r1: r, apart: true})
	}
	if !out[n-1].prose {
		out[n-1].r1 = r
		return out
	}
	k := n - 1
	for k >= 0 && out[k].prose && !out[k].apart && !isSentence(f.cells[out[k].only].text) {
		k--
	}
	if k >= 0 && !out[k].prose && f.continues(area{out[k].r0, out[k].r1, a.c0, a.c1}, r) {
		out[k].r1 = r
		return out[:k+1]
	}
	return append(out, part{r0: r, r1: r})
}

// maxBack is how many rows of a table say which columns it has.
const maxBack = 60

// continues reports whether a row below headings (三、本年度办理结果, over the
// full width) goes on with the table above them: it has no words where the
// table has figures, and its cells stand in the columns of the table's.
func (f *field) continues(table area, r int) bool {
	table.r0 = max(table.r0, table.r1-maxBack)
	figures := make([]bool, table.c1+1)
	labels := table.c0 // columns left of all figures
	edges := map[[2]int32]bool{}
	for up := table.r0; up <= table.r1; up++ {
		f.each(up, table, func(k int, id int32) {
			c := &f.cells[id]
			edges[[2]int32{c.col, c.colSpan}] = true
			if isFigure(c.text) {
				_, to := indexes(f.cols, c.col, c.colSpan)
				for ; k < min(to, len(figures)); k++ {
					figures[k] = true
				}
			}
		})
	}
	if k := slices.Index(figures, true); k >= 0 {
		labels = k
	}
	goesOn, first := true, true
	f.each(r, table, func(k int, id int32) {
		c := &f.cells[id]
		words := isWords(c.text)
		if words && figures[k] || !first && !(words && k < labels) && !edges[[2]int32{c.col, c.colSpan}] {
			goesOn = false
		}
		first = false
	})
	return goesOn
}
