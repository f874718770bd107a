package data

import (
	"errors"
	"fmt"
)

// Error is an error for people and programs: a stable English code, and what,
// where and the way out in Chinese.
type Error struct {
	Code   string // stable, e.g. "not_a_report"
	File   string // the file concerned, if any
	Place  string // table, row, line ... within it, if any
	Reason Text   // what is wrong
	Way    Text   // what to do about it
	Err    error  // the cause, if any; for the log, not for people
}

// Error gives the whole sentence in Chinese with the code.
func (e *Error) Error() string { return e.In(Chinese) }

// In gives the whole sentence in a language.
func (e *Error) In(l Lang) string {
	s := e.says(l)
	if e.File != "" {
		s = e.File + ": " + s
	}
	return fmt.Sprintf("%s [%s]", s, e.Code)
}

// says gives place, reason and way out.
func (e *Error) says(l Lang) string {
	s := e.Reason.In(l)
	if e.Place != "" {
		s = e.Place + "：" + s
	}
	if w := e.Way.In(l); w != "" {
		if l == English {
			s += "; " + w
		} else {
			s += "；" + w
		}
	}
	return s
}

// Says gives place, reason and way out, without file and code.
func (e *Error) Says() Text { return Text{ZH: e.says(Chinese), EN: e.says(English)} }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Code returns the code of the first *Error in err's chain, or "internal".
func Code(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return "internal"
}
