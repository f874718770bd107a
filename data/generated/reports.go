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
	level  place.Level
	organ  string
	kind   *kind
	r      *rand.Rand // its own, so that bodies do not depend on each other
	size   float64    // against an average body of its kind in a county; heavy-tailed
	growth float64    // of the logarithm a year
	first  int        // first year with a report
	zero   string     // how it prints zeros
	scope  data.Scope
	left   // what it leaves over at the end of a year
}

// left is what a body leaves over at the end of a year and takes up in the next.
type left struct {
	carried   [6]int64 // applications, by kind of applicant
	pending   [3]int64 // reviews, direct lawsuits, lawsuits after review
	documents stock    // normative documents in force
	rules     stock
	items     map[string]int64 // of the lists of 2019 and 2020
}

// stock is a number that is drawn once and goes on.
type stock struct {
	n     int64
	drawn bool
}

// Reports makes up the reports of a scale, body by body and year by year, one
// at a time. A report belongs to who receives it. The sequence may be gone
// through again and is the same then. What one year leaves over the next takes
// up, and a government's figures are the sums of those of its bodies. About one
// report in forty breaks an identity and says so in its findings, which list
// failed checks only; one in fifty is missing. In a faultless scale none is.
func Reports(s Scale, seed uint64, c *form.Catalogue, g *place.Gazetteer) iter.Seq[*data.Report] {
	return func(yield func(*data.Report) bool) {
		sheets := newSheets(c)
		number := uint64(0)
		for _, u := range s.units(g) {
			bodies := make([]*author, 1+u.organs+u.townships)
			for i := range bodies {
				number++
				bodies[i] = newAuthor(g, u, i, rand.New(rand.NewPCG(seed, number)))
			}
			drafts := s.drafts(bodies, sheets)
			for i, a := range bodies {
				for k, d := range drafts[i] {
					if r := a.publish(d, s.From+k, s.Faultless); r != nil && !yield(r) {
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

// drafts fills the reports of a division's bodies, by body and year: its
// government, the first of them, adds up the others, if there are any.
func (s Scale) drafts(bodies []*author, sheets sheets) [][]*filled {
	all := make([][]*filled, len(bodies))
	for i, a := range bodies {
		for year := s.From; year <= s.To; year++ {
			d := newFilled(sheets.of(year), a.zero)
			if i > 0 || len(bodies) == 1 {
				a.fill(d, year)
			}
			all[i] = append(all[i], d)
		}
		for k, d := range all[i] {
			if i > 0 {
				all[0][k].add(d)
			}
		}
	}
	return all
}

// fill makes up the figures of a year.
func (a *author) fill(f *filled, year int) {
	switch {
	case f.known:
		a.fill2019(f, year)
	case year < 2014:
		a.fillProse(f, year)
	default:
		a.fill2014(f, year)
	}
}

// publish makes the report of a year, or nil where there is none.
func (a *author) publish(f *filled, year int, faultless bool) *data.Report {
	broken := a.r.Float64() < 0.025 && !faultless
	if broken && len(f.rules) > 0 {
		wrong := f.rules[a.r.IntN(len(f.rules))].rhs
		f.values[wrong[a.r.IntN(len(wrong))]] += 1 + a.r.Int64N(9)
	}
	if a.r.Float64() < 0.02 && !faultless || year < a.first {
		return nil
	}
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
