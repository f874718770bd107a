package place

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// entry is one meaning of a printed name.
type entry struct {
	division *Division
	zone     string // name of a zone coextensive with the division, else ""
	short    bool   // 双鸭山 for 双鸭山市: needs more to be believed
}

// nameIndex finds the names that begin at a place in a text, by first rune.
type nameIndex struct {
	first   map[rune][]string // longest first
	entries map[string][]entry
}

// peoples are the endings of names like 延边朝鲜族自治州 that everyday names
// (延边州) leave out.
var peoples = regexp.MustCompile(`^(.{2,}?)(?:(?:蒙古|藏|回|壮|苗|彝|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|朝鲜|满|侗|瑶|白|土家|哈尼|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|阿昌|普米|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|布依|各)族?)+$`)

// notPlaces are stems of division names that begin names of departments
// (公安县, 公安交通管理局).
var notPlaces = []string{"公安"}

// forms lists the names that print a division, the full one first.
func forms(d *Division) (full []string, short string) {
	full = []string{d.Name}
	for _, tail := range []struct{ is, everyday string }{
		{"自治区", ""}, {"自治州", "州"}, {"自治县", "县"}, {"自治旗", "旗"}, {"特别行政区", ""},
		{"地区", ""}, {"林区", ""}, {"省", ""}, {"市", ""}, {"盟", ""}, {"县", ""}, {"区", ""}, {"旗", ""},
	} {
		stem, ok := strings.CutSuffix(d.Name, tail.is)
		if !ok {
			continue
		}
		if m := peoples.FindStringSubmatch(stem); m != nil && strings.HasPrefix(tail.is, "自治") {
			stem = m[1]
		}
		if utf8.RuneCountInString(stem) < 2 || slices.Contains(notPlaces, stem) {
			break
		}
		if tail.everyday != "" {
			full = append(full, stem+tail.everyday)
		}
		return full, stem
	}
	return full, ""
}

func newNameIndex(g *Gazetteer, zones map[string]*Division) nameIndex {
	x := nameIndex{first: map[rune][]string{}, entries: map[string][]entry{}}
	add := func(name string, e entry) {
		if len(x.entries[name]) == 0 {
			r, _ := utf8.DecodeRuneInString(name)
			x.first[r] = append(x.first[r], name)
		}
		x.entries[name] = append(x.entries[name], e)
	}
	for _, d := range g.order {
		full, short := forms(d)
		for _, name := range full {
			add(name, entry{division: d})
		}
		if short != "" {
			add(short, entry{division: d, short: true})
		}
	}
	for name, d := range zones {
		add(name, entry{division: d, zone: name})
	}
	for _, names := range x.first {
		slices.SortFunc(names, func(a, b string) int {
			return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
		})
	}
	return x
}

// at yields the names that s begins with, longest first, with what they mean
// in a year (0: any).
func (x nameIndex) at(s string, year int) func(yield func(string, []entry) bool) {
	return func(yield func(string, []entry) bool) {
		r, _ := utf8.DecodeRuneInString(s)
		for _, name := range x.first[r] {
			if !strings.HasPrefix(s, name) {
				continue
			}
			valid := x.entries[name]
			if slices.ContainsFunc(valid, func(e entry) bool { return e.past(year) }) {
				valid = slices.DeleteFunc(slices.Clone(valid), func(e entry) bool { return e.past(year) })
			}
			if len(valid) > 0 && !yield(name, valid) {
				return
			}
		}
	}
}

// past reports whether the unit no longer stood in a report year.
func (e entry) past(year int) bool {
	return e.division.Until != 0 && year > e.division.Until
}
