package pdf

import (
	"cmp"
	"math"
	"slices"
)

const (
	touch     = 2.5  // points: lines whose ends come as near as twice this belong together
	together  = 5.0  // points: lines side by side within this are one, such as the borders of two cells
	sticksOut = 8.0  // points by which level lines must go beyond the last upright one to close an open side
	mostRules = 4000 // of a page; a drawing has more
	mostCells = 40_000
	tallRow   = 60.0 // points
)

// lattice is a grid of ruling lines with its cells: the areas that lines
// enclose on all sides. Where an inner line is missing the cell is merged.
type lattice struct {
	xs, ys []float64
	areas  []area
	at     []int // row*columns+column -> index of the area, or outside, or torn
}

// What is no cell: what lies outside, and what lines enclose that is no
// rectangle. Nobody can say to which cell text in such a place belongs.
const (
	outside = -1
	torn    = -2
)

// area is a cell in rows and columns of the lattice, from 0. It is open at the
// top or bottom where its upright lines end without a level one: browsers
// leave cells open that a page break cuts.
type area struct {
	row, col, rows, cols int
	openTop, openBottom  bool
}

func (l *lattice) columns() int { return len(l.xs) - 1 }

func (l *lattice) box() box {
	return box{l.xs[0], l.ys[0], l.xs[len(l.xs)-1], l.ys[len(l.ys)-1]}
}

func (l *lattice) boxOf(a area) box {
	return box{l.xs[a.col], l.ys[a.row], l.xs[a.col+a.cols], l.ys[a.row+a.rows]}
}

// find returns the area at a point, or outside, or torn.
func (l *lattice) find(x, y float64) int {
	if !l.box().holds(x, y) {
		return outside
	}
	col, _ := slices.BinarySearch(l.xs, x)
	row, _ := slices.BinarySearch(l.ys, y)
	return l.at[max(0, row-1)*l.columns()+max(0, col-1)]
}

// lattices finds the grids on a page, the smallest first. Lines that do not
// enclose cells, such as the three rules of a three-line table, make none.
func lattices(p *page) []*lattice {
	across, down := merged(p.across), merged(p.down)
	if len(across)+len(down) > mostRules || len(across) == 0 || len(down) == 0 {
		return nil
	}
	var out []*lattice
	for _, g := range groups(across, down) {
		if l := newLattice(g.across, g.down, p.w); l != nil {
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(a, b *lattice) int {
		return cmp.Compare(a.box().width()*a.box().height(), b.box().width()*b.box().height())
	})
	return out
}

// merged puts pieces of one line together: borders are drawn cell by cell.
func merged(rules []rule) []rule {
	const same = 1.0
	sorted := slices.Clone(rules)
	slices.SortFunc(sorted, func(a, b rule) int {
		return cmp.Or(cmp.Compare(math.Round(a.at/same), math.Round(b.at/same)), cmp.Compare(a.from, b.from))
	})
	var out []rule
	for _, r := range sorted {
		if n := len(out); n > 0 && math.Abs(out[n-1].at-r.at) <= same && r.from >= out[n-1].from && r.from <= out[n-1].to+minRule {
			out[n-1].to = max(out[n-1].to, r.to)
			continue
		}
		out = append(out, r)
	}
	return out
}

type group struct{ across, down []rule }

// groups parts the lines into those that hang together.
func groups(across, down []rule) []group {
	type line struct {
		box
		rule
		level bool
	}
	var lines []line
	for _, r := range across {
		lines = append(lines, line{box{r.from - touch, r.at - touch, r.to + touch, r.at + touch}, r, true})
	}
	for _, r := range down {
		lines = append(lines, line{box{r.at - touch, r.from - touch, r.at + touch, r.to + touch}, r, false})
	}
	slices.SortFunc(lines, func(a, b line) int { return cmp.Compare(a.t, b.t) })
	set := newSets(len(lines))
	for i, a := range lines {
		for j := i + 1; j < len(lines) && lines[j].t <= a.b; j++ {
			if b := lines[j]; a.l <= b.box.r && b.l <= a.box.r {
				set.join(i, j)
			}
		}
	}
	index := map[int]int{}
	var out []group
	for i, l := range lines {
		root := set.of(i)
		k, ok := index[root]
		if !ok {
			k = len(out)
			index[root] = k
			out = append(out, group{})
		}
		if l.level {
			out[k].across = append(out[k].across, l.rule)
		} else {
			out[k].down = append(out[k].down, l.rule)
		}
	}
	adopt(out)
	return out
}

// adopt gives upright lines that touch nothing to the group beside them that
// reaches exactly as high and as low: the side of cells that span all rows
// of a page.
func adopt(groups []group) {
	for i := range groups {
		if len(groups[i].across) > 0 {
			continue
		}
		for _, r := range groups[i].down {
			for k := range groups {
				if len(groups[k].across) == 0 || len(groups[k].down) == 0 {
					continue
				}
				first, last := math.Inf(1), math.Inf(-1)
				for _, d := range groups[k].down {
					first, last = min(first, d.from), max(last, d.to)
				}
				if math.Abs(first-r.from) <= touch && math.Abs(last-r.to) <= touch {
					groups[k].down = append(groups[k].down, r)
					break
				}
			}
		}
	}
}

// clustered gives the places of lines, those side by side as one: the middle
// of the first and the last.
func clustered(rules []rule) []float64 {
	var ats []float64
	for _, r := range rules {
		ats = append(ats, r.at)
	}
	slices.Sort(ats)
	var out []float64
	for i := 0; i < len(ats); {
		j := i
		for j+1 < len(ats) && ats[j+1]-ats[i] <= together {
			j++
		}
		out = append(out, (ats[i]+ats[j])/2)
		i = j + 1
	}
	return out
}

// withEnds adds to the places of lines those where the lines that cross them
// end, if these reach out beyond and at least two end together: a side of the
// table on which no line is drawn. Lines that end at the page's edge were cut
// off there, and so were the numbers beside them.
func withEnds(places []float64, crossing []rule, from, to float64) []float64 {
	first, last := math.Inf(1), math.Inf(-1)
	for _, r := range crossing {
		first, last = min(first, r.from), max(last, r.to)
	}
	starts, stops := 0, 0
	for _, r := range crossing {
		if r.from <= first+touch {
			starts++
		}
		if r.to >= last-touch {
			stops++
		}
	}
	if starts >= 2 && first > from && (len(places) == 0 || first < places[0]-sticksOut) {
		places = append([]float64{first}, places...)
	}
	if stops >= 2 && last < to && (len(places) == 0 || last > places[len(places)-1]+sticksOut) {
		places = append(places, last)
	}
	return places
}

// newLattice returns nil where the lines enclose no cell, or a single one that
// is taller than a row.
func newLattice(across, down []rule, width float64) *lattice {
	l := &lattice{xs: clustered(down), ys: withEnds(clustered(across), down, math.Inf(-1), math.Inf(1))}
	l.xs = withEnds(l.xs, across, touch, width-touch)
	if len(l.xs) < 2 || len(l.ys) < 2 || l.columns()*(len(l.ys)-1) > mostCells {
		return nil
	}
	level, upright := covered(across, l.ys, l.xs), covered(down, l.xs, l.ys)
	rows, cols := len(l.ys)-1, l.columns()
	top, bottom := slices.Clone(level[0]), slices.Clone(level[rows])
	bridge(level[0], func(k int) bool { return upright[k][0] })
	bridge(level[rows], func(k int) bool { return upright[k][rows-1] })
	bridge(upright[0], func(k int) bool { return level[k][0] })
	bridge(upright[cols], func(k int) bool { return level[k][cols-1] })
	l.enclose(level, upright)
	if len(l.areas) == 0 || len(l.areas) == 1 && l.box().height() > tallRow {
		return nil
	}
	for k, a := range l.areas {
		l.areas[k].openTop = a.row == 0 && slices.Contains(top[a.col:a.col+a.cols], false)
		l.areas[k].openBottom = a.row+a.rows == rows && slices.Contains(bottom[a.col:a.col+a.cols], false)
	}
	l.shrink()
	return l
}

// bridge closes an open side of the grid between any two lines that reach it.
func bridge(side []bool, reaches func(k int) bool) {
	from := -1
	for k := 0; k <= len(side); k++ {
		if !reaches(k) {
			continue
		}
		for i := from; from >= 0 && i < k; i++ {
			side[i] = true
		}
		from = k
	}
}

// covered tells for each line of the grid, and each of its parts between two
// crossing lines, whether it is drawn.
func covered(rules []rule, places, crossing []float64) [][]bool {
	const enough = 0.8
	lines := make([][]rule, len(places))
	for _, r := range rules {
		i := nearest(places, r.at)
		lines[i] = append(lines[i], r)
	}
	out := make([][]bool, len(places))
	for i := range places {
		slices.SortFunc(lines[i], func(a, b rule) int { return cmp.Compare(a.from, b.from) })
		out[i] = make([]bool, len(crossing)-1)
		for k := range out[i] {
			slack := min(touch, (crossing[k+1]-crossing[k])/4)
			from, to := crossing[k]+slack, crossing[k+1]-slack
			drawn, done := 0.0, from
			for _, r := range lines[i] {
				if end := min(r.to, to); end > done {
					drawn += end - max(done, min(r.from, end))
					done = end
				}
			}
			out[i][k] = drawn >= enough*(to-from)
		}
	}
	return out
}

// enclose finds the cells: unit cells without a line between them are one, and
// those without a line towards the outside are none.
func (l *lattice) enclose(level, upright [][]bool) {
	rows, cols := len(l.ys)-1, l.columns()
	around := rows * cols
	set := newSets(around + 1)
	id := func(row, col int) int {
		if row < 0 || col < 0 || row >= rows || col >= cols {
			return around
		}
		return row*cols + col
	}
	for row := range rows {
		for col := range cols {
			if !level[row][col] {
				set.join(id(row, col), id(row-1, col))
			}
			if !level[row+1][col] {
				set.join(id(row, col), id(row+1, col))
			}
			if !upright[col][row] {
				set.join(id(row, col), id(row, col-1))
			}
			if !upright[col+1][row] {
				set.join(id(row, col), id(row, col+1))
			}
		}
	}
	index := map[int]int{}
	var found []area
	var units []int
	l.at = make([]int, rows*cols)
	for i := range l.at {
		l.at[i] = outside
		root := set.of(i)
		if root == set.of(around) {
			continue
		}
		row, col := i/cols, i%cols
		k, ok := index[root]
		if !ok {
			k = len(found)
			index[root] = k
			found, units = append(found, area{row: row, col: col}), append(units, 0)
		}
		a := &found[k]
		if col < a.col {
			a.cols += a.col - col
			a.col = col
		}
		a.rows, a.cols = max(a.rows, row-a.row+1), max(a.cols, col-a.col+1)
		units[k]++
		l.at[i] = k
	}
	l.number(found, units)
}

// number keeps the areas that are rectangles.
func (l *lattice) number(found []area, units []int) {
	number := make([]int, len(found))
	for k, a := range found {
		number[k] = torn
		if units[k] == a.rows*a.cols {
			number[k] = len(l.areas)
			l.areas = append(l.areas, a)
		}
	}
	for i, k := range l.at {
		if k >= 0 {
			l.at[i] = number[k]
		}
	}
}

// shrink drops the grid lines that bound no area, such as an underline's.
func (l *lattice) shrink() {
	usedX, usedY := make([]bool, len(l.xs)), make([]bool, len(l.ys))
	for i, k := range l.at {
		row, col := i/l.columns(), i%l.columns()
		if col == 0 || l.at[i-1] != k {
			usedX[col] = true
		}
		if col == l.columns()-1 {
			usedX[col+1] = true
		}
		if row == 0 || l.at[i-l.columns()] != k {
			usedY[row] = true
		}
		if row == len(l.ys)-2 {
			usedY[row+1] = true
		}
	}
	columns := l.columns()
	var toX, toY []int
	l.xs, toX = kept(l.xs, usedX)
	l.ys, toY = kept(l.ys, usedY)
	at := make([]int, l.columns()*(len(l.ys)-1))
	for i, k := range l.at {
		if row, col := i/columns, i%columns; usedX[col] && usedY[row] {
			at[toY[row]*l.columns()+toX[col]] = k
		}
	}
	l.at = at
	for k := range l.areas {
		a := &l.areas[k]
		a.row, a.rows = toY[a.row], toY[a.row+a.rows]-toY[a.row]
		a.col, a.cols = toX[a.col], toX[a.col+a.cols]-toX[a.col]
	}
}

// kept drops the places that are not used; index maps old ones to new ones.
func kept(places []float64, used []bool) (out []float64, index []int) {
	index = make([]int, len(places))
	for i, at := range places {
		index[i] = len(out)
		if used[i] {
			out = append(out, at)
		}
	}
	return out, index
}

// sets are disjoint sets of small numbers.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) of(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

func (s sets) join(i, j int) { s[s.of(i)] = s.of(j) }
