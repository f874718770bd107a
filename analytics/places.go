package analytics

import (
	"context"
	"database/sql"

	"gongkai/data"
)

// PlacesQuestion asks where there are bodies: by province, within a province by
// prefecture, and within a prefecture one by one.
type PlacesQuestion struct {
	Year     int     // whose reports are counted, 0 for the last
	Province string  // full name, "" for all
	Within   *string // a prefecture of the province, or "" for the province's own bodies; nil for all prefectures

	// Rows lists so many bodies of Within, behind the first Skip ones; 0 for
	// DefaultRows.
	Rows, Skip int
}

// PlaceCount is a province or prefecture with its bodies.
type PlaceCount struct {
	Name     string `json:"name"` // "" for those of no known province, or of the province itself
	Bodies   int    `json:"bodies"`
	Reported int    `json:"reported"` // of them with a report of the year
}

// Places answers a PlacesQuestion.
type Places struct {
	Snapshot    SnapshotRef  `json:"snapshot"`
	Year        int          `json:"year"`
	Provinces   []PlaceCount `json:"provinces"`
	Prefectures []PlaceCount `json:"prefectures,omitempty"`
	Of          int          `json:"of,omitempty"` // bodies of the prefecture
	Skip        int          `json:"skip,omitempty"`
	Bodies      []BodyRef    `json:"bodies,omitempty"`
}

// Places tells where there are bodies. Codes "bad_page", "unknown_place".
func (a *Analytics) Places(ctx context.Context, q PlacesQuestion) (*Places, error) {
	rows, err := pageSize(q.Rows, q.Skip)
	if err != nil {
		return nil, err
	}
	p := &Places{Snapshot: a.Snapshot(), Year: q.Year, Skip: q.Skip}
	if p.Year == 0 {
		if _, p.Year, err = a.Years(ctx); err != nil {
			return nil, err
		}
	}
	if p.Provinces, err = ask(ctx, a, "places_provinces", readPlace, p.Year); err != nil || q.Province == "" {
		return p, err
	}
	if p.Prefectures, err = ask(ctx, a, "places_prefectures", readPlace, p.Year, q.Province); err != nil {
		return nil, err
	}
	if len(p.Prefectures) == 0 {
		return nil, unknownPlace(q.Province)
	}
	if q.Within == nil {
		return p, nil
	}
	for _, c := range p.Prefectures {
		if c.Name == *q.Within {
			p.Of = c.Bodies
			p.Bodies, err = ask(ctx, a, "places_bodies", readBody, q.Province, *q.Within, rows, q.Skip)
			return p, err
		}
	}
	return nil, unknownPlace(*q.Within)
}

func readPlace(r *sql.Rows) (c PlaceCount, err error) {
	return c, r.Scan(&c.Name, &c.Bodies, &c.Reported)
}

func unknownPlace(name string) error {
	return &data.Error{Code: "unknown_place", Place: name,
		Reason: data.Text{ZH: "没有这个地方的机关", EN: "no bodies of this place"}, Way: data.Text{ZH: "请从地区页选择", EN: "choose on the page of places"}}
}
