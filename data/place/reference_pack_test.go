package place

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
)

// smallPack is the hand-written pack of testdata, and the gazetteer with it.
func smallPack(t testing.TB) (*Gazetteer, *Reference) {
	t.Helper()
	ref, err := LoadReference("testdata/pack")
	if err != nil {
		t.Fatal(err)
	}
	g, err := mustLoad(t).With(ref)
	if err != nil {
		t.Fatal(err)
	}
	return g, ref
}

func TestLoadReference(t *testing.T) {
	g, ref := smallPack(t)
	if l := ref.Lacks(); len(l) != 0 {
		t.Errorf("lacks %v", l)
	}
	if d := g.Division("120223"); d == nil || d.Until != 2015 || d.FullName != "天津市静海县" {
		t.Errorf("静海县: %+v", d)
	}
	if d := g.Division("420600"); d.Name != "襄阳市" {
		t.Errorf("420600 is %s today", d.Name)
	}
	if d := g.in("420600", 2009); d.Name != "襄樊市" {
		t.Errorf("420600 was %s in 2009", d.Name)
	}
	if n := len(g.Divisions()); n != len(mustLoad(t).Divisions()) {
		t.Errorf("%d divisions stand with the pack, %d without", n, len(mustLoad(t).Divisions()))
	}
	if towns := ref.Townships("320302"); !slices.Contains(towns, "黄楼街道") || len(towns) != 3 {
		t.Errorf("townships %v", towns)
	}
	if s := ref.SharedNames(); len(s) != 1 || s[0].Name != "鼓楼区" || len(s[0].Codes) != 2 {
		t.Errorf("shared names %+v", s)
	}
	if same, err := mustLoad(t).With(nil); err != nil || same != mustLoad(t) {
		t.Error("no pack changes the gazetteer")
	}
}

func TestFigures(t *testing.T) {
	_, ref := smallPack(t)
	if p, ok := ref.Population("320302"); !ok || p.Residents != 425143 || p.AreaKM2.String() != "67.2" || p.Quality != "approx" || p.Changes != "2021<-320312" || p.Year != 2020 || !strings.Contains(p.Source.ZH, "第七次全国人口普查") {
		t.Errorf("%+v", p)
	}
	for _, code := range []string{"520602", "110101", ""} { // missing, unknown
		if p, ok := ref.Population(code); ok {
			t.Errorf("%s: %+v", code, p)
		}
	}
	if p, ok := ref.ProvinceYear("320000", 2020); !ok || p.Residents.String() != "8477" || p.GDP.String() != "102807.7" || p.Census != 84748016 || p.Source.EN == "" {
		t.Errorf("%+v", p)
	}
	if p, ok := ref.ProvinceYear("320000", 2021); !ok || p.Census != 0 {
		t.Errorf("%+v", p)
	}
	if _, ok := ref.ProvinceYear("320000", 2019); ok {
		t.Error("a year that is not there")
	}
	if r, ok := ref.Group("320100"); !ok || r.Region7 != "华东" || !r.SubProvincial || !r.Capital || r.Municipality || r.SeparatelyPlanned {
		t.Errorf("%+v", r)
	}
}

// copyPack copies the small pack to a new folder.
func copyPack(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/pack")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Each file may be missing: the pack says so, and the rest works.
func TestLoadReferenceLacks(t *testing.T) {
	for _, missing := range tables {
		dir := copyPack(t)
		if err := os.Remove(filepath.Join(dir, missing.file)); err != nil {
			t.Fatal(err)
		}
		ref, err := LoadReference(dir)
		if err != nil {
			t.Errorf("without %s: %v", missing.file, err)
			continue
		}
		if l := ref.Lacks(); len(l) != 1 || l[0].File != missing.file || l[0].Without.ZH == "" || l[0].Without.EN == "" {
			t.Errorf("without %s: lacks %v", missing.file, l)
		}
		g, err := mustLoad(t).With(ref)
		if err != nil {
			t.Errorf("without %s: %v", missing.file, err)
			continue
		}
		if b := g.Resolve(Evidence{Title: "徐州市鼓楼区2024年政府信息公开工作年度报告", Year: 2024}); b.RegionCode != "320302" {
			t.Errorf("without %s: %+v", missing.file, b)
		}
	}
}

func TestLoadReferenceBroken(t *testing.T) {
	for _, tt := range []struct{ file, old, new, says string }{
		{"divisions_history.csv", "code,name,level", "code,level,name", "第 1 行 name 列"},
		{"divisions_history.csv", ",status,successors", ",status", "第 1 行 successors 列"},
		{"divisions_history.csv", ",successors", ",successors,more", "第 1 行 more 列"},
		{"divisions_history.csv", "120118,静海区", "12O118,静海区", "第 3 行 code 列"},
		{"divisions_history.csv", "120118,静海区", "120118,", "第 3 行 name 列"},
		{"divisions_history.csv", "120118,静海区,county", "120118,静海区,village", "第 3 行 level 列"},
		{"divisions_history.csv", "county,120000,直辖,2015,,active", "county,130000,直辖,2015,,active", "第 3 行 province_code 列"},
		{"divisions_history.csv", "直辖,2015,,active", "直辖,soon,,active", "第 3 行 start_year 列"},
		{"divisions_history.csv", "1981,2015,retired,120118", "1981,1980,retired,120118", "第 4 行 end_year 列"},
		{"divisions_history.csv", "1981,2015,retired,120118", "1981,,retired,120118", "第 4 行 end_year 列"},
		{"divisions_history.csv", "1981,2015,retired,120118", "1981,2015,gone,120118", "第 4 行 status 列"},
		{"divisions_history.csv", "1981,2015,retired,120118", "1981,2015,retired,12", "第 4 行 successors 列"},
		{"divisions_history.csv", "1981,2015,retired,120118", "1981,2015,retired,129999", "129999"},
		{"divisions_history.csv", "320300,徐州市,prefecture", "320400,徐州市,prefecture", "320302"},
		{"divisions_history.csv", "310106,静安区", "120118,静安区", "第 6 行 province_code 列"},
		{"divisions_history.csv", "120118,静海区,county,120000,直辖,2015,,active,", "120118,静海区,county,120000,直辖,2015,,active,\n120118,某区,county,120000,直辖,2016,,active,", "第 4 行 code 列"},
		{"divisions_history.csv", "120118,静海区", "120118, 静海区", "第 3 行 name 列"},
		{"divisions_history.csv", "120118,静海区", "120118,静\xff区", "第 3 行 name 列"},
		{"divisions_history.csv", "120118,静海区", "120118,静\"海区", "第 3 行"},
		{"divisions_history.csv", "120118,静海区,county", "120118,静海区", "第 3 行：参考资料有误：列数与表头不符"},
		{"divisions.csv", "120118,静海区", "120118,静海县", "第 3 行 name 列"},
		{"division_links.csv", "convert,1,county\n310108", "convert,2,county\n310108", "第 2 行 principal 列"},
		{"division_links.csv", "convert,1,county\n310108", "became,1,county\n310108", "第 2 行 relation 列"},
		{"division_links.csv", "120223,静海县,2015", "120223,静海区,2015", "第 2 行 from_code 列"},
		{"division_links.csv", "2015,120118,静海区", "2015,120119,静海区", "第 2 行 to_code 列"},
		{"division_links.csv", "120223,静海县,2015", "120223,静海县,15", "第 2 行 year 列"},
		{"contact_codes.csv", "320106,鼓楼区,county,025", "320106,鼓楼区,county,25", "第 2 行 phone 列"},
		{"contact_codes.csv", ",210009", ",21009", "第 2 行 postcode 列"},
		{"contact_codes.csv", "320106,鼓楼区", "320199,鼓楼区", "第 2 行 code 列"},
		{"contact_codes.csv", "320302,鼓楼区", "320106,鼓楼区", "第 3 行 code 列"},
		{"townships.csv", "320106001", "320106", "第 2 行 code 列"},
		{"townships.csv", "湖南路街道,320106", "湖南路街道,320199", "第 2 行 parent_code 列"},
		{"townships.csv", "湖南路街道", "", "第 2 行 name 列"},
		{"nbs_zones.csv", "420671", "42067", "第 2 行 code 列"},
		{"nbs_zones.csv", ",420600,", ",429999,", "第 2 行 parent_code 列"},
		{"phone_areas.csv", "025,320100", "25,320100", "第 2 行 phone 列"},
		{"phone_areas.csv", "025,320100", "025,329900", "第 2 行 prefecture_codes 列"},
		{"population_current.csv", "940387", "940,387", "列数与表头不符"},
		{"population_current.csv", "940387", "-1", "第 2 行 population_2020 列"},
		{"population_current.csv", "940387", "", "第 2 行 population_2020 列"},
		{"population_current.csv", ",exact,", ",good,", "第 2 行 quality 列"},
		{"population_current.csv", "54.2", "54.2.1", "第 2 行 area_km2 列"},
		{"population_current.csv", "54.2", "1e9", "第 2 行 area_km2 列"},
		{"population_current.csv", ",522201,missing", ",5222,missing", "第 4 行 from_census_codes 列"},
		{"province_year.csv", "320000,江苏省,2021", "320000,江苏省,2020", "第 3 行 year 列"},
		{"province_year.csv", "84748016", "many", "第 2 行 census_2020 列"},
		{"region_groups.csv", "0,1,0,1,9314685", "0,2,0,1,9314685", "第 2 行 is_subprovincial 列"},
		{"region_groups.csv", "120000,天津市", "320100,天津市", "第 3 行 code 列"},
		{"name_ambiguity.csv", "鼓楼区,2", "鼓楼区,3", "第 2 行 units 列"},
		{"name_ambiguity.csv", "320106;320302", "320106;329999", "第 2 行 codes 列"},
	} {
		dir := copyPack(t)
		path := filepath.Join(dir, tt.file)
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(raw), tt.old) {
			t.Fatalf("%s: no %q", tt.file, tt.old)
		}
		if err := os.WriteFile(path, []byte(strings.Replace(string(raw), tt.old, tt.new, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err = LoadReference(dir)
		if data.Code(err) != "bad_reference" || !strings.Contains(err.Error(), tt.file) || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s with %q for %q: %v", tt.file, tt.new, tt.old, err)
		}
	}
}

// What is no pack, and what could hang or fill the memory, is refused.
func TestLoadReferenceRefuses(t *testing.T) {
	for what, make := range map[string]func(dir string) string{
		"no folder":    func(dir string) string { return filepath.Join(dir, "none") },
		"empty folder": func(string) string { return t.TempDir() },
		"empty file": func(dir string) string {
			write(t, dir, "townships.csv", "")
			return dir
		},
		"header only": func(dir string) string {
			write(t, dir, "townships.csv", "code,name,parent_code\n")
			return dir
		},
		"too many rows": func(dir string) string {
			write(t, dir, "townships.csv", "code,name,parent_code\n"+strings.Repeat("320106001,a,320106\n", maxReferenceRows+1))
			return dir
		},
		"too many bytes": func(dir string) string {
			write(t, dir, "townships.csv", "code,name,parent_code\n320106001,\""+strings.Repeat("a", maxReferenceBytes))
			return dir
		},
		"too long a field": func(dir string) string {
			write(t, dir, "townships.csv", "code,name,parent_code\n320106001,"+strings.Repeat("a", maxReferenceCell+1)+",320106\n")
			return dir
		},
		"a folder for a file": func(dir string) string {
			os.Remove(filepath.Join(dir, "townships.csv"))
			if err := os.Mkdir(filepath.Join(dir, "townships.csv"), 0o700); err != nil {
				t.Fatal(err)
			}
			return dir
		},
		"a link out of it": func(dir string) string {
			os.Remove(filepath.Join(dir, "townships.csv"))
			if err := os.Symlink(filepath.Join(copyPack(t), "townships.csv"), filepath.Join(dir, "townships.csv")); err != nil {
				t.Fatal(err)
			}
			return dir
		},
	} {
		if _, err := LoadReference(make(copyPack(t))); data.Code(err) != "bad_reference" {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func write(t testing.TB, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func FuzzLoadReference(f *testing.F) {
	for i, tb := range tables {
		raw, err := os.ReadFile(filepath.Join("testdata/pack", tb.file))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(i, raw)
	}
	g := mustLoad(f)
	f.Fuzz(func(t *testing.T, i int, raw []byte) {
		dir := t.TempDir()
		for j, tb := range tables {
			b, err := os.ReadFile(filepath.Join("testdata/pack", tb.file))
			if err != nil {
				t.Fatal(err)
			}
			if j == ((i%len(tables))+len(tables))%len(tables) {
				b = raw
			}
			write(t, dir, tb.file, string(b))
		}
		ref, err := LoadReference(dir)
		if err == nil {
			for _, l := range ref.Links() {
				ref.Carry(l.From, l.Year)
			}
			g, err = g.With(ref)
		}
		if err != nil {
			if data.Code(err) != "bad_reference" {
				t.Fatal(err)
			}
			return
		}
		g.Trace(Evidence{Title: "鼓楼区2012年政府信息公开工作年度报告", Text: "黄楼街道、丰财街道", Year: 2012})
	})
}
