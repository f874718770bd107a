package store

import (
	"slices"

	"gongkai/data"
	"gongkai/data/place"
)

// governmentOffices are the organs that stand for their government.
var governmentOffices = []string{"", "人民政府办公室", "人民政府办公厅", "人民政府"}

// residence is how many people live in a division in a year.
type residence struct {
	year, residents int
	source          data.Text
}

// residentsOf lists what the reference pack knows of the division that a body
// governs. A body that shares a code with the division's government, such as
// the authority of a zone within it, governs other people: it has none.
func residentsOf(r *place.Reference, g *place.Gazetteer, b data.Body, from, to int) (list []residence) {
	if own, ok := g.Body(b.RegionCode, b.Organ); !ok || own.Name != b.Name || !slices.Contains(governmentOffices, b.Organ) {
		return nil
	}
	if p, ok := r.Population(b.RegionCode); ok {
		list = append(list, residence{p.Year, p.Residents, p.Source})
	}
	const tenThousand = 10_000
	for year := from; year <= to; year++ {
		p, ok := r.ProvinceYear(b.RegionCode, year)
		if !ok || !p.Residents.IsPositive() {
			continue
		}
		persons := p.Residents.Mul(data.NewNumber(tenThousand).Decimal)
		if persons.IsInteger() && !slices.ContainsFunc(list, func(have residence) bool { return have.year == year }) {
			list = append(list, residence{year, int(persons.IntPart()), p.Source})
		}
	}
	return list
}

// fillResidents gives the residents of the years that the store has reports of.
func (a *arrangement) fillResidents(l *loading) error {
	if a.Reference == nil || a.Gazetteer == nil || len(a.bodies) == 0 {
		return nil
	}
	from, to := a.bodies[0].firstYear, a.bodies[0].lastYear
	for _, b := range a.bodies {
		from, to = min(from, b.firstYear), max(to, b.lastYear)
	}
	if a.years[0] > 0 {
		from, to = min(from, a.years[0]), max(to, a.years[1])
	}
	for _, b := range a.bodies {
		for _, r := range residentsOf(a.Reference, a.Gazetteer, b.Body, from, to) {
			if err := l.row("residents", b.id, r.year, r.residents, r.source.ZH); err != nil {
				return err
			}
		}
	}
	return nil
}
