package store

import (
	"slices"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// table describes one table of a snapshot. The comments are the data
// dictionary: every table and column has one.
type table struct {
	Name    string
	Comment string
	Key     string // columns that are unique together, and by which the rows are sorted
	Columns []column
}

type column struct{ Name, Type, Comment string }

// SQL types. money holds 18 digits before the point and 10 behind it: amounts
// printed in 元 with six decimals stay exact in 万元. What repeats in hundreds
// of millions of rows is an ENUM: a text to who asks, a byte in the file.
const (
	integer = "INTEGER"
	year    = "SMALLINT"
	count   = "BIGINT"
	money   = "DECIMAL(28,10)"
	text    = "VARCHAR"
	yes     = "BOOLEAN"

	statusType = "observation_status"
	formType   = "form_code"
	matchType  = "match_kind"
)

const moneyScale = 10

// Types of distribution, which hold counts of 19 digits and amounts alike.
const (
	totals    = "DECIMAL(38,10)"
	extremes  = "DECIMAL(29,10)"
	quartiles = "DECIMAL(31,12)"
)

// schema is the tables of a snapshot by how they are filled.
type schema struct {
	direct   []table // row by row, once
	byReport []table // with the reports as they come
	currents []table // the same, of current reports only
	derived  []table // from those before
}

func newSchema(c *form.Catalogue) schema {
	s := schema{
		direct:   []table{metaTable, bodyTable, changeTable, residentsTable, rejectedTable, verdictTable, itemTable, indicatorTable, indicatorSourceTable, ratioTable},
		byReport: []table{reportTable, findingTable},
		currents: []table{localTable, wideObservationTable(c)},
		derived:  []table{revisionTable, layoutTable, printedTable, figureTable, observationTable, distributionTable},
	}
	for _, f := range c.Forms {
		s.currents = append(s.currents, wideTable(f))
	}
	return s
}

// isDerived reports whether a table's rows are as unique as other tables' are.
func (s schema) isDerived(t table) bool {
	return t.Name == "finding" || slices.ContainsFunc(s.derived, func(d table) bool { return d.Name == t.Name })
}

var plainName = strings.NewReplacer("/", "_", ".", "_")

// WideName is the name of a form's wide table, for example wide_gov2021.
func WideName(formID string) string { return "wide_" + plainName.Replace(formID) }

// IndicatorColumn is an indicator's column in wide_observation, for example
// applications_received.
func IndicatorColumn(code string) string { return plainName.Replace(code) }

// CellColumn is a cell's column in the wide table of its form, for example
// t3_received_total.
func CellColumn(c data.Cell) string {
	_, name, _ := strings.Cut(string(c), "/")
	return plainName.Replace(name)
}

// wideKey is the key of each wide table.
const wideKey = "body_id, year"

// Columns of the wide tables before their cells or indicators.
const (
	wideKeys     = 3
	observedKeys = 5
)

// wideTable has a column for each cell of a form, for example t3_received_total.
func wideTable(f *form.Form) table {
	t := table{
		Name:    WideName(f.ID),
		Comment: f.NameZH + "的宽表：每份现行报告一行、每个单元格一列，用于查看单个机关；无数值为 NULL，其状态见 marks。One row a current report, one column a cell.",
		Key:     wideKey,
		Columns: []column{
			{"body_id", integer, "机关编号，见 body"},
			{"year", year, "报告年度"},
			{"report_id", integer, "报告编号，见 report"},
		},
	}
	for _, cell := range f.Cells() {
		kind := count
		if cell.Money() {
			kind = money
		}
		t.Columns = append(t.Columns, column{CellColumn(cell.Cell), kind, cell.Label().ZH})
	}
	t.Columns = append(t.Columns, column{"marks", text, "各单元格的状态，依次一格一个字母：" + lettersComment})
	return t
}

// wideObservationTable has a column for each indicator, for example
// applications_received.
func wideObservationTable(c *form.Catalogue) table {
	t := table{
		Name:    "wide_observation",
		Comment: "指标宽表：每份现行报告一行、每个指标一列，依机关、年度排列，用于查看单个机关；无数值为 NULL，其状态见 marks。observation with one row a current report.",
		Key:     wideKey,
		Columns: []column{
			{"body_id", integer, "机关编号，见 body"},
			{"year", year, "报告年度"},
			{"report_id", integer, "报告编号，见 report"},
			{"form", text, "表式代码，如 gov2021"},
			{"scope", text, "口径，见 report"},
		},
	}
	for _, i := range c.Indicators {
		kind := count
		if i.Money() {
			kind = money
		}
		t.Columns = append(t.Columns, column{IndicatorColumn(i.Code), kind, i.NameZH})
	}
	t.Columns = append(t.Columns, column{"marks", text, "各指标的状态，依 indicator_id 一项一个字母：" + lettersComment})
	return t
}

var metaTable = table{
	Name:    "meta",
	Comment: "本快照的说明，一行。What this snapshot is; one row.",
	Key:     "number",
	Columns: []column{
		{"number", integer, "快照序号，依发布先后"},
		{"published", "TIMESTAMP", "发布时间，UTC"},
		{"format", integer, "表结构版本"},
		{"program", text, "生成本快照的程序版本"},
		{"duckdb", text, "生成本快照的 DuckDB 版本"},
		{"generated", yes, "是否为模拟数据：是则全部报告均由程序编造，不得引用"},
	},
}

var bodyTable = table{
	Name:    "body",
	Comment: "报告机关，一个机关一行。Reporting bodies.",
	Key:     "body_id",
	Columns: []column{
		{"body_id", integer, "机关编号，本快照内有效；跨快照请用 key"},
		{"key", text, "机关的固定标识：区划代码:名称"},
		{"name", text, "机关全称，不含省名"},
		{"region_code", text, "六位行政区划代码（GB/T 2260）；空串为不确定"},
		{"organ", text, "部门名称；空串为政府本身"},
		{"level", text, "所在行政区划的级别：province 省、prefecture 地、county 县；空串为未知"},
		{"province", text, "省级行政区划全称；空串为未知"},
		{"prefecture", text, "地级行政区划全称；空串为未知或不属地级"},
		{"reports", integer, "现行报告份数"},
		{"first_year", year, "最早的报告年度"},
		{"last_year", year, "最近的报告年度"},
		{"sample", yes, "现行报告是否全为程序自带的样例"},
		{"kind", text, "机关类型，供同类比较：政府、乡镇街道，或部门名称如 教育局"},
		{"pinyin", text, "名称的拼音，不带声调和空格，ü 作 v，供查找"},
		{"initials", text, "名称各字拼音的首字母，供查找"},
	},
}

var residentsTable = table{
	Name:    "residents",
	Comment: "政府所辖行政区划的常住人口，限已知的年度；需参考资料包。Residents of the divisions of governments.",
	Key:     "body_id, year",
	Columns: []column{
		{"body_id", integer, "机关编号，见 body；仅限政府或其办公机构"},
		{"year", year, "年度"},
		{"residents", count, "常住人口，人"},
		{"source", text, "数据来源"},
	},
}

var changeTable = table{
	Name:    "body_change",
	Comment: "行政区划合并、拆分：此后该机关的数字属于另一区域，数列在此断开；改名、改代码的不在此列，数列延续。需参考资料包。Merges and splits that end comparability.",
	Key:     "body_id, year, text_zh",
	Columns: []column{
		{"body_id", integer, "机关编号，见 body"},
		{"year", year, "变更后的第一个年度"},
		{"relation", text, "merge 并入、split 分设、partial 部分划转"},
		{"text_zh", text, "中文说明"},
		{"text_en", text, "英文说明"},
	},
}

var rejectedTable = table{
	Name:    "rejected",
	Comment: "未能载入的文件，一个文件（或文件中的一份报告）一行；后来载入成功的不在此列。Files that were not taken in.",
	Key:     "rejected_id",
	Columns: []column{
		{"rejected_id", integer, "编号，依先后，从 1 起"},
		{"file", text, "文件名，照原样"},
		{"sha256", text, "文件的 SHA-256"},
		{"rejected_at", "TIMESTAMP", "时间，UTC"},
		{"code", text, "原因代码，如 no_tables"},
		{"reason_zh", text, "原因和处理办法"},
		{"reason_en", text, "原因和处理办法（英文）"},
		{"body_id", integer, "机关编号，见 body；NULL 为不能确定，或该机关没有任何已载入的报告"},
		{"body_name", text, "文件所示的机关名称；空串为不能确定"},
		{"year", year, "报告年度；NULL 为不能确定"},
	},
}

var reportTable = table{
	Name:    "report",
	Comment: "载入的年度报告，一份一行；被更正的旧报告仍保留，superseded_by 指向现行的一份。Reports; superseded ones stay.",
	Key:     "report_id",
	Columns: []column{
		{"report_id", integer, "报告编号，本快照内有效"},
		{"body_id", integer, "机关编号，见 body"},
		{"year", year, "报告年度（不是发布年度）"},
		{"form", text, "表式代码，如 gov2021"},
		{"scope", text, "口径：own 本机关、consolidated 汇总、unknown 未说明"},
		{"title", text, "报告标题，照原文"},
		{"published", "DATE", "报告发布日期；NULL 为文中未写"},
		{"address", text, "联系地址，照原文；空串为未印"},
		{"telephone", text, "联系电话，以空格分隔；空串为未印"},
		{"code_then", text, "报告年度时的区划代码，与 body.region_code 相同的为空串"},
		{"source_file", text, "来源文件名"},
		{"source_sha256", text, "来源文件的 SHA-256"},
		{"source_format", text, "来源文件格式：docx、html、pdf 等"},
		{"arrived", "TIMESTAMP", "首次收到来源文件的时间，UTC；NULL 为未知"},
		{"sample", yes, "是否为程序自带的样例"},
		{"print", text, "表三（没有表三或其数字太少的，为全表）非零数字的指纹：同年度指纹相同的报告数字雷同；空串为数字太少，相同也不足为奇"},
		{"superseded_by", integer, "取代本报告的现行报告编号；NULL 为现行"},
		{"figures", integer, "有数值的单元格数"},
		{"failed", integer, "未通过的核验项数，只计必须成立的（hard）"},
	},
}

var findingTable = table{
	Name:    "finding",
	Comment: "核验结果，一份报告的一项核验一行。What the audit says of each report.",
	Key:     "finding_id",
	Columns: []column{
		{"finding_id", integer, "核验结果编号，本快照内有效"},
		{"report_id", integer, "报告编号，见 report"},
		{"body_id", integer, "机关编号，见 body"},
		{"year", year, "报告年度"},
		{"check_id", text, "核验项代码，如 t3.balance"},
		{"place", text, "核验所在的行或列代码"},
		{"state", text, "结果：ok 通过、failed 未通过、not_assessable 无法核验、waived 免核"},
		{"severity", text, "性质：hard 必须成立、soft 通常成立、note 提示"},
		{"detail", text, "说明"},
		{"cells", text, "涉及的单元格代码，以空格分隔"},
		{"others", text, "与之比较的其他报告的单元格，写作 机关标识@年度@单元格代码，以空格分隔"},
		{"verdict_id", integer, "state 为 waived 时，免核它的决定，见 verdict；否则为 NULL"},
	},
}
