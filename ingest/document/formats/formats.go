// Package formats tells a file's format by its content and reads it with the
// reader of that format.
package formats

import (
	"bytes"

	"gongkai/ingest/document"
	"gongkai/ingest/document/html"
	"gongkai/ingest/document/text"
	"gongkai/ingest/document/word"
)

// Read tells the format by content and reads the file. name serves messages
// only. Errors are *data.Error: "empty_file", "too_large", "unsupported_format",
// "damaged_file", "unknown_encoding".
func Read(name string, b []byte) (*document.Document, error) {
	if len(b) > document.MaxBytes {
		return nil, document.Refuse("too_large", name, "文件超过 64 MB", "file is larger than 64 MB", "请确认是否为年度报告", "check that it is an annual report")
	}
	if len(bytes.TrimSpace(b)) == 0 {
		return nil, document.Refuse("empty_file", name, "文件是空的", "file is empty", "请重新获取该文件", "fetch the file again")
	}
	f := Sniff(b)
	switch f {
	case "docx":
		return word.ReadDOCX(name, b)
	case "text":
		s, err := document.Decode(name, b)
		if err != nil {
			return nil, err
		}
		if looksLikeHTML(s) {
			return html.Read(s), nil
		}
		return text.Read(s), nil
	}
	return nil, document.Refuse("unsupported_format", name, "暂不支持的文件格式 "+f, "unsupported file format "+f,
		"请另存为 html、docx 或 txt 后重试", "save it as html, docx or txt and try again")
}
