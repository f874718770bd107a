package pgwire

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgtype"

	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// writer writes rows of some columns as messages.
type writer struct {
	kinds   []kind
	formats []int16
	types   *pgtype.Map
}

func newWriter(columns []takeaway.Column, formats []int16, types *pgtype.Map) *writer {
	w := &writer{types: types}
	for i, c := range columns {
		w.kinds, w.formats = append(w.kinds, kindOf(c.Type)), append(w.formats, formatOf(formats, i))
	}
	return w
}

// appendRow appends a row as a message DataRow.
func (w *writer) appendRow(b []byte, row []any) ([]byte, error) {
	begin := len(b)
	b = append(b, 'D', 0, 0, 0, 0)
	b = binary.BigEndian.AppendUint16(b, uint16(len(row)))
	for i, v := range row {
		at := len(b)
		b = append(b, 0, 0, 0, 0)
		if v == nil {
			binary.BigEndian.PutUint32(b[at:], math.MaxUint32)
			continue
		}
		var err error
		if w.formats[i] == pgtype.BinaryFormatCode {
			b, err = w.appendBinary(b, w.kinds[i].oid, v)
		} else {
			b, err = appendText(b, v)
		}
		if err != nil {
			return nil, err
		}
		binary.BigEndian.PutUint32(b[at:], uint32(len(b)-at-4))
	}
	binary.BigEndian.PutUint32(b[begin+1:], uint32(len(b)-begin-1))
	return b, nil
}

// appendText writes a value as PostgreSQL writes it.
func appendText(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case bool:
		if v {
			return append(b, 't'), nil
		}
		return append(b, 'f'), nil
	case int64:
		return strconv.AppendInt(b, v, 10), nil
	case uint64:
		return strconv.AppendUint(b, v, 10), nil
	case float64:
		switch {
		case math.IsInf(v, 0):
			return append(b, strings.TrimPrefix(strconv.FormatFloat(v, 'g', -1, 64), "+")+"inity"...), nil
		case math.IsNaN(v):
			return append(b, "NaN"...), nil
		}
		return strconv.AppendFloat(b, v, 'g', -1, 64), nil
	case string:
		return append(b, withEra(v)...), nil
	case json.RawMessage:
		return append(b, v...), nil
	case data.Number:
		return append(b, v.String()...), nil
	}
	return nil, fmt.Errorf("a value of type %T", v)
}

// withEra writes a year before our era as PostgreSQL does.
func withEra(s string) string {
	if before, is := strings.CutSuffix(s, " (BC)"); is && len(s) < 40 {
		return before + " BC"
	}
	return s
}

func (w *writer) appendBinary(b []byte, oid uint32, v any) ([]byte, error) {
	switch oid {
	case pgtype.TextOID, pgtype.JSONOID:
		return appendText(b, v)
	case pgtype.BoolOID:
		if v == true {
			return append(b, 1), nil
		}
		return append(b, 0), nil
	case pgtype.Float4OID:
		if f, is := v.(float64); is {
			return binary.BigEndian.AppendUint32(b, math.Float32bits(float32(f))), nil
		}
	case pgtype.Float8OID:
		if f, is := v.(float64); is {
			return binary.BigEndian.AppendUint64(b, math.Float64bits(f)), nil
		}
	case pgtype.Int2OID, pgtype.Int4OID, pgtype.Int8OID, pgtype.OIDOID:
		n, is := v.(int64)
		if u, unsigned := v.(uint64); unsigned {
			n, is = int64(u), true
		}
		if !is {
			break
		}
		switch oid {
		case pgtype.Int2OID:
			return binary.BigEndian.AppendUint16(b, uint16(n)), nil
		case pgtype.Int8OID:
			return binary.BigEndian.AppendUint64(b, uint64(n)), nil
		}
		return binary.BigEndian.AppendUint32(b, uint32(n)), nil
	default:
		text, err := appendText(nil, v)
		if err != nil {
			return nil, err
		}
		return w.recode(b, oid, text)
	}
	return nil, fmt.Errorf("a value of type %T as %d", v, oid)
}

// recode turns a text into the binary form of a type.
func (w *writer) recode(b []byte, oid uint32, text []byte) ([]byte, error) {
	var into any
	switch oid {
	case pgtype.NumericOID:
		into = &pgtype.Numeric{}
	case pgtype.DateOID:
		into = &pgtype.Date{}
	case pgtype.TimeOID:
		into = &pgtype.Time{}
	case pgtype.TimestampOID:
		into = &pgtype.Timestamp{}
	case pgtype.TimestamptzOID:
		into = &pgtype.Timestamptz{}
	case pgtype.UUIDOID:
		into = &pgtype.UUID{}
	default:
		return nil, fmt.Errorf("no binary form of type %d", oid)
	}
	if err := w.types.Scan(oid, pgtype.TextFormatCode, text, into); err != nil {
		return nil, err
	}
	return w.types.Encode(oid, pgtype.BinaryFormatCode, into, b)
}
