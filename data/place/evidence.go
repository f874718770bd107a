package place

import (
	"fmt"
	"strings"

	"gongkai/data"
)

// Evidence is what a document says about its body, and where it came from.
type Evidence struct {
	Title     string // as printed; may be empty, cut, or part of a letter's
	Preface   string // the paragraphs before 一、总体情况
	Text      string // the whole text, for telephone numbers and places
	Publisher string // 发布机构 of the page's metadata: weak
	File      string // the path as given; its folders count, the file's own name does not
	Address   string // of the page that the report was taken from, if known
	Hosts     Hosts  // portals known from confirmed reports
	Year      int    // the report year, 0 if not known

	beginning string // what head gives, once it was folded
}

// Resolution is a report's body and how it was found.
type Resolution struct {
	Body     data.Body
	CodeThen string      // the division's code in the report year, where it is not Body.RegionCode
	NameNow  string      // the body's name with today's division names, where it is not Body.Name
	Trail    []data.Clue // what speaks for the body, and against it, in order
}

// Warnings lists the clues that speak against the body that was chosen.
func (r Resolution) Warnings() []data.Clue {
	var list []data.Clue
	for _, c := range r.Trail {
		if c.Against {
			list = append(list, c)
		}
	}
	return list
}

// Key identifies the body over the years: that of its name and code today, so
// that the series of a renamed division goes on. See data.Body.Key.
func (r Resolution) Key() string {
	b := r.Body
	if r.NameNow != "" {
		b.Name = r.NameNow
	}
	return b.Key()
}

// note adds a clue to the trail.
func (r *Resolution) note(c data.Clue) { r.Trail = append(r.Trail, c) }

// clue makes a clue with its sentence in both languages.
func clue(kind data.ClueKind, text, zh, en string) data.Clue {
	return data.Clue{Kind: kind, Text: text, Says: data.Text{ZH: zh, EN: en}}
}

// against makes a clue that contradicts the body that was chosen.
func against(kind data.ClueKind, text, zh, en string) data.Clue {
	c := clue(kind, text, zh, en)
	c.Against = true
	return c
}

// lines are the sentences of the trail in Chinese, for data.Body.Evidence.
func (r *Resolution) lines() []string {
	var list []string
	for _, c := range r.Trail {
		list = append(list, c.Says.ZH)
	}
	return list
}

// pointer is a clue to which of several units of one name is meant.
type pointer struct {
	clue data.Clue
	to   []*Division
}

// tells reports whether a pointer tells some of the units from the others.
func (p pointer) tells(units []*Division) bool { return len(p.to) > 0 && len(p.to) < len(units) }

// strong collects what may settle a shared name alone: a province or city in
// the preface or the folder's name, the portal, the telephone's area code.
func (g *Gazetteer) strong(units []*Division, e Evidence) []pointer {
	var list []pointer
	to, where := g.placesNamed(units, func(d *Division) bool { return mentions(e.head(), d, true) })
	list = append(list, pointer{clue(data.CluePlace, where, "前言提到"+where, "the preface names "+where), to})
	folders := e.folders()
	to, where = g.placesNamed(units, func(d *Division) bool { return inFolder(folders, d) })
	list = append(list, pointer{clue(data.ClueFolder, where, "所在文件夹为"+where, "the folder is named "+where), to})
	for _, host := range e.knownHosts() {
		to = nil
		for _, d := range units {
			if at := g.byCode[e.Hosts[host]]; at != nil && g.within(d, []*Division{at}) {
				to = append(to, d)
			}
		}
		list = append(list, pointer{clue(data.ClueHost, host, "网站 "+host+" 属"+g.fullName(e.Hosts[host]), "the portal "+host+" is that of "+g.fullName(e.Hosts[host])), to})
	}
	to = nil
	area, codes := "", g.phones(e)
	for _, d := range units {
		if code := g.uses(d, codes); code != "" {
			to, area = append(to, d), code
		}
	}
	if area != "" {
		list = append(list, pointer{clue(data.CluePhone, area, fmt.Sprintf("电话区号 %s 属%s", area, g.owner(area)), fmt.Sprintf("area code %s is that of %s", area, g.owner(area))), to})
	}
	return list
}

// fallback collects what settles a shared name where nothing stronger is: the
// publisher, then cities named in full anywhere in the text.
func (g *Gazetteer) fallback(units []*Division, e Evidence) []pointer {
	publisher, text := fold(e.Publisher), cut(e.Text, phoneLimit)
	byPublisher, p := g.placesNamed(units, func(d *Division) bool { return mentions(publisher, d, true) })
	byText, t := g.placesNamed(units, func(d *Division) bool { return mentions(text, d, false) })
	return []pointer{
		{clue(data.CluePlace, p, "发布机构提到"+p, "the publisher names "+p), byPublisher},
		{clue(data.CluePlace, t, "正文提到"+t, "the text names "+t), byText},
	}
}

// weak collects what can only decide between units that something stronger
// left: the postcode, and townships named.
func (g *Gazetteer) weak(units []*Division, e Evidence) []pointer {
	if g.ref == nil {
		return nil
	}
	var list []pointer
	text := cut(e.Preface+"\n"+e.Text, townshipLimit)
	if post := Contact(text).Postcode; post != "" {
		list = append(list, pointer{clue(data.CluePostcode, post, "邮政编码 "+post, "postcode "+post), g.nearPostcode(units, post)})
	}
	to, named := g.withTownships(units, text)
	return append(list, pointer{clue(data.ClueTownship, strings.Join(named, "、"), "正文提到乡镇、街道："+strings.Join(named, "、"), "the text names townships: "+strings.Join(named, ", ")), to})
}

// placesNamed gives the units whose prefecture is named, or else those whose
// province is, and the names.
func (g *Gazetteer) placesNamed(units []*Division, named func(*Division) bool) (to []*Division, where string) {
	for _, above := range []func(d *Division) *Division{g.parent, func(d *Division) *Division { return g.Province(d.Code) }} {
		var names []string
		for _, d := range units {
			if a := above(d); a != nil && named(a) {
				to = append(to, d)
				if !contains(names, a.Name) {
					names = append(names, a.Name)
				}
			}
		}
		if len(to) > 0 {
			return to, strings.Join(names, "、")
		}
	}
	return nil, ""
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// fullName is a division's full name by code, for people.
func (g *Gazetteer) fullName(code string) string {
	if d := g.byCode[code]; d != nil {
		return d.FullName
	}
	return code
}
