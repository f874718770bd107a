package formats

import (
	"archive/zip"
	"bytes"
	"strings"
)

// Sniff tells the kind of file by its first bytes: "text" for anything that
// may be text or HTML, otherwise the format's usual name.
func Sniff(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return sniffZip(b)
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return "pdf"
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "doc"
	case bytes.HasPrefix(b, []byte("{\\rtf")):
		return "rtf"
	case bytes.HasPrefix(b, []byte("MIME-Version:")):
		return "mht"
	case bytes.HasPrefix(b, []byte("\x89PNG")), bytes.HasPrefix(b, []byte("\xff\xd8\xff")), bytes.HasPrefix(b, []byte("GIF8")):
		return "image"
	}
	return "text"
}

// sniffZip tells which office format a zip container holds.
func sniffZip(b []byte) string {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		if bytes.Contains(b[:min(len(b), 1<<16)], []byte("word/")) {
			return "docx" // damaged; the reader says so
		}
		return "zip"
	}
	for _, f := range z.File {
		switch {
		case f.Name == "word/document.xml":
			return "docx"
		case strings.HasPrefix(f.Name, "xl/"):
			return "xlsx"
		case f.Name == "content.xml":
			return "odt"
		}
	}
	return "zip"
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
