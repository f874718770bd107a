package place

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCarry(t *testing.T) {
	_, ref := smallPack(t)
	for _, tt := range []struct {
		code       string
		year       int
		to, toName string
		steps      int
		ends       string
	}{
		{"120223", 2012, "120118", "静海区", 1, ""},
		{"120118", 2020, "120118", "静海区", 0, ""},
		{"310108", 2012, "310108", "闸北区", 0, "2015年闸北区并入静安区"},
		{"310106", 2012, "310106", "静安区", 0, ""},
		{"420602", 2008, "420602", "襄城区", 0, ""},
		{"420607", 2008, "420607", "襄州区", 1, ""},
		{"420600", 2008, "420600", "襄阳市", 1, ""},
		{"522222", 2008, "520621", "江口县", 1, ""},
		{"522201", 2008, "520602", "碧江区", 1, ""},
		{"522200", 2008, "520600", "铜仁市", 1, ""},
		// 万盛区 and 綦江县 became 綦江区, under the code of the former: both series end
		{"500110", 2008, "500110", "万盛区", 0, "2011年万盛区并入綦江区"},
		{"500222", 2008, "500222", "綦江县", 0, "2011年綦江县并入綦江区"},
		{"500110", 2011, "500110", "綦江区", 0, ""},
	} {
		c, ok := ref.Carry(tt.code, tt.year)
		if !ok || c.Code != tt.to || c.Name != tt.toName || len(c.Steps) != tt.steps || c.Break != tt.ends {
			t.Errorf("%s in %d: %+v, want %s %s", tt.code, tt.year, c, tt.to, tt.toName)
		}
	}
	for _, tt := range []struct {
		code string
		year int
	}{{"120118", 2012}, {"120223", 2016}, {"999999", 2012}} {
		if c, ok := ref.Carry(tt.code, tt.year); ok {
			t.Errorf("%s in %d: %+v", tt.code, tt.year, c)
		}
	}
}

func TestLinksClean(t *testing.T) {
	_, ref := smallPack(t)
	twice := map[Link]bool{}
	for _, l := range ref.Links() {
		if twice[l] {
			t.Errorf("twice: %+v", l)
		}
		twice[l] = true
		if l.From == l.To && l.FromName == l.ToName {
			t.Errorf("to itself: %+v", l)
		}
		if l.Carries && (!l.Principal || l.Relation == Merge || l.Relation == Split || l.Relation == Partial) {
			t.Errorf("carries: %+v", l)
		}
		if l.FromName == "万盛区" && (l.Carries || l.Relation != Merge) {
			t.Errorf("万盛区 became part of 綦江区: %+v", l)
		}
	}
}

// A circle of links ends.
func TestCarryCircle(t *testing.T) {
	dir := copyPack(t)
	write(t, dir, "divisions_history.csv", `code,name,level,province_code,parent_name,start_year,end_year,status,successors
120000,天津市,province,120000,,1981,,active,
120118,静海区,county,120000,直辖,2000,2015,retired,
120223,静海县,county,120000,直辖,2000,2015,retired,
`)
	write(t, dir, "division_links.csv", `from_code,from_name,year,to_code,to_name,relation,principal,level
120223,静海县,2015,120118,静海区,convert,1,county
120118,静海区,2015,120223,静海县,convert,1,county
`)
	for _, name := range []string{"divisions.csv", "townships.csv", "nbs_zones.csv", "contact_codes.csv", "phone_areas.csv", "population_current.csv", "name_ambiguity.csv"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	ref, err := LoadReference(dir)
	if err != nil {
		t.Fatal(err)
	}
	if c, ok := ref.Carry("120223", 2010); !ok || len(c.Steps) > 2 {
		t.Errorf("%+v", c)
	}
}

// Facts of the full pack: what merged, what was renamed and recoded.
func TestCarryFullPack(t *testing.T) {
	g, ref := withPack(t)
	for _, tt := range []struct {
		title      string
		year       int
		code, then string
		name, now  string
		says       string
	}{
		{"静海县", 2012, "120118", "120223", "天津市静海县", "天津市静海区", "2015年静海县（120223）改为静海区（120118）"},
		{"上海市崇明县", 2012, "310151", "310230", "上海市崇明县", "上海市崇明区", "2016年崇明县"},
		{"闸北区", 2012, "310108", "", "上海市闸北区", "", "2015年闸北区并入静安区，数列到此为止"},
		{"上海市南汇区", 2008, "310119", "", "上海市南汇区", "", "2009年南汇区并入浦东新区"},
		{"平潭县", 2012, "350128", "", "福州市平潭县", "", ""},
		{"平潭综合实验区", 2012, "350128", "", "平潭综合实验区", "", ""},
		{"抚州市东乡县", 2012, "361003", "361029", "抚州市东乡县", "抚州市东乡区", "2016年东乡县"},
		{"襄樊市", 2009, "420600", "", "襄樊市", "襄阳市", "2010年襄樊市"},
		{"襄樊市枣阳市", 2009, "420683", "", "襄樊市枣阳市", "襄阳市枣阳市", ""},
		{"铜仁地区江口县", 2009, "520621", "522222", "铜仁地区江口县", "铜仁市江口县", "2011年江口县"},
		{"铜仁市", 2009, "522201", "", "铜仁地区铜仁市", "", "2011年撤销铜仁市，其区域分归碧江区、万山区"},
		{"铜仁市", 2011, "520600", "", "铜仁市", "", ""}, // what was called so when the report came out
		{"铜仁市", 2014, "520600", "", "铜仁市", "", ""},
		{"港闸区", 2018, "320611", "", "南通市港闸区", "", "2020年港闸区并入崇川区"},
		{"杭州市下城区", 2018, "330103", "", "杭州市下城区", "", "2021年"},
		{"即墨市", 2010, "370215", "370282", "青岛市即墨市", "青岛市即墨区", ""},
		{"静海区", 2014, "120118", "120223", "天津市静海区", "", "静海区自2015年起由静海县改来，报告年度时代码为 120223"},
		{"静海县财政局", 2012, "120118", "120223", "天津市静海县财政局", "天津市静海区财政局", ""},
	} {
		res := g.Trace(Evidence{Title: tt.title + "政府信息公开工作年度报告", Year: tt.year})
		if res.Body.RegionCode != tt.code || res.CodeThen != tt.then || res.Body.Name != tt.name || res.NameNow != tt.now || !strings.Contains(strings.Join(res.Body.Evidence, "\n"), tt.says) {
			t.Errorf("%s of %d: %s %s then %q now %q\n%v", tt.title, tt.year, res.Body.RegionCode, res.Body.Name, res.CodeThen, res.NameNow, res.Body.Evidence)
		}
	}
	// names of another year
	for _, tt := range []struct {
		title string
		year  int
	}{{"静海县", 2020}, {"静海区", 2010}, {"闸北区", 2018}, {"两江新区", 2015}} {
		if b := g.Resolve(Evidence{Title: tt.title + "政府信息公开工作年度报告", Year: tt.year}); b.RegionCode != "" {
			t.Errorf("%s of %d: %+v", tt.title, tt.year, b)
		}
	}
	renamed := g.Trace(Evidence{Title: "静海县财政局2012年政府信息公开工作年度报告", Year: 2012})
	today := g.Trace(Evidence{Title: "静海区财政局2020年政府信息公开工作年度报告", Year: 2020})
	if renamed.Key() != today.Key() || today.Key() != today.Body.Key() {
		t.Errorf("keys %s and %s", renamed.Key(), today.Key())
	}
	ends := 0
	for _, d := range ref.divisions {
		if d.Until == 0 {
			continue
		}
		if c := ref.carry(d); c.Break != "" {
			ends++
		} else if last := ref.unit(c.Code, c.Name); last == nil || last.Until != 0 {
			t.Errorf("%s %s neither goes on nor ends: %+v", d.Code, d.Name, c)
		}
	}
	t.Logf("%d links, %d series end at a merge or split", len(ref.Links()), ends)
}

// A merge is a change of both units, named under the codes of today.
func TestChanges(t *testing.T) {
	g, _ := smallPack(t)
	changes := g.Changes()
	for code, says := range map[string]string{
		"310108": "2015年闸北区并入静安区", "310106": "2015年闸北区并入静安区", "320106": "2013年下关区并入鼓楼区", "500222": "2011年綦江县并入綦江区",
	} {
		if c := changes[code]; len(c) != 1 || c[0].Text.ZH != says || c[0].Relation != Merge || c[0].Text.EN == "" {
			t.Errorf("%s: %+v", code, c)
		}
	}
	for _, code := range []string{"120118", "520621"} { // renamed, recoded
		if c := changes[code]; c != nil {
			t.Errorf("%s: %+v", code, c)
		}
	}
	if c := mustLoad(t).Changes(); c != nil {
		t.Errorf("without a pack: %v", c)
	}
}
