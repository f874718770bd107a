package pdf

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/ingest/document"
)

// dump writes a document as text: paragraphs, laid-out lines, and tables as
// row,col+span:text.
func dump(d *document.Document) string {
	var b strings.Builder
	for _, bl := range d.Blocks {
		switch {
		case bl.Table != nil:
			fmt.Fprintf(&b, "[%d", bl.Table.Number)
			for _, c := range bl.Table.Cells {
				fmt.Fprintf(&b, " %d,%d", c.Row, c.Col)
				if c.RowSpan > 1 || c.ColSpan > 1 {
					fmt.Fprintf(&b, "+%dx%d", c.RowSpan, c.ColSpan)
				}
				b.WriteString(":" + strings.ReplaceAll(c.Text, "\n", "⏎"))
			}
			b.WriteString("]")
		case bl.Lines != nil:
			b.WriteString("{" + strings.Join(bl.Lines, "/") + "}")
		default:
			b.WriteString("(" + bl.Text + ")")
		}
	}
	return b.String()
}

func TestDrawn(t *testing.T) {
	grid := ruled([]float64{50, 150, 250}, []float64{200, 230, 260})
	cells := say(60, 240, "a") + say(160, 240, "12") + say(60, 210, "b") + say(160, 210, "34")
	const wanted = "[1 1,1:a 1,2:12 2,1:b 2,2:34]"
	for name, tt := range map[string]struct{ page, extra, want string }{
		"Ruled":         {grid + cells, "", wanted},
		"Landscape":     {grid + cells, "/Rotate 0", wanted},
		"Rotated90":     {grid + cells, "/Rotate 90", wanted},
		"Rotated270":    {grid + cells, "/Rotate 270", wanted},
		"TextTurned":    {"0 1 -1 0 300 0 cm " + grid + cells, "/Rotate 90", wanted},
		"TextTurnedCCW": {"0 -1 1 0 0 300 cm " + grid + cells, "/Rotate 270", wanted},
		"UpsideDown":    {"-1 0 0 -1 400 300 cm " + grid + cells, "/Rotate 180", wanted},
		"Cropped":       {grid + cells + say(60, 20, "cut away"), "/CropBox [40 190 260 270]", wanted},
		"Scaled":        {"0.5 0 0 0.5 20 20 cm " + grid + cells, "", wanted},
		"Twice":         {grid + cells + "1 0 0 1 0.4 0 cm " + cells, "", wanted},
		"Invisible":     {grid + cells + "BT 3 Tr /F1 12 Tf 180 240 Td (99) Tj ET", "", wanted},
		"WhiteText":     {grid + cells + "1 g " + say(180, 240, "99"), "", wanted},
		"WhiteOnBlack":  {"0 0 0 rg 155 235 60 20 re f 1 g " + say(160, 240, "12") + "0 g " + grid + say(60, 240, "a") + say(60, 210, "b") + say(160, 210, "34"), "", wanted},
		"PaintedOver":   {grid + say(160, 240, "99") + "1 g 155 235 90 20 re f 0 g " + cells, "", wanted},
		"Watermark":     {grid + cells + "q 0.7 0.7 -0.7 0.7 100 200 cm " + say(0, 0, "copy 7") + "Q", "", wanted},
		"Underlined":    {grid + cells + "160 238 m 175 238 l S", "", wanted},
		"MergedAcross":  {"50 200 m 50 260 l S 250 200 m 250 260 l S 150 200 m 150 230 l S 50 200 m 250 200 l S 50 230 m 250 230 l S 50 260 m 250 260 l S" + "\n" + cells, "", "[1 1,1+1x2:a 12 2,1:b 2,2:34]"},
		"MergedDown":    {"50 200 m 50 260 l S 250 200 m 250 260 l S 150 200 m 150 260 l S 50 200 m 250 200 l S 150 230 m 250 230 l S 50 260 m 250 260 l S" + "\n" + cells, "", "[1 1,1+2x1:a⏎b 1,2:12 2,2:34]"},
		"NoSides":       {"150 200 m 150 260 l S 50 200 m 250 200 l S 50 230 m 250 230 l S 50 260 m 250 260 l S\n" + cells, "", wanted},
		"WhiteLines":    {"1 G " + grid + "0 G " + cells + say(60, 195, "c") + say(160, 195, "5"), "", "{a   12//b   34/c   5}"},
		"ThreeLines":    {"50 262 m 250 262 l S 50 230 m 250 230 l S 50 190 m 250 190 l S\n" + cells + say(60, 195, "c") + say(160, 195, "5"), "", "{a   12//b   34/c   5}"},
		"RowLinesGone":  {ruled([]float64{50, 150, 250, 350}, []float64{190, 265}) + cells + say(260, 240, "7") + say(260, 210, "8") + say(60, 195, "c") + say(160, 195, "5") + say(260, 195, "9"), "", "{a   12   7//b   34   8/c   5    9}"},
		"Frame":         {ruled([]float64{10, 390}, []float64{10, 290}) + grid + cells, "", wanted},
		"Form":          {"/Fm Do " + say(40, 80, "page"), "", "(page)(form)"},
		"AcrossBorder":  {grid + say(60, 240, "a") + say(143, 240, "1234") + say(60, 210, "b") + say(160, 210, "34"), "", "[1 1,1:a 1⏎� 1,2:234⏎� 2,1:b 2,2:34]"},
		"Radicals":      {"BT /F4 12 Tf 40 250 Td <0001000200030004000500060007> Tj ET", "", "(一二政民门（()"},
		"OddGlyphs":     {grid + cells + say(50, 280, "words that can be read") + "BT /F3 12 Tf 175 240 Td <00010002> Tj ET", "", "(words that can be read)[1 1,1:a 1,2:12�� 2,1:b 2,2:34]"},
	} {
		d, err := Read(name, build(sheet{tt.page, tt.extra}))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := dump(d); got != tt.want {
			t.Errorf("%s: got %s\nwant %s", name, got, tt.want)
		}
	}
}

func TestRefused(t *testing.T) {
	picture := "q 400 0 0 300 0 0 cm /Im Do Q\n"
	hidden := "BT 3 Tr /F1 12 Tf 40 200 Td (recognised by a machine 123) Tj ET\n"
	whole := build(sheet{say(60, 240, "whole"), ""})
	many := make([]sheet, MaxPages+1)
	for name, tt := range map[string]struct {
		b    []byte
		code string
	}{
		"Picture":         {build(sheet{picture, ""}, sheet{picture, ""}), "scanned_pdf"},
		"Empty":           {build(sheet{"", ""}), "scanned_pdf"},
		"RecognisedUnder": {build(sheet{hidden + picture, ""}), "scanned_pdf"},
		"RecognisedOver":  {build(sheet{picture + hidden, ""}), "scanned_pdf"},
		"TextBehind":      {build(sheet{say(40, 200, "recognised by a machine 123") + picture, ""}), "scanned_pdf"},
		"NoUnicode":       {build(sheet{"BT /F2 12 Tf 40 250 Td <00130014001500160017001800190031003200330034> Tj ET", ""}), "unreadable_text"},
		"PrivateUse":      {build(sheet{"BT /F3 12 Tf 40 250 Td <000100020003000400050006000700080009000A000B> Tj ET" + say(40, 200, "words"), ""}), "unreadable_text"},
		"HeaderOnly":      {[]byte("%PDF-1.7\n"), "damaged_file"},
		"Cut":             {whole[:200], "damaged_file"},
		"ManyPages":       {build(many...), "too_large"},
		"ManyCharacters":  {build(sheet{"BT /F1 1 Tf 1 0 0 1 10 10 Tm (" + strings.Repeat(strings.Repeat("x", 30_000)+") Tj (", 1+maxGlyphs/30_000) + ") Tj ET", ""}), "too_large"},
		"ManyObjects":     {build(sheet{strings.Repeat("1 1 m 9 9 l S\n", maxObjects+1), ""}), "too_large"},
	} {
		_, err := Read(name, tt.b)
		if data.Code(err) != tt.code {
			t.Errorf("%s: %v, want %s", name, err, tt.code)
		} else if !strings.Contains(err.Error(), name) {
			t.Errorf("%s: the error does not name the file: %v", name, err)
		}
	}
}
