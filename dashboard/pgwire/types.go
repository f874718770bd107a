package pgwire

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/jackc/pgx/v5/pgtype"

	"gongkai/analytics/takeaway"
)

// kind is a type of PostgreSQL, as a column has it.
type kind struct {
	oid      uint32
	size     int16 // bytes, -1 where they vary
	modifier int32 // -1 for none
}

// kinds are the types of DuckDB; what is not here is a text.
var kinds = map[string]kind{
	"BOOLEAN": {pgtype.BoolOID, 1, -1}, "TINYINT": {pgtype.Int2OID, 2, -1}, "SMALLINT": {pgtype.Int2OID, 2, -1}, "INTEGER": {pgtype.Int4OID, 4, -1},
	"BIGINT": {pgtype.Int8OID, 8, -1}, "UTINYINT": {pgtype.Int2OID, 2, -1}, "USMALLINT": {pgtype.Int4OID, 4, -1},
	"UINTEGER": {pgtype.OIDOID, 4, -1}, // PostgreSQL's only unsigned one
	"UBIGINT":  {pgtype.NumericOID, -1, -1}, "HUGEINT": {pgtype.NumericOID, -1, -1}, "UHUGEINT": {pgtype.NumericOID, -1, -1},
	"FLOAT": {pgtype.Float4OID, 4, -1}, "DOUBLE": {pgtype.Float8OID, 8, -1}, "DATE": {pgtype.DateOID, 4, -1}, "TIME": {pgtype.TimeOID, 8, -1},
	"TIMESTAMP": {pgtype.TimestampOID, 8, -1}, "TIMESTAMP_S": {pgtype.TimestampOID, 8, -1}, "TIMESTAMP_MS": {pgtype.TimestampOID, 8, -1},
	"TIMESTAMP_NS": {pgtype.TimestampOID, 8, -1}, "TIMESTAMPTZ": {pgtype.TimestamptzOID, 8, -1}, "UUID": {pgtype.UUIDOID, 16, -1},
}

// kindOf is the type of a column.
func kindOf(sqlType string) kind {
	if k, is := kinds[sqlType]; is {
		return k
	}
	var precision, scale int32
	if n, _ := fmt.Sscanf(sqlType, "DECIMAL(%d,%d)", &precision, &scale); n == 2 && strings.HasSuffix(sqlType, ")") {
		return kind{pgtype.NumericOID, -1, precision<<16 | scale + 4}
	}
	if strings.HasSuffix(sqlType, "]") || strings.HasPrefix(sqlType, "STRUCT") || strings.HasPrefix(sqlType, "MAP") || strings.HasPrefix(sqlType, "UNION") {
		return kind{pgtype.JSONOID, -1, -1}
	}
	return kind{pgtype.TextOID, -1, -1}
}

// lists are the types of parameters that are lists.
var lists = map[string]uint32{
	"BOOLEAN[]": pgtype.BoolArrayOID, "SMALLINT[]": pgtype.Int2ArrayOID, "INTEGER[]": pgtype.Int4ArrayOID, "BIGINT[]": pgtype.Int8ArrayOID,
	"DOUBLE[]": pgtype.Float8ArrayOID, "VARCHAR[]": pgtype.TextArrayOID,
}

// parameterOf is the type that a statement needs of a parameter.
func parameterOf(sqlType string) uint32 {
	if oid, is := lists[sqlType]; is {
		return oid
	}
	if k := kindOf(sqlType); k.oid != pgtype.JSONOID {
		return k.oid
	}
	return pgtype.TextOID
}

// called is how DuckDB names a column that is a call, count(*) as count_star().
var called = regexp.MustCompile(`^(?:main\.)?"?([a-z_][a-z0-9_]*)"?\(.*\)$`)

// nameOf names a column as PostgreSQL does: a call by its function.
func nameOf(name string) string {
	if m := called.FindStringSubmatch(name); m != nil {
		return strings.TrimSuffix(m[1], "_star")
	}
	return name
}

// describe is the message about columns, in the formats that the client asked
// for: none, one for all, or one each.
func describe(columns []takeaway.Column, formats []int16) *pgproto3.RowDescription {
	m := &pgproto3.RowDescription{Fields: make([]pgproto3.FieldDescription, len(columns))}
	for i, c := range columns {
		k := kindOf(c.Type)
		m.Fields[i] = pgproto3.FieldDescription{Name: []byte(nameOf(c.Name)), DataTypeOID: k.oid, DataTypeSize: k.size, TypeModifier: k.modifier, Format: formatOf(formats, i)}
	}
	return m
}

func formatOf(formats []int16, column int) int16 {
	switch {
	case len(formats) == 1:
		return formats[0]
	case column < len(formats):
		return formats[column]
	}
	return pgtype.TextFormatCode
}
