// Package container opens the zip files that office formats are, within
// bounds: what is inside comes from strangers.
package container

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"gongkai/ingest/document"
)

// Errors of files that are too large or not whole.
var (
	ErrTooLarge = errors.New("container: too large")
	ErrDamaged  = errors.New("container: damaged")
)

const (
	maxFiles  = 20_000  // inside a container
	maxMarkup = 1 << 20 // bytes from one < to the next: a text, or a tag with its attributes
)

// Container is an opened zip file. All its parts together unpack to no more
// than document.MaxBytes.
type Container struct {
	files map[string]*zip.File // by lower-case name
	left  int64
}

// Open reads the directory of a zip file. The error is ErrTooLarge or
// ErrDamaged.
func Open(b []byte) (*Container, error) {
	if bytes.Count(b, []byte("PK\x01\x02")) > maxFiles {
		return nil, ErrTooLarge
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, ErrDamaged
	}
	c := &Container{files: make(map[string]*zip.File, len(z.File)), left: document.MaxBytes}
	for _, f := range z.File {
		name := key(f.Name)
		if _, twice := c.files[name]; !twice {
			c.files[name] = f
		}
	}
	return c, nil
}

// key is a part's name as it is looked up: some programs write backslashes, a
// leading slash, or letters of the other case.
func key(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// Has reports whether there is a part of that name.
func (c *Container) Has(name string) bool { return c.files[key(name)] != nil }

// Read reads the XML of a part token by token; a part that is not there has
// none. It ends when do returns an error, which it returns. Other errors are
// ErrTooLarge and ErrDamaged, the latter also for XML that ends too early.
func (c *Container) Read(name string, do func(xml.Token) error) error {
	f := c.files[key(name)]
	if f == nil {
		return nil
	}
	if int64(f.UncompressedSize64) > c.left || f.UncompressedSize64 > document.MaxBytes {
		return ErrTooLarge
	}
	part, err := f.Open()
	if err != nil {
		return ErrDamaged
	}
	defer part.Close()
	b := &bounded{r: part, left: &c.left}
	return tokens(b, do)
}

// Tokens reads XML from a string in the same way and within the same bounds.
func Tokens(s string, do func(xml.Token) error) error {
	left := int64(document.MaxBytes)
	return tokens(&bounded{r: strings.NewReader(s), left: &left}, do)
}

func tokens(b *bounded, do func(xml.Token) error) error {
	dec := xml.NewDecoder(b)
	// parts are UTF-8, whatever they declare; a declaration of a decoded text is out of date
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	depth := 0
	for {
		t, err := dec.RawToken()
		switch {
		case b.large:
			return ErrTooLarge
		case err == io.EOF && depth == 0:
			return nil
		case err != nil:
			return ErrDamaged
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			if depth--; depth < 0 {
				return ErrDamaged
			}
		}
		if err := do(t); err != nil {
			return err
		}
	}
}

// bounded ends when its container has unpacked too much, or when markup grows
// so long that the decoder would have to keep it whole.
type bounded struct {
	r      io.Reader
	left   *int64
	markup int
	large  bool
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	*b.left -= int64(n)
	if i := bytes.LastIndexByte(p[:n], '<'); i >= 0 {
		first := bytes.IndexByte(p[:n], '<')
		b.large = b.large || b.markup+first > maxMarkup
		b.markup = n - i
	} else {
		b.markup += n
	}
	if *b.left < 0 || b.markup > maxMarkup {
		b.large = true
	}
	if b.large {
		return 0, ErrTooLarge
	}
	return n, err
}

// Attr is an element's attribute by its local name, "" if it has none.
func Attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
