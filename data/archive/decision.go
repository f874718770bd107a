package archive

import (
	"slices"

	"gongkai/data"
)

// The decisions: of people, and of the readers.
const (
	DropSamples = "drop_samples" // leave the bundled samples out from now on
	SetBody     = "set_body"     // a file's report is of this body, whatever its text says
	UnsetBody   = "unset_body"   // take that back
	Reject      = "reject"       // a file that names a body and year could not be taken in
	Lost        = "lost"         // a line stood here that was lost and could not be recovered
)

// Rejection says why a file was not taken in, and for which year it would be.
type Rejection struct {
	Code string    `json:"code"`
	Why  data.Text `json:"why"`
	Year int       `json:"year"`
}

// Rejections lists the files that were not taken in, until today, in order;
// each once.
func (a *Archive) Rejections() []Arrival {
	var out []Arrival
	taken := map[string]bool{}
	for _, x := range slices.Backward(a.arrivals) {
		if x.Decision == Reject && !taken[x.SHA256] {
			out = append(out, x)
		}
		taken[x.SHA256] = taken[x.SHA256] || x.Decision == "" || x.Decision == Reject
	}
	slices.Reverse(out)
	return out
}

// BodyOf is the body that a person settled for a file's report, or nil.
func (a *Archive) BodyOf(sha256 string) *Arrival {
	if x, is := a.settled[sha256]; is {
		return &x
	}
	return nil
}

// Decisions lists what people decided, in order.
func (a *Archive) Decisions() []Arrival {
	var out []Arrival
	for _, x := range a.arrivals {
		if x.Decision != "" && x.Decision != Reject {
			out = append(out, x)
		}
	}
	return out
}

// Find returns the last arrival of a file by its name as given, or by the
// beginning of its hash (eight digits or more), and false if there is none.
func (a *Archive) Find(file string) (Arrival, bool) {
	for i := len(a.arrivals) - 1; i >= 0; i-- {
		x := a.arrivals[i]
		if x.Decision == "" && (x.File == file || len(file) >= 8 && len(file) <= len(x.SHA256) && x.SHA256[:len(file)] == file) {
			return x, true
		}
	}
	return Arrival{}, false
}
