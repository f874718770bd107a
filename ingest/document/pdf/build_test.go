package pdf

import (
	"bytes"
	"fmt"
	"strings"
)

// sheet is a page of a PDF built by hand: 400 by 300 points, text in Helvetica
// (F1), in a font whose codes have no Unicode (F2), in one that maps to the
// private use area (F3), and in one that maps to Kangxi radicals (F4).
type sheet struct {
	content string
	extra   string // further entries of the page, such as /Rotate
}

const onePixel = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"

// toUnicode is a CMap that maps the codes from 1 on to the runes of s.
func toUnicode(s string) string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n" +
		"1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	runes := []rune(s)
	fmt.Fprintf(&b, "%d beginbfchar\n", len(runes))
	for i, r := range runes {
		fmt.Fprintf(&b, "<%04X> <%04X>\n", i+1, r)
	}
	b.WriteString("endbfchar endcmap CMapName currentdict /CMap defineresource pop end end")
	return b.String()
}

func build(sheets ...sheet) []byte {
	var out bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n", len(offsets))
		fmt.Fprintf(&out, format, args...)
		out.WriteString("\nendobj\n")
	}
	stream := func(dict, content string) {
		object("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(content), content)
	}
	out.WriteString("%PDF-1.7\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	const fixed = 16 // objects before the pages
	var kids strings.Builder
	for i := range sheets {
		fmt.Fprintf(&kids, "%d 0 R ", fixed+1+2*i)
	}
	object("<< /Type /Pages /Count %d /Kids [ %s] >>", len(sheets), kids.String())
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	for _, r := range []string{"", " /ToUnicode 11 0 R", " /ToUnicode 12 0 R"} { // 4, 5, 6
		object("<< /Type /Font /Subtype /Type0 /BaseFont /Sub /Encoding /Identity-H /DescendantFonts [ 7 0 R ]%s >>", r)
	}
	object("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sub /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 8 0 R >>")
	object("<< /Type /FontDescriptor /FontName /Sub /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>")
	stream(onePixel, "\x80")                                                                                                                           // 9
	object("<< /F1 3 0 R /F2 4 0 R /F3 5 0 R /F4 6 0 R >>")                                                                                            // 10
	stream("", toUnicode("\uE000\uE001\uE002\uE003\uE004\uE005\uE006\uE007\uE008\uE009\uE00A\uE00B"))                                                  // 11
	stream("", toUnicode("⼀⼆政⺠⻔（︵豈"))                                                                                                                  // 12
	object("<< /Im 9 0 R /Fm 14 0 R >>")                                                                                                               // 13
	stream("/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /Font 10 0 R >>", "BT /F1 12 Tf 40 40 Td (form) Tj ET 40 30 m 100 30 l S") // 14
	object("null")
	object("null")
	for i, s := range sheets {
		if !strings.Contains(s.extra, "/MediaBox") {
			s.extra += " /MediaBox [0 0 400 300]"
		}
		object("<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources << /Font 10 0 R /XObject 13 0 R >> %s >>", fixed+2+2*i, s.extra)
		stream("", s.content)
	}
	xref := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, xref)
	return out.Bytes()
}

// say writes text at a place.
func say(x, y float64, text string) string {
	return fmt.Sprintf("BT /F1 12 Tf %g %g Td (%s) Tj ET\n", x, y, text)
}

// ruled draws a grid with lines at the places xs and ys.
func ruled(xs, ys []float64) string {
	var b strings.Builder
	for _, x := range xs {
		fmt.Fprintf(&b, "%g %g m %g %g l S\n", x, ys[0], x, ys[len(ys)-1])
	}
	for _, y := range ys {
		fmt.Fprintf(&b, "%g %g m %g %g l S\n", xs[0], y, xs[len(xs)-1], y)
	}
	return b.String()
}
