package dashboard

import (
	"fmt"
	"net/url"
	"strings"

	"gongkai/analytics"
	"gongkai/dashboard/chart"
	"gongkai/data"
	"gongkai/data/form"
)

// benchmarkRows is how many peers a page lists; drawnMembers how many the
// charts are made from.
const (
	benchmarkRows = 50
	drawnMembers  = 100_000
)

// defaultBenchmark is the indicator of a benchmark that names none.
const defaultBenchmark = "applications.received"

// rules are the groups to choose from.
var rules = []struct {
	Rule analytics.Rule
	Name data.Text
}{
	{analytics.Usual, data.Text{ZH: "常用（本市满 30 个取本市，本省满 5 个取本省，否则全国）", EN: "usual: the prefecture of 30 or more, the province of 5, else all"}},
	{analytics.SamePrefecture, data.Text{ZH: "本市同类", EN: "same prefecture"}},
	{analytics.SameProvince, data.Text{ZH: "本省同类", EN: "same province"}},
	{analytics.SameRegion, data.Text{ZH: "同地区（东部、中部、西部、东北）", EN: "same region of the country"}},
	{analytics.SameLevel, data.Text{ZH: "全国同级同类", EN: "same level everywhere"}},
	{analytics.Nearest, data.Text{ZH: "规模最接近的 15 个", EN: "the 15 of most similar size"}},
}

// savedPrefix stands before the name of a saved group in the list of rules.
const savedPrefix = "group:"

// groupChoices are the rules and the groups that people saved.
func (s *Server) groupChoices(r *request, v url.Values) ([]choiceOf, error) {
	list := r.ruleChoices(v.Get("rule"))
	if s.Groups == nil {
		return list, nil
	}
	names, err := s.Groups()
	for _, name := range names {
		list = append(list, choiceOf{savedPrefix + name, r.T("自选：", "own: ") + name, v.Get("rule") == savedPrefix+name || v.Get("group") == name})
	}
	return list, err
}

// ruleChoices are the groups to choose from in the page's language.
func (p page) ruleChoices(chosen string) (list []choiceOf) {
	for _, rule := range rules {
		list = append(list, choiceOf{string(rule.Rule), rule.Name.In(p.Lang), string(rule.Rule) == chosen})
	}
	return list
}

type choiceOf struct {
	Value, Name string
	Chosen      bool
}

// family is indicators that belong together in a list to choose from.
type family struct {
	Name    string
	Choices []choiceOf
}

// memberRow is a peer in the table.
type memberRow struct {
	Rank, Interval, Name, Href string
	Value, Cases               string
	Outside, Status            string
	Report                     string
	Own                        bool
}

// benchmarkPage is a body among its peers.
type benchmarkPage struct {
	page
	Answer   *analytics.Peers
	Title    string
	Unit     string
	Years    []int
	Families []family
	Rules    []choiceOf
	Say      string // where the body stands, in a sentence
	Notes    []string
	FunnelBy string // what the funnel says, "" without one
	Rows     []memberRow
	Left     []string
	LeftOut  int
	ChartsAt string
	Before   string // address of the former rows, "" at the beginning
	After    string
	From, To int // rows listed
	Heads    []sortHead
}

// benchmark compares a body with its peers.
func (s *Server) benchmark(r *request) (*answered, error) {
	p, body, err := s.peers(r, benchmarkRows, true)
	if err != nil {
		return nil, err
	}
	switch r.format {
	case "json":
		return asJSON(p)
	case "csv":
		return s.benchmarkCSV(r, p)
	case "sql":
		return peersSQL(r, p)
	}
	b := s.newBenchmark(r, body, p)
	v, err := r.parameters()
	if err == nil {
		b.Rules, err = s.groupChoices(r, v)
	}
	if err != nil {
		return nil, err
	}
	return s.rendered("benchmark", b)
}

// peers answers the question of an address; sorted as it asks, or by rank.
func (s *Server) peers(r *request, rows int, sorted bool) (*analytics.Peers, analytics.BodyRef, error) {
	q, err := s.newAsked(r)
	if err != nil {
		return nil, analytics.BodyRef{}, err
	}
	body, year, err := r.subject(q.v)
	if err != nil {
		return nil, body, err
	}
	question := analytics.PeersQuestion{Body: body.ID, Year: year, Indicator: q.or("i", defaultBenchmark), Group: q.group(), Rows: rows, Skip: q.number("skip")}
	if r.format == "csv" || r.format == "sql" {
		question.Rows, question.Skip = everyRow, 0
	}
	if sorted {
		question.Order = analytics.Order(q.v.Get("sort"))
	}
	if q.err != nil {
		return nil, body, q.err
	}
	p, err := r.answers.Peers(r.ctx, question)
	return p, body, err
}

func (s *Server) newBenchmark(r *request, body analytics.BodyRef, p *analytics.Peers) benchmarkPage {
	v, _ := r.parameters() // peers has read them
	b := benchmarkPage{page: r.page, Answer: p, Title: p.Indicator.Name().In(r.Lang), Unit: unit(p.Indicator, r.Lang),
		Families: s.families(r, p.Code), ChartsAt: withQuery("/charts/benchmark.json", r.Query), Say: r.standing(p)}
	b.Samples = body.Sample
	for y := body.LastYear; y >= body.FirstYear; y-- {
		b.Years = append(b.Years, y)
	}
	for _, n := range p.Notes {
		b.Notes = append(b.Notes, n.In(r.Lang))
	}
	if p.Funnel != nil {
		b.FunnelBy = p.Funnel.Text.In(r.Lang)
	}
	for _, m := range p.Members {
		b.Rows = append(b.Rows, r.memberRow(p, m))
	}
	for _, n := range p.OutBy {
		b.LeftOut += n
	}
	for _, e := range p.Out {
		b.Left = append(b.Left, e.Body.Name+"："+e.Why.In(r.Lang))
	}
	b.From, b.To = min(p.Skip+1, p.Of), min(p.Skip+benchmarkRows, p.Of)
	b.Heads = r.heads(v, b.Title)
	b.Before, b.After = r.turned(v, "skip", p.Skip, benchmarkRows, p.Of)
	return b
}

func (p page) memberRow(of *analytics.Peers, m analytics.Member) memberRow {
	row := memberRow{Name: m.Body.Name, Own: m.Own, Value: p.T("件数少", "few cases"), Href: p.Link("/?" + query("body", key(m.Body), "year", itoa(of.Year))),
		Report: p.Link(reportAddress(m.Body, of.Year))}
	if m.Rank > 0 {
		row.Rank = itoa(m.Rank)
	}
	if m.RankLow > 0 && m.RankLow != m.RankHigh {
		row.Interval = fmt.Sprintf("%d–%d", m.RankLow, m.RankHigh)
	}
	if m.Value != nil {
		row.Value = grouped(data.Number{Decimal: m.Value.Round(2)})
	}
	if m.Rate != nil {
		row.Cases = m.Rate.K.String() + "/" + m.Rate.N.String()
		if m.Rate.Low != nil {
			row.Cases += fmt.Sprintf("（%.1f–%.1f）", *m.Rate.Low, *m.Rate.High)
		}
	}
	row.Outside = outside(m.Outside).In(p.Lang)
	if m.Status == data.Suspect {
		row.Status = m.Status.Name().In(p.Lang)
	}
	return row
}

// outside says where a ratio lies in the funnel, "" within its limits.
func outside(o int) data.Text {
	switch {
	case o > 1:
		return data.Text{ZH: "高于 99.8% 界限", EN: "above 99.8 %"}
	case o == 1:
		return data.Text{ZH: "高于 95% 界限", EN: "above 95 %"}
	case o == -1:
		return data.Text{ZH: "低于 95% 界限", EN: "below 95 %"}
	case o < -1:
		return data.Text{ZH: "低于 99.8% 界限", EN: "below 99.8 %"}
	}
	return data.Text{}
}

// leastForPlace is how many bodies it takes to speak of a place among them.
const leastForPlace = 5

// standing says in a sentence where the body stands.
func (p page) standing(of *analytics.Peers) string {
	own := of.Own
	if own == nil {
		return p.T("本机关该年没有可比较的数值。", "The body has no value of the year to compare.")
	}
	if of.Of < 2 {
		return p.T("这个范围内没有其他可比较的机关，请扩大范围。", "No other body to compare with in this group; choose a wider one.")
	}
	var b strings.Builder
	if own.Rank > 0 && own.Of >= leastForPlace {
		fmt.Fprintf(&b, p.T("第 %d 名，共 %d 个机关", "%d of %d bodies"), own.Rank, own.Of)
		if own.RankLow > 0 && own.RankLow != own.RankHigh {
			fmt.Fprintf(&b, p.T("（考虑偶然因素为第 %d 至 %d 名）", " (%d to %d, as far as chance goes)"), own.RankLow, own.RankHigh)
		}
		b.WriteString(p.T("；", "; "))
	}
	if of.Spread.N < leastForPlace {
		fmt.Fprintf(&b, p.T("可比的机关只有 %d 个，不足以说明高低", "only %d comparable bodies, too few to tell high from low"), of.Spread.N)
	} else {
		fmt.Fprintf(&b, p.T("高于 %s%% 的同类机关", "above %s %% of the peers"), own.Percentile.StringFixed(0))
	}
	if of.Spread.Median != nil {
		fmt.Fprintf(&b, p.T("；同类中位数 %s", "; the median is %s"), grouped(data.Number{Decimal: of.Spread.Median.Round(2)}))
	}
	if own.ToBest != nil && own.ToBest.IsPositive() && of.Better != "" {
		fmt.Fprintf(&b, p.T("；距最好的四分之一还差 %s", "; %s to the best quarter"), grouped(data.Number{Decimal: own.ToBest.Round(2)}))
	}
	b.WriteString(p.T("。", "."))
	return b.String()
}

// families lists what can be compared: ratios, then what the present form has,
// then what has ended.
func (s *Server) families(r *request, chosen string) []family {
	present := s.Catalogue.Forms[0].ID // newest first
	list := []family{{Name: r.T("比率", "ratios")}, {Name: r.T("现行表式的指标", "indicators of the present form")}, {Name: r.T("以往表式的指标", "indicators of former forms")}}
	for _, x := range s.Catalogue.Ratios {
		list[0].Choices = append(list[0].Choices, choiceOf{x.Code, x.Name().In(r.Lang), x.Code == chosen})
	}
	for _, i := range s.Catalogue.Indicators {
		at := &list[2]
		if i.Source(present) != nil {
			at = &list[1]
		}
		at.Choices = append(at.Choices, choiceOf{i.Code, i.Name().In(r.Lang), i.Code == chosen})
	}
	return list
}

// drawPeers draws how the peers lie, and the funnel of a ratio.
func (s *Server) drawPeers(r *request) ([]drawn, error) {
	p, _, err := s.peers(r, drawnMembers, false)
	if err != nil {
		return nil, err
	}
	in := chart.Peers{Peers: p,
		Words: chart.Words{Own: p.Body.Name, Others: r.T("同类机关", "peers"), Rank: r.T("名次", "rank"), Cases: r.T("件数（对数刻度）", "cases, on a log scale"),
			Median: r.T("中位数", "median"), Pooled: r.T("合并比率", "pooled"), Limit95: r.T("95% 界限", "95 % limits"), Limit998: r.T("99.8% 界限", "99.8 % limits")},
		Label: func(m analytics.Member) string {
			row := r.memberRow(p, m)
			return strings.TrimRight(fmt.Sprintf("%s · %d\n%s：%s %s\n%s %s", m.Body.Name, p.Year, p.Indicator.Name().In(r.Lang), row.Value, unit(p.Indicator, r.Lang), row.Cases, row.Outside), " \n")
		},
		Href: func(m analytics.Member) string {
			return r.Link("/?" + query("body", key(m.Body), "year", itoa(p.Year)))
		}}
	title := fmt.Sprintf("%s %d · %s", p.Indicator.Name().In(r.Lang), p.Year, p.Body.Name)
	source := fmt.Sprintf(r.T("比较范围：%s，%d 个机关。来源：各机关 %d 年度报告，快照 %s（%s）", "Peers: %s, %d bodies. Source: their reports for %d, snapshot %s (%s)"), p.Rule.In(r.Lang), p.Of, p.Year, r.Label(), r.Day())
	ranked, err := chart.Ranked(in)
	if err != nil {
		return nil, err
	}
	figures := []drawn{{ID: "ranked", Title: title, Unit: unit(p.Indicator, r.Lang), Source: source, Option: ranked}}
	if p.Funnel != nil {
		funnel, err := chart.Funnel(in, p.Unit)
		if err != nil {
			return nil, err
		}
		figures = append(figures, drawn{ID: "funnel", Title: title + r.T(" · 漏斗图", " · funnel"), Unit: "%", Notes: []string{p.Funnel.Text.In(r.Lang)}, Source: source, Option: funnel})
	}
	return figures, nil
}

// benchmarkCSV writes a row a member, all of them.
func (s *Server) benchmarkCSV(r *request, p *analytics.Peers) (*answered, error) {
	out := newSheet("名次", "名次下", "名次上", "region_code", "机关", "年度", "indicator", "指标", "数值", "单位", "k", "n", "状态", "漏斗图", "同类范围", "report_id", "快照")
	for _, m := range p.Members {
		k, n, rank, low, high := "", "", "", "", ""
		if m.Rate != nil {
			k, n = m.Rate.K.String(), m.Rate.N.String()
		}
		if m.Rank > 0 {
			rank = itoa(m.Rank)
		}
		if m.RankLow > 0 {
			low, high = itoa(m.RankLow), itoa(m.RankHigh)
		}
		out.text(rank, low, high, m.Body.RegionCode, m.Body.Name, itoa(p.Year), p.Code, p.Indicator.Name().In(r.Lang), number(m.Value), p.Unit, k, n,
			m.Status.Name().In(r.Lang), outside(m.Outside).In(r.Lang), p.Rule.In(r.Lang), itoa(m.ReportID), r.Label())
	}
	return out.done(r, "gongkai-"+p.Code+"-"+itoa(p.Year))
}

// Explanation is what the indicator counts.
func (b benchmarkPage) Explanation() string { return explanation(b.Answer.Indicator, b.Lang) }

func explanation(i *form.Indicator, l data.Lang) string {
	return data.Text{ZH: i.Explanation, EN: i.Comparability}.In(l)
}
