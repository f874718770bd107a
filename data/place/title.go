package place

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	yearPhrase = regexp.MustCompile(`(?:19|20)\d{2}[-—–~至](?:20)?\d{2}学年(?:度)?|(?:(?:19|20)\d{2}|[二一][〇零○oO0ОО一二三四五六七八九]{3})年(?:度)?`)

	// documentNumber is 尖政函〔2024〕5号 before a title.
	documentNumber = regexp.MustCompile(`^[^〔\[(]{0,16}[〔\[(](?:19|20)\d{2}[〕\])]第?\d{1,5}号`)

	// subject begins what the report is about; the body's name ends there.
	subject = regexp.MustCompile(`政府信息公开|政务信息公开|信息公开|政务公开|工作年度|年度报告|年度工作|工作报告|年报`)

	// asked is what a letter does with a report: 关于报送….
	asked = regexp.MustCompile(`^(?:报送|报告|印发|公布|公开|发布|上报|呈报|提交|转发|下发|做好|编制|开展|关于)+`)

	// ourselves are words of a title that name nobody.
	ourselves = regexp.MustCompile(`^(?:[我本全][省市区县旗州局厅委办院乡镇]|本?单位|本?机关|各.*|全面.*)?$`)

	// attachment is what a list of attachments puts before a title.
	attachment = regexp.MustCompile(`^附件\d*[.:、]?`)

	divider = regexp.MustCompile(`[_|»>]+|[-–—]+`)
)

// titleNames gives the printed names in a title, the likeliest first: that of
// the part that names the report, then those of other parts (a site's name).
// own tells that the first one is the report's.
func (g *Gazetteer) titleNames(title string, year int) (names []string, own bool) {
	parts := titleParts(fold(title))
	best, rank := -1, 0
	for i, p := range parts {
		if n := aboutReport(p); n > rank {
			best, rank = i, n
		}
	}
	if best >= 0 {
		if name := g.nameIn(parts[best], year); name != "" {
			names, own = append(names, name), true
		}
	}
	for i, p := range parts {
		if name := g.nameIn(p, year); i != best && name != "" {
			names = append(names, name)
		}
		// 2024年政府信息公开工作年度报告（尖山区人民政府）, …年度报告 尖山区人民政府
		aside := brackets.FindAllString(strings.Replace(p, "中国(", "中国", 1), -1)
		if i := max(strings.LastIndex(p, "报告")+len("报告"), strings.LastIndex(p, "年报")+len("年报")); i >= len("报告") {
			aside = append(aside, p[i:])
		}
		for _, a := range aside {
			a = strings.TrimFunc(a, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) })
			if g.read(a, year).known() {
				names = append(names, bodyName(a))
			}
		}
	}
	return names, own || best < 0 && len(names) > 0
}

// titleParts splits 尖山区2024年…报告_政府信息公开年报 - 尖山区人民政府. A dash
// between digits (2023-2024) divides nothing.
func titleParts(s string) []string {
	var parts []string
	from := 0
	for _, m := range divider.FindAllStringIndex(s, -1) {
		if m[0] > 0 && m[1] < len(s) && isDigit(s[m[0]-1]) && isDigit(s[m[1]]) {
			continue
		}
		parts = append(parts, s[from:m[0]])
		from = m[1]
	}
	return append(parts, s[from:])
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// aboutReport ranks a part of a title.
func aboutReport(s string) int {
	n := 0
	if strings.Contains(s, "公开") {
		n++
	}
	if strings.Contains(s, "报告") || strings.Contains(s, "年报") {
		n++
	}
	if n > 0 && yearPhrase.MatchString(s) {
		n++
	}
	return n
}

// nameIn cuts the body's name out of one part of a title.
func (g *Gazetteer) nameIn(s string, year int) string {
	s = documentNumber.ReplaceAllString(attachment.ReplaceAllString(s, ""), "")
	s = withoutBrackets(s)
	before, after, letter := strings.Cut(s, "关于")
	if !letter {
		name := bodyName(s)
		if bare := asked.ReplaceAllString(name, ""); bare != name && g.read(bare, year).known() {
			return bare // 公布尖山区2024年…
		}
		return name
	}
	sender, about := bodyName(before), bodyName(asked.ReplaceAllString(after, ""))
	// 尖山区人民政府办公室关于公布尖山区2023年…: the report is the district's
	if about != "" && (sender == "" || g.read(about, year).known()) {
		return about
	}
	return sender
}

// bodyName is what stands before the year, or else between it and the subject.
func bodyName(s string) string {
	if m := yearPhrase.FindStringIndex(s); m != nil {
		if name := beforeSubject(s[:m[0]]); name != "" {
			return name
		}
		s = s[m[1]:]
	}
	return beforeSubject(s)
}

func beforeSubject(s string) string {
	for from := 0; ; {
		m := subject.FindStringIndex(s[from:])
		if m == nil {
			break
		}
		end := from + m[1]
		if r, _ := utf8.DecodeRuneInString(s[end:]); r == '办' || r == '领' { // 政务公开办公室 is a body
			from = end
			continue
		}
		s = s[:from+m[0]]
		break
	}
	s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) || unicode.IsDigit(r) })
	s = strings.TrimPrefix(strings.TrimPrefix(s, "年度"), "年")
	s = strings.TrimSuffix(strings.TrimSuffix(s, "的"), "网站")
	if ourselves.MatchString(s) || strings.HasSuffix("年度政府信息公开工作年度报告", s) || utf8.RuneCountInString(s) > 60 {
		return ""
	}
	return s
}
