package sheet

import (
	"strings"
)

const (
	minRecords  = 3   // of one length in a row make a table
	maxSniffed  = 400 // records that are looked at
	minCommas   = 2
	maxSentence = 400 // bytes of a value; longer ones stand in quotes
)

// LooksLikeCSV tells separated values from plain text: three records in a row
// with the same number of separators, two or more. Commas in thousands, and
// those of sentences, do not count; what has tabs or pipes is of another kind.
func LooksLikeCSV(s string) bool {
	_, n := guess(s)
	return n >= minRecords || named(s) != 0
}

// separator tells the separator, and returns the text behind a line that names
// it.
func separator(s string) (byte, string) {
	if sep := named(s); sep != 0 {
		_, rest, _ := strings.Cut(s, "\n")
		return sep, rest
	}
	sep, _ := guess(s)
	return sep, s
}

// named is the separator that Excel's first line sep=; names, 0 if none.
func named(s string) byte {
	if len(s) < 6 || !strings.EqualFold(s[:4], "sep=") || s[5] != '\n' && s[5] != '\r' || s[4] != ',' && s[4] != ';' {
		return 0
	}
	return s[4]
}

// guess is the separator that makes the longest run of records with equally
// many values, and the length of that run.
func guess(s string) (sep byte, longest int) {
	sep = ','
	for _, c := range []byte{',', ';'} {
		if n := longestRun(s, c); n > longest {
			sep, longest = c, n
		}
	}
	return sep, longest
}

func longestRun(s string, sep byte) int {
	r := newCSVReader(s, sep)
	run, longest, before := 0, 0, 0
	other := 0 // lines laid out by tabs or pipes
	for range maxSniffed {
		rec, ok := r.next()
		if !ok {
			break
		}
		if strings.Contains(rec.raw, "\t") || strings.HasPrefix(strings.TrimSpace(rec.raw), "|") {
			if other++; other >= minRecords {
				return 0
			}
		}
		switch {
		case !rec.tabular(sep):
			run = 0
		case rec.commas == before:
			run++
		default:
			run = 1
		}
		longest, before = max(longest, run), rec.commas
	}
	return longest
}

// tabular reports whether a record could be a row of a table.
func (r csvRecord) tabular(sep byte) bool {
	if r.commas < minCommas {
		return false
	}
	filled := 0
	for i, v := range r.values {
		if v != "" {
			filled++
		}
		if i > 0 && strings.HasPrefix(v, " ") && filled > 1 || len(v) > maxSentence && !strings.Contains(r.raw, `"`) {
			return false // a comma and a space stand in sentences
		}
	}
	if r.isProse() && !strings.Contains(r.raw, `"`) {
		return false
	}
	return sep != ',' || r.commas > thousands(r.raw)
}

// thousands counts the commas between digits with just three behind them.
func thousands(s string) int {
	n := 0
	for i := 1; i+3 < len(s); i++ {
		if s[i] == ',' && isDigit(s[i-1]) && isDigit(s[i+1]) && isDigit(s[i+2]) && isDigit(s[i+3]) && (i+4 == len(s) || !isDigit(s[i+4])) {
			n++
		}
	}
	return n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
