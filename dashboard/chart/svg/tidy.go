package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// tidy writes a rendered document anew: only elements and attributes that
// draw, ids with a prefix in the order of their appearance, no hover styles
// and no marks for scripts. What is neither known to draw nor known to be
// needless is an error.
func tidy(drawn, prefix string) ([]byte, error) {
	w := &writer{prefix: prefix, ids: map[string]string{}, defined: map[string]bool{}}
	dec := xml.NewDecoder(strings.NewReader(strings.Map(lawful, drawn)))
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = w.token(dec, token)
		}
		if err != nil {
			return nil, notDrawn(err)
		}
	}
	for id := range w.ids {
		if !w.defined[id] {
			return nil, notDrawn(fmt.Errorf("no element has the id %q", id))
		}
	}
	if !bytes.HasPrefix(w.out.Bytes(), []byte("<svg ")) {
		return nil, notDrawn(errors.New("no svg element"))
	}
	return w.out.Bytes(), nil
}

// lawful replaces the characters that XML cannot hold.
func lawful(r rune) rune {
	if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
		return '\uFFFD'
	}
	return r
}

type writer struct {
	out     bytes.Buffer
	prefix  string
	ids     map[string]string // ECharts' -> ours
	defined map[string]bool
	inText  int
}

func (w *writer) token(dec *xml.Decoder, token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return w.start(dec, t)
	case xml.EndElement:
		if t.Name.Local == "text" {
			w.inText--
		}
		w.out.WriteString("</" + t.Name.Local + ">")
		if w.inText == 0 {
			w.out.WriteByte('\n')
		}
	case xml.CharData:
		if w.inText > 0 {
			return xml.EscapeText(&w.out, t)
		}
		if len(bytes.TrimSpace(t)) > 0 {
			return fmt.Errorf("text %q outside of text elements", t)
		}
	default:
		return fmt.Errorf("a %T", token)
	}
	return nil
}

func (w *writer) start(dec *xml.Decoder, t xml.StartElement) error {
	name := t.Name.Local
	if t.Name.Space != "http://www.w3.org/2000/svg" {
		return fmt.Errorf("element %q of %q", name, t.Name.Space)
	}
	if name == "style" || name == "path" && unseen(t.Attr) { // colours under the pointer, places to point at
		return dec.Skip()
	}
	if !drawing[name] {
		return fmt.Errorf("element %q", name)
	}
	if name == "text" {
		w.inText++
	}
	w.out.WriteString("<" + name)
	for _, a := range t.Attr {
		if err := w.attribute(a); err != nil {
			return err
		}
	}
	if name == "svg" {
		w.write("font-family", fonts)
	}
	w.out.WriteByte('>')
	if holding[name] {
		w.out.WriteByte('\n')
	}
	return nil
}

// unseen tells a path that leaves no mark.
func unseen(attributes []xml.Attr) bool {
	at := map[string]string{}
	for _, a := range attributes {
		at[a.Name.Local] = a.Value
	}
	filled := at["fill"] != "none" && at["fill-opacity"] != "0"
	stroked := at["stroke"] != "" && at["stroke"] != "none" && at["stroke-width"] != "0"
	return at["d"] == "" || !filled && !stroked
}

func (w *writer) attribute(a xml.Attr) error {
	name := a.Name.Local
	switch {
	case a.Name.Space == "http://www.w3.org/XML/1998/namespace" && name == "space":
		name = "xml:space"
	case a.Name.Space == "xmlns" || needless[name] || strings.HasPrefix(name, "ecmeta_"):
		return nil
	case a.Name.Space != "" || !shaping[name]:
		return fmt.Errorf("attribute %q of %q", name, a.Name.Space)
	}
	if name == "style" {
		return w.style(a.Value)
	}
	value, err := w.value(name, a.Value)
	if err != nil {
		return err
	}
	w.write(name, value)
	return nil
}

// style writes the declarations of a style as attributes: a page that forbids
// styles within its markup can hold the picture. The common font stands at
// the root.
func (w *writer) style(declarations string) error {
	for d := range strings.SplitSeq(declarations, ";") {
		name, value, _ := strings.Cut(d, ":")
		switch {
		case d == "" || name == "font-family" && value == fonts:
		case !lettering[name] || reach.MatchString(value):
			return fmt.Errorf("style %q", d)
		default:
			w.write(name, value)
		}
	}
	return nil
}

func (w *writer) write(name, value string) {
	w.out.WriteString(" " + name + `="`)
	_ = xml.EscapeText(&w.out, []byte(value)) // a bytes.Buffer never fails
	w.out.WriteByte('"')
}

var (
	local = regexp.MustCompile(`^url\(#([A-Za-z0-9_-]+)\)$`)
	reach = regexp.MustCompile(`(?i)url|import|expression|script:|data:|://|\\`)
)

// value renames ids and refuses whatever could reach out of the document.
func (w *writer) value(name, v string) (string, error) {
	if name == "id" {
		w.defined[v] = true
		return w.id(v), nil
	}
	if m := local.FindStringSubmatch(v); m != nil {
		return "url(#" + w.id(m[1]) + ")", nil
	}
	if name != "xmlns" && reach.MatchString(v) {
		return "", fmt.Errorf("attribute %s=%q", name, v)
	}
	return v, nil
}

func (w *writer) id(old string) string {
	id, ok := w.ids[old]
	if !ok {
		id = w.prefix + "-" + strconv.Itoa(len(w.ids))
		w.ids[old] = id
	}
	return id
}
