// Package analytics turns questions into typed answers: the one place where
// figures of several bodies, years and forms are brought together. Pages, API
// and command line print the same answers.
package analytics

import (
	"gongkai/data"
	"gongkai/data/form"
)

// SnapshotRef names the published state that an answer was computed from.
type SnapshotRef struct {
	Number    int    `json:"number"`
	Hash      string `json:"hash"`      // first 12 hex digits of the snapshot's SHA-256
	Published string `json:"published"` // RFC 3339
	// Generated says that all reports are made up, for measuring and trying out.
	Generated bool `json:"generated,omitempty"`
}

// BodyRef is a body as answers name it.
type BodyRef struct {
	ID         int    `json:"id"`
	Name       string `json:"name"`
	RegionCode string `json:"region_code"`
	Organ      string `json:"organ"`
	Province   string `json:"province"` // full name, "" if unknown
	FirstYear  int    `json:"first_year"`
	LastYear   int    `json:"last_year"`
	Reports    int    `json:"reports"`
	Sample     bool   `json:"sample"` // every report of it is bundled with the program
}

// Point is one year of a series. A year without a report, or whose report has
// no such cell, has Status Missing and no Value: it is a gap, never a zero.
// ReportID and Form are those of the report, if there is one.
type Point struct {
	Year     int          `json:"year"`
	Value    *data.Number `json:"value"`
	Status   data.Status  `json:"status"`
	Form     string       `json:"form,omitempty"`
	Match    string       `json:"match,omitempty"` // exact, near, partial, broader: see form.Source
	ReportID int          `json:"report_id,omitempty"`
	Cells    []data.Cell  `json:"cells,omitempty"` // the cells summed up
	Rate     *Rate        `json:"rate,omitempty"`  // of a ratio, where k and n are known

	// What the view makes of Value: nil where two years may not be compared.
	Shown   *data.Number `json:"shown,omitempty"`
	Percent *data.Number `json:"percent,omitempty"` // the change in per cent
	// Per and Residents are the rate per 100,000 residents and whom it counts.
	Per       *Rate       `json:"per,omitempty"`
	Residents *Population `json:"residents,omitempty"`

	Across bool `json:"across,omitempty"` // it compares two forms of near definitions
}

// Series is one indicator of one body over the years asked for, every year
// present once, ascending.
type Series struct {
	Indicator *form.Indicator `json:"-"` // Unit is that of the points
	Code      string          `json:"indicator"`
	Body      BodyRef         `json:"body"`
	Points    []Point         `json:"points"`
}

// Break is a mark between two years: a change of form or law that concerns an
// indicator. It stands before Year.
type Break struct {
	Year      int       `json:"year"`
	Indicator string    `json:"indicator"`
	Kind      string    `json:"kind"`           // "form", "law" or "place"
	Body      int       `json:"body,omitempty"` // whose division was merged or split
	Joinable  bool      `json:"joinable"`
	Text      data.Text `json:"text"`
}

// TrendQuestion asks for indicators of bodies over years, both ends included.
type TrendQuestion struct {
	Indicators []string
	Bodies     []int // body ids
	From, To   int
	View       View // "" for Absolute
	Base       int  // base year of Since and Index, 0 for the first
	Window     int  // years of Mean, 0 for three
}

// Trend answers a TrendQuestion.
type Trend struct {
	Snapshot SnapshotRef `json:"snapshot"`
	From     int         `json:"from"`
	To       int         `json:"to"`
	View     View        `json:"view"`
	Base     int         `json:"base,omitempty"`
	Window   int         `json:"window,omitempty"`
	Series   []Series    `json:"series"`
	Breaks   []Break     `json:"breaks"`
}

// ReportRef is a loaded report.
type ReportRef struct {
	ID        int         `json:"id"`
	Body      BodyRef     `json:"body"`
	Year      int         `json:"year"`
	Form      string      `json:"form"`
	Scope     data.Scope  `json:"scope"`
	Title     string      `json:"title"`
	Published string      `json:"published,omitempty"`
	Source    data.Source `json:"source"`
	Sample    bool        `json:"sample"`
	Figures   int         `json:"figures"` // cells with a number
	Failed    int         `json:"failed"`  // failed checks, notes not counted

	// SupersededBy is the current report of the same body and year where this
	// one was replaced; 0 if it is current.
	SupersededBy int `json:"superseded_by,omitempty"`
}

// ReportPage is a report with all that is known of it.
type ReportPage struct {
	Snapshot SnapshotRef   `json:"snapshot"`
	Report   ReportRef     `json:"report"`
	Figures  []data.Figure `json:"figures"`  // in the form's order; none if superseded
	Findings []Judged      `json:"findings"` // failed ones first
	Local    []LocalFigure `json:"local"`    // printed, but of no statutory form; none if superseded
}

// LocalFigure is a cell of a row that no statutory form has.
type LocalFigure struct {
	Label   string        `json:"label"`
	Heading string        `json:"heading"`
	Unit    string        `json:"unit"`
	Text    string        `json:"text"`
	Value   *data.Number  `json:"value"`
	At      data.Position `json:"at"`
}
