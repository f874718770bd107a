// Package sheet reads spreadsheets: xlsx, xls, the XML of Excel 2003, and
// comma-separated values. What their cells hold is laid out by package grid.
//
// What is not printed is not reported: hidden sheets, rows and columns are left
// out. Cells read as they are shown, but no figure is ever rounded (package
// numfmt).
package sheet

import (
	"errors"

	"gongkai/ingest/document"
	"gongkai/ingest/document/sheet/container"
	"gongkai/ingest/document/sheet/grid"
)

var (
	errDamaged   = container.ErrDamaged
	errNoSheet   = errors.New("sheet: nothing visible")
	errEncrypted = errors.New("sheet: encrypted")
	errOld       = errors.New("sheet: format of Excel 4 or older")
)

// refuse turns an error of the readers into what people are told.
func refuse(name, format string, err error) error {
	switch {
	case errors.Is(err, grid.ErrTooLarge), errors.Is(err, container.ErrTooLarge):
		return document.Refuse("too_large", name, "表格过大，不像是一份年度报告", "the spreadsheet is far larger than an annual report",
			"请只保留报告所在的工作表，删去其余行列后另存", "keep the sheets of the report only, delete the other rows and columns, and save it again")
	case errors.Is(err, errNoSheet):
		return document.Refuse("empty_file", name, "没有可见的工作表内容", "no visible sheet holds anything",
			"请取消隐藏报告所在的工作表后另存", "unhide the sheet of the report and save it again")
	case errors.Is(err, errEncrypted):
		return document.Refuse("encrypted_file", name, "文件有打开密码", "the file is encrypted",
			"请在 Excel/WPS 中输入密码打开，取消密码后另存", "open it with its password in Excel or WPS and save it without")
	case errors.Is(err, errOld):
		return document.Refuse("old_excel", name, "是 Excel 4.0 或更早的格式", "written by Excel 4.0 or older",
			"请用 Excel/WPS 打开，另存为 xlsx", "open it in Excel or WPS and save it as xlsx")
	}
	return document.Refuse("damaged_file", name, format+" 文件已损坏", "damaged "+format+" file",
		"请重新获取或用 Excel/WPS 另存一次", "fetch it again, or save it once more with Excel or WPS")
}

// newDocument is an empty document of a format.
func newDocument(format string) *document.Document {
	return &document.Document{Format: format, Meta: map[string]string{}}
}
