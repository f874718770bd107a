package place

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ContactLine is what a report prints about how to reach its body. What is not
// printed under a label of its own is empty; nothing is worked out.
type ContactLine struct {
	Address  string        // without white space
	Postcode string        // six digits
	Phones   []PhoneNumber // in order, each once
	Faxes    []PhoneNumber // a number printed as 电话(传真) is among the phones too
	Emails   []string      // in lower case
}

// contactLimit is how much of a text is searched, in bytes: its beginning and
// its end, where contacts stand.
const contactLimit = 1 << 16

// contactField is what a label announces.
type contactField int

const (
	addressField contactField = iota
	postcodeField
	phoneField
	faxField
	phoneAndFax
	emailField
	otherField // ends the field before it
)

// contactLabels are the printed labels without what may stand before them
// (联系, 办公 ...), longer ones before their heads.
var contactLabels = []struct {
	field contactField
	words string
}{
	{phoneAndFax, `电话(?:及|和|、|/|\(|兼)?传真(?:号码)?\)?|传真(?:及|和|、|/|\(|兼)电话\)?`},
	{emailField, `电子邮箱(?:地址)?|电子邮件(?:地址)?|电子信箱|邮件地址|邮箱地址|邮箱|e-?mail`},
	{phoneField, `电话(?:号码|为)?|联系方式|联系号码|tel`},
	{faxField, `传真(?:号码|电话)?|fax`},
	{postcodeField, `邮政编码|邮编|邮政编号|邮政代码`},
	{addressField, `地址|联系地点|办公地点`},
	{otherField, `网站地址|网址|网页地址|联系人|联系单位|办公时间|工作时间|微信公众号|官方微博|网站`},
}

// labelStarts are the first two characters of the labels, to find them fast.
var labelStarts = map[rune]string{
	'电': "话子", '传': "真", '邮': "政编件箱", '联': "系", '地': "址", '网': "站址页", '办': "公", '工': "作", '微': "信", '官': "方",
	't': "e", 'f': "a", 'e': "-m",
}

// labelled reads a label where one may begin; each field is a group of its own.
var labelled = func() *regexp.Regexp {
	var groups []string
	for _, l := range contactLabels {
		groups = append(groups, "("+spaced(l.words)+")")
	}
	return regexp.MustCompile(`(?i)^(?:` + strings.Join(groups, "|") + `)[ \n]*(\([^()\n]{0,12}\))?[ \n]*(?:[:：;；]|为|是)?[ \n]*`)
}()

// labels finds the labels of a plain text; each as the places that the groups
// of labelled begin and end at.
func labels(s string) [][]int {
	var found [][]int
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if next := labelStarts[unicode.ToLower(r)]; next != "" {
			after, _ := utf8.DecodeRuneInString(strings.TrimLeft(s[i+n:], " \n"))
			if strings.ContainsRune(next, unicode.ToLower(after)) {
				if m := labelled.FindStringSubmatchIndex(cut(s[i:], 200)); m != nil {
					for j := range m {
						if m[j] >= 0 {
							m[j] += i
						}
					}
					found = append(found, m)
					i = m[1]
					continue
				}
			}
		}
		i += n
	}
	return found
}

// spaced lets white space stand between the characters of a label: 邮  编.
func spaced(words string) string {
	var b strings.Builder
	var before rune
	for _, r := range words {
		if unicode.Is(unicode.Han, r) && unicode.Is(unicode.Han, before) {
			b.WriteString(`[ \n]{0,4}`)
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// Contact reads the contact lines at the beginning and the end of a text:
// （联系地址：…；邮编：…；联系电话：…）in their many spellings.
func Contact(text string) ContactLine {
	if len(text) > 2*contactLimit {
		tail := text[len(text)-contactLimit:]
		for tail != "" && !utf8.RuneStart(tail[0]) {
			tail = tail[1:]
		}
		text = cut(text, contactLimit) + "\n\n" + tail
	}
	s := plain(text)
	var c ContactLine
	marks := labels(s)
	for i, m := range marks {
		field := otherField
		for j := range contactLabels {
			if m[2+2*j] >= 0 {
				field = contactLabels[j].field
			}
		}
		end := len(s)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		remark := ""
		if n := len(contactLabels); m[2+2*n] >= 0 {
			remark = s[m[2+2*n]:m[3+2*n]]
		}
		c.take(field, s[m[0]:m[1]], remark, cut(s[m[1]:end], 600))
	}
	return c
}

// take reads the value behind one label.
func (c *ContactLine) take(field contactField, label, remark, value string) {
	switch field {
	case addressField:
		if c.Address == "" && endsLabel(label) {
			c.Address = addressIn(value)
		}
	case postcodeField:
		if m := postcode.FindStringSubmatch(value); c.Postcode == "" && m != nil {
			c.Postcode = strings.Join(strings.Fields(m[1]), "")
		}
	case phoneField, phoneAndFax, faxField:
		// 电话(0469)4240836: the remark is the number's area code
		if areaOnly.MatchString(remark) {
			value = remark + value
		}
		numbers := numbersIn(value)
		if field != faxField {
			c.Phones = appendNew(c.Phones, numbers)
		}
		if field != phoneField || strings.Contains(remark, "传真") {
			c.Faxes = appendNew(c.Faxes, numbers)
		}
	case emailField:
		for _, m := range email.FindAllString(strings.Join(strings.Fields(cut(value, 200)), ""), 5) {
			if m = strings.ToLower(m); !slices.Contains(c.Emails, m) {
				c.Emails = append(c.Emails, m)
			}
		}
	}
}

var (
	postcode = regexp.MustCompile(`^\s*((?:\d ?){5}\d)(?:[^\d]|$)`)
	email    = regexp.MustCompile(`^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z]{2,10}){1,4}`)
	areaOnly = regexp.MustCompile(`^\(0\d{2,3}\)$`)
)

// plain folds a text for reading contacts: NFKC, one blank for white space
// within a line, one line break for several, dashes alike.
func plain(s string) string {
	s = norm.NFKC.String(strings.ToValidUTF8(s, ""))
	var b strings.Builder
	b.Grow(len(s))
	space, line := false, 0
	for _, r := range s {
		switch {
		case r == '\n':
			line++
			continue
		case unicode.IsSpace(r):
			space = true
			continue
		case unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
			continue
		case strings.ContainsRune("‐‑–—―−─﹣", r):
			r = '-'
		}
		if line > 1 {
			b.WriteString("\n\n")
		} else if line == 1 {
			b.WriteByte('\n')
		} else if space {
			b.WriteByte(' ')
		}
		space, line = false, 0
		b.WriteRune(r)
	}
	return b.String()
}

// endsLabel reports whether an address is announced, and not only spoken of.
func endsLabel(label string) bool {
	return strings.HasSuffix(strings.TrimRight(label, " \n"), ":") || strings.HasSuffix(strings.TrimRight(label, " \n"), "为") ||
		strings.HasSuffix(strings.TrimRight(label, " \n"), "是") || strings.HasSuffix(label, " ")
}

// addressIn reads an address up to the mark that ends it. A line break ends
// it too, unless the address is not complete without what follows.
func addressIn(s string) string {
	depth, end := 0, len(s)
scan:
	for i, r := range s {
		switch r {
		case '(':
			depth++
		case ')':
			if depth == 0 {
				end = i
				break scan
			}
			depth--
		case ',', '，', '。', ';', '；', '、', '|':
			if depth == 0 {
				end = i
				break scan
			}
		case '\n':
			if strings.HasPrefix(s[i:], "\n\n") || finished.MatchString(s[:i]) || !continued.MatchString(s[i+1:]) {
				end = i
				break scan
			}
		}
	}
	a := strings.Join(strings.Fields(s[:end]), "")
	a = strings.TrimRight(labelHead.ReplaceAllString(a, ""), ".:：-")
	if n := utf8.RuneCountInString(a); n < 4 || n > 80 || !hanIn(a) || strings.Contains(a, "://") {
		return ""
	}
	return a
}

var (
	// labelHead is what stands before the next label's own words.
	labelHead = regexp.MustCompile(`(?:联系|通信|通讯|办公|办公室|单位|咨询|服务|值班|监督|投诉|受理|查询|邮寄)$`)
	// finished is how a complete address ends.
	finished = regexp.MustCompile(`(?:号|室|楼|层|院|厦|座|栋|内|处|中心|\))\s*$`)
	// continued is the rest of an address on the next line: up to a house or room.
	continued = regexp.MustCompile(`^[^\n,，。;；:：、]{1,30}?(?:号|室|楼|层|院|厦|座|栋)(?:[\s)）,，。;；]|$)`)
)

func hanIn(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
