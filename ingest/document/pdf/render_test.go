package pdf

import (
	"context"
	"image"
	"os"
	"testing"

	"gongkai/data"
	"gongkai/ingest/document"
)

// ink counts the pixels of a part of a picture that are not white.
func ink(p *image.RGBA, part image.Rectangle) (n int) {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if c := p.RGBAAt(x, y); c.R < 200 || c.G < 200 || c.B < 200 {
				n++
			}
		}
	}
	return n
}

// A cell that holds a number shows ink where its box says, whatever the turn
// of the page.
func TestRender(t *testing.T) {
	for _, name := range []string{"report-office.pdf", "landscape-office.pdf", "rotated.pdf"} {
		b, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Read(name, b)
		if err != nil {
			t.Fatal(err)
		}
		pictures := map[int]*image.RGBA{}
		numbers := 0
		for _, bl := range d.Blocks {
			if bl.Table == nil {
				continue
			}
			for _, c := range bl.Table.Cells {
				if !isNumber(c.Text) {
					continue
				}
				numbers++
				p := pictures[c.Page]
				if p == nil {
					if p, err = Render(context.Background(), name, b, c.Page, 400); err != nil {
						t.Fatal(err)
					}
					pictures[c.Page] = p
				}
				if in := inside(p.Rect, c.Box); ink(p, in) == 0 {
					t.Errorf("%s page %d: %q has no ink in %v of %v", name, c.Page, c.Text, in, p.Rect)
				}
			}
		}
		for n, p := range pictures {
			if p.Rect.Dx() > maxWidth || p.Rect.Dy() > maxHeight || p.Rect.Dx() < 300 {
				t.Errorf("%s page %d: %v", name, n, p.Rect)
			}
		}
		if numbers == 0 {
			t.Errorf("%s: no numbers", name)
		}
	}
}

// inside is a box without its borders, which are ink as well.
func inside(r image.Rectangle, b document.Box) image.Rectangle {
	w, h := float32(r.Dx()), float32(r.Dy())
	return image.Rect(int(b[0]*w), int(b[1]*h), int(b[2]*w), int(b[3]*h)).Inset(3)
}

func TestRenderRefused(t *testing.T) {
	report, err := os.ReadFile("testdata/report-office.pdf")
	if err != nil {
		t.Fatal(err)
	}
	locked, err := os.ReadFile("testdata/password.pdf")
	if err != nil {
		t.Fatal(err)
	}
	ended, end := context.WithCancel(context.Background())
	end()
	for _, tt := range []struct {
		name string
		ctx  context.Context
		b    []byte
		page int
		code string
	}{
		{"Before", t.Context(), report, 0, "no_page"},
		{"After", t.Context(), report, 99, "no_page"},
		{"Password", t.Context(), locked, 1, "encrypted_file"},
		{"Damaged", t.Context(), report[:200], 1, "damaged_file"},
		{"Ended", ended, report, 1, "too_slow"},
	} {
		if _, err := Render(tt.ctx, "a.pdf", tt.b, tt.page, 100); data.Code(err) != tt.code {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.code)
		}
	}
}
