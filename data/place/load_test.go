package place

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"gongkai/data"
)

func TestLoad(t *testing.T) {
	g := mustLoad(t)
	if again, _ := Load(); again != g {
		t.Error("read twice")
	}
	for _, tt := range []struct {
		code, full, parent, province string
		level                        Level
	}{
		{"230502", "黑龙江省双鸭山市尖山区", "230500", "黑龙江省", CountyLevel},
		{"310101", "上海市黄浦区", "310000", "上海市", CountyLevel},
		{"429004", "湖北省仙桃市", "420000", "湖北省", CountyLevel},
		{"441900", "广东省东莞市", "440000", "广东省", PrefectureLevel},
		{"350000", "福建省", "", "福建省", ProvinceLevel},
	} {
		d := g.Division(tt.code)
		if d == nil || d.FullName != tt.full || d.Parent != tt.parent || d.Level != tt.level {
			t.Errorf("%s: %+v", tt.code, d)
		}
		if p := g.Province(tt.code); p == nil || p.Name != tt.province {
			t.Errorf("province of %s: %+v", tt.code, p)
		}
	}
	for _, code := range []string{"", "2", "999999", "310100", "500105x"} {
		if g.Division(code) != nil {
			t.Errorf("division %q", code)
		}
	}
	if g.Province("") != nil || g.Province("99") != nil {
		t.Error("a province of nothing")
	}
	if d := g.Division("320611"); d == nil || d.Until != 2020 {
		t.Errorf("港闸区: %+v", d)
	}
}

func TestReadBroken(t *testing.T) {
	whole := func() fstest.MapFS {
		m := fstest.MapFS{}
		for _, name := range []string{"divisions.csv", "former.csv", "phone_areas.csv", "zones.csv"} {
			b, err := fs.ReadFile(embedded, name)
			if err != nil {
				t.Fatal(err)
			}
			m[name] = &fstest.MapFile{Data: b}
		}
		return m
	}
	if _, err := Read(whole()); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ file, old, new, says string }{
		{"divisions.csv", "110101,东城区,county", "110101,,county", "第 3 行"},
		{"divisions.csv", "110101,东城区,county", "110101,东城区,village", "未知的级别：village"},
		{"divisions.csv", "230502,尖山区,county,230500", "230502,尖山区,county,230599", "上级不存在或级别不符：230502"},
		{"divisions.csv", "230503,", "230502,", "重复：230502"},
		{"divisions.csv", "110000,北京市,province,", "110000,北京市,province,120000", "省级不应有上级"},
		{"divisions.csv", "110101,东城区,county,110000", "110101,东城区,county", "wrong number of fields"},
		{"former.csv", ",2020", ",soon", "年份有误：soon"},
		{"phone_areas.csv", "010,110000", "010,990000", "990000"},
		{"phone_areas.csv", "010,", "1000,", "电话区号有误"},
		{"zones.csv", "350128", "350199", "350199"},
	} {
		m := whole()
		text := string(m[tt.file].Data)
		if !strings.Contains(text, tt.old) {
			t.Fatalf("%s: no %q", tt.file, tt.old)
		}
		m[tt.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, tt.old, tt.new, 1))}
		_, err := Read(m)
		if err == nil || data.Code(err) != "gazetteer_broken" || !strings.Contains(err.Error(), tt.file) || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s with %q: %v", tt.file, tt.new, err)
		}
	}
	m := whole()
	delete(m, "zones.csv")
	if _, err := Read(m); data.Code(err) != "gazetteer_broken" {
		t.Errorf("missing file: %v", err)
	}
}
