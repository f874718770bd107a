package data

import (
	"strconv"
	"strings"
)

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

// Name says the state in words.
func (s State) Name() Text {
	switch s {
	case OK:
		return Text{"通过", "ok"}
	case Failed:
		return Text{"未通过", "failed"}
	case Waived:
		return Text{"免核", "waived"}
	}
	return Text{"无法核验", "cannot be assessed"}
}

// Severity says what a failed check means for the figures.
type Severity string

// The severities: a hard identity holds by definition of the form, a soft one
// usually; a note is for information.
const (
	Hard Severity = "hard"
	Soft Severity = "soft"
	Note Severity = "note"
)

// Name says the severity in words.
func (s Severity) Name() Text {
	switch s {
	case Hard:
		return Text{"必须成立", "must hold"}
	case Soft:
		return Text{"通常成立", "usually holds"}
	}
	return Text{"提示", "note"}
}

// Finding is what a check says of a report.
type Finding struct {
	Check    string   `json:"check"`              // identity or check code, e.g. t3.balance
	Where    string   `json:"where"`              // row or column code that it was tried on
	State    State    `json:"state"`              //
	Severity Severity `json:"severity,omitempty"` //
	Detail   string   `json:"detail"`             // a sentence in Chinese for the reporting office
	Cells    []Cell   `json:"cells,omitempty"`    // the cells of this report that are involved
	// Others are the cells of other reports that it compares with. Only Cells
	// come under suspicion when a hard check fails.
	Others []OtherCell `json:"others,omitempty"`
	// Verdict is the number of the verdict that waived it, or 0.
	Verdict int `json:"verdict,omitempty"`
}

// OtherCell is a cell of another report.
type OtherCell struct {
	Body string `json:"body"`           // key of the body, see Body.Key
	Year int    `json:"year"`           // report year
	Cell Cell   `json:"cell,omitempty"` // "" for the report as a whole
}

// String writes it as one word: 350128:平潭综合实验区@2023@gov2021/t3/...
func (o OtherCell) String() string {
	return strings.ReplaceAll(o.Body, " ", "") + "@" + strconv.Itoa(o.Year) + "@" + string(o.Cell)
}

// ParseOtherCell reads what String writes; ok is false for anything else.
func ParseOtherCell(s string) (o OtherCell, ok bool) {
	parts := strings.Split(s, "@")
	if len(parts) != 3 {
		return o, false
	}
	year, err := strconv.Atoi(parts[1])
	return OtherCell{parts[0], year, Cell(parts[2])}, err == nil
}
