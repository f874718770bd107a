package duck

import (
	"fmt"
	"io"
	"strings"

	bind "github.com/duckdb/duckdb-go-bindings"

	"gongkai/analytics/takeaway"
)

// End is what Next returns after the last row.
var End = io.EOF

// Rows are the rows of an answer as they come; takeaway.Rows says of which
// types values are. Nested values come as JSON; dates, times and other types
// as texts in DuckDB's form.
type Rows struct {
	conn     *Conn
	columns  []takeaway.Column
	text     string
	before   int
	prepared bind.PreparedStatement
	result   bind.Result
	decode   []decoder
	batch    [][]any
}

// Ask runs a parsed statement; limit bounds its rows within the statement
// unless it is 0. Of columns with the same name the later ones get a number:
// a, a_1. Codes "sql_failed", "sql_memory", "sql_cancelled".
func (c *Conn) Ask(tree *Tree, limit int) (*Rows, error) {
	const open = "SELECT * FROM (\n"
	text := open + tree.Text + "\n)"
	if limit > 0 {
		text += fmt.Sprintf(" LIMIT %d", limit)
	}
	return c.stream(text, tree.Text, len(open))
}

// mostParameters is the number of the last parameter that Describe looks for.
const mostParameters = 1000

// Describe returns the columns of a parsed statement without running it, and
// the types that it needs of its parameters, by name; "" where it takes any, in
// which case DuckDB cannot tell the columns.
func (c *Conn) Describe(tree *Tree) (columns []takeaway.Column, parameters map[string]string, err error) {
	const open = "SELECT * FROM (\n"
	r := &Rows{conn: c, text: tree.Text, before: len(open)}
	if err := r.prepare(open + tree.Text + "\n)"); err != nil {
		return nil, nil, err
	}
	defer bind.DestroyPrepare(&r.prepared)
	for i := range r.columns {
		kind := bind.PreparedStatementColumnLogicalType(r.prepared, bind.IdxT(i))
		r.columns[i].Type = typeName(kind)
		bind.DestroyLogicalType(&kind)
	}
	parameters = map[string]string{}
	n := int(bind.NParams(r.prepared))
	for i := bind.IdxT(1); len(parameters) < n && i <= mostParameters; i++ { // $7 may be the only one
		if name := bind.ParameterName(r.prepared, i); name != "" {
			kind := bind.ParamLogicalType(r.prepared, i)
			parameters[name] = ""
			switch bind.GetTypeId(kind) {
			case bind.TypeInvalid, bind.TypeAny, bind.TypeSQLNull:
			default:
				parameters[name] = typeName(kind)
			}
			bind.DestroyLogicalType(&kind)
		}
	}
	return r.columns, parameters, nil
}

// Explain returns how DuckDB would answer a parsed statement, without running it.
func (c *Conn) Explain(tree *Tree) (*Rows, error) {
	const open = "EXPLAIN\n"
	return c.stream(open+tree.Text, tree.Text, len(open))
}

// stream prepares and starts a statement. Columns of types that have no plain
// value are made texts or JSON by the statement itself.
func (c *Conn) stream(statement, text string, before int) (*Rows, error) {
	r := &Rows{conn: c, text: text, before: before}
	if err := r.prepare(statement); err != nil {
		return nil, err
	}
	casts, plain := make([]string, len(r.columns)), true
	for i := range r.columns {
		kind := bind.PreparedStatementColumnLogicalType(r.prepared, bind.IdxT(i))
		r.columns[i].Type = typeName(kind)
		casts[i] = castOf(kind, fmt.Sprintf("c%d", i))
		plain = plain && casts[i] == fmt.Sprintf("c%d", i)
		bind.DestroyLogicalType(&kind)
	}
	if !plain {
		columns := r.columns
		names := make([]string, len(columns))
		for i := range names {
			names[i] = fmt.Sprintf("c%d", i)
		}
		open := "SELECT " + strings.Join(casts, ", ") + " FROM (\n"
		bind.DestroyPrepare(&r.prepared)
		r.before += len(open)
		if err := r.prepare(open + statement + "\n) AS t(" + strings.Join(names, ", ") + ")"); err != nil {
			return nil, err
		}
		r.columns = columns
	}
	r.decode = make([]decoder, len(r.columns))
	for i := range r.columns {
		kind := bind.PreparedStatementColumnLogicalType(r.prepared, bind.IdxT(i))
		r.decode[i] = decoderOf(kind, nested(r.columns[i].Type))
		bind.DestroyLogicalType(&kind)
	}
	if bind.ExecutePreparedStreaming(r.prepared, &r.result) == bind.StateError {
		err := c.failure(bind.ResultError(&r.result), text, r.before)
		r.Close()
		return nil, err
	}
	return r, nil
}

func (r *Rows) prepare(statement string) error {
	if bind.Prepare(r.conn.conn, statement, &r.prepared) == bind.StateError {
		err := r.conn.failure(bind.PrepareError(r.prepared), r.text, r.before)
		bind.DestroyPrepare(&r.prepared)
		return err
	}
	n := int(bind.PreparedStatementColumnCount(r.prepared))
	r.columns = make([]takeaway.Column, n)
	for i := range r.columns {
		r.columns[i].Name = bind.PreparedStatementColumnName(r.prepared, bind.IdxT(i))
	}
	return nil
}

// Columns are those of the answer.
func (r *Rows) Columns() []takeaway.Column { return r.columns }

// Next returns some rows, valid until the next call, or End.
func (r *Rows) Next() ([][]any, error) {
	for {
		chunk := bind.FetchChunk(r.result)
		if chunk.Ptr == nil {
			if said := bind.ResultError(&r.result); said != "" {
				return nil, r.conn.failure(said, r.text, r.before)
			}
			return nil, End
		}
		n := int(bind.DataChunkGetSize(chunk))
		if n == 0 {
			bind.DestroyDataChunk(&chunk)
			continue
		}
		r.read(chunk, n)
		bind.DestroyDataChunk(&chunk)
		return r.batch, nil
	}
}

func (r *Rows) read(chunk bind.DataChunk, n int) {
	for len(r.batch) < n {
		r.batch = append(r.batch, make([]any, len(r.columns)))
	}
	r.batch = r.batch[:n]
	for i, decode := range r.decode {
		vector := bind.DataChunkGetVector(chunk, bind.IdxT(i))
		values, valid := bind.VectorGetData(vector), bind.VectorGetValidity(vector)
		for row := range n {
			if !validAt(valid, row) {
				r.batch[row][i] = nil
				continue
			}
			r.batch[row][i] = decode(values, row)
		}
	}
}

// Close frees the answer, and ends it if it runs.
func (r *Rows) Close() {
	bind.DestroyResult(&r.result)
	bind.DestroyPrepare(&r.prepared)
}
