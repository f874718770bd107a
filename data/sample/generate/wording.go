package main

import (
	"fmt"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// block is a heading, a paragraph or a table.
type block struct {
	heading   string
	paragraph string
	table     *table
}

// document is a report ready to be written in any format.
type document struct {
	title  string
	blocks []block
}

// compose words a report: its six sections in neutral sentences of ours, with
// no figure that its tables do not hold.
func compose(r *report, f *form.Form) document {
	d := document{title: r.body + r.year + "年政府信息公开工作年度报告"}
	say := func(text string) {
		if text != "" {
			d.blocks = append(d.blocks, block{paragraph: text})
		}
	}
	head := func(text string) { d.blocks = append(d.blocks, block{heading: text}) }
	put := func(t table) {
		if len(t.rows) > 0 {
			d.blocks = append(d.blocks, block{table: &t})
		}
	}

	region := regions[r.code]
	say(fmt.Sprintf("本报告依据《中华人民共和国政府信息公开条例》编制，列出%s%s%s年政府信息公开工作的主要数据，统计期限自%s年1月1日起至%s年12月31日止。",
		region.full, r.body, r.year, r.year, r.year))
	if r.organ == "" && r.year == checkedYear {
		say(region.consolidated)
	}
	say(notice(r))

	head("一、总体情况")
	for _, s := range summary(r) {
		say(s)
	}
	for _, section := range []struct{ number, title string }{{"二", "主动公开政府信息情况"}, {"三", ""}, {"四", ""}} {
		var tables []*form.Table
		for _, t := range f.Tables {
			if t.Section == section.number {
				tables = append(tables, t)
			}
		}
		if section.title != "" {
			head(section.number + "、" + section.title)
			put(disclosureTable(r, tables))
			continue
		}
		for _, t := range tables {
			head(section.number + "、" + t.Title)
			put(matrix(r, t))
		}
	}
	head("五、存在的主要问题及改进情况")
	say("样例不复述原报告的这一部分，请查阅原报告。")
	head("六、其他需要报告的事项")
	say("样例不复述原报告的这一部分，请查阅原报告。")
	return d
}

// notice says what the document is, and where its figures are from.
func notice(r *report) string {
	s := "样例说明：本文件由 gongkai 项目编制，供初次使用时演示；文字为项目撰写，表中数字取自公开发布的《" + r.sourceTitle + "》"
	if r.sourceAddress != "" {
		s += "（" + r.sourceAddress + "）"
	}
	s += "，一切以原报告为准。"
	if r.partial {
		s += "项目只掌握原报告的一部分数据，未掌握的行和表没有列出。"
	}
	if strings.Contains(strings.Join(values(r.printed), ""), unclear) {
		s += "标有“" + strings.Trim(unclear, "（）") + "”的单元格，公开文本有不止一种读法。"
	}
	return s
}

func values(m map[data.Cell]string) []string {
	var list []string
	for _, v := range m {
		list = append(list, v)
	}
	return list
}

// summary words the counts of sections three and four, as far as the tables
// print them.
func summary(r *report) []string {
	count := func(table, row, column string) (string, bool) {
		v, ok := r.counts[data.NewCell(r.form, table, row, column)]
		return v, ok
	}
	var lines []string
	received, ok1 := count("t3", "received", "total")
	carried, ok2 := count("t3", "carried_in", "total")
	concluded, ok3 := count("t3", "concluded", "total")
	onward, ok4 := count("t3", "carried_out", "total")
	switch {
	case ok1 && ok2 && ok3 && ok4:
		lines = append(lines, fmt.Sprintf("（一）依申请公开。本年新收政府信息公开申请%s件，上年结转%s件；本年度办理%s件，结转下年度%s件。", received, carried, concluded, onward))
	case ok1:
		lines = append(lines, fmt.Sprintf("（一）依申请公开。本年新收政府信息公开申请%s件。", received))
	default:
		lines = append(lines, "（一）依申请公开。有关数据见第三部分。")
	}
	review, ok1 := count("t4", "cases", "review.total")
	direct, ok2 := count("t4", "cases", "lit_direct.total")
	after, ok3 := count("t4", "cases", "lit_after.total")
	if ok1 && ok2 && ok3 {
		lines = append(lines, fmt.Sprintf("（二）行政复议和行政诉讼。因政府信息公开提起的行政复议%s件；未经复议直接起诉%s件，复议后起诉%s件。", review, direct, after))
	} else {
		lines = append(lines, "（二）行政复议和行政诉讼。有关数据见第四部分。")
	}
	return lines
}
