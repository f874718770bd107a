package store

import (
	"database/sql/driver"

	"gongkai/data/pinyin"
	"gongkai/data/place"
)

// fill gives all rows that do not come with a report to a loading.
func (a *arrangement) fill(l *loading, m *Manifest) error {
	if err := l.row("meta", m.Number, m.Published, m.Format, program(), Version(), m.Generated); err != nil {
		return err
	}
	if err := a.fillCatalogue(l); err != nil {
		return err
	}
	for _, b := range a.bodies {
		level, province, prefecture := location(a.Gazetteer, b.RegionCode)
		spelt, initials := pinyin.Of(b.Name)
		if err := l.row("body", b.id, b.Key(), clean(b.Name), b.RegionCode, clean(b.Organ),
			level, province, prefecture, b.reports, b.firstYear, b.lastYear, b.sample, clean(Kind(b.Body)), spelt, initials); err != nil {
			return err
		}
	}
	if err := a.fillChanges(l); err != nil {
		return err
	}
	if err := a.fillResidents(l); err != nil {
		return err
	}
	if err := a.fillRejected(l); err != nil {
		return err
	}
	if err := a.fillVerdicts(l); err != nil {
		return err
	}
	return a.fillEditions(l)
}

// fillRejected gives the files that were not taken in.
func (a *arrangement) fillRejected(l *loading) error {
	for i, r := range a.Rejected {
		id := 0
		if b := a.byKey[r.Body.Key()]; b != nil && r.Body.Name != "" {
			id = b.id
		}
		if err := l.row("rejected", rejectedRow(i, r, id)...); err != nil {
			return err
		}
	}
	return nil
}

// rejectedRow is the i-th file that was not taken in, of a body or of 0.
func rejectedRow(i int, r Rejected, body int) []driver.Value {
	return []driver.Value{i + 1, clean(r.File), r.SHA256, r.At.UTC(), r.Code, clean(r.Reason.ZH), clean(r.Reason.EN),
		nullable(body), clean(r.Body.Name), nullable(r.Year)}
}

// fillEditions gives the ids of the reports by order of arrival.
func (a *arrangement) fillEditions(l *loading) error {
	findings := make([]int32, len(a.arrivals)+1) // by report id: of this one
	for _, list := range l.tallies {
		for _, t := range list {
			findings[a.arrivals[t.arrival].id] = t.findings
		}
	}
	before := make([]int32, len(findings))
	for id := 1; id < len(findings); id++ {
		before[id] = before[id-1] + findings[id-1]
	}
	for i := range a.arrivals {
		r := &a.arrivals[i]
		if err := l.row("edition", i, r.id, r.body.id, r.year, nullable(int(r.supersededBy)), before[r.id]); err != nil {
			return err
		}
	}
	return nil
}

// fillChanges gives the merges and splits that touch the bodies.
func (a *arrangement) fillChanges(l *loading) error {
	if a.Gazetteer == nil {
		return nil
	}
	changes := a.Gazetteer.Changes()
	for _, b := range a.bodies {
		said := map[string]bool{}
		for _, c := range changes[b.RegionCode] {
			if said[c.Text.ZH] {
				continue
			}
			said[c.Text.ZH] = true
			if err := l.row("body_change", b.id, c.Year, string(c.Relation), c.Text.ZH, c.Text.EN); err != nil {
				return err
			}
		}
	}
	return nil
}

// location names the division of a code, for queries by place.
func location(g *place.Gazetteer, code string) (level, province, prefecture string) {
	if g == nil {
		return "", "", ""
	}
	if p := g.Province(code); p != nil {
		province = p.FullName
	}
	d := g.Division(code)
	if d == nil {
		return "", province, ""
	}
	level = string(d.Level)
	for ; d != nil; d = g.Division(d.Parent) {
		if d.Level == place.PrefectureLevel {
			prefecture = d.Name
		}
	}
	return level, province, prefecture
}
