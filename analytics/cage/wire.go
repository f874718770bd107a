package cage

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/shopspring/decimal"

	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// Frames go from a child to the server: a kind, a length, the content. The
// server trusts neither.
const (
	frameReady = 'i' // opened and confined
	frameHead  = 'h' // JSON: heading
	frameRows  = 'r' // rows, see appendRow
	frameEnd   = 'e' // JSON: ending
)

// mostFrame bounds a frame; a row is never divided, so it bounds a row too.
const mostFrame = 16 << 20

// opening is what a child is told at its start, as JSON on a line; order is a
// statement, on the next.
type opening struct {
	Snapshot string
	Limits   Limits
	Unsafe   bool // tests only: nothing is checked
}

type order struct {
	Text     string
	Limit    int
	Explain  bool
	Describe bool
}

// heading precedes the rows.
type heading struct {
	Columns    []takeaway.Column
	Parameters map[string]string `json:",omitempty"` // of a statement to be described
}

// ending follows the last row, or stands in place of all.
type ending struct {
	Truncated bool       `json:",omitempty"`
	Failed    *wireError `json:",omitempty"`
}

// wireError is a data.Error on its way.
type wireError struct {
	Code, Place string
	Reason, Way data.Text
}

func failedWith(err error) *wireError {
	var e *data.Error
	if errors.As(err, &e) {
		return &wireError{e.Code, e.Place, e.Reason, e.Way}
	}
	return &wireError{Code: "sql_failed", Reason: data.Text{ZH: "查询未能执行", EN: "the query failed"}}
}

func writeFrame(w *bufio.Writer, kind byte, content []byte) error {
	var head [5]byte
	head[0] = kind
	binary.LittleEndian.PutUint32(head[1:], uint32(len(content)))
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	if _, err := w.Write(content); err != nil {
		return err
	}
	return w.Flush()
}

func writeJSON(w *bufio.Writer, kind byte, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return writeFrame(w, kind, b)
}

// readFrame reads into a buffer that grows with what really comes.
func readFrame(r *bufio.Reader, buffer []byte) (kind byte, content []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, buffer, err
	}
	n := int(binary.LittleEndian.Uint32(head[1:]))
	if n > mostFrame {
		return 0, buffer, fmt.Errorf("a frame of %d bytes", n)
	}
	buffer = buffer[:0]
	for len(buffer) < n {
		from := len(buffer)
		buffer = append(buffer, make([]byte, min(n-from, 1<<20))...)
		if _, err := io.ReadFull(r, buffer[from:]); err != nil {
			return 0, buffer, err
		}
	}
	return head[0], buffer, nil
}

// Kinds of values.
const (
	valueNull = iota
	valueFalse
	valueTrue
	valueInt
	valueUint
	valueFloat
	valueText
	valueJSON
	valueDecimal // an exponent and a whole number of 64 bits
	valueNumber  // digits
)

func appendRow(b []byte, row []any) ([]byte, error) {
	for _, v := range row {
		switch v := v.(type) {
		case nil:
			b = append(b, valueNull)
		case bool:
			if v {
				b = append(b, valueTrue)
			} else {
				b = append(b, valueFalse)
			}
		case int64:
			b = binary.AppendVarint(append(b, valueInt), v)
		case uint64:
			b = binary.AppendUvarint(append(b, valueUint), v)
		case float64:
			b = binary.LittleEndian.AppendUint64(append(b, valueFloat), math.Float64bits(v))
		case string:
			b = append(binary.AppendUvarint(append(b, valueText), uint64(len(v))), v...)
		case json.RawMessage:
			b = append(binary.AppendUvarint(append(b, valueJSON), uint64(len(v))), v...)
		case data.Number:
			if c := v.Coefficient(); c.IsInt64() {
				b = binary.AppendVarint(append(b, valueDecimal), int64(v.Exponent()))
				b = binary.AppendVarint(b, c.Int64())
			} else {
				digits := v.String()
				b = append(binary.AppendUvarint(append(b, valueNumber), uint64(len(digits))), digits...)
			}
		default:
			return b, fmt.Errorf("a value of type %T", v)
		}
	}
	return b, nil
}

var errFrame = errors.New("a frame of rows is damaged")

// cursor reads values of a frame.
type cursor struct{ rest []byte }

func (c *cursor) varint() (int64, error) {
	v, n := binary.Varint(c.rest)
	if n <= 0 {
		return 0, errFrame
	}
	c.rest = c.rest[n:]
	return v, nil
}

func (c *cursor) uvarint() (uint64, error) {
	v, n := binary.Uvarint(c.rest)
	if n <= 0 {
		return 0, errFrame
	}
	c.rest = c.rest[n:]
	return v, nil
}

func (c *cursor) bytes() ([]byte, error) {
	n, err := c.uvarint()
	if err != nil || n > uint64(len(c.rest)) {
		return nil, errFrame
	}
	b := c.rest[:n]
	c.rest = c.rest[n:]
	return b, nil
}

func (c *cursor) value() (any, error) {
	if len(c.rest) == 0 {
		return nil, errFrame
	}
	kind := c.rest[0]
	c.rest = c.rest[1:]
	switch kind {
	case valueNull:
		return nil, nil
	case valueFalse, valueTrue:
		return kind == valueTrue, nil
	case valueInt:
		return c.varint()
	case valueUint:
		return c.uvarint()
	case valueFloat:
		if len(c.rest) < 8 {
			return nil, errFrame
		}
		f := math.Float64frombits(binary.LittleEndian.Uint64(c.rest))
		c.rest = c.rest[8:]
		return f, nil
	case valueText:
		b, err := c.bytes()
		return string(b), err
	case valueJSON:
		b, err := c.bytes()
		if err == nil && !json.Valid(b) {
			err = errFrame
		}
		return json.RawMessage(append([]byte(nil), b...)), err
	case valueDecimal:
		exp, err := c.varint()
		if err != nil || exp < -100 || exp > 100 {
			return nil, errFrame
		}
		n, err := c.varint()
		return data.Number{Decimal: decimal.New(n, int32(exp))}, err
	case valueNumber:
		b, err := c.bytes()
		if err != nil || len(b) > 100 {
			return nil, errFrame
		}
		return data.ParseNumber(string(b))
	}
	return nil, errFrame
}

// readRows decodes a frame into rows of so many values, in the rows of a former
// batch where there are some.
func readRows(content []byte, columns int, batch [][]any) ([][]any, error) {
	if columns == 0 {
		return nil, errFrame
	}
	c := cursor{content}
	batch = batch[:0]
	for len(c.rest) > 0 {
		if len(batch) < cap(batch) {
			batch = batch[:len(batch)+1]
		} else {
			batch = append(batch, nil)
		}
		last := len(batch) - 1
		if len(batch[last]) != columns {
			batch[last] = make([]any, columns)
		}
		for i := range batch[last] {
			v, err := c.value()
			if err != nil {
				return nil, err
			}
			batch[last][i] = v
		}
	}
	return batch, nil
}
