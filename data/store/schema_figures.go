package store

const statusComment = "状态：reported 已报告、blank 空白、not_applicable 不适用（/）、unreadable 无法识读、derived 推算、" +
	"provisional 初步、revised 更正、break 口径变化、suspect 存疑（勾稽不符）；空白、不适用、无法识读的没有数值"

const lettersComment = "A 已报告、M 空白、Z 不适用（/）、L 无法识读、E 推算、P 初步、R 更正、B 口径变化、Q 存疑，空格为无此项"

var itemTable = table{
	Name:    "item",
	Comment: "表格单元，一个法定单元格一行；figure 以 item_id 指向本表。Cells of the statutory forms.",
	Key:     "item_id",
	Columns: []column{
		{"item_id", integer, "单元编号，即其在目录中的次序，从 0 起"},
		{"cell", text, "单元格代码：表式/表/行/列"},
		{"form", text, "表式代码"},
		{"table_code", text, "表代码：t2.art20_1 等、t3、t4"},
		{"row_code", text, "行代码"},
		{"column_code", text, "列代码"},
		{"label_zh", text, "单元格的中文名称；表式以外的单元格为其代码"},
		{"label_en", text, "单元格的英文名称"},
		{"unit", text, "表式规定的计量单位；空串为表式未规定"},
		{"money", yes, "是否为金额：金额在 figure.amount，件数在 figure.value"},
	},
}

var figureTable = table{
	Name:    "figure",
	Comment: "现行报告的全部数值，一个单元格一行，依单元、年度、机关排列；零是数值，空白不是零。Every cell of the current reports.",
	Key:     "item_id, year, body_id",
	Columns: []column{
		{"item_id", integer, "单元编号，见 item"},
		{"year", year, "报告年度"},
		{"body_id", integer, "机关编号，见 body"},
		{"report_id", integer, "报告编号，见 report"},
		{"value", count, "件数等整数；NULL 为无数值，原因见 status"},
		{"amount", money, "金额，单位为 item.unit；表式未规定单位的照原文，其单位见 figure_source.unit"},
		{"status", statusType, statusComment},
	},
}

var printedTable = table{
	Name:    "printed",
	Comment: "现行报告各单元格的原文，一份报告一行；按单元格展开的见视图 figure_source。What each current report prints.",
	Key:     "body_id, year",
	Columns: []column{
		{"body_id", integer, "机关编号，见 body"},
		{"year", year, "报告年度"},
		{"report_id", integer, "报告编号，见 report"},
		{"layout_id", integer, "版面编号，见 layout"},
		{"texts", text, "各单元格原文，依版面中的次序，以 U+001F 分隔"},
		{"notes", text, "各单元格的附注，分隔同上；NULL 为全无"},
	},
}

var layoutTable = table{
	Name:    "layout",
	Comment: "版面：单元格在来源文件中的位置；版面相同的报告共用一个。Where cells stand in documents; shared by reports that print them alike.",
	Key:     "layout_id, place",
	Columns: []column{
		{"layout_id", integer, "版面编号，依最先采用的报告排列，从 1 起"},
		{"place", integer, "在 printed.texts 中的次序，从 1 起"},
		{"item_id", integer, "单元编号，见 item"},
		{"unit", text, "原文所印的单位；空串为未印"},
		{"table_no", integer, "来源文件中的第几个表，从 1 起；0 为不在表中"},
		{"row_no", integer, "表中的行，从 1 起；纯文本为行号"},
		{"column_no", integer, "表中的列，从 1 起"},
		{"page_no", integer, "页码，从 1 起；NULL 为来源不分页"},
	},
}

var localTable = table{
	Name:    "local_row",
	Comment: "表式以外的行：现行报告印出而法定表式没有的数字，照原文保留，一个单元格一行。Printed figures that no statutory form has.",
	Key:     "body_id, year, table_no, row_no, column_no",
	Columns: []column{
		{"body_id", integer, "机关编号，见 body"},
		{"year", year, "报告年度"},
		{"report_id", integer, "报告编号，见 report"},
		{"label", text, "行的名称，照原文"},
		{"heading", text, "列的名称，照原文；空串为未印"},
		{"unit", text, "所印的单位；空串为未印"},
		{"text", text, "单元格原文"},
		{"value", money, "数值；NULL 为空白或无法识读"},
		{"table_no", integer, "来源文件中的第几个表，从 1 起；0 为不在表中"},
		{"row_no", integer, "表中的行，从 1 起；纯文本为行号"},
		{"column_no", integer, "表中的列，从 1 起"},
	},
}

var indicatorTable = table{
	Name:    "indicator",
	Comment: "指标目录：跨表式统一的指标。The indicator catalogue.",
	Key:     "indicator_id",
	Columns: []column{
		{"indicator_id", integer, "指标编号，即其在目录中的次序，从 0 起"},
		{"code", text, "指标代码，如 applications.received"},
		{"name_zh", text, "中文名称"},
		{"name_en", text, "英文名称"},
		{"unit", text, "observation 中的计量单位"},
		{"kind", text, "类型：flow 当年数、stock 年末数、mixed 兼有、money 金额"},
		{"comparability", text, "可比性说明（英文）"},
		{"explanation", text, "含义与可比性；空串为无"},
	},
}

var indicatorSourceTable = table{
	Name:    "indicator_source",
	Comment: "各表式如何得出指标：单元格之和。How each form feeds an indicator.",
	Key:     "indicator_id, form",
	Columns: []column{
		{"indicator_id", integer, "指标编号，见 indicator"},
		{"form", text, "表式代码"},
		{"match", text, "吻合程度：exact 相同、near 相近（可衔接）、partial 部分、broader 较宽（不可衔接）"},
		{"cells", text, "相加的单元格代码，以空格分隔；系数不为 1 时写作 系数*代码"},
		{"note", text, "说明（英文）；空串为无"},
	},
}

var ratioTable = table{
	Name:    "ratio",
	Comment: "比率目录：分子指标之和除以分母指标之和。Ratios of sums of indicators.",
	Key:     "ratio_id",
	Columns: []column{
		{"ratio_id", integer, "比率编号，即其在目录中的次序，从 0 起"},
		{"code", text, "比率代码，如 rate.disclosure"},
		{"name_zh", text, "中文名称"},
		{"name_en", text, "英文名称"},
		{"numerator", text, "分子的指标代码，以空格分隔；@ 后为申请人列"},
		{"denominator", text, "分母的指标代码，以空格分隔"},
		{"scale", integer, "倍数：100 为百分比"},
		{"unit", text, "单位"},
		{"valid_for", text, "适用的表式代码，以空格分隔"},
		{"note", text, "说明（英文）；空串为无"},
		{"explanation", text, "含义与可比性；空串为无"},
	},
}

var observationTable = table{
	Name:    "observation",
	Comment: "各现行报告的指标值，依指标、年度、机关排列；报告缺任一单元格的没有行，任一单元格无数值的为 NULL，从不以部分之和充全数。Indicators of the current reports.",
	Key:     "indicator_id, year, body_id",
	Columns: []column{
		{"indicator_id", integer, "指标编号，见 indicator"},
		{"year", year, "报告年度"},
		{"body_id", integer, "机关编号，见 body"},
		{"report_id", integer, "报告编号，见 report"},
		{"form", formType, "所依据的表式代码"},
		{"match", matchType, "吻合程度，见 indicator_source"},
		{"value", count, "件数等整数；NULL 为无数值"},
		{"amount", money, "金额，单位为 indicator.unit；单位不明的金额为 NULL"},
		{"status", statusType, statusComment},
	},
}

var distributionTable = table{
	Name: "distribution",
	Comment: "各组机关的指标分布：同省（或全国）、同级、同类型、同表式、同口径的机关为一组；只计有数值且不存疑的，口径不同的不合并。四分位数按线性插值（Hyndman 与 Fan 1996，第 7 种）。" +
		"Distribution of each indicator over groups of bodies of one kind.",
	Key: "province, level, kind, year, form, scope, indicator_id",
	Columns: []column{
		{"province", text, "省级行政区划全称；全国 为不分省；空串为未知"},
		{"level", text, "所在行政区划的级别，见 body"},
		{"kind", text, "机关类型，见 body"},
		{"year", year, "报告年度"},
		{"form", formType, "表式代码"},
		{"scope", text, "口径，见 report"},
		{"indicator_id", integer, "指标编号，见 indicator"},
		{"reports", integer, "有该指标的现行报告份数"},
		{"n", integer, "其中有数值且不存疑的份数，以下各列据此"},
		{"total", totals, "合计；n 为 0 时以下各列为 NULL；单位为 indicator.unit"},
		{"minimum", extremes, "最小值"},
		{"lower_quartile", quartiles, "下四分位数"},
		{"median", quartiles, "中位数"},
		{"upper_quartile", quartiles, "上四分位数"},
		{"maximum", extremes, "最大值"},
	},
}
