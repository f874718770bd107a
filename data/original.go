package data

// SourceTable is a table of an original document as it stands there, read
// again to be shown. Number 0 is the text outside tables, a line in each row.
type SourceTable struct {
	File   string         `json:"file"`
	Format string         `json:"format"`
	Number int            `json:"table"`
	Tables int            `json:"tables"` // of the document
	Rows   [][]SourceCell `json:"rows"`   // cells that begin in a row, from left to right
}

// SourceCell is a cell of such a table. Line is, of text outside tables, the
// number that Position.Row counts: lines of laid-out text are counted within
// their block.
type SourceCell struct {
	Row     int        `json:"row"`
	Column  int        `json:"column"`
	RowSpan int        `json:"row_span"`
	ColSpan int        `json:"col_span"`
	Text    string     `json:"text"`
	Line    int        `json:"line,omitempty"`
	Page    int        `json:"page,omitempty"`
	Box     [4]float32 `json:"box,omitzero"`
	Gap     bool       `json:"gap,omitempty"` // no cell of the document: the place is empty there
}

// At returns the cell that covers a grid position, or nil.
func (t *SourceTable) At(row, column int) *SourceCell {
	for i := range t.Rows {
		for j := range t.Rows[i] {
			c := &t.Rows[i][j]
			if !c.Gap && row >= c.Row && row < c.Row+c.RowSpan && column >= c.Column && column < c.Column+c.ColSpan {
				return c
			}
		}
	}
	return nil
}
