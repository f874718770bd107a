package data

// State is the outcome of a check.
type State string

// The states. A check that lacks a figure cannot be assessed; it neither
// passes nor fails.
const (
	OK            State = "ok"
	Failed        State = "failed"
	NotAssessable State = "not_assessable"
	Waived        State = "waived"
)

// Severity says what a failed check means for the figures.
type Severity string

// The severities: a hard identity holds by definition of the form, a soft one
// usually; a note is for information.
const (
	Hard Severity = "hard"
	Soft Severity = "soft"
	Note Severity = "note"
)

// Finding is what a check says of a report.
type Finding struct {
	Check    string   `json:"check"`              // identity or check code, e.g. t3.balance
	Where    string   `json:"where"`              // row or column code that it was tried on
	State    State    `json:"state"`              //
	Severity Severity `json:"severity,omitempty"` //
	Detail   string   `json:"detail"`             // a sentence in Chinese for the reporting office
	Cells    []Cell   `json:"cells,omitempty"`    // the cells involved
}
