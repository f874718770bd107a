package fetch

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"gongkai/data"
	"gongkai/ingest/document"
)

// maxEntries bounds a list.
const maxEntries = 100_000

// Entry is a line of a list of addresses.
type Entry struct {
	Address string // in its canonical form, see Canonical
	Name    string // what the list calls it, if it does
	Body    string // the reporting body, if the list names it
	Line    int    // from 1
}

// columns are the headings of a list as CSV, in lower case.
var columns = struct{ address, name, body []string }{
	address: []string{"url", "网址", "地址", "链接", "link", "address", "页面地址", "年报地址"},
	name:    []string{"name", "名称", "标题", "title"},
	body:    []string{"body", "机关", "单位", "报告机关", "发布机关", "机关名称", "单位名称"},
}

// List parses a list of page addresses: one address a line, or comma-, tab- or
// semicolon-separated values with a heading for the addresses (url, 网址, 地址,
// link ...) and perhaps for names and bodies. Lines that begin with # and empty
// ones are passed over, an address that came before too. Each line that is no
// web address is an error of its own (code "bad_address"); the others are still
// returned. A list without any address is "no_address".
func List(name string, b []byte) (entries []Entry, errs []error) {
	if len(b) > document.MaxText {
		return nil, []error{document.Refuse("too_large", name, "名单超过 24 MB", "a list of more than 24 MB", "请分成几份", "split it")}
	}
	s, err := document.Decode(name, b)
	if err != nil {
		return nil, []error{err}
	}
	l := &list{name: name, seen: map[string]bool{}}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	if comma := separator(s); comma != 0 {
		l.table(s, comma)
	} else {
		line := 0
		for text := range strings.SplitSeq(s, "\n") {
			line++
			l.add(Entry{Address: text, Line: line})
		}
	}
	if len(l.entries) == 0 && len(l.errs) == 0 {
		l.errs = []error{document.Refuse("no_address", name, "名单里没有网址", "no address in the list",
			"请每行写一个网址，或用含“网址”一列的 CSV", "write one address a line, or a CSV with a column url")}
	}
	return l.entries, l.errs
}

type list struct {
	name    string
	seen    map[string]bool
	entries []Entry
	errs    []error
}

// add adds an entry unless its address is empty, a comment, or known.
func (l *list) add(e Entry) {
	text := strings.TrimSpace(e.Address)
	if text == "" || strings.HasPrefix(text, "#") || len(l.entries)+len(l.errs) > maxEntries {
		return
	}
	if len(l.entries)+len(l.errs) == maxEntries {
		l.errs = append(l.errs, document.Refuse("too_large", l.name, fmt.Sprintf("名单超过 %d 个网址，其余未读", maxEntries),
			fmt.Sprintf("more than %d addresses; the rest is left out", maxEntries), "请分成几份", "split it"))
		return
	}
	u, err := Canonical(text)
	if err != nil {
		err.File, err.Place = l.name, "第 "+strconv.Itoa(e.Line)+" 行"
		l.errs = append(l.errs, err)
		return
	}
	if e.Address = u.String(); !l.seen[e.Address] {
		l.seen[e.Address] = true
		l.entries = append(l.entries, e)
	}
}

// separator tells what separates the cells of a list whose first line that is
// no comment is a heading; 0 for a plain list.
func separator(s string) rune {
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		for _, comma := range ",\t;" {
			if cells, err := reader(line, comma).Read(); err == nil && position(cells, columns.address) >= 0 {
				return comma
			}
		}
		return 0
	}
	return 0
}

func reader(s string, comma rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(s))
	r.Comma, r.Comment, r.LazyQuotes, r.FieldsPerRecord, r.TrimLeadingSpace = comma, '#', true, -1, comma != '\t'
	return r
}

func position(cells, headings []string) int {
	return slices.IndexFunc(cells, func(c string) bool {
		return slices.Contains(headings, strings.ToLower(strings.TrimSpace(c)))
	})
}

// table reads a list with headings.
func (l *list) table(s string, comma rune) {
	r := reader(s, comma)
	address, name, body := -1, -1, -1
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			l.errs = append(l.errs, &data.Error{Code: "bad_list", File: l.name, Err: err,
				Reason: data.Text{ZH: "CSV 格式有误，其后未读：" + err.Error(), EN: "bad CSV, the rest is left out: " + err.Error()},
				Way:    data.Text{ZH: "请检查引号", EN: "check the quotes"}})
			return
		}
		if address < 0 {
			address, name, body = position(cells, columns.address), position(cells, columns.name), position(cells, columns.body)
			continue
		}
		line, _ := r.FieldPos(0)
		l.add(Entry{Address: cell(cells, address), Name: cell(cells, name), Body: cell(cells, body), Line: line})
	}
}

func cell(cells []string, i int) string {
	if i < 0 || i >= len(cells) {
		return ""
	}
	return document.Tidy(cells[i])
}
