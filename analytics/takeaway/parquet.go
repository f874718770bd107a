package takeaway

import (
	"io"
	"math/big"
	"reflect"
	"regexp"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"gongkai/data"
)

// groupRows is how many rows a group of a Parquet file has, or a few more: all
// that is in memory at once.
const groupRows = 16_384

// writeParquet writes columns of their SQL types; what Parquet has no type for
// (times of day, intervals, lists, objects, very large whole numbers) as text.
func writeParquet(w io.Writer, rows Rows, about About) error {
	columns := rows.Columns()
	kinds, fields := make([]parquetKind, len(columns)), make([]parquet.Field, len(columns))
	for i, name := range distinct(columns) {
		kinds[i] = kindOf(columns[i].Type)
		fields[i] = field{parquet.Optional(kinds[i].node), name}
	}
	out := parquet.NewWriter(w, parquet.NewSchema("rows", root{parquet.Group{}, fields}), parquet.Compression(&zstd.Codec{Level: zstd.SpeedFastest}))
	for _, line := range about.Source {
		out.SetKeyValueMetadata(line[0], line[1])
	}
	var lines []parquet.Row
	var texts []byte // of the rows being written
	n := 0
	for {
		batch, err := rows.Next()
		if err == io.EOF {
			return out.Close()
		}
		if err != nil {
			return err
		}
		for len(lines) < len(batch) {
			lines = append(lines, make(parquet.Row, 0, len(columns)))
		}
		texts = texts[:0]
		for k, row := range batch {
			line := lines[k][:0]
			for i, v := range row {
				value, err := kinds[i].value(v, &texts)
				if err != nil {
					return err
				}
				present := 1
				if value.IsNull() {
					present = 0
				}
				line = append(line, value.Level(0, present, i))
			}
			lines[k] = line
		}
		if _, err := out.WriteRows(lines[:len(batch)]); err != nil {
			return err
		}
		if n += len(batch); n >= groupRows {
			n = 0
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
}

// distinct are the names of columns, which a Parquet file has once each.
func distinct(columns []Column) []string {
	names, taken := make([]string, len(columns)), map[string]bool{}
	for i, c := range columns {
		name := c.Name
		for n := 1; name == "" || taken[name]; n++ {
			name = c.Name + "_" + strconv.Itoa(n)
		}
		names[i], taken[name] = name, true
	}
	return names
}

// root is a group whose members keep their order.
type root struct {
	parquet.Group
	fields []parquet.Field
}

func (r root) Fields() []parquet.Field { return r.fields }

// field is a member of root.
type field struct {
	parquet.Node
	name string
}

func (f field) Name() string                           { return f.name }
func (f field) Value(base reflect.Value) reflect.Value { return base }

// parquetKind is how values of an SQL type are written.
type parquetKind struct {
	node  parquet.Node
	value func(v any, texts *[]byte) (parquet.Value, error) // texts is where a text may stand until it is written
}

var decimalType = regexp.MustCompile(`^DECIMAL\((\d+),(\d+)\)$`)

func kindOf(sql string) parquetKind {
	if m := decimalType.FindStringSubmatch(sql); m != nil {
		precision, _ := strconv.Atoi(m[1])
		scale, _ := strconv.Atoi(m[2])
		return decimalKind(precision, scale)
	}
	switch sql {
	case "BOOLEAN":
		return parquetKind{parquet.Leaf(parquet.BooleanType), func(v any, _ *[]byte) (parquet.Value, error) {
			if b, is := v.(bool); is {
				return parquet.BooleanValue(b), nil
			}
			return parquet.NullValue(), nil
		}}
	case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER":
		return parquetKind{parquet.Int(64), func(v any, _ *[]byte) (parquet.Value, error) {
			switch v := v.(type) {
			case int64:
				return parquet.Int64Value(v), nil
			case uint64:
				return parquet.Int64Value(int64(v)), nil
			}
			return parquet.NullValue(), nil
		}}
	case "UBIGINT":
		return parquetKind{parquet.Uint(64), func(v any, _ *[]byte) (parquet.Value, error) {
			if n, is := v.(uint64); is {
				return parquet.Int64Value(int64(n)), nil
			}
			return parquet.NullValue(), nil
		}}
	case "DOUBLE", "FLOAT":
		return parquetKind{parquet.Leaf(parquet.DoubleType), func(v any, _ *[]byte) (parquet.Value, error) {
			switch v := v.(type) {
			case float64:
				return parquet.DoubleValue(v), nil
			case float32:
				return parquet.DoubleValue(float64(v)), nil
			}
			return parquet.NullValue(), nil
		}}
	case "DATE":
		return timeKind(parquet.Date(), time.DateOnly, func(t time.Time) parquet.Value { return parquet.Int32Value(int32(t.Unix() / (24 * 60 * 60))) })
	case "TIMESTAMP":
		return timeKind(parquet.TimestampAdjusted(parquet.Microsecond, false), time.DateTime, func(t time.Time) parquet.Value { return parquet.Int64Value(t.UnixMicro()) })
	case "TIMESTAMP WITH TIME ZONE":
		return timeKind(parquet.Timestamp(parquet.Microsecond), time.RFC3339, func(t time.Time) parquet.Value { return parquet.Int64Value(t.UnixMicro()) })
	}
	return textKind()
}

// textKind writes values as texts.
func textKind() parquetKind {
	return parquetKind{parquet.String(), func(v any, texts *[]byte) (parquet.Value, error) {
		if v == nil {
			return parquet.NullValue(), nil
		}
		from := len(*texts)
		b, err := appendText(*texts, v)
		*texts = b
		return parquet.ByteArrayValue(b[from:]), err
	}}
}

// timeKind writes what is a time as one; infinity, and years that no other
// program knows, are left out.
func timeKind(node parquet.Node, layout string, value func(time.Time) parquet.Value) parquetKind {
	return parquetKind{node, func(v any, _ *[]byte) (parquet.Value, error) {
		text, is := v.(string)
		if !is {
			return parquet.NullValue(), nil
		}
		t, err := time.Parse(layout, text)
		if err != nil {
			return parquet.NullValue(), nil
		}
		return value(t), nil
	}}
}

// decimalKind keeps every digit.
func decimalKind(precision, scale int) parquetKind {
	unscaled := func(n data.Number) *big.Int { return n.Shift(int32(scale)).BigInt() }
	if precision <= 9 {
		return parquetKind{parquet.Decimal(scale, precision, parquet.Int32Type), func(v any, _ *[]byte) (parquet.Value, error) {
			if n, is := v.(data.Number); is {
				return parquet.Int32Value(int32(unscaled(n).Int64())), nil
			}
			return parquet.NullValue(), nil
		}}
	}
	if precision <= 18 {
		return parquetKind{parquet.Decimal(scale, precision, parquet.Int64Type), func(v any, _ *[]byte) (parquet.Value, error) {
			if n, is := v.(data.Number); is {
				return parquet.Int64Value(unscaled(n).Int64()), nil
			}
			return parquet.NullValue(), nil
		}}
	}
	const size = 16 // bytes, two's complement, the first one first
	return parquetKind{parquet.Decimal(scale, precision, parquet.FixedLenByteArrayType(size)), func(v any, _ *[]byte) (parquet.Value, error) {
		n, is := v.(data.Number)
		if !is {
			return parquet.NullValue(), nil
		}
		whole := unscaled(n)
		if whole.Sign() < 0 {
			whole.Add(whole, new(big.Int).Lsh(big.NewInt(1), size*8))
		}
		return parquet.FixedLenByteArrayValue(whole.FillBytes(make([]byte, size))), nil
	}}
}
