package dashboard

import (
	"net/url"
	"strconv"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// Bounds of one question.
const (
	maxAskedIndicators = 50
	maxAskedBodies     = 200
	maxAskedNumber     = 1_000_000
)

// ask answers /ask/QUESTION.json: the answers of analytics as they are, for
// programs. The parameters are those of the command line's ask: i (an indicator
// or ratio), body, from, to, year, view, base, window, rule, nearest, by, with,
// group (a saved one), rows, skip, check, state, severity, subject, applicant, kind, x, y, limit.
func (s *Server) ask(r *request) (*answered, error) {
	question := questions[r.c.Params("question")]
	if question == nil {
		return nil, notFound()
	}
	q, err := s.newAsked(r)
	if err != nil {
		return nil, err
	}
	got, err := question(q)
	if q.err != nil {
		return nil, q.err
	}
	if err != nil {
		return nil, err
	}
	return asJSON(got)
}

// questions are what /ask answers, by the names of the command line.
var questions = map[string]func(*asked) (any, error){
	"trend":     askTrend,
	"peers":     askPeers,
	"outcomes":  askOutcomes,
	"change":    askChange,
	"why":       askWhy,
	"who":       askWho,
	"total":     askTotal,
	"coverage":  askCoverage,
	"chain":     askChain,
	"scatter":   askScatter,
	"revisions": askRevisions,
	"findings":  askFindings,
	"verdicts":  askVerdicts,
	"define":    func(q *asked) (any, error) { return q.r.answers.Define(q.v.Get("i")) },
}

// unless asks if the parameters were in order.
func unless(q *asked, ask func() (any, error)) (any, error) {
	if q.err != nil {
		return nil, q.err
	}
	return ask()
}

// asked reads the parameters of a question; the first error is kept.
type asked struct {
	r     *request
	v     url.Values
	bound map[string]any // values of a statement, from a JSON object
	saves func(name string) ([]string, error)
	err   error
}

func (s *Server) newAsked(r *request) (*asked, error) {
	v, err := r.parameters()
	return &asked{r: r, v: v, saves: s.Group}, err
}

// parameters reads the query of the address. Code "bad_parameter".
func (p page) parameters() (url.Values, error) {
	v, err := url.ParseQuery(p.Query)
	if err != nil {
		return nil, badParameter("?", p.Query, data.Text{ZH: "请检查网址", EN: "check the address"})
	}
	return v, nil
}

func (q *asked) fail(err error) {
	if q.err == nil {
		q.err = err
	}
}

func (q *asked) or(name, missing string) string {
	if v := q.v.Get(name); v != "" {
		return v
	}
	return missing
}

// list takes a parameter given several times or with commas.
func (q *asked) list(name string, most int) (list []string) {
	for _, v := range q.v[name] {
		for part := range strings.SplitSeq(v, ",") {
			if part != "" {
				list = append(list, part)
			}
		}
	}
	if len(list) > most {
		q.fail(badParameter(name, strconv.Itoa(len(list)), data.Text{ZH: "一次最多 " + itoa(most) + " 个", EN: "at most " + itoa(most) + " at once"}))
	}
	return list
}

func (q *asked) number(name string) int {
	v := q.v.Get(name)
	if v == "" {
		return 0
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > maxAskedNumber {
		q.fail(badParameter(name, v, data.Text{ZH: "应为整数", EN: "a whole number is expected"}))
	}
	return n
}

// bodies finds bodies by key, name or region code; see analytics.FindBody.
func (q *asked) bodies(name string) (ids []int) {
	words := q.v[name]
	if len(words) > maxAskedBodies {
		q.fail(badParameter(name, strconv.Itoa(len(words)), data.Text{ZH: "机关过多", EN: "too many bodies"}))
		return nil
	}
	for _, w := range words {
		b, err := q.r.answers.FindBody(q.r.ctx, w)
		if err != nil {
			q.fail(err)
			return nil
		}
		ids = append(ids, b.ID)
	}
	return ids
}

func (q *asked) body() int {
	ids := q.bodies("body")
	if len(ids) != 1 {
		q.fail(badParameter("body", strings.Join(q.v["body"], ","), data.Text{ZH: "请指定一个机关", EN: "give one body"}))
		return 0
	}
	return ids[0]
}

func (q *asked) group() analytics.Group {
	name := q.v.Get("group")
	if saved, is := strings.CutPrefix(q.v.Get("rule"), savedPrefix); is { // chosen from the page's list
		name = saved
	}
	if name != "" {
		return q.saved(name)
	}
	return analytics.Group{Rule: analytics.Rule(q.v.Get("rule")), K: q.number("nearest"), By: q.v.Get("by"), Bodies: q.bodies("with")}
}

// saved is a group that people saved. It may change while the snapshot does not.
func (q *asked) saved(name string) (g analytics.Group) {
	q.r.changing = true
	keys, err := q.saves(name)
	if err == nil {
		g, err = q.r.answers.Saved(q.r.ctx, keys)
	}
	if err != nil {
		q.fail(err)
	}
	return g
}

func (q *asked) total() analytics.TotalQuestion {
	return analytics.TotalQuestion{Body: q.body(), Group: q.group(), Indicator: q.v.Get("i"), From: q.number("from"), To: q.number("to")}
}
