package place

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// entry is one meaning of a printed name.
type entry struct {
	division *Division
	zone     string // name of the zone, if it is one's name
	inside   bool   // the zone lies in the division, else it fills it
	short    bool   // 双鸭山 for 双鸭山市: needs more to be believed
}

// nameIndex finds the names that begin at a place in a text, by first rune.
type nameIndex struct {
	first     map[rune][]string // longest first
	entries   map[string][]entry
	townsOnly map[string]bool // codes of prefectures without counties
}

// peoples are the endings of names like 延边朝鲜族自治州 that everyday names
// (延边州) leave out.
var peoples = regexp.MustCompile(`^(.{2,}?)(?:(?:蒙古|藏|回|壮|苗|彝|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|朝鲜|满|侗|瑶|白|土家|哈尼|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|阿昌|普米|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|布依|各)族?)+$`)

// notPlaces are stems of division names that are everyday words and begin
// names of departments (公安县, 公安交通管理局; 平安区, 平安建设办公室).
var notPlaces = []string{"公安", "平安", "合作", "港口", "海港", "路桥", "振兴", "友好", "前进", "通道", "安居", "惠民", "中方"}

// everyday are short names that do not follow from the full ones, by code.
var everyday = map[string]string{
	"652700": "博州", "652800": "巴州", "653000": "克州", "150223": "达茂旗", "150722": "莫旗", "220721": "前郭县", "230624": "杜蒙县",
	"152221": "科右前旗", "152222": "科右中旗", "150521": "科左中旗", "150522": "科左后旗",
}

// forms lists the names that print a division, the full one first.
func forms(d *Division) (full []string, short string) {
	full = []string{d.Name}
	for _, tail := range []struct{ is, everyday string }{
		{"自治区", ""}, {"自治州", "州"}, {"自治县", "县"}, {"自治旗", "旗"}, {"特别行政区", ""},
		{"地区", ""}, {"林区", ""}, {"新区", ""}, {"省", ""}, {"市", ""}, {"盟", ""}, {"县", ""}, {"区", ""}, {"旗", ""},
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
			if stem+tail.is != d.Name {
				full = append(full, stem+tail.is) // 湘西自治州
			}
		}
		return full, stem
	}
	return full, ""
}

func newNameIndex(g *Gazetteer, zones map[string]string) nameIndex {
	x := nameIndex{first: map[rune][]string{}, entries: map[string][]entry{}, townsOnly: map[string]bool{}}
	for _, d := range g.order {
		if d.Level == PrefectureLevel {
			x.townsOnly[d.Code] = true
		}
	}
	for _, d := range g.order {
		delete(x.townsOnly, d.Parent)
		full, short := forms(d)
		for _, name := range full {
			x.add(name, entry{division: d})
		}
		if short != "" {
			x.add(short, entry{division: d, short: true})
		}
		if name := everyday[d.Code]; name != "" {
			x.add(name, entry{division: d, short: true})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(g.zones)) {
		x.add(name, entry{division: g.byCode[g.zones[name]], zone: name})
	}
	for _, name := range slices.Sorted(maps.Keys(zones)) {
		if len(x.entries[name]) == 0 {
			x.add(name, entry{division: g.byCode[zones[name]], zone: name, inside: true})
		}
	}
	for _, names := range x.first {
		slices.SortFunc(names, func(a, b string) int {
			return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
		})
	}
	return x
}

// add notes a meaning of a name. A unit that was abolished and set up anew
// under the same code has it once.
func (x nameIndex) add(name string, e entry) {
	if len(x.entries[name]) == 0 {
		r, _ := utf8.DecodeRuneInString(name)
		x.first[r] = append(x.first[r], name)
	}
	x.entries[name] = append(x.entries[name], e)
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
			if valid := validIn(x.entries[name], year); len(valid) > 0 && !yield(name, valid) {
				return
			}
		}
	}
}

// validIn keeps the meanings that a name had in a report year. A report comes
// out in the year after: where nobody bore the name yet, a unit that took it
// then is meant.
func validIn(entries []entry, year int) []entry {
	if year == 0 || !slices.ContainsFunc(entries, func(e entry) bool { return !e.division.stood(year) }) {
		return entries
	}
	var now, next []entry
	for _, e := range entries {
		switch {
		case e.division.stood(year):
			now = append(now, e)
		case e.division.From == year+1:
			next = append(next, e)
		}
	}
	if len(now) == 0 {
		return next
	}
	return now
}

// standing drops the units that were abolished in the report year while
// another of the same name and province stood on: when the report came out
// only that one was left.
func standing(units []*Division, year int) []*Division {
	return slices.DeleteFunc(slices.Clone(units), func(d *Division) bool {
		return d.Until == year && d.Until != 0 && slices.ContainsFunc(units, func(o *Division) bool { return o.takesOver(d) })
	})
}

// takesOver reports whether a unit stood on when another of its name and
// province was abolished.
func (d *Division) takesOver(gone *Division) bool {
	return d != gone && d.Name == gone.Name && d.Code[:2] == gone.Code[:2] && d.From <= gone.Until && (d.Until == 0 || d.Until > gone.Until)
}
