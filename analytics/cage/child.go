package cage

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"runtime/debug"
	"strconv"

	"gongkai/analytics/duck"
)

// Word is the argument that makes the program a child of the cage.
const Word = "caged"

// batchBytes is when rows that were read go on their way.
const batchBytes = 128 << 10

// Child answers one statement, as told on its standard input, and ends when
// that is closed. It returns the exit status.
func Child() int {
	debug.SetGCPercent(50)
	in, out := bufio.NewReaderSize(os.Stdin, 4<<10), bufio.NewWriterSize(os.Stdout, 64<<10)
	var o opening
	if err := readLine(in, &o); err != nil {
		return 1
	}
	conn, err := open(o)
	if err != nil {
		_ = writeJSON(out, frameEnd, ending{Failed: failedWith(err)})
		return 1
	}
	known, err := published(conn)
	if err != nil {
		return 1
	}
	warm(conn, known.tables)
	if err := confine(o.Limits); err != nil {
		_ = writeJSON(out, frameEnd, ending{Failed: failedWith(noCage(err))})
		return 1
	}
	if err := writeFrame(out, frameReady, nil); err != nil {
		return 1
	}
	var q order
	if err := readLine(in, &q); err != nil {
		return 1
	}
	gone := make(chan struct{})
	go func() {
		_, _ = in.ReadByte() // nothing more comes: the server let go, or is no more
		close(gone)
		os.Exit(0)
	}()
	end := ending{}
	if end.Truncated, err = answer(conn, q, known, o.Unsafe, out); err != nil {
		end = ending{Failed: failedWith(err)}
	}
	if err := writeJSON(out, frameEnd, end); err != nil {
		return 1
	}
	<-gone
	return 0
}

func readLine(r *bufio.Reader, into any) error {
	line, err := r.ReadBytes('\n')
	if err != nil {
		return err
	}
	return json.Unmarshal(line, into)
}

// open opens the snapshot, so that neither files nor the network nor settings
// can be reached from its connection. DuckDB gets less memory than the process,
// so that mostly it says so itself when there is too little.
func open(o opening) (*duck.Conn, error) {
	return duck.Open(o.Snapshot,
		[2]string{"threads", "1"}, [2]string{"memory_limit", strconv.FormatInt(o.Limits.Memory*3/5>>20, 10) + "MiB"},
		[2]string{"temp_directory", ""}, [2]string{"max_temp_directory_size", "0B"},
		[2]string{"max_expression_depth", "500"},
		[2]string{"allow_community_extensions", "false"}, [2]string{"allow_persistent_secrets", "false"},
		[2]string{"enable_external_access", "false"}, [2]string{"lock_configuration", "true"})
}

// contents are what a database file offers to statements, in lower case: its
// tables and views, and the macros that who made it put there.
type contents struct{ tables, macros, tableMacros map[string]bool }

func published(conn *duck.Conn) (contents, error) {
	known := contents{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	rows, err := conn.Texts(`SELECT 'table', table_name FROM information_schema.tables WHERE table_schema = 'main'
UNION ALL SELECT function_type, function_name FROM duckdb_functions() WHERE schema_name = 'main' AND NOT internal`)
	for _, row := range rows {
		switch name := lowered(row[1]); row[0] {
		case "table":
			known.tables[name] = true
		case "macro":
			known.macros[name] = true
		case "table_macro":
			known.tableMacros[name] = true
		}
	}
	return known, err
}

// warm does beforehand what the first statement would wait for: parsing with
// its tables of words, and the catalogue entries of the views.
func warm(conn *duck.Conn, tables map[string]bool) {
	for _, name := range []string{"observations", "figures"} {
		if !tables[name] {
			continue
		}
		tree, err := conn.Parse("SELECT count(*), sum(value) FROM " + name + " WHERE year = 0 GROUP BY body ORDER BY body")
		if err != nil {
			return
		}
		if rows, err := conn.Ask(tree, 0); err == nil {
			_, _ = rows.Next() // there are none
			rows.Close()
		}
	}
}

// answer checks and runs a statement, and writes its rows.
func answer(conn *duck.Conn, q order, known contents, unchecked bool, out *bufio.Writer) (truncated bool, err error) {
	tree, err := conn.Parse(q.Text)
	if err != nil {
		return false, err
	}
	if !unchecked {
		if err := check(tree, known, q.Describe); err != nil {
			return false, err
		}
	}
	if q.Describe {
		columns, parameters, err := conn.Describe(tree)
		if err != nil {
			return false, err
		}
		return false, writeJSON(out, frameHead, heading{columns, parameters})
	}
	var rows *duck.Rows
	if q.Explain {
		rows, err = conn.Explain(tree)
	} else {
		limit := 0
		if q.Limit > 0 {
			limit = q.Limit + 1
		}
		rows, err = conn.Ask(tree, limit)
	}
	if err != nil {
		return false, err
	}
	if err := writeJSON(out, frameHead, heading{Columns: rows.Columns()}); err != nil {
		return false, err
	}
	return writeRows(out, rows, q.Limit)
}

// writeRows writes all rows up to a limit, and says whether there are more.
func writeRows(out *bufio.Writer, rows *duck.Rows, limit int) (truncated bool, err error) {
	var buffer []byte
	for n := 0; ; {
		batch, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return false, err
		}
		for _, row := range batch {
			if n++; limit > 0 && n > limit {
				truncated = true
				break
			}
			before := len(buffer)
			if buffer, err = appendRow(buffer, row); err != nil {
				return false, err
			}
			if len(buffer)-before > mostFrame-batchBytes {
				return false, refuse("sql_row_size", "", "结果中有一行超过 15 MB", "a row of the answer has more than 15 MB", "请少取几列，或截短文字（left）", "take fewer columns, or shorten texts (left)")
			}
			if len(buffer) >= batchBytes {
				if err := writeFrame(out, frameRows, buffer); err != nil {
					return false, err
				}
				buffer = buffer[:0]
			}
		}
	}
	if len(buffer) > 0 {
		return truncated, writeFrame(out, frameRows, buffer)
	}
	return truncated, nil
}
