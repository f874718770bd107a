package place

import "gongkai/data"

// Body names the government of a division, or an organ within it, as Resolve
// does. ok is false for a code that the gazetteer does not have.
func (g *Gazetteer) Body(code, organ string) (b data.Body, ok bool) {
	d := g.Division(code)
	if d == nil {
		return data.Body{}, false
	}
	return data.Body{Name: g.governmentName(d, 0) + organ, RegionCode: d.Code, Organ: organ}, true
}
