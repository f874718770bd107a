//go:build ignore

// Make writes the documents of this folder and of rtf/testdata with
// LibreOffice (soffice must be installed):
//
//	cd ingest/document/word/testdata && go run make.go
//
// report2019 and report2024 are bundled samples whose columns are given
// widths, as LibreOffice cannot lay out tables without; marks is written here
// and holds what else a reader must know.
package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

const samples = "../../../../data/sample/documents/"

func main() {
	write("report2019.docx", widen(samples+"350128-平潭综合实验区-2019.docx"))
	write("report2024.docx", widen(samples+"350128-平潭综合实验区公安局-2024.docx"))
	write("marks.docx", pack(marks))
	convert("doc:MS Word 97", ".")
	convert("rtf:Rich Text Format", "../../rtf/testdata")
}

func convert(format, to string) {
	profile, err := os.MkdirTemp("", "soffice")
	check(err)
	defer os.RemoveAll(profile)
	args := []string{"--headless", "-env:UserInstallation=file://" + profile, "--convert-to", format, "--outdir", to}
	out, err := exec.Command("soffice", append(args, "report2019.docx", "report2024.docx", "marks.docx")...).CombinedOutput()
	if err != nil {
		log.Fatalf("%v\n%s", err, out)
	}
}

var gridColumn, cell = regexp.MustCompile(`<w:gridCol/>`), regexp.MustCompile(`<w:tcPr>(<w:gridSpan w:val="(\d+)"/>)?`)

// widen gives every column of a docx the same width.
func widen(name string) []byte {
	z, err := zip.OpenReader(name)
	check(err)
	defer z.Close()
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		check(err)
		b, err := io.ReadAll(r)
		check(err)
		parts[f.Name] = string(b)
	}
	body := gridColumn.ReplaceAllString(parts["word/document.xml"], `<w:gridCol w:w="900"/>`)
	parts["word/document.xml"] = cell.ReplaceAllStringFunc(body, func(s string) string {
		n := 1
		if m := cell.FindStringSubmatch(s); m[2] != "" {
			fmt.Sscan(m[2], &n)
		}
		return strings.Replace(s, "<w:tcPr>", fmt.Sprintf(`<w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, 900*n), 1)
	})
	return pack(parts)
}

func pack(parts map[string]string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range append([]string{"[Content_Types].xml", "_rels/.rels", "word/document.xml"}, others(parts)...) {
		w, err := z.Create(name)
		check(err)
		io.WriteString(w, parts[name])
	}
	check(z.Close())
	return b.Bytes()
}

func others(parts map[string]string) (names []string) {
	for _, name := range []string{"word/_rels/document.xml.rels", "word/header1.xml", "word/footnotes.xml", "word/styles.xml"} {
		if parts[name] != "" {
			names = append(names, name)
		}
	}
	return names
}

func write(name string, b []byte) { check(os.WriteFile(filepath.Clean(name), b, 0o644)) }

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	word    = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w10="urn:schemas-microsoft-com:office:word"`
	relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	types     = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

var marks = map[string]string{
	"[Content_Types].xml": xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + types + `document.main+xml"/><Override PartName="/word/header1.xml" ContentType="` + types + `header+xml"/>` +
		`<Override PartName="/word/footnotes.xml" ContentType="` + types + `footnotes+xml"/></Types>`,
	"_rels/.rels": xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relations + `/officeDocument" Target="word/document.xml"/></Relationships>`,
	"word/_rels/document.xml.rels": xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relations + `/header" Target="header1.xml"/>` +
		`<Relationship Id="rId2" Type="` + relations + `/footnotes" Target="footnotes.xml"/></Relationships>`,
	"word/header1.xml": xmlHead + `<w:hdr` + word + `>` + p(run("页眉 77")) + `</w:hdr>`,
	"word/footnotes.xml": xmlHead + `<w:footnotes` + word + `><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote><w:footnote w:id="1" w:type="continuationSeparator"><w:p/></w:footnote>` +
		`<w:footnote w:id="2">` + p(run("脚注 88")) + `</w:footnote></w:footnotes>`,
	"word/document.xml": xmlHead + `<w:document` + word + `><w:body>` +
		p(textBox("政府信息公开工作年度报告")+run("（2023年度）")) +
		p(run("收到申请")+`<w:r><w:rPr><w:vanish/></w:rPr><w:t>9999</w:t></w:r>`+run("12件")+`<w:r><w:footnoteReference w:id="2"/></w:r>`) +
		p(run("办结")+`<w:del w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"><w:r><w:delText>1</w:delText></w:r></w:del>`+
			`<w:ins w:id="2" w:author="a" w:date="2024-01-01T00:00:00Z">`+run("2")+`</w:ins>`+run("件")) +
		p(run("第")+`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> = 3 + 4 </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`+
			run("7")+`<w:r><w:fldChar w:fldCharType="end"/></w:r>`+run("号")+`<w:r><w:tab/><w:t>“甲”—①</w:t><w:br/><w:t>次行 𠮷 – é</w:t><w:noBreakHyphen/></w:r>`) +
		table(3,
			row("", tc(1, `<w:vMerge w:val="restart"/>`, "项目"), tc(2, "", "数量")),
			row("", tc(1, `<w:vMerge/>`, ""), tc(1, "", "甲"), tc(1, "", "乙\n丙")),
			row(`<w:gridBefore w:val="1"/>`, tc(1, "", "1"), tc(1, "", "2")),
			row(`<w:gridAfter w:val="1"/>`, tc(2, "", "合计"))) +
		p(run("之间")) +
		`<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>` +
		p(run("外层")) + table(2, row("", tc(1, "", "件数"), tc(1, "", "5")), row("", tc(2, "", "说明"))) + p(run("外层之后")) + `</w:tc></w:tr></w:tbl>` +
		p(run("末段")) +
		`<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="16000" w:h="16800"/><w:pgMar w:top="1400" w:right="1400" w:bottom="1400" w:left="1400" w:header="700" w:footer="700" w:gutter="0"/></w:sectPr></w:body></w:document>`,
}

func p(s string) string   { return "<w:p>" + s + "</w:p>" }
func run(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }

func textBox(s string) string {
	return `<w:r><w:pict><v:shape id="b" type="#_x0000_t202" style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:40pt;z-index:1"><v:textbox><w:txbxContent>` +
		p(run(s)) + `</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`
}

func table(columns int, rows ...string) string {
	return `<w:tbl><w:tblPr><w:tblW w:w="` + fmt.Sprint(2000*columns) + `" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>` + strings.Repeat(`<w:gridCol w:w="2000"/>`, columns) + `</w:tblGrid>` + strings.Join(rows, "") + `</w:tbl>`
}

func row(props string, cells ...string) string {
	return `<w:tr><w:trPr>` + props + `</w:trPr>` + strings.Join(cells, "") + `</w:tr>`
}

func tc(span int, props, text string) string {
	s := ""
	for _, line := range strings.Split(text, "\n") {
		s += p(run(line))
	}
	return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:gridSpan w:val="%d"/>%s</w:tcPr>%s</w:tc>`, 2000*span, span, props, s)
}
