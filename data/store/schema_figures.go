package store

const statusComment = "状态：reported 已报告、blank 空白、not_applicable 不适用（/）、unreadable 无法识读、derived 推算、" +
	"provisional 初步、revised 更正、break 口径变化、suspect 存疑（勾稽不符）；空白、不适用、无法识读的没有数值"

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
		{"status", text, statusComment},
	},
}

var figureSourceTable = table{
	Name:    "figure_source",
	Comment: "数值的出处：原文及其在来源文件中的位置，依机关、年度、单元排列。Where each figure stands in its document.",
	Key:     "body_id, year, item_id",
	Columns: []column{
		{"body_id", integer, "机关编号，见 body"},
		{"year", year, "报告年度"},
		{"item_id", integer, "单元编号，见 item"},
		{"report_id", integer, "报告编号，见 report"},
		{"text", text, "单元格原文"},
		{"unit", text, "原文所印的单位；空串为未印"},
		{"note", text, "单元格中的附注；空串为无"},
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
		{"form", text, "所依据的表式代码"},
		{"match", text, "吻合程度，见 indicator_source"},
		{"value", count, "件数等整数；NULL 为无数值"},
		{"amount", money, "金额，单位为 indicator.unit；单位不明的金额为 NULL"},
		{"status", text, statusComment},
	},
}
