package sheet

import (
	"encoding/xml"
	"path"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/document/sheet/container"
	"gongkai/ingest/document/sheet/grid"
)

// ReadXLSX reads the visible sheets of an Office Open XML workbook (ECMA-376
// SpreadsheetML, transitional or strict) in their order. Errors are
// *data.Error: "damaged_file", "too_large", "empty_file".
//
// It reads the parts itself, as a stream: a library that builds the sheet in
// memory makes two gigabytes of 600 cells that stand in the last column.
func ReadXLSX(name string, b []byte) (*document.Document, error) {
	d, err := readXLSX(b)
	if err != nil {
		return nil, refuse(name, "xlsx", err)
	}
	return d, nil
}

func readXLSX(b []byte) (*document.Document, error) {
	c, err := container.Open(b)
	if err != nil {
		return nil, err
	}
	w, err := openWorkbook(c)
	if err != nil {
		return nil, err
	}
	d := newDocument("xlsx")
	out := grid.NewWriter(d)
	for _, part := range w.sheets {
		s, err := w.readSheet(part)
		if err != nil {
			return nil, err
		}
		if err := out.Add(s); err != nil {
			return nil, err
		}
	}
	if len(d.Blocks) == 0 {
		return nil, errNoSheet
	}
	return d, nil
}

// workbook is what the sheets of an xlsx share.
type workbook struct {
	parts    *container.Container
	sheets   []string // part names of the visible ones
	date1904 bool
	strings  []string
	styles   []style
}

// Types of relationships, as they end in both the transitional and the strict
// variant (ECMA-376 part 1, annex A, and part 4).
const (
	isDocument = "/officeDocument"
	isSheet    = "/worksheet"
	isStrings  = "/sharedStrings"
	isStyles   = "/styles"
)

// openWorkbook finds the parts and reads those that all sheets need.
func openWorkbook(c *container.Container) (*workbook, error) {
	main := "xl/workbook.xml"
	root, err := relations(c, "")
	if err != nil {
		return nil, err
	}
	for _, r := range root {
		if strings.HasSuffix(r.kind, isDocument) && c.Has(r.target) {
			main = r.target
		}
	}
	if !c.Has(main) {
		return nil, errDamaged
	}
	related, err := relations(c, main)
	if err != nil {
		return nil, err
	}
	w := &workbook{parts: c}
	if err := c.Read(main, func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok {
			w.element(e, related)
		}
		return nil
	}); err != nil {
		return nil, err
	}
	for _, r := range related {
		switch {
		case strings.HasSuffix(r.kind, isStrings):
			err = w.readStrings(r.target)
		case strings.HasSuffix(r.kind, isStyles):
			err = w.readStyles(r.target)
		}
		if err != nil {
			return nil, err
		}
	}
	return w, nil
}

// element reads the sheets in their order, and whether they are hidden.
func (w *workbook) element(e xml.StartElement, related map[string]relation) {
	switch e.Name.Local {
	case "workbookPr":
		w.date1904 = isTrue(container.Attr(e, "date1904"))
	case "sheet":
		state := container.Attr(e, "state")
		r := related[container.Attr(e, "id")]
		if (state == "" || state == "visible") && strings.HasSuffix(r.kind, isSheet) && len(w.sheets) < maxSheets {
			w.sheets = append(w.sheets, r.target)
		}
	}
}

// maxSheets bounds the sheets of a workbook that are read.
const maxSheets = 1000

// relation leads from one part to another.
type relation struct{ kind, target string }

// relations reads a part's relationships by their id; "" is the container.
func relations(c *container.Container, part string) (map[string]relation, error) {
	dir, base := path.Split(part)
	out := map[string]relation{}
	err := c.Read(dir+"_rels/"+base+".rels", func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" || container.Attr(e, "TargetMode") == "External" {
			return nil
		}
		if len(out) >= maxRelations {
			return container.ErrTooLarge
		}
		target := container.Attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		out[container.Attr(e, "Id")] = relation{container.Attr(e, "Type"), target}
		return nil
	})
	return out, err
}

const maxRelations = 10_000

// isTrue reads xsd:boolean.
func isTrue(s string) bool { return s == "1" || s == "true" }
