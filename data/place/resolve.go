package place

import (
	"fmt"
	"regexp"
	"strings"

	"gongkai/data"
)

// Evidence is what a document says about its body.
type Evidence struct {
	Title     string // as printed; may be empty, cut, or part of a letter's
	Preface   string // the paragraphs before 一、总体情况
	Text      string // the whole text, for telephone numbers and places
	Publisher string // 发布机构 of the page's metadata: weak
	File      string // the file's name: no evidence of a body, not used
	Year      int    // the report year, 0 if not known
}

// Resolve finds the body of a report. The title names it, or else the
// preface; a name that several units bear is settled by what else the
// document says, or stays open with its candidates. RegionCode is "" whenever
// it is not certain; Name is "" only if no body is named at all.
func (g *Gazetteer) Resolve(e Evidence) data.Body {
	r, source := g.bodyOf(e)
	if r == nil {
		return data.Body{}
	}
	lines := []string{source + "：" + r.printed}
	if !r.known() {
		return g.unresolved(r, e.Year, lines)
	}
	d := r.units[0]
	if len(r.units) > 1 {
		settled, why := g.settle(r, e)
		lines = append(lines, why...)
		if settled == nil {
			return data.Body{Name: openName(r), Organ: r.organ, Evidence: lines, Candidates: candidates(r.units)}
		}
		d = settled
	} else {
		lines = append(lines, "名称唯一："+d.FullName)
		if r.zone != "" {
			lines = append(lines, fmt.Sprintf("%s与%s同域，代码 %s", r.zone, d.Name, d.Code))
		}
		lines = append(lines, g.phoneLine(d, g.phones(e))...)
	}
	name := g.governmentName(d)
	if r.zone != "" {
		name = r.zone
	}
	return data.Body{Name: name + r.organ, RegionCode: d.Code, Organ: r.organ, Evidence: lines}
}

// sentence tells a first paragraph taken for a title.
var sentence = regexp.MustCompile(`根据|按照|公布|，|。`)

// bodyOf finds the body's printed name and says where it stands, or nil.
func (g *Gazetteer) bodyOf(e Evidence) (*reading, string) {
	names, own := g.titleNames(e.Title, e.Year)
	if own && len(names) > 0 {
		r := g.read(names[0], e.Year)
		if r.known() || r.above != nil {
			return r, "标题"
		}
		if sentence.MatchString(e.Title) {
			if p := g.bodyInPreface(fold(cut(e.Title, prefaceLimit))+e.head(), e.Year); p != nil {
				return p, "首段"
			}
		}
		return g.fromPreface(r, names[1:], e)
	}
	preface := e.head()
	if r := g.bodyInPreface(preface, e.Year); r != nil {
		return r, "前言"
	}
	for _, name := range names {
		if r := g.read(name, e.Year); r.known() {
			return r, "标题中的网站名"
		}
	}
	publisher := g.read(fold(e.Publisher), e.Year)
	if publisher.known() && publisher.organ != "" && !office.MatchString(publisher.organ) {
		return publisher, "发布机构"
	}
	if spoken := g.governmentsSpokenOf(preface, e.Year); len(spoken) == 1 {
		return spoken[0], "标题未印机关名称，前言提到"
	}
	if publisher.known() {
		publisher.organ = ""
		return publisher, "发布机构"
	}
	return nil, ""
}

// fromPreface completes a title's name whose place is not known: cut off by a
// line break (督管理局), printed without the place (财政局), or of a place
// that the gazetteer lacks, which then stays open.
func (g *Gazetteer) fromPreface(r *reading, others []string, e Evidence) (*reading, string) {
	preface := e.head()
	p := g.bodyInPreface(preface, e.Year)
	if p.known() && strings.HasSuffix(p.printed, r.printed) {
		return p, "前言"
	}
	if !isOrganOnly(r.printed) {
		return r, "标题"
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
			own := &reading{printed: r.printed, units: at.units, zone: at.zone, organ: organ(rest, at.zone != "")}
			return own, fmt.Sprintf("机关所在地据“%s”；标题", at.printed)
		}
	}
	r.organ = organ(withoutLevel(r.printed), false)
	return r, "标题"
}

// unresolved is a body whose place the gazetteer does not know. Units of the
// same stem are shown: 孟津县 may be today's 孟津区.
func (g *Gazetteer) unresolved(r *reading, year int, lines []string) data.Body {
	b := data.Body{Name: r.printed, Organ: r.organ}
	b.Evidence = append(lines, "行政区划表中没有这一地名，请人工确认")
	if r.stem == "" {
		return b
	}
	for _, e := range g.names.entries[r.stem] {
		if e.short && e.division.Level == CountyLevel && (r.above == nil || g.within(e.division, r.above)) {
			b.Candidates = append(b.Candidates, data.Candidate{RegionCode: e.division.Code, FullName: e.division.FullName})
		}
	}
	return b
}

// phoneLine says whether the telephone numbers agree with the place.
func (g *Gazetteer) phoneLine(d *Division, codes []string) []string {
	if len(codes) == 0 || d.Level == ProvinceLevel && !isMunicipality(d) {
		return nil
	}
	at := d
	if p := g.parent(d); d.Level == CountyLevel && (p.Level == PrefectureLevel || isMunicipality(p)) {
		at = p
	}
	if code := g.uses(d, codes); code != "" {
		return []string{fmt.Sprintf("电话区号 %s 属%s", code, g.owner(code))}
	}
	return []string{fmt.Sprintf("电话区号 %s 属%s，与%s不符，请核对", codes[0], g.owner(codes[0]), at.Name)}
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
