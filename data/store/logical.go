package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"iter"
	"slices"
	"strings"

	"gongkai/data/form"
)

// logical is a table as its content says, however the file lays it out: its
// rows in order of their key, each value as text.
type logical struct {
	Name    string
	from    string // what is selected from: the table, or a query in brackets
	columns []sqlColumn
	key     []int // positions in columns
	all     bool  // rows of one key are ordered by all columns
}

type sqlColumn struct{ name, kind string }

// row is a row's values as text; NULL is not valid.
type row []sql.NullString

// partRows is about how many rows are in memory at once: the driver takes a
// whole result before it gives the first row.
const partRows = 200_000

// Hashes returns a SHA-256 of the rows of each table in order of their key. It
// does not depend on how the file lays them out. meta is left out, which
// differs by nature; the others are equal whenever the input was.
func (s *Snapshot) Hashes(ctx context.Context) (map[string]string, error) {
	tables, err := s.tables(ctx)
	if err != nil {
		return nil, err
	}
	return s.hashes(ctx, tables)
}

func (s *Snapshot) hashes(ctx context.Context, tables map[string]*logical) (map[string]string, error) {
	hashes := map[string]string{}
	for name, t := range tables {
		h := sha256.New()
		for _, c := range t.columns {
			add(h, sql.NullString{String: c.name + " " + c.kind, Valid: true})
		}
		for r, err := range s.rows(ctx, t) {
			if err != nil {
				return nil, err
			}
			for _, v := range r {
				add(h, v)
			}
		}
		hashes[name] = hex.EncodeToString(h.Sum(nil))
	}
	return hashes, nil
}

// add adds a value with its length, so that no two rows give the same bytes.
func add(h hash.Hash, v sql.NullString) {
	n := int64(-1)
	if v.Valid {
		n = int64(len(v.String))
	}
	h.Write(binary.AppendVarint(nil, n))
	h.Write([]byte(v.String))
}

// tables describes the tables but for meta, by name.
func (s *Snapshot) tables(ctx context.Context) (map[string]*logical, error) {
	return s.described(ctx, "table_name IN (SELECT table_name FROM duckdb_tables()) AND table_name <> 'meta'")
}

func (s *Snapshot) described(ctx context.Context, which string) (map[string]*logical, error) {
	rows, err := s.DB.QueryContext(ctx, "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE "+which+" ORDER BY table_name, column_index")
	if err != nil {
		return nil, cannotOpen(s.Manifest.File, err)
	}
	defer rows.Close()
	tables := map[string]*logical{}
	for rows.Next() {
		var name string
		var c sqlColumn
		if err := rows.Scan(&name, &c.name, &c.kind); err != nil {
			return nil, cannotOpen(s.Manifest.File, err)
		}
		if tables[name] == nil {
			tables[name] = &logical{Name: name, from: name}
		}
		tables[name].columns = append(tables[name].columns, c)
	}
	for name, t := range tables {
		t.key = t.positions(keyOf(name))
	}
	return tables, rows.Err()
}

// keyOf is the key of a table of any catalogue; "" for one that this program
// does not know.
func keyOf(name string) string {
	if strings.HasPrefix(name, "wide_") {
		return "body_id, year"
	}
	s := newSchema(&form.Catalogue{})
	for _, list := range [][]table{s.direct, s.byReport, s.currents, s.derived} {
		for _, t := range list {
			if t.Name == name {
				return t.Key
			}
		}
	}
	return ""
}

// positions finds the columns of a key: all of them where there is none.
func (t *logical) positions(key string) (at []int) {
	names := strings.Split(key, ", ")
	for _, name := range names {
		if i := slices.IndexFunc(t.columns, func(c sqlColumn) bool { return c.name == name }); i >= 0 {
			at = append(at, i)
		}
	}
	if len(at) == len(names) {
		return at
	}
	at = nil
	for i := range t.columns {
		at = append(at, i)
	}
	return at
}

// rows gives the rows of a table in order of their key. It goes by parts of the
// key's first column, by which the file is sorted.
func (s *Snapshot) rows(ctx context.Context, t *logical) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		parts, err := s.parts(ctx, t)
		if err != nil {
			yield(nil, cannotOpen(s.Manifest.File, err))
			return
		}
		for _, p := range parts {
			more, err := s.part(ctx, t, p, yield)
			if err != nil {
				yield(nil, broken(s.Manifest.File, "读不出表 "+t.Name, "cannot read table "+t.Name, err))
			}
			if err != nil || !more {
				return
			}
		}
	}
}

// part is a range of values of the key's first column.
type part struct{ from, to any }

func (s *Snapshot) parts(ctx context.Context, t *logical) (parts []part, err error) {
	rows, err := s.DB.QueryContext(ctx, fmt.Sprintf("SELECT %[1]s, count(*) FROM %[2]s GROUP BY %[1]s ORDER BY %[1]s", t.columns[t.key[0]].name, t.from))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for held := partRows; rows.Next(); {
		var v any
		var n int
		if err := rows.Scan(&v, &n); err != nil {
			return nil, err
		}
		if held += n; held > partRows {
			parts, held = append(parts, part{v, v}), n
		}
		parts[len(parts)-1].to = v
	}
	return parts, rows.Err()
}

func (s *Snapshot) part(ctx context.Context, t *logical, p part, yield func(row, error) bool) (more bool, err error) {
	rows, err := s.DB.QueryContext(ctx, t.sql(), p.from, p.to)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	into := make([]any, len(t.columns))
	for rows.Next() {
		r := make(row, len(t.columns))
		for i := range r {
			into[i] = &r[i]
		}
		if err := rows.Scan(into...); err != nil {
			return false, err
		}
		if !yield(r, nil) {
			return false, nil
		}
	}
	return true, rows.Err()
}

// sql selects a part as text. ENUMs are ordered as text, whose words may have
// come in any order.
func (t *logical) sql() string {
	var texts, order []string
	for i, c := range t.columns {
		texts = append(texts, fmt.Sprintf("CAST(r.%s AS VARCHAR) AS c%d", c.name, i))
	}
	by := t.key
	if t.all {
		by = slices.Concat(t.key, t.positions(""))
	}
	for _, i := range by {
		by := "r." + t.columns[i].name
		if strings.HasPrefix(t.columns[i].kind, "ENUM") {
			by = "CAST(" + by + " AS VARCHAR)"
		}
		order = append(order, by)
	}
	return fmt.Sprintf("SELECT %[1]s FROM %[2]s AS r WHERE r.%[3]s BETWEEN $1 AND $2 ORDER BY %[4]s",
		strings.Join(texts, ", "), t.from, t.columns[t.key[0]].name, strings.Join(order, ", "))
}
