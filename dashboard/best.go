package dashboard

import (
	"fmt"

	"gongkai/analytics"
	"gongkai/data"
)

// defaultBest is the indicator of 谁做得最好 that names none.
const defaultBest = "rate.disclosure"

// strip places the medians of a difference on a line 100 wide.
type strip struct{ Q1, Width, Best, Rest, Own string }

type differenceRow struct {
	Code, Name, Unit string
	Best, Rest, Own  string
	BestN, RestN     int
	Size             string
	Strip            strip
}

// bestPage tells who does best, and how they differ.
type bestPage struct {
	asking
	Answer  *analytics.Best
	Title   string
	Unit    string
	Choices []choiceOf
	Say     string
	Members []memberRow
	Rows    []differenceRow
	None    string // why there is nothing to tell
}

func (s *Server) best(r *request) (*answered, error) {
	q, err := s.newAsked(r)
	if err != nil {
		return nil, err
	}
	body, year, err := r.subject(q.v)
	if err != nil {
		return nil, err
	}
	code := q.or("i", defaultBest)
	if ratio := s.Catalogue.Ratio(code); r.format == "html" && (ratio == nil || ratio.Better == "") {
		code = defaultBest // another page's indicator, which has no direction
	}
	question := analytics.BestQuestion{Body: body.ID, Year: year, Indicator: code, Group: q.group()}
	if q.err != nil {
		return nil, q.err
	}
	form, err := s.newAsking(r, q.v, body, year)
	if err != nil {
		return nil, err
	}
	b, err := r.answers.Best(r.ctx, question)
	p := bestPage{asking: form, Answer: b}
	for _, x := range s.Catalogue.Ratios {
		if x.Better != "" {
			p.Choices = append(p.Choices, choiceOf{x.Code, x.Name().In(r.Lang), x.Code == code})
		}
	}
	if r.format == "html" && codeOf(err) == "too_few" {
		p.None, p.Title = r.T("可排名的机关不足 12 个，分不出“最好的四分之一”。请扩大比较范围，或换一个指标、年度。", "Fewer than 12 bodies can be ranked: there is no best quarter. Choose a wider group, another indicator or another year."), s.Catalogue.Ratio(code).Name().In(r.Lang)
		return s.rendered("best", p)
	}
	if err != nil {
		return nil, err
	}
	switch r.format {
	case "json":
		return asJSON(b)
	case "csv":
		return bestCSV(r, b)
	}
	p.Title, p.Unit = b.Name.In(r.Lang), unitIn(b.Unit, r.Lang)
	p.Say = fmt.Sprintf(r.T("%d 个可排名的机关中，最好的四分之一为以下 %d 个", "Of %d ranked bodies the best quarter is these %d"), b.Of, len(b.Best))
	if b.Unsure > 0 {
		p.Say += fmt.Sprintf(r.T("，其中 %d 个的名次区间超出了这四分之一，可能只是偶然", "; the rank intervals of %d of them reach beyond it, which may be chance"), b.Unsure)
	}
	p.Say += r.T("。", ".")
	for _, m := range b.Best {
		p.Members = append(p.Members, r.memberRow(&analytics.Peers{Year: b.Year}, m))
	}
	for _, d := range b.Differ {
		p.Rows = append(p.Rows, differenceRow{d.Code, d.Name.In(r.Lang), unitIn(d.Unit, r.Lang), rounded(d.Best), rounded(d.Rest), rounded(d.Own), d.BestN, d.RestN, fmt.Sprintf("%+.1f", d.Size), newStrip(d)})
	}
	return s.rendered("best", p)
}

// newStrip scales a difference to the range of all bodies.
func newStrip(d analytics.Difference) strip {
	low, high := d.Spread.Min.InexactFloat64(), d.Spread.Max.InexactFloat64()
	at := func(n *data.Number) string {
		if n == nil || high <= low {
			return ""
		}
		return fmt.Sprintf("%.1f", 4+92*(n.InexactFloat64()-low)/(high-low))
	}
	s := strip{Q1: at(d.Spread.Q1), Best: at(d.Best), Rest: at(d.Rest), Own: at(d.Own)}
	if high > low {
		s.Width = fmt.Sprintf("%.1f", 92*d.Spread.Q3.Sub(d.Spread.Q1.Decimal).InexactFloat64()/(high-low))
	}
	return s
}

func bestCSV(r *request, b *analytics.Best) (*answered, error) {
	out := newSheet("指标", "indicator", "单位", "最好者中位数", "个数", "其余中位数", "个数", "本机关", "差距（四分位距）", "排序指标", "年度", "同类范围", "快照")
	for _, d := range b.Differ {
		out.text(d.Name.In(r.Lang), d.Code, d.Unit, number(d.Best), itoa(d.BestN), number(d.Rest), itoa(d.RestN), number(d.Own), fmt.Sprintf("%.2f", d.Size), b.Code, itoa(b.Year), b.Rule.In(r.Lang), r.Label())
	}
	return out.done(r, "gongkai-best-"+b.Code+"-"+itoa(b.Year))
}
