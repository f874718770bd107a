package takeaway

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongkai/data"
)

// Bounds of what Excel takes.
const (
	sheetRows   = 1_048_576
	cellLetters = 32_767
	exact       = 1 << 53 // a spreadsheet holds whole numbers below it without loss
)

// writeXLSX writes numbers as numbers where a spreadsheet holds them without
// loss, and everything else as text, which no program takes for a formula. Rows
// that one sheet has no room for go on in the next; the last sheet says where
// they are from.
func writeXLSX(w io.Writer, rows Rows, about About) error {
	f := excelize.NewFile()
	defer f.Close()
	t := func(zh, en string) string { return data.Text{ZH: zh, EN: en}.In(about.Lang) }
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	s := &sheets{File: f, title: t("数据", "data"), columns: rows.Columns(), head: bold}
	if err := s.next(); err != nil {
		return err
	}
	if err := each(rows, s.row); err != nil {
		return err
	}
	if err := s.out.Flush(); err != nil {
		return err
	}
	if err := s.source(t("来源", "source"), about.Source); err != nil {
		return err
	}
	return f.Write(w)
}

// sheets are the sheets of a workbook in the making.
type sheets struct {
	*excelize.File
	title   string
	columns []Column
	head    int // style
	n, at   int // sheets, rows of the last one
	out     *excelize.StreamWriter
	cells   []any
}

// next begins a sheet.
func (s *sheets) next() (err error) {
	if s.out != nil {
		if err := s.out.Flush(); err != nil {
			return err
		}
	}
	name := s.title
	if s.n++; s.n == 1 {
		err = s.SetSheetName("Sheet1", name)
	} else {
		name = fmt.Sprintf("%s %d", s.title, s.n)
		_, err = s.NewSheet(name)
	}
	if err != nil {
		return err
	}
	if s.out, err = s.NewStreamWriter(name); err != nil {
		return err
	}
	s.cells = make([]any, len(s.columns))
	for i, c := range s.columns {
		if err := s.out.SetColWidth(i+1, i+1, widthOf(c)); err != nil {
			return err
		}
		s.cells[i] = excelize.Cell{StyleID: s.head, Value: fitting(c.Name)}
	}
	if err := s.out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	s.at = 1
	return s.out.SetRow("A1", s.cells)
}

// widthOf is the width of a column, in characters.
func widthOf(c Column) float64 {
	wide := 12
	if strings.HasPrefix(c.Type, "VARCHAR") {
		wide = 24
	}
	return float64(max(wide, min(2*len([]rune(c.Name)), 40)))
}

func (s *sheets) row(row []any) error {
	if s.at == sheetRows {
		if err := s.next(); err != nil {
			return err
		}
	}
	s.at++
	for i, v := range row {
		cell, err := cellOf(v)
		if err != nil {
			return err
		}
		s.cells[i] = cell
	}
	name, err := excelize.CoordinatesToCellName(1, s.at)
	if err != nil {
		return err
	}
	return s.out.SetRow(name, s.cells)
}

// cellOf is a value as a spreadsheet holds it.
func cellOf(v any) (any, error) {
	switch v := v.(type) {
	case nil, bool:
		return v, nil
	case string:
		return fitting(v), nil
	case int64:
		if v > -exact && v < exact {
			return v, nil
		}
	case uint64:
		if v < exact {
			return v, nil
		}
	case float64:
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			return v, nil
		}
	case float32:
		if f := float64(v); !math.IsNaN(f) && !math.IsInf(f, 0) {
			return v, nil
		}
	case data.Number:
		if v.NumDigits() <= 15 {
			return v.InexactFloat64(), nil
		}
	}
	b, err := appendText(nil, v)
	return fitting(string(b)), err
}

// fitting is a text that a cell has room for.
func fitting(s string) string {
	if len(s) <= cellLetters {
		return s
	}
	if letters := []rune(s); len(letters) > cellLetters {
		return string(letters[:cellLetters-1]) + "…"
	}
	return s
}

// source writes the last sheet.
func (s *sheets) source(name string, lines [][2]string) error {
	if _, err := s.NewSheet(name); err != nil {
		return err
	}
	out, err := s.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := out.SetColWidth(1, 2, 40); err != nil {
		return err
	}
	for i, line := range lines {
		if err := out.SetRow(fmt.Sprintf("A%d", i+1), []any{line[0], line[1]}); err != nil {
			return err
		}
	}
	return out.Flush()
}
