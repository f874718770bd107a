package takeaway

import (
	"fmt"
	"io"

	"gongkai/data"
)

// held are rows that are in memory already.
type held struct {
	columns []Column
	rows    [][]any
}

// Hold gives rows that are in memory. Values other than those of Rows come as
// fmt prints them.
func Hold(names []string, rows [][]any) Rows {
	h := &held{}
	for _, name := range names {
		h.columns = append(h.columns, Column{Name: name})
	}
	for _, row := range rows {
		line := make([]any, len(row))
		for i, v := range row {
			switch v := v.(type) {
			case nil, bool, string, int64, uint64, float64, data.Number:
				line[i] = v
			case int:
				line[i] = int64(v)
			default:
				line[i] = fmt.Sprint(v)
			}
		}
		h.rows = append(h.rows, line)
	}
	return h
}

func (h *held) Columns() []Column { return h.columns }

func (h *held) Next() ([][]any, error) {
	rows := h.rows
	if h.rows = nil; rows == nil {
		return nil, io.EOF
	}
	return rows, nil
}
