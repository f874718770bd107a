package place

import (
	"fmt"
	"slices"

	"gongkai/data"
)

// follow gives the unit that carries a division's series today, and notes the
// changes on the way: in the reference pack's words, or none without a pack.
func (g *Gazetteer) follow(res *Resolution, d *Division, year int) *Division {
	if g.ref == nil {
		return d
	}
	if year != 0 && d.From > year {
		if l, ok := g.ref.before(d); ok {
			res.CodeThen = l.From
			res.note(clue(data.ClueHistory, l.FromName, fmt.Sprintf("%s自%d年起由%s改来，报告年度时代码为 %s", d.Name, l.Year, l.FromName, l.From), fmt.Sprintf("%s was %s, code %s, before %d", d.Name, l.FromName, l.From, l.Year)))
		}
	}
	unit := g.ref.unit(d.Code, d.Name)
	if unit == nil {
		return d
	}
	c := g.ref.carry(unit)
	for _, l := range c.Steps {
		res.note(clue(data.ClueHistory, l.ToName, fmt.Sprintf("%d年%s（%s）改为%s（%s）", l.Year, l.FromName, l.From, l.ToName, l.To), fmt.Sprintf("%s (%s) became %s (%s) in %d", l.FromName, l.From, l.ToName, l.To, l.Year)))
	}
	if c.Break != "" {
		res.note(clue(data.ClueHistory, c.Name, c.Break+"，数列到此为止", "the series ends: "+c.Break))
	}
	for _, v := range append(slices.Clone(g.versions[c.Code]), g.byCode[c.Code]) {
		if v != nil && v.Name == c.Name {
			if v.Code != d.Code && res.CodeThen == "" {
				res.CodeThen = d.Code
			}
			return v
		}
	}
	return d
}

// before finds the link over which a unit took up another's series when it
// was set up.
func (r *Reference) before(d *Division) (Link, bool) {
	i := slices.IndexFunc(r.links, func(l Link) bool {
		return l.Carries && l.To == d.Code && l.ToName == d.Name && l.Year == d.From
	})
	if i < 0 {
		return Link{}, false
	}
	return r.links[i], true
}
