package analytics

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"gongkai/analytics/query"
	"gongkai/data"
)

// ScatterQuestion asks how two indicators or ratios stand to each other over a
// group in a year.
type ScatterQuestion struct {
	Body  int
	Year  int // 0: the last in which the body reported
	X, Y  string
	Group Group
}

// Dot is a body with both values.
type Dot struct {
	Body BodyRef     `json:"body"`
	X    data.Number `json:"x"`
	Y    data.Number `json:"y"`
	Own  bool        `json:"own,omitempty"`
}

// Scatter answers a ScatterQuestion. It shows, and explains nothing.
type Scatter struct {
	Snapshot SnapshotRef `json:"snapshot"`
	X        Axis        `json:"x"`
	Y        Axis        `json:"y"`
	Year     int         `json:"year"`
	Rule     data.Text   `json:"rule"`
	Dots     []Dot       `json:"dots"` // by region code and name
	Out      []Excluded  `json:"out"`
	// Rank is Spearman's correlation of ranks (1904), ties sharing their mean
	// rank; nil with fewer than leastDots bodies, or where all are equal.
	Rank *float64  `json:"rank_correlation"`
	Text data.Text `json:"text"`
}

// Axis says what an axis shows.
type Axis struct {
	Code string    `json:"indicator"`
	Name data.Text `json:"name"`
	Unit string    `json:"unit"`
}

// leastDots is how many bodies a correlation takes.
const leastDots = 10

// Scatter pairs two measures. Codes: those of Peers.
func (a *Analytics) Scatter(ctx context.Context, q ScatterQuestion) (*Scatter, error) {
	var x, y *Peers
	var who query.Bodies
	if err := together(
		func() (err error) {
			x, _, who, err = a.gather(ctx, PeersQuestion{Body: q.Body, Year: q.Year, Indicator: q.X, Group: q.Group})
			return err
		},
		func() (err error) {
			y, _, _, err = a.gather(ctx, PeersQuestion{Body: q.Body, Year: q.Year, Indicator: q.Y, Group: q.Group})
			return err
		}); err != nil {
		return nil, err
	}
	s := &Scatter{Snapshot: x.Snapshot, Year: x.Year, Rule: x.Rule, Dots: []Dot{}, Out: slices.Clone(x.Out),
		X: Axis{x.Code, x.Indicator.Name(), x.Unit}, Y: Axis{y.Code, y.Indicator.Name(), y.Unit}}
	left := map[int]bool{}
	for _, e := range x.Out {
		left[e.Body.ID] = true
	}
	for _, e := range y.Out {
		if !left[e.Body.ID] {
			s.Out = append(s.Out, e)
		}
	}
	names, err := a.names(ctx, who)
	if err != nil {
		return nil, err
	}
	for i, e := range s.Out {
		if name, is := names[e.Body.ID]; is {
			s.Out[i].Body = name
		}
	}
	of := map[int]Member{}
	for _, m := range y.Members {
		of[m.Body.ID] = m
	}
	for _, m := range x.Members {
		if other, found := of[m.Body.ID]; found && m.Value != nil && other.Value != nil {
			s.Dots = append(s.Dots, Dot{names[m.Body.ID], *m.Value, *other.Value, m.Own})
		}
	}
	slices.SortFunc(s.Dots, func(x, y Dot) int {
		return cmp.Or(cmp.Compare(x.Body.RegionCode, y.Body.RegionCode), cmp.Compare(x.Body.Name, y.Body.Name))
	})
	s.Rank = spearman(s.Dots)
	s.Text = data.Text{ZH: fmt.Sprintf("%d 个机关；机关太少或数值相同，不计算相关", len(s.Dots)), EN: fmt.Sprintf("%d bodies: too few, or all equal, for a correlation", len(s.Dots))}
	if s.Rank != nil {
		s.Text = data.Text{ZH: fmt.Sprintf("%d 个机关，秩相关 %.2f；相关不说明因果", len(s.Dots), *s.Rank), EN: fmt.Sprintf("%d bodies, rank correlation %.2f; it says nothing of causes", len(s.Dots), *s.Rank)}
	}
	return s, nil
}

func spearman(dots []Dot) *float64 {
	if len(dots) < leastDots {
		return nil
	}
	x := meanRanks(dots, func(d Dot) data.Number { return d.X })
	y := meanRanks(dots, func(d Dot) data.Number { return d.Y })
	r := stat.Correlation(x, y, nil)
	if math.IsNaN(r) {
		return nil
	}
	return &r
}

// meanRanks ranks values from the smallest, ties at their mean.
func meanRanks(dots []Dot, value func(Dot) data.Number) []float64 {
	order := make([]int, len(dots))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return value(dots[i]).Cmp(value(dots[j]).Decimal) })
	ranks := make([]float64, len(dots))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && value(dots[order[to]]).Equal(value(dots[order[from]]).Decimal) {
			to++
		}
		for _, i := range order[from:to] {
			ranks[i] = float64(from+to-1) / 2
		}
		from = to
	}
	return ranks
}
