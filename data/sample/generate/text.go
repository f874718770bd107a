package main

import (
	"fmt"
	"strings"
)

// writeText writes what a word processor gives as plain text: one cell a line
// behind a tab, a blank line after each row, an empty cell where one reaches
// down from above, a cell over several columns once.
func writeText(d document) ([]byte, error) {
	var out strings.Builder
	out.WriteString(d.title + "\n\n")
	for _, b := range d.blocks {
		switch {
		case b.heading != "":
			out.WriteString(b.heading + "\n")
		case b.paragraph != "":
			out.WriteString(b.paragraph + "\n")
		default:
			grid, ok := b.table.spread()
			if !ok {
				return nil, fmt.Errorf("%s: a table with holes", d.title)
			}
			for i, row := range grid {
				for x := 0; x < len(row); x += row[x].cols {
					if row[x].row == i {
						out.WriteString("\t" + row[x].text + "\n")
					} else {
						out.WriteString("\t\n")
					}
				}
				out.WriteString("\n")
			}
		}
	}
	return []byte(out.String()), nil
}
