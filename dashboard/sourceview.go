package dashboard

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"gongkai/analytics"
	"gongkai/data"
)

// pageDPI is how fine the picture of a page is.
const pageDPI = 110

// sourcePage is the original document's table that holds a figure.
type sourcePage struct {
	page
	Report        analytics.ReportRef
	Cell          data.Cell
	Label         string
	Figure        *data.Figure
	Value, Status string // as recognised
	Place         string // in words
	Table         *data.SourceTable
	Rows          [][]shownCell
	Found         bool   // the cell is in this table and marked
	Elsewhere     string // the table that has the cell, where another one is shown
	Before, After string // the document's former and next table
	Picture       string // the page with the cell framed
	Back          string
	CanGet        bool
}

// shownCell is a cell of the original table on the screen.
type shownCell struct {
	data.SourceCell
	Marked bool
}

// sourceAsked is the report and the figure of a request for its source.
type sourceAsked struct {
	report *analytics.ReportPage
	figure *data.Figure
	number int // of the table to show
}

func (s *Server) sourceAsked(r *request) (a sourceAsked, err error) {
	if s.Original == nil {
		return a, notFound()
	}
	if a.report, err = s.reportAsked(r); err != nil {
		return a, err
	}
	cell := r.c.Query("cell")
	if a.figure = byCell(a.report.Figures)[data.Cell(cell)]; a.figure == nil {
		return a, &data.Error{Code: "no_cell", Place: "cell",
			Reason: data.Text{ZH: "这份报告没有这一格", EN: "this report has no such cell"},
			Way:    data.Text{ZH: "请回到报告页，点击一个数字", EN: "go back to the report and click on a number"}}
	}
	a.number = a.figure.At.Table
	if text := r.c.Query("table"); text != "" {
		if a.number, err = strconv.Atoi(text); err != nil || a.number < 0 {
			return a, badParameter("table", text, data.Text{ZH: "请填原文表格的序号", EN: "give the number of a table"})
		}
	}
	return a, nil
}

// original answers with the document's table around a figure.
func (s *Server) original(r *request) (*answered, error) {
	a, err := s.sourceAsked(r)
	if err != nil {
		return nil, err
	}
	f, ref := a.figure, a.report.Report
	t, err := s.Original(r.ctx, ref.Source.SHA256, a.number)
	if err != nil {
		return nil, err
	}
	mark := marked(t, f, a.report.Figures)
	switch r.format {
	case "json":
		return asJSON(struct {
			Source data.Source       `json:"source"`
			Figure *data.Figure      `json:"figure"`
			Marked *data.SourceCell  `json:"marked"`
			Table  *data.SourceTable `json:"table"`
		}{ref.Source, f, mark, t})
	case "csv":
		return sourceCSV(r, t)
	}
	home := reportAddress(ref.Body, ref.Year)
	p := sourcePage{page: r.page, Report: ref, Cell: f.Cell, Figure: f, Label: string(f.Cell), Status: f.Status.Name().In(r.Lang),
		Place: placeText(f.At, r.Lang), Table: t, Found: mark != nil, CanGet: s.OpenSource != nil, Back: r.Link(home + "#" + string(f.Cell))}
	p.Samples = ref.Sample
	if info := s.Catalogue.Cell(f.Cell); info != nil {
		p.Label = info.Label().In(r.Lang)
		p.Value = figureCell(f.Cell, info.Unit(), map[data.Cell]*data.Figure{f.Cell: f}, r.Lang).Text
	}
	p.turn(home)
	for _, row := range t.Rows {
		var shown []shownCell
		for i := range row {
			shown = append(shown, shownCell{row[i], mark != nil && row[i].Row == mark.Row && row[i].Column == mark.Column && !row[i].Gap})
		}
		p.Rows = append(p.Rows, shown)
	}
	if mark != nil && mark.Page > 0 && s.PageImage != nil {
		p.Picture = home + "/page/" + itoa(mark.Page) + ".png?" + query("cell", string(f.Cell))
	}
	return s.rendered("source", p)
}

// turn sets the addresses of the document's other tables.
func (p *sourcePage) turn(home string) {
	to := func(n int) string {
		fragment := ""
		if n == p.Figure.At.Table {
			fragment = "#marked"
		}
		return p.Link(home + "/source?" + query("cell", string(p.Cell), "table", itoa(n)) + fragment)
	}
	if p.Table.Number > 0 {
		p.Before = to(p.Table.Number - 1)
	}
	if p.Table.Number < p.Table.Tables {
		p.After = to(p.Table.Number + 1)
	}
	if p.Table.Number != p.Figure.At.Table {
		p.Elsewhere = to(p.Figure.At.Table)
	}
}

// sourceAddress is the page that shows where a figure of a report stands.
func sourceAddress(b analytics.BodyRef, year int, cell data.Cell) string {
	return reportAddress(b, year) + "/source?cell=" + url.QueryEscape(string(cell)) + "#marked"
}

// linkSources makes each figure of the printed tables lead to its source.
func (p reportPage) linkSources(figures map[data.Cell]*data.Figure) {
	for _, t := range p.Tables {
		for _, row := range t.Rows {
			for i := range row {
				if cell := data.Cell(row[i].ID); figures[cell] != nil {
					row[i].Href = p.Link(sourceAddress(p.Report.Body, p.Report.Year, cell))
				}
			}
		}
	}
}

// sourceCSV is the original table, a merged cell at its upper left place.
func sourceCSV(r *request, t *data.SourceTable) (*answered, error) {
	columns := 0
	for _, row := range t.Rows {
		for _, c := range row {
			columns = max(columns, c.Column)
		}
	}
	head := make([]string, columns)
	for i := range head {
		head[i] = itoa(i + 1)
	}
	out := newSheet(head...)
	for _, row := range t.Rows {
		line := make([]string, columns)
		for _, c := range row {
			line[c.Column-1] = c.Text
		}
		out.text(line...)
	}
	return out.done(r, "gongkai-original-table-"+itoa(t.Number))
}

// pageImage sends a page of a PDF as a picture; with a cell, that is framed.
func (s *Server) pageImage(r *request) (*answered, error) {
	if s.PageImage == nil {
		return nil, notFound()
	}
	a, err := s.sourceAsked(r)
	if err != nil {
		return nil, err
	}
	number, err := strconv.Atoi(r.c.Params("page"))
	if err != nil {
		return nil, notFound()
	}
	sum := a.report.Report.Source.SHA256
	t, err := s.Original(r.ctx, sum, a.figure.At.Table)
	if err != nil {
		return nil, err
	}
	picture, err := s.PageImage(r.ctx, sum, number, pageDPI)
	if err != nil {
		return nil, err
	}
	if c := marked(t, a.figure, a.report.Figures); c != nil && c.Page == number {
		frame(picture, c.Box)
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, picture); err != nil {
		return nil, err
	}
	r.changing = true // too large for the cache of answers; the browser keeps it
	r.c.Set(fiber.HeaderCacheControl, "private, max-age=3600")
	return &answered{kind: "image/png", plain: b.Bytes()}, nil
}

var frameColour = color.RGBA{0xD0, 0x20, 0x20, 0xFF}

// frame draws a frame around a box, given in shares of the picture. The zero
// box is unknown and has none.
func frame(p *image.RGBA, box [4]float32) {
	if box == ([4]float32{}) {
		return
	}
	const thick, gap = 3, 2
	w, h := float32(p.Rect.Dx()), float32(p.Rect.Dy())
	in := image.Rect(int(box[0]*w), int(box[1]*h), int(box[2]*w)+1, int(box[3]*h)+1).Inset(-gap)
	out := in.Inset(-thick)
	for _, side := range []image.Rectangle{
		{out.Min, image.Pt(out.Max.X, in.Min.Y)}, {image.Pt(out.Min.X, in.Max.Y), out.Max},
		{out.Min, image.Pt(in.Min.X, out.Max.Y)}, {image.Pt(in.Max.X, out.Min.Y), out.Max},
	} {
		draw.Draw(p, side, image.NewUniform(frameColour), image.Point{}, draw.Src)
	}
}
