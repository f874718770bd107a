package audit

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"gongkai/data"
	"gongkai/data/form"
)

// Changed reports whether the division of a code was merged or split in a
// year, so that what was carried over went elsewhere; nil knows of none.
type Changed func(code string, year int) bool

// Years tries the checks over the years of one body on its reports, which are
// the current ones by year, and returns the findings of each. They stand on
// the later report of the two that disagree.
func (a *Auditor) Years(reports map[int]*data.Report, changed Changed) map[int][]data.Finding {
	out := map[int][]data.Finding{}
	var years []int
	seen := map[int]*seen{}
	for year, r := range reports {
		years = append(years, year)
		seen[year] = look(r)
	}
	slices.Sort(years)
	for i, year := range years {
		r := seen[year]
		found := out[year]
		if former := seen[year-1]; former != nil {
			moved := changed != nil && changed(r.Body.RegionCode, year)
			for _, k := range a.catalogue.Checks {
				if k.Relation != "" && slices.Contains(k.Forms, r.Form) && slices.Contains(k.Forms, former.Form) {
					for _, each := range k.Each {
						found = append(found, a.compare(k, each, r, former, moved))
					}
				}
			}
			found = append(found, a.copied(r, former)...)
		}
		found = append(found, a.jumps(r, seen, year)...)
		if i > 0 && year > years[i-1]+1 {
			found = append(found, missing(years[i-1], year))
		}
		out[year] = append(found, late(r.Report)...)
	}
	return out
}

// seen is a report with its figures at hand.
type seen struct {
	*data.Report
	at map[data.Cell]*data.Figure
}

func look(r *data.Report) *seen {
	s := &seen{r, make(map[data.Cell]*data.Figure, len(r.Figures))}
	for i := range r.Figures {
		s.at[r.Figures[i].Cell] = &r.Figures[i]
	}
	return s
}

// compare tries a check of sums over two years.
func (a *Auditor) compare(k *form.Check, each string, r, former *seen, moved bool) data.Finding {
	f := data.Finding{Check: k.Code, Where: each, Severity: data.Severity(k.Severity)}
	words := map[bool]string{}
	var sums [2]data.Number
	known := true
	for side, terms := range [][]form.CheckTerm{k.LHS, k.RHS} {
		var text strings.Builder
		for i, t := range terms {
			of, when := r, ""
			if t.Former {
				of, when = former, fmt.Sprintf("%d 年度报告的", former.Year)
			} else if side == 1 {
				when = "本年的"
			}
			cell := t.In(of.Form, each)
			if !t.Former {
				f.Cells = append(f.Cells, cell)
			}
			n := of.at[cell]
			if n == nil || n.Value == nil {
				known = false
				continue
			}
			switch {
			case t.Sign() < 0:
				text.WriteString(" − ")
				sums[side] = data.Number{Decimal: sums[side].Sub(n.Value.Decimal)}
			default:
				if i > 0 {
					text.WriteString(" + ")
				}
				sums[side] = sums[side].Plus(*n.Value)
			}
			fmt.Fprintf(&text, "%s“%s”%s", when, a.catalogue.Cell(cell).Label().ZH, n.Value)
		}
		words[side == 1] = text.String()
	}
	holds := map[string]bool{"eq": sums[0].Equal(sums[1].Decimal), "le": sums[0].LessThanOrEqual(sums[1].Decimal), "ge": sums[0].GreaterThanOrEqual(sums[1].Decimal)}[k.Relation]
	duty := map[string]string{"eq": "两者应相等", "le": "前者应不大于后者", "ge": "前者应不小于后者"}[k.Relation]
	switch {
	case !known:
		f.State, f.Detail = data.NotAssessable, fmt.Sprintf("%d、%d 年度报告有未填写或无法识读的数字", former.Year, r.Year)
	case holds:
		f.State, f.Cells = data.OK, nil
	case moved:
		f.State, f.Detail = data.NotAssessable, "该年区划有合并、拆分，与上一年度不可比"
	default:
		f.State = data.Failed
		f.Detail = words[false] + "，" + words[true]
		if len(k.RHS) > 1 {
			f.Detail += " = " + sums[1].String()
		}
		f.Detail += "，" + duty
	}
	return f
}

// leastTelling is how many different numbers a table must have before its
// being equal to another tells anything: small counts are equal by chance.
const leastTelling = 6

// copied finds a table three that is the former year's.
func (a *Auditor) copied(r, former *seen) []data.Finding {
	if r.Form != former.Form {
		return nil
	}
	different, large := map[string]bool{}, 0
	var cells []data.Cell
	for i := range r.Figures {
		f := &r.Figures[i]
		info := a.catalogue.Cell(f.Cell)
		if info == nil || info.Table.ID != "t3" || f.Value == nil {
			continue
		}
		other := former.at[f.Cell]
		if other == nil || other.Value == nil || !other.Value.Equal(f.Value.Decimal) {
			return nil
		}
		if !f.Value.IsZero() {
			cells = append(cells, f.Cell)
			different[f.Value.String()] = true
			if f.Value.GreaterThan(data.NewNumber(9).Decimal) {
				large++
			}
		}
	}
	if len(different) < leastTelling || large < 3 {
		return nil
	}
	return []data.Finding{{Check: "x.copied", Where: "t3", State: data.Failed, Severity: data.Soft, Cells: cells,
		Detail: fmt.Sprintf("第三部分各数与 %d 年度报告完全相同（%d 个非零的数），请核对是否误用了旧表", former.Year, len(cells))}}
}

// Bounds of a jump: the neighbours agree to a factor, the larger of them and the
// figure is at least ten times a level, since small counts move as they like,
// and the figure is a power of ten of theirs.
const (
	leastLevel   = 20.0
	leastAmount  = 0.1 // of money, 万元
	steadyFactor = 1.6
	nearPower    = 0.06 // of the decimal logarithm
)

// jumps finds figures that are some 10, 100 or 10,000 times those of the years
// before and after, or of the two before, which agree with each other. A first
// year tells nothing: the level may have changed after it.
func (a *Auditor) jumps(r *seen, all map[int]*seen, year int) (out []data.Finding) {
	beside := []*seen{all[year-1], all[year+1]}
	if beside[1] == nil {
		beside[1] = all[year-2]
	}
	if beside[0] == nil || beside[1] == nil || beside[0].Form != r.Form || beside[1].Form != r.Form {
		return nil
	}
	for i := range r.Figures {
		f := &r.Figures[i]
		info := a.catalogue.Cell(f.Cell)
		if f.Value == nil || info == nil || !f.Value.IsPositive() {
			continue
		}
		var level [2]float64
		for k, s := range beside {
			if o := s.at[f.Cell]; o != nil && o.Value != nil && o.Unit == f.Unit {
				level[k] = o.Value.InexactFloat64()
			}
		}
		value, low, high := f.Value.InexactFloat64(), min(level[0], level[1]), max(level[0], level[1])
		least := leastLevel
		if info.Money() {
			least = leastAmount
		}
		if low <= 0 || high > low*steadyFactor || max(value, low) < least*10 {
			continue
		}
		power := math.Log10(value / math.Sqrt(low*high))
		for _, tens := range []float64{1, 2, 4} {
			if math.Abs(math.Abs(power)-tens) > nearPower {
				continue
			}
			out = append(out, data.Finding{Check: "x.jump", Where: string(info.Table.ID + "/" + info.Row.Code + "/" + info.Column.Code), State: data.Failed, Severity: data.Soft, Cells: []data.Cell{f.Cell},
				Detail: fmt.Sprintf("“%s”为 %s，%d、%d 年度为 %s、%s，相差约 %.0f 倍，请核对数字是否拆分或合并，单位是否为%s", info.Label().ZH, f.Value,
					beside[0].Year, beside[1].Year, beside[0].at[f.Cell].Value, beside[1].at[f.Cell].Value, math.Pow(10, tens), unitWord(info))})
		}
	}
	return out
}

func unitWord(info *form.CellInfo) string {
	if u := info.Unit(); u != "" {
		return "“" + u + "”"
	}
	return "表式规定的单位"
}

// missing says which years lack between two reports.
func missing(before, year int) data.Finding {
	text := fmt.Sprintf("%d 年度没有报告", before+1)
	if year > before+2 {
		text = fmt.Sprintf("%d 至 %d 年度没有报告", before+1, year-1)
	}
	return data.Finding{Check: "x.missing", State: data.Failed, Severity: data.Note, Detail: text + "，前后年度均有，请补录或核实"}
}

// newDeadlines is the first report year under the deadlines of 条例 (2019).
const newDeadlines = 2019

// late finds a report that says it was published after its deadline.
func late(r *data.Report) []data.Finding {
	day, err := time.Parse(time.DateOnly, r.Published)
	if err != nil {
		return nil
	}
	month, last := time.January, 31
	if r.Body.Organ == "" || r.Year < newDeadlines {
		month = time.March
	}
	deadline := time.Date(r.Year+1, month, last, 0, 0, 0, 0, time.UTC)
	if !day.After(deadline) || day.Year() > r.Year+2 { // a later year is that of another publication
		return nil
	}
	return []data.Finding{{Check: "x.late", State: data.Failed, Severity: data.Note,
		Detail: fmt.Sprintf("报告所印日期 %s 晚于期限 %s", r.Published, deadline.Format(time.DateOnly))}}
}
