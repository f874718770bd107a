// Package recognise turns a document into reports: which body, year and form,
// and which cell is which figure. Rows and columns are placed by label and
// path, never by position; what cannot be placed for certain is said to be
// unreadable or kept as a local row. Wrong is far worse than missed.
package recognise

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/place"
	"gongkai/ingest/document"
)

// Recogniser knows the forms and the places. It is safe for concurrent use.
type Recogniser struct {
	catalogue *form.Catalogue
	places    *place.Gazetteer
	labels    map[string]*labels
}

// New returns a Recogniser.
func New(c *form.Catalogue, g *place.Gazetteer) *Recogniser {
	r := &Recogniser{catalogue: c, places: g, labels: map[string]*labels{}}
	for _, f := range c.Forms {
		r.labels[f.ID] = newLabels(f, c.Values)
	}
	return r
}

// Reports finds the reports in a document, in reading order. Findings of the
// audit are not part of it. Errors are *data.Error: "not_a_report",
// "unknown_form", "no_year".
func (r *Recogniser) Reports(d *document.Document, src data.Source) ([]*data.Report, error) {
	src.Format = d.Format
	var out []*data.Report
	var firstErr error
	for _, blocks := range split(d.Blocks) {
		rep, err := r.report(d, blocks, src)
		if err != nil {
			if firstErr == nil {
				firstErr = err
			}
			continue
		}
		out = append(out, rep)
	}
	if len(out) == 0 {
		return nil, firstErr
	}
	return out, nil
}

// Subject is whose report for which year a document says it is, whether or not
// it can be read as one. The body has no name, and the year is 0, where it
// does not say.
func (r *Recogniser) Subject(d *document.Document, file string) (data.Body, int) {
	fr := readFront(d, d.Blocks)
	year, _ := fr.year()
	return r.places.Resolve(fr.evidence(file, year)), year
}

// split cuts a document that holds several reports before each title that
// follows the tables of another report.
func split(blocks []document.Block) [][]document.Block {
	var parts [][]document.Block
	start, tables := 0, 0
	for i, b := range blocks {
		if b.Table != nil && len(b.Table.Cells) > 20 {
			tables++
		}
		if tables >= 2 && b.Text != "" && isTitle(b.Text) && followedByTables(blocks[i:]) {
			parts = append(parts, blocks[start:i])
			start, tables = i, 0
		}
	}
	return append(parts, blocks[start:])
}

func followedByTables(blocks []document.Block) bool {
	n := 0
	for _, b := range blocks {
		if b.Table != nil && len(b.Table.Cells) > 20 {
			n++
		}
	}
	return n >= 2
}

func (r *Recogniser) report(d *document.Document, blocks []document.Block, src data.Source) (*data.Report, error) {
	fr := readFront(d, blocks)
	year, differs := fr.year()
	f := detect(r.catalogue, blocks)
	if f == nil {
		if lines := withoutBorders(blocks); lines != nil {
			if f = detect(r.catalogue, lines); f != nil {
				blocks = lines
			}
		}
	}
	var said map[string]*stated
	if f == nil || len(f.Prose) > 0 {
		said = readProse(r.catalogue.Prose, fr.paragraphs, year)
	}
	if f == nil {
		if f = r.textOnly(fr, year, said, blocks); f == nil {
			return nil, r.refuse(src, fr, blocks)
		}
	}
	s := newSheet(r.labels[f.ID], year)
	s.readAll(blocks)
	s.fill(said)
	if s.numbers() == 0 {
		return nil, &data.Error{Code: "no_figures", File: src.File,
			Reason: data.Text{ZH: "表格中没有可识读的数字", EN: "the tables hold no figure that could be read"},
			Way:    data.Text{ZH: "请确认不是空白表或图片", EN: "check that it is not an unfilled form or a picture"}}
	}
	if year == 0 {
		return nil, &data.Error{Code: "no_year", File: src.File,
			Reason: data.Text{ZH: "标题和正文中找不到报告年度", EN: "no report year in title or text"},
			Way:    data.Text{ZH: "请补全标题，如“XX区2024年政府信息公开工作年度报告”", EN: "complete the title"}}
	}
	found := r.places.Trace(fr.evidence(src.File, year))
	rep := &data.Report{
		Source: src, Title: fr.title, Year: year, Form: f.ID, Scope: fr.scope(), Published: fr.published, Contact: fr.contact(),
		Body: found.Body, Figures: s.list(), Local: s.local,
	}
	if f.Table("t3") != nil {
		rep.Statements = r.statements(fr.paragraphs, year)
	}
	rep.Body.CodeThen, rep.Body.NameNow = found.CodeThen, found.NameNow
	for _, c := range found.Warnings() {
		rep.Findings = append(rep.Findings, data.Finding{Check: "body." + string(c.Kind), State: data.Failed, Severity: data.Note, Detail: c.Says.ZH})
	}
	if differs != 0 {
		rep.Findings = append(rep.Findings, data.Finding{Check: "title.year", State: data.Failed, Severity: data.Note,
			Detail: fmt.Sprintf("按%d年采用；标题与数据统计期限所说的年度不一致，另一处为%d年，请核对", year, differs)})
	}
	return rep, nil
}

func (f *front) evidence(file string, year int) place.Evidence {
	return place.Evidence{Title: f.title, Preface: f.preface, Text: f.text, Publisher: f.publisher, File: file, Address: f.address, Year: year}
}

// textOnly is the form of a report without statutory tables, if the document is
// one: it calls itself so, and its sentences state at least two figures, one
// of them the items disclosed or the applications. Since 2019 a report has
// tables: one that has other tables only is not understood.
func (r *Recogniser) textOnly(fr front, year int, said map[string]*stated, blocks []document.Block) *form.Form {
	if fr.title == "" || year == 0 || len(said) < 2 || said["proactive"] == nil && said["received"] == nil {
		return nil
	}
	if year >= 2019 && slices.ContainsFunc(blocks, func(b document.Block) bool { return b.Table != nil && len(b.Table.Cells) >= 20 }) {
		return nil
	}
	for _, f := range r.catalogue.Forms {
		if f.Tables[0].Layout == form.Prose {
			return f
		}
	}
	return nil
}

// withoutBorders takes the paragraphs of a document without tables for lines: some
// copies have lost the borders of their tables. nil where there are tables.
func withoutBorders(blocks []document.Block) []document.Block {
	var lines []string
	for _, b := range blocks {
		if b.Table != nil && len(b.Table.Cells) >= 20 || b.Lines != nil {
			return nil
		}
		lines = append(lines, strings.Split(b.Text, "\n")...)
	}
	return []document.Block{{Lines: lines}}
}

// refuse says why a document is not taken: it has no tables, or the tables of
// a form that is not known.
func (r *Recogniser) refuse(src data.Source, fr front, blocks []document.Block) error {
	tables := 0
	for _, b := range blocks {
		if b.Table != nil {
			tables++
		}
	}
	if fr.title != "" && tables > 0 {
		return &data.Error{Code: "unknown_form", File: src.File,
			Reason: data.Text{ZH: "像是年度报告，但表格不是已知的表式", EN: "looks like an annual report, but its tables are of no known form"},
			Way:    data.Text{ZH: "可读 2021、2019、2014 年统一格式和沪闽两地 2014 年前的附表；请用 gongkai explain 查看，并把原文件反馈给我们", EN: "the forms of 2021, 2019 and 2014 and the earlier local tables of Shanghai and Fujian can be read; see gongkai explain, and send us the file"}}
	}
	return &data.Error{Code: "not_a_report", File: src.File,
		Reason: data.Text{ZH: "没有找到年度报告的法定表格", EN: "no statutory table of an annual report found"},
		Way:    data.Text{ZH: "请提供含表格的报告正文，而不是目录页或附件链接", EN: "give the report itself, not a list or a page of attachments"}}
}
