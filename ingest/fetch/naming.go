package fetch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/ingest/document/formats"
)

// maxStem bounds the readable part of a file's name, in bytes: names of 255
// are what most file systems take.
const maxStem = 150

// fileName is the name under which an address is kept: host and path for the
// reader, a hash of the whole address so that no two share it, and the ending
// that the content has, whatever the address says.
func fileName(u *url.URL, ending string) string {
	stem := strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '-') || unicode.Is(unicode.Han, r) {
			return r
		}
		return '_'
	}, u.Host+strings.TrimSuffix(u.Path, path.Ext(u.Path)))
	stem = strings.Trim(stem, "._-")
	for len(stem) > maxStem {
		_, n := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-n]
	}
	sum := sha256.Sum256([]byte(u.String()))
	return stem + "-" + hex.EncodeToString(sum[:5]) + "." + ending
}

// page is the ending of a web page.
const page = "html"

// ending tells a file's ending by its content; the address helps only where the
// content leaves it open.
func ending(u *url.URL, contentType string, b []byte) string {
	named := strings.ToLower(strings.TrimPrefix(path.Ext(u.Path), "."))
	switch format := formats.Sniff(b); format {
	case formats.Text:
		switch {
		case isPage(contentType, b):
			return page
		case named == "csv" || named == "md":
			return named
		}
		return "txt"
	case "image":
		_, kind, _ := strings.Cut(http.DetectContentType(b), "/")
		return kind
	case "ole", "encrypted":
		if attachmentEndings["."+named] {
			return named
		}
		return "wps" // the container of the old office formats
	case "gzip":
		return "gz"
	default:
		return format
	}
}

// isPage tells a web page from other text.
func isPage(contentType string, b []byte) bool {
	kind, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	switch strings.TrimSpace(kind) {
	case "text/html", "application/xhtml+xml":
		return true
	}
	start := bytes.ToLower(b[:min(len(b), 4096)])
	for _, tag := range []string{"<!doctype html", "<html", "<body", "<table"} {
		if bytes.Contains(start, []byte(tag)) {
			return true
		}
	}
	return false
}
