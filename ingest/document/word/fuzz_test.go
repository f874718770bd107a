package word

import (
	"strings"
	"testing"

	"gongkai/ingest/document"
	"gongkai/ingest/document/documenttest"
)

// sound fails unless a reader's answer is a document whose cells stand beside
// each other, or one of the refusals.
func sound(t *testing.T, d *document.Document, err error) {
	t.Helper()
	if err != nil {
		documenttest.Refused(t, err, "damaged_file", "encrypted_file", "old_word", "too_large")
		return
	}
	documenttest.Apart(t, d)
}

// FuzzDOC changes files as they stand.
func FuzzDOC(f *testing.F) {
	f.Add(fixture(f, "marks.doc"))
	f.Add((&docBuilder{}).cell("1").rowEnd(defTable([]int{0, 1000}, vRestart)...).paragraph("后").bytes())
	f.Add(fastSaved().bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := ReadDOC("fuzz", b)
		sound(t, d, err)
	})
}

// FuzzDOCStreams changes the streams inside a whole container.
func FuzzDOCStreams(f *testing.F) {
	for _, b := range [][]byte{
		fixture(f, "marks.doc"),
		boxed(3).bytes(),
		(&docBuilder{data: prc(sprm(sprmTInsert, append([]byte{0, 2}, le16(800)...)...))}).cell("1").cell("2").rowEnd(sprm(sprmPTableProps, 0, 0, 0, 0)...).bytes(),
	} {
		doc, err := readFIB(b)
		if err != nil {
			f.Fatal(err)
		}
		doc.prc(0)
		f.Add(doc.main, doc.table, doc.data)
	}
	f.Fuzz(func(t *testing.T, main, table, data []byte) {
		if len(main)+len(table)+len(data) > 1<<20 {
			return
		}
		d, err := ReadDOC("fuzz", writeCompound([]string{"WordDocument", "1Table", "0Table", "Data"}, main, table, table, data))
		sound(t, d, err)
	})
}

// FuzzDOCX changes files as they stand.
func FuzzDOCX(f *testing.F) {
	f.Add(fixture(f, "marks.docx"))
	f.Add(pack("_rels/.rels", `<Relationships><Relationship Type="x/officeDocument" Target="a"/></Relationships>`, "a", body(par(text("甲")))))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := ReadDOCX("fuzz", b)
		sound(t, d, err)
	})
}

// FuzzDOCXBody changes the text of a whole file.
func FuzzDOCXBody(f *testing.F) {
	f.Add(table(row(cell(restart, "甲"), cell(span(2), "乙")), row(cell(goOn, ""), cell(hRestart, "1"), cell(hGoOn, "2"))))
	f.Add(par(text("前")+textBox(table(row(cell("", "内"))))+begin+separate+text("1")+end) + table(row(beforeOne, cell("", "a")), row(rowGone, cell("", "b"))))
	f.Add(par("<mc:AlternateContent><mc:Choice>" + textBox(par(text("题"))) + "</mc:Choice><mc:Fallback/></mc:AlternateContent>" + hidden("9")))
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Count(s, "<") > 1<<16 {
			return
		}
		d, err := ReadDOCX("fuzz", pack("word/document.xml", body(s)))
		sound(t, d, err)
	})
}

func BenchmarkDOC(b *testing.B)  { benchmark(b, ReadDOC, "report2024.doc") }
func BenchmarkDOCX(b *testing.B) { benchmark(b, ReadDOCX, "report2024.docx") }

func benchmark(b *testing.B, read func(string, []byte) (*document.Document, error), name string) {
	file := fixture(b, name)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := read(name, file); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
}
