package dashboard

import (
	"gongkai/analytics"
	"gongkai/data"
)

// What pages, /ask and the API ask of analytics, read from parameters.

func askTrend(q *asked) (any, error) {
	t := analytics.TrendQuestion{Indicators: q.list("i", maxAskedIndicators), Bodies: q.bodies("body"), From: q.number("from"), To: q.number("to"),
		View: analytics.View(q.v.Get("view")), Base: q.number("base"), Window: q.number("window")}
	if len(t.Indicators) == 0 || len(t.Bodies) == 0 {
		q.fail(badParameter("i, body", "", data.Text{ZH: "请指定指标和机关", EN: "give indicators and bodies"}))
	}
	return unless(q, func() (any, error) { return q.r.answers.Trend(q.r.ctx, t) })
}

func askPeers(q *asked) (any, error) {
	p := analytics.PeersQuestion{Body: q.body(), Year: q.number("year"), Indicator: q.v.Get("i"), Group: q.group(), Rows: q.number("rows"), Skip: q.number("skip"), Order: analytics.Order(q.v.Get("sort"))}
	return unless(q, func() (any, error) { return q.r.answers.Peers(q.r.ctx, p) })
}

func askOutcomes(q *asked) (any, error) {
	o := analytics.OutcomesQuestion{Body: q.body(), From: q.number("from"), To: q.number("to"), Subject: analytics.Subject(q.or("subject", string(analytics.Applications))), Applicant: q.v.Get("applicant")}
	return unless(q, func() (any, error) { return q.r.answers.Outcomes(q.r.ctx, o) })
}

func askChange(q *asked) (any, error) {
	c := analytics.ChangeQuestion{Body: q.body(), Year: q.number("year"), Group: q.group(), Limit: q.number("limit")}
	return unless(q, func() (any, error) { return q.r.answers.Changes(q.r.ctx, c) })
}

func askWhy(q *asked) (any, error) {
	d := analytics.DecomposeQuestion{Body: q.body(), Ratio: q.v.Get("i"), From: q.number("from"), To: q.number("to")}
	return unless(q, func() (any, error) { return q.r.answers.Decompose(q.r.ctx, d) })
}

func askWho(q *asked) (any, error) {
	t := q.total()
	return unless(q, func() (any, error) { return q.r.answers.Contribute(q.r.ctx, t) })
}

func askTotal(q *asked) (any, error) {
	t := q.total()
	return unless(q, func() (any, error) { return q.r.answers.Total(q.r.ctx, t) })
}

func askCoverage(q *asked) (any, error) {
	g := q.group()
	c := analytics.CoverageQuestion{Body: q.body(), Group: &g, From: q.number("from"), To: q.number("to"), Rows: q.number("rows"), Skip: q.number("skip")}
	return unless(q, func() (any, error) { return q.r.answers.Coverage(q.r.ctx, c) })
}

func askChain(q *asked) (any, error) {
	c := analytics.ChainQuestion{Body: q.body(), Kind: q.v.Get("kind"), From: q.number("from"), To: q.number("to")}
	return unless(q, func() (any, error) { return q.r.answers.Chain(q.r.ctx, c) })
}

func askScatter(q *asked) (any, error) {
	p := analytics.ScatterQuestion{Body: q.body(), Year: q.number("year"), X: q.v.Get("x"), Y: q.v.Get("y"), Group: q.group()}
	return unless(q, func() (any, error) { return q.r.answers.Scatter(q.r.ctx, p) })
}

func askRevisions(q *asked) (any, error) {
	v := analytics.RevisionsQuestion{Body: q.body(), Year: q.number("year"), Rows: q.number("rows"), Skip: q.number("skip")}
	return unless(q, func() (any, error) { return q.r.answers.Revisions(q.r.ctx, v) })
}

func askFindings(q *asked) (any, error) {
	_, f := q.quality()
	f.Rows, f.Skip = q.number("rows"), q.number("skip")
	return unless(q, func() (any, error) { return q.r.answers.Findings(q.r.ctx, f) })
}

func askVerdicts(q *asked) (any, error) {
	_, f := q.quality()
	v := analytics.VerdictsQuestion{Bodies: f.Bodies, Body: f.Body, Group: f.Group, From: f.From, To: f.To, Kind: q.v.Get("kind"), Rows: q.number("rows"), Skip: q.number("skip")}
	return unless(q, func() (any, error) { return q.r.answers.Verdicts(q.r.ctx, v) })
}
