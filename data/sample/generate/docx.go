package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

const (
	contentTypes = xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`

	relationships = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`

	documentRelationships = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`

	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

	styles = xml.Header + `<w:styles ` + wordSpace + `>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>` +
		`</w:styles>`

	borders = `<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>` +
		`<w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/>` +
		`<w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr>`
)

// writeDOCX writes a word processor's file. Its parts are stored, not
// compressed, so that the same report always gives the same bytes.
func writeDOCX(d document) ([]byte, error) {
	body, err := wordDocument(d)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", relationships},
		{"word/document.xml", body},
		{"word/_rels/document.xml.rels", documentRelationships},
		{"word/styles.xml", styles},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Store, Modified: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(part.text)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func wordDocument(d document) (string, error) {
	var out strings.Builder
	out.WriteString(xml.Header + `<w:document ` + wordSpace + `><w:body>` + paragraph(d.title, "Title"))
	for _, b := range d.blocks {
		switch {
		case b.heading != "":
			out.WriteString(paragraph(b.heading, "Heading1"))
		case b.paragraph != "":
			out.WriteString(paragraph(b.paragraph, ""))
		default:
			grid, ok := b.table.spread()
			if !ok {
				return "", fmt.Errorf("%s: a table with holes", d.title)
			}
			wordTable(&out, grid)
		}
	}
	out.WriteString(`<w:sectPr/></w:body></w:document>`)
	return out.String(), nil
}

func wordTable(out *strings.Builder, grid [][]place) {
	out.WriteString(`<w:tbl>` + borders + `<w:tblGrid>` + strings.Repeat(`<w:gridCol/>`, len(grid[0])) + `</w:tblGrid>`)
	for i, row := range grid {
		out.WriteString(`<w:tr>`)
		for x := 0; x < len(row); x += row[x].cols {
			p, text := row[x], row[x].text
			out.WriteString(`<w:tc><w:tcPr>`)
			if p.cols > 1 {
				fmt.Fprintf(out, `<w:gridSpan w:val="%d"/>`, p.cols)
			}
			switch {
			case p.height > 1 && p.row == i:
				out.WriteString(`<w:vMerge w:val="restart"/>`)
			case p.height > 1:
				out.WriteString(`<w:vMerge/>`)
				text = ""
			}
			out.WriteString(`</w:tcPr>` + paragraph(text, "") + `</w:tc>`)
		}
		out.WriteString(`</w:tr>`)
	}
	out.WriteString(`</w:tbl>`)
}

func paragraph(text, style string) string {
	var out strings.Builder
	out.WriteString(`<w:p>`)
	if style != "" {
		out.WriteString(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`)
	}
	if text != "" {
		out.WriteString(`<w:r><w:t xml:space="preserve">`)
		// a strings.Builder takes everything
		_ = xml.EscapeText(&out, []byte(text))
		out.WriteString(`</w:t></w:r>`)
	}
	out.WriteString(`</w:p>`)
	return out.String()
}
