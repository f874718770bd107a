package settle

import (
	"math/bits"

	"gongkai/data/form"
)

// maxColumns is how many columns a row may have: table four has fifteen.
const maxColumns = 16

// maxDigits is how long the number of one cell may be.
const maxDigits = 12

// reading is one way to tell the cells of a run apart. A cell without any
// characters is blank.
type reading struct {
	from, to [maxColumns]uint8
	value    [maxColumns]int64 // of counts; money takes no part in sums
}

func (r *reading) blank(column int) bool { return r.from[column] == r.to[column] }

// same reports whether two readings agree on a cell.
func (r *reading) same(o *reading, column int) bool {
	return r.from[column] == o.from[column] && r.to[column] == o.to[column] || r.blank(column) && o.blank(column)
}

// number reads text[from:to] as the number of a cell: no zero in front of a
// digit, a decimal point in money only, a sign only where the column has one.
func number(text string, c *form.Column, money bool) (value int64, ok bool) {
	negative := false
	if c.Signed && text != "" && (text[0] == '-' || text[0] == '+') {
		negative = text[0] == '-'
		text = text[1:]
	}
	point, digits := -1, 0
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] >= '0' && text[i] <= '9':
			value = value*10 + int64(text[i]-'0')
			digits++
		case text[i] == '.' && money && point < 0 && i > 0 && i < len(text)-1:
			point = i
		default:
			return 0, false
		}
	}
	if digits == 0 || digits > maxDigits || text[0] == '0' && len(text) > 1 && point != 1 {
		return 0, false
	}
	if negative {
		value = -value
	}
	return value, true
}

// columns is a set of columns of a row.
type columns uint16

func (s columns) has(c int) bool { return s&(1<<c) != 0 }

func (s columns) below(c int) int { return bits.OnesCount16(uint16(s) & (1<<c - 1)) }

// steps bounds the work on a report.
type steps struct{ left int }

func (s *steps) spend(n int) bool {
	s.left -= n
	return s.left >= 0
}

// splitter lists the readings of a run that has a number in every column (but
// absent), right to left: totals stand last, so the parts are bounded early.
type splitter struct {
	row    *row
	own    []own
	absent columns            // that are blank
	lo, hi [maxColumns]int64  // bounds of the values, from other rows
	limit  int                // of readings
	work   *steps             //
	out    []reading          //
	now    reading            //
	part   [maxColumns]int64  // of each own sum, what its columns add up to so far
	sign   [maxColumns][]int8 // of each own sum by column, the sign of all that stand left of it
}

const unbounded = int64(1) << 50

// split returns the readings; ok is false where there are more than the limit
// or the work is too much.
func (s *splitter) split() (out []reading, ok bool) {
	n := len(s.row.columns)
	for k := range s.own {
		s.sign[k] = make([]int8, n+1)
		var all int8
		for c := range n {
			s.sign[k][c] = all // of the columns 0 to c-1
			if coef := s.own[k].coef[c]; coef != 0 && !s.absent.has(c) {
				all = joinSign(all, coef)
			}
		}
	}
	ok = s.column(n-1, len(s.row.run.text))
	return s.out, ok
}

// mixed marks terms of both signs.
const mixed = int8(2)

func joinSign(all int8, coef int64) int8 {
	sign := int8(1)
	if coef < 0 {
		sign = -1
	}
	if all == 0 || all == sign {
		return sign
	}
	return mixed
}

// column reads the number of a column, which ends at end, and what is left of it.
func (s *splitter) column(c, end int) bool {
	if c < 0 {
		if end != 0 || !s.geHold() {
			return true
		}
		if len(s.out) == s.limit {
			return false
		}
		s.out = append(s.out, s.now)
		return true
	}
	if s.absent.has(c) {
		s.now.from[c], s.now.to[c], s.now.value[c] = 0, 0, 0
		return s.column(c-1, end)
	}
	left := c - s.absent.below(c) // columns still to come
	for start := end - 1; start >= left; start-- {
		if !s.work.spend(1) {
			return false
		}
		if left == 0 && start > 0 {
			if start = 0; end > maxDigits+4 {
				return true
			}
		}
		if end-start > maxDigits+4 {
			return true
		}
		v, ok := number(s.row.run.text[start:end], s.row.columns[c], s.row.money[c])
		if !ok {
			continue
		}
		if v > s.hi[c] {
			return true // longer ones are larger still
		}
		if v < s.lo[c] {
			continue
		}
		fits, more := s.add(c, v)
		if fits {
			s.now.from[c], s.now.to[c], s.now.value[c] = uint8(start), uint8(end), v
			if !s.column(c-1, start) {
				return false
			}
		}
		s.take(c, v)
		if !more {
			return true
		}
	}
	return true
}

// add takes a value into the sums. fits says whether they may still hold, more
// whether a larger value could fit too.
func (s *splitter) add(c int, v int64) (fits, more bool) {
	fits, more = true, true
	for k := range s.own {
		coef := s.own[k].coef[c]
		s.part[k] += coef * v
		if s.own[k].ge {
			continue
		}
		switch left := s.sign[k][c]; {
		case left == 0 && s.part[k] != 0, left == 1 && s.part[k] > 0, left == -1 && s.part[k] < 0:
			fits = false
			// the sum is past what the rest can bring back
			if left == 1 && coef > 0 || left == -1 && coef < 0 || left == 0 && coef*s.part[k] > 0 {
				more = false
			}
		}
	}
	return fits, more || s.row.columns[c].Signed
}

// geHold tries the sums that need not be equal, once all columns are known.
func (s *splitter) geHold() bool {
	for k := range s.own {
		if s.own[k].ge && s.part[k] < 0 {
			return false
		}
	}
	return true
}

func (s *splitter) take(c int, v int64) {
	for k := range s.own {
		s.part[k] -= s.own[k].coef[c] * v
	}
}

// placer lists the readings of pieces that are fewer than the columns: each
// piece is a whole cell, in the order printed, and the other cells are blank.
type placer struct {
	row   *row
	own   []own
	limit int
	work  *steps
	out   []reading
	now   reading
}

func (p *placer) place() (out []reading, ok bool) {
	ok = p.piece(0, 0)
	return p.out, ok
}

func (p *placer) piece(i, column int) bool {
	n, k := len(p.row.columns), len(p.row.run.pieces)
	if i == k {
		if !p.row.hold(p.own, &p.now) {
			return true
		}
		if len(p.out) == p.limit {
			return false
		}
		p.out = append(p.out, p.now)
		return true
	}
	from, to := p.row.run.pieces[i][0], p.row.run.pieces[i][1]
	for c := column; c <= n-(k-i); c++ {
		if !p.work.spend(1) {
			return false
		}
		v, ok := int64(0), true
		if from < to {
			v, ok = number(p.row.run.text[from:to], p.row.columns[c], p.row.money[c])
		}
		if ok {
			p.now.from[c], p.now.to[c], p.now.value[c] = uint8(from), uint8(to), v
			more := p.piece(i+1, c+1)
			p.now.from[c], p.now.to[c], p.now.value[c] = 0, 0, 0
			if !more {
				return false
			}
		}
	}
	return true
}
