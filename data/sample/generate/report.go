package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// report is what is known of one public report.
type report struct {
	body, code, organ string
	year              string
	form              string
	partial           bool // only some of its tables or rows are known
	sourceTitle       string
	sourceAddress     string
	printed           map[data.Cell]string // what stands in each cell
	counts            map[data.Cell]string // the same where it is a plain number
}

// bodies whose reports are bundled: region and what its reports may say.
type bundled struct {
	full         string // name in the preface, with the province
	consolidated string // how its report says that it holds its bodies' figures
}

// regions by code. That the area's report holds the figures of its departments
// and area offices was checked by adding them up, for checkedYear only: of other
// years the samples do not say it.
var regions = map[string]bundled{
	"350128": {full: "福建省", consolidated: "数据汇总范围：本报告数据包含区直各部门、各片区管理局的数据。"},
	"321300": {full: "江苏省"},
	"230502": {full: "黑龙江省"},
	"310000": {},
}

const checkedYear = "2024"

// unclear is printed where the public text leaves more than one reading.
const unclear = "（原文不清）"

// partialReports are bundled although only some of their rows are known.
var partialReports = []string{"宿迁市2025"}

// readReports reads the list and keeps the reports to be bundled, ascending by name.
func readReports(path string) ([]*report, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) < 2 || len(rows[0]) != 11 {
		return nil, fmt.Errorf("%s: not a list of figures", path)
	}
	byName := map[string]*report{}
	for i, row := range rows[1:] {
		r := &report{body: row[0], code: row[1], organ: row[2], year: row[3], form: row[4], partial: row[10] != "yes"}
		if !r.wanted() {
			continue
		}
		if known := byName[r.name()]; known != nil {
			r = known
		} else {
			r.sourceTitle, r.sourceAddress = source(row[7])
			r.printed, r.counts = map[data.Cell]string{}, map[data.Cell]string{}
			byName[r.name()] = r
		}
		if err := r.add(data.Cell(row[5]), row[6], row[8], row[9]); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, i+2, err)
		}
	}
	reports := make([]*report, 0, len(byName))
	for _, r := range byName {
		reports = append(reports, r)
	}
	slices.SortFunc(reports, func(a, b *report) int { return strings.Compare(a.name(), b.name()) })
	return reports, nil
}

// wanted picks the bodies that make a series, on the forms that can be read.
func (r *report) wanted() bool {
	if _, ok := regions[r.code]; !ok || r.form != "gov2019" && r.form != "gov2021" {
		return false
	}
	return !r.partial || slices.Contains(partialReports, r.body+r.year)
}

// name is the file's name without its ending.
func (r *report) name() string { return r.code + "-" + r.body + "-" + r.year }

func (r *report) add(cell data.Cell, value, status, unit string) error {
	if _, twice := r.printed[cell]; twice {
		return fmt.Errorf("%s: two figures for %s", r.name(), cell)
	}
	switch status {
	case "reported":
		if _, err := data.ParseNumber(value); err != nil {
			return fmt.Errorf("%s: %s: %w", r.name(), cell, err)
		}
		r.printed[cell] = value + unit
		if unit == "" {
			r.counts[cell] = value
		}
	case "blank":
		r.printed[cell] = ""
	case "unclear":
		r.printed[cell] = unclear
	default: // a figure under another label is not this cell's
		return fmt.Errorf("%s: %s: status %q cannot be printed", r.name(), cell, status)
	}
	return nil
}

// check makes sure that every figure finds its cell in the form and that no
// row is known in part only: a cell cannot be left out of a row.
func (r *report) check(f *form.Form) error {
	left := len(r.printed)
	for _, t := range f.Tables {
		for _, row := range t.Rows {
			known := 0
			for _, c := range t.Columns {
				if _, ok := r.printed[data.NewCell(f.ID, t.ID, row.Code, c.Code)]; ok && !row.Group {
					known++
				}
			}
			if known != 0 && known != len(t.Columns) {
				return fmt.Errorf("%s: %s/%s: %d of %d cells", r.name(), t.ID, row.Code, known, len(t.Columns))
			}
			left -= known
		}
	}
	if left != 0 {
		return fmt.Errorf("%s: %d figures stand in no cell of %s", r.name(), left, f.ID)
	}
	return nil
}

func source(s string) (title, address string) {
	if i := strings.Index(s, ", http"); i >= 0 {
		return s[:i], s[i+2:]
	}
	return s, ""
}
