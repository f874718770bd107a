package main

import (
	"context"
	"fmt"

	"gongkai/analytics"
	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// revisionCommand tells what corrected reports changed.
type revisionCommand struct {
	readFlag
	Body string `short:"b" required:"" help:"机关的名称、区划代码或标识"`
	Year int    `help:"年度；不写为有过更正的全部年度"`
	Rows int    `help:"最多列出的单元格数" default:"200"`
	Skip int    `help:"从第几个之后列起"`
	JSON bool   `name:"json" help:"以 JSON 输出" xor:"as"`
	CSV  bool   `name:"csv" help:"以 CSV 输出各单元格" xor:"as"`
}

// Run prints the versions of a body's reports and the cells that they changed.
func (c *revisionCommand) Run(s *surroundings) error {
	return answer(answerFlags{readFlag: c.readFlag, JSON: c.JSON}, s, func(ctx context.Context, a *analytics.Analytics) (*analytics.Revisions, error) {
		b, err := a.FindBody(ctx, c.Body)
		if err != nil {
			return nil, err
		}
		return a.Revisions(ctx, analytics.RevisionsQuestion{Body: b.ID, Year: c.Year, Rows: c.Rows, Skip: c.Skip})
	}, func(r *analytics.Revisions) error {
		if c.CSV {
			return writeCSV(s.stdout, takeaway.Hold(revisedRows(r, s.lang)))
		}
		return s.revisions(r)
	})
}

func (s *surroundings) revisions(r *analytics.Revisions) error {
	if len(r.Versions) == 0 {
		s.say(data.Text{ZH: r.Body.Name + "：各年度的报告都只收到一份，没有更正", EN: r.Body.Name + ": one report a year, none was corrected"})
		s.source(r.Snapshot)
		return nil
	}
	var rows [][]any
	for _, v := range r.Versions {
		failed := fmt.Sprint(v.Failed)
		if v.FailedBefore != nil {
			failed = fmt.Sprintf("%d → %d", *v.FailedBefore, v.Failed)
		}
		state := data.Text{ZH: "已被取代", EN: "superseded"}
		if v.Current {
			state = data.Text{ZH: "现行", EN: "current"}
		}
		rows = append(rows, []any{v.Year, v.ReportID, v.Learnt, v.Source.File, v.Source.SHA256[:min(12, len(v.Source.SHA256))], v.Form, v.Changed, v.Judged, failed, state.In(s.lang)})
	}
	h := data.Text{ZH: "年度|报告|收到|文件|SHA-256|表式|更正单元格|仅核验结论不同|核验不符|状态", EN: "year|report|learnt|file|SHA-256|form|cells changed|judged otherwise|failed checks|state"}
	if err := s.table(headings(h, s), rows); err != nil {
		return err
	}
	if len(r.Cells) > 0 {
		if err := s.table(revisedRows(r, s.lang)); err != nil {
			return err
		}
	}
	if len(r.Cells)+r.Skip < r.Of {
		s.say(data.Text{ZH: fmt.Sprintf("共 %d 处不同，此处列出 %d 处；其余见 --rows、--skip", r.Of, len(r.Cells)), EN: fmt.Sprintf("%d of %d differences listed; see --rows and --skip", len(r.Cells), r.Of)})
	}
	s.source(r.Snapshot)
	return nil
}

// revisedRows lists the cells with the versions that they differ between.
func revisedRows(r *analytics.Revisions, l data.Lang) (names []string, rows [][]any) {
	versions := map[int]analytics.Version{}
	for _, v := range r.Versions {
		versions[v.ReportID] = v
	}
	h := data.Text{ZH: "年度|单元格|名称|种类|原数|原状态|原文|现数|现状态|现文|收到|原文件|现文件", EN: "year|cell|name|kind|before|status before|printed before|after|status after|printed after|learnt|file before|file after"}
	for _, x := range r.Cells {
		v := versions[x.ReportID]
		rows = append(rows, []any{x.Year, string(x.Cell), x.Label.In(l), string(x.Kind),
			plainNumber(x.Before.Value), x.Before.Status.Name().In(l), x.Before.Text + x.Before.Unit, plainNumber(x.After.Value), x.After.Status.Name().In(l), x.After.Text + x.After.Unit,
			v.Learnt, versions[x.FormerID].Source.File, v.Source.File})
	}
	return headings(h, &surroundings{lang: l}), rows
}
