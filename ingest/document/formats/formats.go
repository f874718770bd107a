// Package formats tells a file's format by its content and reads it with the
// reader of that format.
package formats

import (
	"bytes"

	"gongkai/ingest/document"
	"gongkai/ingest/document/convert"
	"gongkai/ingest/document/html"
	"gongkai/ingest/document/mhtml"
	"gongkai/ingest/document/odf"
	"gongkai/ingest/document/pdf"
	"gongkai/ingest/document/rtf"
	"gongkai/ingest/document/sheet"
	"gongkai/ingest/document/text"
	"gongkai/ingest/document/word"
)

// Read tells the format by content and reads the file. name serves messages
// only. Errors are *data.Error: "empty_file", "too_large", "unsupported_format",
// "damaged_file", "unknown_encoding", and those of the readers.
func Read(name string, b []byte) (*document.Document, error) {
	if len(b) > document.MaxBytes {
		return nil, document.Refuse("too_large", name, "文件超过 64 MB", "file is larger than 64 MB", "请确认是否为年度报告", "check that it is an annual report")
	}
	if len(bytes.TrimSpace(b)) == 0 {
		return nil, document.Refuse("empty_file", name, "文件是空的", "file is empty", "请重新获取该文件", "fetch the file again")
	}
	d, err := read(name, b)
	if err == nil && d.TooLarge {
		return nil, document.Refuse("too_large", name, "文件中的表格或段落太多，不会是年度报告", "more tables or paragraphs than an annual report can have",
			"请只提供报告本身", "give the report alone")
	}
	return d, err
}

func read(name string, b []byte) (*document.Document, error) {
	switch f := Sniff(b); f {
	case Text:
		return readText(name, b)
	case "docx":
		return word.ReadDOCX(name, b)
	case "doc":
		return word.ReadDOC(name, b)
	case "xlsx":
		return sheet.ReadXLSX(name, b)
	case "xls":
		return sheet.ReadXLS(name, b)
	case "odt", "ods":
		return odf.Read(name, b)
	case "rtf":
		return rtf.Read(name, b)
	case "pdf":
		return pdf.Read(name, b)
	case "mht":
		return mhtml.Read(name, b)
	case "ole":
		return readConverted(name, b)
	default:
		return nil, unsupported(name, f)
	}
}

// readText reads what is text: a web page, comma-separated values, or lines.
func readText(name string, b []byte) (*document.Document, error) {
	if len(b) > document.MaxText {
		return nil, document.Refuse("too_large", name, "文字或网页超过 24 MB", "a text or page of more than 24 MB", "请确认是否为年度报告", "check that it is an annual report")
	}
	s, err := document.Decode(name, b)
	switch {
	case err != nil:
		return nil, err
	case sheet.LooksLikeXML2003(s):
		return sheet.ReadXML2003(name, s)
	case looksLikeHTML(s):
		return html.Read(s), nil
	case sheet.LooksLikeCSV(s):
		return sheet.ReadCSV(s), nil
	}
	return text.Read(s), nil
}

// readConverted reads an office format that only LibreOffice knows.
func readConverted(name string, b []byte) (*document.Document, error) {
	docx, err := convert.To(name, b, "docx")
	if err != nil {
		return nil, err
	}
	d, err := word.ReadDOCX(name, docx)
	if err == nil {
		d.Format = "wps"
	}
	return d, err
}

func unsupported(name, format string) error {
	switch format {
	case "image":
		return document.Refuse("picture", name, "这是图片，没有可识读的文字", "this is a picture without text",
			"请提供报告的网页、Word 或带文字的 PDF", "give the report as a web page, a Word file or a PDF with text")
	case "encrypted":
		return document.Refuse("encrypted_file", name, "文件设有打开密码", "the file is protected by a password",
			"请取消密码后重新保存", "save it again without the password")
	case "zip":
		return document.Refuse("unsupported_format", name, "压缩包里没有认得的文档", "no known document in this zip archive",
			"请解压后提供其中的报告", "unpack it and give the reports in it")
	}
	return document.Refuse("unsupported_format", name, "不支持的文件格式 "+format, "unsupported file format "+format,
		"请另存为 docx、xlsx、pdf、html 或 txt 后重试", "save it as docx, xlsx, pdf, html or txt and try again")
}
