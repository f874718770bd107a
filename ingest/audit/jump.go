package audit

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// Jumps of magnitude: a figure that no sum holds is compared with the body's
// other years. Only a steady level can be left, and only a misprint that would
// bring the figure back to that level is named: a digit too many or too few, a
// lost decimal point, yuan for 10,000 yuan.

const jumpCheck = "v.jump"

const (
	window    = 4   // years before and after that count as the level
	fewest    = 3   // other years that make a level; of money a factor of 10,000 needs two
	steady    = 2.5 // the largest of them is at most so many times the smallest
	leastUp   = 10  // a level below that says nothing of a digit too many
	leastDown = 30  // nor one below that of a digit too few, nor one below leastEnd in the first and last year
	leastEnd  = 50
	leap      = 5.0 // how far beyond the other years a figure lies
	leapAtEnd = 7.0 // the same of the first and last year, towards which a level may rise or fall
	slack     = 1.5 // how far beyond them the mended figure may lie
)

// jumping is a cell whose level is compared over the years, with the number of
// the series that it belongs to in every form.
type jumping struct {
	cell   int32
	series int
	money  bool
	digits bool // a whole count, of which digits may be lost or doubled
}

// addSeries numbers the cells that no hard identity holds. Cells of several
// forms are one series where an indicator joins them.
func (a *Auditor) addSeries() {
	of := map[data.Cell]int{}
	n := 0
	for _, i := range a.catalogue.Indicators {
		for k := range i.Sources {
			if s := &i.Sources[k]; s.Joinable() && len(s.Terms) == 1 && s.Terms[0].Coef == 1 {
				if cell := s.Cells()[0]; of[cell] == 0 {
					of[cell] = n + 1
				}
			}
		}
		n++
	}
	for _, f := range a.catalogue.Forms {
		l := a.layouts[f.ID]
		for c, info := range l.infos {
			if l.summed[c] || info.Column.Signed || info.Money() && info.Unit() == "" || isCumulative(info) {
				continue
			}
			if of[info.Cell] == 0 {
				n++
				of[info.Cell] = n
			}
			l.jumping = append(l.jumping, jumping{int32(c), of[info.Cell], info.Money(), !info.Money()})
			a.series = max(a.series, of[info.Cell]+1)
		}
	}
}

// isCumulative tells figures that a chain compares better.
func isCumulative(info *form.CellInfo) bool { return info.Column.Code == "cumulative" }

// point is a figure of a series.
type point struct {
	at    int // of the sheets
	value int64
	j     *jumping
}

// jumps compares the levels of a body's reports, by year.
func (a *Auditor) jumps(years []sheet, series [][]point, add func(at int, f data.Finding)) {
	for i := range series {
		series[i] = series[i][:0]
	}
	for at := range years {
		s := &years[at]
		for k := range s.jumping {
			if j := &s.jumping[k]; s.mark[j.cell] == number && !s.isSuspect(j.cell) {
				series[j.series] = append(series[j.series], point{at, s.value[j.cell], j})
			}
		}
	}
	for _, points := range series {
		if mayJump(points) {
			for i := range points {
				if f, found := jump(years, points, i); found {
					add(points[i].at, f)
				}
			}
		}
	}
}

// mayJump spares the closer look at series without any leap.
func mayJump(points []point) bool {
	if len(points) < 3 {
		return false
	}
	low, high := points[0].value, points[0].value
	for _, p := range points[1:] {
		low, high = min(low, p.value), max(high, p.value)
	}
	return low > 0 && float64(high) >= leap*float64(low)
}

// jump compares one figure with those of the years around it.
func jump(years []sheet, points []point, i int) (f data.Finding, found bool) {
	p := points[i]
	year := years[p.at].report.Year
	var others []point
	low, high := int64(0), int64(0)
	for k, o := range points {
		if away := years[o.at].report.Year - year; k == i || away > window || away < -window {
			continue
		}
		if len(others) == 0 {
			low, high = o.value, o.value
		}
		low, high = min(low, o.value), max(high, o.value)
		others = append(others, o)
	}
	if len(others) < 2 || low <= 0 || p.value <= 0 {
		return f, false
	}
	far, least := leap, float64(leastDown)
	if i == 0 || i == len(points)-1 {
		far, least = leapAtEnd, leastEnd
	}
	what := misprint(p, low, high, len(others), far, least)
	if what == "" {
		return f, false
	}
	s := &years[p.at]
	info := s.infos[p.j.cell]
	f = data.Finding{Check: jumpCheck, Where: info.Row.Code + "/" + info.Column.Code, State: data.Failed, Severity: data.Soft,
		Cells: []data.Cell{s.cells[p.j.cell]}}
	var level []string
	for _, o := range others {
		t := &years[o.at]
		level = append(level, fmt.Sprintf("%d年 %s", t.report.Year, t.number(o.j.cell)))
		f.Others = append(f.Others, t.other(o.j.cell))
	}
	f.Detail = fmt.Sprintf("“%s”：%d年为 %s，而%s。%s。请对照原件核对；如确有其事，请在报告中说明原因",
		info.Label().ZH, year, s.number(p.j.cell), strings.Join(level, "、"), what)
	return f, true
}

// misprint names the misprint that explains a figure beside the level of the
// other years, "" for none.
func misprint(p point, low, high int64, others int, far, least float64) string {
	v, lo, hi := float64(p.value), float64(low), float64(high)
	within := func(x, by float64) bool { return x >= lo/by && x <= hi*by }
	if p.j.money && hi <= 30*lo {
		switch {
		case v > 300*hi && within(v/1e4, 3):
			return "约为其他年度的一万倍，可能是把“元”填作“万元”"
		case v < lo/300 && within(v*1e4, 3):
			return "约为其他年度的一万分之一，可能是单位用错"
		}
	}
	if others < fewest || hi > steady*lo {
		return ""
	}
	scale := 1.0
	if p.j.money {
		scale = 1e-6
	}
	switch {
	case v >= far*hi && lo*scale >= leastUp:
		if p.j.digits {
			if w := withoutDigit(p.value, func(w int64) bool { return within(float64(w), slack) }); w >= 0 {
				return fmt.Sprintf("像是多了一位数字（如 %d）", w)
			}
		} else if within(v/10, slack) {
			return "约为其他年度的十倍，像是多了一位数字或小数点错位"
		}
		if within(v/100, slack) {
			return "约为其他年度的一百倍，像是多了两位数字或小数点错位"
		}
	case v <= lo/far && lo*scale >= least:
		if p.j.digits {
			if w := withDigit(p.value, func(w int64) bool { return within(float64(w), slack) }); w >= 0 {
				return fmt.Sprintf("像是漏了一位数字（如 %d）", w)
			}
		} else if within(v*10, slack) {
			return "约为其他年度的十分之一，像是漏了一位数字或小数点错位"
		}
		if within(v*100, slack) {
			return "约为其他年度的百分之一，像是漏了两位数字或小数点错位"
		}
	}
	return ""
}

// withoutDigit finds a number that is left when one digit of n is taken out
// and that passes; -1 if there is none.
func withoutDigit(n int64, passes func(int64) bool) int64 {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 1; i >= 0 && len(s) > 1; i-- {
		if w, err := strconv.ParseInt(s[:i]+s[i+1:], 10, 64); err == nil && passes(w) {
			return w
		}
	}
	return -1
}

// withDigit finds a number of which n is left when one digit is taken out and
// that passes; -1 if there is none. Of 1042 without its first digit 42 is left.
func withDigit(n int64, passes func(int64) bool) int64 {
	s := strconv.FormatInt(n, 10)
	for _, rest := range []string{s, "0" + s, "00" + s} {
		for i := len(rest); i >= 0; i-- {
			for d := '0'; d <= '9'; d++ {
				w, err := strconv.ParseInt(rest[:i]+string(d)+rest[i:], 10, 64)
				if err == nil && (i == 0 && d > '0' || len(rest) == len(s) && i > 0) && passes(w) {
					return w
				}
			}
		}
	}
	return -1
}
