package word

import (
	"fmt"
	"strings"

	"gongkai/ingest/document"
)

// dump writes a document's blocks in a line: (paragraph) and [number of the
// table, then each cell as row,column+height×width:text].
func dump(d *document.Document) string {
	var s strings.Builder
	for _, b := range d.Blocks {
		if b.Table == nil {
			fmt.Fprintf(&s, "(%s)", b.Text)
			continue
		}
		fmt.Fprintf(&s, "[%d", b.Table.Number)
		for _, c := range b.Table.Cells {
			fmt.Fprintf(&s, " %d,%d", c.Row, c.Col)
			if c.RowSpan > 1 || c.ColSpan > 1 {
				fmt.Fprintf(&s, "+%dx%d", c.RowSpan, c.ColSpan)
			}
			s.WriteString(":" + strings.ReplaceAll(c.Text, "\n", "⏎"))
		}
		if b.Table.Ragged {
			s.WriteString(" ragged")
		}
		s.WriteString("]")
	}
	return s.String()
}
