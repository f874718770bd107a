package sheet

import (
	"strings"
	"testing"

	"gongkai/data"
)

const xmlHead = `<?xml version="1.0" encoding="gb2312"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="Default"/><Style ss:ID="s1"><NumberFormat ss:Format="0&quot;件&quot;"/></Style><Style ss:ID="s2"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="s3"><Borders><Border ss:Position="Left" ss:LineStyle="Continuous"/></Borders><NumberFormat ss:Format="Short Date"/></Style></Styles>`

func TestReadXML2003(t *testing.T) {
	sheet := func(rows string) string { return `<Worksheet ss:Name="表"><Table>` + rows + `</Table></Worksheet>` }
	cell := func(attrs, kind, data string) string {
		return `<Cell ` + attrs + `><Data ss:Type="` + kind + `">` + data + `</Data></Cell>`
	}
	row := `<Row>` + cell("", "String", "头") + cell("", "String", "尾") + `</Row>`
	for name, tt := range map[string]struct{ body, want string }{
		"Places": {sheet(row + `<Row ss:Index="4">` + cell(`ss:Index="2"`, "Number", "2") + cell("", "Number", "3") + `</Row><Row>` + cell("", "Number", "5") + `</Row>`),
			"[ 1,1:头 1,2:尾][ 4,2:2 4,3:3 5,1:5]"},
		"Merged": {sheet(row + `<Row>` + cell(`ss:MergeAcross="1" ss:MergeDown="1"`, "String", "甲") + cell("", "Number", "1") + `</Row><Row>` + cell(`ss:Index="3"`, "Number", "2") + `</Row>`),
			"[ 1,1:头 1,2:尾 2,1+2x2:甲 2,3:1 3,3:2]"},
		"CoveredSkipped": {sheet(row + `<Row>` + cell(`ss:MergeDown="1"`, "String", "甲") + cell("", "String", "乙") + cell("", "Number", "1") + `</Row><Row>` + cell("", "String", "丙") + cell("", "Number", "2") + `</Row><Row>` + cell("", "String", "丁") + `</Row>`),
			"[ 1,1:头 1,2:尾 2,1+2x1:甲 2,2:乙 2,3:1 3,2:丙 3,3:2](丁)"},
		"CoveredWritten": {sheet(row + `<Row>` + cell(`ss:MergeDown="1"`, "String", "甲") + cell("", "String", "乙") + cell("", "Number", "1") + `</Row><Row><Cell/>` + cell("", "String", "丙") + cell("", "Number", "2") + `</Row>`),
			"[ 1,1:头 1,2:尾 2,1+2x1:甲 2,2:乙 2,3:1 3,2:丙 3,3:2]"},
		"Types": {sheet(row + `<Row>` + cell("", "Number", "12.340000000000001") + cell(`ss:StyleID="s1"`, "Number", "3") + cell(`ss:StyleID="s2"`, "Number", "0.256") + cell(`ss:StyleID="s3"`, "DateTime", "2024-01-01T00:00:00.000") + cell("", "Boolean", "1") + cell("", "Error", "#N/A") + cell("", "DateTime", "x") + `</Row>`),
			"[ 1,1:头 1,2:尾 2,1:12.34 2,2:3件 2,3:25.60% 2,4:2024/1/1 2,5:TRUE 2,6:#N/A 2,7:x]"},
		"RichText":  {sheet(row + `<Row>` + cell("", "String", `<B>一</B><Font html:Color="#f00">二</Font>`) + cell("", "Number", "1") + `<Cell ss:Formula="=RC[-1]"/></Row>`), "[ 1,1:头 1,2:尾 2,1:一二 2,2:1 2,3:=RC[-1]]"},
		"Comment":   {sheet(row + `<Row><Cell><Data ss:Type="Number">1</Data><Comment><ss:Data>批注</ss:Data></Comment></Cell>` + cell("", "Number", "2") + `</Row>`), "[ 1,1:头 1,2:尾 2,1:1 2,2:2]"},
		"Hidden":    {sheet(`<Column ss:Index="2" ss:Hidden="1"/><Column ss:Width="0"/>` + row + `<Row ss:Hidden="1" ss:Span="1">` + cell("", "Number", "9") + `</Row><Row>` + cell("", "Number", "1") + cell("", "Number", "9") + cell("", "Number", "9") + cell("", "Number", "4") + `</Row>`), "(头)[ 4,1:1 4,4:4]"},
		"Worksheet": {sheet(row) + strings.Replace(sheet(`<Row>`+cell("", "String", "藏")+`</Row>`), "</Worksheet>", `<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>`, 1), "(头 尾)"},
		"NoZeros": {strings.Replace(sheet(row+`<Row>`+cell("", "Number", "0")+cell("", "Number", "1")+`</Row>`), "</Worksheet>", `<WorksheetOptions><DoNotDisplayZeros/></WorksheetOptions></Worksheet>`, 1),
			"[ 1,1:头 1,2:尾 2,2:1]"},
	} {
		text := xmlHead + tt.body + "</Workbook>"
		d, err := ReadXML2003(name, text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if name == "Places" {
			tt.want = strings.Replace(tt.want, "[ 1,1:头 1,2:尾]", "(头 尾)", 1)
		}
		if got := dump(d); got != tt.want || !LooksLikeXML2003(text) {
			t.Errorf("%s: got %s\nwant %s", name, got, tt.want)
		}
	}
}

func TestRefusedXML2003(t *testing.T) {
	for name, tt := range map[string]struct{ text, code string }{
		"Cut":   {xmlHead + "<Worksheet><Table><Row>", "damaged_file"},
		"Empty": {xmlHead + "</Workbook>", "empty_file"},
		"Cells": {xmlHead + "<Worksheet><Table>" + strings.Repeat("<Row>"+strings.Repeat(`<Cell><Data ss:Type="Number">1</Data></Cell>`, 100)+"</Row>", 3000) + "</Table></Worksheet></Workbook>", "too_large"},
		"Text":  {xmlHead + "<a>" + strings.Repeat("x", 2<<20) + "</a></Workbook>", "too_large"},
	} {
		if _, err := ReadXML2003(name, tt.text); data.Code(err) != tt.code {
			t.Errorf("%s: %v, want %s", name, err, tt.code)
		}
	}
	if LooksLikeXML2003(`<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>`) {
		t.Error("a page that Excel wrote is HTML")
	}
}

func FuzzXML2003(f *testing.F) {
	f.Add(xmlHead + `<Worksheet><Table><Row ss:Index="3"><Cell ss:MergeAcross="2" ss:StyleID="s1"><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet></Workbook>`)
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ReadXML2003("fuzz", s); err == nil {
			checkDocument(t, d)
		}
	})
}
