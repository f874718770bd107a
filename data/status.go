package data

// Status is the observation status of a figure: what kind of statement the
// source makes (or does not make) in that cell. It travels with the figure
// from the cell to the pixel; letters follow SDMX CL_OBS_STATUS where it has
// one.
type Status string

// The statuses. A zero is Reported; a hole is one of the others.
const (
	Reported      Status = "reported"       // A: a number is printed
	Blank         Status = "blank"          // M: the cell is printed without a figure
	NotApplicable Status = "not_applicable" // Z: the cell prints a slash or dash
	Unreadable    Status = "unreadable"     // L: something is printed, but no single number
	Derived       Status = "derived"        // E: computed by gongkai, not printed
	Provisional   Status = "provisional"    // P: published as preliminary
	Revised       Status = "revised"        // R: replaces an earlier publication
	Break         Status = "break"          // B: first value after a break of the series
	Suspect       Status = "suspect"        // Q: printed, but a hard identity over it fails
	Missing       Status = "missing"        // no report, or no such cell in the report; stored of revisions only
)

var statusLetters = map[Status]string{
	Reported: "A", Blank: "M", NotApplicable: "Z", Unreadable: "L", Derived: "E",
	Provisional: "P", Revised: "R", Break: "B", Suspect: "Q", Missing: "",
}

var statusNames = map[Status]Text{
	Reported:      {"已报告", "reported"},
	Blank:         {"空白", "blank in the source"},
	NotApplicable: {"不适用（/ 或 —）", "not applicable (/ or —)"},
	Unreadable:    {"无法识读", "unreadable"},
	Derived:       {"推算", "derived"},
	Provisional:   {"初步", "provisional"},
	Revised:       {"更正", "revised"},
	Break:         {"口径变化", "break"},
	Suspect:       {"存疑（勾稽不符）", "under suspicion (failed check)"},
	Missing:       {"无数据", "no data"},
}

// Letter returns the SDMX observation status letter, or "" for Missing.
func (s Status) Letter() string { return statusLetters[s] }

var statusOfLetter = func() (of [256]Status) {
	for s, letter := range statusLetters {
		if letter != "" {
			of[letter[0]] = s
		}
	}
	return of
}()

// StatusOf returns the status of a letter, or "" for any other byte.
func StatusOf(letter byte) Status { return statusOfLetter[letter] }

// Name returns the status in words.
func (s Status) Name() Text { return statusNames[s] }

// HasValue reports whether a figure of this status may carry a number.
func (s Status) HasValue() bool {
	switch s {
	case Reported, Derived, Provisional, Revised, Break, Suspect:
		return true
	}
	return false
}
