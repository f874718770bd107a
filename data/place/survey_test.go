package place

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The surveys of this file resolve titles of every division. They count what
// comes out right, what stays open and what is wrong; nothing may be wrong.

// withPack is the gazetteer with the reference pack outside the project.
func withPack(t testing.TB) (*Gazetteer, *Reference) {
	t.Helper()
	dir := filepath.Join(shared, "reference")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no reference pack: %v", err)
	}
	ref, err := LoadReference(dir)
	if err != nil {
		t.Fatal(err)
	}
	g, err := mustLoad(t).With(ref)
	if err != nil {
		t.Fatal(err)
	}
	return g, ref
}

// titleShapes are shapes of titles: %s is the body, %d the year.
var titleShapes = []string{
	"%[1]s%[2]d年政府信息公开工作年度报告",
	"%[2]d年%[1]s政府信息公开年报",
	"%[1]s关于报送%[2]d年度政府信息公开工作年度报告的函",
	"%[1]s\n%[2]d年信息公开报告",
	"政府信息公开工作年度报告（%[1]s %[2]d年度）",
	"关于公布%[1]s%[2]d年度政府信息公开工作报告的通知",
}

// organShapes are what may follow a division's name, and the organ it is.
var organShapes = [][2]string{
	{"", ""}, {"人民政府", ""}, {"人民政府办公室", "人民政府办公室"}, {"教育局", "教育局"}, {"幸福街道办事处", "幸福街道办事处"},
	{"经济开发区管委会", "经济开发区管委会"}, {"市场监督管理局", "市场监督管理局"}, {"交通运输局", "交通运输局"}, {"公安局", "公安局"},
}

type tally struct{ right, open, unknown, wrong int }

func (n *tally) judge(t *testing.T, what, title string, right bool, got Resolution, candidate string) {
	t.Helper()
	switch {
	case right:
		n.right++
	case got.Body.RegionCode == "" && slices.ContainsFunc(candidateCodes(got), func(c string) bool { return c == candidate }):
		n.open++
	case got.Body.RegionCode == "":
		n.unknown++
	default:
		if n.wrong++; n.wrong <= 40 {
			t.Errorf("%s: %q: %s %s %q (then %s), want %s", what, title, got.Body.Name, got.Body.RegionCode, got.Body.Organ, got.CodeThen, candidate)
		}
	}
}

func candidateCodes(r Resolution) []string {
	var list []string
	for _, c := range r.Body.Candidates {
		list = append(list, c.RegionCode)
	}
	return list
}

// Every division that stands, in every shape of title, alone, below its city
// and with all above it.
func TestSurveyToday(t *testing.T) {
	g := mustLoad(t)
	gazetteers := map[string]*Gazetteer{"built in": g}
	if _, err := os.Stat(filepath.Join(shared, "reference")); err == nil {
		gazetteers["with pack"], _ = withPack(t)
	}
	for what, g := range gazetteers {
		counts := map[string]*tally{}
		for i, d := range g.Divisions() {
			if what == "with pack" && i%4 != 0 {
				continue // the same list of divisions
			}
			names := map[string]string{"alone": d.Name, "with city": g.governmentName(d, 0), "in full": d.FullName}
			if p := g.Province(d.Code); p != d {
				names["with province"] = p.Name + d.Name
			}
			for how, name := range names {
				if counts[how] == nil {
					counts[how] = &tally{}
				}
				for j, o := range organShapes {
					shape := titleShapes[(i+j)%len(titleShapes)]
					title := fmt.Sprintf(shape, name+o[0], 2025)
					got := g.Trace(Evidence{Title: title, Year: 2025})
					right := got.Body.RegionCode == d.Code && got.Body.Organ == o[1] && got.Body.Name == g.governmentName(d, 2025)+o[1]
					counts[how].judge(t, what+", "+how, title, right, got, d.Code)
				}
			}
		}
		for how, n := range counts {
			t.Logf("%s, %s: %+v", what, how, *n)
			if how == "in full" && n.right < 99*(n.right+n.open+n.unknown)/100 {
				t.Errorf("%s, %s: too few right", what, how)
			}
		}
	}
}

// Every name of the history, in each year in which it was valid: with the
// pack the code of the year and the one that carries the series on; without,
// nothing that is not certain.
func TestSurveyHistory(t *testing.T) {
	with, ref := withPack(t)
	without := mustLoad(t)
	counts := map[string]*tally{}
	for _, d := range ref.divisions {
		d = find(with, d)
		if strings.Contains(d.Name, "群岛") {
			continue // 西沙群岛 and the like had an office of their province, no government
		}
		now := ref.carry(ref.unit(d.Code, d.Name))
		last := d.Until
		if last == 0 {
			last = 2025
		}
		for year := max(2008, d.From); year <= last; year++ {
			if d.Until == 0 && year%6 != 5 {
				continue
			}
			for i, name := range []string{d.Name, with.governmentName(d, year), d.FullName, d.Name + "人民政府办公室", d.FullName + "教育局"} {
				title := fmt.Sprintf(titleShapes[i], name, year)
				for what, g := range map[string]*Gazetteer{"with pack": with, "without": without} {
					key := fmt.Sprintf("%s, standing %v, %d", what, d.Until == 0, i)
					if counts[key] == nil {
						counts[key] = &tally{}
					}
					got := g.Trace(Evidence{Title: title, Year: year})
					then := got.CodeThen
					if then == "" {
						then = got.Body.RegionCode
					}
					right := then == d.Code && got.Body.RegionCode == now.Code
					if what == "without" {
						right = got.Body.RegionCode == now.Code || got.Body.RegionCode == d.Code
					}
					// the heir of the same name is what a report of the last year means,
					// and the only one that the built-in list knows
					if then != "" && (year == d.Until || what == "without") && then[:2] == d.Code[:2] {
						right = right || slices.ContainsFunc(ref.versions[then], func(v *Division) bool { return v.Name == d.Name })
					}
					counts[key].judge(t, key, title, right, got, d.Code)
				}
			}
		}
	}
	for _, key := range slices.Sorted(mapsKeys(counts)) {
		t.Logf("%s: %+v", key, *counts[key])
	}
}

// find is the gazetteer's own copy of a unit.
func find(g *Gazetteer, d *Division) *Division {
	for _, v := range append(slices.Clone(g.versions[d.Code]), g.byCode[d.Code]) {
		if v.Name == d.Name {
			return v
		}
	}
	return nil
}

func mapsKeys(m map[string]*tally) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}
