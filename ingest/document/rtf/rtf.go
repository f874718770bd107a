// Package rtf reads Rich Text Format (specification 1.9.1), as Word, WPS and
// LibreOffice write it, under whatever name: many .doc and .wps files are RTF
// inside.
package rtf

import (
	"bytes"
	"errors"

	"gongkai/ingest/document"
	"gongkai/ingest/document/word/flow"
)

var (
	errDamaged  = errors.New("rtf: damaged")
	errTooLarge = errors.New("rtf: too large")
)

// maxGroups bounds how deep groups stand in each other; programs write a few
// dozen.
const maxGroups = 4096

// Read reads paragraphs, and tables with merged cells. What is hidden, deleted,
// a note, a header or a footer is left out; numbers of lists are kept; text
// boxes come before the paragraph or table that they are tied to. Errors are
// *data.Error: "damaged_file", "too_large".
func Read(name string, b []byte) (*document.Document, error) {
	d, err := read(b)
	switch {
	case errors.Is(err, errTooLarge):
		return nil, document.Refuse("too_large", name, "内容过大，不像是一份年度报告", "far larger than an annual report",
			"请只保留报告正文和表格后另存", "keep the report only and save it again")
	case err != nil:
		return nil, document.Refuse("damaged_file", name, "RTF 文件不完整或已损坏", "an RTF file that is damaged or not whole",
			"请重新获取或用 Word/WPS 另存一次", "fetch it again, or save it once more with Word or WPS")
	}
	return d, nil
}

func read(b []byte) (*document.Document, error) {
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), " \t\r\n")
	if !bytes.HasPrefix(b, []byte(`{\rtf`)) {
		return nil, errDamaged
	}
	d := &document.Document{Format: "rtf", Meta: map[string]string{}}
	r := &reader{input: b, flow: flow.New(d), fonts: map[int]int{}, ansi: codepageUnknown}
	for !d.TooLarge {
		more, err := r.step()
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
	}
	r.flush()
	if d.TooLarge {
		return nil, errTooLarge
	}
	// a last brace may be missing; a row or more of them means that the file was cut
	if len(r.groups) > 1 || r.flow.Depth() > 0 && len(r.groups) > 0 {
		return nil, errDamaged
	}
	r.flow.Close()
	if d.TooLarge {
		return nil, errTooLarge
	}
	return d, nil
}
