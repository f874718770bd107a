package store

import "context"

// view is a table with the names joined in, for people who write SQL.
type view struct {
	Name, Comment, Select string
	Key                   string   // columns that are unique together
	Columns               []column // in the order of Select; types follow from it
}

var views = []view{
	{
		Name:    "figure_source",
		Comment: "数值的出处：原文及其在来源文件中的位置，由 printed 与 layout 展开。Where each figure stands in its document.",
		Key:     "body_id, year, item_id",
		Select: `SELECT p.body_id, p.year, l.item_id, p.report_id, p.text, l.unit, coalesce(p.note, '') AS note,
       l.table_no, l.row_no, l.column_no, l.page_no
FROM (SELECT body_id, year, report_id, layout_id, unnest(string_split(texts, chr(31))) AS text,
             unnest(string_split(notes, chr(31))) AS note, unnest(range(1, len(string_split(texts, chr(31))) + 1)) AS place
      FROM printed) AS p
JOIN layout AS l ON l.layout_id = p.layout_id AND l.place = p.place`,
		Columns: []column{
			{"body_id", "", "机关编号，见 body"},
			{"year", "", "报告年度"},
			{"item_id", "", "单元编号，见 item"},
			{"report_id", "", "报告编号，见 report"},
			{"text", "", "单元格原文"},
			{"unit", "", "原文所印的单位；空串为未印"},
			{"note", "", "单元格中的附注；空串为无"},
			{"table_no", "", "来源文件中的第几个表，从 1 起；0 为不在表中"},
			{"row_no", "", "表中的行，从 1 起；纯文本为行号"},
			{"column_no", "", "表中的列，从 1 起"},
			{"page_no", "", "页码，从 1 起；NULL 为来源不分页"},
		},
	},
	{
		Name:    "figures",
		Comment: "现行报告的全部数值，附机关、单元格名称和原文，供分析。figure with names and printed text.",
		Key:     "body_id, year, cell",
		Select: `SELECT f.body_id, b.name AS body, b.region_code, b.province, f.year, i.form, i.cell, i.label_zh AS label,
       CASE WHEN i.unit = '' THEN s.unit ELSE i.unit END AS unit,
       f.value, f.amount, f.status, s.text, f.report_id
FROM figure AS f
JOIN body AS b ON b.body_id = f.body_id
JOIN item AS i ON i.item_id = f.item_id
JOIN figure_source AS s ON s.body_id = f.body_id AND s.year = f.year AND s.item_id = f.item_id`,
		Columns: []column{
			{"body_id", "", "机关编号，见 body"},
			{"body", "", "机关全称，不含省名"},
			{"region_code", "", "六位行政区划代码；空串为不确定"},
			{"province", "", "省级行政区划全称；空串为未知"},
			{"year", "", "报告年度"},
			{"form", "", "单元格所属表式代码"},
			{"cell", "", "单元格代码：表式/表/行/列"},
			{"label", "", "单元格的中文名称"},
			{"unit", "", "计量单位；表式未规定的为原文所印单位，空串为不明"},
			{"value", "", "件数等整数；NULL 为无数值，原因见 status"},
			{"amount", "", "金额，单位见 unit"},
			{"status", "", statusComment},
			{"text", "", "单元格原文"},
			{"report_id", "", "报告编号，见 report"},
		},
	},
	{
		Name:    "observations",
		Comment: "各机关各年度的指标值，附名称，供分析；跨表式比较前请看 match。observation with names.",
		Key:     "body_id, year, indicator",
		Select: `SELECT n.code AS indicator, n.name_zh AS name, n.unit, o.body_id, b.name AS body, b.region_code, b.province,
       o.year, o.value, o.amount, o.status, o.form, o.match, o.report_id
FROM observation AS o
JOIN indicator AS n ON n.indicator_id = o.indicator_id
JOIN body AS b ON b.body_id = o.body_id`,
		Columns: []column{
			{"indicator", "", "指标代码，如 applications.received"},
			{"name", "", "指标的中文名称"},
			{"unit", "", "计量单位"},
			{"body_id", "", "机关编号，见 body"},
			{"body", "", "机关全称，不含省名"},
			{"region_code", "", "六位行政区划代码；空串为不确定"},
			{"province", "", "省级行政区划全称；空串为未知"},
			{"year", "", "报告年度"},
			{"value", "", "件数等整数；NULL 为无数值，原因见 status"},
			{"amount", "", "金额，单位见 unit"},
			{"status", "", statusComment},
			{"form", "", "所依据的表式代码"},
			{"match", "", "吻合程度，见 indicator_source"},
			{"report_id", "", "报告编号，见 report"},
		},
	},
}

func (l *loading) createViews(ctx context.Context) error {
	for _, v := range views {
		if err := l.exec(ctx, "CREATE VIEW %s AS %s", v.Name, v.Select); err != nil {
			return err
		}
		if err := l.describe(ctx, "VIEW", v.Name, v.Comment, v.Columns); err != nil {
			return err
		}
	}
	return nil
}
