package grid

// farApart is a run of empty columns wider than any inside a table.
const farApart = 20

// maxBeside bounds how many tables may stand side by side.
const maxBeside = 40

// sideBySide cuts an area at its empty columns into tables that stand side by
// side. An empty column may as well stand inside a table, to look better: it
// separates only what has labels of its own before its figures on both sides.
func (f *field) sideBySide(a area) []area {
	runs := f.columnRuns(a)
	if len(runs) < 2 || len(runs) > maxBeside {
		return []area{a}
	}
	var parts []area
	for _, next := range runs {
		if n := len(parts); n > 0 {
			last := &parts[n-1]
			if int(f.cols[next.c0]-f.cols[last.c1]) <= farApart && !(f.labelled(next) && f.labelled(*last)) {
				last.c1 = next.c1
				continue
			}
		}
		parts = append(parts, next)
	}
	return parts
}

// columnRuns lists the runs of columns between empty ones.
func (f *field) columnRuns(a area) []area {
	filled := make([]bool, a.c1+1)
	for r := a.r0; r <= a.r1; r++ {
		for c := a.c0; c <= a.c1; c++ {
			filled[c] = filled[c] || f.place(r, c) != none
		}
	}
	var runs []area
	open := false
	for c := a.c0; c <= a.c1; c++ {
		switch {
		case !filled[c]:
			open = false
		case open && f.left[c] == 0:
			runs[len(runs)-1].c1 = c
		default:
			runs = append(runs, area{a.r0, a.r1, c, c})
			open = true
		}
	}
	return runs
}

// labelled reports whether an area has rows with figures and each of them has
// words before its first figure.
func (f *field) labelled(a area) bool {
	rows := 0
	for r := a.r0; r <= a.r1; r++ {
		words, figures, bare := false, false, false
		f.each(r, a, func(_ int, id int32) {
			switch text := f.cells[id].text; {
			case isFigure(text):
				figures = true
				bare = bare || !words
			case isWords(text):
				words = true
			}
		})
		if bare {
			return false
		}
		if figures {
			rows++
		}
	}
	return rows > 0
}
