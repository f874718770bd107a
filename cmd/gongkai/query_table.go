package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/width"

	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// writeTable aligns columns; Chinese characters are two columns wide. NULL is
// empty.
func writeTable(w io.Writer, rows takeaway.Rows, l data.Lang) error {
	head := make([]string, len(rows.Columns()))
	for i, c := range rows.Columns() {
		head[i] = c.Name
	}
	lines := [][]string{head}
	for {
		batch, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		for _, row := range batch {
			line := make([]string, len(row))
			for i, v := range row {
				text, err := takeaway.Text(v)
				if err != nil {
					return err
				}
				line[i] = strings.ReplaceAll(text, "\n", " ")
			}
			lines = append(lines, line)
		}
	}
	widths := make([]int, len(head))
	for _, line := range lines {
		for i, s := range line {
			widths[i] = max(widths[i], columnsOf(s))
		}
	}
	for n, line := range lines {
		var b strings.Builder
		for i, s := range line {
			b.WriteString(s + strings.Repeat(" ", widths[i]-columnsOf(s)+2))
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
		if n == 0 {
			rules := make([]string, len(widths))
			for i := range widths {
				rules[i] = strings.Repeat("-", widths[i])
			}
			fmt.Fprintln(w, strings.Join(rules, "  "))
		}
	}
	_, err := fmt.Fprintf(w, data.Text{ZH: "（%d 行）\n", EN: "(%d rows)\n"}.In(l), len(lines)-1)
	return err
}

func columnsOf(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// writeCSV writes rows for pipes: lines end as Unix has them.
func writeCSV(w io.Writer, rows takeaway.Rows) error {
	format, _ := takeaway.Named("csv")
	return format.Write(w, rows, takeaway.About{Lines: true})
}
