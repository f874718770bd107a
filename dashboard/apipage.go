package dashboard

import (
	"gongkai/data"
)

// apiPage lists the API, with a form to try each endpoint.
type apiPage struct {
	page
	Root   string
	Rate   string // requests a minute without a key; "" where a key is needed
	Groups []apiGroup
}

type apiGroup struct {
	Title  string
	Points []apiPoint
}

type apiPoint struct {
	Name, Path, Title string
	Action            string // where the form goes
	Takes             []apiParameter
}

type apiParameter struct {
	Name, Kind, Means, Example string
	Choices                    []string
	Least, Most                int
	Required, InPath           bool
}

func (s *Server) apiPage(r *request) (*answered, error) {
	p := apiPage{page: r.page, Root: apiRoot}
	if s.Anonymous > 0 {
		p.Rate = itoa(s.Anonymous)
	}
	for _, title := range []data.Text{whatThereIs, figuresOf, documentsOf, askingSQL} {
		g := apiGroup{Title: title.In(r.Lang)}
		for _, e := range s.points {
			if e.group == title {
				g.Points = append(g.Points, e.shown(r.Lang))
			}
		}
		p.Groups = append(p.Groups, g)
	}
	return s.rendered("api", p)
}

func (e endpoint) shown(l data.Lang) apiPoint {
	out := apiPoint{Name: e.name, Path: pathTemplate(e.path), Title: e.title.In(l), Action: apiRoot + pathTemplate(e.path)}
	for _, p := range e.takes {
		out.Takes = append(out.Takes, apiParameter{Name: p.name, Kind: p.kind, Means: p.means.In(l), Example: p.example, Choices: p.choices, Least: p.least, Most: p.most, Required: p.required, InPath: p.inPath})
	}
	return out
}
