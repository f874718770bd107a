package sheet

import (
	"os"
	"path/filepath"
	"testing"

	"gongkai/data"
	"gongkai/ingest/document"
)

// checkDocument: every cell stands inside its table, and no two on one place.
func checkDocument(t *testing.T, d *document.Document) {
	t.Helper()
	for _, b := range d.Blocks {
		if b.Table == nil {
			continue
		}
		taken := map[[2]int]bool{}
		for _, c := range b.Table.Cells {
			if c.Row < 1 || c.Col < 1 || c.RowSpan < 1 || c.ColSpan < 1 || c.Row+c.RowSpan-1 > b.Table.Rows || c.Col+c.ColSpan-1 > b.Table.Cols {
				t.Fatalf("outside its table of %d x %d: %+v", b.Table.Rows, b.Table.Cols, c)
			}
			for r := c.Row; r < c.Row+c.RowSpan; r++ {
				for k := c.Col; k < c.Col+c.ColSpan; k++ {
					if taken[[2]int{r, k}] {
						t.Fatalf("two cells on row %d, column %d", r, k)
					}
					taken[[2]int{r, k}] = true
				}
			}
		}
	}
}

// fixtures adds the files of testdata with an ending.
func fixtures(f *testing.F, pattern string) {
	f.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(files) == 0 {
		f.Fatalf("no %s, %v", pattern, err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
}

func checkRead(t *testing.T, d *document.Document, err error) {
	t.Helper()
	if err == nil {
		checkDocument(t, d)
	} else if code := data.Code(err); code == "" || code == "internal" {
		t.Fatal(err)
	}
}

// FuzzSheetXML changes the parts of a workbook, not the zip around them.
func FuzzSheetXML(f *testing.F) {
	f.Add(`<row r="2"><c r="B2" s="1" t="s"><v>0</v></c><c><f>A1</f></c></row></sheetData><mergeCells><mergeCell ref="A1:C3"/></mergeCells><sheetData>`,
		`<si><t>甲_x0041_</t></si><si><r><t>乙</t></r><rPh/></si>`, `<numFmts><numFmt numFmtId="1" formatCode="yyyy"/></numFmts><borders><border><left style="thin"/></border></borders><cellXfs><xf numFmtId="1"/><xf borderId="0"/></cellXfs>`)
	f.Fuzz(func(t *testing.T, rows, strs, styles string) {
		b := oneSheet(rows).with("xl/sharedStrings.xml", "<sst>"+strs+"</sst>").with("xl/styles.xml", "<styleSheet>"+styles+"</styleSheet>").zip(t)
		d, err := ReadXLSX("fuzz", b)
		checkRead(t, d, err)
	})
}

func FuzzXLSX(f *testing.F) {
	fixtures(f, "*.xlsx")
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := ReadXLSX("fuzz", b)
		checkRead(t, d, err)
	})
}

func FuzzXLS(f *testing.F) {
	fixtures(f, "*.xls")
	f.Add(biff([][]byte{rec(recSST, uint32(1), uint32(1), text8("甲"))}, [][]byte{rec(recLabelSST, u0, u0, u0, uint32(0)), num(0, 1, 0, 2), rec(recMergeCells, uint16(1), u0, u0, u0, uint16(1))}))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := ReadXLS("fuzz", b)
		checkRead(t, d, err)
	})
}
