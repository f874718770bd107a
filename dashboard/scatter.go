package dashboard

import (
	"fmt"

	"gongkai/analytics"
	"gongkai/dashboard/chart"
	"gongkai/data"
)

// dotRow is a body in the table beside a scatter.
type dotRow struct {
	Name, Href, X, Y string
	Own              bool
}

// scatterPage shows two indicators of a body's peers.
type scatterPage struct {
	asking
	Answer        *analytics.Scatter
	XName, YName  string
	XUnit, YUnit  string
	XChoices      []family
	YChoices      []family
	Rows          []dotRow
	From, To      int
	Before, After string
	ChartsAt      string
}

// Defaults of the axes.
const defaultX, defaultY = "applications.received", "rate.disclosure"

// scatterOf answers the question of an address.
func (s *Server) scatterOf(r *request) (*analytics.Scatter, asking, *asked, error) {
	q, err := s.newAsked(r)
	if err != nil {
		return nil, asking{}, nil, err
	}
	body, year, err := r.subject(q.v)
	if err != nil {
		return nil, asking{}, nil, err
	}
	question := analytics.ScatterQuestion{Body: body.ID, Year: year, X: q.or("x", defaultX), Y: q.or("y", q.or("i", defaultY)), Group: q.group()}
	if q.err != nil {
		return nil, asking{}, nil, q.err
	}
	form, err := s.newAsking(r, q.v, body, year)
	if err != nil {
		return nil, form, nil, err
	}
	answer, err := r.answers.Scatter(r.ctx, question)
	return answer, form, q, err
}

func (s *Server) scatter(r *request) (*answered, error) {
	answer, form, q, err := s.scatterOf(r)
	if err != nil {
		return nil, err
	}
	switch r.format {
	case "json":
		return asJSON(answer)
	case "sql":
		return scatterSQL(r, answer)
	case "csv":
		out := newSheet("region_code", "机关", "年度", answer.X.Code, answer.Y.Code, "同类范围", "快照")
		for _, d := range answer.Dots {
			out.text(d.Body.RegionCode, d.Body.Name, itoa(answer.Year), d.X.String(), d.Y.String(), answer.Rule.In(r.Lang), r.Label())
		}
		return out.done(r, "gongkai-scatter-"+itoa(answer.Year))
	}
	skip := q.number("skip")
	if q.err != nil {
		return nil, q.err
	}
	p := scatterPage{asking: form, Answer: answer, XChoices: s.families(r, answer.X.Code), YChoices: s.families(r, answer.Y.Code),
		XName: answer.X.Name.In(r.Lang), YName: answer.Y.Name.In(r.Lang), XUnit: unitIn(answer.X.Unit, r.Lang), YUnit: unitIn(answer.Y.Unit, r.Lang),
		ChartsAt: withQuery("/charts/scatter.json", r.Query)}
	n := len(answer.Dots)
	for _, d := range answer.Dots[min(skip, n):min(skip+benchmarkRows, n)] {
		p.Rows = append(p.Rows, dotRow{d.Body.Name, r.Link("/?" + query("body", key(d.Body), "year", itoa(answer.Year))), grouped(data.Number{Decimal: d.X.Round(2)}), grouped(data.Number{Decimal: d.Y.Round(2)}), d.Own})
	}
	p.From, p.To = min(skip+1, n), min(skip+benchmarkRows, n)
	p.Before, p.After = r.turned(q.v, "skip", skip, benchmarkRows, n)
	return s.rendered("scatter", p)
}

// drawScatter draws the scatter of an address.
func (s *Server) drawScatter(r *request) ([]drawn, error) {
	answer, form, _, err := s.scatterOf(r)
	if err != nil || len(answer.Dots) == 0 {
		return []drawn{}, err
	}
	x, y := answer.X.Name.In(r.Lang), answer.Y.Name.In(r.Lang)
	of := func(name, unit string) string {
		return name + r.T("（", " (") + unitIn(unit, r.Lang) + r.T("）", ")")
	}
	option, err := chart.Scatter(chart.Pairs{Scatter: answer, XName: of(x, answer.X.Unit), Own: form.Body.Name, Others: r.T("同类机关", "peers"),
		Label: func(d analytics.Dot) string {
			return fmt.Sprintf("%s · %d\n%s：%s %s\n%s：%s %s", d.Body.Name, answer.Year, x, grouped(data.Number{Decimal: d.X.Round(2)}), unitIn(answer.X.Unit, r.Lang), y, grouped(data.Number{Decimal: d.Y.Round(2)}), unitIn(answer.Y.Unit, r.Lang))
		},
		Href: func(d analytics.Dot) string {
			return r.Link("/?" + query("body", key(d.Body), "year", itoa(answer.Year)))
		}})
	if err != nil {
		return nil, err
	}
	return []drawn{{ID: "scatter", Title: fmt.Sprintf(r.T("%s 与 %s，%d 年", "%s and %s, %d"), x, y, answer.Year), Unit: unitIn(answer.Y.Unit, r.Lang), Notes: []string{answer.Text.In(r.Lang)},
		Source: fmt.Sprintf(r.T("比较范围：%s。快照 %s（%s）", "Peers: %s. Snapshot %s (%s)"), answer.Rule.In(r.Lang), r.Label(), r.Day()), Wide: true, Option: option}}, nil
}
