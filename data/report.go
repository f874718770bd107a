// Package data holds the domain's words: a Body publishes a Report for a year
// on a statutory form; the report's cells carry Figures; an audit leaves
// Findings. Its subfolders know the forms, the places and the store. It knows
// nothing of reading documents, of questions or of HTTP.
package data

import "time"

// Scope says whose figures a report holds.
type Scope string

// The scopes. A government's report may hold its bodies' figures too; a
// consolidated report is never added to those of its bodies.
const (
	ScopeOwn          Scope = "own"
	ScopeConsolidated Scope = "consolidated"
	ScopeUnknown      Scope = "unknown"
)

// Source is the document that a report was read from.
type Source struct {
	File   string `json:"file"`   // name as given, for people
	SHA256 string `json:"sha256"` // of the file's bytes, lower-case hex
	Format string `json:"format"` // txt, md, html, docx, pdf ...
}

// Position is a place in the source document, counted from 1. Table counts
// the document's tables in reading order; Row and Column are grid positions
// with spans counted. A figure read from plain lines has the line in Row, one
// read from prose the paragraph. Page and Box are of formats with pages; Box is
// left, top, right and bottom as shares of the page.
type Position struct {
	Table  int        `json:"table"`
	Row    int        `json:"row"`
	Column int        `json:"column"`
	Page   int        `json:"page,omitempty"`
	Box    [4]float32 `json:"box,omitzero"`
}

// Figure is the content of one cell of a form as one report prints it.
type Figure struct {
	Cell   Cell     `json:"cell"`
	Value  *Number  `json:"value"` // nil unless Status.HasValue
	Text   string   `json:"text"`  // as printed, white space trimmed
	Status Status   `json:"status"`
	Unit   string   `json:"unit,omitempty"` // printed in the cell or its label, if any: 件, 元, 万元
	Note   string   `json:"note,omitempty"` // what else stands in the cell, e.g. 其中修订16件
	At     Position `json:"at"`
}

// LocalRow is a printed row that no statutory form knows: kept, never guessed.
type LocalRow struct {
	Label string      `json:"label"`
	Unit  string      `json:"unit,omitempty"` // printed in a column of its own
	Cells []LocalCell `json:"cells"`          // the row's cells besides label and unit
	At    Position    `json:"at"`
}

// LocalCell is a cell of such a row.
type LocalCell struct {
	Heading string  `json:"heading,omitempty"` // printed above it
	Text    string  `json:"text"`              // as printed
	Value   *Number `json:"value"`             // nil where the text is no number
	Unit    string  `json:"unit,omitempty"`    // printed in the cell
	Column  int     `json:"column"`            // as in Position
}

// Statement is a number that a report states in a sentence beside its tables.
type Statement struct {
	Item  string   `json:"item"`           // what it counts, see form.StatementRule
	Value Number   `json:"value"`          // 0 where the sentence says that there was none
	Text  string   `json:"text"`           // the sentence, white space removed, cut if long
	Part  string   `json:"part,omitempty"` // the words that give it another scope than the table: 全区, 其中 ...
	At    Position `json:"at"`             // Row is the paragraph
}

// Contact is how a report says that its body can be reached, as printed.
type Contact struct {
	Address   string   `json:"address,omitempty"`
	Postcode  string   `json:"postcode,omitempty"`
	Telephone []string `json:"telephone,omitempty"`
	Fax       []string `json:"fax,omitempty"`
	Email     []string `json:"email,omitempty"`
}

// IsZero reports whether nothing is printed.
func (c Contact) IsZero() bool {
	return c.Address == "" && c.Postcode == "" && len(c.Telephone)+len(c.Fax)+len(c.Email) == 0
}

// Report is one annual report (政府信息公开工作年度报告) as read.
type Report struct {
	Source    Source     `json:"source"`
	Title     string     `json:"title"`
	Body      Body       `json:"body"`
	Year      int        `json:"year"` // the year reported on, not that of publication
	Form      string     `json:"form"` // code of data/form
	Scope     Scope      `json:"scope"`
	Published string     `json:"published,omitempty"` // ISO date, if the document says so
	Contact   Contact    `json:"contact,omitzero"`
	Figures   []Figure   `json:"figures"`
	Local     []LocalRow `json:"local,omitempty"`
	// Statements are what 一、总体情况 says of figures that the tables hold.
	Statements []Statement `json:"statements,omitempty"`
	Findings   []Finding   `json:"findings"`
	Arrived    time.Time   `json:"-"` // when the archive first received the file
	Sample     bool        `json:"-"` // bundled with the program
	Print      string      `json:"-"` // of the figures by which copies are told; "" where they say too little
}

// Figure returns the figure of a cell, or nil where the report prints no such cell.
func (r *Report) Figure(c Cell) *Figure {
	for i := range r.Figures {
		if r.Figures[i].Cell == c {
			return &r.Figures[i]
		}
	}
	return nil
}
