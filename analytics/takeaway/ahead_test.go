package takeaway

import (
	"errors"
	"fmt"
	"io"
	"testing"
)

// counted gives rows of which each call uses the memory of the one before.
type counted struct {
	batches, each, at int
	last              error
	rows              [][]any
}

func (c *counted) Columns() []Column { return []Column{{"n", "BIGINT"}, {"text", "VARCHAR"}} }

func (c *counted) Next() ([][]any, error) {
	if c.batches == 0 {
		return nil, c.last
	}
	c.batches--
	for len(c.rows) < c.each {
		c.rows = append(c.rows, make([]any, 2))
	}
	for _, row := range c.rows {
		c.at++
		row[0], row[1] = int64(c.at), fmt.Sprint("row ", c.at)
	}
	return c.rows, nil
}

func TestAhead(t *testing.T) {
	for _, last := range []error{io.EOF, errors.New("broken")} {
		rows, stop := Ahead(&counted{batches: 50, each: 7, last: last})
		n := 0
		for {
			batch, err := rows.Next()
			if err != nil {
				if err != last {
					t.Errorf("ends with %v, want %v", err, last)
				}
				break
			}
			for _, row := range batch {
				if n++; row[0] != int64(n) || row[1] != fmt.Sprint("row ", n) {
					t.Fatalf("row %d is %v", n, row)
				}
			}
		}
		if _, err := rows.Next(); n != 350 || err != last {
			t.Errorf("%d rows, then %v", n, err)
		}
		stop()
		stop()
	}
}

// Who has read enough stops, however many rows are left.
func TestAheadStopped(t *testing.T) {
	for taken := range 6 {
		source := &counted{batches: 1 << 40, each: 3}
		rows, stop := Ahead(source)
		for range taken {
			if batch, err := rows.Next(); err != nil || len(batch) != 3 {
				t.Fatal(batch, err)
			}
		}
		stop()
		if read := source.at; read > 3*(taken+aheadBatches+1) {
			t.Errorf("%d taken, %d rows read", taken, read)
		}
	}
}
