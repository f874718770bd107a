package recognise

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
)

// said writes what is found as "item=value", sorted.
func said(found map[string]*stated) string {
	var words []string
	for _, item := range slices.Sorted(maps.Keys(found)) {
		words = append(words, fmt.Sprintf("%s=%s", item, found[item].value))
	}
	return strings.Join(words, " ")
}

func TestProse(t *testing.T) {
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"2016年，我镇主动公开政府信息 1,853 条。":                           "proactive=1853",
		"全年共主动公开政府信息３４６０条，其中通过政府网站主动公开信息3000条。":               "proactive=3460",
		"全年主动公开政府信息约300条。":                                    "",
		"全年主动公开政府信息300余条。":                                    "",
		"累计主动公开信息5395条。":                                      "",
		"截至2016年12月31日，主动公开信息5395条。":                          "",
		"2015年主动公开政府信息12条，2016年主动公开政府信息20条。":                  "", // two years in one sentence
		"2015年主动公开政府信息12条。本年主动公开政府信息20条。":                     "proactive=20",
		"主动公开政府信息20条。……主动公开政府信息21条。":                          "", // it contradicts itself
		"主动公开政府信息比上年增加20条。":                                   "",
		"收到政府信息公开申请21件，其中同意公开17件，同意部分公开2件，不予公开2件。":            "granted=17 partial=2 received=21 refused=2",
		"共受理公民、法人和其他组织提出的政府信息公开申请7件，其中当面申请3件。":                "received=7",
		"收到依申请公开政府信息申请4宗，全部按时答复，不同意公开0宗。":                     "received=4 refused=0",
		"2016年未收到公民、法人或者其他组织要求公开政府信息的申请。":                     "received=0",
		"本年未收到政府信息公开申请，未发生因政府信息公开申请行政复议、提起行政诉讼的情况。":           "litigation=0 received=0 review=0",
		"因政府信息公开被申请行政复议3件，提起行政诉讼1起。":                          "litigation=1 review=3",
		"全年办理行政复议案件56件，应诉行政诉讼案件40件。":                          "", // not about disclosure
		"四、行政复议、行政诉讼情况\n2016年行政复议2件，行政诉讼0件。":                  "litigation=0 review=2",
		"因政府信息公开引起的行政复议、行政诉讼均为0件。":                            "litigation=0 review=0",
		"上年结转政府信息公开申请3件。":                                     "",
		"计划主动公开政府信息200条。":                                     "",
		"要求各单位做好信息公开申请受理工作，电话0591-23165006，2016年1月1日至12月31日。": "",
		"收到政府信息公开申请12件。2014年收到政府信息公开申请30件。":                   "received=12",
	} {
		if got := said(readProse(c.Prose, strings.Split(text, "\n"), 2016)); got != want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", text, got, want)
		}
	}
}

const village = `平潭县敖东镇2016年政府信息公开工作年度报告
根据《中华人民共和国政府信息公开条例》，现公布平潭县敖东镇2016年政府信息公开工作年度报告。
一、概述
2016年我镇认真开展政府信息公开工作。
二、主动公开政府信息情况
2016年，我镇主动公开政府信息36条。
三、依申请公开情况
2016年，我镇收到政府信息公开申请2件，其中同意公开1件，不予公开1件。
四、复议诉讼情况
2016年，没有因政府信息公开引起的行政复议和行政诉讼。
`

// A report without tables gives what its sentences state, with the sentence.
func TestTextOnly(t *testing.T) {
	r, _ := recogniser(t)
	got, err := reports(t, r, village)
	if err != nil {
		t.Fatal(err)
	}
	rep := got[0]
	values := map[string]string{}
	for _, f := range rep.Figures {
		values[f.Cell.Row()] = f.Value.String()
		if f.Status != data.Derived || !strings.Contains(f.Text, f.Value.String()) && !f.Value.IsZero() || f.At.Row == 0 {
			t.Errorf("%+v", f)
		}
	}
	want := map[string]string{"proactive": "36", "received": "2", "granted": "1", "refused": "1", "review": "0", "litigation": "0"}
	if rep.Form != "pre2014.text" || rep.Year != 2016 || !maps.Equal(values, want) {
		t.Errorf("%s %d %v", rep.Form, rep.Year, values)
	}
	// since 2019 other tables make it a report that is not understood
	strange := strings.ReplaceAll(village, "2016", "2022") + "\n\t甲\n\t乙\n" + strings.Repeat("\n\t甲\n\t1\n", 15)
	if _, err := reports(t, r, strange); data.Code(err) != "unknown_form" {
		t.Error(err)
	}
	// a page of links states nothing
	if _, err := reports(t, r, "平潭县2016年政府信息公开工作年度报告\n附件下载：报告.docx\n"); data.Code(err) != "not_a_report" {
		t.Error(err)
	}
}

// What a table prints stands; prose fills only what it does not print.
func TestProseFillsGaps(t *testing.T) {
	r, _ := recogniser(t)
	const top = "<h1>平潭县2016年政府信息公开工作年度报告</h1><p>一、概述</p><p>主动公开政府信息50条。收到政府信息公开申请9件，其中同意公开4件。</p>"
	got, err := reports(t, r, "<html>"+top+`<table><tr><td>指标名称<td>计量单位<td>2016年度<td>历年累计
		<tr><td>主动公开信息数<td>条<td>49<td>90
		<tr><td>受理依申请公开信息总数<td>件<td><td>12
		<tr><td>其中：1.当面申请数<td>件<td>1<td>1
		<tr><td>行政复议数<td>件<td>0<td>0
		<tr><td>3.信函、传真申请数<td>件<td>5<td>6</table>`)
	if err != nil {
		t.Fatal(err)
	}
	rep := got[0]
	for cell, want := range map[data.Cell]string{
		"pre2014.fj/p/1/year":       "49 reported",
		"pre2014.fj/p/1/cumulative": "90 reported",
		"pre2014.fj/p/2/year":       "- blank",
		"pre2014.fj/p/2/cumulative": "12 reported",
		"pre2014.fj/p/3.1/year":     "4 derived",
	} {
		f := rep.Figure(cell)
		if f == nil {
			t.Errorf("%s is not there", cell)
			continue
		}
		value := "-"
		if f.Value != nil {
			value = f.Value.String()
		}
		if got := value + " " + string(f.Status); got != want {
			t.Errorf("%s: %s, want %s", cell, got, want)
		}
	}
	if len(rep.Local) != 1 {
		t.Fatalf("%+v", rep.Local)
	}
	l := rep.Local[0]
	if l.Label != "3.信函、传真申请数" || l.Unit != "件" || len(l.Cells) != 2 || l.Cells[0].Heading != "2016年度" || l.Cells[1].Value.String() != "6" {
		t.Errorf("%+v", l)
	}
}

// The year in a heading must be the report's.
func TestListOfTwoYears(t *testing.T) {
	r, _ := recogniser(t)
	got, err := reports(t, r, `<html><h1>平潭县2016年政府信息公开工作年度报告</h1><table><tr><td>指标名称<td>计量单位<td>2015年度<td>2016年度
		<tr><td>主动公开信息数<td>条<td>1<td>2<tr><td>受理依申请公开信息总数<td>件<td>3<td>4<tr><td>1.当面申请数<td>件<td>5<td>6
		<tr><td>行政复议数<td>件<td>7<td>8<tr><td>行政诉讼数<td>件<td>9<td>10</table>`)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, f := range got[0].Figures {
		values = append(values, string(f.Cell)[len("pre2014.fj/p/"):]+"="+f.Value.String())
	}
	if got := strings.Join(values, " "); got != "1/year=2 2/year=4 2.1/year=6 4/year=8 5/year=10" {
		t.Error(got)
	}
	if len(got[0].Local) != 5 || got[0].Local[0].Cells[0].Heading != "2015年度" || got[0].Local[0].Cells[0].Text != "1" {
		t.Errorf("%+v", got[0].Local)
	}
}
