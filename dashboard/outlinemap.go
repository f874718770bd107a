package dashboard

import (
	"strings"

	"github.com/gofiber/fiber/v2"
)

// mapArea is an area of the operator's outline map with what the grid says of
// the same division.
type mapArea struct {
	placeTile
	Use  string // address of its path
	Text string // its label, at X and Y
	X, Y int
	Line bool
}

// outlineMap is the operator's map with its review number, which is printed
// beside it wherever it is shown.
type outlineMap struct {
	Width, Height int
	Number        string
	Areas         []mapArea
}

// outlineOf joins the map with tiles by the names of the divisions. It returns
// nil where the map is of other places.
func (s *Server) outlineOf(tiles []placeTile) *outlineMap {
	if s.Outline == nil {
		return nil
	}
	m := &outlineMap{Width: s.Outline.Width, Height: s.Outline.Height, Number: s.Outline.Number}
	of, known := map[string]placeTile{}, 0
	for _, t := range tiles {
		of[bareName(t.Name)] = t
	}
	for _, a := range s.Outline.Areas {
		one := mapArea{placeTile: placeTile{Name: a.Name, Step: -1}, Use: "/outline/" + s.Outline.Hash + ".svg#" + a.ID, X: a.X, Y: a.Y, Line: a.Line}
		if t, is := of[bareName(a.Name)]; is && a.Name != "" && !a.Line {
			one.placeTile, one.Text = t, t.Short
			if t.Short == "" {
				one.Text = bareName(t.Name)
			}
			known++
		}
		m.Areas = append(m.Areas, one)
	}
	if known == 0 {
		return nil
	}
	return m
}

// divisionKinds are what names of divisions end with; maps often leave it out.
var divisionKinds = []string{"特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市", "地区"}

// bareName is a division's name without its kind.
func bareName(name string) string {
	for _, k := range divisionKinds {
		if short, is := strings.CutSuffix(name, k); is && short != "" {
			return short
		}
	}
	return name
}

// outline answers the drawing of the operator's map.
func (s *Server) outline(c *fiber.Ctx) error {
	if s.Outline == nil || c.Params("hash") != s.Outline.Hash {
		return notFound()
	}
	c.Set(fiber.HeaderContentType, svgKind)
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	return send(c, s.Outline.SVG, s.outlineGz, nil)
}
