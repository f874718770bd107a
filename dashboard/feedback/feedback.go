// Package feedback writes findings as a workbook that goes back to the offices
// that reported: a sheet for each body, with columns for what is right and why.
package feedback

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/form"
)

// MostBodies is how many bodies a workbook has sheets for.
const MostBodies = 200

// Source is where the findings come from: lines of a heading and a text.
type Source [][2]string

// Workbook is the XLSX file of findings, their order kept within each body.
// cells are the numbers that the findings are about. Codes: "no_finding",
// "too_many_bodies".
func Workbook(found []analytics.FoundIn, cells map[analytics.CellOf]analytics.Stated, c *form.Catalogue, source Source, l data.Lang) ([]byte, error) {
	bodies := byBody(found)
	switch {
	case len(bodies) == 0:
		return nil, &data.Error{Code: "no_finding", Reason: data.Text{ZH: "没有符合条件的核验结果", EN: "no finding fits"},
			Way: data.Text{ZH: "请放宽条件，或不作反馈", EN: "ask for more"}}
	case len(bodies) > MostBodies:
		return nil, &data.Error{Code: "too_many_bodies", Place: fmt.Sprint(len(bodies)),
			Reason: data.Text{ZH: fmt.Sprintf("涉及 %d 个机关，反馈表至多 %d 个", len(bodies), MostBodies), EN: fmt.Sprintf("%d bodies, and a workbook has sheets for %d", len(bodies), MostBodies)},
			Way:    data.Text{ZH: "请按机关、年度、核验项或性质缩小范围", EN: "choose fewer bodies, years or checks"}}
	}
	w := &workbook{File: excelize.NewFile(), catalogue: c, cells: cells, lang: l, taken: map[string]bool{}}
	defer w.Close()
	if err := w.fill(bodies, source); err != nil {
		return nil, err
	}
	b, err := w.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// ofBody are the findings of a body.
type ofBody struct {
	body  analytics.BodyRef
	found []analytics.FoundIn
	sheet string
}

// byBody groups findings, bodies in order of their first one.
func byBody(found []analytics.FoundIn) (list []*ofBody) {
	at := map[int]*ofBody{}
	for _, f := range found {
		b := at[f.Body.ID]
		if b == nil {
			b = &ofBody{body: f.Body}
			at[f.Body.ID], list = b, append(list, b)
		}
		b.found = append(b.found, f)
	}
	return list
}

// workbook is a file in the making.
type workbook struct {
	*excelize.File
	catalogue *form.Catalogue
	cells     map[analytics.CellOf]analytics.Stated
	lang      data.Lang
	taken     map[string]bool // names of sheets, in small letters

	title, head, wrap, fillIn, link int // styles
}

func (w *workbook) t(zh, en string) string { return data.Text{ZH: zh, EN: en}.In(w.lang) }

// fill writes the list of bodies and a sheet for each.
func (w *workbook) fill(bodies []*ofBody, source Source) error {
	if err := w.styles(); err != nil {
		return err
	}
	list := w.name(w.t("目录", "Contents"))
	if err := w.SetSheetName("Sheet1", list); err != nil {
		return err
	}
	for _, b := range bodies {
		b.sheet = w.name(b.body.Name)
		if _, err := w.NewSheet(b.sheet); err != nil {
			return err
		}
		if err := w.body(b); err != nil {
			return err
		}
	}
	return w.contents(list, bodies, source)
}

func (w *workbook) styles() (err error) {
	thin := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		thin = append(thin, excelize.Border{Type: side, Style: 1, Color: "B7BFC7"})
	}
	wrapped := &excelize.Alignment{WrapText: true, Vertical: "top"}
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&w.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}},
		{&w.head, excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: wrapped, Border: thin, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EDF2"}}}},
		{&w.wrap, excelize.Style{Alignment: wrapped, Border: thin}},
		{&w.fillIn, excelize.Style{Alignment: wrapped, Border: thin, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFF8DC"}}}},
		{&w.link, excelize.Style{Font: &excelize.Font{Color: "1A5FB4", Underline: "single"}, Border: thin}},
	} {
		if *s.id, err = w.NewStyle(&s.style); err != nil {
			return err
		}
	}
	return nil
}

// Bounds of what Excel takes as the name of a sheet.
const (
	longestName = 31
	notInNames  = `[]:*?/\'`
)

// name is a sheet's name that no other has.
func (w *workbook) name(wanted string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(notInNames, r) {
			return -1
		}
		return r
	}, wanted)
	for n := 1; ; n++ {
		suffix := ""
		if n > 1 {
			suffix = fmt.Sprintf("（%d）", n)
		}
		name := clipped(plain, longestName-utf8.RuneCountInString(suffix)) + suffix
		if low := strings.ToLower(name); !w.taken[low] && name != "" {
			w.taken[low] = true
			return name
		}
	}
}

func clipped(text string, letters int) string {
	if all := []rune(text); len(all) > letters {
		return string(all[:letters])
	}
	return text
}
