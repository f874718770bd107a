package cage

import (
	_ "embed"
	"encoding/json"
	"strings"

	"gongkai/analytics/duck"
	"gongkai/data"
)

//go:embed functions.txt
var functionList string

// Functions lists the functions that a statement may use, operators apart.
func Functions() []string {
	var names []string
	for _, line := range strings.Split(functionList, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, name := range strings.Fields(line) {
			if c := name[0]; c >= 'a' && c <= 'z' {
				names = append(names, name)
			}
		}
	}
	return names
}

// allowed are the functions and operators of a statement, in lower case.
var allowed = func() map[string]bool {
	set := map[string]bool{}
	for _, line := range strings.Split(functionList, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, name := range strings.Fields(line) {
			set[name] = true
		}
	}
	return set
}()

// tableFunctions may stand in FROM.
var tableFunctions = map[string]bool{"range": true, "generate_series": true, "unnest": true}

// nodes are the kinds of query, table and modifier that a tree may have;
// classes those of expressions. Whatever else DuckDB has, now or later, is
// refused.
var (
	nodes = set("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE",
		"BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EMPTY", "EXPRESSION_LIST", "PIVOT", "SHOW_REF",
		"LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "ORDER_MODIFIER", "DISTINCT_MODIFIER", "ORDER_DEFAULT", "ASCENDING", "DESCENDING",
		"DECIMAL_TYPE_INFO", "STRING_TYPE_INFO", "LIST_TYPE_INFO", "STRUCT_TYPE_INFO", "ARRAY_TYPE_INFO", "ENUM_TYPE_INFO", "UNBOUND_TYPE_INFO", "GENERIC_TYPE_INFO")
	classes = set("COLUMN_REF", "CONSTANT", "CAST", "FUNCTION", "OPERATOR", "COMPARISON", "CONJUNCTION", "CASE", "BETWEEN",
		"SUBQUERY", "STAR", "WINDOW", "LAMBDA", "LAMBDA_REF", "COLLATE", "POSITIONAL_REFERENCE", "TYPE")
	// session are names that are functions where no column has them.
	session = set("current_catalog", "current_database", "current_role", "current_schema", "current_user", "session_user", "user")
)

func set(names ...string) map[string]bool {
	out := map[string]bool{}
	for _, n := range names {
		out[n] = true
	}
	return out
}

// deepest bounds how deep a tree may be: DuckDB itself recurses over it.
const deepest = 2_000

// checker walks a syntax tree.
type checker struct {
	text  string
	known contents
	open  bool // parameters may lack a value
}

// check tells whether a parsed statement may run: what the database offers,
// functions of functions.txt, nothing that this version of the program does not know.
// Codes "sql_table", "sql_function", "sql_construct", "sql_parameter".
func check(tree *duck.Tree, known contents, open bool) error {
	c := &checker{tree.Text, known, open}
	return c.walk(tree.Statement, nil, 0)
}

// scope are the names that WITH gives, the inner ones first.
type scope struct {
	name  string
	outer *scope
}

func (s *scope) has(name string) bool {
	for ; s != nil; s = s.outer {
		if s.name == name {
			return true
		}
	}
	return false
}

func (c *checker) walk(v any, in *scope, depth int) error {
	if depth > deepest {
		return refuse("sql_construct", "", "语句嵌套过深", "the statement is nested too deeply", "请用 WITH 分步改写", "write it in steps with WITH")
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if err := c.walk(e, in, depth+1); err != nil {
				return err
			}
		}
	case map[string]any:
		return c.node(v, in, depth)
	}
	return nil
}

func (c *checker) node(n map[string]any, in *scope, depth int) error {
	if err := c.permit(n, in); err != nil {
		return err
	}
	if named, has := n["cte_map"].(map[string]any); has {
		list, _ := named["map"].([]any)
		for _, e := range list {
			entry, _ := e.(map[string]any)
			if err := c.walk(entry["value"], in, depth+1); err != nil {
				return err
			}
			in = &scope{lower(entry["key"]), in}
		}
	}
	if n["type"] == "TABLE_FUNCTION" && n["class"] == nil { // its name is of another list
		function, _ := n["function"].(map[string]any)
		return c.walk([]any{function["children"], function["filter"], function["order_bys"], n["sample"]}, in, depth+1)
	}
	for key, child := range n {
		within := in
		switch {
		case key == "cte_map":
			continue
		case n["type"] == "RECURSIVE_CTE_NODE" && key == "right": // where it begins, on the left, its name is that of another table
			within = &scope{lower(n["cte_name"]), in}
		}
		if err := c.walk(child, within, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// permit looks at one node of the tree, not at what is below it.
func (c *checker) permit(n map[string]any, in *scope) error {
	if class, is := n["class"].(string); is {
		return c.expression(n, class)
	}
	kind, is := n["type"].(string)
	if !is {
		return nil
	}
	switch {
	case !nodes[kind]:
		return c.construct(n, kind)
	case kind == "BASE_TABLE":
		return c.table(n, in)
	case kind == "TABLE_FUNCTION":
		function, _ := n["function"].(map[string]any)
		if name := lower(function["function_name"]); !tableFunctions[name] && !c.known.tableMacros[name] || !plain(function) {
			return c.function(n, name)
		}
	case kind == "SHOW_REF":
		if n["query"] == nil && n["table_name"] != `"tables"` || n["catalog_name"] != "" || n["schema_name"] != "" {
			return c.construct(n, "SHOW")
		}
	}
	return nil
}

func (c *checker) table(n map[string]any, in *scope) error {
	name, _ := n["table_name"].(string)
	schema := lower(n["schema_name"])
	known := c.known.tables[lowered(name)] && (schema == "" || schema == "main") || schema == "" && in.has(lowered(name))
	if !known || n["catalog_name"] != "" || n["at_clause"] != nil {
		return refuse("sql_table", c.place(n), "没有可查询的表“"+shortened(name)+"”", "there is no table “"+shortened(name)+"” to ask",
			"可查询的表见页面右侧的数据字典，或执行 SHOW TABLES", "see the dictionary beside the editor, or run SHOW TABLES")
	}
	return nil
}

func (c *checker) expression(n map[string]any, class string) error {
	switch {
	case class == "PARAMETER" && c.open:
		return nil
	case class == "PARAMETER":
		name, _ := n["identifier"].(string)
		return refuse("sql_parameter", "", "参数 :"+shortened(name)+" 没有值", "parameter :"+shortened(name)+" has no value",
			"请在参数栏填写；查询文字中以 :名称 表示", "fill it in; write :name in the text")
	case !classes[class]:
		return c.construct(n, class)
	case class == "FUNCTION" || class == "WINDOW":
		if name := lower(n["function_name"]); !allowed[name] && !c.known.macros[name] || !plain(n) {
			return c.function(n, name)
		}
	case class == "COLUMN_REF":
		if names, _ := n["column_names"].([]any); len(names) == 1 && session[lower(names[0])] {
			return c.function(n, lower(names[0]))
		}
	}
	return nil
}

// plain says that a function is not named by another schema or catalogue.
func plain(n map[string]any) bool {
	schema := lower(n["schema"])
	return (schema == "" || schema == "main") && lower(n["catalog"]) == ""
}

func (c *checker) function(n map[string]any, name string) error {
	return refuse("sql_function", c.place(n), "不提供函数“"+shortened(name)+"”", "function “"+shortened(name)+"” is not available",
		"可用的函数见数据字典", "see the dictionary for those that are")
}

func (c *checker) construct(n map[string]any, kind string) error {
	return refuse("sql_construct", c.place(n), "不支持这种写法（"+shortened(kind)+"）", "this construct is not supported ("+shortened(kind)+")",
		"请改写为普通的 SELECT", "write it as a plain SELECT")
}

func (c *checker) place(n map[string]any) string {
	at, _ := n["query_location"].(json.Number)
	position, err := at.Int64()
	if err != nil {
		return ""
	}
	return duck.Place(c.text, int(position))
}

func lower(v any) string {
	s, _ := v.(string)
	return lowered(s)
}

// lowered is a name as DuckDB compares it: only the letters A to Z have a small
// form. To Go the sign of Kelvin would be a k, and another name the same.
func lowered(s string) string {
	b := []byte(s)
	for i, x := range b {
		if x >= 'A' && x <= 'Z' {
			b[i] = x + 'a' - 'A'
		}
	}
	return string(b)
}

// shortened is a name of theirs in a message of ours.
func shortened(s string) string {
	r := []rune(strings.ToValidUTF8(s, "�"))
	if len(r) > 60 {
		r = append(r[:60], '…')
	}
	for i, x := range r {
		if x < ' ' {
			r[i] = ' '
		}
	}
	return string(r)
}

func refuse(code, place, zh, en, wayZH, wayEN string) error {
	return &data.Error{Code: code, Place: place, Reason: data.Text{ZH: zh, EN: en}, Way: data.Text{ZH: wayZH, EN: wayEN}}
}
