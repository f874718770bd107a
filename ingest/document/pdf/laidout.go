package pdf

import (
	"slices"
	"strings"
)

// columnsIn finds the lines that are set in columns, together with the
// headings above them: from the first to the last. from equals to where there
// are too few of them to be a table.
func columnsIn(lines []line) (from, to int) {
	const least, headings = 3, 8
	first, last, rows := -1, -1, 0
	for i, l := range lines {
		columns := l.columns()
		if len(columns) < 2 {
			continue
		}
		if isFigure(columns[len(columns)-1].text) {
			rows++
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	if rows < least {
		return len(lines), len(lines)
	}
	for n := 0; first > 0 && n < headings && !endsSentence(lines[first-1].text()); n++ {
		first--
	}
	for last+1 < len(lines) && !endsSentence(lines[last+1].text()) && last+1 < len(lines)-1 && below(lines[last], lines[last+1]) {
		last++
	}
	return first, last + 1
}

// below reports whether a line follows closely.
func below(a, b line) bool {
	return a.page == b.page && b.midY()-a.midY() < 2*a.em()
}

// isFigure: what may stand in a column of figures.
func isFigure(s string) bool {
	return s != "" && (isNumber(strings.ReplaceAll(s, " ", "")) || strings.Trim(s, "/／-—－–―") == "")
}

// layOut writes lines as text laid out by spaces, a column of text for each
// character. Words that begin at one place on the page begin at one place in
// the text, in all lines.
func layOut(lines []line) []string {
	rows := make([][]word, len(lines))
	for i, l := range lines {
		rows[i] = l.words(true)
	}
	starts, column := align(rows)
	var out []string
	for i, words := range rows {
		if i > 0 && (lines[i-1].page != lines[i].page || !below(lines[i-1], lines[i])) {
			out = append(out, "")
		}
		var b strings.Builder
		at := 0
		for _, w := range words {
			for c := column[place(starts, w.l)]; at < c; at++ {
				b.WriteByte(' ')
			}
			b.WriteString(w.text)
			at += len([]rune(w.text))
		}
		out = append(out, b.String())
	}
	return out
}

// align gives each place at which words begin a column of text: behind the
// ends of all words that end before it, and in the order of the places.
func align(rows [][]word) (starts []float64, column []int) {
	const near = 2.0 // points
	for _, words := range rows {
		for _, w := range words {
			starts = append(starts, w.l)
		}
	}
	starts = distinct(starts, near)
	column = make([]int, len(starts))
	type step struct{ from, to, length int }
	var steps []step
	for _, words := range rows {
		for i, w := range words {
			if i+1 < len(words) {
				length := len([]rune(w.text)) + 1
				if words[i+1].l-w.box.r > gapColumns*w.height() {
					length += 2
				}
				steps = append(steps, step{place(starts, w.l), place(starts, words[i+1].l), length})
			}
		}
	}
	slices.SortFunc(steps, func(a, b step) int { return a.to - b.to })
	next := 0
	for at := range starts {
		if at > 0 {
			column[at] = column[at-1]
			if starts[at]-starts[at-1] > 3*near {
				column[at]++
			}
		}
		for ; next < len(steps) && steps[next].to == at; next++ {
			column[at] = max(column[at], column[steps[next].from]+steps[next].length)
		}
	}
	return starts, column
}

// place is the index of the place at which a word begins.
func place(starts []float64, x float64) int {
	i, found := slices.BinarySearch(starts, x)
	if !found {
		i--
	}
	return max(0, i)
}
