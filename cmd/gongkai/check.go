package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/ingest"
	"gongkai/ingest/source"
)

// checkCommand is the reporting office's own: a draft, before it is published.
type checkCommand struct {
	storeFlag
	referenceFlag
	JSON  bool     `name:"json" help:"每份报告输出一行 JSON"`
	All   bool     `help:"无法核验的也逐项列出"`
	Files []string `arg:"" name:"file" help:"待发布的报告文件，可写多个；- 为标准输入"`
}

// Run checks drafts and keeps nothing. It fails when a file cannot be read or a
// draft breaks what must hold.
func (c *checkCommand) Run(s *surroundings) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	job, err := newJob(c.Store, c.referenceFlag, s.stderr)
	if err != nil {
		return err
	}
	files, errs := source.Paths(c.Files)
	drafts, rejected, err := job.Check(ctx, files)
	if err != nil {
		return err
	}
	for _, r := range rejected {
		errs = append(errs, r.Err)
	}
	for _, err := range errs {
		fmt.Fprintln(s.stderr, "gongkai: "+message(err, s.lang))
	}
	bad := len(errs) > 0
	for _, d := range drafts {
		bad = bad || d.Broken() > 0
		if c.JSON {
			err = writeDraftJSON(s, d)
		} else {
			s.draft(d, job.Catalogue, c.All)
		}
		if err != nil {
			return err
		}
	}
	if bad {
		return errSaid
	}
	return nil
}

// writeDraftJSON prints a draft with all its findings as one line.
func writeDraftJSON(s *surroundings, d *ingest.Draft) error {
	out := struct {
		File     string         `json:"file"`
		Title    string         `json:"title"`
		Body     data.Body      `json:"body"`
		Year     int            `json:"year"`
		Form     string         `json:"form"`
		Years    []int          `json:"years"` // that it was checked beside
		Alone    string         `json:"alone,omitempty"`
		Findings []data.Finding `json:"findings"`
	}{d.Report.Source.File, d.Report.Title, d.Report.Body, d.Report.Year, d.Report.Form, d.Years, "", d.Report.Findings}
	if out.Years == nil {
		out.Years = []int{}
	}
	if out.Findings == nil {
		out.Findings = []data.Finding{}
	}
	if d.Alone != nil {
		out.Alone = data.Code(d.Alone)
	}
	return writeJSON(s.stdout, out)
}

// draft prints what the checks say, the worst first.
func (s *surroundings) draft(d *ingest.Draft, c *form.Catalogue, all bool) {
	r := d.Report
	name := r.Form
	if f := c.Form(r.Form); f != nil {
		name = f.Name().In(s.lang)
	}
	s.say(data.Text{ZH: r.Title, EN: r.Title})
	s.say(data.Text{ZH: fmt.Sprintf("  %s %d 年，%s，%d 个数据", r.Body.Name, r.Year, name, len(r.Figures)), EN: fmt.Sprintf("  %s %d, %s, %d figures", r.Body.Name, r.Year, name, len(r.Figures))})
	s.beside(d)
	groups := []struct {
		title data.Text
		of    func(data.Finding) bool
	}{
		{data.Text{ZH: "必须改正", EN: "must be corrected"}, func(f data.Finding) bool { return f.State == data.Failed && f.Severity == data.Hard }},
		{data.Text{ZH: "请核对", EN: "please check"}, func(f data.Finding) bool { return f.State == data.Failed && f.Severity == data.Soft }},
		{data.Text{ZH: "提示", EN: "notes"}, func(f data.Finding) bool { return f.State == data.Failed && f.Severity == data.Note }},
		{data.Text{ZH: "已免核", EN: "waived"}, func(f data.Finding) bool { return f.State == data.Waived }},
		{data.Text{ZH: "无法核验", EN: "cannot be assessed"}, func(f data.Finding) bool { return f.State == data.NotAssessable }},
	}
	for i, g := range groups {
		var found []data.Finding
		for _, f := range r.Findings {
			if g.of(f) {
				found = append(found, f)
			}
		}
		last := i == len(groups)-1
		if len(found) == 0 && i > 0 {
			continue
		}
		s.say(data.Text{ZH: fmt.Sprintf("\n  %s：%d 项", g.title.ZH, len(found)), EN: fmt.Sprintf("\n  %s: %d", g.title.EN, len(found))})
		if last && !all {
			s.say(data.Text{ZH: "    缺少可比的数字；加 --all 逐项列出", EN: "    figures to compare with are missing; --all lists them"})
			continue
		}
		for _, f := range found {
			s.finding(r, f, c)
		}
	}
	passed := 0
	for _, f := range r.Findings {
		if f.State == data.OK {
			passed++
		}
	}
	s.say(data.Text{ZH: fmt.Sprintf("\n  通过：%d 项\n", passed), EN: fmt.Sprintf("\n  ok: %d\n", passed)})
}

// beside says what the draft was compared with.
func (s *surroundings) beside(d *ingest.Draft) {
	switch {
	case d.Alone != nil:
		s.say(data.Text{ZH: "  只核验了报告自身，未与往年比较：" + message(d.Alone, data.Chinese), EN: "  checked by itself only: " + message(d.Alone, data.English)})
	case len(d.Years) == 0:
		s.say(data.Text{ZH: "  数据目录中没有该机关的其他报告，未与往年比较", EN: "  the store has no other report of this body"})
	default:
		years := strings.Trim(strings.ReplaceAll(fmt.Sprint(d.Years), " ", "、"), "[]")
		s.say(data.Text{ZH: "  与该机关 " + years + " 年的报告一并核验", EN: "  checked beside the body's reports of " + strings.ReplaceAll(years, "、", ", ")})
	}
}

// finding prints one with the places of its cells in the document.
func (s *surroundings) finding(r *data.Report, f data.Finding, c *form.Catalogue) {
	fmt.Fprintf(s.stdout, "    · %s [%s]\n", f.Detail, strings.TrimSpace(f.Check+" "+f.Where))
	if f.Detail == "" {
		fmt.Fprintf(s.stdout, "      %s\n", c.Demand(f.Check).In(s.lang))
	}
	if f.State != data.Failed {
		return
	}
	for _, cell := range f.Cells {
		fig, info := r.Figure(cell), c.Cell(cell)
		if fig == nil || info == nil {
			continue
		}
		if n := len(f.Cells); n > manyCells && fig.Value != nil && fig.Value.Sign() == 0 {
			continue
		}
		place := data.Text{ZH: fmt.Sprintf("表%d 行%d 列%d", fig.At.Table, fig.At.Row, fig.At.Column), EN: fmt.Sprintf("table %d row %d column %d", fig.At.Table, fig.At.Row, fig.At.Column)}
		fmt.Fprintf(s.stdout, "        %s = %s  （%s）\n", info.Label().In(s.lang), fig.Text, place.In(s.lang))
	}
}

// manyCells is how many cells a finding may name with their zeros.
const manyCells = 10
