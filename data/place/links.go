package place

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Relation is what became of a division.
type Relation string

// The relations of an old code to a new one.
const (
	Recode  Relation = "recode"  // same name under another prefecture or code
	Convert Relation = "convert" // 县 became 市 or 区
	Rename  Relation = "rename"
	Merge   Relation = "merge"
	Split   Relation = "split"
	Partial Relation = "partial" // a part of its area went to another unit, it stayed
)

// Link leads from a division to one that has its area, or a part of it, since
// a year.
type Link struct {
	From, FromName string
	To, ToName     string
	Year           int
	Relation       Relation
	Level          Level // of the old unit
	Principal      bool  // the new unit is the old one's heir, as the pack says
	Carries        bool  // a series goes on over it: Principal, and a Recode, Convert or Rename without doubt
}

// takeLink takes one link; codes and names must be in the history.
func (r *Reference) takeLink(c cells) string {
	l := Link{From: c.get("from_code"), FromName: c.get("from_name"), To: c.get("to_code"), ToName: c.get("to_name"),
		Relation: Relation(c.get("relation")), Level: Level(c.get("level")), Principal: c.get("principal") == "1"}
	var bad string
	if l.Year, bad = c.whole("year", 1949, 2100, false); bad != "" {
		return bad
	}
	if !slices.Contains([]Relation{Recode, Convert, Rename, Merge, Split, Partial}, l.Relation) {
		return wrong("relation", "未知的关系："+string(l.Relation))
	}
	if p := c.get("principal"); p != "0" && p != "1" {
		return wrong("principal", "应为 0 或 1："+p)
	}
	for _, end := range []struct{ column, code, name string }{{"from_code", l.From, l.FromName}, {"to_code", l.To, l.ToName}} {
		if !isCode(end.code) {
			return wrong(end.column, "应为六位数字："+end.code)
		}
		if !r.lacksFile("divisions_history.csv") && r.unit(end.code, end.name) == nil {
			return wrong(end.column, "divisions_history.csv 中没有："+end.code+end.name)
		}
	}
	r.links = append(r.links, l)
	return ""
}

// unit is the division of a code and name, or nil.
func (r *Reference) unit(code, name string) *Division {
	for _, d := range r.versions[code] {
		if d.Name == name {
			return d
		}
	}
	return nil
}

// Links lists the links by year and code, cleaned: none twice, and none
// carries a series where the heir is in doubt.
func (r *Reference) Links() []Link { return slices.Clone(r.links) }

// clean drops what says nothing, adds the prefectures that only changed their
// kind, and decides which links carry a series. A series is not carried where
// a unit has two heirs, or where a unit has two forebears: 万盛区 and 綦江县 became
// 綦江区 in 2011, under the code of the former.
func (r *Reference) clean() {
	r.links = append(r.links, r.prefectureLinks()...)
	slices.SortStableFunc(r.links, func(a, b Link) int {
		return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.From, b.From), cmp.Compare(a.FromName, b.FromName), cmp.Compare(a.To, b.To), cmp.Compare(a.Relation, b.Relation))
	})
	r.links = slices.Compact(r.links)
	// 襄城区 of 襄樊市 became 襄城区 of 襄阳市: nothing changed of its own
	r.links = slices.DeleteFunc(r.links, func(l Link) bool { return l.From == l.To && l.FromName == l.ToName })
	type end struct{ code, name string }
	heirs, forebears := map[end]int{}, map[end]int{}
	for i := range r.links {
		l := &r.links[i]
		l.Carries = l.Principal && (l.Relation == Recode || l.Relation == Convert || l.Relation == Rename)
		if l.Carries {
			heirs[end{l.From, l.FromName}]++
		}
		if l.Carries || l.Principal && l.Relation == Merge {
			forebears[end{l.To, l.ToName}]++
		}
	}
	for i := range r.links {
		l := &r.links[i]
		if l.Carries && forebears[end{l.To, l.ToName}] > 1 {
			l.Relation = Merge
		}
		l.Carries = l.Carries && l.Relation != Merge && heirs[end{l.From, l.FromName}] == 1
	}
}

// prefectureLinks finds the prefectures that went on under another name (襄樊市,
// same code) or code: 铜仁地区 became 铜仁市 if all of its counties that went on
// did so under that one, and it began in that year.
func (r *Reference) prefectureLinks() []Link {
	heir := map[string]map[string]bool{} // old prefecture -> new ones of its counties
	for _, l := range r.links {
		if l.Principal && l.Level == CountyLevel && l.From[:4] != l.To[:4] {
			p := l.From[:4] + "00"
			if heir[p] == nil {
				heir[p] = map[string]bool{}
			}
			heir[p][l.To[:4]+"00"] = true
		}
	}
	var out []Link
	for _, d := range r.divisions {
		if d.Level != PrefectureLevel || d.Until == 0 || slices.ContainsFunc(r.links, func(l Link) bool { return l.From == d.Code && l.FromName == d.Name && l.Relation != Partial }) {
			continue
		}
		l := Link{From: d.Code, FromName: d.Name, Year: d.Until, Level: PrefectureLevel, Principal: true, Relation: Rename}
		if n := r.latest(d.Code); n != d && n.From == d.Until {
			l.To, l.ToName = n.Code, n.Name
			out = append(out, l)
			continue
		}
		for code := range heir[d.Code] {
			if n := r.latest(code); len(heir[d.Code]) == 1 && n != nil && n.Level == PrefectureLevel && n.From == d.Until {
				l.To, l.ToName, l.Relation = n.Code, n.Name, Convert
				out = append(out, l)
			}
		}
	}
	return out
}

// Carried says what became of a division's series.
type Carried struct {
	Code, Name string // the unit that carries it on; the same one if nothing changed
	Steps      []Link // the changes on the way, oldest first
	Break      string // why it ends there, for people: 2015年闸北区并入静安区; "" while it goes on
}

// Carry says which code carries on the series of the unit that had a code in
// a year. ok is false if no unit had it.
func (r *Reference) Carry(code string, year int) (c Carried, ok bool) {
	for _, d := range slices.Backward(r.versions[code]) { // in the year of a change the new name: the report came out later
		if d.stood(year) {
			return r.carry(d), true
		}
	}
	return Carried{}, false
}

// carry follows the links that carry a unit's series. A unit is met once only.
func (r *Reference) carry(d *Division) Carried {
	c := Carried{}
	for seen := map[*Division]bool{}; !seen[d]; {
		seen[d] = true
		c.Code, c.Name = d.Code, d.Name
		i := slices.IndexFunc(r.links, func(l Link) bool { return l.Carries && l.From == d.Code && l.FromName == d.Name })
		if i < 0 {
			break
		}
		next := r.unit(r.links[i].To, r.links[i].ToName)
		if next == nil || seen[next] {
			break
		}
		c.Steps = append(c.Steps, r.links[i])
		d = next
	}
	c.Break = r.ending(d)
	return c
}

// ending says how an abolished unit ended: 2015年闸北区并入静安区.
func (r *Reference) ending(d *Division) string {
	if d.Until == 0 {
		return ""
	}
	var to []string
	relation := Merge
	for _, l := range r.links {
		if l.From == d.Code && l.FromName == d.Name && l.Relation != Partial {
			to = append(to, l.ToName)
			relation = l.Relation
		}
	}
	if len(to) == 0 {
		for _, code := range r.succeeded[d] {
			to = append(to, r.latest(code).Name)
		}
	}
	switch {
	case len(to) == 0:
		return fmt.Sprintf("%d年撤销%s", d.Until, d.Name)
	case relation == Merge && len(to) == 1:
		if to[0] == d.Name { // 三元区 and 梅列区 became a new 三元区
			return fmt.Sprintf("%d年%s与他区合并为新的%s", d.Until, d.Name, to[0])
		}
		return fmt.Sprintf("%d年%s并入%s", d.Until, d.Name, to[0])
	}
	return fmt.Sprintf("%d年撤销%s，其区域分归%s", d.Until, d.Name, strings.Join(to, "、"))
}
