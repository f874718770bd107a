package dashboard

import (
	"fmt"
	"strings"

	"gongkai/analytics"
)

// asSQL answers with a statement that gives a page's numbers when it is run by
// `gongkai query`, or by DuckDB on the snapshot.
func asSQL(r *request, statement string, err error) (*answered, error) {
	if err != nil {
		return nil, err
	}
	from := strings.ReplaceAll(withQuery(r.Path, r.Query), "*/", "* /") // the remark ends where we say
	head := fmt.Sprintf("/* gongkai 公开 %s\n   %s %s（%s） */\n", from, r.T("快照", "snapshot"), r.Label(), r.Day())
	return &answered{kind: "text/plain; charset=utf-8", plain: []byte(head + statement)}, nil
}

// trendSQL is the statement behind a page of trends.
func trendSQL(r *request, ch *choice, trends []*analytics.Trend) (*answered, error) {
	var codes []string
	for _, t := range trends {
		for _, series := range t.Series {
			codes = append(codes, series.Code)
		}
	}
	statement, err := r.answers.ObservedSQL(codes, ch.Bodies, ch.From, ch.To)
	return asSQL(r, statement, err)
}

// peersSQL is the statement behind a comparison.
func peersSQL(r *request, p *analytics.Peers) (*answered, error) {
	bodies := make([]analytics.BodyRef, len(p.Members))
	for i, m := range p.Members {
		bodies[i] = m.Body
	}
	statement, err := r.answers.ObservedSQL([]string{p.Code}, bodies, p.Year, p.Year)
	return asSQL(r, statement, err)
}

// scatterSQL is the statement behind a scatter.
func scatterSQL(r *request, s *analytics.Scatter) (*answered, error) {
	bodies := make([]analytics.BodyRef, len(s.Dots))
	for i, d := range s.Dots {
		bodies[i] = d.Body
	}
	statement, err := r.answers.ObservedSQL([]string{s.X.Code, s.Y.Code}, bodies, s.Year, s.Year)
	return asSQL(r, statement, err)
}

// outcomesSQL is the statement behind compositions.
func outcomesSQL(r *request, all []*analytics.Outcomes) (*answered, error) {
	var codes []string
	add := func(part analytics.Part) {
		code, _, _ := strings.Cut(part.Code, "@")
		codes = append(codes, code)
	}
	from, to := 0, 0
	for _, o := range all {
		for _, y := range o.Years {
			if from == 0 || y.Year < from {
				from = y.Year
			}
			to = max(to, y.Year)
			add(y.Whole)
			for _, part := range y.Whole.Parts {
				add(part)
				for _, inner := range part.Parts {
					add(inner)
				}
			}
		}
	}
	statement, err := r.answers.ObservedSQL(codes, []analytics.BodyRef{all[0].Body}, from, to)
	return asSQL(r, statement, err)
}
