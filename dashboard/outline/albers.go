package outline

import "math"

// The projection of the maps of China: Albers' equal-area conic with standard
// parallels 25° and 47° N and central meridian 105° E, on the sphere (Snyder,
// Map Projections: A Working Manual, 1987, p. 100).
var (
	south, north, central = radians(25), radians(47), radians(105)

	cone  = (math.Sin(south) + math.Sin(north)) / 2
	apexC = math.Cos(south)*math.Cos(south) + 2*cone*math.Sin(south)
)

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }

// albers projects a longitude and latitude in degrees to earth radii; y grows
// to the south, as on a screen.
func albers(p point) point {
	rho := math.Sqrt(math.Max(0, apexC-2*cone*math.Sin(radians(p.y)))) / cone
	theta := cone * (radians(p.x) - central)
	return point{rho * math.Sin(theta), rho * math.Cos(theta)}
}

// simpler leaves out the points of a line that lie within a distance of what
// remains (Douglas and Peucker 1973). Both ends stay.
func simpler(line []point, within float64) []point {
	if len(line) < 3 {
		return line
	}
	keep := make([]bool, len(line))
	keep[0], keep[len(line)-1] = true, true
	type span struct{ from, to int }
	for open := []span{{0, len(line) - 1}}; len(open) > 0; {
		s := open[len(open)-1]
		open = open[:len(open)-1]
		far, at := within, -1
		for i := s.from + 1; i < s.to; i++ {
			if d := distance(line[i], line[s.from], line[s.to]); d > far {
				far, at = d, i
			}
		}
		if at >= 0 {
			keep[at] = true
			open = append(open, span{s.from, at}, span{at, s.to})
		}
	}
	out := make([]point, 0, len(line))
	for i, p := range line {
		if keep[i] {
			out = append(out, p)
		}
	}
	return out
}

// distance is that of a point from a segment.
func distance(p, a, b point) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = math.Max(0, math.Min(1, ((p.x-a.x)*dx+(p.y-a.y)*dy)/l))
	}
	return math.Hypot(p.x-a.x-t*dx, p.y-a.y-t*dy)
}
