package duck

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unsafe"

	bind "github.com/duckdb/duckdb-go-bindings"
	"github.com/shopspring/decimal"

	"gongkai/data"
)

// decoder reads a value of a vector.
type decoder func(values unsafe.Pointer, row int) any

// decoderOf reads values of a type that castOf leaves as it is.
func decoderOf(kind bind.LogicalType, isJSON bool) decoder {
	switch bind.GetTypeId(kind) {
	case bind.TypeBoolean:
		return func(v unsafe.Pointer, row int) any { return *at[bool](v, row) }
	case bind.TypeTinyInt:
		return func(v unsafe.Pointer, row int) any { return int64(*at[int8](v, row)) }
	case bind.TypeSmallInt:
		return func(v unsafe.Pointer, row int) any { return int64(*at[int16](v, row)) }
	case bind.TypeInteger:
		return func(v unsafe.Pointer, row int) any { return int64(*at[int32](v, row)) }
	case bind.TypeBigInt:
		return func(v unsafe.Pointer, row int) any { return *at[int64](v, row) }
	case bind.TypeUTinyInt:
		return func(v unsafe.Pointer, row int) any { return uint64(*at[uint8](v, row)) }
	case bind.TypeUSmallInt:
		return func(v unsafe.Pointer, row int) any { return uint64(*at[uint16](v, row)) }
	case bind.TypeUInteger:
		return func(v unsafe.Pointer, row int) any { return uint64(*at[uint32](v, row)) }
	case bind.TypeUBigInt:
		return func(v unsafe.Pointer, row int) any { return *at[uint64](v, row) }
	case bind.TypeFloat: // with its own digits: 1.1, not 1.10000002
		return func(v unsafe.Pointer, row int) any {
			f, _ := strconv.ParseFloat(strconv.FormatFloat(float64(*at[float32](v, row)), 'g', -1, 32), 64)
			return f
		}
	case bind.TypeDouble:
		return func(v unsafe.Pointer, row int) any { return *at[float64](v, row) }
	case bind.TypeHugeInt:
		return func(v unsafe.Pointer, row int) any { return hugeNumber(v, row, 0) }
	case bind.TypeDecimal:
		return decimalDecoder(kind)
	case bind.TypeEnum:
		return enumDecoder(kind)
	}
	if isJSON {
		return func(v unsafe.Pointer, row int) any {
			text := bytes.Clone(textAt(v, row))
			if !json.Valid(text) { // not a number, or infinite, within a list
				return string(text)
			}
			return json.RawMessage(text)
		}
	}
	return textDecoder()
}

// textDecoder copies texts out of DuckDB's memory, one that comes again and
// again in a column only once.
func textDecoder() decoder {
	last, value := "", any("")
	return func(v unsafe.Pointer, row int) any {
		if b := textAt(v, row); string(b) != last {
			last = string(b)
			value = last
		}
		return value
	}
}

// inPlace is how many bytes of a text stand in its vector; see duckdb_string_t
// in duckdb.h: a length, then these bytes, or four of them and where all are.
const inPlace = 12

// textAt is a text in DuckDB's memory, there as long as its chunk is. It is read
// here because the binding calls C three times for each.
func textAt(v unsafe.Pointer, row int) []byte {
	s := unsafe.Pointer(at[bind.StringT](v, row))
	length := *(*uint32)(s)
	if length <= inPlace {
		return unsafe.Slice((*byte)(unsafe.Add(s, 4)), length)
	}
	return unsafe.Slice(*(**byte)(unsafe.Add(s, 8)), length)
}

// validAt says whether a row of a vector has a value; see
// duckdb_vector_get_validity in duckdb.h: a bit a row, in words of 64.
func validAt(validity unsafe.Pointer, row int) bool {
	return validity == nil || *at[uint64](validity, row/64)>>(row%64)&1 == 1
}

// halves are a whole number of 128 bits.
type halves struct {
	lower uint64
	upper int64
}

func hugeNumber(v unsafe.Pointer, row int, scale int32) data.Number {
	h := at[halves](v, row)
	n := new(big.Int).Lsh(big.NewInt(h.upper), 64)
	return data.Number{Decimal: decimal.NewFromBigInt(n.Add(n, new(big.Int).SetUint64(h.lower)), -scale)}
}

func decimalDecoder(kind bind.LogicalType) decoder {
	scale := int32(bind.DecimalScale(kind))
	small := func(n int64) any { return data.Number{Decimal: decimal.New(n, -scale)} }
	switch bind.DecimalInternalType(kind) {
	case bind.TypeSmallInt:
		return func(v unsafe.Pointer, row int) any { return small(int64(*at[int16](v, row))) }
	case bind.TypeInteger:
		return func(v unsafe.Pointer, row int) any { return small(int64(*at[int32](v, row))) }
	case bind.TypeBigInt:
		return func(v unsafe.Pointer, row int) any { return small(*at[int64](v, row)) }
	}
	return func(v unsafe.Pointer, row int) any { return hugeNumber(v, row, scale) }
}

func enumDecoder(kind bind.LogicalType) decoder {
	names := make([]string, bind.EnumDictionarySize(kind))
	for i := range names {
		names[i] = bind.EnumDictionaryValue(kind, bind.IdxT(i))
	}
	name := func(n int) any {
		if n < len(names) {
			return names[n]
		}
		return nil
	}
	switch bind.EnumInternalType(kind) {
	case bind.TypeUTinyInt:
		return func(v unsafe.Pointer, row int) any { return name(int(*at[uint8](v, row))) }
	case bind.TypeUSmallInt:
		return func(v unsafe.Pointer, row int) any { return name(int(*at[uint16](v, row))) }
	}
	return func(v unsafe.Pointer, row int) any { return name(int(*at[uint32](v, row))) }
}

// castOf is a column as a type that decoderOf reads.
func castOf(kind bind.LogicalType, column string) string {
	switch bind.GetTypeId(kind) {
	case bind.TypeBoolean, bind.TypeTinyInt, bind.TypeSmallInt, bind.TypeInteger, bind.TypeBigInt,
		bind.TypeUTinyInt, bind.TypeUSmallInt, bind.TypeUInteger, bind.TypeUBigInt,
		bind.TypeFloat, bind.TypeDouble, bind.TypeHugeInt, bind.TypeDecimal, bind.TypeEnum, bind.TypeVarchar:
		return column
	case bind.TypeList, bind.TypeArray, bind.TypeStruct, bind.TypeMap, bind.TypeUnion:
		return "CAST(to_json(" + column + ") AS VARCHAR)"
	}
	return "CAST(" + column + " AS VARCHAR)"
}

// nested says whether values of a type come as JSON.
func nested(name string) bool {
	return strings.HasSuffix(name, "]") || strings.HasPrefix(name, "STRUCT") || strings.HasPrefix(name, "MAP") || strings.HasPrefix(name, "UNION")
}

// typeName is the SQL name of a type, as the dictionary has it.
func typeName(kind bind.LogicalType) string {
	id := bind.GetTypeId(kind)
	switch id {
	case bind.TypeDecimal:
		return fmt.Sprintf("DECIMAL(%d,%d)", bind.DecimalWidth(kind), bind.DecimalScale(kind))
	case bind.TypeList:
		child := bind.ListTypeChildType(kind)
		defer bind.DestroyLogicalType(&child)
		return typeName(child) + "[]"
	case bind.TypeArray:
		child := bind.ArrayTypeChildType(kind)
		defer bind.DestroyLogicalType(&child)
		return fmt.Sprintf("%s[%d]", typeName(child), bind.ArrayTypeArraySize(kind))
	case bind.TypeMap:
		key, value := bind.MapTypeKeyType(kind), bind.MapTypeValueType(kind)
		defer bind.DestroyLogicalType(&key)
		defer bind.DestroyLogicalType(&value)
		return "MAP(" + typeName(key) + ", " + typeName(value) + ")"
	case bind.TypeStruct:
		var members []string
		for i := range bind.StructTypeChildCount(kind) {
			child := bind.StructTypeChildType(kind, i)
			members = append(members, bind.StructTypeChildName(kind, i)+" "+typeName(child))
			bind.DestroyLogicalType(&child)
		}
		return "STRUCT(" + strings.Join(members, ", ") + ")"
	}
	if name, known := typeNames[id]; known {
		return name
	}
	return "VARCHAR"
}

var typeNames = map[bind.Type]string{
	bind.TypeBoolean: "BOOLEAN", bind.TypeTinyInt: "TINYINT", bind.TypeSmallInt: "SMALLINT", bind.TypeInteger: "INTEGER", bind.TypeBigInt: "BIGINT",
	bind.TypeUTinyInt: "UTINYINT", bind.TypeUSmallInt: "USMALLINT", bind.TypeUInteger: "UINTEGER", bind.TypeUBigInt: "UBIGINT",
	bind.TypeFloat: "FLOAT", bind.TypeDouble: "DOUBLE", bind.TypeHugeInt: "HUGEINT", bind.TypeUHugeInt: "UHUGEINT", bind.TypeVarchar: "VARCHAR", bind.TypeEnum: "ENUM",
	bind.TypeDate: "DATE", bind.TypeTime: "TIME", bind.TypeTimeTZ: "TIMETZ", bind.TypeTimestamp: "TIMESTAMP", bind.TypeTimestampTZ: "TIMESTAMPTZ",
	bind.TypeTimestampS: "TIMESTAMP_S", bind.TypeTimestampMS: "TIMESTAMP_MS", bind.TypeTimestampNS: "TIMESTAMP_NS", bind.TypeInterval: "INTERVAL",
	bind.TypeBlob: "BLOB", bind.TypeUUID: "UUID", bind.TypeBit: "BIT", bind.TypeUnion: "UNION",
}
