package place

import (
	"fmt"
	"regexp"
	"strings"

	"gongkai/data"
)

// Resolve finds the body of a report. The title names it, or else the
// preface; a name that several units bear is settled by what else the
// document says, or stays open with its candidates. RegionCode is "" whenever
// it is not certain; Name is "" only if no body is named at all.
func (g *Gazetteer) Resolve(e Evidence) data.Body { return g.Trace(e).Body }

// Trace is Resolve with the whole trail of evidence. With a reference pack,
// Body.RegionCode is the code that carries the series on today.
func (g *Gazetteer) Trace(e Evidence) Resolution {
	e.beginning = e.head()
	r, source := g.bodyOf(e)
	var res Resolution
	if r == nil {
		return res
	}
	res.note(clue(data.ClueName, r.printed, source.ZH+"："+r.printed, source.EN+": "+r.printed))
	switch {
	case r.national:
		res.note(clue(data.ClueVerdict, "", "国务院部门、全国性单位或兵团，不属于任何行政区划", "a body of the state or the 兵团, of no division"))
		res.Body = data.Body{Name: r.printed, Organ: r.organ}
	case !r.known():
		g.unresolved(&res, r)
	default:
		d := r.units[0]
		if len(r.units) > 1 {
			d = g.settle(&res, r, e)
		} else {
			g.confirm(&res, r, e)
		}
		if d == nil {
			res.Body = data.Body{Name: openName(r), Organ: r.organ, Candidates: candidates(r.units)}
			break
		}
		g.place(&res, r, d, e.Year)
	}
	res.Body.Evidence = res.lines()
	return res
}

// place fills in the body once its division is certain.
func (g *Gazetteer) place(res *Resolution, r *reading, d *Division, year int) {
	name := func(d *Division, year int) string {
		switch {
		case r.name != "":
			return r.name
		case r.zone != "":
			return r.zone + r.organ
		}
		return g.governmentName(d, year) + r.organ
	}
	res.Body = data.Body{Name: name(d, year), RegionCode: d.Code, Organ: r.organ}
	now := g.follow(res, d, year)
	if n := name(now, 0); n != res.Body.Name {
		res.NameNow = n
	}
	res.Body.RegionCode = now.Code
}

// sentence tells a first paragraph taken for a title.
var sentence = regexp.MustCompile(`根据|按照|公布|，|。`)

// Where a body's name may stand.
var (
	inTitle     = data.Text{ZH: "标题", EN: "title"}
	inParagraph = data.Text{ZH: "首段", EN: "first paragraph"}
	inPreface   = data.Text{ZH: "前言", EN: "preface"}
	inSiteName  = data.Text{ZH: "标题中的网站名", EN: "name of the site in the title"}
	inPublisher = data.Text{ZH: "发布机构", EN: "publisher"}
	inSpeech    = data.Text{ZH: "标题未印机关名称，前言提到", EN: "no body in the title, the preface speaks of"}
)

// bodyOf finds the body's printed name and says where it stands, or nil.
func (g *Gazetteer) bodyOf(e Evidence) (*reading, data.Text) {
	names, own := g.titleNames(e.Title, e.Year)
	if own && len(names) > 0 {
		r := g.read(names[0], e.Year)
		if r.known() || r.above != nil || r.national {
			return r, inTitle
		}
		if sentence.MatchString(e.Title) {
			if p := g.bodyInPreface(fold(cut(e.Title, prefaceLimit))+e.head(), e.Year); p != nil {
				return p, inParagraph
			}
		}
		return g.fromPreface(r, names[1:], e)
	}
	preface := e.head()
	if r := g.bodyInPreface(preface, e.Year); r != nil {
		return r, inPreface
	}
	for _, name := range names {
		if r := g.read(name, e.Year); r.known() {
			return r, inSiteName
		}
	}
	publisher := g.read(fold(e.Publisher), e.Year)
	if publisher.known() && publisher.organ != "" && !office.MatchString(publisher.organ) {
		return publisher, inPublisher
	}
	if spoken := g.governmentsSpokenOf(preface, e.Year); len(spoken) == 1 {
		return spoken[0], inSpeech
	}
	if publisher.known() {
		publisher.organ = ""
		return publisher, inPublisher
	}
	return nil, data.Text{}
}

// fromPreface completes a title's name whose place is not known: cut off by a
// line break (督管理局), printed without the place (财政局), or of a place
// that the gazetteer lacks, which then stays open.
func (g *Gazetteer) fromPreface(r *reading, others []string, e Evidence) (*reading, data.Text) {
	preface := e.head()
	p := g.bodyInPreface(preface, e.Year)
	if p.known() && strings.HasSuffix(p.printed, r.printed) {
		return p, inPreface
	}
	if !isOrganOnly(r.printed) {
		return r, inTitle
	}
	places := []*reading{p}
	for _, name := range append(others, fold(e.Publisher)) {
		places = append(places, g.read(name, e.Year))
	}
	if spoken := g.governmentsSpokenOf(preface, e.Year); len(spoken) == 1 {
		places = append(places, spoken[0])
	}
	for _, at := range places {
		if at.known() {
			rest := r.printed
			if !department.MatchString(rest) {
				rest = withoutLevel(rest)
			}
			own := &reading{printed: r.printed, units: at.units, zone: at.zone, organ: organ(rest, at.zone != ""), narrowed: at.narrowed}
			return own, data.Text{ZH: fmt.Sprintf("机关所在地据“%s”；标题", at.printed), EN: fmt.Sprintf("placed after %q; title", at.printed)}
		}
	}
	r.organ = organ(withoutLevel(r.printed), false)
	return r, inTitle
}

// unresolved is a body whose place the gazetteer does not know. Units of the
// same stem are shown: 孟津县 may be today's 孟津区.
func (g *Gazetteer) unresolved(res *Resolution, r *reading) {
	res.note(clue(data.ClueVerdict, "", "行政区划表中没有这一地名，请人工确认", "no division of that name is known; please decide"))
	b := data.Body{Name: r.printed, Organ: r.organ}
	if r.stem != "" {
		for _, e := range g.names.entries[r.stem] {
			if e.short && e.division.Level == CountyLevel && (r.above == nil || g.within(e.division, r.above)) {
				b.Candidates = append(b.Candidates, data.Candidate{RegionCode: e.division.Code, FullName: e.division.FullName})
			}
		}
	}
	res.Body = b
}

// openName names a body whose division is one of several.
func openName(r *reading) string {
	for _, d := range r.units {
		if d.Name != r.units[0].Name {
			return r.printed
		}
	}
	return r.units[0].Name + r.organ
}

func candidates(units []*Division) []data.Candidate {
	list := make([]data.Candidate, len(units))
	for i, d := range units {
		list[i] = data.Candidate{RegionCode: d.Code, FullName: d.FullName}
	}
	return list
}
