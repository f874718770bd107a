package place

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gongkai/data"
)

// former.csv is written by hand: abolished units that the generator's source
// still lists, and those whose name another unit bears today, so that an old
// report of theirs is not given to that one (Ministry of Civil Affairs,
// 县级以上行政区划变更情况, by year).
//
//go:embed divisions.csv former.csv phone_areas.csv zones.csv
var embedded embed.FS

var load = sync.OnceValues(func() (*Gazetteer, error) { return Read(embedded) })

// Load returns the embedded gazetteer, read and checked once. A broken row is
// an error that names file and line (code "gazetteer_broken").
func Load() (*Gazetteer, error) { return load() }

// Read reads and checks a gazetteer from a folder of the embedded layout.
func Read(dir fs.FS) (*Gazetteer, error) {
	g := newGazetteer()
	for _, file := range []struct {
		name   string
		fields int
		row    func(r []string) string // "" or what is wrong
	}{
		{"divisions.csv", 4, g.readDivision},
		{"former.csv", 5, g.readDivision},
		{"phone_areas.csv", 2, g.readArea},
		{"zones.csv", 2, func(r []string) string {
			if g.byCode[r[1]] == nil || r[0] == "" {
				return "功能区所指的行政区划不存在：" + r[1]
			}
			g.zones[r[0]] = r[1]
			return ""
		}},
	} {
		if err := readRows(dir, file.name, file.fields, file.row); err != nil {
			return nil, err
		}
	}
	g.finish(nil)
	return g, nil
}

func readRows(dir fs.FS, name string, fields int, row func([]string) string) error {
	f, err := dir.Open(name)
	if err != nil {
		return broken(name, 0, "读不到文件", err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = fields
	rows, err := r.ReadAll()
	if err != nil {
		return broken(name, 0, err.Error(), err)
	}
	if len(rows) < 2 {
		return broken(name, 0, "没有数据", nil)
	}
	for i, fields := range rows[1:] {
		if wrong := row(fields); wrong != "" {
			return broken(name, i+2, wrong, nil)
		}
	}
	return nil
}

// readDivision takes a row code,name,level,parent[,until]; parents stand first.
func (g *Gazetteer) readDivision(r []string) string {
	d := &Division{Code: r[0], Name: r[1], Level: Level(r[2]), Parent: r[3]}
	if len(r) == 5 {
		until, err := strconv.Atoi(r[4])
		if err != nil || until < 1949 {
			return "年份有误：" + r[4]
		}
		d.Until = until
	}
	return g.add(d)
}

// add checks a division and takes it, and says what is wrong with it, if
// anything is. Parents come first. Of several names under one code only the
// last may stand today.
func (g *Gazetteer) add(d *Division) string {
	same := g.byCode[d.Code]
	if !isCode(d.Code) || d.Name == "" || same != nil && (same.Until == 0 && d.Until == 0 || same.Name == d.Name) {
		return "代码或名称有误或重复：" + d.Code + d.Name
	}
	d.FullName = d.Name
	p := g.parent(d)
	switch d.Level {
	case ProvinceLevel:
		if d.Parent != "" {
			return "省级不应有上级：" + d.Code
		}
	case PrefectureLevel, CountyLevel:
		if p == nil || p.Level == CountyLevel || d.Level == PrefectureLevel && p.Level != ProvinceLevel {
			return "上级不存在或级别不符：" + d.Code
		}
		d.FullName = p.FullName + d.Name
	default:
		return "未知的级别：" + string(d.Level)
	}
	g.order = append(g.order, d)
	if same == nil {
		g.byCode[d.Code] = d
		return ""
	}
	list := g.versions[d.Code]
	if list == nil {
		list = []*Division{same}
	}
	list = append(list, d)
	slices.SortStableFunc(list, func(a, b *Division) int { return years(a) - years(b) })
	g.versions[d.Code], g.byCode[d.Code] = list, list[len(list)-1]
	return ""
}

// years orders the names of one code: the one that stands today comes last.
func years(d *Division) int {
	if d.Until == 0 {
		return 9999
	}
	return d.Until
}

// finish sorts the divisions and builds the index of names. zones are further
// ones that lie in a division without filling it, name -> code.
func (g *Gazetteer) finish(zones map[string]string) {
	slices.SortStableFunc(g.order, func(a, b *Division) int {
		if c := strings.Compare(a.Code, b.Code); c != 0 {
			return c
		}
		return years(a) - years(b)
	})
	g.names = newNameIndex(g, zones)
}

// readArea takes a row area_code,divisions (codes separated by semicolons).
func (g *Gazetteer) readArea(r []string) string {
	if !isAreaCode(r[0]) || g.areas[r[0]] != nil {
		return "电话区号有误或重复：" + r[0]
	}
	for code := range strings.SplitSeq(r[1], ";") {
		if g.byCode[code] == nil {
			return "区号所指的行政区划不存在：" + code
		}
		g.areas[r[0]] = append(g.areas[r[0]], code)
	}
	return ""
}

func isAreaCode(s string) bool {
	return (len(s) == 3 || len(s) == 4) && s[0] == '0' && strings.Trim(s, "0123456789") == ""
}

func isCode(s string) bool {
	return len(s) == 6 && strings.Trim(s, "0123456789") == ""
}

func broken(file string, line int, reason string, cause error) error {
	e := &data.Error{
		Code: "gazetteer_broken", File: file,
		Reason: data.Text{ZH: "行政区划数据有误：" + reason, EN: "broken gazetteer: " + reason},
		Way:    data.Text{ZH: "请修正该行", EN: "mend that row"}, Err: cause,
	}
	if line > 0 {
		e.Place = fmt.Sprintf("第 %d 行", line)
	}
	return e
}
