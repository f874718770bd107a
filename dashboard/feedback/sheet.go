package feedback

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongkai/analytics"
	"gongkai/data"
)

// column is a column of a body's sheet.
type column struct {
	zh, en string
	width  float64 // in characters
	fillIn bool    // for the office
}

var columns = []column{
	{"序号", "No.", 6, false}, {"年度", "Year", 7, false}, {"问题", "Finding", 44, false}, {"性质", "Severity", 10, false}, {"结果", "Result", 9, false},
	{"涉及的单元格和现在的数字", "Cells and their numbers", 36, false}, {"规则", "Rule", 28, false}, {"核验项", "Check", 14, false},
	{"应为（请填写）", "Should be (please fill in)", 14, true}, {"情况说明（请填写）", "Explanation (please fill in)", 24, true},
}

const headRow = 5 // of a body's sheet

// body writes a body's sheet.
func (w *workbook) body(b *ofBody) error {
	if err := w.printable(b.sheet); err != nil { // what is set later the stream does not write
		return err
	}
	s, err := w.NewStreamWriter(b.sheet)
	if err != nil {
		return err
	}
	for i, c := range columns {
		if err := s.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: headRow, TopLeftCell: fmt.Sprintf("A%d", headRow+1), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	rows := [][]any{
		{w.cell(w.title, w.t("政府信息公开工作年度报告核验问题反馈表", "Findings on annual reports, to be answered"))},
		{w.t("机关：", "Body: ") + strings.TrimSpace(b.body.Name+" "+b.body.RegionCode)},
		{w.t("请逐条核对原件：确有错误的填写“应为”，并更正已发布的报告；数字无误的在“情况说明”中写明原因。", "Please check each against the document: give the right number and correct the published report, or explain why it is right.")},
		{},
	}
	var head []any
	for _, c := range columns {
		head = append(head, w.cell(w.head, w.t(c.zh, c.en)))
	}
	for i, row := range append(rows, head) {
		if err := s.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			return err
		}
	}
	for i, f := range b.found {
		row := []any{w.cell(w.wrap, i+1), w.cell(w.wrap, f.Year), w.cell(w.wrap, w.detail(f)), w.cell(w.wrap, f.Severity.Name().In(w.lang)), w.cell(w.wrap, f.State.Name().In(w.lang)),
			w.cell(w.wrap, w.stated(f)), w.cell(w.wrap, w.catalogue.Demand(f.Check).In(w.lang)), w.cell(w.wrap, strings.TrimSpace(f.Check+" "+f.Where)), w.cell(w.fillIn, ""), w.cell(w.fillIn, "")}
		if err := s.SetRow(fmt.Sprintf("A%d", headRow+1+i), row, excelize.RowOpts{Height: height(row)}); err != nil {
			return err
		}
	}
	return s.Flush()
}

// lineHeight and mostHeight are of rows, in points.
const (
	lineHeight = 15
	mostHeight = 409
)

// height fits a row to its longest cell: not every program does so itself.
func height(row []any) float64 {
	most := 1
	for i, cell := range row {
		text, ok := cell.(excelize.Cell).Value.(string)
		if !ok {
			continue
		}
		lines := 0
		for line := range strings.SplitSeq(text, "\n") {
			wide := 0
			for _, r := range line {
				wide++
				if r > 0x2E7F { // Chinese characters are twice as wide
					wide++
				}
			}
			lines += 1 + wide/int(columns[i].width-1)
		}
		most = max(most, lines)
	}
	return min(float64(most*lineHeight), mostHeight)
}

// printable makes a sheet fit the width of A4, lying.
func (w *workbook) printable(sheet string) error {
	a4, lying, one, any, yes := 9, "landscape", 1, 0, true
	if err := w.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	return w.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &lying, FitToWidth: &one, FitToHeight: &any})
}

// contents lists the bodies, with a way to each sheet, and the source.
func (w *workbook) contents(sheet string, bodies []*ofBody, source Source) error {
	heads := []any{w.t("机关", "Body"), w.t("代码", "Code"), w.t("条数", "Findings"), w.t("必须成立而未成立的", "Of what must hold")}
	if err := w.row(sheet, 1, w.title, w.t("政府信息公开工作年度报告核验问题反馈表", "Findings on annual reports, to be answered")); err != nil {
		return err
	}
	if err := w.row(sheet, 3, w.head, heads...); err != nil {
		return err
	}
	at := 4
	for _, b := range bodies {
		hard := 0
		for _, f := range b.found {
			if f.Severity == data.Hard && f.State == data.Failed {
				hard++
			}
		}
		if err := w.row(sheet, at, w.wrap, b.body.Name, b.body.RegionCode, len(b.found), hard); err != nil {
			return err
		}
		name := fmt.Sprintf("A%d", at)
		if err := w.SetCellHyperLink(sheet, name, fmt.Sprintf("'%s'!A1", b.sheet), "Location"); err != nil {
			return err
		}
		if err := w.SetCellStyle(sheet, name, name, w.link); err != nil {
			return err
		}
		at++
	}
	for i, line := range source {
		if err := w.row(sheet, at+1+i, 0, line[0], line[1]); err != nil {
			return err
		}
	}
	if err := w.printable(sheet); err != nil {
		return err
	}
	if err := w.SetColWidth(sheet, "A", "A", 36); err != nil {
		return err
	}
	return w.SetColWidth(sheet, "B", "D", 20)
}

func (w *workbook) row(sheet string, at, style int, values ...any) error {
	from := fmt.Sprintf("A%d", at)
	if err := w.SetSheetRow(sheet, from, &values); err != nil {
		return err
	}
	to, err := excelize.CoordinatesToCellName(len(values), at)
	if err != nil || style == 0 {
		return err
	}
	return w.SetCellStyle(sheet, from, to, style)
}

func (w *workbook) cell(style int, v any) excelize.Cell {
	return excelize.Cell{StyleID: style, Value: v}
}

// detail is what a finding says, and why it was waived.
func (w *workbook) detail(f analytics.FoundIn) string {
	if f.Waiver == nil {
		return f.Detail
	}
	return f.Detail + "\n" + w.t("免核理由：", "waived: ") + f.Waiver.Reason + w.t("（", " (") + f.Waiver.Author + w.t("）", ")")
}

// stated are a finding's cells in words, a line each.
func (w *workbook) stated(f analytics.FoundIn) string {
	var lines []string
	zeros := 0
	for _, c := range f.Cells {
		name := string(c)
		if info := w.catalogue.Cell(c); info != nil {
			name = info.Label().In(w.lang)
		}
		s, known := w.cells[analytics.CellOf{Body: f.Body.ID, Year: f.Year, Cell: c}]
		switch {
		case !known:
			name += w.t("：无此格", ": no such cell")
		case s.Value != nil && s.Value.IsZero() && len(f.Cells) > manyCells:
			zeros++
			continue
		case s.Value == nil:
			name += w.t("：", ": ") + s.Status.Name().In(w.lang)
		default:
			name += w.t("：", ": ") + s.Value.String()
		}
		lines = append(lines, name)
	}
	if zeros > 0 {
		lines = append(lines, fmt.Sprintf(w.t("其余 %d 格为 0", "%d more are 0"), zeros))
	}
	return strings.Join(lines, "\n")
}

// manyCells is how many cells a finding may name with their zeros.
const manyCells = 10
