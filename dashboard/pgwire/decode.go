package pgwire

import (
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgtype"

	"gongkai/analytics/cage"
	"gongkai/data"
)

// typed are the types of parameters that keep their type wherever they stand;
// texts and numbers with a point take what their place needs.
var typed = map[uint32]string{
	pgtype.BoolOID: "BOOLEAN", pgtype.Int2OID: "SMALLINT", pgtype.Int4OID: "INTEGER", pgtype.Int8OID: "BIGINT", pgtype.OIDOID: "BIGINT",
	pgtype.Float4OID: "FLOAT", pgtype.Float8OID: "DOUBLE", pgtype.DateOID: "DATE", pgtype.TimeOID: "TIME", pgtype.TimestampOID: "TIMESTAMP",
	pgtype.TimestamptzOID: "TIMESTAMPTZ", pgtype.BoolArrayOID: "BOOLEAN[]", pgtype.Int2ArrayOID: "SMALLINT[]", pgtype.Int4ArrayOID: "INTEGER[]",
	pgtype.Int8ArrayOID: "BIGINT[]", pgtype.Float8ArrayOID: "DOUBLE[]", pgtype.TextArrayOID: "VARCHAR[]", pgtype.VarcharArrayOID: "VARCHAR[]",
}

// lacking is a parameter of a type without a value, for describing a statement.
func lacking(oid uint32) any {
	if name, is := typed[oid]; is {
		return cage.Typed{Type: name}
	}
	if oid == pgtype.NumericOID {
		return cage.Typed{Type: "DECIMAL(38,10)"}
	}
	return cage.Typed{Type: "VARCHAR"}
}

// decode reads a parameter. Code "pg_value".
func decode(types *pgtype.Map, oid uint32, format int16, b []byte) (any, error) {
	v, err := plain(types, oid, format, b)
	if name, is := typed[oid]; is && err == nil {
		return cage.Typed{Type: name, Value: v}, nil
	}
	return v, err
}

// written are types whose texts DuckDB reads itself.
var written = map[uint32]bool{pgtype.DateOID: true, pgtype.TimeOID: true, pgtype.TimestampOID: true, pgtype.TimestamptzOID: true, pgtype.UUIDOID: true}

func plain(types *pgtype.Map, oid uint32, format int16, b []byte) (any, error) {
	if b == nil {
		return nil, nil
	}
	if format == pgtype.TextFormatCode && written[oid] { // drivers write more forms than pgtype reads
		return text(oid, format, b)
	}
	var err error
	scan := func(into any) { err = types.Scan(oid, format, b, into) }
	var value any
	switch oid {
	case pgtype.BoolOID:
		var v bool
		scan(&v)
		value = v
	case pgtype.Int2OID, pgtype.Int4OID, pgtype.Int8OID:
		var v int64
		scan(&v)
		value = v
	case pgtype.OIDOID:
		var v uint32
		scan(&v)
		value = int64(v)
	case pgtype.Float4OID, pgtype.Float8OID:
		var v float64
		scan(&v)
		value = floating(v)
	case pgtype.NumericOID:
		return number(types, format, b)
	case pgtype.DateOID:
		var v pgtype.Date
		scan(&v)
		value, err = moment(v.Time, v.InfinityModifier, time.DateOnly, err)
	case pgtype.TimestampOID:
		var v pgtype.Timestamp
		scan(&v)
		value, err = moment(v.Time, v.InfinityModifier, "2006-01-02 15:04:05.999999", err)
	case pgtype.TimestamptzOID:
		var v pgtype.Timestamptz
		scan(&v)
		value, err = moment(v.Time.UTC(), v.InfinityModifier, "2006-01-02 15:04:05.999999+00", err)
	case pgtype.TimeOID:
		var v pgtype.Time
		scan(&v)
		value = time.Time{}.Add(time.Duration(v.Microseconds) * time.Microsecond).Format("15:04:05.999999")
	case pgtype.UUIDOID:
		var v pgtype.UUID
		scan(&v)
		value = v.String()
	case pgtype.BoolArrayOID:
		value, err = list[bool](types, oid, format, b)
	case pgtype.Int2ArrayOID, pgtype.Int4ArrayOID, pgtype.Int8ArrayOID:
		value, err = list[int64](types, oid, format, b)
	case pgtype.Float8ArrayOID:
		value, err = list[float64](types, oid, format, b)
	case pgtype.TextArrayOID, pgtype.VarcharArrayOID:
		value, err = list[string](types, oid, format, b)
	default:
		return text(oid, format, b)
	}
	if err != nil {
		return nil, badValue()
	}
	return value, nil
}

// floating is a number, or the text of one that is none.
func floating(v float64) any {
	switch {
	case math.IsNaN(v):
		return "NaN"
	case math.IsInf(v, 1):
		return "Infinity"
	case math.IsInf(v, -1):
		return "-Infinity"
	}
	return v
}

// mostDigits bounds a number, on either side of the point.
const mostDigits = 1000

func number(types *pgtype.Map, format int16, b []byte) (any, error) {
	var n pgtype.Numeric
	if len(b) > 4*mostDigits {
		return nil, badValue()
	}
	if err := types.Scan(pgtype.NumericOID, format, b, &n); err != nil || n.NaN || n.InfinityModifier != 0 || n.Exp < -mostDigits || n.Exp > mostDigits {
		return nil, badValue()
	}
	written, err := n.Value()
	digits, is := written.(string)
	if err != nil || !is {
		return nil, badValue()
	}
	v, err := data.ParseNumber(digits)
	if err != nil {
		return nil, badValue()
	}
	return v, nil
}

func moment(t time.Time, infinite pgtype.InfinityModifier, layout string, err error) (any, error) {
	switch {
	case err != nil:
		return nil, err
	case infinite == pgtype.Infinity:
		return "infinity", nil
	case infinite == pgtype.NegativeInfinity:
		return "-infinity", nil
	case t.Year() < 1 || t.Year() > 9999:
		return nil, badValue()
	}
	return t.Format(layout), nil
}

func list[T any](types *pgtype.Map, oid uint32, format int16, b []byte) (any, error) {
	var v []*T
	if err := types.Scan(oid, format, b, &v); err != nil {
		return nil, err
	}
	out := make([]any, len(v))
	for i, e := range v {
		if e == nil {
			continue
		}
		out[i] = *e
		if f, is := out[i].(float64); is {
			out[i] = floating(f)
		}
	}
	return out, nil
}

// text is a parameter that goes as a text. Of types that are not known the
// binary form is not either.
func text(oid uint32, format int16, b []byte) (any, error) {
	if format == pgtype.BinaryFormatCode {
		switch oid {
		case 0, pgtype.TextOID, pgtype.VarcharOID, pgtype.BPCharOID, pgtype.NameOID, pgtype.UnknownOID, pgtype.JSONOID:
		case pgtype.JSONBOID:
			b = b[min(1, len(b)):] // a version
		default:
			return nil, &data.Error{Code: "pg_type", Reason: data.Text{ZH: "不支持这种类型的参数", EN: "parameters of this type are not supported"},
				Way: data.Text{ZH: "请以文字传递", EN: "pass it as text"}}
		}
	}
	if !utf8.Valid(b) || strings.IndexByte(string(b), 0) >= 0 {
		return nil, badValue()
	}
	return string(b), nil
}

func badValue() error {
	return &data.Error{Code: "pg_value", Reason: data.Text{ZH: "参数的值与其类型不符", EN: "the value of a parameter does not fit its type"}}
}
