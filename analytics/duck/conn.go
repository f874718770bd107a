// Package duck asks a snapshot through DuckDB's C interface: rows come as they
// are read, where the driver of database/sql holds a whole answer first.
package duck

import (
	"errors"
	"strings"
	"sync"
	"unsafe"

	bind "github.com/duckdb/duckdb-go-bindings"

	"gongkai/data"
)

// Conn is one connection to a database file, opened read-only. It is not for
// concurrent use, besides Interrupt.
type Conn struct {
	db    bind.Database
	conn  bind.Connection
	hides []string // what no message may show

	ending sync.Mutex
	closed bool
}

// reading is how snapshots are read everywhere; see store.Open. Errors come as
// JSON, with the position in the text.
var reading = [][2]string{
	{"access_mode", "READ_ONLY"}, {"integer_division", "true"}, {"default_null_order", "postgres"},
	{"autoinstall_known_extensions", "false"}, {"autoload_known_extensions", "false"}, {"errors_as_json", "true"},
}

// Open opens a database file with more settings of DuckDB, which are applied in
// their order once it is open.
func Open(file string, settings ...[2]string) (*Conn, error) {
	c := &Conn{hides: hidden(file)}
	var config bind.Config
	if bind.CreateConfig(&config) == bind.StateError {
		return nil, errors.New("DuckDB: cannot make a configuration")
	}
	defer bind.DestroyConfig(&config)
	for _, s := range reading {
		if bind.SetConfig(config, s[0], s[1]) == bind.StateError {
			return nil, errors.New("DuckDB: unknown setting " + s[0])
		}
	}
	var message string
	if bind.OpenExt(file, &c.db, config, &message) == bind.StateError {
		return nil, errors.New(message)
	}
	if bind.Connect(c.db, &c.conn) == bind.StateError {
		bind.Close(&c.db)
		return nil, errors.New("DuckDB: cannot connect")
	}
	for _, s := range settings {
		if err := c.run("SET " + s[0] + " = " + Quote(s[1])); err != nil {
			c.Close()
			return nil, err
		}
	}
	return c, nil
}

// Close ends the connection.
func (c *Conn) Close() {
	c.ending.Lock()
	defer c.ending.Unlock()
	c.closed = true
	bind.Disconnect(&c.conn)
	bind.Close(&c.db)
}

// Interrupt asks a running statement to end; most do. It may come when the
// connection is closed already.
func (c *Conn) Interrupt() {
	c.ending.Lock()
	defer c.ending.Unlock()
	if !c.closed {
		bind.Interrupt(c.conn)
	}
}

// Quote writes a text as SQL.
func Quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// run executes a statement of ours without an answer.
func (c *Conn) run(statement string) error {
	var result bind.Result
	state := bind.Query(c.conn, statement, &result)
	defer bind.DestroyResult(&result)
	if state == bind.StateError {
		return c.failure(bind.ResultError(&result), "", 0)
	}
	return nil
}

// Select answers a statement of ours.
func (c *Conn) Select(statement string) (*Rows, error) { return c.stream(statement, "", 0) }

// Texts answers a statement of ours whose columns are texts.
func (c *Conn) Texts(statement string) ([][]string, error) {
	rows, err := c.Select(statement)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all [][]string
	for {
		batch, err := rows.Next()
		if err == End {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		for _, row := range batch {
			line := make([]string, len(row))
			for i, v := range row {
				line[i], _ = v.(string)
			}
			all = append(all, line)
		}
	}
}

// at is where the values of a vector begin.
func at[T any](data unsafe.Pointer, row int) *T {
	var t T
	return (*T)(unsafe.Add(data, row*int(unsafe.Sizeof(t))))
}

func sqlError(code, place, zh, en, wayZH, wayEN string) *data.Error {
	return &data.Error{Code: code, Place: place, Reason: data.Text{ZH: zh, EN: en}, Way: data.Text{ZH: wayZH, EN: wayEN}}
}
