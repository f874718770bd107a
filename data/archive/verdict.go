package archive

import "gongkai/data"

// The verdicts of people on what the audit says.
const (
	Waive   = "waive"   // a finding is explained: it no longer counts as failed
	Correct = "correct" // a cell holds another number than its report prints
	Undo    = "undo"    // take a verdict back
)

// Verdict is what a line of the list with one of these decisions is about.
// Reason and author stand in the line itself.
type Verdict struct {
	Body string `json:"body,omitempty"` // key, see data.Body.Key
	Year int    `json:"year,omitempty"` // report year

	// Of Waive: the finding, and the figures that it rested on. The verdict
	// lapses when these change.
	Check string `json:"check,omitempty"`
	Where string `json:"where,omitempty"`
	Print string `json:"print,omitempty"`

	// Of Correct: what the report prints in the cell, and the number that it
	// should be, in the unit of the cell. The verdict lapses when the report
	// prints something else.
	Cell data.Cell    `json:"cell,omitempty"`
	From string       `json:"from,omitempty"`
	To   *data.Number `json:"to,omitempty"`

	Of int `json:"of,omitempty"` // of Undo: the number of the verdict
}

// Judged is a verdict with its number, which is that of its line, from 1.
type Judged struct {
	Number int
	Arrival
	Undone   *Arrival // the line that took it back, or nil
	Replaced int      // the number of a later verdict on the same, or 0
}

// Stands reports whether nobody took the verdict back or judged anew.
func (v *Judged) Stands() bool { return v.Undone == nil && v.Replaced == 0 }

// Verdicts lists all verdicts in order.
func (a *Archive) Verdicts() []*Judged {
	type about struct {
		decision, body string
		year           int
		check, where   string
		cell           data.Cell
	}
	var list []*Judged
	numbered, last := map[int]*Judged{}, map[about]*Judged{}
	for i, x := range a.arrivals {
		v := x.Verdict
		switch {
		case v == nil:
		case x.Decision == Undo:
			if former := numbered[v.Of]; former != nil && former.Undone == nil {
				former.Undone = &a.arrivals[i]
			}
		case x.Decision == Waive || x.Decision == Correct:
			now := &Judged{Number: i + 1, Arrival: x}
			of := about{x.Decision, v.Body, v.Year, v.Check, v.Where, v.Cell}
			if former := last[of]; former != nil && former.Undone == nil {
				former.Replaced = now.Number
			}
			list, numbered[now.Number], last[of] = append(list, now), now, now
		}
	}
	return list
}
