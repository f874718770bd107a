package data

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Moment says which published state is asked for: the present one, what stood
// published at the end of a day, or one snapshot, as a citation names it. The
// zero value is the present.
type Moment struct {
	Day    time.Time // zero for none
	Number int       // of a snapshot, 0 for none
	Hash   string    // how its hash begins, "" for any
}

// Now reports whether the present state is asked for.
func (m Moment) Now() bool { return m.Day.IsZero() && m.Number == 0 }

// String writes a moment as ParseMoment reads it.
func (m Moment) String() string {
	switch {
	case m.Number != 0 && m.Hash != "":
		return fmt.Sprintf("%d-%s", m.Number, m.Hash)
	case m.Number != 0:
		return strconv.Itoa(m.Number)
	case m.Day.IsZero():
		return ""
	}
	return m.Day.Format(time.DateOnly)
}

var cited = regexp.MustCompile(`^([1-9][0-9]{0,8})(?:-([0-9a-f]{8,64}))?$`)

// ParseMoment reads a day such as 2026-05-01, the number of a snapshot such as
// 12, or its number and hash as citations have them, 12-717cb1beb56d; "" is the
// present. Code "bad_day".
func ParseMoment(text string) (Moment, error) {
	if text == "" {
		return Moment{}, nil
	}
	if m := cited.FindStringSubmatch(text); m != nil {
		n, err := strconv.Atoi(m[1])
		return Moment{Number: n, Hash: m[2]}, err
	}
	day, err := Day(text)
	return Moment{Day: day}, err
}
