// Package query holds the questions in SQL, a file each, named after the
// method of analytics that asks it.
//
// The statements keep to what DuckDB and PostgreSQL run unchanged: numbered
// parameters, AS before every alias, explicit casts, every ORDER BY ending in
// a tie-break. A list parameter stands as IN ($1), which is valid for one
// member; names of columns are parameters too where a statement reads one of
// the wide tables: see Text.
package query

import (
	"embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

//go:embed *.sql
var files embed.FS

// List is an argument with several members, for IN ($n). It must not be empty.
type List []any

// Columns are names of columns, written with the alias w, each behind a comma:
// they follow other columns and may be none.
type Columns []string

// Sum is a sum of columns, written with the alias w. It is NULL if one of them is.
type Sum []string

// Table is the name of a table.
type Table string

// Bodies says which bodies a statement is about: those that fit all that is
// given. It is written as a condition on the table with the alias b.
type Bodies struct {
	Like       *Like    // nil for any
	Provinces  []string // nil for any
	Prefecture string   // "" for any
	IDs        []int    // nil for any, empty for none
}

// Like is a level and a kind of organ, which may be "" as in the table.
type Like struct{ Level, Kind string }

// condition writes the bodies, with the values of its placeholders; bind gives
// a value its placeholder.
func (w Bodies) condition(bind func(any) string) string {
	var all []string
	if w.Like != nil {
		all = append(all, "b.level = "+bind(w.Like.Level), "b.kind = "+bind(w.Like.Kind))
	}
	if w.Prefecture != "" {
		all = append(all, "b.prefecture = "+bind(w.Prefecture))
	}
	if w.Provinces != nil {
		each := make([]string, len(w.Provinces))
		for i, p := range w.Provinces {
			each[i] = bind(p)
		}
		all = append(all, "b.province IN ("+strings.Join(each, ", ")+")")
	}
	switch {
	case len(w.IDs) > 0:
		each := make([]string, len(w.IDs))
		for i, id := range w.IDs {
			each[i] = strconv.Itoa(id)
		}
		all = append(all, "b.body_id IN ("+strings.Join(each, ", ")+")")
	case w.IDs != nil:
		return "1 = 0"
	case len(all) == 0:
		return "1 = 1"
	}
	return strings.Join(all, " AND ")
}

// Of makes a List of any slice.
func Of[T any](members []T) List {
	l := make(List, len(members))
	for i, m := range members {
		l[i] = m
	}
	return l
}

var placeholder = regexp.MustCompile(`\$\d+`)

var name = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// written is what replaces the placeholder of a name or names, and false for
// values.
func written(a any) (text string, isName bool, err error) {
	var names []string
	switch a := a.(type) {
	case Table:
		names, text = []string{string(a)}, string(a)
	case Columns:
		for _, column := range a {
			text += ", w." + column
		}
		names = a
	case Sum:
		names, text = a, "w."+strings.Join(a, " + w.")
	default:
		return "", false, nil
	}
	for _, n := range names {
		if !name.MatchString(n) {
			return "", true, fmt.Errorf("%q is no name", n)
		}
	}
	return text, true, nil
}

// Text returns the statement of a file, without its ending, with its arguments.
// Names of tables and columns are written as they are, and must be plain.
// A List takes the place of its placeholder with one placeholder a member:
// engines bind arrays in ways of their own, but IN ($2, $3, $4) in the same.
// Whole numbers are written as they are, so that engines can plan with them: a
// list of thousands is joined then, and not compared one by one.
func Text(file string, args ...any) (sql string, flat []any, err error) {
	text, err := files.ReadFile(file + ".sql")
	if err != nil {
		return "", nil, err
	}
	sql, err = render(file, string(text), func(v any) string {
		if n, whole := v.(int); whole {
			return strconv.Itoa(n)
		}
		flat = append(flat, v)
		return "$" + strconv.Itoa(len(flat))
	}, args)
	return sql, flat, err
}

// Printed returns the statement with its arguments written in, without the
// file's remarks: for people, who can run it elsewhere.
func Printed(file string, args ...any) (string, error) {
	text, err := files.ReadFile(file + ".sql")
	if err != nil {
		return "", err
	}
	sql := string(text)
	for strings.HasPrefix(sql, "--") {
		_, sql, _ = strings.Cut(sql, "\n")
	}
	return render(file, sql, func(v any) string {
		if n, whole := v.(int); whole {
			return strconv.Itoa(n)
		}
		return "'" + strings.ReplaceAll(fmt.Sprint(v), "'", "''") + "'"
	}, args)
}

// render puts arguments in the place of their marks; bind writes a value.
func render(file, text string, bind func(any) string, args []any) (sql string, err error) {
	marks := make([]string, len(args)) // what replaces $1, $2 ...
	for i, a := range args {
		name, isName, err := written(a)
		if err != nil {
			return "", fmt.Errorf("query %s: %w", file, err)
		}
		if isName {
			marks[i] = name
			continue
		}
		switch a := a.(type) {
		case Bodies:
			marks[i] = a.condition(bind)
		case List:
			each := make([]string, len(a))
			for k, m := range a {
				each[k] = bind(m)
			}
			marks[i] = strings.Join(each, ", ")
		default:
			marks[i] = bind(a)
		}
	}
	sql = placeholder.ReplaceAllStringFunc(text, func(mark string) string {
		n, _ := strconv.Atoi(mark[1:])
		if n < 1 || n > len(args) {
			err = fmt.Errorf("query %s has %s but %d arguments", file, mark, len(args))
			return mark
		}
		return marks[n-1]
	})
	return sql, err
}
