package analytics

import (
	"context"

	"gongkai/data"
)

// ChainQuestion asks for a body's documents over the years.
type ChainQuestion struct {
	Body     int
	Kind     string // "normative" (行政规范性文件) or "rules" (规章), "" for normative
	From, To int    // 0: as Trend
}

// ChainYear is a year of documents made, repealed and in force.
type ChainYear struct {
	Year     int   `json:"year"`
	Made     Point `json:"made"`
	Repealed Point `json:"repealed"`
	InForce  Point `json:"in_force"`
	// Expected is what was in force the year before, with those made and
	// without those repealed; nil where one is missing, or was counted on
	// another form.
	Expected *data.Number `json:"expected"`
	// Gap is InForce less Expected: documents that lapsed, that the count of
	// another year included otherwise, or a mistake.
	Gap *data.Number `json:"gap"`
}

// Chain answers a ChainQuestion.
type Chain struct {
	Snapshot SnapshotRef `json:"snapshot"`
	Body     BodyRef     `json:"body"`
	Kind     string      `json:"kind"`
	Years    []ChainYear `json:"years"`
	Breaks   []Break     `json:"breaks"`
}

// Chain follows documents from year to year. Codes: those of Trend, "bad_subject".
func (a *Analytics) Chain(ctx context.Context, q ChainQuestion) (*Chain, error) {
	switch q.Kind {
	case "":
		q.Kind = "normative"
	case "normative", "rules":
	default:
		return nil, &data.Error{Code: "bad_subject", Place: q.Kind, Reason: data.Text{ZH: "没有这类文件", EN: "no such kind of documents"},
			Way: data.Text{ZH: "可用：normative、rules", EN: "choose normative or rules"}}
	}
	prefix := "documents." + q.Kind + "."
	t, err := a.Trend(ctx, TrendQuestion{Indicators: []string{prefix + "made", prefix + "repealed", prefix + "in_force"}, Bodies: []int{q.Body}, From: q.From, To: q.To})
	if err != nil {
		return nil, err
	}
	c := &Chain{Snapshot: t.Snapshot, Body: t.Series[0].Body, Kind: q.Kind, Years: []ChainYear{}, Breaks: t.Breaks}
	for i := range t.Series[0].Points {
		y := ChainYear{Year: t.Series[0].Points[i].Year, Made: t.Series[0].Points[i], Repealed: t.Series[1].Points[i], InForce: t.Series[2].Points[i]}
		if i > 0 {
			y.follow(t.Series[2].Points[i-1])
		}
		c.Years = append(c.Years, y)
	}
	return c, nil
}

func (y *ChainYear) follow(before Point) {
	if before.Value == nil || y.Made.Value == nil || y.Repealed.Value == nil || before.Form != y.Made.Form {
		return
	}
	y.Expected = &data.Number{Decimal: before.Value.Add(y.Made.Value.Decimal).Sub(y.Repealed.Value.Decimal)}
	if y.InForce.Value != nil {
		y.Gap = &data.Number{Decimal: y.InForce.Value.Sub(y.Expected.Decimal)}
	}
}
