// Package query holds the questions in SQL, a file each, named after the
// method of analytics that asks it.
//
// The statements keep to what DuckDB and PostgreSQL run unchanged: numbered
// parameters, AS before every alias, explicit casts, every ORDER BY ending in
// a tie-break. Each can be run alone. A list parameter stands as IN ($1),
// which is valid for one member; see Text.
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

// Of makes a List of any slice.
func Of[T any](members []T) List {
	l := make(List, len(members))
	for i, m := range members {
		l[i] = m
	}
	return l
}

var placeholder = regexp.MustCompile(`\$\d+`)

// Text returns the statement of a file, without its ending, with its arguments.
// A List takes the place of its placeholder with one placeholder a member:
// engines bind arrays in ways of their own, but IN ($2, $3, $4) in the same.
// Whole numbers are written as they are: a list of thousands of them is planned
// as a join then, and not compared one by one.
func Text(name string, args ...any) (sql string, flat []any, err error) {
	b, err := files.ReadFile(name + ".sql")
	if err != nil {
		return "", nil, err
	}
	marks := make([]string, len(args)) // what replaces $1, $2 ...
	for i, a := range args {
		members, isList := a.(List)
		if !isList {
			members = List{a}
		}
		each := make([]string, len(members))
		for k, m := range members {
			if number, whole := m.(int); whole && isList {
				each[k] = strconv.Itoa(number)
				continue
			}
			flat = append(flat, m)
			each[k] = "$" + strconv.Itoa(len(flat))
		}
		marks[i] = strings.Join(each, ", ")
	}
	sql = placeholder.ReplaceAllStringFunc(string(b), func(mark string) string {
		n, _ := strconv.Atoi(mark[1:])
		if n < 1 || n > len(args) {
			err = fmt.Errorf("query %s has %s but %d arguments", name, mark, len(args))
			return mark
		}
		return marks[n-1]
	})
	return sql, flat, err
}
