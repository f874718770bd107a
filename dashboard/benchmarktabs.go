package dashboard

import (
	"net/url"

	"gongkai/analytics"
	"gongkai/data"
)

// tab is a page of the benchmark, about the same body, year and peers.
type tab struct {
	Name, Href string
	Here       bool
}

var benchmarkTabs = []struct {
	path string
	name data.Text
}{
	{"/benchmark", data.Text{ZH: "分布", EN: "Distribution"}},
	{"/benchmark/scatter", data.Text{ZH: "散点", EN: "Scatter"}},
	{"/benchmark/best", data.Text{ZH: "谁做得最好", EN: "Who does best"}},
	{"/benchmark/heat", data.Text{ZH: "热力图", EN: "Heat map"}},
}

// Tabs are the pages of the benchmark.
func (p page) Tabs() (list []tab) {
	v, err := p.parameters()
	if err != nil {
		v = url.Values{}
	}
	keep := url.Values{}
	for _, name := range []string{"body", "year", "rule", "group", "i"} {
		if value := v.Get(name); value != "" {
			keep.Set(name, value)
		}
	}
	for _, t := range benchmarkTabs {
		list = append(list, tab{t.name.In(p.Lang), p.Link(withQuery(t.path, keep.Encode())), t.path == p.Path})
	}
	return list
}

// asking is the form above the pages of the benchmark.
type asking struct {
	page
	Body  analytics.BodyRef
	Year  int
	Years []int
	Rules []choiceOf
}

func (s *Server) newAsking(r *request, v url.Values, body analytics.BodyRef, year int) (asking, error) {
	a := asking{page: r.page, Body: body, Year: year}
	a.Samples = body.Sample
	for y := body.LastYear; y >= body.FirstYear; y-- {
		a.Years = append(a.Years, y)
	}
	var err error
	a.Rules, err = s.groupChoices(r, v)
	return a, err
}
