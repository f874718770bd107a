package dashboard

import (
	"cmp"
	"net/url"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// leastHash is how many digits of a file's SHA-256 name a version, shownHash how
// many pages show.
const (
	leastHash = 8
	shownHash = 12
)

// reportVersions are the reports that came of a body and year, where it was
// more than one, and what the current one changed of a chosen former one.
type reportVersions struct {
	Rows    []versionRow
	Since   *versionRow // the former version that is compared, nil for none
	Revised []revisedCell
	Judged  []revisedCell // printed alike, see analytics.Version
	Clear   string        // address without the comparison
}

// versionRow is a version in the list.
type versionRow struct {
	analytics.Version
	Day, Hash string // of arrival, of the file
	FormName  string
	Href      string // compares it with the current one
}

// revisedCell is a cell that a version changed, in words.
type revisedCell struct {
	Href, Name, Form string // Href leads to the cell, "" where the current form has none
	Before, After    string
	Alike            bool // both read the same: Before and After are quoted as printed
}

// putVersions lists the versions of a report and compares the one that the
// parameter former names with the current one. Code "bad_parameter".
func (s *Server) putVersions(r *request, p *reportPage) error {
	v, err := r.parameters()
	if err != nil {
		return err
	}
	all, err := r.answers.Revisions(r.ctx, analytics.RevisionsQuestion{Body: p.Report.Body.ID, Year: p.Report.Year, Rows: 1})
	if err != nil {
		return err
	}
	if len(all.Versions) > 1 {
		for _, x := range all.Versions {
			p.Versions.Rows = append(p.Versions.Rows, s.versionRow(p.page, v, x))
		}
	}
	former := v.Get("former")
	if former == "" {
		return nil
	}
	if p.Versions.Since = p.Versions.named(former); p.Versions.Since == nil {
		return badParameter("former", former, data.Text{ZH: "请从本页“修订”中选择一个版本", EN: "choose a version from the page's section Revisions"})
	}
	p.Versions.Clear = p.with(v, "former", "") + "#revisions"
	list, err := r.answers.RevisedSince(r.ctx, p.Report.Body.ID, p.Report.Year, p.Versions.Since.ReportID)
	if err != nil {
		return err
	}
	s.strike(p, list)
	return nil
}

func (s *Server) versionRow(p page, v url.Values, x analytics.Version) versionRow {
	row := versionRow{Version: x, Day: cmp.Or(strings.SplitN(x.Learnt, "T", 2)[0], p.T("不详", "unknown")), Hash: x.Source.SHA256[:min(shownHash, len(x.Source.SHA256))], FormName: x.Form}
	if f := s.Catalogue.Form(x.Form); f != nil {
		row.FormName = f.Name().In(p.Lang)
	}
	if !x.Current && len(row.Hash) >= leastHash {
		row.Href = p.with(v, "former", row.Hash) + "#revisions"
	}
	return row
}

// named finds a former version by the beginning of its file's SHA-256, the last
// one where the same file came again; nil if none or several fit.
func (list reportVersions) named(hash string) (found *versionRow) {
	if len(hash) < leastHash {
		return nil
	}
	for i := range list.Rows {
		x := &list.Rows[i]
		if x.Current || !strings.HasPrefix(x.Source.SHA256, strings.ToLower(hash)) {
			continue
		}
		if found != nil && found.Source.SHA256 != x.Source.SHA256 {
			return nil
		}
		found = x
	}
	return found
}

// strike lists the cells that differ, and puts what stood in them beside what
// stands there now.
func (s *Server) strike(p *reportPage, list []analytics.Revision) {
	was := map[data.Cell]string{}
	for _, x := range list {
		c := revisedCell{Name: x.Label.In(p.Lang), Before: s.stated(x.Cell, x.Before, p.page), After: s.stated(x.Cell, x.After, p.page)}
		if x.Form == p.Report.Form {
			c.Href = "#" + string(x.Cell)
		} else if f := s.Catalogue.Form(x.Form); f != nil {
			c.Form = f.Name().In(p.Lang)
		}
		if x.Kind == analytics.IsJudged {
			p.Versions.Judged = append(p.Versions.Judged, c)
			continue
		}
		if c.Before == c.After {
			c.Alike, c.Before, c.After = true, x.Before.Text, x.After.Text
		}
		p.Versions.Revised = append(p.Versions.Revised, c)
		was[x.Cell] = c.Before
	}
	for _, t := range p.Tables {
		for _, row := range t.Rows {
			for i := range row {
				if before, revised := was[data.Cell(row[i].ID)]; revised {
					row[i].Was, row[i].Class = before, strings.TrimSpace(row[i].Class+" revised")
				}
			}
		}
	}
}

// stated is what a version states in a cell, as the form's tables show it.
func (s *Server) stated(cell data.Cell, e analytics.Edition, p page) string {
	unit := ""
	if info := s.Catalogue.Cell(cell); info != nil {
		unit = info.Unit()
	}
	figures := map[data.Cell]*data.Figure{}
	if e.Status != data.Missing {
		figures[cell] = &data.Figure{Cell: cell, Value: e.Value, Status: e.Status, Text: e.Text, Unit: e.Unit}
	}
	return cmp.Or(figureCell(cell, unit, figures, p.Lang).Text, p.T("空", "blank"))
}
