// Package word reads the documents of word processors: docx, and the doc of
// Word 97 to 2003.
package word

import (
	"bytes"
	"encoding/xml"
	"errors"
	"path"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/document/sheet/container"
)

// ReadDOCX reads the main part of a docx, docm or their templates (ECMA-376
// WordprocessingML, transitional or strict): paragraphs, and tables with merged
// cells. What is hidden, deleted, a note, a header or a footer is left out;
// text boxes come before the paragraph or table that they are tied to. Errors
// are *data.Error: "damaged_file", "encrypted_file", "too_large".
func ReadDOCX(name string, b []byte) (*document.Document, error) {
	d, err := readDOCX(b)
	switch {
	case err == nil:
		return d, nil
	case errors.Is(err, errEncrypted):
		return nil, encrypted(name)
	case errors.Is(err, container.ErrTooLarge), errors.Is(err, errTooLarge):
		return nil, tooLarge(name)
	}
	return nil, damaged(name, "docx")
}

func readDOCX(b []byte) (*document.Document, error) {
	if bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")) && Encrypted(b) {
		return nil, errEncrypted
	}
	c, err := container.Open(b)
	if err != nil {
		return nil, err
	}
	part, err := mainPart(c)
	if err != nil {
		return nil, err
	}
	r := &docxReader{
		doc:     &document.Document{Format: "docx", Meta: map[string]string{}},
		foreign: map[string]bool{},
		left:    document.MaxText,
	}
	if err := c.Read(part, r.token); err != nil {
		return nil, err
	}
	return r.doc, r.finish()
}

// mainPart is the name of the part with the text. The package's relationships
// name it, and its content types tell what it is (ECMA-376-2 9.3, 10.1.2);
// nearly always it is word/document.xml.
func mainPart(c *container.Container) (string, error) {
	found := ""
	take := func(name string) {
		if found == "" && c.Has(name) {
			found = name
		}
	}
	err := c.Read("_rels/.rels", func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" && strings.HasSuffix(container.Attr(e, "Type"), "/officeDocument") {
			take(path.Clean("/" + container.Attr(e, "Target")))
		}
		return nil
	})
	if err == nil && found == "" {
		err = c.Read("[Content_Types].xml", func(t xml.Token) error {
			if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Override" && isMain(container.Attr(e, "ContentType")) {
				take(container.Attr(e, "PartName"))
			}
			return nil
		})
	}
	if take("word/document.xml"); found == "" && err == nil {
		err = errDamaged
	}
	if found != "" && !errors.Is(err, container.ErrTooLarge) {
		return found, nil // whatever is wrong with the lists of parts
	}
	return "", err
}

// isMain tells the content types of documents, templates and those with macros.
func isMain(contentType string) bool {
	return strings.HasPrefix(contentType, "application/vnd.") && strings.HasSuffix(contentType, ".main+xml") &&
		(strings.Contains(contentType, "wordprocessingml") || strings.Contains(contentType, "ms-word"))
}
