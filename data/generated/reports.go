package generated

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"strconv"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/place"
)

// author is a body that reports year by year.
type author struct {
	data.Body
	level   place.Level
	organ   string
	kind    *kind
	r       *rand.Rand // its own, so that bodies do not depend on each other
	size    float64    // against an average body of its kind in a county; heavy-tailed
	growth  float64    // of the logarithm a year
	first   int        // first year with a report
	zero    string     // how it prints zeros
	scope   data.Scope
	carried [6]int64         // applications carried out, by kind of applicant
	stocks  map[string]int64 // of documents and of items at the end of the former year
	pending map[string]int64 // reviews and lawsuits not decided in the former year
}

// stock is what the author had at the end of the former year of something, or
// what it begins with.
func (a *author) stock(of string, begin func() int64) int64 {
	if a.stocks == nil {
		a.stocks = map[string]int64{}
	}
	n, known := a.stocks[of]
	if !known {
		n = begin()
	}
	return n
}

// Reports makes up the reports of a scale, body by body and year by year, one
// at a time. A report belongs to who receives it. The sequence may be gone
// through again and is the same then. About one report in forty breaks an
// identity and says so in its findings, which list failed checks only; one in
// fifty is missing.
func Reports(s Scale, seed uint64, c *form.Catalogue, g *place.Gazetteer) iter.Seq[*data.Report] {
	return func(yield func(*data.Report) bool) {
		sheets := newSheets(c)
		number := uint64(0)
		for _, u := range s.units(g) {
			for i := range 1 + u.organs + u.townships {
				number++
				a := newAuthor(g, u, i, rand.New(rand.NewPCG(seed, number)))
				for year := s.From; year <= s.To; year++ {
					r := a.report(sheets.of(year), year)
					if r != nil && !yield(r) {
						return
					}
				}
			}
		}
	}
}

// newAuthor makes the body at a place in a unit's list: its government, its
// organs, its townships.
func newAuthor(g *place.Gazetteer, u unit, i int, r *rand.Rand) *author {
	a := &author{level: u.Level, kind: &government, r: r, scope: data.ScopeConsolidated}
	switch {
	case i > u.organs:
		a.kind, a.organ = &township, townshipName(i-u.organs-1)
	case i > 0:
		a.kind = &kinds[i-1]
		a.organ = a.kind.name(u.Level)
	}
	if i > 0 {
		a.scope = data.ScopeOwn
	}
	a.Body, _ = g.Body(u.Code, a.organ)
	a.size = weight(u.Level) * math.Exp(0.8*r.NormFloat64()-0.32) // mean 1
	a.growth = 0.06 + 0.07*r.NormFloat64()
	a.first = firstYear(r, i > u.organs)
	switch p := r.Float64(); {
	case p < 0.06:
		a.zero = ""
	case p < 0.1:
		a.zero = "/"
	default:
		a.zero = "0"
	}
	return a
}

// firstYear draws when a body began to report: townships later than others.
func firstYear(r *rand.Rand, township bool) int {
	switch p := r.Float64(); {
	case township && p < 0.6:
		return 2015 + r.IntN(6)
	case p < 0.1:
		return 2012 + r.IntN(8)
	}
	return 0
}

// sheets are the forms that were in force.
type sheets struct{ prose, of2014, of2019, of2021 *sheet }

func newSheets(c *form.Catalogue) sheets {
	return sheets{newSheet(c.Form("pre2014.text")), newSheet(c.Form("stat2014")), newSheet(c.Form("gov2019")), newSheet(c.Form("gov2021"))}
}

func (s sheets) of(year int) *sheet {
	switch {
	case year < 2014:
		return s.prose
	case year < 2019:
		return s.of2014
	case year < 2021:
		return s.of2019
	}
	return s.of2021
}

// report makes the report of a year, or nil where there is none.
func (a *author) report(s *sheet, year int) *data.Report {
	f := &filled{s, make([]int64, len(s.cells)), a.zero}
	switch {
	case s.known:
		a.fill2019(f, year)
	case year < 2014:
		a.fillProse(f, year)
	default:
		a.fill2014(f, year)
	}
	broken := a.r.Float64() < 0.025
	if broken && len(s.rules) > 0 {
		wrong := s.rules[a.r.IntN(len(s.rules))].rhs
		f.values[wrong[a.r.IntN(len(wrong))]] += 1 + a.r.Int64N(9)
	}
	if a.r.Float64() < 0.02 || year < a.first {
		return nil
	}
	return a.publish(f, year, broken)
}

func (a *author) publish(f *filled, year int, broken bool) *data.Report {
	in := strconv.Itoa(year)
	r := &data.Report{
		Source: data.Source{File: Folder + a.RegionCode + "/" + a.Name + in + ".html", Format: "html"},
		Title:  Mark + a.Name + in + "年政府信息公开工作年度报告",
		Body:   a.Body, Year: year, Form: f.form.ID, Scope: a.scope,
		Published: fmt.Sprintf("%d-01-%02d", year+1, 5+a.r.IntN(26)),
		Figures:   f.figures(),
	}
	sum := sha256.Sum256([]byte(r.Source.File))
	r.Source.SHA256 = hex.EncodeToString(sum[:])
	if broken {
		r.Findings = f.failed()
	}
	return r
}
