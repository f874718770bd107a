package outline

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// point is a longitude and a latitude, or a place on the sheet.
type point struct{ x, y float64 }

// feature is a division, or a line, of the operator's file.
type feature struct {
	name   string
	areas  [][]point // rings
	lines  [][]point
	points int
}

// Bounds of a file: more is not a map for a page.
const (
	maxBytes    = 64 << 20
	maxFeatures = 4000
	maxPoints   = 4_000_000
)

// read takes the features of a GeoJSON FeatureCollection (RFC 7946). Every one
// of them must be drawn, since a part left out of an approved map would be
// wrong: a geometry of a kind that cannot be drawn is an error.
func read(b []byte) ([]feature, error) {
	var file struct {
		Type     string
		Features []struct {
			Properties map[string]any
			Geometry   *geometry
		}
	}
	if err := json.Unmarshal(b, &file); err != nil {
		return nil, err
	}
	if file.Type != "FeatureCollection" || len(file.Features) == 0 {
		return nil, fmt.Errorf("type %q, %d features; want a FeatureCollection", file.Type, len(file.Features))
	}
	if len(file.Features) > maxFeatures {
		return nil, fmt.Errorf("%d features, at most %d", len(file.Features), maxFeatures)
	}
	var out []feature
	points := 0
	for i, f := range file.Features {
		one := feature{name: named(f.Properties)}
		if f.Geometry == nil {
			return nil, fmt.Errorf("feature %d has no geometry", i+1)
		}
		if err := one.take(f.Geometry); err != nil {
			return nil, fmt.Errorf("feature %d (%s): %w", i+1, one.name, err)
		}
		if points += one.points; points > maxPoints {
			return nil, fmt.Errorf("more than %d points", maxPoints)
		}
		out = append(out, one)
	}
	return out, nil
}

// named is the feature's name by the properties that Chinese files use.
func named(properties map[string]any) string {
	for _, key := range []string{"name", "NAME", "Name", "名称", "省", "市", "县", "fullname", "FullName"} {
		if s, is := properties[key].(string); is && strings.TrimSpace(s) != "" {
			return strings.TrimSpace(s)
		}
	}
	return ""
}

type geometry struct {
	Type        string
	Coordinates json.RawMessage
	Geometries  []geometry
}

func (f *feature) take(g *geometry) error {
	var err error
	switch g.Type {
	case "Polygon":
		var rings [][][]float64
		if err = json.Unmarshal(g.Coordinates, &rings); err == nil {
			err = f.add(&f.areas, rings, 4)
		}
	case "MultiPolygon":
		var parts [][][][]float64
		if err = json.Unmarshal(g.Coordinates, &parts); err == nil {
			for _, rings := range parts {
				if err = f.add(&f.areas, rings, 4); err != nil {
					break
				}
			}
		}
	case "LineString":
		var line [][]float64
		if err = json.Unmarshal(g.Coordinates, &line); err == nil {
			err = f.add(&f.lines, [][][]float64{line}, 2)
		}
	case "MultiLineString":
		var lines [][][]float64
		if err = json.Unmarshal(g.Coordinates, &lines); err == nil {
			err = f.add(&f.lines, lines, 2)
		}
	case "GeometryCollection":
		for i := range g.Geometries {
			if len(g.Geometries[i].Geometries) > 0 {
				return fmt.Errorf("collections within collections")
			}
			if err = f.take(&g.Geometries[i]); err != nil {
				break
			}
		}
	default:
		return fmt.Errorf("a geometry of type %q cannot be drawn", g.Type)
	}
	return err
}

func (f *feature) add(to *[][]point, rings [][][]float64, least int) error {
	for _, ring := range rings {
		if len(ring) < least {
			return fmt.Errorf("a ring or line of %d points", len(ring))
		}
		if f.points += len(ring); f.points > maxPoints {
			return fmt.Errorf("more than %d points", maxPoints)
		}
		out := make([]point, len(ring))
		for i, p := range ring {
			if len(p) < 2 || !(p[0] >= 60 && p[0] <= 150 && p[1] >= -5 && p[1] <= 60) {
				return fmt.Errorf("%s is no longitude and latitude of China", printed(p))
			}
			out[i] = point{p[0], p[1]}
		}
		*to = append(*to, out)
	}
	return nil
}

func printed(p []float64) string {
	var parts []string
	for _, x := range p[:min(len(p), 3)] {
		parts = append(parts, strconv.FormatFloat(x, 'g', 8, 64))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}
