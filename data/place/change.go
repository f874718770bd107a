package place

import (
	"fmt"

	"gongkai/data"
)

// Change is a merge or split after which a division's figures are those of
// another area.
type Change struct {
	Year     int // the first of the new area
	Relation Relation
	Text     data.Text // 2015年闸北区并入静安区
}

// Changes lists the merges and splits of the reference pack by the codes of
// today's units whose series they touch: of the unit that was merged or split,
// of the one that took it in. Without a pack there are none.
func (g *Gazetteer) Changes() map[string][]Change {
	if g.ref == nil {
		return nil
	}
	list := map[string][]Change{}
	for _, l := range g.ref.links {
		if l.Carries || l.Relation != Merge && l.Relation != Split && l.Relation != Partial {
			continue
		}
		c := Change{Year: l.Year, Relation: l.Relation, Text: l.text()}
		seen := map[string]bool{}
		for _, end := range []struct{ code, name string }{{l.From, l.FromName}, {l.To, l.ToName}} {
			d := g.ref.unit(end.code, end.name)
			if d == nil {
				continue
			}
			if code := g.ref.carry(d).Code; !seen[code] {
				seen[code] = true
				list[code] = append(list[code], c)
			}
		}
	}
	return list
}

// text says what a link is, in a sentence.
func (l Link) text() data.Text {
	switch l.Relation {
	case Split:
		return data.Text{ZH: fmt.Sprintf("%d年%s分设，部分区域成为%s", l.Year, l.FromName, l.ToName),
			EN: fmt.Sprintf("%d: %s was divided, a part became %s", l.Year, l.FromName, l.ToName)}
	case Partial:
		return data.Text{ZH: fmt.Sprintf("%d年%s的部分区域划归%s", l.Year, l.FromName, l.ToName),
			EN: fmt.Sprintf("%d: a part of %s went to %s", l.Year, l.FromName, l.ToName)}
	}
	return data.Text{ZH: fmt.Sprintf("%d年%s并入%s", l.Year, l.FromName, l.ToName), EN: fmt.Sprintf("%d: %s was merged into %s", l.Year, l.FromName, l.ToName)}
}
