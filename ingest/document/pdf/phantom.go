package pdf

import "slices"

// tidy takes out of a piece what browsers leave where they cut a table: at the
// break an empty strip below cells that end before it, or above cells that
// begin after it; and an empty place below a cell that spans rows and that
// they end too early.
func (p *piece) tidy() {
	for p.strip(p.rows-1, func(c cell) bool { return c.openFoot }) {
	}
	for p.strip(0, func(c cell) bool { return c.openTop }) {
	}
	for i := range p.cells {
		p.lengthen(i)
	}
	p.cells = slices.DeleteFunc(p.cells, func(c cell) bool { return c.rows == 0 })
	p.renumber()
}

// strip drops a row whose own cells are all empty and open, or that has none
// and is not filled by others.
func (p *piece) strip(row int, open func(cell) bool) bool {
	own, width := 0, 0.0
	for _, c := range p.cells {
		switch {
		case c.row > row || c.row+c.rows <= row:
		case c.rows > 1:
			width += c.r - c.l
		case len(c.lines) > 0 || !open(c):
			return false
		default:
			own++
		}
	}
	if p.rows == 1 || own == 0 && width > p.box.width()-same {
		return false
	}
	p.cells = slices.DeleteFunc(p.cells, func(c cell) bool { return c.row == row && c.rows == 1 })
	for i := range p.cells {
		c := &p.cells[i]
		switch {
		case c.row > row:
			c.row--
		case c.row+c.rows > row:
			c.rows--
		}
	}
	p.rows--
	return true
}

// lengthen lets a cell that is open at the top reach down over an empty cell
// below it, if the empty one stands at the left edge before a label, or if no
// other cell ends or begins between the two.
func (p *piece) lengthen(i int) {
	a := &p.cells[i]
	if !a.openTop || a.rows == 0 {
		return
	}
	border := a.row + a.rows
	below, shared, label := -1, false, false
	for k, c := range p.cells {
		switch {
		case c.rows == 0 || k == i:
		case c.row == border && sameColumns(*a, c) && len(c.lines) == 0:
			below = k
		case c.row == border && c.l-a.r <= same && c.l >= a.r-same && len(c.lines) > 0 && !isFigure(c.text()) && a.l <= same:
			label = true
		case c.row == border || c.row+c.rows == border:
			shared = true
		}
	}
	if below >= 0 && (label || !shared) {
		a.rows += p.cells[below].rows
		a.openFoot = p.cells[below].openFoot
		p.cells[below].rows = 0
	}
}

// renumber drops the rows at which no cell begins or ends.
func (p *piece) renumber() {
	used := make([]bool, p.rows+1)
	for _, c := range p.cells {
		used[c.row], used[c.row+c.rows] = true, true
	}
	number := make([]int, p.rows+1)
	for i := 1; i <= p.rows; i++ {
		number[i] = number[i-1]
		if used[i] {
			number[i]++
		}
	}
	for i := range p.cells {
		c := &p.cells[i]
		c.row, c.rows = number[c.row], number[c.row+c.rows]-number[c.row]
	}
	p.rows = number[p.rows]
}
