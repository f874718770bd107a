package generated

import (
	"gongkai/data/place"
)

// kind is a kind of organ, as it is called at each level, with the yearly
// means of its figures in an average county.
type kind struct {
	county, prefecture, province            string
	applications                            float64 // received
	licences, penalties, coercions, permits float64 // decisions; fees in 10,000 yuan
	documents                               float64 // normative documents in force
}

func (k *kind) name(l place.Level) string {
	switch {
	case l == place.ProvinceLevel && k.province != "":
		return k.province
	case l == place.PrefectureLevel && k.prefecture != "":
		return k.prefecture
	}
	return k.county
}

// government is a division's government: its report adds up its organs'.
var government = kind{applications: 90, licences: 9000, penalties: 6000, coercions: 300, permits: 4000, documents: 40}

// township is a township or subdistrict.
var township = kind{applications: 0.7, licences: 25, penalties: 6, coercions: 0.3, permits: 0, documents: 0.6}

// kinds lists the organs of a division.
var kinds = []kind{
	{county: "教育局", province: "教育厅", applications: 4, licences: 30, penalties: 0.3, permits: 60, documents: 3},
	{county: "公安局", province: "公安厅", applications: 12, licences: 6000, penalties: 4500, coercions: 250, permits: 150, documents: 2},
	{county: "财政局", province: "财政厅", applications: 3, licences: 10, penalties: 0.2, documents: 4},
	{county: "民政局", province: "民政厅", applications: 3, licences: 40, penalties: 0.5, documents: 3},
	{county: "司法局", province: "司法厅", applications: 3, licences: 8, penalties: 0.1, documents: 2},
	{county: "人力资源和社会保障局", province: "人力资源和社会保障厅", applications: 6, licences: 60, penalties: 8, permits: 12, documents: 4},
	{county: "自然资源局", prefecture: "自然资源和规划局", province: "自然资源厅", applications: 28, licences: 300, penalties: 30, coercions: 1, permits: 900, documents: 4},
	{county: "生态环境局", province: "生态环境厅", applications: 6, licences: 90, penalties: 60, coercions: 3, permits: 20, documents: 2},
	{county: "住房和城乡建设局", province: "住房和城乡建设厅", applications: 22, licences: 250, penalties: 25, permits: 600, documents: 5},
	{county: "交通运输局", province: "交通运输厅", applications: 4, licences: 400, penalties: 250, coercions: 20, permits: 40, documents: 2},
	{county: "水利局", province: "水利厅", applications: 3, licences: 40, penalties: 5, permits: 90, documents: 2},
	{county: "农业农村局", province: "农业农村厅", applications: 8, licences: 120, penalties: 25, coercions: 1, documents: 3},
	{county: "商务局", province: "商务厅", applications: 2, licences: 60, penalties: 0.5, documents: 2},
	{county: "文化和旅游局", prefecture: "文化广电和旅游局", province: "文化和旅游厅", applications: 2, licences: 30, penalties: 12, documents: 2},
	{county: "卫生健康局", prefecture: "卫生健康委员会", province: "卫生健康委员会", applications: 5, licences: 700, penalties: 90, coercions: 1, permits: 8, documents: 4},
	{county: "退役军人事务局", province: "退役军人事务厅", applications: 1, documents: 1},
	{county: "应急管理局", province: "应急管理厅", applications: 2, licences: 60, penalties: 70, coercions: 2, documents: 2},
	{county: "审计局", province: "审计厅", applications: 1, penalties: 0.1, documents: 1},
	{county: "市场监督管理局", applications: 18, licences: 4000, penalties: 350, coercions: 12, permits: 30, documents: 3},
	{county: "统计局", applications: 1, penalties: 1, documents: 1},
	{county: "医疗保障局", applications: 2, licences: 5, penalties: 6, documents: 3},
	{county: "发展和改革局", prefecture: "发展和改革委员会", province: "发展和改革委员会", applications: 6, licences: 150, penalties: 0.5, documents: 3},
	{county: "城市管理局", applications: 7, licences: 300, penalties: 900, coercions: 60, permits: 15, documents: 2},
	{county: "行政审批局", prefecture: "行政审批服务局", applications: 2, licences: 5000, permits: 10, documents: 1},
	{county: "信访局", applications: 2, documents: 1},
	{county: "工业和信息化局", province: "经济和信息化厅", applications: 2, licences: 10, penalties: 0.3, documents: 2},
	{county: "科学技术局", province: "科学技术厅", applications: 1, licences: 2, documents: 2},
	{county: "林业局", province: "林业和草原局", applications: 4, licences: 80, penalties: 20, coercions: 1, permits: 20, documents: 1},
	{county: "人民防空办公室", applications: 1, licences: 15, penalties: 0.3, permits: 120, documents: 1},
	{county: "机关事务管理局", applications: 0.5, documents: 0.5},
	{county: "税务局", applications: 5, licences: 900, penalties: 500, coercions: 20, documents: 1},
	{county: "气象局", applications: 0.4, licences: 12, penalties: 0.3, documents: 0.5},
	{county: "消防救援大队", prefecture: "消防救援支队", province: "消防救援总队", applications: 3, licences: 90, penalties: 120, coercions: 15, documents: 0.5},
	{county: "民族宗教事务局", applications: 0.5, licences: 6, documents: 0.7},
	{county: "投资促进局", applications: 0.5, documents: 0.5},
	{county: "数据局", prefecture: "数据局", applications: 0.7, documents: 0.7},
	{county: "国有资产监督管理局", prefecture: "国有资产监督管理委员会", province: "国有资产监督管理委员会", applications: 1.5, documents: 1.5},
	{county: "金融工作局", applications: 1, licences: 1, documents: 0.7},
	{county: "体育局", applications: 0.5, licences: 8, penalties: 0.2, documents: 0.7},
	{county: "粮食和物资储备局", applications: 0.4, licences: 2, penalties: 1, documents: 0.5},
	{county: "公共资源交易中心", applications: 1, documents: 0.3},
	{county: "经济开发区管理委员会", applications: 5, licences: 150, penalties: 10, permits: 60, documents: 3},
}

var (
	townshipStems = []string{"太平", "永安", "兴隆", "石桥", "白云", "新华", "龙泉", "双河", "大河", "高桥", "柳林", "青山", "清河", "中兴", "三合", "金星", "东风", "和平"}
	townshipTails = []string{"镇人民政府", "街道办事处", "乡人民政府"}
)

// townshipNames is how many townships of a county have names of their own.
const townshipNames = 54

func townshipName(i int) string {
	stem, round := i%len(townshipStems), i/len(townshipStems)
	return townshipStems[stem] + townshipTails[(stem+round)%len(townshipTails)]
}

// weight is how much larger the figures of a level are than a county's.
func weight(l place.Level) float64 {
	switch l {
	case place.ProvinceLevel:
		return 6
	case place.PrefectureLevel:
		return 2.5
	}
	return 1
}
