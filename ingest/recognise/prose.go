package recognise

import (
	"regexp"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// Reports before 2019 say in sentences what their tables leave out, and some
// have no table at all. Five things are said plainly enough to be taken: items
// disclosed, applications, replies by kind, reviews and lawsuits. What is said
// twice with different numbers, of another year or of a part, is left.

const maxSentence = 300 // bytes of a sentence kept as source

var (
	sentenceEnd  = regexp.MustCompile(`[。;!?\n]`)
	longPeriod   = regexp.MustCompile(`以来|历年|截至|截止`)                                      // in a sentence
	otherPeriod  = regexp.MustCompile(`累计|上年|去年|往年|同比|比上|较上|环比|上半年|下半年|季度|每月|目标|计划|左右|约`) // in a clause
	yearInProse  = regexp.MustCompile(`(20\d\d)年`)
	proseHeading = regexp.MustCompile(`^(?:[一二三四五六七八九十]+[、,.]|\([一二三四五六七八九十]+\)|\d+[、,.])`)
)

// stated is what the sentences say of one item.
type stated struct {
	value    data.Number
	sentence string
	line     int
	several  bool // said twice, differently
}

// readProse finds what the paragraphs of a report state.
func readProse(rules []*form.ProseRule, paragraphs []string, year int) map[string]*stated {
	found := map[string]*stated{}
	heading := ""
	for line, p := range paragraphs {
		if p = plain(p); len(p) < 120 && proseHeading.MatchString(p) && !hasDigitAfterHeading(p) {
			heading = p
		}
		for _, sentence := range sentenceEnd.Split(p, -1) {
			if len(sentence) > 2000 || anotherYear(sentence, year) || longPeriod.MatchString(sentence) {
				continue
			}
			for _, rule := range rules {
				if rule.About != "" && !strings.Contains(sentence, rule.About) && !aboutRemedies(heading) {
					continue
				}
				for _, v := range valuesIn(sentence, rule) {
					found[rule.Item] = found[rule.Item].add(v, sentence, line+1)
				}
			}
		}
	}
	for item, s := range found {
		if s.several {
			delete(found, item)
		}
	}
	return found
}

// hasDigitAfterHeading reports whether a paragraph that begins like a heading
// states a number, and so is none.
func hasDigitAfterHeading(p string) bool {
	return hasDigit(proseHeading.ReplaceAllString(p, ""))
}

func aboutRemedies(heading string) bool {
	return strings.Contains(heading, "复议") || strings.Contains(heading, "诉讼")
}

func anotherYear(sentence string, year int) bool {
	for _, m := range yearInProse.FindAllStringSubmatch(sentence, -1) {
		if atoi(m[1]) != year {
			return true
		}
	}
	return false
}

// valuesIn returns what a sentence states by a rule.
func valuesIn(sentence string, rule *form.ProseRule) (values []data.Number) {
	part := func(to int) bool {
		clause := sentence[strings.LastIndexAny(sentence[:to], ",:")+1 : to]
		return otherPeriod.MatchString(clause) || rule.Part != nil && rule.Part.MatchString(clause)
	}
	for _, re := range rule.Stated {
		for _, m := range re.FindAllStringSubmatchIndex(sentence, -1) {
			if n, err := data.ParseNumber(strings.ReplaceAll(sentence[m[2]:m[3]], ",", "")); err == nil && !part(m[1]) {
				values = append(values, n)
			}
		}
	}
	for _, re := range rule.None {
		for _, m := range re.FindAllStringIndex(sentence, -1) {
			if !part(m[1]) {
				values = append(values, data.NewNumber(0))
			}
		}
	}
	return values
}

// fill puts what the prose states into the cells that the tables do not print.
func (s *sheet) fill(said map[string]*stated) {
	t := s.labels.form.Tables[0]
	column := t.Columns[0]
	for _, c := range t.Columns {
		if c.Year {
			column = c
		}
	}
	for item, code := range s.labels.form.Prose {
		row := t.Row(code)
		cell := s.labels.cells[placeOf{row, column}]
		if st := said[item]; st != nil && s.figures[cell] == nil {
			s.figures[cell] = &data.Figure{Cell: cell, Value: &st.value, Text: st.sentence, Status: data.Derived,
				Note: "摘自正文", At: data.Position{Row: st.line}}
		}
	}
}

// add notes a further statement.
func (s *stated) add(v data.Number, sentence string, line int) *stated {
	if s == nil {
		return &stated{value: v, sentence: strings.ToValidUTF8(sentence[:min(len(sentence), maxSentence)], ""), line: line}
	}
	s.several = s.several || !s.value.Equal(v.Decimal)
	return s
}
