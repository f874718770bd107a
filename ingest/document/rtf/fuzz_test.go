package rtf

import (
	"slices"
	"testing"

	"gongkai/data"
	"gongkai/ingest/document"
)

func FuzzRead(f *testing.F) {
	f.Add(fixture(f, "testdata/marks.rtf"))
	f.Add([]byte(chinese + `\trowd\clmgf\clvmgf\cellx99\clmrg\cellx999\intbl 1\cell 2\cell\row\trowd\clvmrg\cellx99\cellx999\intbl\itap2 3\nestcell{\*\nesttableprops\trowd\cellx9\nestrow}\cell 4\cell\row}`))
	f.Add([]byte(chinese + `1{\shp{\*\shpinst{\shptxt\pard t\par\trowd\cellx99\intbl i\cell\row\pard}}}\u-10174?\u-8265?\uc2 \'b9\'ab\bin2 {{\v x\par}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Read("fuzz", b)
		if err != nil {
			if code := data.Code(err); !slices.Contains([]string{"damaged_file", "too_large"}, code) {
				t.Fatalf("%s: %v", code, err)
			}
			return
		}
		if d.TooLarge {
			t.Fatal("half a document")
		}
		for _, bl := range d.Blocks {
			if bl.Table != nil {
				apart(t, bl.Table)
			}
		}
	})
}

// apart fails if a cell stands outside its table or over another.
func apart(t *testing.T, table *document.Table) {
	taken := map[[2]int]bool{}
	for _, c := range table.Cells {
		if c.Row < 1 || c.Col < 1 || c.RowSpan < 1 || c.ColSpan < 1 || c.Row+c.RowSpan-1 > table.Rows || c.Col+c.ColSpan-1 > table.Cols {
			t.Fatalf("%+v outside %d×%d", c, table.Rows, table.Cols)
		}
		for r := range c.RowSpan {
			for col := range c.ColSpan {
				at := [2]int{c.Row + r, c.Col + col}
				if taken[at] {
					t.Fatalf("%+v over another", c)
				}
				taken[at] = true
			}
		}
	}
}

func BenchmarkRead(b *testing.B) {
	file := fixture(b, "testdata/report2024.rtf")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read("x", file); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
}
