package odf

import (
	"encoding/xml"
	"strings"

	"gongkai/ingest/document/sheet/container"
)

// styles are what matters of the automatic styles.
type styles struct {
	byName map[string]style // by family and name
	open   string           // the one being read
}

type style struct {
	hidden bool // text:display="none", table:display="false"
	framed bool // cells with borders at their sides
}

// maxStyles bounds how many are remembered.
const maxStyles = 50_000

// of is the style of a family that an element names.
func (s *styles) of(family, name string) style {
	if name == "" {
		return style{}
	}
	return s.byName[family+" "+name]
}

// start reads an element before the body.
func (s *styles) start(e xml.StartElement) {
	switch e.Name.Local {
	case "style":
		s.open = container.Attr(e, "family") + " " + container.Attr(e, "name")
	case "text-properties", "section-properties":
		if d := container.Attr(e, "display"); d == "none" {
			s.set(style{hidden: true})
		}
	case "table-properties":
		if container.Attr(e, "display") == "false" {
			s.set(style{hidden: true})
		}
	case "table-cell-properties":
		if framed(e) {
			s.set(style{framed: true})
		}
	}
}

func (s *styles) set(v style) {
	if len(s.byName) < maxStyles {
		s.byName[s.open] = v
	}
}

// framed reports whether a cell has the borders of a table: a line below alone
// underlines a title.
func framed(e xml.StartElement) bool {
	line := func(name string) bool {
		v := container.Attr(e, name)
		return v != "" && !strings.HasPrefix(v, "none") && !strings.HasPrefix(v, "hidden")
	}
	return line("border") || line("border-left") || line("border-right") || line("border-top") && line("border-bottom")
}
