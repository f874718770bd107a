package dashboard

import (
	"net/url"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// plainNumber is what a spreadsheet holds without loss: it has 15 digits.
var plainNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,13})(\.[0-9]{1,6})?$`)

// asText are columns whose digits are no numbers.
var asText = []string{"region_code", "sha256", "cell", "原文", "代码", "k/n"}

// widest bounds the width of a column, in characters.
const widest = 60

// xlsx writes the table with numbers as numbers and everything else as text,
// which no program takes for a formula, and a second sheet that says where it
// is from.
func (s *sheet) xlsx(r *request) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	table, source := r.T("数据", "data"), r.T("来源", "source")
	if err := f.SetSheetName("Sheet1", table); err != nil {
		return nil, err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return nil, err
	}
	if err := stream(f, table, s.rows, bold, true); err != nil {
		return nil, err
	}
	if _, err := f.NewSheet(source); err != nil {
		return nil, err
	}
	if err := stream(f, source, r.provenance(), 0, false); err != nil {
		return nil, err
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// stream writes rows; those of a table have a head that stays on the screen.
func stream(f *excelize.File, name string, rows [][]string, head int, table bool) error {
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i := range rows[0] {
		if err := w.SetColWidth(i+1, i+1, width(rows, i)); err != nil {
			return err
		}
	}
	if table {
		if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
			return err
		}
	}
	for i, row := range rows {
		cells := make([]any, len(row))
		for k, text := range row {
			switch {
			case table && i == 0:
				cells[k] = excelize.Cell{StyleID: head, Value: text}
			case table && plainNumber.MatchString(text) && !slices.Contains(asText, rows[0][k]):
				cells[k] = number64(text)
			default:
				cells[k] = text
			}
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := w.SetRow(at, cells); err != nil {
			return err
		}
	}
	return w.Flush()
}

// width fits a column to its first rows; Chinese characters are twice as wide.
func width(rows [][]string, column int) float64 {
	most := 8
	for _, row := range rows[:min(len(rows), 100)] {
		if column < len(row) {
			letters := utf8.RuneCountInString(row[column])
			most = max(most, letters+(len(row[column])-letters)/2)
		}
	}
	return float64(min(most+2, widest))
}

// provenance says where a table is from: page, choice, snapshot, citation.
func (r *request) provenance() [][]string {
	rows := [][]string{{r.T("页面", "page"), r.Path}}
	v, err := url.ParseQuery(r.Query)
	if err == nil {
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, name := range names {
			rows = append(rows, []string{r.T("筛选 ", "choice ") + name, strings.Join(v[name], "、")})
		}
	}
	return append(rows, []string{r.T("快照", "snapshot"), r.Label()}, []string{r.T("发布", "published"), r.Snapshot.Published}, []string{r.T("校验", "checksum"), r.Snapshot.Hash},
		[]string{r.T("状态", "status"), r.T("空单元格为没有数值，不是 0；原因见“状态”列", "an empty cell has no value, which is not 0; see the column of statuses")},
		[]string{r.T("引用", "cite as"), r.Citation()}, []string{r.T("引用地址", "address cited"), r.Cited()})
}

// number64 is a plain number as spreadsheets keep it.
func number64(text string) any {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	return n
}
