package main

import (
	"context"
	"fmt"
	"strings"

	"gongkai/analytics"
	"gongkai/analytics/takeaway"
	"gongkai/dashboard/feedback"
	"gongkai/data"
	"gongkai/data/disk"
	"gongkai/data/form"
)

// whichFindings choose bodies, years and findings.
type whichFindings struct {
	groupFlags
	Body []string `short:"b" help:"机关的名称、区划代码或标识，可写多个；不写为全部机关；与 --rule 等同用时为该机关的同类机关"`
	From int      `help:"起始年度"`
	To   int      `help:"终止年度"`
}

// settle are the bodies, or the peers, that are meant.
func (w whichFindings) settle(ctx context.Context, a *analytics.Analytics, dir string) (ids []int, body int, g *analytics.Group, err error) {
	if ids, err = bodies(ctx, a, w.Body); err != nil {
		return nil, 0, nil, err
	}
	if w.Rule == "" && w.Nearest == 0 && len(w.With) == 0 && w.Group == "" {
		return ids, 0, nil, nil
	}
	if len(ids) > 1 {
		return nil, 0, nil, &data.Error{Code: "several_bodies", Place: strings.Join(w.Body, "、"),
			Reason: data.Text{ZH: "同类机关只能以一个机关为准", EN: "peers are those of one body"},
			Way:    data.Text{ZH: "请只写一个 --body，或去掉 --rule 等", EN: "give one --body, or no --rule"}}
	}
	if len(ids) == 1 {
		body = ids[0]
	}
	group, err := w.group(ctx, a, dir)
	return nil, body, &group, err
}

type findingsCommand struct {
	readFlag
	catalogueFlag
	whichFindings
	Check    string `help:"核验项代码，如 t3.balance"`
	State    string `help:"结果：failed 未通过、not_assessable 无法核验、waived 免核、ok 通过、any 全部" enum:"failed,not_assessable,waived,ok,any" default:"failed"`
	Severity string `help:"性质：hard 必须成立、soft 通常成立、note 提示" enum:"hard,soft,note," default:""`
	Rows     int    `help:"最多列出的条数；写成文件时为全部"`
	Skip     int    `help:"从第几条之后列起"`
	JSON     bool   `name:"json" help:"以 JSON 输出" xor:"as"`
	CSV      bool   `name:"csv" help:"以 CSV 输出" xor:"as"`
	XLSX     string `name:"xlsx" help:"写成反馈表：每个机关一页，可退回核改" xor:"as" type:"path" placeholder:"FILE"`
}

// allFindings is more than any store has.
const allFindings = 1_000_000_000

// Run lists findings, or writes them for the offices.
func (c *findingsCommand) Run(s *surroundings) error {
	catalogue, err := c.catalogue()
	if err != nil {
		return err
	}
	var cells map[analytics.CellOf]analytics.Stated
	ask := func(ctx context.Context, a *analytics.Analytics) (*analytics.Findings, error) {
		q := analytics.FindingsQuestion{From: c.From, To: c.To, Check: c.Check, State: data.State(c.State), Severity: data.Severity(c.Severity), Rows: c.Rows, Skip: c.Skip}
		if q.State == "any" {
			q.State = ""
		}
		if q.Rows == 0 && (c.CSV || c.XLSX != "") {
			q.Rows = allFindings
		}
		var err error
		if q.Bodies, q.Body, q.Group, err = c.settle(ctx, a, c.Store); err != nil {
			return nil, err
		}
		f, err := a.Findings(ctx, q)
		if err == nil && c.XLSX != "" {
			cells, err = a.FoundCells(ctx, f.Findings)
		}
		return f, err
	}
	return answer(answerFlags{readFlag: c.readFlag, catalogueFlag: c.catalogueFlag, JSON: c.JSON}, s, ask, func(f *analytics.Findings) error {
		switch {
		case c.CSV:
			return writeCSV(s.stdout, takeaway.Hold(foundRows(f, catalogue, s.lang)))
		case c.XLSX != "":
			return c.workbook(s, f, cells, catalogue)
		}
		_, rows := foundRows(f, catalogue, s.lang)
		for i, row := range rows { // the rule and the cells are too long for a screen
			rows[i] = []any{row[1], row[2], row[4], row[6], row[7], row[8], row[9], row[12]}
		}
		if err := s.table(headings(data.Text{ZH: "机关|年度|核验项|位置|结果|性质|问题|免核", EN: "body|year|check|place|result|severity|finding|waived"}, s), rows); err != nil {
			return err
		}
		if f.Skip+len(f.Findings) < f.Of {
			s.say(data.Text{ZH: fmt.Sprintf("共 %d 条，此处列出 %d 条；其余见 --rows、--skip", f.Of, len(f.Findings)), EN: fmt.Sprintf("%d of %d findings listed; see --rows and --skip", len(f.Findings), f.Of)})
		}
		s.source(f.Snapshot)
		return nil
	})
}

// foundRows are findings as CSV has them.
func foundRows(f *analytics.Findings, c *form.Catalogue, l data.Lang) (names []string, rows [][]any) {
	h := data.Text{ZH: "代码|机关|年度|表式|核验项|规则|位置|结果|性质|问题|单元格|免核编号|免核理由", EN: "code|body|year|form|check|rule|place|result|severity|finding|cells|verdict|reason"}
	for _, x := range f.Findings {
		cells := make([]string, len(x.Cells))
		for i, cell := range x.Cells {
			cells[i] = string(cell)
		}
		number, reason := any(nil), ""
		if x.Waiver != nil {
			number, reason = x.Waiver.Number, x.Waiver.Reason+"（"+x.Waiver.Author+"）"
		}
		rows = append(rows, []any{x.Body.RegionCode, x.Body.Name, x.Year, x.Form, x.Check, c.Demand(x.Check).In(l), x.Where, x.State.Name().In(l), x.Severity.Name().In(l), x.Detail,
			strings.Join(cells, " "), number, reason})
	}
	return headings(h, &surroundings{lang: l}), rows
}

// workbook writes the sheets that go back to the offices.
func (c *findingsCommand) workbook(s *surroundings, f *analytics.Findings, cells map[analytics.CellOf]analytics.Stated, catalogue *form.Catalogue) error {
	t := func(zh, en string) string { return data.Text{ZH: zh, EN: en}.In(s.lang) }
	source := feedback.Source{
		{t("快照", "snapshot"), fmt.Sprintf("%d（%s）", f.Snapshot.Number, f.Snapshot.Hash)}, {t("发布", "published"), f.Snapshot.Published},
		{t("年度", "years"), fmt.Sprintf("%d–%d", f.From, f.To)},
	}
	b, err := feedback.Workbook(f.Findings, cells, catalogue, source, s.lang)
	if err != nil {
		return err
	}
	if err := disk.Replace(c.XLSX, b); err != nil {
		return &data.Error{Code: "cannot_write", File: c.XLSX, Err: err,
			Reason: data.Text{ZH: "无法写入", EN: "cannot be written"},
			Way:    data.Text{ZH: "请检查文件夹是否存在、有无写权限和空间", EN: "see that the folder exists, can be written to and has room"}}
	}
	s.say(data.Text{ZH: fmt.Sprintf("已写入 %s：%d 条", c.XLSX, len(f.Findings)), EN: fmt.Sprintf("wrote %s: %d findings", c.XLSX, len(f.Findings))})
	return nil
}

type verdictsCommand struct {
	readFlag
	whichFindings
	Kind string `help:"waive 免核、correct 更正；不写为两者" enum:"waive,correct," default:""`
	Rows int    `help:"最多列出的条数" default:"200"`
	Skip int    `help:"从第几条之后列起"`
	JSON bool   `name:"json" help:"以 JSON 输出"`
}

// Run lists what people decided, the latest first.
func (c *verdictsCommand) Run(s *surroundings) error {
	return answer(answerFlags{readFlag: c.readFlag, JSON: c.JSON}, s, func(ctx context.Context, a *analytics.Analytics) (*analytics.Verdicts, error) {
		q := analytics.VerdictsQuestion{From: c.From, To: c.To, Kind: c.Kind, Rows: c.Rows, Skip: c.Skip}
		var err error
		if q.Bodies, q.Body, q.Group, err = c.settle(ctx, a, c.Store); err != nil {
			return nil, err
		}
		return a.Verdicts(ctx, q)
	}, s.verdicts)
}

func (s *surroundings) verdicts(v *analytics.Verdicts) error {
	var rows [][]any
	for _, x := range v.Verdicts {
		about := strings.TrimSpace(x.Check + " " + x.Where)
		if x.To != nil {
			about = fmt.Sprintf("%s %s → %s", x.Cell, x.From, x.To)
		}
		rows = append(rows, []any{x.Number, x.KindName().In(s.lang), x.Body.Name, x.Year, about, x.Reason, x.Author, x.Decided, x.Force.Name().In(s.lang)})
	}
	if err := s.table(headings(data.Text{ZH: "编号|决定|机关|年度|事项|理由|署名|时间|效力", EN: "number|verdict|body|year|about|reason|by|decided|force"}, s), rows); err != nil {
		return err
	}
	if v.Skip+len(v.Verdicts) < v.Of {
		s.say(data.Text{ZH: fmt.Sprintf("共 %d 条，此处列出 %d 条；其余见 --rows、--skip", v.Of, len(v.Verdicts)), EN: fmt.Sprintf("%d of %d verdicts listed; see --rows and --skip", len(v.Verdicts), v.Of)})
	}
	s.source(v.Snapshot)
	return nil
}
