package settle

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxLine bounds a line that is looked at, in bytes.
const maxLine = 4096

// Run tells the first label of a line from the digits behind it: 规章000 is 规章
// and 000. White space within the digits stays as printed, full-width forms are
// folded. Where the digits run into what follows, ok is false unless only one
// way is left:
//
//   - the number of the next label (171350172.政府公报) is known if the line's own
//     label has the number before it;
//   - a year behind nothing but zeros (02025年) is a year, as no number begins
//     with 0.
//
// A unit, a sign or any other mark behind the digits is not ok either.
func Run(text string) (label, run string, ok bool) { return RunBefore(text, 0) }

// RunBefore does the same where the number of the label that follows is known,
// 2 for 2.政府公报; 0 if it is not.
func RunBefore(text string, next int) (label, run string, ok bool) {
	if len(text) > maxLine {
		return "", "", false
	}
	s := strings.TrimSpace(norm.NFKC.String(text))
	from := labelEnd(s)
	label = strings.TrimSpace(s[:from])
	if next == 0 {
		next = numberAfter(s)
	}
	digits := s[from:]
	if end := strings.IndexFunc(digits, func(r rune) bool { return !isRun(r) }); end >= 0 {
		digits = digits[:end]
	}
	follows := s[from+len(digits):]
	digits = strings.TrimSpace(digits)
	switch mark, _ := utf8.DecodeRuneInString(follows); {
	case digits == "", !endsLabel(label):
	case strings.HasSuffix(digits, ".") && follows != "":
		run = beforeNumber(strings.TrimSuffix(digits, "."), next)
	case strings.HasSuffix(digits, "."):
	case follows == "", mark == '(':
		run = digits
	case mark == '、', mark == ')':
		run = beforeNumber(digits, next)
	case mark == '年':
		run = beforeYear(digits)
	case unicode.Is(unicode.Han, mark) && !strings.ContainsRune(attached, mark), chapter.MatchString(follows):
		run = digits
	}
	return label, run, run != ""
}

// attached begins words that belong to the number before them: units, scales,
// dates, and Chinese digits.
const attached = "件条项个笔次宗起篇人名份例场元万亿千百十年月日号时分度多余至到比成倍岁届批一二三四五六七八九零〇第之家处台套户页字类种级位"

// endsLabel reports whether digits may begin behind a text: not behind a sign, a
// slash, or a word that changes the number (减4, 约3).
func endsLabel(label string) bool {
	r, n := utf8.DecodeLastRuneInString(label)
	return n == 0 || strings.ContainsRune(")]〕】”\":", r) || unicode.Is(unicode.Han, r) && !strings.ContainsRune("减增约近超逾达第一二三四五六七八九十零〇", r)
}

// chapter is a heading with a Chinese number: 三、本年度办理结果.
var chapter = regexp.MustCompile(`^[一二三四五六七八九十]{1,3}、`)

func isRun(r rune) bool { return r >= '0' && r <= '9' || r == '.' || r == ' ' || r == '\t' }

var leadingNumber = regexp.MustCompile(`^(\d{1,2})\s*[.、](\D|$)`)

// numberAfter is the number that follows the line's own, 0 if it has none.
func numberAfter(s string) int {
	m := leadingNumber.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return 0
	}
	return n + 1
}

// labelEnd is where the first digit stands that is not the label's: neither its
// number, nor in brackets, nor that of an article (第20条).
func labelEnd(s string) int {
	start := 0
	if m := leadingNumber.FindStringSubmatchIndex(s); m != nil {
		start = m[4]
	}
	depth, article := 0, false
	for i, r := range s[start:] {
		switch {
		case strings.ContainsRune("([〔【", r):
			depth++
		case strings.ContainsRune(")]〕】", r):
			depth = max(0, depth-1)
		case r == '第':
			article = true
			continue
		case r >= '0' && r <= '9':
			if depth == 0 && !article {
				return start + i
			}
			continue
		}
		article = false
	}
	return len(s)
}

// beforeNumber cuts the number of the next label off the digits; "" where it is
// not known or does not stand there.
func beforeNumber(digits string, next int) string {
	rest, found := strings.CutSuffix(digits, strconv.Itoa(next))
	rest = strings.TrimSpace(rest)
	if next < 1 || !found || strings.HasSuffix(rest, ".") {
		return ""
	}
	return rest
}

// beforeYear cuts a year off digits that are otherwise zeros.
func beforeYear(digits string) string {
	if len(digits) < 5 {
		return ""
	}
	rest, year := strings.TrimSpace(digits[:len(digits)-4]), digits[len(digits)-4:]
	if n, err := strconv.Atoi(year); err != nil || n < 2000 || n > 2099 || strings.Trim(rest, "0 ") != "" {
		return ""
	}
	return rest
}
