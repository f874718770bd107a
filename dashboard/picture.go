package dashboard

import (
	"slices"
	"strings"

	"gongkai/dashboard/chart/svg"
)

// Sizes of pictures in CSS pixels, the frame not counted.
const (
	pictureWidth, widePicture = 760, 1080
	pictureHeight, tallFlow   = 380, 520
)

// picture answers a chart as SVG, with title, unit, notes, source and snapshot
// printed in: /charts/SUBJECT/FIGURE.svg. theme=dark and print=1 change its look.
func (s *Server) picture(r *request) (*answered, error) {
	name := r.c.Params("subject")
	figures, err := s.draw(r, name)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(figures, func(d drawn) bool { return d.ID == r.c.Params("figure") })
	if i < 0 {
		return nil, notFound()
	}
	v, err := r.parameters()
	if err != nil {
		return nil, err
	}
	d := figures[i]
	width, height := pictureWidth, pictureHeight
	if d.Wide {
		width = widePicture
	}
	if name == "flow" {
		height = tallFlow
	}
	frame := svg.Frame{Title: d.Title, Unit: r.T("单位：", "unit: ") + d.Unit, Notes: d.Notes, Source: d.Source + r.T("，gongkai 公开", ", gongkai 公开")}
	if r.Snapshot.Generated {
		frame.Notes = append([]string{r.T("模拟数据，与任何机关无关，不得引用。", "Made-up data about no body, not to be quoted.")}, frame.Notes...)
	}
	b, err := s.pictures.Picture(r.ctx, d.Option, frame, width, height, svg.Theme{Dark: v.Get("theme") == "dark", Print: v.Get("print") != "", Lang: r.Lang})
	if err != nil {
		return nil, err
	}
	return &answered{kind: svgKind, disposition: "inline; " + strings.TrimPrefix(attachment(fileName(d.Title)+".svg"), "attachment; "), plain: b}, nil
}

const svgKind = "image/svg+xml; charset=utf-8"

// fileName is a title without what file names may not hold.
func fileName(title string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, strings.ReplaceAll(title, " ", ""))
}

// figureTools are the ways to take a chart away.
type figureTools struct {
	page
	ID, SVG, Printed, Embed string
}

// Tools are those of a figure whose options are at an address such as
// /charts/penalties.json?body=...
func (p page) Tools(chartsAt, id string) figureTools {
	path, query, _ := strings.Cut(chartsAt, "?")
	v, err := p.parameters()
	if err != nil {
		v = nil
	}
	svg := strings.TrimSuffix(path, ".json") + "/" + id + ".svg"
	return figureTools{page: p, ID: id, SVG: withQuery(svg, query), Printed: withQuery(svg, strings.TrimPrefix(query+"&print=1", "&")), Embed: p.with(v, "embed", "1", "figure", id)}
}
