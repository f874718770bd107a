package dashboard

import (
	"net/url"
	"slices"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// apiRoot is where the API begins. What changes incompatibly gets another.
const apiRoot = "/api/v1"

// everywhere are parameters that every endpoint takes.
var everywhere = []parameter{
	text("asof", "2026-05-01", "按该日已发布的数据回答；或快照编号、引用中的编号-校验", "answer from what stood published at the end of that day; or the number of a snapshot, or NUMBER-CHECKSUM as cited"),
	oneOf("lang", "出错信息的语言", "language of error messages", "zh", "en"),
}

// routeAPI mounts the endpoints and their description.
func (s *Server) routeAPI() {
	s.points = s.endpoints()
	for _, e := range s.points {
		if e.serve != nil {
			s.app.Get(apiRoot+e.path, s.admit, e.serve)
			s.app.Post(apiRoot+e.path, s.admit, e.serve)
			continue
		}
		s.app.Get(apiRoot+e.path, s.admit, s.answer(e.name, "json", func(r *request) (*answered, error) {
			q, err := s.newAsked(r)
			if err != nil {
				return nil, err
			}
			if err := e.read(q, func(name string) string { return r.c.Params(name) }); err != nil {
				return nil, err
			}
			got, err := e.ask(q)
			if q.err != nil {
				return nil, q.err
			}
			if err != nil {
				return nil, err
			}
			if t, is := got.(*analytics.Trend); is && q.v.Get(inFormat.name) == "sdmx" {
				return r.asSDMX(t)
			}
			return asJSON(got)
		}))
	}
	s.app.Options(apiRoot+"/*", s.preflight)
	s.app.Get(apiRoot+"/openapi.json", s.openAPI)
	s.app.Get("/api", s.answer("api", "html", s.apiPage))
}

// read checks the parameters against the declaration, and adds those that the
// path has. A parameter that the endpoint does not have is an error: left alone, a
// word spelt wrongly would change the question. Code "bad_parameter".
func (e endpoint) read(q *asked, inPath func(name string) string) error {
	for _, p := range e.takes {
		if p.inPath {
			v, err := url.PathUnescape(inPath(p.name))
			if err != nil || v == "" {
				return badParameter(p.name, inPath(p.name), data.Text{ZH: "请检查网址", EN: "check the address"})
			}
			q.v.Set(p.name, v)
		}
	}
	for name := range q.v {
		if e.named != "" && strings.HasPrefix(name, e.named) {
			continue
		}
		if !slices.ContainsFunc(slices.Concat(e.takes, everywhere), func(p parameter) bool { return p.name == name }) {
			return badParameter(name, strings.Join(q.v[name], ","), data.Text{ZH: "没有这个参数；可用：" + e.names("、"), EN: "no such parameter; there are " + e.names(", ")})
		}
	}
	for _, p := range e.takes {
		if err := p.check(q); err != nil {
			return err
		}
	}
	return nil
}

func (e endpoint) names(between string) string {
	var names []string
	for _, p := range slices.Concat(e.takes, everywhere) {
		names = append(names, p.name)
	}
	return strings.Join(names, between)
}

// check compares what was given with the declaration.
func (p parameter) check(q *asked) error {
	given := slices.DeleteFunc(slices.Clone(q.v[p.name]), func(v string) bool { return v == "" })
	switch {
	case len(given) == 0 && p.required:
		return badParameter(p.name, "", data.Text{ZH: "必须给出：" + p.means.ZH, EN: "must be given: " + p.means.EN})
	case len(given) > 1 && !p.many:
		return badParameter(p.name, strings.Join(given, ","), data.Text{ZH: "只能给出一次", EN: "give it once"})
	}
	for _, v := range given {
		switch p.kind {
		case "integer":
			if n := q.number(p.name); q.err == nil && (n < p.least || n > p.most) {
				return badParameter(p.name, v, data.Text{ZH: "应在 " + itoa(p.least) + " 至 " + itoa(p.most) + " 之间", EN: "give " + itoa(p.least) + " to " + itoa(p.most)})
			}
		case "choice":
			if !slices.Contains(p.choices, v) {
				return badParameter(p.name, v, data.Text{ZH: "可用：" + strings.Join(p.choices, "、"), EN: "use " + strings.Join(p.choices, ", ")})
			}
		}
	}
	return q.err
}
