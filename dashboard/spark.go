package dashboard

import (
	"fmt"
	"strings"

	"gongkai/analytics"
)

// spark is a small line without axes. Its runs end where two years may not be
// compared, and where a year has no number.
type spark struct {
	Path string // of an SVG path, in a box of sparkWidth by sparkHeight
	X, Y string // of the last point, "" where that year has none
}

// Size of the box, with room for the last point's dot.
const (
	sparkWidth, sparkHeight = 120.0, 32.0
	sparkEdge               = 4.0
)

// newSpark draws the numbers of points; joined says whether a line may lead from
// one to the next.
func newSpark(points []analytics.Point, joined func(x, y analytics.Point) bool) spark {
	low, high, some := 0.0, 0.0, false
	for _, p := range points {
		if p.Value == nil {
			continue
		}
		v := p.Value.InexactFloat64()
		if !some {
			low, high, some = v, v, true
		}
		low, high = min(low, v), max(high, v)
	}
	if !some {
		return spark{}
	}
	if low > 0 && low > high/2 { // small movements are not blown up
		low = high / 2
	}
	low = min(low, high-1e-9)
	var s spark
	var path strings.Builder
	var last *analytics.Point
	for i := range points {
		p := &points[i]
		s.X, s.Y = "", ""
		if p.Value == nil {
			last = nil
			continue
		}
		x := sparkEdge + (sparkWidth-2*sparkEdge)*float64(i)/float64(max(1, len(points)-1))
		y := sparkHeight - sparkEdge - (sparkHeight-2*sparkEdge)*(p.Value.InexactFloat64()-low)/(high-low)
		command := "L"
		if last == nil || !joined(*last, *p) {
			command = "M"
		}
		s.X, s.Y = fmt.Sprintf("%.1f", x), fmt.Sprintf("%.1f", y)
		fmt.Fprintf(&path, "%s%s %s", command, s.X, s.Y)
		last = p
	}
	s.Path = path.String()
	return s
}
