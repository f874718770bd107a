package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"golang.org/x/text/width"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/form"
)

type queryCommand struct {
	readFlag
	Format string `help:"输出格式：table、csv、json" enum:"table,csv,json" default:"table" short:"f"`
	Limit  int    `help:"最多返回行数，0 为不限" default:"10000"`
	SQL    string `arg:"" name:"sql" help:"一条 SELECT 语句"`
}

// Run answers one SELECT on the current snapshot, or a former one.
func (c *queryCommand) Run(s *surroundings) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	catalogue, err := form.Load()
	if err != nil {
		return err
	}
	snapshot, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer snapshot.Close()
	rows, err := analytics.New(snapshot, catalogue).Query(ctx, c.SQL, c.Limit)
	if err != nil {
		return err
	}
	if rows.Truncated {
		fmt.Fprintf(s.stderr, "gongkai: "+data.Text{ZH: "只输出前 %d 行，用 --limit 0 取全部", EN: "only the first %d rows; --limit 0 for all"}.In(s.lang)+" [truncated]\n", c.Limit)
	}
	switch c.Format {
	case "csv":
		return writeCSV(s.stdout, rows)
	case "json":
		return writeRows(s.stdout, rows)
	}
	return writeTable(s.stdout, rows, s.lang)
}

// text is a value as CSV and tables print it; NULL is empty.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	}
	return fmt.Sprint(v)
}

func writeCSV(w io.Writer, rows *analytics.Rows) error {
	out := csv.NewWriter(w)
	if err := out.Write(rows.Columns); err != nil {
		return err
	}
	line := make([]string, len(rows.Columns))
	for _, row := range rows.Rows {
		for i, v := range row {
			line[i] = data.NoFormula(text(v))
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// writeRows prints one JSON object a row, columns in order.
func writeRows(w io.Writer, rows *analytics.Rows) error {
	for _, row := range rows.Rows {
		var b strings.Builder
		for i, v := range row {
			name, err := json.Marshal(rows.Columns[i])
			if err != nil {
				return err
			}
			value, err := json.Marshal(v)
			if err != nil {
				return err
			}
			if i > 0 {
				b.WriteByte(',')
			}
			b.Write(name)
			b.WriteByte(':')
			b.Write(value)
		}
		if _, err := fmt.Fprintf(w, "{%s}\n", b.String()); err != nil {
			return err
		}
	}
	return nil
}

// writeTable aligns columns; Chinese characters are two columns wide.
func writeTable(w io.Writer, rows *analytics.Rows, l data.Lang) error {
	widths := make([]int, len(rows.Columns))
	lines := [][]string{rows.Columns}
	for _, row := range rows.Rows {
		line := make([]string, len(row))
		for i, v := range row {
			line[i] = strings.ReplaceAll(text(v), "\n", " ")
		}
		lines = append(lines, line)
	}
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
	_, err := fmt.Fprintf(w, data.Text{ZH: "（%d 行）\n", EN: "(%d rows)\n"}.In(l), len(rows.Rows))
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
