package place

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// prefaceLimit is how much of a text is read for names, in bytes: the first
// paragraphs, not the chapters.
const prefaceLimit = 9000

var (
	// announced is a year with what it is about: the name stands before it, or
	// between the two.
	announced = regexp.MustCompile(yearPhrase.String() + `[^。;:,]{0,40}?(?:信息公开|年度报告|年报)`)

	// author and contact frame the name of who wrote the report.
	author  = regexp.MustCompile(`由([^,。;:]{3,40}?)(?:根据|依据|按照|依照|编制|编写)`)
	contact = regexp.MustCompile(`(?:与|向|联系单位:|编制单位:|编制机关:)([^,。;:()]{3,40}?)(?:联系|咨询|[,。;:()])`)

	// office is the part of a government that answers for its report.
	office = regexp.MustCompile(`^(?:人民政府|政府|管委会)?(?:办公[室厅]|办$|政务公开|政府信息|信息公开|政务信息|政务服务|行政服务|大数据|数据|电子政务|信息中心|信息化)`)

	// officeOf is an organ with its own office: 财政局办公室.
	officeOf = regexp.MustCompile(`^(.*?(?:局|厅|委员会|街道办事处|街道|[乡镇](?:人民)?政府|[乡镇]))(?:.*(?:室|科|股|处|中心|办))$`)

	// governs follows a division's name where its government is spoken of.
	governs = regexp.MustCompile(`^(?:人民政府|政府|管委会|管理委员会|政务公开)`)
)

// head gives the folded beginning of the preface, or of the text if there is none.
func (e Evidence) head() string {
	if e.beginning != "" {
		return e.beginning
	}
	s := e.Preface
	if strings.TrimSpace(s) == "" {
		s = e.Text
	}
	return fold(cut(s, prefaceLimit))
}

// cut shortens s to at most n bytes, at a rune's end.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// bodyInPreface finds who speaks in a folded preface, or nil.
func (g *Gazetteer) bodyInPreface(s string, year int) *reading {
	if r := g.announcedIn(s, year); r != nil {
		return r
	}
	return g.framedIn(s, year)
}

// announcedIn finds the body whose report a folded preface announces, or nil.
func (g *Gazetteer) announcedIn(s string, year int) *reading {
	for _, m := range announced.FindAllStringIndex(s, -1) {
		before := s[:m[0]]
		before = before[strings.LastIndexAny(before, "。;:,、!?《》“”\"")+1:]
		before = before[afterComma(before):]
		if r := g.find(before, year); r != nil {
			return r
		}
		name := bodyName(s[m[0]:m[1]])
		if r := g.read(name, year); r.known() {
			return r
		}
	}
	return nil
}

// framedIn finds who wrote a report or answers questions about it. A contact's
// 办公室 is the office of the government or department, not the body.
func (g *Gazetteer) framedIn(s string, year int) *reading {
	for _, frame := range []*regexp.Regexp{author, contact} {
		for _, m := range frame.FindAllStringSubmatch(s, -1) {
			r := g.find(withoutBrackets(m[1]), year)
			if r == nil {
				continue
			}
			if office.MatchString(r.organ) {
				r.organ, r.name = "", ""
			} else if of := officeOf.FindStringSubmatch(r.organ); of != nil {
				r.organ, r.name = of[1], ""
			}
			return r
		}
	}
	return nil
}

// afterComma finds the end of the last full-width comma or quotation mark,
// which NFKC leaves as they are.
func afterComma(s string) int {
	end := 0
	for _, c := range []string{"，", "：", "；", "。", "、", "》", "”"} {
		if i := strings.LastIndex(s, c); i >= 0 {
			end = max(end, i+len(c))
		}
	}
	return end
}

// find reads the first known name within a phrase: 现公布|福建省平潭综合实验区….
func (g *Gazetteer) find(s string, year int) *reading {
	for i := range s {
		if _, _, rest, ok := g.chain(s[i:], nil, year); ok && stands(s, i, len(s)-len(rest)) {
			if r := g.read(s[i:], year); r.known() {
				return r
			}
		}
	}
	return nil
}

// stands reports whether s[from:to] may be a name of its own. Names of two
// characters (城区, 平潭) are often the tail or head of another word.
func stands(s string, from, to int) bool {
	if from == 0 || utf8.RuneCountInString(s[from:to]) > 2 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s[:from])
	return strings.ContainsRune("将布发由与在为是向按对经至和,.。:;、()《》\"“”", r)
}

// governmentsSpokenOf lists the lowest divisions whose government the text
// speaks of (尖山区政府网), or whose address it gives, in order.
func (g *Gazetteer) governmentsSpokenOf(s string, year int) []*reading {
	var found []*reading
	for i := 0; i < len(s); {
		_, n := utf8.DecodeRuneInString(s[i:])
		units, zone, rest, ok := g.chain(s[i:], nil, year)
		to := len(s) - len(rest)
		if !ok || !stands(s, i, to) {
			i += n
			continue
		}
		if governs.MatchString(rest) || strings.HasSuffix(s[:i], "地址:") || strings.HasSuffix(s[:i], "地址为") {
			if zone.inside {
				found = append(found, insideZone(s[i:to], units, ""))
			} else {
				found = append(found, &reading{printed: s[i:to], units: units, zone: zone.zone})
			}
		}
		i = to
	}
	return lowest(found)
}

// lowest keeps the readings of the lowest level, one for each place.
func lowest(found []*reading) []*reading {
	rank := map[Level]int{ProvinceLevel: 0, PrefectureLevel: 1, CountyLevel: 2}
	var kept []*reading
	for _, r := range found {
		switch {
		case len(kept) == 0 || rank[r.units[0].Level] > rank[kept[0].units[0].Level]:
			kept = []*reading{r}
		case rank[r.units[0].Level] == rank[kept[0].units[0].Level] && !samePlace(kept, r):
			kept = append(kept, r)
		}
	}
	return kept
}

func samePlace(kept []*reading, r *reading) bool {
	for _, k := range kept {
		if k.units[0] == r.units[0] && k.zone == r.zone {
			return true
		}
	}
	return false
}
