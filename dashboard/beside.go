package dashboard

import (
	"cmp"

	"gongkai/analytics"
	"gongkai/data"
)

// former is the report of the year before, as far as it stands beside this one.
type former struct {
	Year int
	Href string // shows or hides it, "" where there is no such report
	Why  string // why it cannot stand beside, "" if it can
	Here bool   // it stands beside
}

// putBeside puts the figures of the year before below those of the report,
// where both use the same form: cells of other forms mean other things.
func (s *Server) putBeside(r *request, p *reportPage, rep *analytics.ReportPage) error {
	v, err := r.parameters()
	if err != nil {
		return err
	}
	p.Former.Year = rep.Report.Year - 1
	before, err := r.answers.ReportOf(r.ctx, rep.Report.Body.ID, p.Former.Year)
	if codeOf(err) == "unknown_report" {
		return nil
	}
	if err != nil {
		return err
	}
	if before.Report.Form != rep.Report.Form {
		p.Former.Why = r.T("上一年用另一种表式，各格含义不同，不并列", "the year before used another form, whose cells mean other things")
		return nil
	}
	if p.Former.Here = v.Get("beside") != ""; !p.Former.Here {
		p.Former.Href = p.with(v, "beside", "1")
		return nil
	}
	p.Former.Href = p.with(v, "beside", "")
	figures := byCell(before.Figures)
	for _, t := range p.Tables {
		for _, row := range t.Rows {
			for i := range row {
				if row[i].ID == "" {
					continue
				}
				cell := data.Cell(row[i].ID)
				if info := s.Catalogue.Cell(cell); info != nil {
					row[i].Before = cmp.Or(figureCell(cell, info.Unit(), figures, r.Lang).Text, r.T("空", "blank"))
				}
			}
		}
	}
	return nil
}
