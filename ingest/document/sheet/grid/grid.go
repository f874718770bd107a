// Package grid turns the cells of a spreadsheet into paragraphs and tables.
//
// A sheet says nothing of where a table begins: a whole report may stand on
// one, title and text in merged cells, its tables one below the other. How the
// cells stand tells them apart (see blocks.go). Cells keep the row and column
// numbers of the sheet, so that a person finds them: a table in rows 17 to 20
// has 20 rows, the first 16 without cells, and one that begins in column C has
// empty cells in A and B.
package grid

import (
	"errors"

	"gongkai/ingest/document"
)

// ErrTooLarge is the error of a sheet that unfolds to more than a report could
// hold. The reader says so in the words of its format.
var ErrTooLarge = errors.New("grid: too large")

const (
	maxRows   = 1 << 20           // of a sheet: Excel's 1,048,576
	maxCols   = 1 << 14           // of a sheet: Excel's 16,384
	maxText   = 16 << 20          // bytes of all cells of a document
	maxFramed = document.MaxCells // empty cells with a frame that are remembered
	maxArea   = 1 << 22           // used rows times used columns of a sheet
	maxPlaces = 1 << 20           // rows times columns of one table
	maxTotal  = 1 << 25           // the same, of all tables of a document
)

// Cell is what a reader knows of a cell.
type Cell struct {
	Text   string
	Framed bool // has borders at its sides
	Zero   bool // is the number 0, which a sheet may hide
}

// Sheet collects the cells of one sheet; rows and columns count from 1. The
// zero Sheet is empty and ready to use.
type Sheet struct {
	HideZeros bool // cells with the number 0 show nothing

	cells              []cell
	texts, text        int // cells with text, and its bytes
	framed             int
	merges             []cell
	hiddenRows, hidden ranges
}

// cell is a cell with text or a frame, or a merged range.
type cell struct {
	row, col         int32
	rowSpan, colSpan int32
	text             string
	framed, zero     bool
}

// merged reports whether the cell covers more than one place.
func (c *cell) merged() bool { return c.rowSpan > 1 || c.colSpan > 1 }

// Put sets a cell. Cells outside any spreadsheet are no cells. The error is
// ErrTooLarge.
func (s *Sheet) Put(row, col int, c Cell) error {
	if row < 1 || col < 1 || row > maxRows || col > maxCols {
		return nil
	}
	text := document.Tidy(c.Text)
	switch {
	case text != "":
		s.texts++
		s.text += len(text)
		if s.texts > document.MaxCells || s.text > maxText {
			return ErrTooLarge
		}
	case !c.Framed || s.framed >= maxFramed: // frames far below the last text say nothing
		return nil
	default:
		s.framed++
	}
	s.cells = append(s.cells, cell{int32(row), int32(col), 1, 1, text, c.Framed, c.Zero})
	return nil
}

// Merge makes the cell at row and col cover a range. The error is ErrTooLarge.
func (s *Sheet) Merge(row, col, rowSpan, colSpan int) error {
	if row < 1 || col < 1 || row > maxRows || col > maxCols || rowSpan < 1 || colSpan < 1 || rowSpan == 1 && colSpan == 1 {
		return nil
	}
	if len(s.merges) >= document.MaxCells {
		return ErrTooLarge
	}
	rowSpan, colSpan = min(rowSpan, maxRows-row+1), min(colSpan, maxCols-col+1)
	s.merges = append(s.merges, cell{row: int32(row), col: int32(col), rowSpan: int32(rowSpan), colSpan: int32(colSpan)})
	return nil
}

// HideRows hides the rows from first to last: what is not printed is not
// reported, and hidden rows often hold notes or another year's figures.
func (s *Sheet) HideRows(first, last int) { s.hiddenRows.add(first, min(last, maxRows)) }

// HideColumns hides the columns from first to last.
func (s *Sheet) HideColumns(first, last int) { s.hidden.add(first, min(last, maxCols)) }

// Writer appends sheets to a document and keeps its bounds.
type Writer struct {
	doc                 *document.Document
	cells, text, places int // of all tables so far
}

// NewWriter returns a Writer to d.
func NewWriter(d *document.Document) *Writer { return &Writer{doc: d} }

// Add appends what a sheet holds, from top to bottom. The error is ErrTooLarge.
func (w *Writer) Add(s *Sheet) error {
	if w.text += s.text; w.text > maxText {
		return ErrTooLarge
	}
	f, err := s.lay()
	if err != nil || len(f.rows) == 0 || len(f.cols) == 0 {
		return err
	}
	return w.region(f, area{0, len(f.rows) - 1, 0, len(f.cols) - 1}, 0)
}
