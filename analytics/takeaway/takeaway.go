// Package takeaway writes rows in the formats of other programs, as they come:
// whatever their number, only a few thousand are in memory.
package takeaway

import (
	"encoding"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"

	"gongkai/data"
)

// Column is a column of an answer.
type Column struct {
	Name string `json:"name"`
	Type string `json:"type"` // SQL type, for example DECIMAL(28,10) or INTEGER[]
}

// Rows gives rows, some at once, until io.EOF. Values are nil, bool, string,
// int64, uint64, float32, float64, data.Number, texts in other coats
// (encoding.TextMarshaler), and lists and objects that JSON can hold. The
// caller of Next does not keep what it returned.
type Rows interface {
	Columns() []Column
	Next() ([][]any, error)
}

// Pulled gives the rows that a sequence yields, some at a time. The caller calls
// stop when it has done with them.
func Pulled(columns []Column, batches iter.Seq2[[][]any, error]) (rows Rows, stop func()) {
	next, stop := iter.Pull2(batches)
	return &pulled{columns, next}, stop
}

type pulled struct {
	columns []Column
	next    func() ([][]any, error, bool)
}

func (p *pulled) Columns() []Column { return p.columns }

func (p *pulled) Next() ([][]any, error) {
	batch, err, more := p.next()
	if !more {
		return nil, io.EOF
	}
	return batch, err
}

// Format is a kind of file.
type Format struct {
	Name string // as in addresses: csv, xlsx, json, jsonl, parquet
	Type string // media type
	Text bool   // is compressed on its way
	// Write writes all rows.
	Write func(w io.Writer, rows Rows, about About) error
}

// About is what a file says of its rows.
type About struct {
	Lang   data.Lang
	Source [][2]string // lines of a heading and a text: where the rows are from
	// ByteOrderMark begins a CSV file for Excel, which takes it for another
	// encoding otherwise.
	ByteOrderMark bool
	// Lines end CSV lines as Unix does, for pipes; otherwise they end as RFC 4180
	// says.
	Lines bool
}

// Formats lists the formats.
var Formats = []Format{
	{"csv", "text/csv; charset=utf-8", true, writeCSV},
	{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false, writeXLSX},
	{"json", "application/json; charset=utf-8", true, writeJSON},
	{"jsonl", "application/x-ndjson; charset=utf-8", true, writeLines},
	{"parquet", "application/vnd.apache.parquet", false, writeParquet},
}

// Named returns a format by its name.
func Named(name string) (f Format, ok bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// each calls do with all rows.
func each(rows Rows, do func(row []any) error) error {
	for {
		batch, err := rows.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		for _, row := range batch {
			if err := do(row); err != nil {
				return err
			}
		}
	}
}

// appendText appends a value as text: NULL is nothing, lists and objects are
// JSON.
func appendText(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return b, nil
	case string:
		return append(b, v...), nil
	case int64:
		return strconv.AppendInt(b, v, 10), nil
	case uint64:
		return strconv.AppendUint(b, v, 10), nil
	case bool:
		return strconv.AppendBool(b, v), nil
	case float64:
		return appendFloat(b, v, 64), nil
	case float32:
		return appendFloat(b, float64(v), 32), nil
	case data.Number:
		return append(b, v.String()...), nil
	case encoding.TextMarshaler:
		t, err := v.MarshalText()
		return append(b, t...), err
	}
	j, err := json.Marshal(v)
	return append(b, j...), err
}

// Text is a value as CSV has it, as it is: NULL is nothing.
func Text(v any) (string, error) {
	b, err := appendText(nil, v)
	return string(b), err
}

// appendFloat writes the shortest digits that give the same number again.
func appendFloat(b []byte, f float64, bits int) []byte {
	switch {
	case math.IsNaN(f):
		return append(b, "NaN"...)
	case math.IsInf(f, 1):
		return append(b, "Infinity"...)
	case math.IsInf(f, -1):
		return append(b, "-Infinity"...)
	}
	format := byte('f')
	if a := math.Abs(f); a != 0 && (a < 1e-6 || a >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(b, f, format, -1, bits)
}

// appendJSON appends a value as JSON. What JSON has no number for is a text.
func appendJSON(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case int64, uint64, bool, data.Number:
		return appendText(b, v)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return append(appendFloat(append(b, '"'), v, 64), '"'), nil
		}
		return appendFloat(b, v, 64), nil
	case float32:
		if f := float64(v); math.IsNaN(f) || math.IsInf(f, 0) {
			return append(appendFloat(append(b, '"'), f, 32), '"'), nil
		}
		return appendFloat(b, float64(v), 32), nil
	}
	j, err := json.Marshal(v)
	if err != nil {
		return b, fmt.Errorf("a value of type %T: %w", v, err)
	}
	return append(b, j...), nil
}
