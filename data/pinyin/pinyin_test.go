package pinyin

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/data/place"
)

func TestOf(t *testing.T) {
	for name, want := range map[string][2]string{
		"徐州市鼓楼区教育局": {"xuzhoushigulouqujiaoyuju", "xzsglqjyj"}, "重庆市": {"chongqingshi", "cqs"}, "重点项目办": {"zhongdianxiangmuban", "zdxmb"},
		"厦门市思明区": {"xiamenshisimingqu", "xmssmq"}, "六安市": {"luanshi", "las"}, "长沙市": {"changshashi", "css"}, "西藏自治区": {"xizangzizhiqu", "xzzzq"},
		"国家税务总局A区": {"guojiashuiwuzongjuaqu", "gjswzjaq"}, "": {"", ""}, "（筹）12": {"chou12", "c12"}, "绿园区": {"lvyuanqu", "lyq"},
	} {
		whole, initials := Of(name)
		if whole != want[0] || initials != strings.ToLower(want[1]) {
			t.Errorf("%s: %s %s", name, whole, initials)
		}
	}
}

// Every character of every division has a reading.
func TestAllDivisions(t *testing.T) {
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, d := range g.Divisions() {
		n++
		if _, initials := Of(d.Name); len(initials) != len([]rune(d.Name)) {
			t.Errorf("%s: %q", d.Name, initials)
		}
	}
	if n < 3000 {
		t.Errorf("%d divisions", n)
	}
}

// differs are the short names that the reference pack spells in a way that is
// not the official one, or with other letters for ü.
const differs = "莘县 荥阳 祥符 桐柏 双柏 江都 许昌 黄陂 禅城 那坡 那曲 可克达拉 万柏林 云冈 旅顺口 绿园 绿春 略阳 西藏 错那 柏乡 碌曲 佛坪 柞水 监利 曾都 大城 " +
	"繁峙 洪洞 克什克腾 六合 乐清 六安 铅山 牟平 东阿 单县 中牟 浚县 泌阳 番禺 大埔 什邡 犍为 筠连 吴堡 宕昌 尉犁 乌什 阿图什 塔什库尔干"

// The readings are those of the reference pack beside the checkout, where it
// is there.
func TestReference(t *testing.T) {
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "reference", "divisions.csv"))
	if err != nil {
		t.Skip("../shared is absent: the readings are not compared with the reference pack")
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	same := 0
	for _, row := range rows[1:] {
		name, want := row[8], row[9]
		got, _ := Of(name)
		switch {
		case want == "" || name == "":
		case got == want:
			same++
		case !strings.Contains(" "+differs+" ", " "+name+" "):
			t.Errorf("%s is %s, the reference says %s", name, got, want)
		}
	}
	if same < 3000 {
		t.Errorf("only %d are the same", same)
	}
}
