package rtf

import (
	"testing"

	"gongkai/ingest/document/documenttest"
)

func FuzzRead(f *testing.F) {
	f.Add(fixture(f, "testdata/marks.rtf"))
	f.Add([]byte(chinese + `\trowd\clmgf\clvmgf\cellx99\clmrg\cellx999\intbl 1\cell 2\cell\row\trowd\clvmrg\cellx99\cellx999\intbl\itap2 3\nestcell{\*\nesttableprops\trowd\cellx9\nestrow}\cell 4\cell\row}`))
	f.Add([]byte(chinese + `1{\shp{\*\shpinst{\shptxt\pard t\par\trowd\cellx99\intbl i\cell\row\pard}}}\u-10174?\u-8265?\uc2 \'b9\'ab\bin2 {{\v x\par}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Read("fuzz", b)
		if err != nil {
			documenttest.Refused(t, err, "damaged_file", "too_large")
			return
		}
		documenttest.Apart(t, d)
	})
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
