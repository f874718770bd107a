package takeaway

import (
	"io"
	"sync"
)

// aheadBatches is how many portions of rows may wait to be written.
const aheadBatches = 2

// Ahead reads rows on another core while those before are written. The caller
// calls stop when it has done with them; it waits until nothing is read any
// more.
func Ahead(rows Rows) (ahead Rows, stop func()) {
	a := &reader{Rows: rows, free: make(chan *portion, aheadBatches+1), full: make(chan *portion, aheadBatches), end: make(chan struct{})}
	for range cap(a.free) {
		a.free <- &portion{}
	}
	var reading sync.WaitGroup
	reading.Go(a.read)
	return a, sync.OnceFunc(func() {
		close(a.end)
		reading.Wait()
	})
}

// reader hands portions to and fro: free ones to read into, full ones to write.
type reader struct {
	Rows
	free, full chan *portion
	end        chan struct{}
	lent       *portion // valid until the next call
	failed     error
}

// portion is a copy of some rows, as those who read them use theirs again.
type portion struct {
	rows   [][]any
	values []any
	err    error
}

func (p *portion) take(rows [][]any, width int) {
	p.rows, p.values = p.rows[:0], p.values[:0]
	for _, row := range rows {
		p.values = append(p.values, row...)
	}
	for at := range rows {
		p.rows = append(p.rows, p.values[at*width:(at+1)*width])
	}
}

func (a *reader) read() {
	width := len(a.Columns())
	for {
		var p *portion
		select {
		case p = <-a.free:
		case <-a.end:
			return
		}
		rows, err := a.Rows.Next()
		p.take(rows, width)
		p.err = err
		a.full <- p // there is room for all but the one that is lent
		if err != nil {
			return
		}
	}
}

// Next returns the rows that were read, in their order.
func (a *reader) Next() ([][]any, error) {
	if a.failed != nil {
		return nil, a.failed
	}
	if a.lent != nil {
		a.free <- a.lent
	}
	select {
	case a.lent = <-a.full:
	case <-a.end:
		return nil, io.ErrClosedPipe
	}
	a.failed = a.lent.err
	return a.lent.rows, a.failed
}
