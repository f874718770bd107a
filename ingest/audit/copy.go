package audit

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// Copied tables: two reports that should differ and do not. Most reports are
// nearly all zero, and equal by nature. What counts is how much the figures say:
// two independent counts of a mean m are equal with a chance of 1/sqrt(4πm) at
// most, so that a cell v that follows from no other says log2 of sqrt(4πv). A
// pair is named if chance would make one such pair in a nation's archive a rare
// event.

const (
	yearCopy = "c.year"
	bodyCopy = "c.body"

	near = 30.0 // bits that a pair within a division, or of one body, must share: some 10^8 such pairs in a nation
	far  = 50.0 // bits that any two bodies of a year must share: some 10^11 pairs
)

// printCell is a cell by which copies are told.
type printCell struct {
	cell int32
	main bool // of table three; the whole form where there is none
	free bool // follows from no other cell, and is no stock that stays by nature
}

// addPrint says by which cells of a form copies are told.
func (l *layout) addPrint(stock map[data.Cell]bool) {
	derived := map[int32]bool{}
	for i := range l.identities {
		r := &l.identities[i]
		if r.identity.Relation != "eq" || r.identity.Strength != string(data.Hard) {
			continue
		}
		if len(r.rhs) == 1 {
			derived[r.rhs[0]] = true
		} else {
			derived[r.lhs[0]] = true
		}
	}
	applications := l.form.Table("t3") != nil
	for c, info := range l.infos {
		l.print = append(l.print, printCell{int32(c), !applications || info.Table.ID == "t3", !derived[int32(c)] && !stock[info.Cell] && !isCumulative(info)})
	}
}

// stocks lists the cells that hold what is there at the end of a year.
func stocks(c *form.Catalogue) map[data.Cell]bool {
	out := map[data.Cell]bool{}
	for _, i := range c.Indicators {
		if i.Kind != "stock" {
			continue
		}
		for k := range i.Sources {
			for _, cell := range i.Sources[k].Cells() {
				out[cell] = true
			}
		}
	}
	return out
}

// print is what copies of a report share: the same figures give the same print.
type print struct {
	a, b    uint64
	bits    float64
	figures int32 // that are not zero
	main    bool  // of table three alone
}

// prints takes the prints of table three and of the whole report.
func (s *sheet) prints() (main, whole print) {
	main.main = true
	for _, p := range s.layout.print {
		if s.mark[p.cell] != number || s.value[p.cell] == 0 {
			continue
		}
		bits := 0.0
		if p.free {
			bits = says(s.value[p.cell] / s.units[p.cell])
		}
		whole.mix(p.cell, s.value[p.cell], bits)
		if p.main {
			main.mix(p.cell, s.value[p.cell], bits)
		}
	}
	return main, whole
}

// telling is the print by which copies among bodies are told: of table three, or
// where that says too little of the whole report. It is false where that does too.
func telling(prints [2]print) (print, bool) {
	for _, p := range prints {
		if p.bits >= near {
			return p, true
		}
	}
	return print{}, false
}

// Print is the print of a report by which copies among bodies are told, in hex:
// only reports of the same year and the same print can repeat each other. It is
// "" where the figures say too little.
func (a *Auditor) Print(r *data.Report) string {
	l := a.layouts[r.Form]
	if l == nil {
		return ""
	}
	s := sheets.Get().(*sheet)
	defer sheets.Put(s)
	s.report = r
	s.fill(l, r.Figures)
	main, whole := s.prints()
	p, says := telling([2]print{main, whole})
	if !says {
		return ""
	}
	return fmt.Sprintf("%016x%016x", p.a, p.b)
}

// mix adds a figure: two independent products, so that 128 bits tell prints apart.
func (p *print) mix(cell int32, v int64, bits float64) {
	x := uint64(v)*0x9e3779b97f4a7c15 + uint64(cell+1)
	p.a = (p.a ^ x) * 0xbf58476d1ce4e5b9
	p.a ^= p.a >> 29
	p.b = (p.b + x) * 0x94d049bb133111eb
	p.b ^= p.b >> 31
	p.bits += bits
	p.figures++
}

// said holds how many bits small counts say.
var said = func() (out [1024]float64) {
	for v := range out {
		out[v] = 0.5 * math.Log2(4*math.Pi*max(float64(v), 1))
	}
	return out
}()

func says(v int64) float64 {
	if v >= 0 && v < int64(len(said)) {
		return said[v]
	}
	return 0.5 * math.Log2(4*math.Pi*math.Abs(float64(v)))
}

func (p print) equal(q print) bool { return p.a == q.a && p.b == q.b && p.figures == q.figures }

// copiedYears finds reports that repeat another year of the body. The finding
// stands on the later one.
func copiedYears(years []sheet, prints [][2]print, add func(at int, f data.Finding)) {
	for i := 1; i < len(years); i++ {
		assessable := false
		for _, p := range prints[i] {
			assessable = assessable || p.bits >= near
		}
		if !assessable {
			continue
		}
		f := data.Finding{Check: yearCopy, State: data.OK, Severity: data.Soft}
		for k := i - 1; k >= 0 && f.State == data.OK; k-- {
			for n, p := range prints[i] {
				if p.bits >= near && years[k].layout == years[i].layout && p.equal(prints[k][n]) {
					f = years[i].copied(f, p, []*sheet{&years[k]}, fmt.Sprintf("本机关%d年报告", years[k].report.Year),
						"很可能误用了另一年度的表格；请核对哪一年度有误")
					break
				}
			}
		}
		add(i, f)
	}
}

// copied says that a sheet repeats others.
func (s *sheet) copied(f data.Finding, p print, others []*sheet, whose, advice string) data.Finding {
	f.State = data.Failed
	what := "整份报告"
	if p.main && s.form.Table("t3") != nil {
		what = "表三"
	}
	f.Detail = fmt.Sprintf("%s的 %d 个非零数字与%s逐格相同，%s", what, p.figures, whose, advice)
	for _, c := range s.layout.print {
		if s.mark[c.cell] == number && s.value[c.cell] != 0 && (c.main || !p.main) {
			f.Cells = append(f.Cells, s.cells[c.cell])
		}
	}
	for _, o := range others {
		f.Others = append(f.Others, data.OtherCell{Body: o.report.Body.Key(), Year: o.report.Year})
	}
	return f
}

// candidate is a report whose figures say enough to be looked for elsewhere.
type candidate struct {
	print
	at   int // of the reports
	year int
	code string // of the division
}

// copiedBodies finds reports of a year that repeat those of other bodies. Each
// of them is told. A government and a body of its own division are left out: a
// government may report for its office, or for the only body that had a case.
func (a *Auditor) copiedBodies(reports []*data.Report, list []candidate, add func(at int, f data.Finding)) {
	slices.SortFunc(list, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(x.year, y.year), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.at, y.at))
	})
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].year == list[from].year && list[to].equal(list[from].print) {
			to++
		}
		for i := from; i < to && to-from > 1; i++ {
			var same []*sheet
			var names []string
			for k := from; k < to; k++ {
				if k != i && list[i].copies(list[k], reports) {
					o := reports[list[k].at]
					same, names = append(same, &sheet{report: o}), append(names, o.Body.Name)
				}
			}
			if len(same) == 0 {
				continue
			}
			own := reports[list[i].at]
			s := sheet{report: own}
			s.fill(a.layouts[own.Form], own.Figures)
			const named = 3
			whose := strings.Join(names[:min(len(names), named)], "、")
			if len(names) > named {
				whose += fmt.Sprintf("等 %d 个机关", len(names))
			}
			add(list[i].at, s.copied(data.Finding{Check: bodyCopy, Severity: data.Soft}, list[i].print, same[:min(len(same), named)],
				fmt.Sprintf("%s的%d年报告", whose, own.Year), "很可能误用了同一张表格；请核对哪一份有误，如为合署办公、合并填报，请在报告中说明"))
		}
		from = to
	}
}

// copies reports whether two equal prints are more than chance and custom.
func (x candidate) copies(y candidate, reports []*data.Report) bool {
	a, b := reports[x.at], reports[y.at]
	if a.Form != b.Form {
		return false
	}
	if x.code == y.code {
		return a.Body.Organ != "" && b.Body.Organ != "" && x.bits >= near
	}
	return x.bits >= far
}
