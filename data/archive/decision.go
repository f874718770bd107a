package archive

// The decisions of people.
const (
	DropSamples = "drop_samples" // leave the bundled samples out from now on
	SetBody     = "set_body"     // a file's report is of this body, whatever its text says
	UnsetBody   = "unset_body"   // take that back
)

// BodyOf is the body that a person settled for a file's report, or nil.
func (a *Archive) BodyOf(sha256 string) *Arrival {
	var last *Arrival
	for i := range a.arrivals {
		switch x := &a.arrivals[i]; {
		case x.SHA256 != sha256:
		case x.Decision == SetBody:
			last = x
		case x.Decision == UnsetBody:
			last = nil
		}
	}
	return last
}

// Decisions lists what people decided, in order.
func (a *Archive) Decisions() []Arrival {
	var out []Arrival
	for _, x := range a.arrivals {
		if x.Decision != "" {
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
