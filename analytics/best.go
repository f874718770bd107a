package analytics

import (
	"cmp"
	"context"
	"math"
	"slices"

	"gongkai/data"
)

// BestQuestion asks which of a body's peers do best in a measure, and how they
// differ from the others in other measures.
type BestQuestion struct {
	Body      int
	Year      int    // 0: the last in which the body reported
	Indicator string // one of which higher or lower is better
	Group     Group
}

// Difference is a measure of those who do best and of the others.
type Difference struct {
	Code   string       `json:"indicator"`
	Name   data.Text    `json:"name"`
	Unit   string       `json:"unit"`
	Best   *data.Number `json:"best"` // median of those who do best
	BestN  int          `json:"best_n"`
	Rest   *data.Number `json:"rest"` // median of the others
	RestN  int          `json:"rest_n"`
	Own    *data.Number `json:"own"`    // the body's, nil without
	Spread Spread       `json:"spread"` // of all
	// Size is the difference of the medians in interquartile ranges of all: it
	// lets measures of different units be put in an order.
	Size float64 `json:"size"`
}

// Best answers a BestQuestion. It describes, and explains nothing.
type Best struct {
	Snapshot SnapshotRef  `json:"snapshot"`
	Code     string       `json:"indicator"`
	Name     data.Text    `json:"name"`
	Unit     string       `json:"unit"`
	Better   string       `json:"better"`
	Body     BodyRef      `json:"body"`
	Year     int          `json:"year"`
	Rule     data.Text    `json:"rule"`
	Of       int          `json:"of"`       // bodies ranked
	Best     []Member     `json:"best"`     // the best quarter, the best first
	Unsure   int          `json:"unsure"`   // of them whose interval of ranks reaches beyond it
	Differ   []Difference `json:"differ"`   // the largest first
	Compared []string     `json:"compared"` // measures asked for
}

// leastBest is how many ranked bodies it takes to speak of a best quarter, and
// leastSide how many values a median on either side.
const (
	leastBest = 12
	leastSide = 3
)

// Best compares the best quarter with the rest. Codes: those of Peers,
// "no_direction" where neither higher nor lower is better, "too_few".
func (a *Analytics) Best(ctx context.Context, q BestQuestion) (*Best, error) {
	main, err := a.measure(q.Indicator)
	if err != nil {
		return nil, err
	}
	if main.ratio == nil || main.ratio.Better == "" {
		return nil, &data.Error{Code: "no_direction", Place: q.Indicator,
			Reason: data.Text{ZH: "这个指标没有好坏方向", EN: "neither higher nor lower is better here"},
			Way:    data.Text{ZH: "请选公开率、结转率、复议纠错率等有方向的比率", EN: "choose a ratio that has a direction"}}
	}
	if q.Year, err = a.lastYear(ctx, q.Body, q.Year); err != nil {
		return nil, err
	}
	asked := []measure{main}
	b := &Best{Snapshot: a.Snapshot(), Code: main.code, Name: main.Name(), Unit: main.Unit, Better: main.ratio.Better, Year: q.Year, Differ: []Difference{}}
	for _, r := range a.catalogue.Ratios {
		if shares(r.Numerator, a.catalogue.Ratio(q.Indicator).Numerator) { // itself, and its parts
			continue
		}
		m, err := a.measure(r.Code)
		if err != nil {
			return nil, err
		}
		asked, b.Compared = append(asked, m), append(b.Compared, r.Code)
	}
	of, who, err := a.compared(ctx, asked, &q.Group, q.Body, q.Year)
	if err != nil {
		return nil, err
	}
	names, err := a.names(ctx, who)
	if err != nil {
		return nil, err
	}
	b.Body = names[q.Body]
	p := of[main.code]
	b.Rule = p.Rule
	var ranked []Member
	for _, m := range p.Members {
		if m.Rank > 0 {
			m.Body = names[m.Body.ID]
			ranked = append(ranked, m)
		}
	}
	b.Of = len(ranked)
	if b.Of < leastBest {
		return nil, &data.Error{Code: "too_few", Place: b.Rule.ZH,
			Reason: data.Text{ZH: "可排名的机关不足 12 个", EN: "fewer than 12 bodies can be ranked"},
			Way:    data.Text{ZH: "请扩大比较范围，或换一个指标、年度", EN: "choose a wider group, another indicator or another year"}}
	}
	slices.SortStableFunc(ranked, func(x, y Member) int { return cmp.Compare(x.Rank, y.Rank) })
	quarter := b.Of / 4
	b.Best = ranked[:quarter]
	best := map[int]bool{}
	for _, m := range b.Best {
		best[m.Body.ID] = true
		if m.RankHigh > quarter {
			b.Unsure++
		}
	}
	inRank := map[int]bool{}
	for _, m := range ranked {
		inRank[m.Body.ID] = true
	}
	for _, m := range asked[1:] {
		if d, told := differ(m, of[m.code], best, inRank); told {
			b.Differ = append(b.Differ, d)
		}
	}
	slices.SortStableFunc(b.Differ, func(x, y Difference) int { return cmp.Compare(math.Abs(y.Size), math.Abs(x.Size)) })
	return b, nil
}

// shares reports whether two lists have a member in common.
func shares(x, y []string) bool {
	return slices.ContainsFunc(x, func(code string) bool { return slices.Contains(y, code) })
}

// differ compares a measure of the best with that of the other ranked bodies;
// told is false where either side has too few values, or all are much alike.
func differ(m measure, p *Peers, best, ranked map[int]bool) (d Difference, told bool) {
	d = Difference{Code: m.code, Name: m.Name(), Unit: m.Unit, Spread: p.Spread}
	var good, rest []data.Number
	for _, e := range p.Members {
		if e.Value == nil {
			continue
		}
		if e.Own {
			d.Own = e.Value
		}
		switch {
		case best[e.Body.ID]:
			good = append(good, *e.Value)
		case ranked[e.Body.ID]:
			rest = append(rest, *e.Value)
		}
	}
	d.BestN, d.RestN = len(good), len(rest)
	if d.BestN < leastSide || d.RestN < leastSide {
		return d, false
	}
	for _, side := range [][]data.Number{good, rest} {
		slices.SortFunc(side, func(x, y data.Number) int { return x.Cmp(y.Decimal) })
	}
	d.Best, d.Rest = quantile(good, 2), quantile(rest, 2)
	between := p.Spread.Q3.Sub(p.Spread.Q1.Decimal)
	if !between.IsPositive() {
		return d, false
	}
	d.Size = d.Best.Sub(d.Rest.Decimal).Div(between).InexactFloat64()
	return d, true
}
