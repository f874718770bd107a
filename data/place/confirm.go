package place

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/data"
)

// confirm notes what speaks for a unique name, and what speaks against it: a
// telephone or portal of another place, or a preface about another body. The
// latter are warnings; the name stays.
func (g *Gazetteer) confirm(res *Resolution, r *reading, e Evidence) {
	d := r.units[0]
	res.note(clue(data.ClueVerdict, d.FullName, "名称唯一："+d.FullName, "the only one of that name: "+d.FullName))
	if r.zone != "" {
		res.note(clue(data.ClueVerdict, r.zone, fmt.Sprintf("%s与%s同域，代码 %s", r.zone, d.Name, d.Code), fmt.Sprintf("%s covers %s, code %s", r.zone, d.Name, d.Code)))
	}
	g.confirmPhone(res, d, e)
	for _, host := range e.knownHosts() {
		at := g.byCode[e.Hosts[host]]
		if at == nil {
			continue
		}
		zh, en := "网站 "+host+" 属"+at.FullName, "the portal "+host+" is that of "+at.FullName
		if g.within(d, []*Division{at}) || g.within(at, r.units) {
			res.note(clue(data.ClueHost, host, zh, en))
		} else {
			res.note(against(data.ClueHost, host, zh+"，与"+d.Name+"不符，请核对", en+", not "+d.Name+"; please check"))
		}
	}
	g.confirmPreface(res, r, e)
}

// confirmPhone says whether the telephone numbers agree with the place.
func (g *Gazetteer) confirmPhone(res *Resolution, d *Division, e Evidence) {
	codes := g.phones(e)
	if len(codes) == 0 || d.Level == ProvinceLevel && !isMunicipality(d) {
		return
	}
	if code := g.uses(d, codes); code != "" {
		res.note(clue(data.CluePhone, code, fmt.Sprintf("电话区号 %s 属%s", code, g.owner(code)), fmt.Sprintf("area code %s is that of %s", code, g.owner(code))))
		return
	}
	if !g.hasArea(d) {
		return
	}
	at := d
	if p := g.parent(d); d.Level == CountyLevel && (p.Level == PrefectureLevel || isMunicipality(p)) {
		at = p
	}
	res.note(against(data.CluePhone, codes[0], fmt.Sprintf("电话区号 %s 属%s，与%s不符，请核对", codes[0], g.owner(codes[0]), at.Name),
		fmt.Sprintf("area code %s is that of %s, not of %s; please check", codes[0], g.owner(codes[0]), at.Name)))
}

// hasArea reports whether any area code of a division is known.
func (g *Gazetteer) hasArea(d *Division) bool {
	for _, codes := range g.areas {
		if slices.Contains(codes, d.Code) || slices.Contains(codes, d.Parent) {
			return true
		}
	}
	return false
}

// confirmPreface warns of a preface that announces the report of another
// body than the title, as one copied from there does.
func (g *Gazetteer) confirmPreface(res *Resolution, r *reading, e Evidence) {
	preface := e.head()
	if e.Preface == "" {
		return
	}
	p := g.announcedIn(preface, e.Year)
	if p == nil {
		p = g.framedIn(preface, e.Year)
	} else if p.known() && g.related(p.units, r.units) && p.organ != r.organ && p.organ != "" && r.organ != "" &&
		!strings.HasSuffix(r.printed, p.organ) && !strings.HasSuffix(p.printed, r.organ) {
		res.note(against(data.ClueName, p.printed, "前言写的是"+p.printed+"，与标题的机关不同，请核对", "the preface is that of "+p.printed+", not of the body in the title; please check"))
		return
	}
	if p.known() && !g.related(p.units, r.units) {
		res.note(against(data.ClueName, p.printed, "前言写的是"+p.printed+"，与标题不是同一地方，请核对", "the preface is that of "+p.printed+", another place than the title's; please check"))
	}
}

// related reports whether one of the units lies in one of the others.
func (g *Gazetteer) related(a, b []*Division) bool {
	for _, d := range a {
		if g.within(d, b) {
			return true
		}
	}
	for _, d := range b {
		if g.within(d, a) {
			return true
		}
	}
	return false
}
