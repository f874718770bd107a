package audit

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"gongkai/data"
)

// BesideChecks are those of a government's report against the reports of others.
var BesideChecks = []string{rollupCheck, partCheck}

// CopyChecks are those of a report against the reports of any other body.
var CopyChecks = []string{bodyCopy}

// Roll-up: a government's report may add up those of its bodies. Whether it
// does, and which bodies it takes in, it seldom says. So the sums speak: the
// groups of bodies whose sums agree with most of the government's figures are
// those that it took in, and what deviates from them is told. Where no group
// agrees, or a body's report is missing, nothing can be said.

const (
	rollupCheck = "b.rollup"
	partCheck   = "b.part"

	fewestAgreeing = 8    // figures that follow from no other and are not zero
	shareAgreeing  = 0.75 // of those that are not zero on either side
)

// group is a kind of body that a government may leave out of its figures.
type group int

const (
	departments group = iota
	townships
	branches // of national systems, which report to these: taxes, customs, weather ...
	lower    // governments of the divisions below
	groups
)

var branch = regexp.MustCompile(`税务|海关|海事|气象|烟草|邮政|地震局|调查总?队|消防救援|国家安全|金融监督管理|银行|出入境边防|矿山安全`)

func groupOf(b data.Body) group {
	switch {
	case b.IsTownship():
		return townships
	case branch.MatchString(b.Organ):
		return branches
	}
	return departments
}

// sums adds up the sheets of one group in one year.
type sums struct {
	value   []int64
	unread  []bool
	members int
}

// government is a body that may have added up others, with what these reported.
type government struct {
	key    string
	code   string // of the division
	years  map[int]*rolled
	bodies []member
}

// member is a body below a government, with the years that it reported.
type member struct {
	name  string
	years []int
}

// rolled is a government's report of a year beside those of its bodies.
type rolled struct {
	sheet *sheet
	at    int // of the reports
	sums  [groups]sums
	above map[int32]part // cells that a body's figure exceeds
	other []string       // bodies that used another form

	withoutLower bool // a division below has no report
}

// part is a body's figure that exceeds the whole.
type part struct {
	value int64
	name  string
	cell  data.OtherCell
}

// newGovernment takes the sheets of a government, which it keeps.
func newGovernment(b *body, years []sheet) *government {
	g := &government{key: b.key, code: b.code, years: map[int]*rolled{}}
	for i := range years {
		s := years[i]
		s.value, s.mark = slices.Clone(s.value), slices.Clone(s.mark)
		if s.report.Scope != data.ScopeOwn {
			g.years[s.report.Year] = &rolled{sheet: &s, at: b.at[i]}
		}
	}
	return g
}

// take adds the reports of a body.
func (g *government) take(body data.Body, years []sheet) {
	m, of := member{name: body.Name}, groupOf(body)
	for i := range years {
		s := &years[i]
		m.years = append(m.years, s.report.Year)
		r := g.years[s.report.Year]
		switch {
		case r == nil:
		case r.sheet.layout != s.layout:
			r.other = append(r.other, body.Name)
		default:
			r.take(of, s)
		}
	}
	g.bodies = append(g.bodies, m)
}

func (r *rolled) take(of group, s *sheet) {
	x := &r.sums[of]
	if x.value == nil {
		x.value, x.unread = make([]int64, len(s.cells)), make([]bool, len(s.cells))
	}
	x.members++
	for c, m := range s.mark {
		switch m {
		case number:
			x.value[c] += s.value[c]
			if s.value[c] > r.sheet.value[c] && r.sheet.mark[c] == number && of != branches && of != lower {
				r.exceed(int32(c), s)
			}
		case unread, large:
			x.unread[c] = true
		}
	}
}

// takeLower adds the reports of a government of a division below. Where one of
// these has none, nobody knows their sum.
func (g *government) takeLower(o *government) {
	for year, r := range g.years {
		x := o.years[year]
		switch {
		case x == nil || x.sheet.layout != r.sheet.layout:
			r.withoutLower = true
		default:
			r.take(lower, x.sheet)
		}
	}
}

// forget drops what only judging needs.
func (g *government) forget() {
	g.bodies = nil
	for _, r := range g.years {
		r.sums, r.above = [groups]sums{}, nil
	}
}

// exceed keeps the largest figure that exceeds the whole. Changes may be below
// zero, and say nothing.
func (r *rolled) exceed(c int32, s *sheet) {
	if s.value[c] <= r.above[c].value || s.infos[c].Column.Signed {
		return
	}
	if r.above == nil {
		r.above = map[int32]part{}
	}
	r.above[c] = part{s.value[c], s.report.Body.Name, s.other(c)}
}

// judge says what the sums come to.
func (g *government) judge(add func(at int, f data.Finding)) {
	for _, year := range slices.Sorted(maps.Keys(g.years)) {
		r := g.years[year]
		if r.withoutLower {
			r.sums[lower] = sums{}
		}
		members := 0
		for of := range r.sums {
			members += r.sums[of].members
		}
		if members == 0 {
			continue
		}
		if r.sheet.report.Scope == data.ScopeConsolidated {
			r.parts(func(f data.Finding) { add(r.at, f) })
		}
		r.judge(g.missing(year), members, func(f data.Finding) { add(r.at, f) })
	}
}

// missing lists the bodies that reported in another year and not in this one.
func (g *government) missing(year int) (names []string) {
	for _, m := range g.bodies {
		if !slices.Contains(m.years, year) {
			names = append(names, m.name)
		}
	}
	return names
}

// parts names the figures of bodies that exceed those of the whole, by row.
func (r *rolled) parts(add func(data.Finding)) {
	for _, row := range r.sheet.rows() {
		f := data.Finding{Check: partCheck, Where: row.where, State: data.Failed, Severity: data.Soft}
		for _, c := range row.cells {
			p, ok := r.above[c]
			if !ok {
				continue
			}
			if f.Detail == "" {
				f.Detail = fmt.Sprintf("“%s”：汇总数为 %s，而%s一家的%d年报告为 %s。请核对汇总是否漏计该机关，或该机关填报有误",
					r.sheet.infos[c].Label().ZH, r.sheet.number(c), p.name, r.sheet.report.Year, r.sheet.printed(c, p.value))
			}
			f.Cells, f.Others = append(f.Cells, r.sheet.cells[c]), append(f.Others, p.cell)
		}
		if f.Detail != "" {
			add(f)
		}
	}
}

// printed is a value as the cell's number.
func (s *sheet) printed(c int32, v int64) data.Number {
	n := data.NewNumber(v)
	if s.money[c] {
		n.Decimal = n.Shift(-moneyScale)
	}
	return n
}

// formRow is a row of a form with the table that it stands in.
type formRow struct {
	where string
	cells []int32
}

// rows lists the rows of the form.
func (s *sheet) rows() (out []formRow) {
	for i := range s.tables {
		t := &s.tables[i]
		k := 0
		for _, row := range t.Rows {
			if !row.Group {
				out = append(out, formRow{t.ID + "/" + row.Code, t.rows[k]})
				k++
			}
		}
	}
	return out
}

// judge compares the whole with the sums of the groups that agree with it best.
func (r *rolled) judge(missing []string, members int, add func(data.Finding)) {
	f := data.Finding{Check: rollupCheck, State: data.NotAssessable, Severity: data.Soft}
	consolidated := r.sheet.report.Scope == data.ScopeConsolidated
	year := r.sheet.report.Year
	if missing = append(missing, r.other...); len(missing) > 0 {
		if consolidated {
			f.Detail = fmt.Sprintf("缺 %d 个机关的%d年报告，或其格式不同（%s），不能与汇总数核对", len(missing), year, listed(missing))
			add(f)
		}
		return
	}
	best, agreeing, of := r.bestSums()
	if agreeing < fewestAgreeing || float64(agreeing) < shareAgreeing*float64(of) {
		if consolidated {
			f.Detail = fmt.Sprintf("已载入 %d 个机关的%d年报告，其合计与汇总数相符的只有 %d 项（共 %d 项不为零）：可能有机关没有载入，或汇总的范围不同，不能核对", members, year, agreeing, of)
			add(f)
		}
		return
	}
	holds := true
	for _, row := range r.sheet.rows() {
		if d, found := r.deviates(row, best, members); found {
			holds = false
			add(d)
		}
	}
	if holds {
		f.State = data.OK
		add(f)
	}
}

// bestSums tries the groups with and without each that may be left out.
func (r *rolled) bestSums() (best sums, agreeing, of int) {
	for without := range 1 << (groups - 1) {
		var x sums
		for g := range groups {
			if g > 0 && without&(1<<(g-1)) != 0 {
				if r.sums[g].members == 0 {
					x.members = -1 // the same as with it
					break
				}
				continue
			}
			x.add(&r.sums[g])
		}
		if x.members <= 0 {
			continue
		}
		a, o := r.agree(&x)
		if best.members == 0 || a*of > agreeing*o || a*of == agreeing*o && a > agreeing {
			best, agreeing, of = x, a, o
		}
	}
	return best, agreeing, of
}

func (x *sums) add(y *sums) {
	if y.members == 0 {
		return
	}
	if x.value == nil {
		x.value, x.unread = make([]int64, len(y.value)), make([]bool, len(y.value))
	}
	x.members += y.members
	for c := range y.value {
		x.value[c] += y.value[c]
		x.unread[c] = x.unread[c] || y.unread[c]
	}
}

// agree counts the figures, of those that follow from no other, that are not
// zero on either side, and of them those that agree.
func (r *rolled) agree(x *sums) (agreeing, of int) {
	for _, p := range r.sheet.layout.print {
		m := r.sheet.mark[p.cell]
		if !p.free || x.unread[p.cell] || m == unread || m == large || r.sheet.value[p.cell] == 0 && x.value[p.cell] == 0 {
			continue
		}
		of++
		if r.sheet.value[p.cell] == x.value[p.cell] {
			agreeing++
		}
	}
	return agreeing, of
}

// deviates tells of a row that is not the sum. A sum above the whole is an error
// somewhere; one below it in table three or four may be that of a body that is
// not here, as its cases run through several rows. Documents may be issued by
// several bodies jointly.
func (r *rolled) deviates(row formRow, x sums, members int) (f data.Finding, found bool) {
	f = data.Finding{Check: rollupCheck, Where: row.where, State: data.NotAssessable, Severity: data.Soft}
	for _, c := range row.cells {
		m, off := r.sheet.mark[c], x.value[c]-r.sheet.value[c]
		if off == 0 || x.unread[c] || m == unread || m == large || m == none && r.sheet.none(row.cells) {
			continue
		}
		info := r.sheet.infos[c]
		decisions := strings.HasPrefix(info.Table.ID, "t2") && info.Table.ID != "t2.art20_1"
		if f.Detail == "" {
			f.Detail = fmt.Sprintf("“%s”：汇总数为 %s，所属 %d 个机关%d年报告合计为 %s", info.Label().ZH, r.sheet.number(c), x.members, r.sheet.report.Year, r.sheet.printed(c, x.value[c]))
		}
		if decisions || off > 0 && info.Table.ID != "t2.art20_1" && m == number {
			f.State = data.Failed
		}
		f.Cells = append(f.Cells, r.sheet.cells[c])
	}
	if f.Detail == "" {
		return f, false
	}
	if f.State == data.Failed {
		f.Detail += "，而其余数字大多相符。请核对是漏计、重计还是某一机关填报有误"
	} else {
		f.Detail += "；可能有机关没有载入，或为联合发文，请自行核对"
	}
	return f, true
}

// none reports whether nothing is printed in cells.
func (s *sheet) none(cells []int32) bool {
	return !slices.ContainsFunc(cells, func(c int32) bool { return s.mark[c] != none })
}

// listed names the first few.
func listed(names []string) string {
	const most = 5
	if len(names) <= most {
		return strings.Join(names, "、")
	}
	return strings.Join(names[:most], "、") + "等"
}
