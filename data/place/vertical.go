package place

import (
	"regexp"
	"strings"
)

var (
	// national names bodies of the state, which belong to no division.
	national = regexp.MustCompile(`^(?:国务院|国家|全国|中国|中华人民共和国|中共中央|中央)\p{Han}*$|` +
		`^(?:外交|国防|教育|科学技术|工业和信息化|公安|民政|司法|财政|人事|人力资源和?社会保障|劳动和社会保障|自然资源|国土资源|生态环境|环境保护|` +
		`住房和城乡建设|建设|交通运输|交通|铁道|水利|农业农村|农业|商务|文化和旅游|文化|卫生|退役军人事务|应急管理|监察)部(?:办公厅)?$|` +
		`^(?:审计署|海关总署)\p{Han}*$|^(?:民航|最高人民)\p{Han}+$`)

	// owner is a body of the state before the place of its branch:
	// 国家统计局|湖北|调查总队.
	owner = regexp.MustCompile(`^(?:国家(?:统计|能源|粮食和物资储备|矿山安全监察|煤矿安全监察|外汇管理|邮政|烟草专卖|金融监督管理总|移民管理)局|中国(?:人民银行|民用航空局|民航局|银行业监督管理委员会|银监会|银行保险监督管理委员会|银保监会|证券监督管理委员会|证监会|保险监督管理委员会|保监会|气象局|地震局)|(?:财政|审计署|自然资源|生态环境|水利|商务|农业农村|工业和信息化)部?)`)

	// branchOffice is how the name goes on behind a branch's place.
	branchOffice = regexp.MustCompile(`^(?:调查总?队|监管总?局|监管分局|监督管理局|监察局|监测|专员|特派员|中心支行|中支|支行|分行|营业管理部|分局|管理局|管理部|安全监督|储备局|边检|出入境|办事处|局$)`)

	// seated are branches and institutions that a short place name belongs to.
	seated = regexp.MustCompile(`^(?:海关|海事|边检|边防|出入境|调查|监管|铁路|民航|邮政)`)

	// branchOf is a bureau's branch in a part of its city: 公安局|鼓楼|分局.
	branchOf = regexp.MustCompile(`^(?:市)?(\p{Han}{2,14}?)局(?:驻)?(\p{Han}{2,12}?)分局$`)

	// tradeZone is 中国(上海)自由贸易试验区.
	tradeZone = regexp.MustCompile(`^中国\((\p{Han}{2,8})\)自由贸易`)

	// tradeArea is the part of such a zone that lies in one city: 福州|片区.
	tradeArea = regexp.MustCompile(`自由贸易试验区(\p{Han}{2,6})片区`)
)

// readVertical reads the branches of state bodies, 国家统计局湖北调查总队, and the
// free trade zones; nil for others. Their names are kept as printed.
func (g *Gazetteer) readVertical(name string, year int) *reading {
	if m := tradeZone.FindStringSubmatch(name); m != nil {
		if units, _, rest, ok := g.chain(m[1], nil, year); ok && rest == "" {
			if part := tradeArea.FindStringSubmatch(name); part != nil {
				if within, _, rest, ok := g.chain(part[1], units, year); ok && rest == "" && len(within) == 1 {
					units = within
				}
			}
			return &reading{printed: name, units: units, organ: name, name: name}
		}
		return nil
	}
	prefix := owner.FindString(name)
	if prefix == "" {
		return nil
	}
	after := name[len(prefix):]
	units, zone, rest, ok := g.chainBefore(after, nil, year, branchOffice.MatchString)
	if !ok || rest == "" || zone.inside {
		return nil
	}
	return &reading{printed: name, units: units, organ: rest, name: name}
}

// branch finds the division within a city whose branch of a bureau is named:
// 南京市|公安局鼓楼分局 is the 公安分局 of 鼓楼区. nil where the branch is not
// one division's.
func (g *Gazetteer) branch(units []*Division, rest string, year int) (*Division, string) {
	if len(units) != 1 || units[0].Level == CountyLevel || !strings.HasSuffix(rest, "分局") {
		return nil, ""
	}
	m := branchOf.FindStringSubmatch(rest)
	if m == nil {
		return nil, ""
	}
	within, zone, after, ok := g.chainBefore(m[2], units, year, func(string) bool { return false })
	if !ok || after != "" || len(within) != 1 || zone.zone != "" || within[0].Level != CountyLevel {
		return nil, ""
	}
	return within[0], m[1] + "分局"
}
