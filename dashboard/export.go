package dashboard

import (
	"bytes"
	"encoding/csv"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// sheet writes CSV for spreadsheets: UTF-8 with a byte order mark, and text
// that would run as a formula defused by an apostrophe. Numbers, also negative
// ones, stay as they are.
type sheet struct {
	b bytes.Buffer
	w *csv.Writer
}

func newSheet(head ...string) *sheet {
	s := &sheet{}
	s.b.WriteString("\uFEFF")
	s.w = csv.NewWriter(&s.b)
	s.w.UseCRLF = true
	s.text(head...)
	return s
}

// text writes a row; every cell is defused unless it is a number.
func (s *sheet) text(cells ...string) {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = defused(c)
	}
	_ = s.w.Write(out) // into memory
}

func defused(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	if _, err := data.ParseNumber(s); err == nil && s[0] == '-' {
		return s
	}
	return "'" + s
}

func (s *sheet) done(name string) (*answered, error) {
	s.w.Flush()
	if err := s.w.Error(); err != nil {
		return nil, err
	}
	return &answered{kind: "text/csv; charset=utf-8", disposition: attachment(name), plain: s.b.Bytes()}, nil
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
	return out.done("gongkai-series.csv")
}
