// Package outline draws a map from a GeoJSON file that the operator supplies
// together with its review number (审图号): the program brings no boundaries of
// its own, as maps of China may only be published after a review (地图管理条例,
// article 15).
package outline

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"

	"gongkai/data"
)

// Map is an outline map, ready to be sent.
type Map struct {
	Number        string // review number as given, such as GS（2024）0650号
	SVG           []byte // a path each area, with the id of its Area
	Hash          string // of SVG
	Width, Height int    // of the drawing's view box
	Areas         []Area // in the order of the file
}

// Area is a feature of the file.
type Area struct {
	ID     string // of its path in the drawing
	Name   string // as in the file, "" where it has none
	X, Y   int    // where a label stands
	Line   bool   // has lines only
	extent float64
}

// Drawn size and precision, in units of the view box: a line moves by less than
// a third of one.
const (
	drawnWidth = 900
	within     = 0.3
)

// reviewed is what review numbers look like: a letter code, a year, a number.
var reviewed = regexp.MustCompile(`^[\p{Han}A-Z]{1,6} ?[(（\[〔]\d{4}[)）\]〕] ?\d{1,6} ?号$`)

// Load reads a GeoJSON file in degrees (WGS 84, CGCS 2000 or GCJ-02) with its
// review number. Codes: "cannot_open", "bad_outline", "no_review_number".
func Load(file, number string) (*Map, error) {
	number = strings.TrimSpace(number)
	if !reviewed.MatchString(number) {
		return nil, &data.Error{Code: "no_review_number", File: file, Place: number,
			Reason: data.Text{ZH: "地图没有审图号，或审图号写法不对", EN: "the map has no review number (审图号), or one of another form"},
			Way:    data.Text{ZH: "请照地图上印的写，如 --outline-number 'GS（2024）0650号'；地图须经审核方可公开展示", EN: "write it as printed on the map, such as --outline-number 'GS（2024）0650号'; maps may only be shown after a review"}}
	}
	info, err := os.Stat(file)
	if err == nil && info.Size() > maxBytes {
		return nil, bad(file, fmt.Errorf("%d MB, at most %d MB", info.Size()>>20, maxBytes>>20))
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, &data.Error{Code: "cannot_open", File: file, Err: err,
			Reason: data.Text{ZH: "打不开地图文件：" + err.Error(), EN: "cannot open the map: " + err.Error()},
			Way:    data.Text{ZH: "请检查 --outline 的路径", EN: "check the path given to --outline"}}
	}
	features, err := read(b)
	if err != nil {
		return nil, bad(file, err)
	}
	m := draw(features)
	m.Number = number
	return m, nil
}

func bad(file string, err error) error {
	return &data.Error{Code: "bad_outline", File: file, Err: err,
		Reason: data.Text{ZH: "不是能用的地图文件：" + err.Error(), EN: "not a map that can be drawn: " + err.Error()},
		Way:    data.Text{ZH: "需要经纬度坐标的 GeoJSON（FeatureCollection，面或线）", EN: "it takes GeoJSON in degrees: a FeatureCollection of areas or lines"}}
}

// draw lays the features on the sheet. All of them: nothing is left out.
func draw(features []feature) *Map {
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	each := func(change func(point) point) {
		for _, f := range features {
			for _, lines := range [][][]point{f.areas, f.lines} {
				for _, line := range lines {
					for i := range line {
						line[i] = change(line[i])
					}
				}
			}
		}
	}
	each(func(p point) point {
		q := albers(p)
		low, high = point{min(low.x, q.x), min(low.y, q.y)}, point{max(high.x, q.x), max(high.y, q.y)}
		return q
	})
	scale := drawnWidth / max(high.x-low.x, high.y-low.y, 1e-9)
	each(func(p point) point { return point{(p.x - low.x) * scale, (p.y - low.y) * scale} })
	m := &Map{Width: int(math.Ceil((high.x-low.x)*scale)) + 1, Height: int(math.Ceil((high.y-low.y)*scale)) + 1}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d">`+"\n", m.Width, m.Height)
	for i, f := range features {
		a := Area{ID: "a" + strconv.Itoa(i+1), Name: f.name, Line: len(f.areas) == 0}
		fmt.Fprintf(&b, `<path id="%s" d="`, a.ID)
		for _, ring := range f.areas {
			a.label(ring)
			path(&b, ring, true)
		}
		for _, line := range f.lines {
			path(&b, line, false)
		}
		b.WriteString("\"/>\n")
		m.Areas = append(m.Areas, a)
	}
	b.WriteString("</svg>\n")
	m.SVG = b.Bytes()
	sum := sha256.Sum256(m.SVG)
	m.Hash = hex.EncodeToString(sum[:6])
	return m
}

func path(b *bytes.Buffer, line []point, closed bool) {
	kept := line
	if half := len(line) / 2; closed && half > 1 { // a ring's ends are one point: its far point is the other end
		kept = append(simpler(line[:half+1], within), simpler(line[half:], within)[1:]...)
	} else {
		kept = simpler(line, within)
	}
	if closed && len(kept) < 4 {
		kept = line // an island of less than a pixel stays
	}
	for i, p := range kept {
		letter := "L"
		if i == 0 {
			letter = "M"
		}
		b.WriteString(letter + short(p.x) + " " + short(p.y))
	}
	if closed {
		b.WriteByte('Z')
	}
}

func short(x float64) string {
	return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64)
}

// label sets the label's place to the middle of a ring, if it is the largest
// yet.
func (a *Area) label(ring []point) {
	var area, x, y float64
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		cross := p.x*q.y - q.x*p.y
		area += cross / 2
		x += (p.x + q.x) * cross
		y += (p.y + q.y) * cross
	}
	if math.Abs(area) <= a.extent {
		return
	}
	a.extent = math.Abs(area)
	a.X, a.Y = int(math.Round(x/(6*area))), int(math.Round(y/(6*area)))
}
