package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/ingest"
)

// bodiesCommand holds a person's decisions on which body a report is of.
type bodiesCommand struct {
	Set   setBodyCommand    `cmd:"" help:"指定一个文件的报告机关所在的行政区划；决定会保留，重新载入仍有效"`
	Unset unsetBodyCommand  `cmd:"" help:"撤销指定"`
	List  listBodiesCommand `cmd:"" help:"列出已作的指定"`
}

type setBodyCommand struct {
	storeFlag
	referenceFlag
	Reason string `help:"理由" required:""`
	Author string `help:"决定人" env:"USER" default:"未署名"`
	Organ  string `help:"部门名称，默认用识读出的"`
	File   string `arg:"" name:"file" help:"报告文件，或已归档文件的名称、SHA-256"`
	Code   string `arg:"" name:"code" help:"六位行政区划代码"`
}

type unsetBodyCommand struct {
	storeFlag
	referenceFlag
	Reason string `help:"理由" required:""`
	Author string `help:"决定人" env:"USER" default:"未署名"`
	File   string `arg:"" name:"file" help:"报告文件，或已归档文件的名称、SHA-256"`
}

type listBodiesCommand struct{ storeFlag }

// Run keeps the decision, takes the file in and publishes.
func (c *setBodyCommand) Run(s *surroundings) error {
	return decideBody(s, c.Store, c.referenceFlag, ingest.BodyDecision{File: c.File, Code: c.Code, Organ: c.Organ, Reason: c.Reason, Author: c.Author})
}

// Run takes a decision back and publishes.
func (c *unsetBodyCommand) Run(s *surroundings) error {
	return decideBody(s, c.Store, c.referenceFlag, ingest.BodyDecision{File: c.File, Reason: c.Reason, Author: c.Author})
}

func decideBody(s *surroundings, store string, reference referenceFlag, d ingest.BodyDecision) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	job, err := newJob(store, reference, s.stderr)
	if err != nil {
		return err
	}
	sum, body, err := job.SetBody(ctx, d)
	if err != nil {
		return err
	}
	if body != nil {
		fmt.Fprintf(s.stdout, data.Text{ZH: "已指定：%s（%s）\n", EN: "set: %s (%s)\n"}.In(s.lang), body.Name, body.RegionCode)
	} else {
		fmt.Fprint(s.stdout, data.Text{ZH: "已撤销指定\n", EN: "taken back\n"}.In(s.lang))
	}
	writeSummary(s.stdout, s.stderr, sum, s.lang)
	return nil
}

// Run lists the decisions.
func (c *listBodiesCommand) Run(s *surroundings) error {
	arc, err := archive.Open(c.Store)
	if err != nil {
		return err
	}
	for _, d := range arc.Decisions() {
		switch d.Decision {
		case archive.SetBody:
			fmt.Fprintf(s.stdout, "%s  %.12s  %s → %s（%s）  %s：%s\n", d.At.Format("2006-01-02"), d.SHA256, d.File, d.Body.Name, d.Body.RegionCode, d.Author, d.Reason)
		case archive.UnsetBody:
			fmt.Fprintf(s.stdout, "%s  %.12s  %s "+data.Text{ZH: "撤销指定", EN: "taken back"}.In(s.lang)+"  %s：%s\n", d.At.Format("2006-01-02"), d.SHA256, d.File, d.Author, d.Reason)
		}
	}
	return nil
}
