package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"gongkai/data"
	"gongkai/ingest"
	"gongkai/ingest/recognise"
	"gongkai/ingest/source"
)

type explainCommand struct {
	referenceFlag
	JSON bool   `help:"输出 JSON"`
	File string `arg:"" name:"file" help:"报告文件、文件夹、zip 压缩包；- 为标准输入"`
}

// Run shows what was understood of a file: what one sends us when it fails.
func (c *explainCommand) Run(s *surroundings) error {
	catalogue, places, err := c.knowledge()
	if err != nil {
		return err
	}
	reader := ingest.NewReader(catalogue, places)
	out := bufio.NewWriter(s.stdout)
	defer out.Flush()
	files, errs := source.Paths([]string{c.File})
	for _, file := range files {
		if err := c.explain(reader, out, file, s.lang); err != nil {
			errs = append(errs, err)
		}
	}
	for _, err := range errs {
		fmt.Fprintln(s.stderr, message(err, s.lang))
	}
	if len(errs) > 0 {
		return errSaid
	}
	return nil
}

func (c *explainCommand) explain(r *ingest.Reader, out io.Writer, file source.File, lang data.Lang) error {
	b, err := file.Read()
	if err != nil {
		return err
	}
	e, err := r.Explain(file.Name, b)
	if err != nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return enc.Encode(e)
	}
	fmt.Fprintf(out, "文件 %s，格式 %s\n", file.Name, e.Format)
	for i := range e.Parts {
		explainPart(out, &e.Parts[i], lang)
	}
	return nil
}

func explainPart(w io.Writer, p *recognise.Part, lang data.Lang) {
	fmt.Fprintf(w, "\n标题 %s\n年度 %d  发布日期 %s  发布机构 %s\n", p.Title, p.Year, p.Published, p.Publisher)
	fmt.Fprintln(w, "表式")
	for _, f := range p.Forms {
		mark := " "
		if f.Chosen {
			mark = "√"
		}
		fmt.Fprintf(w, "  %s %-14s 需要 %d，特征 %d（%s），行 %d\n", mark, f.Form, f.Needed, len(f.Tokens), strings.Join(f.Tokens, "、"), f.Rows)
	}
	if p.Refused != nil {
		fmt.Fprintf(w, "未采用：%s\n", message(p.Refused, lang))
	}
	if r := p.Report; r != nil {
		fmt.Fprintf(w, "机关 %s（%s）\n", r.Body.Name, r.Body.RegionCode)
		for _, line := range r.Body.Evidence {
			fmt.Fprintf(w, "  依据 %s\n", line)
		}
		for _, k := range r.Body.Candidates {
			fmt.Fprintf(w, "  可能是 %s %s\n", k.RegionCode, k.FullName)
		}
		fmt.Fprintf(w, "表式 %s，口径 %s，数字 %d 个，本地行 %d 行\n", r.Form, r.Scope, len(r.Figures), len(r.Local))
	}
	for _, b := range p.Blocks {
		explainBlock(w, &b)
	}
}

func explainBlock(w io.Writer, b *recognise.SeenBlock) {
	switch {
	case b.Table > 0:
		fmt.Fprintf(w, "\n表 %d", b.Table)
		if b.Page > 0 {
			fmt.Fprintf(w, "（第 %d 页）", b.Page)
		}
		fmt.Fprintln(w)
		for _, c := range b.Cells {
			explainCell(w, &c)
		}
	case len(b.Lines) > 0:
		fmt.Fprintln(w, "\n按空格排版的文字")
		for _, c := range b.Lines {
			if len(c.Codes) > 0 || strings.TrimSpace(c.Text) != "" {
				explainCell(w, &c)
			}
		}
	default:
		fmt.Fprintf(w, "段落 %s\n", b.Text)
	}
}

func explainCell(w io.Writer, c *recognise.SeenCell) {
	fmt.Fprintf(w, "  %d,%d", c.Row, c.Column)
	if c.RowSpan > 1 || c.ColSpan > 1 {
		fmt.Fprintf(w, "（%d×%d）", c.RowSpan, c.ColSpan)
	}
	fmt.Fprintf(w, "  %s", strings.ReplaceAll(c.Text, "\n", " "))
	if len(c.Codes) > 0 || c.Taken != "" {
		fmt.Fprintf(w, "  → %s", c.Taken)
	}
	for _, code := range c.Codes {
		fmt.Fprintf(w, " %s", code)
	}
	fmt.Fprintln(w)
}
