package place

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/data"
)

// Bounds on a file of the reference pack: the largest real one has 41,000
// rows and 1.2 MB.
const (
	maxReferenceBytes = 16 << 20
	maxReferenceRows  = 200_000
	maxReferenceCell  = 2000
)

// cells are the fields of one row, by column.
type cells struct {
	columns, fields []string
}

func (c cells) get(column string) string { return c.fields[slices.Index(c.columns, column)] }

// wrong says what is wrong with a column, as a row function returns it.
func wrong(column, zh string) string { return column + "\x00" + zh }

// whole reads a whole number between two bounds; empty gives 0 where it may be.
func (c cells) whole(column string, low, high int, optional bool) (n int, bad string) {
	s := c.get(column)
	if s == "" && optional {
		return 0, ""
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < low || n > high {
		return 0, wrong(column, fmt.Sprintf("应为 %d 到 %d 的整数：%s", low, high, s))
	}
	return n, ""
}

// readTable reads one file of the pack. found is false if it is not there.
func (r *Reference) readTable(dir fs.FS, t table) (found bool, err error) {
	info, err := fs.Stat(dir, t.file)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil || !info.Mode().IsRegular() { // opening a pipe would wait for ever
		return false, badReference(t.file, 0, "", "不是普通文件，或没有权限读取", "not a regular file, or not readable", err)
	}
	f, err := dir.Open(t.file)
	if err != nil {
		return false, badReference(t.file, 0, "", "打不开文件", "the file cannot be opened", err)
	}
	defer f.Close()
	limited := &io.LimitedReader{R: f, N: maxReferenceBytes + 1}
	in := csv.NewReader(limited)
	in.ReuseRecord = true
	for n := 0; ; n++ {
		fields, err := in.Read()
		if limited.N <= 0 || n > maxReferenceRows {
			return true, badReference(t.file, n, "", "文件太大", "the file is too large", nil)
		}
		if err == io.EOF {
			if n < 2 {
				return true, badReference(t.file, 1, "", "没有数据", "no data", nil)
			}
			return true, nil
		}
		if err != nil {
			return true, brokenCSV(t.file, err)
		}
		line, _ := in.FieldPos(0)
		if n == 0 {
			if err := checkHeader(t, fields); err != nil {
				return true, err
			}
			in.FieldsPerRecord = len(t.columns)
			continue
		}
		if err := r.takeRow(t, fields, line); err != nil {
			return true, err
		}
	}
}

func (r *Reference) takeRow(t table, fields []string, line int) error {
	for i, s := range fields {
		if len(s) > maxReferenceCell || !utf8.ValidString(s) || strings.ContainsFunc(s, func(c rune) bool { return c < ' ' || c == utf8.RuneError }) || s != strings.TrimSpace(s) {
			return badReference(t.file, line, t.columns[i], "内容太长、有空白或控制字符，或不是 UTF-8", "too long, with stray spaces or control characters, or not UTF-8", nil)
		}
	}
	if bad := t.row(r, cells{t.columns, fields}); bad != "" {
		column, zh, _ := strings.Cut(bad, "\x00")
		return badReference(t.file, line, column, zh, "unexpected value: "+cells{t.columns, fields}.get(column), nil)
	}
	return nil
}

// checkHeader wants the columns in their order; a byte order mark may precede.
func checkHeader(t table, fields []string) error {
	for i, want := range t.columns {
		if i >= len(fields) {
			return badReference(t.file, 1, want, "缺少这一列", "the column is missing", nil)
		}
		if strings.TrimPrefix(fields[i], "\ufeff") != want {
			return badReference(t.file, 1, want, fmt.Sprintf("第 %d 列应是这一列，而不是 %q", i+1, fields[i]), fmt.Sprintf("column %d should be this one, not %q", i+1, fields[i]), nil)
		}
	}
	if len(fields) > len(t.columns) {
		return badReference(t.file, 1, fields[len(t.columns)], "多出的列", "the column is not expected", nil)
	}
	return nil
}

func brokenCSV(file string, err error) error {
	line := 0
	var p *csv.ParseError
	if errors.As(err, &p) {
		line = p.Line
	}
	if errors.Is(err, csv.ErrFieldCount) {
		return badReference(file, line, "", "列数与表头不符", "the number of fields differs from the header", err)
	}
	return badReference(file, line, "", "不是合格的 CSV", "not well-formed CSV", err)
}

func badReference(file string, line int, column, zh, en string, cause error) error {
	e := &data.Error{
		Code: "bad_reference", File: file,
		Reason: data.Text{ZH: "参考资料有误：" + zh, EN: "bad reference pack: " + en},
		Way:    data.Text{ZH: "请按参考资料的格式改正后重试，或移走该文件", EN: "mend the file, or take it out of the folder"}, Err: cause,
	}
	if line > 0 {
		e.Place = fmt.Sprintf("第 %d 行", line)
		if column != "" {
			e.Place += " " + column + " 列"
		}
	}
	return e
}
