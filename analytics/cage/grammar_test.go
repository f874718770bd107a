package cage

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
)

// grammar makes up SELECTs over the published tables: mostly right, sometimes
// wrong, as people write them; and it maims those of the corpus.
type grammar struct {
	*rand.Rand
	tables []relation
	seeds  []hostile
	names  int
}

// relation is a table, or what stands for one in FROM.
type relation struct {
	name    string
	columns []column
}

type column struct {
	name string
	kind kind
}

// kind is what an expression is.
type kind int

const (
	number kind = iota
	text
	date
	truth
	list // of numbers
	kinds
)

// kindOf is the kind of a type as DESCRIBE names it.
func kindOf(name string) kind {
	switch {
	case strings.HasSuffix(name, "[]"):
		return list
	case strings.HasPrefix(name, "DATE"), strings.HasPrefix(name, "TIME"):
		return date
	case name == "BOOLEAN":
		return truth
	case strings.Contains(name, "INT"), name == "DOUBLE", name == "FLOAT", strings.HasPrefix(name, "DECIMAL"):
		return number
	}
	return text
}

// forms are expressions by kind; a letter in brackets is one of a kind, drawn
// for the place: n number, t text, d date, b truth, l list, a any of them, q a
// query of one number, f a function with any arguments.
var forms = [kinds][]string{
	number: {"([n] + [n])", "([n] - [n])", "([n] * [n])", "([n] / nullif([n], 0))", "([n] // [n])", "([n] % [n])", "-[n]", "abs([n])", "round([n], 2)", "length([t])",
		"year([d])", "date_diff('day', [d], [d])", "coalesce([n], [n])", "CASE WHEN [b] THEN [n] ELSE [n] END", "greatest([n], [n])", "list_sum([l])", "len([l])",
		"TRY_CAST([t] AS DOUBLE)", "CAST([a] AS INTEGER)", "([q])", "strpos([t], [t])", "[l][[n]]", "hash([a])", "list_aggregate([l], 'max')", "ascii([t])", "[f]", "pow([n], [n])",
		"json_array_length(to_json([l]))", "width_of([n])", "epoch([d])", "TRY([n])", "extract(month FROM [d])"},
	text: {"([t] || [t])", "upper([t])", "left([t], [n])", "substring([t], [n], [n])", "replace([t], [t], [t])", "reverse([t])", "md5([t])", "([a])::VARCHAR", "concat_ws(',', [a], [a])",
		"strftime([d], '%Y-%m')", "regexp_replace([t], '[0-9]+', 'x', 'g')", "array_to_string([l], ',')", "CASE [t] WHEN [t] THEN [t] ELSE [t] END", "trim([t])", "to_json([a])::VARCHAR",
		"string_split([t], '区')[1]", "typeof([a])", "{'a': [a], 'b': [t]}.b", "({'k': [t]}).k", "MAP {[t]: [t]}[[t]]", "hex([t])", "[t] COLLATE zh", "chr(CAST(abs([n]) % 1000 AS INTEGER))", "[f]", "repeat([t], [n])"},
	date: {"([d] + INTERVAL 1 DAY)", "date_trunc('month', [d])", "CAST([t] AS DATE)", "TRY_CAST([t] AS DATE)", "make_date(CAST([n] AS INTEGER), 1, 1)", "coalesce([d], [d])", "last_day([d])", "[f]"},
	truth: {"([n] < [n])", "([t] = [t])", "[t] LIKE '%' || [t]", "[a] IS NULL", "([b] AND [b])", "([b] OR [b])", "NOT [b]", "[n] BETWEEN [n] AND [n]", "[n] IN ([n], [n], [n])",
		"[n] IN ([q])", "EXISTS ([q])", "regexp_matches([t], '[a-z]+')", "starts_with([t], [t])", "list_contains([l], [n])", "[a] IS NOT DISTINCT FROM [a]", "[n] > ALL ([q])", "[t] SIMILAR TO '.*'", "[a] = [a]"},
	list: {"[[n], [n], [n]]", "list_transform([l], lambda x: x + [n])", "list_filter([l], lambda x: x > [n])", "list_sort([l])", "list_concat([l], [l])", "list_distinct([l])", "[l][1:2]",
		"list_transform([l], lambda x, i: x * i)", "[x * 2 FOR x IN [l] IF x > [n]]", "list_reverse([l])", "(SELECT list([n]))", "[f]"},
}

// literals are the simplest expressions.
var literals = [kinds][]string{
	number: {"0", "1", "-1", "2024", "3.5", "1e300", "9223372036854775807", "NULL", "0.1::DECIMAL(5, 2)", "170141183460469231731687303715884105727::HUGEINT", "'nan'::DOUBLE"},
	text:   {"''", "'政府'", "'gov2021'", "'%'", "'a''b'", "NULL", "'<b>'", "$$;$$", "E'\\n'", "'2024-02-29'"},
	date:   {"DATE '2024-02-29'", "TIMESTAMP '2024-01-01 10:00:00'", "NULL", "'infinity'::DATE", "current_date"},
	truth:  {"true", "false", "NULL"},
	list:   {"[1, 2, 3]", "[]::INT[]", "NULL::INT[]", "[NULL, 1]", "[1.5, 'inf'::DOUBLE]"},
}

var hole = regexp.MustCompile(`\[[ntdblaqf]\]`)

func pick[T any](g *grammar, from []T) T { return from[g.IntN(len(from))] }

// one says yes so often of a hundred times.
func (g *grammar) one(percent int) bool { return g.IntN(100) < percent }

func (g *grammar) name(prefix string) string {
	g.names++
	return fmt.Sprint(prefix, g.names)
}

// expression is one of a kind over the columns of what is in FROM.
func (g *grammar) expression(k kind, in []column, depth int) string {
	if g.one(1) { // wrong: another kind, an unknown name
		return pick(g, []string{"nosuch", "nosuch.name", g.expression(kind(g.IntN(int(kinds))), in, depth), "current_setting('threads')", "version()", "?", "*"})
	}
	if depth <= 0 || g.one(25) {
		var fit []string
		for _, c := range in {
			if c.kind == k {
				fit = append(fit, c.name)
			}
		}
		if len(fit) > 0 && g.one(80) {
			return pick(g, fit)
		}
		return pick(g, literals[k])
	}
	return hole.ReplaceAllStringFunc(pick(g, forms[k]), func(h string) string {
		switch h[1] {
		case 'q':
			return g.query([]relation{{"", in}}, []kind{number}, depth-2)
		case 'f':
			return g.call(in, depth-1)
		case 'a':
			return g.expression(kind(g.IntN(int(kinds))), in, depth-1)
		}
		return g.expression(kind(strings.IndexByte("ntdbl", h[1])), in, depth-1)
	})
}

// call is any function of those allowed, with arguments of any kind.
func (g *grammar) call(in []column, depth int) string {
	args := make([]string, g.IntN(4))
	for i := range args {
		args[i] = g.expression(kind(g.IntN(int(kinds))), in, depth-1)
	}
	return pick(g, Functions()) + "(" + strings.Join(args, ", ") + ")"
}

// aggregate is one over the columns of a group.
func (g *grammar) aggregate(k kind, in []column, depth int) string {
	n, t := g.expression(number, in, depth-1), g.expression(text, in, depth-1)
	var form string
	switch k {
	case number:
		form = pick(g, []string{"sum([n])", "count(*)", "count(DISTINCT [t])", "avg([n])", "max([n])", "median([n])", "quantile_cont([n], 0.9)", "arg_max([n], [n])", "mode([n])",
			"count(*) FILTER ([b])", "percentile_cont(0.5) WITHIN GROUP (ORDER BY [n])", "approx_count_distinct([t])", "stddev([n])", "sum(DISTINCT [n])"})
	case list:
		form = pick(g, []string{"list([n])", "array_agg([n] ORDER BY [t])", "list(DISTINCT [n])"})
	case truth:
		form = "bool_and([b])"
	default:
		form = pick(g, []string{"max([t])", "string_agg([t], ',')", "first([t] ORDER BY [n])", "min([t])", "histogram([t])::VARCHAR"})
	}
	return hole.ReplaceAllStringFunc(form, func(h string) string {
		switch h[1] {
		case 'n':
			return n
		case 't':
			return t
		}
		return g.expression(truth, in, depth-1)
	})
}

// window is a function over rows beside.
func (g *grammar) window(in []column, depth int) string {
	return pick(g, []string{"row_number()", "rank()", "lag(" + g.expression(number, in, depth-1) + ")", "sum(" + g.expression(number, in, depth-1) + ")", "ntile(4)", "first_value(" + g.expression(text, in, depth-1) + ")", "count(*)"}) +
		" OVER (" + pick(g, []string{"", "PARTITION BY " + g.expression(text, in, depth-2) + " "}) + "ORDER BY " + g.expression(number, in, depth-2) +
		pick(g, []string{"", " ROWS BETWEEN 2 PRECEDING AND CURRENT ROW", " RANGE UNBOUNDED PRECEDING", " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE TIES"}) + ")"
}

// relation is something for FROM, and what it gives.
func (g *grammar) relation(outer []relation, depth int) (string, relation) {
	alias := g.name("t")
	qualified := func(columns []column) relation {
		r := relation{name: alias}
		for _, c := range columns {
			r.columns = append(r.columns, column{alias + "." + c.name, c.kind})
		}
		return r
	}
	switch n := g.IntN(100); {
	case n < 8:
		return fmt.Sprintf("range(%d) AS %s(i)", g.IntN(2_000), alias), qualified([]column{{"i", number}})
	case n < 12:
		return "unnest(" + g.expression(list, nil, depth-1) + ") AS " + alias + "(u)", qualified([]column{{"u", number}})
	case n < 16:
		return "(VALUES (1, 'a'), (" + g.expression(number, nil, 1) + ", " + g.expression(text, nil, 1) + ")) AS " + alias + "(v, w)", qualified([]column{{"v", number}, {"w", text}})
	case n < 32 && depth > 0:
		given := []kind{number, text, kind(g.IntN(int(kinds)))}
		return pick(g, []string{"", "LATERAL "}) + "(" + g.query(outer, given, depth-1) + ") AS " + alias + "(x, y, z)", qualified([]column{{"x", given[0]}, {"y", given[1]}, {"z", given[2]}})
	case n < 33:
		return pick(g, []string{"nosuch", "duckdb_databases", "'a.csv'", "read_text('a')", "information_schema.tables", "main." + pick(g, g.tables).name}) + " AS " + alias, qualified([]column{{"name", text}})
	}
	t := pick(g, g.tables)
	return t.name + " AS " + alias, qualified(t.columns)
}

// query is a SELECT of these kinds; outer is what it may refer to.
func (g *grammar) query(outer []relation, given []kind, depth int) string {
	if g.one(8) && depth > 1 {
		return "(" + g.query(outer, given, depth-1) + ")" + pick(g, []string{" UNION ", " UNION ALL ", " INTERSECT ", " EXCEPT ALL "}) + "(" + g.query(outer, given, depth-1) + ")"
	}
	from, first := g.relation(outer, depth-1)
	in := first.columns
	for g.one(35) {
		next, more := g.relation(append(outer, relation{columns: in}), depth-1)
		both := append(append([]column(nil), in...), more.columns...)
		if len(more.columns) == 0 {
			break
		}
		from += pick(g, []string{" JOIN ", " LEFT JOIN ", " FULL JOIN ", " SEMI JOIN ", " ANTI JOIN "}) + next + " ON " + g.expression(truth, both, 1)
		in = both
	}
	if len(outer) > 0 && g.one(30) {
		in = append(in, pick(g, outer).columns...)
	}
	grouped := g.one(30)
	selected := make([]string, len(given))
	for i, k := range given {
		switch {
		case grouped && k != date:
			selected[i] = g.aggregate(k, in, depth)
		case grouped:
			selected[i] = pick(g, literals[k])
		case k == number && g.one(15):
			selected[i] = g.window(in, depth)
		default:
			selected[i] = g.expression(k, in, depth)
		}
	}
	q := "SELECT " + pick(g, []string{"", "", "", "DISTINCT "}) + strings.Join(selected, ", ") + " FROM " + from
	if g.one(50) {
		q += " WHERE " + g.expression(truth, in, depth-1)
	}
	if grouped && g.one(60) {
		q += " GROUP BY " + pick(g, []string{"ALL", g.expression(text, in, 0), "ROLLUP (" + g.expression(text, in, 0) + ")", "()"})
	}
	if grouped && g.one(20) {
		q += " HAVING count(*) > " + g.expression(number, nil, 0)
	}
	if !grouped && g.one(10) {
		q += " QUALIFY row_number() OVER (ORDER BY " + g.expression(number, in, 1) + ") < 5"
	}
	if g.one(30) {
		q += " ORDER BY " + pick(g, []string{"1", "ALL", g.expression(number, in, 1) + " DESC NULLS LAST"})
	}
	if g.one(30) {
		q += " LIMIT " + pick(g, []string{"1", "10", "5%", "(" + g.expression(number, nil, 1) + ")"})
	}
	return q
}

// statement is a query as somebody may send it.
func (g *grammar) statement() string {
	g.names = 0
	if g.one(30) && len(g.seeds) > 0 {
		return g.maimed()
	}
	given := make([]kind, 1+g.IntN(5))
	for i := range given {
		given[i] = kind(g.IntN(int(kinds)))
	}
	q := g.query(nil, given, 1+g.IntN(4))
	switch n := g.IntN(100); {
	case n < 10:
		q = "WITH c AS " + pick(g, []string{"", "MATERIALIZED ", "NOT MATERIALIZED "}) + "(" + q + ") SELECT * FROM c" + pick(g, []string{"", ", c AS d", " UNION ALL FROM c", " WHERE (SELECT count(*) FROM c) > 0"})
	case n < 14:
		q = "WITH RECURSIVE r(n) AS (" + g.query(nil, []kind{number}, 2) + pick(g, []string{" UNION ALL", " UNION"}) + " SELECT n + 1 FROM r WHERE n < 10) SELECT * FROM r"
	case n < 17:
		q = "SELECT * FROM (PIVOT (" + g.query(nil, []kind{number, text}, 2) + ") AS p(n, t) ON t IN ('a', 'b') USING sum(n))"
	case n < 20:
		q = pick(g, []string{"SUMMARIZE ", "DESCRIBE "}) + q
	case n < 23:
		q = "SELECT COLUMNS(*), COLUMNS('.*'), * EXCLUDE (x) FROM (" + q + ") AS s(x)"
	case n < 25:
		q += pick(g, []string{";", "; SELECT 1", " --", " /*", ")", "; -- x"})
	}
	return q
}

var word = regexp.MustCompile(`[\pL_][\pL\pN_]*|\pN+|'[^']*'|"[^"]*"|\s+|(?s:.)`)

// maimed is a statement of the corpus with tokens lost, doubled, exchanged, or
// with the end of another.
func (g *grammar) maimed() string {
	tokens := g.tokens()
	for range 1 + g.IntN(3) {
		if len(tokens) < 2 {
			return strings.Join(tokens, "")
		}
		i, j := g.IntN(len(tokens)), g.IntN(len(tokens))
		switch g.IntN(5) {
		case 0:
			tokens = append(tokens[:i:i], tokens[i+1:]...)
		case 1:
			tokens = append(append(tokens[:i:i], tokens[i]), tokens[i:]...)
		case 2:
			tokens[i], tokens[j] = tokens[j], tokens[i]
		case 3:
			tokens[i] = pick(g, g.tokens())
		default:
			other := g.tokens()
			tokens = append(tokens[:i:i], other[g.IntN(len(other)):]...)
		}
	}
	return strings.Join(tokens, "")
}

// tokens are those of a statement of the corpus.
func (g *grammar) tokens() []string {
	for {
		if found := word.FindAllString(pick(g, g.seeds).text, -1); len(found) > 0 {
			return found
		}
	}
}
