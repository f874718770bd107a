package analytics

import (
	"context"
	"slices"
	"strings"

	"gongkai/data"
)

// Subject is what a composition divides.
type Subject string

// The subjects.
const (
	Applications Subject = "applications" // applications by outcome, and by reason within
	Reviews      Subject = "reviews"      // 行政复议 by result
	Lawsuits     Subject = "lawsuits"     // 行政诉讼 by route, and by result within
)

// wholes are the indicators that subjects divide, with the parts of the first
// level; those of the second are the indicators that the catalogue says are
// parts of these.
var wholes = map[Subject]struct {
	whole string
	parts []string
}{
	Applications: {"applications.concluded", []string{"outcomes.granted", "outcomes.partial", "refused.total", "unavailable.total", "not_processed.total", "other.total"}},
	Reviews:      {"review.total", []string{"review.upheld", "review.corrected", "review.other", "review.pending"}},
	Lawsuits:     {"litigation.total", []string{"litigation.direct.total", "litigation.after.total"}},
}

// OutcomesQuestion asks what became of a body's cases, year by year.
type OutcomesQuestion struct {
	Body      int
	From, To  int // 0: as Trend
	Subject   Subject
	Applicant string // of Applications: a column such as natural, "" for all
}

// Part is a part of a whole, with its own parts.
type Part struct {
	Code   string       `json:"code"`
	Name   data.Text    `json:"name"`
	Value  *data.Number `json:"value"`
	Status data.Status  `json:"status"`
	Cells  []data.Cell  `json:"cells,omitempty"`       // those summed up
	Share  *Rate        `json:"share,omitempty"`       // of the whole of the year
	Shown  *data.Number `json:"share_value,omitempty"` // per cent; nil where n is too small
	// Unbalanced is what the parts lack or have too much, where all are known
	// and do not add up to the value.
	Unbalanced *data.Number `json:"unbalanced,omitempty"`
	Parts      []Part       `json:"parts,omitempty"`
}

// Link is a stream of cases from one place of a flow to another.
type Link struct {
	From  string      `json:"from"` // codes, or "cases" for the middle
	To    string      `json:"to"`
	Value data.Number `json:"value"` // above zero
}

// OutcomeYear is the composition of a year.
type OutcomeYear struct {
	Year     int    `json:"year"`
	ReportID int    `json:"report_id,omitempty"` // 0 without a report
	Form     string `json:"form,omitempty"`
	Whole    Part   `json:"whole"`
	// In and Out are what stands beside the outcomes of applications: received
	// and carried in, carried out.
	In   []Part `json:"in,omitempty"`
	Out  []Part `json:"out,omitempty"`
	Flow []Link `json:"flow"` // none where a number on the way is missing
}

// Outcomes answers an OutcomesQuestion.
type Outcomes struct {
	Snapshot  SnapshotRef   `json:"snapshot"`
	Body      BodyRef       `json:"body"`
	Subject   Subject       `json:"subject"`
	Applicant string        `json:"applicant,omitempty"`
	Years     []OutcomeYear `json:"years"` // ascending
	Breaks    []Break       `json:"breaks"`
}

// Outcomes tells how a body's cases ended. Codes: those of Trend, "bad_subject".
func (a *Analytics) Outcomes(ctx context.Context, q OutcomesQuestion) (*Outcomes, error) {
	w, known := wholes[q.Subject]
	if !known || q.Applicant != "" && q.Subject != Applications {
		return nil, &data.Error{Code: "bad_subject", Place: string(q.Subject),
			Reason: data.Text{ZH: "没有这种构成，或它不分申请人", EN: "no such composition, or not by applicant"},
			Way:    data.Text{ZH: "可用：applications、reviews、lawsuits", EN: "choose applications, reviews or lawsuits"}}
	}
	codes := append([]string{w.whole}, w.parts...)
	within := map[string][]string{w.whole: w.parts}
	for _, part := range w.parts {
		for _, i := range a.catalogue.Indicators {
			if i.Whole == part && (q.Applicant == "" || i.Applicant) {
				within[part] = append(within[part], i.Code)
				codes = append(codes, i.Code)
			}
		}
	}
	if q.Subject == Applications {
		codes = append(codes, streamsIn...)
		codes = append(codes, streamsOut...)
	}
	for i := range codes {
		codes[i] = of(codes[i], q.Applicant)
	}
	t, err := a.Trend(ctx, TrendQuestion{Indicators: codes, Bodies: []int{q.Body}, From: q.From, To: q.To})
	if err != nil {
		return nil, err
	}
	o := &Outcomes{Snapshot: t.Snapshot, Subject: q.Subject, Applicant: q.Applicant, Body: t.Series[0].Body, Years: []OutcomeYear{}}
	o.Breaks = slices.DeleteFunc(t.Breaks, func(b Break) bool { return b.Indicator != codes[0] })
	c := composition{a: a, within: within, applicant: q.Applicant, series: map[string]Series{}}
	for _, s := range t.Series {
		c.series[s.Code] = s
	}
	for i, p := range t.Series[0].Points {
		y := OutcomeYear{Year: p.Year, ReportID: p.ReportID, Form: p.Form, Whole: c.part(w.whole, i, p.Value), Flow: []Link{}}
		if q.Subject == Applications {
			y.In, y.Out = c.beside(streamsIn, i), c.beside(streamsOut, i)
		}
		y.flow()
		o.Years = append(o.Years, y)
	}
	return o, nil
}

var (
	streamsIn  = []string{"applications.received", "applications.carried_in"}
	streamsOut = []string{"applications.carried_out"}
)

// of is an indicator's code for an applicant.
func of(code, applicant string) string {
	if applicant == "" {
		return code
	}
	return code + "@" + applicant
}

// composition puts the series of a trend together year by year.
type composition struct {
	a         *Analytics
	within    map[string][]string
	applicant string
	series    map[string]Series
}

// part is a part in the year at index i, with its own parts. Parts that the
// form of the year does not know are left out.
func (c composition) part(code string, i int, whole *data.Number) Part {
	s := c.series[of(code, c.applicant)]
	point := s.Points[i]
	p := Part{Code: s.Code, Name: s.Indicator.Name(), Value: point.Value, Status: point.Status, Cells: point.Cells}
	if point.Value != nil && whole != nil {
		share := c.a.share(*point.Value, *whole)
		p.Share, p.Shown = share, c.a.value(perCent, share)
	}
	sum, complete := data.NewNumber(0), len(c.within[code]) > 0
	for _, inner := range c.within[code] {
		if of := c.series[of(inner, c.applicant)]; point.Form != "" && of.Indicator.Source(point.Form) == nil {
			continue
		}
		q := c.part(inner, i, whole)
		p.Parts = append(p.Parts, q)
		if complete = complete && q.Value != nil; complete {
			sum = sum.Plus(*q.Value)
		}
	}
	if complete && len(p.Parts) > 0 && p.Value != nil && !sum.Equal(p.Value.Decimal) {
		p.Unbalanced = &data.Number{Decimal: p.Value.Sub(sum.Decimal)}
	}
	return p
}

func (c composition) beside(codes []string, i int) (list []Part) {
	for _, code := range codes {
		list = append(list, c.part(code, i, nil))
	}
	return list
}

// middle is the place in a flow where all cases of a year meet.
const middle = "cases"

// flow lists the streams from what came in to outcomes and reasons. A flow with
// a number missing would show a part as the whole: there is none.
func (y *OutcomeYear) flow() {
	var list []Link
	known := true
	add := func(from, to string, p Part) {
		if known = known && p.Value != nil && !p.Value.IsNegative(); known && p.Value.IsPositive() {
			list = append(list, Link{from, to, *p.Value})
		}
	}
	for _, p := range y.In {
		add(p.Code, middle, p)
	}
	for _, p := range append(slices.Clone(y.Whole.Parts), y.Out...) {
		add(middle, p.Code, p)
		for _, inner := range p.Parts {
			add(p.Code, inner.Code, inner)
		}
	}
	if known && len(y.Whole.Parts) > 0 {
		y.Flow = append(y.Flow, list...)
	}
}

// Name of a place in a flow: the indicator's, or that of the middle.
func (o *Outcomes) Name(code string) data.Text {
	if code == middle {
		return data.Text{ZH: "本年办理", EN: "cases of the year"}
	}
	var find func(list []Part) *Part
	find = func(list []Part) *Part {
		for i := range list {
			if list[i].Code == code {
				return &list[i]
			}
			if p := find(list[i].Parts); p != nil {
				return p
			}
		}
		return nil
	}
	for _, y := range o.Years {
		if p := find(slices.Concat([]Part{y.Whole}, y.In, y.Out)); p != nil {
			return p.Name
		}
	}
	return data.Text{ZH: code, EN: strings.ReplaceAll(code, ".", " ")}
}
