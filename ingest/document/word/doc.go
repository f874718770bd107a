package word

import (
	"errors"

	"gongkai/ingest/document"
)

// errors of a doc file, told by refuseDOC.
var (
	errDamaged   = errors.New("word: damaged")
	errEncrypted = errors.New("word: encrypted")
	errOld       = errors.New("word: before Word 97")
	errTooLarge  = errors.New("word: too large")
)

// ReadDOC reads a document of Word 97 to 2003 ([MS-DOC]), which WPS writes as
// .wps too: paragraphs, and tables with merged cells. What is hidden, deleted,
// a note, a header or a footer is left out; text boxes come before the
// paragraph or table that they are tied to. Errors are *data.Error:
// "damaged_file", "encrypted_file", "old_word", "too_large".
func ReadDOC(name string, b []byte) (*document.Document, error) {
	d, err := readDOC(b)
	if err != nil {
		return nil, refuseDOC(name, err)
	}
	return d, nil
}

func readDOC(b []byte) (*document.Document, error) {
	f, err := readFIB(b)
	if err != nil {
		return nil, err
	}
	r, err := newDocReader(f)
	if err != nil {
		return nil, err
	}
	if err := r.read(); err != nil {
		return nil, err
	}
	return r.doc, nil
}

func refuseDOC(name string, err error) error {
	switch {
	case errors.Is(err, errEncrypted):
		return encrypted(name)
	case errors.Is(err, errOld):
		return document.Refuse("old_word", name, "这是 Word 95 或更早版本的文档，或缺少正文数据", "a document of Word 95 or older, or without its tables stream",
			"请用 Word 或 WPS 打开后另存为 docx", "open it with Word or WPS and save it as docx")
	case errors.Is(err, errTooLarge):
		return tooLarge(name)
	}
	return damaged(name, "doc")
}

func encrypted(name string) error {
	return document.Refuse("encrypted_file", name, "文件有打开密码", "the file is encrypted",
		"请输入密码打开，取消密码后另存", "open it with its password and save it without")
}

func tooLarge(name string) error {
	return document.Refuse("too_large", name, "内容过大，不像是一份年度报告", "far larger than an annual report",
		"请只保留报告正文和表格后另存", "keep the report only and save it again")
}

func damaged(name, format string) error {
	return document.Refuse("damaged_file", name, format+" 文件已损坏", "damaged "+format+" file",
		"请重新获取或用 Word/WPS 另存一次", "fetch it again, or save it once more with Word or WPS")
}
