package recognise

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

var dateLike = regexp.MustCompile(`(20\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})`)

// isoDate finds a date, also one in Chinese numerals, and "" if there is none.
func isoDate(s string) string {
	m := dateLike.FindStringSubmatch(arabic(plain(s)))
	if m == nil {
		return ""
	}
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return ""
	}
	return m[1] + "-" + pad(month) + "-" + pad(day)
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// signed is a paragraph that is nothing but a date, as letters end.
var signed = regexp.MustCompile(`^\(?20\d\d年\d{1,2}月\d{1,2}日\)?$`)

// signature is the date at the end of the text, "" if there is none.
func signature(paragraphs []string) string {
	for i := len(paragraphs) - 1; i >= 0; i-- {
		if p := paragraphs[i]; len(p) < 120 {
			if p = arabic(plain(p)); signed.MatchString(p) {
				return isoDate(p)
			}
		}
	}
	return ""
}

var (
	hanDate     = regexp.MustCompile(`([二][〇○零O0][〇○零O0一二三四五六七八九]{2})年|([一二三四五六七八九十]{1,3})(月|日)`)
	titleYear   = regexp.MustCompile(`(20\d\d)年?(?:度)?`)
	periodYear  = regexp.MustCompile(`(20\d\d)年1月1日(?:起|开始)?(?:至|到|—|-|–|~)+(?:(20\d\d)年|同年)?12月31日`)
	proseYear   = regexp.MustCompile(`(20\d\d)年(?:度)?政府信息公开`)
	compileYear = regexp.MustCompile(`(?:公布|编制|发布|报告)[^。]{0,40}?(20\d\d)年(?:度)?(?:政府)?信息公开(?:工作)?(?:年度)?(?:报告|年报|工作情况)`)
)

// arabic writes years, months and days in Chinese numerals with digits.
func arabic(s string) string {
	if !strings.ContainsAny(s, "〇○零一二三四五六七八九十") {
		return s
	}
	return hanDate.ReplaceAllStringFunc(s, func(date string) string {
		m := hanDate.FindStringSubmatch(date)
		if m[1] != "" {
			out := ""
			for _, r := range m[1] {
				out += strconv.Itoa(hanDigit(string(r)))
			}
			return out + "年"
		}
		if n := hanNumber(m[2]); n > 0 {
			return strconv.Itoa(n) + m[3]
		}
		return date
	})
}

// hanNumber reads a number up to 99 in Chinese numerals, 0 if it is none.
func hanNumber(s string) int {
	tens, units, cut := strings.Cut(s, "十")
	if !cut {
		tens, units = "", s
	}
	n := 0
	if cut {
		n = 10
		if tens != "" {
			n = 10 * hanDigit(tens)
		}
	}
	if units != "" {
		if len([]rune(units)) > 1 {
			return 0
		}
		n += hanDigit(units)
	}
	return n
}

func hanDigit(s string) int {
	for i, set := range []string{"〇○零O0", "一", "二", "三", "四", "五", "六", "七", "八", "九"} {
		if strings.Contains(set, s) {
			return i
		}
	}
	return 0
}

// year is the report year. The title says it; where the period of the figures
// and another statement (the sentence that publishes the report, or the date of
// publication in the year after) agree against it, they are right: a report of
// 2022 may call itself one of 2023. differs names the other year, 0 if all
// agree or are silent.
func (f *front) year() (year, differs int) {
	text := f.preface
	if text == "" {
		text = f.text
	}
	text = arabic(plain(text[:min(len(text), 20000)]))
	title, period, prose, before := yearIn(f.title), 0, 0, 0
	if m := periodYear.FindStringSubmatch(text); m != nil && (m[2] == "" || m[2] == m[1]) {
		period = atoi(m[1])
	}
	if m := compileYear.FindStringSubmatch(text); m != nil {
		prose = atoi(m[1])
	}
	if len(f.published) >= 4 {
		before = atoi(f.published[:4]) - 1
	}
	switch {
	case title == 0 && period != 0:
		return period, 0
	case title == 0:
		if m := proseYear.FindStringSubmatch(text); m != nil {
			return atoi(m[1]), 0
		}
		return 0, 0
	case period == 0 || period == title:
		return title, 0
	case period == prose && before != title || period == before && prose != title:
		return period, title
	}
	return title, period
}

// yearIn reads the year of a title, in digits or Chinese numerals.
func yearIn(title string) int {
	title = arabic(norm.NFKC.String(title))
	for _, m := range titleYear.FindAllStringSubmatchIndex(title, -1) {
		// a document number 〔2024〕5号 is no report year
		if before := title[:m[0]]; strings.HasSuffix(before, "〔") || strings.HasSuffix(before, "[") || strings.HasSuffix(before, "(") || strings.HasSuffix(before, "﹝") {
			continue
		}
		if !strings.Contains(title[m[0]:m[1]], "年") {
			continue
		}
		return atoi(title[m[2]:m[3]])
	}
	return 0
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
