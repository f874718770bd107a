package export

import (
	"fmt"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/store"
)

// statuses are those that figures have, in the order of the dictionary.
var statuses = []data.Status{data.Reported, data.Blank, data.NotApplicable, data.Unreadable, data.Derived,
	data.Provisional, data.Revised, data.Break, data.Suspect}

// dictionary writes the data dictionary, in Markdown.
type dictionary struct {
	strings.Builder
	*Manifest
	catalogue *form.Catalogue
	snapshot  *store.Snapshot
}

func dictionaryOf(m *Manifest, c *form.Catalogue, s *store.Snapshot) string {
	d := &dictionary{Manifest: m, catalogue: c, snapshot: s}
	d.opening()
	d.states()
	d.overview()
	d.forms()
	d.breaks()
	d.indicators()
	d.columns()
	return d.String()
}

func (d *dictionary) line(format string, args ...any) { fmt.Fprintf(d, format+"\n", args...) }

// row writes a row of a table.
func (d *dictionary) row(cells ...string) {
	for _, c := range cells {
		d.WriteString("| " + strings.NewReplacer("|", `\|`, "\n", " ").Replace(c) + " ")
	}
	d.WriteString("|\n")
}

// head begins a table.
func (d *dictionary) head(cells ...string) {
	d.WriteByte('\n')
	d.row(cells...)
	d.WriteString(strings.Repeat("|---", len(cells)) + "|\n")
}

func (d *dictionary) opening() {
	example := "`SELECT * FROM read_parquet('figure/*/*.parquet', hive_partitioning = true) WHERE year = 2024`"
	if d.Format == store.CSV {
		example = "`SELECT * FROM read_csv('figure/*/*.csv', hive_partitioning = true) WHERE year = 2024`"
	}
	d.line("# 数据字典 Data dictionary\n")
	if d.Snapshot.Generated {
		d.line("**模拟数据：全部报告由程序编造，不得引用。Made-up data: every report was generated, and means nothing.**\n")
	}
	d.line("政府信息公开工作年度报告的数据，由公开 gongkai 导出。属于哪个快照、各文件的 SHA-256 和行数见 %s；同样的报告得到逐字节相同的表文件。", ManifestFile)
	d.line("Figures of annual reports on government information disclosure, exported by gongkai. %s says of which snapshot, with SHA-256 and rows of each file; the same reports give the same bytes.\n", ManifestFile)
	d.line("- 按年度分目录的表，年度 year 只在目录名 `year=2024` 中，不在文件里。Tables by year have the column year in the name of the folder only. %s", example)
	d.line("- 编号（body_id、report_id 等）只在本快照内有效；跨快照请用 body.key 和 report.source_sha256。Ids hold within one snapshot; across snapshots use body.key and report.source_sha256.")
	d.line("- 零是数值，空白不是零：没有数值的为 NULL，原因见状态。A zero is a value and a blank is not: without a number it is NULL, and the status says why.")
	d.line("- printed.texts 是一份报告各格的原文，依 layout.place 的次序，以 U+001F 分隔。printed.texts are a report's cells as printed, in the order of layout.place, apart by U+001F.")
	if d.Format == store.CSV {
		d.line("- CSV 为 UTF-8（带 BOM）；会被表格软件当作公式的文字前加了撇号，负数除外。UTF-8 with a byte order mark; text that would run as a formula begins with an apostrophe, negative numbers do not.")
	}
}

func (d *dictionary) states() {
	d.line("\n## 观测状态 Observation status\n\n字母依 SDMX CL_OBS_STATUS；wide_* 各表的 marks 列一格一个字母。Letters follow SDMX CL_OBS_STATUS; marks of the wide tables has one for each cell.")
	d.head("状态 status", "SDMX", "含义", "meaning", "有数值 has a number")
	for _, s := range statuses {
		has := "否 no"
		if s.HasValue() {
			has = "是 yes"
		}
		d.row("`"+string(s)+"`", s.Letter(), s.Name().ZH, s.Name().EN, has)
	}
}

func (d *dictionary) overview() {
	d.line("\n## 表 Tables")
	d.head("表 table", "说明 what it holds", "行 rows", "主键与次序 key and order", "文件 files")
	for _, t := range d.Tables {
		files := fmt.Sprintf("%s.%s", t.Name, d.Format)
		if t.ByYear {
			files = fmt.Sprintf("%s/year=*/part-0.%s", t.Name, d.Format)
		}
		d.row("`"+t.Name+"`", t.Comment, fmt.Sprint(t.Rows), t.Key, files)
	}
}

func (d *dictionary) forms() {
	d.line("\n## 表式 Forms")
	d.head("代码 code", "名称", "name", "文号 document", "年度 years")
	for _, f := range d.catalogue.Forms {
		years := fmt.Sprintf("%d–", f.YearFrom)
		if f.YearTo != 0 {
			years += fmt.Sprint(f.YearTo)
		}
		d.row("`"+f.ID+"`", f.NameZH, f.NameEN, f.DocNo, years)
	}
}

func (d *dictionary) breaks() {
	d.line("\n## 法规与表式的变化 Changes of law and form")
	d.head("日期 date", "变化", "影响", "change", "effect", "涉及指标 indicators")
	for _, b := range d.catalogue.Legal {
		d.row(b.Date, b.WhatZH, b.EffectZH, b.WhatEN, b.EffectEN, strings.Join(b.Indicators, " "))
	}
}

func (d *dictionary) indicators() {
	d.line("\n## 指标 Indicators\n\n各表式的吻合程度：exact 相同，near 相近（可衔接），partial 部分、broader 较宽（均不可衔接）；相邻两个表式不同为 exact 的，数列在其间断开或须注明。")
	d.line("How a form feeds an indicator: exact; near (joins, with a note); partial and broader (do not join). Between two forms that are not both exact the series breaks or bears a mark. 断点 lists the changes of law that concern it.")
	d.head("代码 code", "名称", "name", "单位 unit", "类型 kind", "表式 forms", "断点 breaks", "含义")
	for _, i := range d.catalogue.Indicators {
		if _, held := d.snapshot.Indicator(i.Code); !held {
			continue
		}
		var forms, breaks []string
		for k := range i.Sources {
			s := &i.Sources[k]
			forms = append(forms, fmt.Sprintf("%s %s: %s", s.Form, s.Match, cellsOf(s)))
		}
		for k := range d.catalogue.Legal {
			if b := &d.catalogue.Legal[k]; b.Touches(i.Code) {
				breaks = append(breaks, b.Date)
			}
		}
		d.row("`"+i.Code+"`", i.NameZH, i.NameEN, store.Unit(i), i.Kind, strings.Join(forms, "; "), strings.Join(breaks, " "), i.Explanation)
	}
}

// cellsOf writes the sum that a form feeds an indicator with, without the form.
func cellsOf(s *form.Source) string {
	var b strings.Builder
	for i, t := range s.Terms {
		if i > 0 {
			b.WriteString(" + ")
		}
		if t.Coef != 1 {
			fmt.Fprintf(&b, "%d × ", t.Coef)
		}
		b.WriteString(t.Table + "/" + t.Row + "/" + t.Column)
	}
	return b.String()
}

func (d *dictionary) columns() {
	d.line("\n## 列 Columns")
	for _, t := range d.Tables {
		d.line("\n### %s\n\n%s", t.Name, t.Comment)
		d.head("列 column", "类型 type", "说明")
		for _, c := range t.Columns {
			if t.ByYear && c.Name == "year" {
				c.Comment += "（在目录名中 in the folder's name）"
			}
			d.row("`"+c.Name+"`", c.Type, c.Comment)
		}
	}
}
