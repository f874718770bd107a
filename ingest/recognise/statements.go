package recognise

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

var (
	sectionTwo   = regexp.MustCompile(`^(?:二[、.,])?主动公开政府信息(?:的)?情况`)
	sectionTwoIn = regexp.MustCompile(`二[、.,]主动公开政府信息`)
	aside        = regexp.MustCompile(`\([^)]*\)`)
	fullStop     = regexp.MustCompile(`[。!?\n]`)
)

// statements lists what 一、总体情况 states of figures that the tables hold,
// with the words that give a number another scope. What is said of another year
// is left out.
func (r *Recogniser) statements(paragraphs []string, year int) (list []data.Statement) {
	from, to := sectionOne(paragraphs)
	heading := ""
	for at := from; at < to; at++ {
		p := plain(paragraphs[at])
		if i := sectionTwoIn.FindStringIndex(p); i != nil {
			p, to = p[:i[0]], at
		}
		if len(p) < 120 && proseHeading.MatchString(p) && !hasDigitAfterHeading(p) {
			heading = p
		}
		for _, sentence := range fullStop.Split(p, -1) {
			if len(sentence) <= 2000 && (hasDigit(sentence) || strings.ContainsAny(sentence, "一二两三四五六七八九十未无没")) {
				list = append(list, r.stated(sentence, heading, year, at+1)...)
			}
		}
	}
	return list
}

// sectionOne bounds the paragraphs of 一、总体情况; without its heading, what
// stands before section two.
func sectionOne(paragraphs []string) (from, to int) {
	to = len(paragraphs)
	for i, p := range paragraphs {
		p = plain(p)
		switch {
		case from == 0 && sectionI.MatchString(p):
			from = i
		case sectionTwo.MatchString(p):
			return from, i
		}
	}
	return from, to
}

// stated is what a sentence states.
func (r *Recogniser) stated(sentence, heading string, year, line int) (list []data.Statement) {
	rules := &r.catalogue.Statements
	before := "" // the parts of the sentence so far
	for part := range strings.SplitSeq(sentence, ";") {
		for _, rule := range rules.Items {
			if rule.Subject != nil && !isAbout(rule, before, part, heading) {
				continue
			}
			for _, m := range numbersIn(rule, part) {
				clause := strings.LastIndexAny(part[:m.from], ",:()") + 1
				if !ofYear(sentence, part[clause:m.from], year) {
					continue
				}
				list = append(list, data.Statement{Item: rule.Item, Value: data.NewNumber(m.value), At: data.Position{Row: line},
					Text: strings.ToValidUTF8(sentence[:min(len(sentence), maxSentence)], ""),
					Part: cmp.Or(rules.WideWords.FindString(before+part[:m.to]), rules.ClauseWords.FindString(part[clause:m.to]), rule.Part.FindString(part[clause:m.to]))})
			}
		}
		before += part + ";"
	}
	return list
}

// isAbout looks for the subject of a number in the sentence so far.
func isAbout(rule *form.StatementRule, before, part, heading string) bool {
	if rule.Near {
		return rule.Subject.MatchString(part) || aboutRemedies(heading)
	}
	return rule.Subject.MatchString(before + part)
}

// ofYear reports whether a number is one of the report year: its clause names
// that year before it or, if it names none, the sentence begins with no other;
// what stands in brackets aside.
func ofYear(sentence, lead string, year int) bool {
	if named := yearInProse.FindAllStringSubmatch(lead, -1); named != nil {
		return atoi(named[len(named)-1][1]) == year
	}
	first := yearInProse.FindStringSubmatch(aside.ReplaceAllString(sentence, ""))
	return first == nil || atoi(first[1]) == year
}

// counted is a number in a text, and where.
type counted struct {
	value    int64
	from, to int
}

// numbersIn finds what a text states by a rule. Two patterns may find
// the same number: that is said twice.
func numbersIn(rule *form.StatementRule, text string) (found []counted) {
	for _, re := range rule.Stated {
		for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
			if n, ok := statedNumber(text[m[2]:m[3]]); ok {
				found = append(found, counted{n, m[0], m[1]})
			}
		}
	}
	for _, re := range rule.None {
		for _, m := range re.FindAllStringIndex(text, -1) {
			found = append(found, counted{0, m[0], m[1]})
		}
	}
	return found
}

// statedNumber reads a count in digits or Chinese numerals.
func statedNumber(s string) (int64, bool) {
	if s[0] >= '0' && s[0] <= '9' {
		n, err := strconv.ParseInt(strings.ReplaceAll(s, ",", ""), 10, 64)
		return n, err == nil
	}
	n := hanNumber(strings.ReplaceAll(s, "两", "二"))
	return int64(n), n > 0
}
