package place

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"gongkai/data"
)

// The tests of this file compare with material outside the project, and are
// skipped where it is absent.

const shared = "../../../shared"

func readCSV(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(shared, name))
	if err != nil {
		t.Skipf("no reference material: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	list := make([]map[string]string, 0, len(rows))
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, h := range rows[0] {
			m[strings.TrimPrefix(h, "\ufeff")] = r[i]
		}
		list = append(list, m)
	}
	return list
}

// All 3,214 units of the reference list (34 provinces, 333 prefectures, 2,847
// counties) agree in code, name, parent and full name, and there are no others.
func TestDivisionsAgainstReference(t *testing.T) {
	rows := readCSV(t, "reference/divisions.csv")
	g := mustLoad(t)
	agree := map[Level]int{}
	for _, r := range rows {
		d := g.Division(r["code"])
		if d == nil || d.Name != r["name"] || d.Parent != r["parent_code"] || d.FullName != r["full_name"] || string(d.Level) != r["level"] || d.Until != 0 {
			t.Errorf("%s %s: have %+v", r["code"], r["full_name"], d)
			continue
		}
		agree[d.Level]++
	}
	if n := len(g.Divisions()); n != len(rows) {
		t.Errorf("%d divisions, reference has %d", n, len(rows))
	}
	t.Logf("agreeing: %v", agree)
}

func TestAreaCodesAgainstReference(t *testing.T) {
	g := mustLoad(t)
	for _, r := range readCSV(t, "reference/contact_codes.csv") {
		if r["level"] == "county" && r["phone"] != "" && g.uses(g.Division(r["code"]), []string{r["phone"]}) == "" {
			t.Errorf("%s %s does not use %s", r["code"], r["name"], r["phone"])
		}
	}
}

// Every name that several counties bear is settled by its city, its province
// (where only one bears it there) and its area code, and stays open without.
func TestSharedNamesAgainstReference(t *testing.T) {
	names := readCSV(t, "reference/name_ambiguity.csv")
	phones := map[string]string{}
	for _, r := range readCSV(t, "reference/contact_codes.csv") {
		phones[r["code"]] = r["phone"]
	}
	g := mustLoad(t)
	for _, r := range names {
		codes := strings.Split(r["codes"], ";")
		title := r["name"] + "2024年政府信息公开工作年度报告"
		open := g.Resolve(Evidence{Title: title, Preface: "本报告根据《条例》编制。", Year: 2024})
		var got []string
		for _, c := range open.Candidates {
			got = append(got, c.RegionCode)
			if c.FullName != g.Division(c.RegionCode).FullName {
				t.Errorf("candidate %+v", c)
			}
		}
		if slices.Sort(got); open.RegionCode != "" || !slices.Equal(got, codes) {
			t.Errorf("%s alone: %q, candidates %v, want open with %v", r["name"], open.RegionCode, got, codes)
		}
		for _, code := range codes {
			d := g.Division(code)
			above, province := g.parent(d), g.Province(code)
			_, city := forms(above)
			evidence := map[string]Evidence{
				"city in the title":          {Title: above.Name + title},
				"all in the title":           {Title: g.Division(code).FullName + "财政局2024年政府信息公开年报"},
				"city in the preface":        {Title: title, Preface: "地址：" + above.Name + "人民路1号"},
				"short city in the preface":  {Title: title, Preface: "按照" + city + "的要求"},
				"full name in the preface":   {Title: "工作年度报告", Preface: "现公布" + d.FullName + "2024年政府信息公开工作年度报告"},
				"city in the text":           {Title: title, Text: "一、总体情况 按照" + above.Name + "的要求"},
				"area code in the preface":   {Title: title, Preface: "联系电话：" + phones[code] + "-4240836"},
				"area code in brackets":      {Title: title, Text: "联系电话：（" + phones[code] + "）42408366"},
				"area code without a dash":   {Title: title, Text: "联系电话：" + phones[code] + "4240836，邮编"},
				"area code behind the title": {Title: r["name"] + "财政局2024年政府信息公开年报", Text: "电话 " + phones[code] + " 4240836"},
			}
			if !strings.Contains(r["ambiguous_within_province"], province.Name) {
				evidence["province in the title"] = Evidence{Title: province.Name + title}
				evidence["province in the preface"] = Evidence{Title: title, Preface: "根据" + province.Name + "人民政府的要求"}
			}
			for what, e := range evidence {
				e.Year = 2024
				if b := g.Resolve(e); b.RegionCode != code || b.Candidates != nil {
					t.Errorf("%s, %s: got %q %v", d.FullName, what, b.RegionCode, b.Evidence)
				}
			}
		}
	}
}

// Every township resolves as an organ of its county.
func TestTownshipsAgainstReference(t *testing.T) {
	g := mustLoad(t)
	n, wrong := 0, 0
	for _, r := range readCSV(t, "reference/townships.csv") {
		d := g.Division(r["parent_code"])
		if d == nil || d.Until != 0 || strings.ContainsAny(r["name"], "()（）-") {
			continue
		}
		n++
		b := g.Resolve(Evidence{Title: g.governmentName(d, 2023) + r["name"] + "2023年政府信息公开工作年度报告", Year: 2023})
		name := strings.TrimPrefix(r["name"], d.Name) // 高阳县锦华街道 is listed so
		name = strings.ReplaceAll(name, "管理委员会", "管委会")
		if b.RegionCode != d.Code || b.Organ != name || b.Name != g.governmentName(d, 2023)+name {
			if wrong++; wrong < 30 {
				t.Errorf("%s %s: %+v", d.FullName, r["name"], b)
			}
		}
	}
	t.Logf("%d townships, %d wrong", n, wrong)
}

type expected struct {
	Title      string   `json:"title"`
	Body       string   `json:"body"`
	RegionCode string   `json:"region_code"`
	Organ      string   `json:"organ"`
	Accept     []string `json:"body_accept"`
	Year       int      `json:"year"`
}

// right is the rule by which the reference judges a body.
func (x expected) right(b data.Body) bool {
	plain := func(s string) string {
		s = strings.Join(strings.Fields(norm.NFKC.String(s)), "")
		return strings.ReplaceAll(strings.ReplaceAll(s, "人民政府", "政府"), "管理委员会", "管委会")
	}
	place := func(s string) string {
		for _, tail := range []string{"政府", "管委会"} {
			if s != tail && strings.HasSuffix(s, tail) {
				return strings.TrimSuffix(s, tail)
			}
		}
		return s
	}
	if x.RegionCode != "" && b.RegionCode != x.RegionCode {
		return false
	}
	name, organ, full, want := plain(b.Name), plain(b.Organ), plain(x.Body), plain(x.Organ)
	if want == "" {
		if organ != "" {
			return false
		}
		for _, n := range append(x.Accept, x.Body) {
			if place(plain(n)) == place(name) {
				return true
			}
		}
		return false
	}
	if organ != "" && (strings.HasSuffix(want, organ) || strings.HasSuffix(full, organ)) {
		return name == full || strings.HasPrefix(full, place(name)) || strings.Contains(full, place(name)) || strings.HasSuffix(name, want)
	}
	return organ == "" && name == full
}

func TestResolveAgainstReports(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(shared, "reports", "*.expected.json"))
	if len(files) == 0 {
		t.Skip("no reference reports")
	}
	g := mustLoad(t)
	n := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var x expected
		if err := json.Unmarshal(raw, &x); err != nil || x.Title == "" {
			continue // a document without a report
		}
		n++
		cut := strings.TrimPrefix(x.Title, x.Body)
		preface := "根据《中华人民共和国政府信息公开条例》，现公布" + x.Body + "\n" + cut
		for _, e := range []Evidence{
			{Title: x.Title, Year: x.Year},
			{Title: cut, Preface: preface, Year: x.Year},
			{Title: "工作年度报告", Text: preface, Year: x.Year},
		} {
			if b := g.Resolve(e); !x.right(b) {
				t.Errorf("%s: %+v -> %+v, want %s %s %s", filepath.Base(file), e, b, x.Body, x.RegionCode, x.Organ)
			}
		}
		if path := strings.TrimSuffix(file, ".expected.json"); strings.HasSuffix(path, ".txt") && !strings.Contains(path, "utf16") {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			preface, _, _ := strings.Cut(string(text), "一、总体情况")
			first, rest, _ := strings.Cut(strings.TrimSpace(preface), "\n")
			for _, e := range []Evidence{
				{Title: first, Preface: rest, Text: string(text)},
				{Preface: preface, Text: string(text)},
				{Text: string(text)},
			} {
				if b := g.Resolve(e); !x.right(b) {
					t.Errorf("%s: %q -> %+v", filepath.Base(file), first, b)
				}
			}
		}
	}
	t.Logf("%d reports", n)
}

// Every body of the figures resolves from the title that its source bears.
func TestResolveAgainstSources(t *testing.T) {
	g := mustLoad(t)
	seen := map[string]bool{}
	for _, r := range readCSV(t, "reports/figures.csv") {
		title, _, _ := strings.Cut(r["source_title"], ", http")
		if seen[title] {
			continue
		}
		seen[title] = true
		x := expected{Body: r["body"], RegionCode: r["region_code"], Organ: r["organ"], Accept: []string{strings.TrimPrefix(r["body"], "双鸭山市")}}
		if r["region_code"] == "" {
			continue
		}
		if r["body"] == "平潭县" {
			x.Accept = append(x.Accept, "福州市平潭县")
		}
		if b := g.Resolve(Evidence{Title: title}); !x.right(b) {
			t.Errorf("%s: %+v", title, b)
		}
	}
	t.Logf("%d titles", len(seen))
}
