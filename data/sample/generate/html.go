package main

import (
	"bytes"
	"html/template"
)

var page = template.Must(template.New("report").Parse(`<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{{.Title}}</title>
</head>
<body>
<h1>{{.Title}}</h1>
{{range .Blocks}}{{if .Heading}}<h2>{{.Heading}}</h2>
{{else if .Paragraph}}<p>{{.Paragraph}}</p>
{{else}}<table border="1">
{{range .Rows}}<tr>{{range .}}<td{{if gt .Cols 1}} colspan="{{.Cols}}"{{end}}{{if gt .Rows 1}} rowspan="{{.Rows}}"{{end}}>{{.Text}}</td>{{end}}</tr>
{{end}}</table>
{{end}}{{end}}</body>
</html>
`))

// writeHTML writes a page with real column and row spans.
func writeHTML(d document) ([]byte, error) {
	type htmlCell struct {
		Text       string
		Cols, Rows int
	}
	type htmlBlock struct {
		Heading, Paragraph string
		Rows               [][]htmlCell
	}
	var blocks []htmlBlock
	for _, b := range d.blocks {
		h := htmlBlock{Heading: b.heading, Paragraph: b.paragraph}
		if b.table != nil {
			for _, row := range b.table.rows {
				var cells []htmlCell
				for _, c := range row {
					cells = append(cells, htmlCell{c.text, c.cols, c.rows})
				}
				h.Rows = append(h.Rows, cells)
			}
		}
		blocks = append(blocks, h)
	}
	var out bytes.Buffer
	err := page.Execute(&out, map[string]any{"Title": d.title, "Blocks": blocks})
	return out.Bytes(), err
}
