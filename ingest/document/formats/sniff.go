package formats

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
)

// Text is what Sniff says of anything that may be text, HTML included.
const Text = "text"

// signatures are the first bytes of formats.
var signatures = []struct{ start, format string }{
	{"%PDF-", "pdf"},
	{"{\\rtf", "rtf"},
	{"MIME-Version:", "mht"},
	{"\x89PNG", "image"},
	{"\xff\xd8\xff", "image"},
	{"GIF8", "image"},
	{"Rar!\x1a\x07", "rar"},
	{"7z\xbc\xaf\x27\x1c", "7z"},
	{"\x1f\x8b", "gzip"},
}

// Sniff tells the kind of file by its content, whatever its name: Text, or the
// format's usual ending. "zip" is an archive of files, "ole" an office file of
// the old container whose kind is not known.
func Sniff(b []byte) string {
	start := bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	start = bytes.TrimLeft(start[:min(len(start), 1024)], " \t\r\n")
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return sniffZip(b)
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return sniffOLE(b)
	}
	for _, s := range signatures {
		if bytes.HasPrefix(start, []byte(s.start)) {
			return s.format
		}
	}
	// a mail's headers may come in any order, a PDF after some rubbish
	head := b[:min(len(b), 4096)]
	switch {
	case bytes.Contains(b[:min(len(b), 1024)], []byte("%PDF-")):
		return "pdf"
	case mimeHeader.Match(head) && bytes.Contains(bytes.ToLower(head), []byte("content-type:")):
		return "mht"
	}
	return Text
}

var mimeHeader = regexp.MustCompile(`(?im)\A(?:[a-z][a-z-]*:.*\r?\n(?:[ \t].*\r?\n)*)*?mime-version:`)

// sniffOLE tells what an OLE container holds by the names of its streams.
func sniffOLE(b []byte) string {
	for _, s := range []struct{ stream, format string }{{"EncryptedPackage", "encrypted"}, {"WordDocument", "doc"}, {"Workbook", "xls"}, {"Book", "xls"}} {
		var utf16 []byte
		for _, c := range []byte(s.stream) {
			utf16 = append(utf16, c, 0)
		}
		if bytes.Contains(b, append(utf16, 0, 0)) {
			return s.format
		}
	}
	return "ole"
}

// sniffZip tells which office format a zip container holds.
func sniffZip(b []byte) string {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		// damaged; the format's reader says so
		for _, s := range []struct{ part, format string }{{"word/", "docx"}, {"xl/", "xlsx"}} {
			if bytes.Contains(b[:min(len(b), 1<<16)], []byte(s.part)) {
				return s.format
			}
		}
		return "zip"
	}
	for _, f := range z.File {
		switch {
		case f.Name == "word/document.xml":
			return "docx"
		case f.Name == "xl/workbook.xml":
			return "xlsx"
		case f.Name == "content.xml":
			if mimetype(z, "spreadsheet") {
				return "ods"
			}
			return "odt"
		}
	}
	return "zip"
}

// mimetype reports whether an OpenDocument file says that it is of a kind.
func mimetype(z *zip.Reader, kind string) bool {
	f, err := z.Open("mimetype")
	if err != nil {
		return false
	}
	defer f.Close()
	said, err := io.ReadAll(io.LimitReader(f, 200))
	return err == nil && bytes.Contains(said, []byte(kind))
}

// looksLikeHTML tells HTML from plain text.
func looksLikeHTML(s string) bool {
	head := s[:min(len(s), 4096)]
	if strings.Contains(head, "<html") || strings.Contains(head, "<body") {
		return true // nearly all
	}
	head = strings.ToLower(head)
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<table", "<div", "<meta", "<p>", "<p ", "<h1"} {
		if strings.Contains(head, tag) {
			return true
		}
	}
	return false
}
