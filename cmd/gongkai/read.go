package main

import (
	"bufio"
	"fmt"
	"io"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/ingest"
	"gongkai/ingest/source"
)

type readCommand struct {
	referenceFlag
	JSON  bool     `help:"每份报告输出一行 JSON"`
	Files []string `arg:"" name:"file" help:"报告文件、文件夹、zip 压缩包；- 为标准输入"`
}

// Run reads each file; one that cannot be read gives a line on stderr, and the
// others are still read.
func (c *readCommand) Run(s *surroundings) error {
	catalogue, places, err := c.knowledge()
	if err != nil {
		return err
	}
	reader := ingest.NewReader(catalogue, places)
	out := bufio.NewWriter(s.stdout)
	defer out.Flush()
	files, errs := source.Paths(c.Files)
	for _, err := range errs {
		fmt.Fprintln(s.stderr, message(err, s.lang))
	}
	failed := len(errs) > 0
	for _, file := range files {
		reports, err := readFile(reader, file)
		if err != nil {
			fmt.Fprintln(s.stderr, message(err, s.lang))
			failed = true
			continue
		}
		for _, r := range reports {
			if c.JSON {
				err = writeReportJSON(out, r)
			} else {
				err = writeReport(out, catalogue, r, s.lang)
			}
			if err != nil {
				return err
			}
		}
	}
	if failed {
		return errSaid
	}
	return nil
}

func readFile(r *ingest.Reader, file source.File) ([]*data.Report, error) {
	b, err := file.Read()
	if err != nil {
		return nil, err
	}
	return r.Read(file.Name, b)
}

func writeReportJSON(w io.Writer, r *data.Report) error {
	if r.Figures == nil {
		r.Figures = []data.Figure{}
	}
	if r.Findings == nil {
		r.Findings = []data.Finding{}
	}
	return writeJSON(w, r)
}

// writeReport prints a report for people.
func writeReport(w io.Writer, c *form.Catalogue, r *data.Report, lang data.Lang) error {
	fmt.Fprintf(w, "%s\n", r.Title)
	fmt.Fprintf(w, "  文件 %s（%s，SHA-256 %.12s）\n", r.Source.File, r.Source.Format, r.Source.SHA256)
	fmt.Fprintf(w, "  机关 %s", r.Body.Name)
	if r.Body.RegionCode != "" {
		fmt.Fprintf(w, "（%s）", r.Body.RegionCode)
	}
	fmt.Fprintf(w, "  年度 %d  格式 %s\n", r.Year, c.Form(r.Form).Name().In(lang))
	for _, k := range r.Body.Candidates {
		fmt.Fprintf(w, "  可能是 %s %s\n", k.RegionCode, k.FullName)
	}
	table := ""
	for i := range r.Figures {
		f := &r.Figures[i]
		info := c.Cell(f.Cell)
		if f.Cell.Table() != table {
			table = f.Cell.Table()
			fmt.Fprintf(w, "\n  %s\n", info.Table.Title)
		}
		value := f.Status.Name().In(lang)
		if f.Value != nil {
			value = f.Value.String()
		}
		unit := f.Unit
		if unit == "" {
			unit = info.Unit()
		}
		fmt.Fprintf(w, "    %-10s %s", value, info.Label().In(lang))
		if f.Value != nil {
			fmt.Fprintf(w, "（%s）", unit)
		} else if f.Text != "" {
			fmt.Fprintf(w, "（原文：%s）", f.Text)
		}
		fmt.Fprintf(w, "  表%d 行%d 列%d\n", f.At.Table, f.At.Row, f.At.Column)
	}
	counts := map[data.State]int{}
	for _, f := range r.Findings {
		counts[f.State]++
	}
	fmt.Fprintf(w, "\n  核验：成立 %d，不符 %d，无法判断 %d\n", counts[data.OK], counts[data.Failed], counts[data.NotAssessable])
	for _, f := range r.Findings {
		if f.State == data.Failed {
			fmt.Fprintf(w, "    不符 %s %s\n", f.Check, f.Detail)
		}
	}
	_, err := fmt.Fprintln(w)
	return err
}
