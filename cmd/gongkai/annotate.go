package main

import (
	"context"
	"fmt"
	"time"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/annotation"
	"gongkai/data/form"
	"gongkai/data/store"
)

// annotateCommand keeps what an office says about its numbers.
type annotateCommand struct {
	Add    addAnnotation    `cmd:"" help:"为一个机关某年的数写一条注记，显示在图下"`
	Remove removeAnnotation `cmd:"" help:"撤回一条注记；原文和理由仍保留在文件中"`
	List   listAnnotations  `cmd:"" help:"列出注记"`
}

type addAnnotation struct {
	storeFlag
	Body      string `short:"b" required:"" help:"机关的名称、区划代码或标识"`
	Year      int    `required:"" help:"年度"`
	Indicator string `short:"i" help:"指标或比率的代码；缺省为该年全部指标"`
	Author    string `required:"" help:"署名，如 政务公开办"`
	Text      string `arg:"" help:"内容，至多 500 字"`
}

// Run checks body and indicator and keeps the words.
func (c *addAnnotation) Run(s *surroundings) error {
	ctx := context.Background()
	catalogue, err := form.Load()
	if err != nil {
		return err
	}
	snapshot, err := store.Open(ctx, c.Store)
	if err != nil {
		return err
	}
	defer snapshot.Close()
	a := analytics.New(snapshot, catalogue)
	b, err := a.FindBody(ctx, c.Body)
	if err != nil {
		return err
	}
	if c.Indicator != "" {
		if _, err := a.Define(c.Indicator); err != nil {
			return err
		}
	}
	n, err := annotation.Add(c.Store, annotation.Note{Body: b.RegionCode + ":" + b.Name, Year: c.Year, Indicator: c.Indicator, Text: c.Text, Author: c.Author}, time.Now())
	if err != nil {
		return err
	}
	s.say(data.Text{ZH: fmt.Sprintf("已记下第 %d 条注记：%s %d", n.ID, b.Name, n.Year), EN: fmt.Sprintf("kept annotation %d: %s %d", n.ID, b.Name, n.Year)})
	return nil
}

type removeAnnotation struct {
	storeFlag
	ID     int    `arg:"" help:"注记编号，见 list"`
	Reason string `required:"" help:"理由"`
	Author string `required:"" help:"署名"`
}

// Run takes an annotation back.
func (c *removeAnnotation) Run(s *surroundings) error {
	if err := annotation.Remove(c.Store, c.ID, c.Reason, c.Author, time.Now()); err != nil {
		return err
	}
	s.say(data.Text{ZH: fmt.Sprintf("已撤回第 %d 条注记", c.ID), EN: fmt.Sprintf("took annotation %d back", c.ID)})
	return nil
}

type listAnnotations struct{ storeFlag }

// Run lists the annotations, a line each.
func (c *listAnnotations) Run(s *surroundings) error {
	notes, err := annotation.List(c.Store)
	if err != nil {
		return err
	}
	for _, n := range notes {
		fmt.Fprintf(s.stdout, "%d\t%s\t%d\t%s\t%s\t%s\t%s\n", n.ID, n.Body, n.Year, n.Indicator, n.Text, n.Author, n.At.Local().Format(time.DateOnly))
	}
	return nil
}
