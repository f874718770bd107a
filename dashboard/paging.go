package dashboard

import (
	"net/url"

	"gongkai/data"
)

// with is the address of this page with some parameters changed, given as names
// and values in turn; an empty value takes a parameter away.
func (p page) with(v url.Values, pairs ...string) string {
	changed := url.Values{}
	for name, values := range v {
		changed[name] = values
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			changed.Del(pairs[i])
		} else {
			changed.Set(pairs[i], pairs[i+1])
		}
	}
	return withQuery(p.Path, changed.Encode())
}

// turned are the addresses of the former and the next rows of a list, "" where
// there are none. The parameter says how many rows are left out before a page.
func (p page) turned(v url.Values, parameter string, skip, rows, of int) (before, after string) {
	if skip > 0 {
		before = p.with(v, parameter, itoa(max(0, skip-rows)))
	}
	if skip+rows < of {
		after = p.with(v, parameter, itoa(skip+rows))
	}
	return before, after
}

// count prints a number of things.
func count(n int) string { return grouped(data.NewNumber(int64(n))) }
