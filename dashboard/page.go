package dashboard

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/analytics"
	"gongkai/data"
)

// page is what all templates know.
type page struct {
	Lang     data.Lang
	Path     string
	Query    string
	Route    string
	Snapshot analytics.SnapshotRef
	Version  string
	NoSQL    bool // no statements are run here
	Samples  bool // every body shown is bundled with the program

	AsOf string // the moment whose published state is shown, see data.ParseMoment; "" for now

	Embed  bool   // stands in a page of another site: without navigation
	Figure string // the only chart shown, "" for all
}

// T picks the phrase of the page's language.
func (p page) T(zh, en string) string { return data.Text{ZH: zh, EN: en}.In(p.Lang) }

// English reports whether the page is in English.
func (p page) English() bool { return p.Lang == data.English }

// Other is the address of this page in the other language.
func (p page) Other() string {
	v, err := url.ParseQuery(p.Query)
	if err != nil {
		v = url.Values{}
	}
	if p.English() {
		v.Del("lang")
	} else {
		v.Set("lang", "en")
	}
	return withQuery(p.Path, v.Encode())
}

// query writes parameters, given as names and values in turn.
func query(pairs ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v.Encode()
}

// Link is the address of another page in this page's language, and as of its
// day.
func (p page) Link(path string) string {
	path, fragment, cut := strings.Cut(path, "#")
	add := func(name, value string) {
		if value == "" {
			return
		}
		sign := "?"
		if strings.Contains(path, "?") {
			sign = "&"
		}
		path += sign + query(name, value)
	}
	add("asof", p.AsOf)
	if p.English() {
		add("lang", "en")
	}
	if cut {
		path += "#" + fragment
	}
	return path
}

// Nav is the address of another page about the same body and year.
func (p page) Nav(path string) string {
	v, err := p.parameters()
	if err != nil || p.Route == "quality" && v.Get("body") == "" {
		return p.Link(path)
	}
	keep := url.Values{}
	for _, name := range []string{"body", "year"} {
		for _, value := range v[name] {
			if value != "" {
				keep.Add(name, value)
			}
		}
	}
	if path != "/trends" && path != "/decisions" && len(keep["body"]) > 1 { // one body a page
		keep.Set("body", keep.Get("body"))
	}
	return p.Link(withQuery(path, keep.Encode()))
}

// As is the address of this page's data in another format.
func (p page) As(format string) string {
	base := p.Path
	if base == "/" {
		base = "/index"
	}
	return withQuery(base+"."+format, p.Query)
}

// Frame is the style of an embedded page.
func (p page) Frame() string {
	switch {
	case p.Embed && p.Figure != "":
		return "embed only"
	case p.Embed:
		return "embed"
	}
	return ""
}

// Shows reports whether the page shows a chart.
func (p page) Shows(id string) bool { return p.Figure == "" || p.Figure == id }

// Whole is the address of the page that an embedded one is a part of.
func (p page) Whole() string {
	v, err := p.parameters()
	if err != nil {
		return p.Path
	}
	return p.with(v, "embed", "", "figure", "")
}

// HasCharts reports whether the page draws charts: the others do not load what
// draws them, but fetch it when the browser has nothing else to do.
func (p page) HasCharts() bool {
	switch p.Route {
	case "trends", "decisions", "benchmark", "scatter", "outcomes", "gallery", "sql":
		return true
	}
	return false
}

// HasSQL reports whether the page's numbers are one statement.
func (p page) HasSQL() bool {
	switch p.Route {
	case "index", "trends", "decisions", "benchmark", "outcomes", "quality", "reports", "report":
		return true
	}
	return false
}

// AskSQL is where the statement of this page's numbers can be run, changed and
// shared.
func (p page) AskSQL() string { return p.Link("/sql?" + query("of", p.As("sql"))) }

// HasSDMX reports whether the page's numbers are series of indicators.
func (p page) HasSDMX() bool { return p.Route == "trends" || p.Route == "decisions" }

// named is the name of a file that is taken away: it says of which snapshot it
// is, as citations do, wherever it ends up.
func (p page) named(what, ending string) string { return what + "-" + p.Mark() + "." + ending }

// Mark names the snapshot as citations do: number and hash.
func (p page) Mark() string {
	return data.Moment{Number: p.Snapshot.Number, Hash: p.Snapshot.Hash}.String()
}

// Day is the day of publication of the snapshot, by the time of Beijing.
func (p page) Day() string { return dayOf(p.Snapshot.Published) }

// dayOf is the day of a time, RFC 3339, by the time of Beijing; "" for none.
func dayOf(text string) string {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return ""
	}
	return at.In(data.Beijing).Format(time.DateOnly)
}

// AsOfDay is the day whose state is shown, "" for none.
func (p page) AsOfDay() string {
	if at, err := data.ParseMoment(p.AsOf); err == nil && !at.Day.IsZero() {
		return p.AsOf
	}
	return ""
}

// shownDay is the day that the page shows: the one that is asked for, or that of
// its snapshot.
func (p page) shownDay() string { return cmp.Or(p.AsOfDay(), p.Day()) }

// Cited is the address of this page as it is now, for good: of its snapshot.
func (p page) Cited() string {
	v, err := p.parameters()
	if err != nil {
		return p.Path
	}
	return p.with(v, "asof", p.Mark())
}

// Today is the day by the time of Beijing.
func (p page) Today() string { return time.Now().In(data.Beijing).Format(time.DateOnly) }

// Now is the address of this page as of now.
func (p page) Now() string {
	v, err := p.parameters()
	if err != nil {
		return p.Path
	}
	return p.with(v, "asof", "")
}

// Kept are the parameters of this page but its day, as names and values.
func (p page) Kept() (pairs [][2]string) {
	v, err := p.parameters()
	if err != nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(v)) {
		for _, value := range v[name] {
			if name != "asof" {
				pairs = append(pairs, [2]string{name, value})
			}
		}
	}
	return pairs
}

// Label names the snapshot in exported files.
func (p page) Label() string {
	if p.Snapshot.Generated {
		return itoa(p.Snapshot.Number) + p.T("（模拟数据，并非真实）", " (made-up data)")
	}
	return itoa(p.Snapshot.Number)
}

// withQuery joins a path and an encoded query.
func withQuery(path, query string) string {
	if query == "" {
		return path
	}
	return path + "?" + query
}

// grouped prints a number with thousands commas.
func grouped(n data.Number) string {
	s := n.String()
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, fraction, cut := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if cut {
		whole += "." + fraction
	}
	return sign + whole
}

// key names a body in addresses: ids change when bodies are added, a link that
// somebody kept must not.
func key(b analytics.BodyRef) string { return b.RegionCode + ":" + b.Name }

// reportAddress is the page of a body's report for a year.
func reportAddress(b analytics.BodyRef, year int) string {
	return "/reports/" + url.PathEscape(key(b)) + "/" + itoa(year)
}

// Key names a body in addresses.
func (p page) Key(b analytics.BodyRef) string { return key(b) }

// ReportLink is the page of a report in this page's language.
func (p page) ReportLink(r analytics.ReportRef) string { return p.Link(reportAddress(r.Body, r.Year)) }

func itoa(n int) string { return strconv.Itoa(n) }
