package pgwire

import (
	"fmt"
	"strconv"

	"gongkai/analytics/cage"
	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// Bounds of what a session keeps.
const (
	mostTexts      = 1 << 20 // bytes of prepared statements
	mostStatements = 500
	mostPortals    = 50
)

// statement is one that was parsed: its text, and once it was described what
// goes in and comes out.
type statement struct {
	text      string
	own       *own
	empty     bool
	declared  []uint32 // types of parameters that the client gave, 0 for none
	needed    []uint32 // types of all parameters, once described
	columns   []takeaway.Column
	described bool
}

// prepare keeps a statement under a name, "" being for the next one only.
func (s *session) prepare(name, text string, declared []uint32) error {
	if _, taken := s.statements[name]; taken && name != "" {
		return &data.Error{Code: "pg_taken", Reason: data.Text{ZH: "预备语句“" + cut(name) + "”已存在", EN: "the prepared statement “" + cut(name) + "” exists"}}
	}
	parts := split(text)
	if len(parts) > 1 {
		return &data.Error{Code: "sql_several", Reason: data.Text{ZH: "预备语句只能是一条", EN: "a prepared statement is one statement"}}
	}
	st := &statement{text: text, empty: len(parts) == 0, declared: append([]uint32(nil), declared...)}
	if !st.empty {
		var err error
		if st.own, err = ownOf(parts[0]); err != nil {
			return err
		}
	}
	s.drop(name)
	if s.held+len(text) > mostTexts || len(s.statements) >= mostStatements {
		return &data.Error{Code: "pg_many", Reason: data.Text{ZH: "预备语句过多", EN: "too many prepared statements"}, Way: data.Text{ZH: "请用 DEALLOCATE 释放", EN: "free some with DEALLOCATE"}}
	}
	s.held += len(text)
	s.statements[name] = st
	return nil
}

func (s *session) drop(name string) {
	if st := s.statements[name]; st != nil {
		s.held -= len(st.text)
		delete(s.statements, name)
	}
}

// forget drops a prepared statement, all for "".
func (s *session) forget(name string) error {
	if name != "" {
		s.drop(name)
		return nil
	}
	clear(s.statements)
	s.held = 0
	return nil
}

func (s *session) find(name string) (*statement, error) {
	st := s.statements[name]
	if st == nil {
		return nil, &data.Error{Code: "pg_statement", Reason: data.Text{ZH: "没有预备语句“" + cut(name) + "”", EN: "there is no prepared statement “" + cut(name) + "”"}}
	}
	return st, nil
}

// learn asks for the columns of a statement and for the types of the parameters
// that have none. A parameter that can be anything is a text, as with
// PostgreSQL; then it asks again, as only now the columns are certain.
func (s *session) learn(st *statement) error {
	if st.described || st.empty {
		return nil
	}
	if st.own != nil {
		st.columns, st.described = st.own.columns, true
		return nil
	}
	names := cage.Parameters(st.text)
	count := len(st.declared)
	for _, name := range names {
		if n, err := strconv.Atoi(name); err == nil && n > 0 && n <= mostParameters {
			count = max(count, n)
		}
	}
	needed := make([]uint32, count)
	copy(needed, st.declared)
	for range 2 {
		values := map[string]any{}
		for i, oid := range needed {
			if oid != 0 {
				values[strconv.Itoa(i+1)] = lacking(oid)
			}
		}
		ctx := s.begin()
		defer s.settle()
		a, err := s.server.Asker.Ask(ctx, Question{Account: s.account, Text: st.text, Values: values, Describe: true})
		if err != nil {
			return err
		}
		st.columns = a.Columns()
		any := false
		for name, sqlType := range a.Parameters() {
			n, err := strconv.Atoi(name)
			if err != nil || n < 1 || n > count {
				continue
			}
			any = any || sqlType == ""
			needed[n-1] = parameterOf(sqlType)
		}
		a.Close()
		if !any {
			break
		}
	}
	for i, oid := range needed {
		if oid == 0 { // $1 where only $2 is used
			needed[i] = parameterOf("VARCHAR")
		}
	}
	st.needed, st.described = needed, true
	return nil
}

// mostParameters bounds the parameters of a statement.
const mostParameters = 1000

// typeOf is the type of a parameter, from 0; 0 where nobody gave one.
func (st *statement) typeOf(i int) uint32 {
	switch {
	case i < len(st.needed):
		return st.needed[i]
	case i < len(st.declared):
		return st.declared[i]
	}
	return 0
}

// values reads the parameters of a portal.
func (s *session) values(st *statement, parameters [][]byte, formats []int16) (map[string]any, error) {
	if len(parameters) > mostParameters {
		return nil, &data.Error{Code: "pg_many", Reason: data.Text{ZH: fmt.Sprintf("参数多于 %d 个", mostParameters), EN: fmt.Sprintf("more than %d parameters", mostParameters)}}
	}
	values := map[string]any{}
	for i, b := range parameters {
		v, err := decode(s.types, st.typeOf(i), formatOf(formats, i), b)
		if err != nil {
			return nil, err
		}
		values[strconv.Itoa(i+1)] = v
	}
	return values, nil
}
