package dashboard

import (
	"bytes"
	"encoding/csv"
	"math"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// sheet is a table to take away, as CSV or XLSX.
type sheet struct{ rows [][]string }

// everyRow is more than any list has: files are not cut short.
const everyRow = math.MaxInt32

// xlsxType is the media type of XLSX.
const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func newSheet(head ...string) *sheet { return &sheet{rows: [][]string{head}} }

// text adds a row.
func (s *sheet) text(cells ...string) { s.rows = append(s.rows, cells) }

// done writes the table in the format asked for; name is the file's, without
// its ending.
func (s *sheet) done(r *request, name string) (*answered, error) {
	if r.workbook {
		b, err := s.xlsx(r)
		return &answered{kind: xlsxType, disposition: attachment(r.named(name, "xlsx")), plain: b}, err
	}
	b, err := s.csv()
	return &answered{kind: "text/csv; charset=utf-8", disposition: attachment(r.named(name, "csv")), plain: b}, err
}

// csv is for spreadsheets: UTF-8 with a byte order mark, and text that would
// run as a formula defused by an apostrophe. Numbers, also negative ones, stay
// as they are.
func (s *sheet) csv() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range s.rows {
		out := make([]string, len(row))
		for i, c := range row {
			out[i] = data.NoFormula(c)
		}
		if err := w.Write(out); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

func number(n *data.Number) string {
	if n == nil {
		return ""
	}
	return n.String()
}

// trendCSV writes the series of the first page, a row a point.
func (s *Server) trendCSV(r *request, trends []*analytics.Trend) (*answered, error) {
	out := newSheet("indicator", "指标", "单位", "region_code", "机关", "年度", "数值", "状态", "obs_status", "表式", "可比性", "report_id", "单元格", "快照")
	seen := map[string]bool{}
	for _, t := range trends {
		for _, series := range t.Series {
			key := series.Code + "\x00" + itoa(series.Body.ID)
			if seen[key] {
				continue
			}
			seen[key] = true
			ind := series.Indicator
			for _, p := range series.Points {
				report := ""
				if p.ReportID != 0 {
					report = itoa(p.ReportID)
				}
				cells := make([]string, len(p.Cells))
				for i, c := range p.Cells {
					cells[i] = string(c)
				}
				out.text(series.Code, ind.Name().In(r.Lang), unit(ind, r.Lang), series.Body.RegionCode, series.Body.Name, itoa(p.Year),
					number(p.Value), p.Status.Name().In(r.Lang), p.Status.Letter(), p.Form, p.Match, report, strings.Join(cells, " "), r.Label())
			}
		}
	}
	return out.done(r, "gongkai-series")
}
