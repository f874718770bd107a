// Package audit checks what reports print, one by itself and against others:
// it reports, it never repairs. What the checks are and mean stands in
// data/form/catalogue/checks.json.
//
// A check has one of four results: it holds; it fails; it cannot be assessed,
// because a figure or a report is not there; or a person has waived it, which
// is not decided here. Of soft checks a false alarm is worse than a miss: they
// speak only where chance and the known exceptions can be ruled out.
package audit

import (
	"sync"

	"gongkai/data"
	"gongkai/data/form"
)

// Auditor checks reports. It is safe for concurrent use.
type Auditor struct {
	catalogue *form.Catalogue
	layouts   map[string]*layout    // by form
	links     map[[2]*layout][]link // by the forms of a year and of the year before
	series    int                   // how many there are, see addSeries
}

// New returns an Auditor for the catalogue's forms and checks.
func New(c *form.Catalogue) *Auditor {
	a := &Auditor{catalogue: c, layouts: map[string]*layout{}}
	stock := stocks(c)
	for _, f := range c.Forms {
		l := newLayout(f)
		l.identify()
		l.addWays(c.Statements.Items)
		l.addPrint(stock)
		a.layouts[f.ID] = l
	}
	a.addChains()
	a.addSeries()
	return a
}

// Report makes every check of a report that needs no other report.
func (a *Auditor) Report(r *data.Report) []data.Finding {
	l := a.layouts[r.Form]
	if l == nil {
		return nil
	}
	s := sheets.Get().(*sheet)
	defer sheets.Put(s)
	s.report = r
	s.fill(l, r.Figures)
	return s.alone(nil)
}

// sheets keeps the memory of sheets between reports.
var sheets = sync.Pool{New: func() any { return new(sheet) }}

// alone adds the findings of the checks that a sheet needs no other for.
func (s *sheet) alone(to []data.Finding) []data.Finding {
	n := len(to)
	to = s.tryAll(to)
	to = s.shifted(to, to[n:])
	if len(s.report.Statements) > 0 {
		to = append(to, s.text(s.report.Statements)...)
	}
	to = append(to, s.fit(s.report)...)
	return append(to, late(s.report)...)
}

// Identities tries every identity of the form on every row or column that it
// applies to.
func (a *Auditor) Identities(formID string, figures []data.Figure) []data.Finding {
	l := a.layouts[formID]
	if l == nil {
		return nil
	}
	var s sheet
	s.fill(l, figures)
	return s.tryAll(nil)
}
