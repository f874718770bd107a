// Package odf reads OpenDocument files: texts (odt) and spreadsheets (ods),
// ISO/IEC 26300. Only content.xml is read; what is deleted, hidden or stands
// beside the text (footnotes, comments) is left out.
package odf

import (
	"encoding/xml"
	"errors"

	"gongkai/ingest/document"
	"gongkai/ingest/document/sheet/container"
	"gongkai/ingest/document/sheet/grid"
)

var errEncrypted = errors.New("odf: encrypted")

// Read reads a text or a spreadsheet, told by its content. Errors are
// *data.Error: "damaged_file", "too_large", "encrypted_file", "empty_file",
// "unsupported_format".
func Read(name string, b []byte) (*document.Document, error) {
	d, err := read(b)
	switch {
	case err == nil && len(d.Blocks) > 0:
		return d, nil
	case err == nil && d.Format == "":
		return nil, document.Refuse("unsupported_format", name, "OpenDocument 文件中没有文字或表格", "this OpenDocument file is neither text nor spreadsheet",
			"请提供 odt、ods、docx 或 xlsx 格式的报告", "give the report as odt, ods, docx or xlsx")
	case err == nil:
		return nil, document.Refuse("empty_file", name, "文档中没有可见的内容", "nothing visible in the document",
			"请确认报告所在的工作表或章节未被隐藏", "check that the sheet or section of the report is not hidden")
	case errors.Is(err, errEncrypted):
		return nil, document.Refuse("encrypted_file", name, "文件有打开密码", "the file is encrypted",
			"请输入密码打开，取消密码后另存", "open it with its password and save it without")
	case errors.Is(err, container.ErrTooLarge), errors.Is(err, grid.ErrTooLarge):
		return nil, document.Refuse("too_large", name, "内容过大，不像是一份年度报告", "far larger than an annual report",
			"请只保留报告正文和表格后另存", "keep the report only and save it again")
	}
	return nil, document.Refuse("damaged_file", name, "OpenDocument 文件已损坏", "damaged OpenDocument file",
		"请重新获取或用 WPS/LibreOffice 另存一次", "fetch it again, or save it once more with WPS or LibreOffice")
}

func read(b []byte) (*document.Document, error) {
	c, err := container.Open(b)
	if err != nil {
		return nil, err
	}
	if err := c.Read("META-INF/manifest.xml", func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && (e.Name.Local == "encryption-data" || e.Name.Local == "encrypted-key") {
			return errEncrypted
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if !c.Has("content.xml") {
		return nil, container.ErrDamaged
	}
	r := &reader{doc: &document.Document{Meta: map[string]string{}}, styles: styles{byName: map[string]style{}}}
	return r.doc, c.Read("content.xml", r.token)
}

// reader reads content.xml: styles first, then the body by its kind.
type reader struct {
	doc    *document.Document
	styles styles
	inBody bool
	body   body
	depth  int // of elements inside the body
	skip   int // of elements inside one that is left out
}

// body reads what a text or a spreadsheet holds.
type body interface {
	// start says whether the element is to be left out with all that is in it.
	start(e xml.StartElement) (skip bool, err error)
	end(name string) error
	text(b []byte)
}

func (r *reader) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		if r.skip > 0 || aside(t) {
			r.skip++
			return nil
		}
		return r.start(t)
	case xml.EndElement:
		if r.skip > 0 {
			r.skip--
			return nil
		}
		return r.end(t.Name.Local)
	case xml.CharData:
		if r.skip == 0 && r.body != nil {
			r.body.text(t)
		}
	}
	return nil
}

func (r *reader) start(e xml.StartElement) error {
	switch {
	case r.body != nil:
		skip, err := r.body.start(e)
		if skip {
			r.skip = 1
		} else {
			r.depth++
		}
		return err
	case !r.inBody:
		r.inBody = e.Name.Local == "body"
		r.styles.start(e)
	case e.Name.Local == "text" && r.doc.Format == "":
		r.doc.Format = "odt"
		r.body = &textReader{doc: r.doc, styles: r.styles}
	case e.Name.Local == "spreadsheet" && r.doc.Format == "":
		r.doc.Format = "ods"
		r.body = &bookReader{out: grid.NewWriter(r.doc), styles: r.styles}
	}
	return nil
}

func (r *reader) end(name string) error {
	if r.body == nil {
		return nil
	}
	if r.depth == 0 {
		r.body = nil
		return nil
	}
	r.depth--
	return r.body.end(name)
}

// aside reports whether an element's text is not the document's: what was
// deleted, notes and comments, pictures and their descriptions, tables of
// contents, copies of tables that stand elsewhere.
func aside(e xml.StartElement) bool {
	switch e.Name.Local {
	case "tracked-changes", "annotation", "note", "ruby-text", "forms", "hidden-text", "table-of-content",
		"object", "object-ole", "image", "plugin", "applet", "dde-links", "content-validations", "scripts", "shapes":
		return true
	case "title", "desc":
		return e.Name.Space == "svg"
	}
	return false
}
