package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Each format is read back without the generator's own code; its tables must
// be those that were composed.
func TestFormats(t *testing.T) {
	for _, id := range []string{"gov2019", "gov2021"} {
		f := mustForm(t, id)
		d := compose(numbered(f), f)
		for cell := range d.blocks {
			if table := d.blocks[cell].table; table != nil {
				table.rows[len(table.rows)-1][0].text = "<甲&乙>" // markup must stay text
			}
		}
		want := tablesOf(t, d)
		for _, format := range []struct {
			name  string
			write func(document) ([]byte, error)
			read  func(*testing.T, []byte) [][][]string
		}{{"html", writeHTML, readHTML}, {"docx", writeDOCX, readDOCX}} {
			b, err := format.write(d)
			if err != nil {
				t.Fatal(err)
			}
			if got := format.read(t, b); !reflect.DeepEqual(got, want) {
				t.Errorf("%s %s: %d tables, want %d\n%v\n%v", id, format.name, len(got), len(want), got, want)
			}
		}
		b, err := writeText(d)
		if err != nil {
			t.Fatal(err)
		}
		checkText(t, string(b), d)
	}
}

// checkText counts the cells of each row: one for each cell that begins in it
// or reaches down into it.
func checkText(t *testing.T, text string, d document) {
	t.Helper()
	for _, b := range d.blocks {
		if b.table == nil {
			continue
		}
		grid, _ := b.table.spread()
		for i, row := range grid {
			var lines strings.Builder
			for x := 0; x < len(row); x += row[x].cols {
				if lines.WriteByte('\t'); row[x].row == i {
					lines.WriteString(row[x].text)
				}
				lines.WriteByte('\n')
			}
			if !strings.Contains(text, "\n"+lines.String()+"\n") {
				t.Errorf("row %q is not in the text", lines.String())
			}
		}
	}
	if strings.Contains(text, "\n\n\n") {
		t.Error("two blank lines")
	}
}

// open is a cell that still reaches down.
type open struct {
	text string
	left int
}

func readHTML(t *testing.T, b []byte) (tables [][][]string) {
	root, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var down map[int]*open
	for n := range root.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "table":
			tables, down = append(tables, nil), map[int]*open{}
		case n.Data == "tr":
			row := []string{}
			fill := func() {
				for down[len(row)] != nil && down[len(row)].left > 0 {
					down[len(row)].left--
					row = append(row, down[len(row)].text)
				}
			}
			for td := range n.ChildNodes() {
				fill()
				text := ""
				if td.FirstChild != nil {
					text = td.FirstChild.Data
				}
				for range attribute(td, "colspan") {
					down[len(row)] = &open{text, attribute(td, "rowspan") - 1}
					row = append(row, text)
				}
			}
			fill()
			last := len(tables) - 1
			tables[last] = append(tables[last], row)
		}
	}
	return tables
}

func attribute(n *html.Node, key string) int {
	for _, a := range n.Attr {
		if a.Key == key {
			v, _ := strconv.Atoi(a.Val)
			return v
		}
	}
	return 1
}

func readDOCX(t *testing.T, b []byte) (tables [][][]string) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		dec := xml.NewDecoder(r)
		for { // every part is well-formed
			if _, err = dec.Token(); err != nil {
				break
			}
		}
		if err != io.EOF {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	r, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	type value struct {
		Val string `xml:"val,attr"`
	}
	var doc struct {
		Tables []struct {
			Grid []struct{} `xml:"tblGrid>gridCol"`
			Rows []struct {
				Cells []struct {
					Span  *value   `xml:"tcPr>gridSpan"`
					Merge *value   `xml:"tcPr>vMerge"`
					Text  []string `xml:"p>r>t"`
				} `xml:"tc"`
			} `xml:"tr"`
		} `xml:"body>tbl"`
	}
	if err := xml.NewDecoder(r).Decode(&doc); err != nil {
		t.Fatal(err)
	}
	for _, tbl := range doc.Tables {
		var rows [][]string
		for _, tr := range tbl.Rows {
			row := []string{}
			for _, tc := range tr.Cells {
				text, span := strings.Join(tc.Text, ""), 1
				if tc.Merge != nil && tc.Merge.Val == "" {
					text = rows[len(rows)-1][len(row)]
				}
				if tc.Span != nil {
					span, _ = strconv.Atoi(tc.Span.Val)
				}
				for range span {
					row = append(row, text)
				}
			}
			if len(row) != len(tbl.Grid) {
				t.Errorf("row %v, grid of %d", row, len(tbl.Grid))
			}
			rows = append(rows, row)
		}
		tables = append(tables, rows)
	}
	return tables
}
