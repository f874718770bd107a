package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/store"
)

// Bounds of what people write with a verdict, in characters.
const (
	mostReason = 500
	mostAuthor = 60
)

// Judgement is what a person decides about the report of a body and year.
type Judgement struct {
	Body   string // key
	Year   int
	Reason string
	Author string
}

// Waive keeps that a failed finding is explained, and publishes: it no longer
// counts as failed, nor are its figures under suspicion, as long as these stay
// as they are. An empty where stands for the only failed finding of the check.
// It returns the verdict's number. Codes: "verdict_unsigned", "no_report",
// "no_finding", "several_findings", and those of Run.
func (j *Job) Waive(ctx context.Context, d Judgement, check, where string) (int, *Summary, error) {
	return j.judge(ctx, d, func(r *data.Report, at map[ofYear]*data.Report) (archive.Arrival, error) {
		var found []*data.Finding
		for i := range r.Findings {
			if f := &r.Findings[i]; f.State == data.Failed && f.Check == check && (where == "" || f.Where == where) {
				found = append(found, f)
			}
		}
		switch {
		case len(found) == 0:
			return archive.Arrival{}, noFinding(r, check, where)
		case len(found) > 1:
			return archive.Arrival{}, severalFindings(r, check, found)
		}
		return archive.Arrival{Decision: archive.Waive, Verdict: &archive.Verdict{Check: check, Where: found[0].Where, Print: printOf(found[0], r, at)}}, nil
	})
}

// Correct keeps that a cell should hold another number than its report prints,
// and publishes: the printed text stays, the number is marked as revised. The
// number is in the unit of the cell. It returns the verdict's number. Codes:
// "verdict_unsigned", "no_report", "no_cell", and those of Run.
func (j *Job) Correct(ctx context.Context, d Judgement, cell data.Cell, to data.Number) (int, *Summary, error) {
	return j.judge(ctx, d, func(r *data.Report, _ map[ofYear]*data.Report) (archive.Arrival, error) {
		f := r.Figure(cell)
		if f == nil {
			return archive.Arrival{}, &data.Error{Code: "no_cell", File: r.Source.File, Place: string(cell),
				Reason: data.Text{ZH: "报告中没有这个单元格", EN: "the report has no such cell"},
				Way:    data.Text{ZH: "单元格代码写作 表式/表/行/列，如 gov2021/t3/received/total，见报告页", EN: "a cell is named form/table/row/column, such as gov2021/t3/received/total: see the report's page"}}
		}
		return archive.Arrival{Decision: archive.Correct, Verdict: &archive.Verdict{Cell: cell, From: f.Text, To: &to}}, nil
	})
}

// Undo takes a verdict back by its number, and publishes. Codes:
// "verdict_unsigned", "no_verdict", and those of Run.
func (j *Job) Undo(ctx context.Context, number int, reason, author string) (*Summary, error) {
	if err := signed(reason, author); err != nil {
		return nil, err
	}
	return j.hold(func(arc *archive.Archive) (*Summary, error) {
		list := arc.Verdicts()
		i := slices.IndexFunc(list, func(v *archive.Judged) bool { return v.Number == number })
		if i < 0 || list[i].Undone != nil {
			return nil, &data.Error{Code: "no_verdict", Place: fmt.Sprint(number),
				Reason: data.Text{ZH: "没有这一编号的决定，或已经撤回", EN: "no such verdict, or it was taken back"},
				Way:    data.Text{ZH: "现有的决定：" + numbers(list), EN: "those that stand: " + numbers(list)}}
		}
		of := list[i].Verdict
		return j.decide(ctx, arc, archive.Arrival{Decision: archive.Undo, Verdict: &archive.Verdict{Of: number, Body: of.Body, Year: of.Year}, Reason: reason, Author: author})
	})
}

// judge looks at a report as it is checked today, and keeps the line that a
// person's decision makes of it.
func (j *Job) judge(ctx context.Context, d Judgement, line func(r *data.Report, at map[ofYear]*data.Report) (archive.Arrival, error)) (number int, sum *Summary, err error) {
	if err := signed(d.Reason, d.Author); err != nil {
		return 0, nil, err
	}
	sum, err = j.hold(func(arc *archive.Archive) (*Summary, error) {
		at, err := j.companyOf(ctx, arc, d.Body)
		if err != nil {
			return nil, err
		}
		r := at[ofYear{d.Body, d.Year}]
		if r == nil {
			return nil, noReport(at, d)
		}
		x, err := line(r, at)
		if err != nil {
			return nil, err
		}
		x.Verdict.Body, x.Verdict.Year, x.Reason, x.Author = d.Body, d.Year, d.Reason, d.Author
		number = arc.Length() + 1
		return j.decide(ctx, arc, x)
	})
	return number, sum, err
}

// decide lists a decision and publishes.
func (j *Job) decide(ctx context.Context, arc *archive.Archive, line archive.Arrival) (*Summary, error) {
	line.At = j.now()
	if err := arc.List(line); err != nil {
		return nil, cannotWrite(j.Store, err)
	}
	sum := &Summary{}
	var err error
	sum.Published, err = j.publish(ctx, arc, sum)
	return sum, err
}

// companyOf are the current reports that a body's checks look at.
func (j *Job) companyOf(ctx context.Context, arc *archive.Archive, body string) (map[ofYear]*data.Report, error) {
	s, err := store.Open(ctx, j.Store)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	c, err := j.amid(ctx, arc, s, nil, map[string]bool{body: true}, nil)
	return currentOf(c.reports), err
}

// signed wants a reason and an author.
func signed(reason, author string) error {
	for _, x := range []struct {
		text string
		most int
		what data.Text
	}{{reason, mostReason, data.Text{ZH: "理由", EN: "the reason"}}, {author, mostAuthor, data.Text{ZH: "署名", EN: "the author"}}} {
		if n := utf8.RuneCountInString(strings.TrimSpace(x.text)); n == 0 || n > x.most || strings.ContainsFunc(x.text, func(r rune) bool { return r < ' ' }) {
			return &data.Error{Code: "verdict_unsigned", Place: x.what.EN,
				Reason: data.Text{ZH: x.what.ZH + "为空、过长或有控制字符", EN: x.what.EN + " is empty, too long or has control characters"},
				Way:    data.Text{ZH: fmt.Sprintf("请写明%s，至多 %d 字", x.what.ZH, x.most), EN: fmt.Sprintf("give it, %d characters at most", x.most)}}
		}
	}
	return nil
}

func noReport(at map[ofYear]*data.Report, d Judgement) error {
	var years []string
	for y := range at {
		if y.body == d.Body {
			years = append(years, fmt.Sprint(y.year))
		}
	}
	slices.Sort(years)
	return &data.Error{Code: "no_report", Place: fmt.Sprintf("%s %d", d.Body, d.Year),
		Reason: data.Text{ZH: "没有该机关该年度的报告", EN: "no report of that body and year"},
		Way:    data.Text{ZH: "已有的年度：" + strings.Join(years, "、"), EN: "years with a report: " + strings.Join(years, ", ")}}
}

func noFinding(r *data.Report, check, where string) error {
	var names []string
	for _, f := range r.Findings {
		if f.State == data.Failed {
			names = append(names, strings.TrimSpace(f.Check+" "+f.Where))
		}
	}
	way := data.Text{ZH: "该报告没有未通过的核验项", EN: "no check of that report failed"}
	if len(names) > 0 {
		way = data.Text{ZH: "该报告未通过的核验项：" + strings.Join(names, "、"), EN: "failed checks of that report: " + strings.Join(names, ", ")}
	}
	return &data.Error{Code: "no_finding", File: r.Source.File, Place: strings.TrimSpace(check + " " + where), Way: way,
		Reason: data.Text{ZH: "没有这一项未通过的核验结果", EN: "no such failed finding"}}
}

func severalFindings(r *data.Report, check string, found []*data.Finding) error {
	var places []string
	for _, f := range found {
		places = append(places, f.Where)
	}
	return &data.Error{Code: "several_findings", File: r.Source.File, Place: check,
		Reason: data.Text{ZH: "这一核验项有多处未通过", EN: "the check failed in several places"},
		Way:    data.Text{ZH: "请用 --where 指明一处：" + strings.Join(places, "、"), EN: "name one with --where: " + strings.Join(places, ", ")}}
}

func numbers(list []*archive.Judged) string {
	var words []string
	for _, v := range list {
		if v.Stands() {
			words = append(words, fmt.Sprint(v.Number))
		}
	}
	return strings.Join(words, "、")
}
