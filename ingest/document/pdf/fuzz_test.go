package pdf

import (
	"os"
	"path/filepath"
	"testing"

	"gongkai/ingest/document/documenttest"
)

var codes = []string{"damaged_file", "encrypted_file", "scanned_pdf", "unreadable_text", "too_large", "too_slow"}

// FuzzRead: whatever the file, it is refused, or cells stand apart within
// their tables.
func FuzzRead(f *testing.F) {
	f.Add(build(sheet{content: ruled([]float64{50, 150, 250}, []float64{270, 240, 210}) + say(60, 250, "a") + say(160, 250, "12")}, sheet{content: say(50, 50, "b"), extra: "/Rotate 90"}))
	for _, name := range []string{"groups-office.pdf", "password.pdf", "split-office.pdf"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Read("fuzz", b)
		if err != nil {
			documenttest.Refused(t, err, codes...)
			return
		}
		documenttest.Apart(t, d)
	})
}

// FuzzPage draws on two pages of a file that is in order, so that what is drawn
// is what is tried and not the file around it.
func FuzzPage(f *testing.F) {
	grid := ruled([]float64{50, 150, 250}, []float64{270, 240, 210, 180})
	f.Add(grid+say(60, 250, "a")+say(160, 250, "12")+say(60, 220, "b")+say(140, 220, "3456"), say(50, 250, "words")+"BT /F4 12 Tf 40 250 Td <00010002> Tj ET")
	f.Add("q 1 0 0 -1 0 300 cm "+grid+"Q 0 0 1 rg 60 60 80 20 re f /Fm Do", "/Im Do BT /F3 9 Tf 0 9 -9 0 50 50 Tm <0001> Tj ET")
	f.Add("50 50 m 90 90 90 90 100 50 c h B* [3 2] 0 d 0 w 10 10 200 0.5 re f", "BT 3 Tr /F2 12 Tf 50 50 Td [(ab) -3000 (c)] TJ T* (d) ' ET")
	f.Fuzz(func(t *testing.T, first, second string) {
		if len(first)+len(second) > 1<<16 {
			return
		}
		d, err := Read("fuzz", build(sheet{content: first}, sheet{content: second}))
		if err != nil {
			documenttest.Refused(t, err, codes...)
			return
		}
		documenttest.Apart(t, d)
	})
}
