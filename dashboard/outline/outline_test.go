package outline

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/data"
)

// Shapes that are no map: the tests bring no boundaries either.
const shapes = `{"type":"FeatureCollection","features":[
 {"type":"Feature","properties":{"name":"福建省"},"geometry":{"type":"Polygon","coordinates":[[[116,24],[120,24],[120,28],[116,28],[116,24]]]}},
 {"type":"Feature","properties":{"NAME":"江苏","adcode":320000},"geometry":{"type":"MultiPolygon","coordinates":[[[[117,31],[121,31],[121,34],[117,34],[117,31]],[[118,32],[119,32],[119,33],[118,32]]],[[[122,31],[122.01,31],[122.01,31.01],[122,31]]]]}},
 {"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[110,10],[110.5,12],[111,10]]},{"type":"MultiLineString","coordinates":[[[112,10],[113,11]]]}]}}]}`

const number = "GS（2024）0650号"

func load(t *testing.T, text, number string) (*Map, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "map.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Load(file, number)
}

// Every feature is drawn, with its rings and lines, within the sheet.
func TestLoad(t *testing.T) {
	m, err := load(t, shapes, " "+number)
	if err != nil {
		t.Fatal(err)
	}
	var svg struct {
		Paths []struct {
			ID string `xml:"id,attr"`
			D  string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal(m.SVG, &svg); err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, p := range svg.Paths {
		if p.ID != m.Areas[i].ID {
			t.Errorf("%s, %+v", p.ID, m.Areas[i])
		}
		got = append(got, fmt.Sprintf("%s %d %d %v", m.Areas[i].Name, strings.Count(p.D, "M"), strings.Count(p.D, "Z"), m.Areas[i].Line))
	}
	if want := "福建省 1 1 false|江苏 3 3 false| 2 0 true"; strings.Join(got, "|") != want || m.Number != number || m.Hash == "" {
		t.Errorf("%q, want %q", strings.Join(got, "|"), want)
	}
	if max(m.Width, m.Height) != drawnWidth+1 || bytes.Contains(m.SVG, []byte("-")) && !strings.HasPrefix(string(m.SVG), "<svg") {
		t.Errorf("%d x %d", m.Width, m.Height)
	}
	fujian, jiangsu := m.Areas[0], m.Areas[1]
	if jiangsu.Y >= fujian.Y { // north is above
		t.Errorf("%+v %+v", fujian, jiangsu)
	}
	again, _ := load(t, shapes, number)
	if !bytes.Equal(m.SVG, again.SVG) || m.Hash != again.Hash {
		t.Error("not the same twice")
	}
}

// A map without its review number, or of which a part could not be drawn, is
// not shown at all.
func TestRefused(t *testing.T) {
	for _, n := range []string{"", "0650", "GS 0650号", "GS（24）0650号", "<b>（2024）1号"} {
		if _, err := load(t, shapes, n); data.Code(err) != "no_review_number" {
			t.Errorf("%q: %v", n, err)
		}
	}
	for _, n := range []string{"GS(2019)1822号", "GS京（2022）1061号", "闽S（2023）12号", "琼S〔2021〕003号"} {
		if _, err := load(t, shapes, n); err != nil {
			t.Errorf("%q: %v", n, err)
		}
	}
	for name, text := range map[string]string{
		"nothing": "", "array": "[]", "empty": `{"type":"FeatureCollection","features":[]}`, "feature": `{"type":"Feature","geometry":null}`,
		"point":  strings.Replace(shapes, `"type":"Polygon"`, `"type":"Point"`, 1),
		"metres": strings.Replace(shapes, "[116,24]", "[12913000,2753000]", 1),
		"none":   strings.Replace(shapes, `{"type":"Polygon","coordinates":[[[116,24],[120,24],[120,28],[116,28],[116,24]]]}`, "null", 1),
		"short":  strings.Replace(shapes, "[[110,10],[110.5,12],[111,10]]", "[[110,10]]", 1),
		"text":   strings.Replace(shapes, "[116,24]", `["116",24]`, 1),
		"nested": `{"type":"FeatureCollection","features":[{"geometry":{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[{"type":"Point"}]}]}}]}`,
	} {
		if _, err := load(t, text, number); data.Code(err) != "bad_outline" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none"), number); data.Code(err) != "cannot_open" {
		t.Error(err)
	}
}

// The projection keeps areas: a degree's cell is as large as on the sphere.
func TestAlbers(t *testing.T) {
	if p := albers(point{105, 36}); p.x != 0 {
		t.Errorf("%v is not on the central meridian", p)
	}
	for _, at := range []point{{75, 39}, {105, 5}, {134, 48}} {
		const d = 0.01
		corners := []point{albers(at), albers(point{at.x + d, at.y}), albers(point{at.x + d, at.y + d}), albers(point{at.x, at.y + d})}
		var area float64
		for i, p := range corners {
			q := corners[(i+1)%4]
			area += (p.x*q.y - q.x*p.y) / 2
		}
		want := radians(d) * (math.Sin(radians(at.y+d)) - math.Sin(radians(at.y)))
		if math.Abs(math.Abs(area)/want-1) > 1e-4 {
			t.Errorf("%v: %g, want %g", at, area, want)
		}
	}
}

func TestSimpler(t *testing.T) {
	line := []point{{0, 0}, {1, 0.1}, {2, -0.1}, {3, 5}, {4, 6}, {5, 7}, {9, 9}}
	got := simpler(line, 0.3)
	if fmt.Sprint(got) != "[{0 0} {2 -0.1} {3 5} {5 7} {9 9}]" {
		t.Error(got)
	}
	for _, p := range line { // nothing lies farther from what remains
		near := math.Inf(1)
		for i := 1; i < len(got); i++ {
			near = min(near, distance(p, got[i-1], got[i]))
		}
		if near > 0.3 {
			t.Errorf("%v is %g away", p, near)
		}
	}
}

func FuzzOutline(f *testing.F) {
	f.Add([]byte(shapes))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"properties":null,"geometry":{"type":"Polygon","coordinates":[[[100,1e-300],[100,1],[101,1],[100,1]]]}}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		features, err := read(b)
		if err != nil {
			return
		}
		m := draw(features)
		if len(m.Areas) != len(features) || bytes.Contains(m.SVG, []byte("NaN")) || bytes.Contains(m.SVG, []byte("Inf")) {
			t.Errorf("%s", m.SVG)
		}
		if err := xml.Unmarshal(m.SVG, new(struct{})); err != nil || !json.Valid(b) {
			t.Error(err)
		}
	})
}
