package place

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	// ownGovernment is what stands behind a division's name when the body is
	// its government itself. 人民 is left of 人民政府信息公开.
	ownGovernment = regexp.MustCompile(`^(?:本级|[省市区县旗州盟]?(?:人民)?政府(?:本级|系统)?|人民|行政公署|行署|地区行署)$`)

	// ownAuthority is the same behind the name of a zone.
	ownAuthority = regexp.MustCompile(`^(?:管理委员会|管委会|党工委、?管委会)$`)

	// doubled is a level word printed twice: 宿迁市市政府办公室.
	doubled = regexp.MustCompile(`^[省市区县旗州盟]((?:人民)?政府)`)

	// department is how the names of departments begin.
	department = regexp.MustCompile(`^(?:(?:人民)?政府|管委会|管理委员会|行政公署|办公[室厅]|财政|公安|教育|民政|民族|宗教|司法|审计|统计|水务|水利|水文|交通|运输|自然资源|国土|规划|` +
		`生态环境|环境保护|环保|住房|住建|建设|城乡|城市管理|城管|农业|农村|畜牧|渔业|海洋|卫生|卫健|疾病|市场监[督管]|工商|质量技术|食品药品|药品|应急|安全生产|退役军人|` +
		`文化|文旅|文物|旅游|体育|商务|商贸|经济和|经济与|经济信息|工业和|工信|科技局|科技厅|科学技术|发展[和与]?改革|发展研究|发改|物价|人力资源|人社|医疗保障|医保|信访|林业|林草|园林|` +
		`绿化|气象|地震|税务|国家税务|烟草|消防|人民防空|人防|海关|海事|邮政|行政审批|行政服务|行政执法|政务服务|政务公开|数据|大数据|国有资产|国资|金融|地方志|档案|机关事务|综合执法|城市综合|知识产权|` +
		`粮食|能源|外事|侨务|台湾|港澳|研究室|参事|供销|残疾|总工会|妇女|红十字|接待|投资促进|招商|扶贫|乡村振兴|移民|口岸|新闻出版|广播|血防|住房公积金|公共资源|监察|法制|编制)`)

	// township is how the names of townships end.
	township = regexp.MustCompile(`(?:乡|镇|街道|街道办事处|街道办)(?:人民政府|政府|办事处)?$`)

	// organEnd is how the names of organs end.
	organEnd = regexp.MustCompile(`(?:局|厅|部|署|处|院|所|站|队|办|办公室|委|委员会|管委会|中心|集团|公司|学校|学院|大学|医院|海关|总站|协会|社)$`)

	// zoneWord tells a development zone from a division.
	zoneWord = regexp.MustCompile(`开发|新区|园区|高新|经开|示范|试验|实验|风景|名胜|景区|起步区|灌区|库区|湖区|度假|保税|合作|管理区|工业|科技|新城|\p{Han}{2}港区|片区|旅游|生态|产业`)
)

// institution is how the names of schools and the like end: 上海|交通大学 is no
// department of 上海市.
var institution = regexp.MustCompile(`(?:大学|学院|学校|中学|小学|幼儿园|医院|研究院|研究所|设计院|银行|公司|集团|协会|学会)$`)

// university is the same where more text follows.
var university = regexp.MustCompile(`^\p{Han}{0,8}?(?:大学|学院)`)

// isDepartment reports whether what follows a place begins like a department's name.
func isDepartment(s string) bool {
	return department.MatchString(s) && !university.MatchString(s) && !institution.MatchString(cut(s, maxName))
}

// party is what stands behind 尖山区 in 尖山区委宣传部.
var party = regexp.MustCompile(`^(?:委(?:办公室|宣传部|组织部|统战部|政法委|网信办|编办|党校|党史|老干部|巡察)|纪委)`)

// organ is the body within a division or zone, "" for its own government,
// from what is printed behind the name. Only spellings are made alike.
func organ(rest string, zone bool) string {
	rest = doubled.ReplaceAllString(rest, "$1")
	if ownGovernment.MatchString(rest) || zone && ownAuthority.MatchString(rest) {
		return ""
	}
	rest = strings.Replace(rest, "管理委员会", "管委会", 1)
	if strings.HasPrefix(rest, "政府办公") {
		rest = "人民" + rest
	}
	if strings.HasSuffix(rest, "政府") && !strings.HasSuffix(rest, "人民政府") {
		rest = strings.TrimSuffix(rest, "政府") + "人民政府"
	}
	if strings.HasSuffix(rest, "人民") { // of 大庙乡人民政府信息公开
		rest += "政府"
	}
	return rest
}

// isOrganOnly reports whether a printed name names an organ without its place:
// 财政局, 区财政局, 大庙乡.
func isOrganOnly(name string) bool {
	if institution.MatchString(cut(name, maxName)) {
		return false
	}
	if department.MatchString(name) || township.MatchString(name) && utf8.RuneCountInString(name) <= 12 {
		return true
	}
	return department.MatchString(withoutLevel(name))
}

// withoutLevel cuts the 区 off 区财政局, 我区财政局.
func withoutLevel(name string) string {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "本"), "我")
	if department.MatchString(name) {
		return name
	}
	r, n := utf8.DecodeRuneInString(name)
	if strings.ContainsRune("省市区县旗州盟", r) {
		return name[n:]
	}
	return name
}

// organOfUnknown recognises the organ in a name whose place is not known:
// 湛江经开区公安分局 -> 公安分局, 泉州开发区 -> "".
func organOfUnknown(name string) string {
	rest := name
	if i := strings.LastIndexAny(name, "区县旗"); i > 0 {
		_, n := utf8.DecodeRuneInString(name[i:])
		rest = name[i+n:]
	}
	if !organEnd.MatchString(rest) || ownAuthority.MatchString(rest) {
		return ""
	}
	return rest
}

// unknownDivision tells a county-level name that the gazetteer does not know
// (下城区 below 杭州市), or a prefecture's with it (铜仁地区|江口县), from an organ,
// and gives its stem and what follows. A development zone is an organ of its
// region.
func unknownDivision(s string) (stem, rest string, is bool) { return unknownBelow(s, 2) }

// unknownBelow is unknownDivision with how many names may follow each other.
func unknownBelow(s string, depth int) (stem, rest string, is bool) {
	if depth == 0 || len(s) > maxName {
		return "", "", false
	}
	runes := 0
	for i := range s {
		if runes > 14 {
			break
		}
		for _, kind := range divisionKinds {
			rest, ok := strings.CutPrefix(s[i:], kind)
			if !ok || !mayBeDivision(s[:i], runes, kind) || strings.HasPrefix(rest, "街道") { // 石岐区街道办事处 is a street's
				continue
			}
			if stem, after, lower := unknownBelow(rest, depth-1); lower {
				return stem, after, true
			}
			if rest == "" || ownGovernment.MatchString(rest) || department.MatchString(rest) || township.MatchString(rest) {
				return s[:i], rest, true
			}
		}
		runes++
	}
	return "", "", false
}

// divisionKinds are the last words of divisions' names, longer ones first.
var divisionKinds = []string{"自治县", "自治旗", "自治州", "地区", "县", "区", "市", "旗", "盟"}

// mayBeDivision reports whether a stem of so many characters and a kind read
// like a division's name.
func mayBeDivision(stem string, runes int, kind string) bool {
	autonomous := strings.HasPrefix(kind, "自治")
	switch {
	case runes < 1, runes < 2 && kind != "县", runes > 5 && !autonomous:
		return false
	case zoneWord.MatchString(stem + kind), strings.ContainsAny(stem, "与及、局厅委"):
		return false
	}
	return runes <= 2 || autonomous || !strings.Contains(stem, "和")
}
