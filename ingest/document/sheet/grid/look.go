package grid

// look is what a row of an area shows.
type look struct {
	texts int   // cells with text, those from rows above included
	drawn int   // empty cells with a frame, or merged
	only  int32 // the cell with text, if there is one
	alone bool  // it is words, and the only text in all rows that it covers
}

// empty rows separate; a single empty cell with a frame is a line below a title.
func (l look) empty() bool { return l.texts == 0 && l.drawn < 2 }

// prose is a text over the width of the page. Beside empty framed cells it is
// the label of a row left blank.
func (l look) prose() bool { return l.alone && l.drawn == 0 }

// looks tells what each row of an area shows.
func (f *field) looks(a area) []look {
	looks := make([]look, a.r1-a.r0+1)
	for r := a.r0; r <= a.r1; r++ {
		l := &looks[r-a.r0]
		l.only = none
		f.each(r, a, func(_ int, id int32) {
			switch c := &f.cells[id]; {
			case c.text != "":
				l.texts++
				l.only = id
			case c.framed || c.merged():
				l.drawn++
			}
		})
	}
	for i := range looks {
		l := &looks[i]
		if l.texts != 1 {
			continue
		}
		if i > 0 && looks[i-1].only == l.only && looks[i-1].texts == 1 {
			l.alone = looks[i-1].alone
		} else {
			l.alone = isWords(f.cells[l.only].text) && f.alone(looks, a, l.only)
		}
	}
	return looks
}

// each calls do for each cell of a row, from left to right, with the index of
// its first column in the area.
func (f *field) each(r int, a area, do func(c int, id int32)) {
	last := none
	for c := a.c0; c <= a.c1; c++ {
		if id := f.place(r, c); id != none && id != last {
			do(c, id)
			last = id
		}
	}
}

// alone reports whether a cell is the only text in all the rows it covers.
func (f *field) alone(looks []look, a area, id int32) bool {
	from, to := indexes(f.rows, f.cells[id].row, f.cells[id].rowSpan)
	for r := max(from, a.r0); r < min(to, a.r1+1); r++ {
		if looks[r-a.r0].texts != 1 {
			return false
		}
	}
	return true
}
