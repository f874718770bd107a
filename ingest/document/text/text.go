// Package text reads plain text and Markdown.
package text

import (
	"strings"

	"gongkai/ingest/document"
)

// Read reads plain text in one of four layouts, told by the text itself:
// Markdown pipe tables, one cell a line behind a tab (as Word's plain-text
// export writes tables), tab-separated rows, and lines laid out by spaces.
func Read(s string) *document.Document {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	d := &document.Document{Format: "txt", Meta: map[string]string{}}
	if d.TooLarge = strings.Count(s, "\n") > document.MaxBlocks; d.TooLarge {
		return d
	}
	lines := strings.Split(s, "\n")
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

func isPipeRow(l string) bool {
	l = strings.TrimSpace(l)
	return strings.HasPrefix(l, "|") && strings.Count(l, "|") >= 2
}

func readMarkdown(d *document.Document, lines []string) {
	var t *document.Table
	for _, l := range lines {
		if !isPipeRow(l) {
			d.Add(t)
			t = nil
			d.Paragraph(strings.TrimLeft(strings.TrimSpace(l), "# "))
			continue
		}
		if t == nil {
			t = &document.Table{}
		}
		if strings.Trim(l, "|:- \t") != "" {
			t.AppendRow(pipeCells(l))
		} else if strings.Contains(l, "---") && t.Rows == 1 {
			continue // the rule below the head
		} else {
			t.AppendRow(pipeCells(l))
		}
	}
	d.Add(t)
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
func readCellLines(d *document.Document, lines []string) {
	var t *document.Table
	var row []string
	endRow := func() {
		if len(row) > 0 {
			t.AppendRow(row)
			row = nil
		}
	}
	for _, l := range lines {
		switch {
		case strings.HasPrefix(l, "\t"):
			if t == nil {
				t = &document.Table{Loose: true}
			}
			row = append(row, l[1:])
		case strings.TrimSpace(l) == "":
			endRow()
		case len(row) > 0:
			row[len(row)-1] += "\n" + l
		default:
			d.Add(t)
			t = nil
			d.Paragraph(l)
		}
	}
	endRow()
	d.Add(t)
}

// readTabbed: each line with a tab is a row of a grid.
func readTabbed(d *document.Document, lines []string) {
	var t *document.Table
	for _, l := range lines {
		if strings.Contains(l, "\t") {
			if t == nil {
				t = &document.Table{}
			}
			t.AppendRow(strings.Split(l, "\t"))
			continue
		}
		if strings.TrimSpace(l) == "" {
			continue
		}
		d.Add(t)
		t = nil
		d.Paragraph(l)
	}
	d.Add(t)
}

// readLaidOut keeps the lines as they are: only the forms' labels can tell
// what stands where.
func readLaidOut(d *document.Document, lines []string) {
	kept := make([]string, 0, len(lines))
	for _, l := range lines {
		kept = append(kept, strings.TrimRight(strings.ReplaceAll(l, "\f", ""), " \t"))
	}
	d.Blocks = append(d.Blocks, document.Block{Lines: kept})
}
