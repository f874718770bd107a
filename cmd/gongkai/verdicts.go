package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/store"
	"gongkai/ingest"
)

// verdictFlags sign a person's decision.
type verdictFlags struct {
	storeFlag
	referenceFlag
	Reason string `required:"" help:"理由，至多 500 字；显示在数字旁"`
	Author string `required:"" help:"署名，如 政务公开办 张三"`
}

// aboutReport names the report that a decision is about.
type aboutReport struct {
	Body string `short:"b" required:"" help:"机关的名称、区划代码或标识"`
	Year int    `required:"" help:"年度"`
}

type waiveCommand struct {
	verdictFlags
	aboutReport
	Check string `required:"" help:"核验项代码，如 t3.balance"`
	Where string `help:"核验所在的行或列代码；只有一处未通过时可省略"`
}

type correctCommand struct {
	verdictFlags
	aboutReport
	Cell string `required:"" help:"单元格代码，如 gov2021/t3/received/total"`
	To   string `required:"" help:"应为的数字，单位同该单元格"`
}

type undoCommand struct {
	verdictFlags
	Number int `arg:"" help:"决定的编号"`
}

// Run waives a finding.
func (c *waiveCommand) Run(s *surroundings) error {
	return judge(s, c.verdictFlags, c.aboutReport, func(ctx context.Context, j *ingest.Job, d ingest.Judgement) (int, *ingest.Summary, error) {
		return j.Waive(ctx, d, c.Check, c.Where)
	})
}

// Run corrects a figure.
func (c *correctCommand) Run(s *surroundings) error {
	to, err := data.ParseNumber(c.To)
	if err != nil {
		return &data.Error{Code: "bad_number", Place: c.To, Err: err,
			Reason: data.Text{ZH: "不是数字", EN: "not a number"},
			Way:    data.Text{ZH: "请写成阿拉伯数字，如 18 或 24252.31", EN: "write digits, such as 18 or 24252.31"}}
	}
	return judge(s, c.verdictFlags, c.aboutReport, func(ctx context.Context, j *ingest.Job, d ingest.Judgement) (int, *ingest.Summary, error) {
		return j.Correct(ctx, d, data.Cell(c.Cell), to)
	})
}

// Run takes a decision back.
func (c *undoCommand) Run(s *surroundings) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	job, err := newJob(c.Store, c.referenceFlag, s.stderr)
	if err != nil {
		return err
	}
	sum, err := job.Undo(ctx, c.Number, c.Reason, c.Author)
	if err != nil {
		return err
	}
	s.say(data.Text{ZH: fmt.Sprintf("已撤回第 %d 号决定", c.Number), EN: fmt.Sprintf("took verdict %d back", c.Number)})
	writeSummary(s.stdout, s.stderr, sum, s.lang)
	return nil
}

// judge finds the body, keeps the decision and tells its number.
func judge(s *surroundings, f verdictFlags, about aboutReport, decide func(context.Context, *ingest.Job, ingest.Judgement) (int, *ingest.Summary, error)) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	key, name, err := bodyKey(ctx, f.Store, about.Body)
	if err != nil {
		return err
	}
	job, err := newJob(f.Store, f.referenceFlag, s.stderr)
	if err != nil {
		return err
	}
	number, sum, err := decide(ctx, job, ingest.Judgement{Body: key, Year: about.Year, Reason: f.Reason, Author: f.Author})
	if err != nil {
		return err
	}
	s.say(data.Text{ZH: fmt.Sprintf("已记下第 %d 号决定：%s %d", number, name, about.Year), EN: fmt.Sprintf("kept verdict %d: %s %d", number, name, about.Year)})
	writeSummary(s.stdout, s.stderr, sum, s.lang)
	return nil
}

// bodyKey is the lasting key of a body that somebody names.
func bodyKey(ctx context.Context, dir, words string) (key, name string, err error) {
	catalogue, err := form.Load()
	if err != nil {
		return "", "", err
	}
	snapshot, err := store.Open(ctx, dir)
	if err != nil {
		return "", "", err
	}
	defer snapshot.Close()
	b, err := analytics.New(snapshot, catalogue).FindBody(ctx, words)
	if err != nil {
		return "", "", err
	}
	key, err = snapshot.Key(ctx, b.ID)
	return key, b.Name, err
}
