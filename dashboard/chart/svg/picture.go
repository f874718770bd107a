package svg

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
)

// Frame is what is printed around a chart: a picture that is cut out and
// handed on must still say what it shows, in which unit, and where it is from.
type Frame struct {
	Title  string
	Unit   string   // in words: 单位：件
	Notes  []string // below the chart, a paragraph each
	Source string
}

// Sizes of a frame in CSS pixels.
const (
	margin    = 16
	titleSize = 17.0
	noteSize  = 12.0
	spacing   = 1.5 // of lines, in font sizes
)

// Picture draws a chart of width by height pixels with its frame around it, as
// one SVG document, which is as much larger as the frame needs.
func (r *Renderer) Picture(ctx context.Context, option json.RawMessage, f Frame, width, height int, theme Theme) ([]byte, error) {
	chart, err := r.Render(ctx, option, width, height, theme)
	if err != nil {
		return nil, err
	}
	c := theme.colors()
	room := float64(width)
	title := wrapped(f.Title, "bold 17px", room-textWidth(f.Unit, "13px")-margin)
	below := wrapped(f.Source, "12px", room)
	for i := len(f.Notes) - 1; i >= 0; i-- {
		below = append(wrapped(f.Notes[i], "12px", room), below...)
	}
	head := float64(len(title)) * titleSize * spacing
	foot := float64(len(below)) * noteSize * spacing
	all := float64(height) + head + foot + 2*margin
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%.0f" viewBox="0 0 %d %.0f" font-family="`, width+2*margin, all, width+2*margin, all)
	escape(&b, fonts)
	fmt.Fprintf(&b, "\">\n<rect width=\"%d\" height=\"%.0f\" fill=\"%s\"></rect>\n", width+2*margin, all, c.card)
	for i, line := range title {
		letters(&b, line, margin, margin+(float64(i)*spacing+1)*titleSize, titleSize, c.ink, ` font-weight="bold"`)
	}
	letters(&b, f.Unit, float64(margin+width), margin+titleSize, 13, c.soft, ` text-anchor="end"`)
	fmt.Fprintf(&b, "<g transform=\"translate(%d %.0f)\">\n", margin, margin+head)
	b.Write(chart)
	b.WriteString("</g>\n")
	for i, line := range below {
		letters(&b, line, margin, margin+head+float64(height)+(float64(i)+1)*noteSize*spacing, noteSize, c.soft, "")
	}
	b.WriteString("</svg>\n")
	return b.Bytes(), nil
}

func letters(b *bytes.Buffer, text string, x, y, size float64, fill, more string) {
	if text == "" {
		return
	}
	fmt.Fprintf(b, `<text x="%.0f" y="%.1f" font-size="%.0f" fill="%s"%s>`, x, y, size, fill, more)
	escape(b, text)
	b.WriteString("</text>\n")
}

func escape(b *bytes.Buffer, text string) {
	_ = xml.EscapeText(b, []byte(text)) // into memory; characters that XML cannot hold are replaced
}

// wrapped cuts a text into lines that fit; Chinese may be cut anywhere, words
// of other scripts between them.
func wrapped(text, font string, room float64) (lines []string) {
	line, from := 0, 0 // where the line began, and the last place to cut it
	runes := []rune(text)
	for i, r := range runes {
		if r > 0x2E7F || r == ' ' {
			from = i
		}
		if textWidth(string(runes[line:i+1]), font) <= room {
			continue
		}
		if from <= line {
			from = i
		}
		if from > line {
			lines = append(lines, string(runes[line:from]))
			line = from
		}
	}
	if line < len(runes) {
		lines = append(lines, string(runes[line:]))
	}
	return lines
}
