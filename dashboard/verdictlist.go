package dashboard

import (
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// verdictRows is how many verdicts the page lists.
const verdictRows = 20

// verdictList is what people decided.
type verdictList struct {
	Rows          []verdictRow
	Of            string
	From, To      int
	Before, After string
}

// verdictRow is a verdict in the list.
type verdictRow struct {
	Number                      int
	Kind, Force                 string
	Applies                     bool
	Name, Href                  string // of the report
	Year                        int
	About, Cell                 string // what it is about, in words; the cell's code
	Was, Is                     string // of a correction
	Reason, Author, Day         string
	Undone, UndoneBy, UndoneFor string
}

// layVerdicts lists the verdicts on the bodies and years of the findings.
func (s *Server) layVerdicts(r *request, q *asked, of analytics.FindingsQuestion) (list verdictList, err error) {
	question := analytics.VerdictsQuestion{Bodies: of.Bodies, Body: of.Body, From: of.From, To: of.To, Rows: verdictRows, Skip: q.number("skipv")}
	if of.Group != nil {
		g := q.group()
		question.Group = &g
	}
	if q.err != nil {
		return list, q.err
	}
	all, err := r.answers.Verdicts(r.ctx, question)
	if err != nil {
		return list, err
	}
	for _, v := range all.Verdicts {
		list.Rows = append(list.Rows, s.verdictRow(r.page, v))
	}
	list.Of, list.From, list.To = count(all.Of), min(all.Skip+1, all.Of), min(all.Skip+len(all.Verdicts), all.Of)
	list.Before, list.After = r.turned(q.v, "skipv", all.Skip, verdictRows, all.Of)
	return list, nil
}

// putCorrected lists the cells of a report that people corrected.
func (s *Server) putCorrected(r *request, p *reportPage) error {
	body, year := p.Report.Body, p.Report.Year
	all, err := r.answers.Verdicts(r.ctx, analytics.VerdictsQuestion{Bodies: []int{body.ID}, From: year, To: year, Kind: "correct"})
	if err != nil {
		return err
	}
	for _, v := range all.Verdicts {
		if v.Force == analytics.VerdictApplies {
			p.Corrected = append(p.Corrected, s.verdictRow(p.page, v))
		}
	}
	return nil
}

func (s *Server) verdictRow(p page, v analytics.Verdict) verdictRow {
	row := verdictRow{Number: v.Number, Kind: v.KindName().In(p.Lang), Force: v.Force.Name().In(p.Lang), Applies: v.Force == analytics.VerdictApplies,
		Name: v.Body.Name, Year: v.Year, Reason: v.Reason, Author: v.Author, Day: dayOf(v.Decided)}
	if v.Body.ID != 0 {
		row.Href = p.Link(reportAddress(v.Body, v.Year))
	}
	switch v.Kind {
	case "waive":
		row.About, row.Cell = s.Catalogue.Demand(v.Check).In(p.Lang), strings.TrimSpace(v.Check+" "+v.Where)
	default:
		row.About, row.Cell, row.Was = string(v.Cell), string(v.Cell), v.From
		if v.Label != nil {
			row.About = v.Label.In(p.Lang)
		}
		if v.To != nil {
			row.Is = grouped(*v.To)
		}
		if row.Href != "" {
			row.Href += "#" + string(v.Cell)
		}
	}
	switch v.Force {
	case analytics.VerdictUndone:
		row.Undone, row.UndoneBy, row.UndoneFor = dayOf(v.Undone), v.UndoneAuthor, v.UndoneReason
	case analytics.VerdictReplaced:
		row.Force += p.T("，见第 ", ", see ") + itoa(v.Replaced) + p.T(" 号", "")
	case analytics.VerdictLapsed:
		row.Force += p.T("：所依据的数字已变", ": the figures that it rested on changed")
	}
	return row
}

// waiverLine says who waived a finding and why.
type waiverLine struct {
	Number              int
	Reason, Author, Day string
}

func waiverOf(f analytics.Judged) *waiverLine {
	if f.Waiver == nil {
		return nil
	}
	return &waiverLine{f.Waiver.Number, f.Waiver.Reason, f.Waiver.Author, dayOf(f.Waiver.Decided)}
}

// waiveCommand is what keeps a verdict on a finding, to be completed by reason
// and author.
func waiveCommand(b analytics.BodyRef, year int, f data.Finding) string {
	words := []string{"gongkai waive --body", quoted(key(b)), "--year", itoa(year), "--check", f.Check}
	if f.Where != "" {
		words = append(words, "--where", quoted(f.Where))
	}
	return strings.Join(append(words, "--reason 理由 --author 署名"), " ")
}

// quoted is a word as the shell takes it.
func quoted(word string) string {
	if strings.ContainsFunc(word, func(r rune) bool {
		return r < 0x80 && !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:._/-", r)
	}) {
		return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}
	return word
}
