package pgcatalog

import (
	"regexp"
	"slices"
	"strings"
)

// Names that lead to the catalogue: its tables, its functions, and those that
// are functions without brackets.
var (
	tableNames = func() map[string]bool {
		set := map[string]bool{}
		for _, r := range relations {
			if r.schema == "pg_catalog" {
				set[r.name] = true
			}
		}
		return set
	}()
	functionNames = func() map[string]bool {
		set := map[string]bool{"format_type": true, "current_setting": true}
		for _, m := range macro.FindAllStringSubmatch(functionsText, -1) {
			set[m[1]] = true
		}
		return set
	}()
	bare = map[string]bool{"current_user": true, "session_user": true, "current_role": true, "current_catalog": true, "current_schema": true}
)

// Concerns says whether a statement is about the catalogue, not about data.
func Concerns(text string) bool {
	list := solid(lex(text))
	for i, t := range list {
		n := t.named()
		follows := func(s string) bool { return i+1 < len(list) && list[i+1].is(s) }
		after := i > 0 && list[i-1].is(".")
		switch {
		case n == "":
		case (n == "pg_catalog" || n == "information_schema") && follows("."):
			return true
		case after:
		case tableNames[n] && !follows("("), functionNames[n] && follows("("), bare[n] && t.kind == name && (i == 0 || !list[i-1].is("as")):
			return true
		case strings.HasPrefix(n, "reg") && slices.Contains(aliases, n) && i > 0 && list[i-1].is("::"):
			return true
		}
	}
	return false
}

// solid are tokens without the space between them.
func solid(list []token) []token {
	return slices.DeleteFunc(list, func(t token) bool { return t.kind == space })
}

// rewriter writes a statement of PostgreSQL anew, so that DuckDB takes it over
// the tables of the catalogue.
type rewriter struct {
	in      []token
	out     []token
	series  []int // how deep the brackets were where calls began whose rows become columns
	depth   int
	operand int // where in out the last operand begins: a literal, a parameter, a chain of names; -1 for none
}

// Rewrite turns a statement about the catalogue into DuckDB's dialect. It looks
// at words, not at meaning; what it does not know stays as it is, and the cage
// judges the result.
func Rewrite(text string) string {
	r := &rewriter{in: solid(lex(text)), operand: -1}
	for len(r.in) > 0 {
		r.step()
	}
	var b strings.Builder
	for i, t := range r.out {
		if i > 0 && !tight(r.out[i-1], t) {
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
	}
	return b.String()
}

// tight says whether nothing stands between two tokens: a function's name and
// its bracket, the parts of a name. All else may have a space.
func tight(a, b token) bool {
	return a.is(".", "::", "(", "[") || b.is(".", "::", ")", "]", ",") || b.is("(", "[") && a.kind != operator
}

func (r *rewriter) at(i int) token {
	if i < len(r.in) {
		return r.in[i]
	}
	return token{kind: space}
}

// take moves on by n tokens and writes others in their place.
func (r *rewriter) take(n int, write ...token) {
	r.in = r.in[n:]
	r.out = append(r.out, write...)
}

func (r *rewriter) step() {
	t, n := r.at(0), r.at(0).named()
	qualified := r.at(1).is(".")
	switch {
	case n == "pg_catalog" && qualified:
		r.take(2)
	case n == "information_schema" && qualified:
		inner := r.at(2).named()
		r.take(min(3, len(r.in)), token{quoted, `"` + strings.ReplaceAll(inner, `"`, `""`) + `"`})
		r.operand = len(r.out) - 1
	case t.is("operator") && r.at(1).is("("):
		r.infix()
	case t.is("collate"):
		r.collation()
	case t.is("::"):
		r.cast()
	case t.kind == operator && strings.Contains(t.text, "~"):
		r.take(1)
		r.match(t.text)
	case t.is("like", "ilike"):
		r.take(1, t)
		r.operand = -1
		r.escape()
	case bare[n] && t.kind == name && !r.at(1).is("(") && !r.after(".") && !r.after("as"):
		r.take(1, token{quoted, `"` + n + `"`}, token{sign, "("}, token{sign, ")"})
		r.operand = -1
	case t.kind == literal, t.kind == parameter:
		r.take(1, t)
		r.operand = len(r.out) - 1
	case hidden[n] != "" && r.after(".") && r.operand == len(r.out)-2: // c.tableoid
		r.out = r.out[:r.operand]
		r.take(1, token{number, hidden[n]})
		r.operand = -1
	case (n == "generate_series" || n == "unnest") && r.at(1).is("(") && (r.after("from") || r.after("join") || r.after("lateral") || r.after(",")):
		r.series = append(r.series, r.depth)
		r.take(1, t)
		r.operand = -1
	case t.is("("):
		r.depth++
		r.take(1, t)
		r.operand = -1
	case t.is(")"):
		r.depth--
		r.take(1, t)
		r.operand = -1
		r.rows()
	case n != "":
		if !r.after(".") {
			r.operand = len(r.out)
		}
		r.take(1, t)
	case t.is("."):
		r.take(1, t)
	default:
		r.take(1, t)
		r.operand = -1
	}
}

// hidden are columns that each table of PostgreSQL has, and what stands for
// them: only tables have comments here.
var hidden = map[string]string{"tableoid": "1259", "xmin": "0", "xmax": "0", "ctid": "0"}

// behind are words that may follow a call in FROM and are no name of it.
var behind = []string{"where", "on", "using", "join", "left", "right", "inner", "cross", "full", "natural", "group", "order", "having", "limit", "offset", "union", "except", "intersect", "with", "window", "fetch"}

// rows gives a call in FROM that has a name a column of the same name, as with
// PostgreSQL: generate_series(1, 3) AS s is s(s).
func (r *rewriter) rows() {
	last := len(r.series) - 1
	if last < 0 || r.series[last] != r.depth {
		return
	}
	r.series = r.series[:last]
	i := 0
	if r.at(0).is("as") {
		i = 1
	}
	alias := r.at(i)
	if alias.named() == "" || slices.Contains(behind, alias.named()) && alias.kind == name || r.at(i+1).is("(") {
		return
	}
	r.take(i+1, append(slices.Clone(r.in[:i+1]), token{sign, "("}, alias, token{sign, ")"})...)
	r.operand = -1
}

// after says whether the last token that was written is this one.
func (r *rewriter) after(s string) bool {
	return len(r.out) > 0 && r.out[len(r.out)-1].is(s)
}

// infix reads OPERATOR(pg_catalog.~), which is ~.
func (r *rewriter) infix() {
	end := slices.IndexFunc(r.in[:min(6, len(r.in))], func(t token) bool { return t.is(")") })
	if end < 3 || r.in[end-1].kind != operator {
		r.take(1, r.in[0])
		return
	}
	op := r.in[end-1]
	r.take(end + 1)
	if strings.Contains(op.text, "~") {
		r.match(op.text)
		return
	}
	r.take(0, op)
	r.operand = -1
}

// collation leaves COLLATE "default" and the like out: texts compare by their
// code points everywhere.
func (r *rewriter) collation() {
	n := 2
	if r.at(1).named() == "pg_catalog" && r.at(2).is(".") {
		n = 4
	}
	r.take(min(n, len(r.in)))
	r.operand = -1
}

// match writes a regular expression so that it need not match the whole text,
// as DuckDB's does. ~~ is LIKE.
func (r *rewriter) match(op string) {
	r.operand = -1
	if strings.Contains(op, "~~") {
		word := "LIKE"
		if strings.HasSuffix(op, "*") {
			word = "ILIKE"
		}
		if strings.HasPrefix(op, "!") {
			r.take(0, token{name, "NOT"})
		}
		r.take(0, token{name, word})
		r.escape()
		return
	}
	flags, plain := "s", strings.TrimSuffix(op, "*")
	if plain != op {
		flags = "si"
	}
	r.take(0, token{operator, plain})
	switch pattern, is := r.at(0).content(); {
	case is:
		r.take(1, token{literal, "'(?" + flags + ").*(?:" + pattern + ").*'"})
		r.operand = len(r.out) - 1
	case r.at(0).kind == parameter:
		r.take(1, token{sign, "("}, token{literal, "'(?" + flags + ").*(?:'"}, token{operator, "||"}, r.in[0], token{operator, "||"}, token{literal, "').*'"}, token{sign, ")"})
	}
}

// escape adds the escape character that PostgreSQL has of itself.
func (r *rewriter) escape() {
	if r.at(0).kind != literal || r.at(1).is("escape") || !strings.Contains(r.at(0).text, `\`) {
		return
	}
	r.take(1, r.in[0], token{name, "ESCAPE"}, token{literal, `'\'`})
}

// cast reads ::type. A text as an object's name is its number, the number is
// the name, and a list in braces a list.
func (r *rewriter) cast() {
	n := 1
	if schema := r.at(1).named(); (schema == "pg_catalog" || schema == "information_schema") && r.at(2).is(".") {
		n = 3
	}
	kind := r.at(n).named()
	end := min(n+1, len(r.in))
	list := r.at(n+1).is("[") && r.at(n+2).is("]")
	single := r.operand >= 0 && r.operand == len(r.out)-1
	switch {
	case list && single && r.braces():
	case r.operand < 0 || !strings.HasPrefix(kind, "reg"):
	case single && r.out[r.operand].kind != name && r.out[r.operand].kind != quoted:
		if slices.Contains([]string{"regclass", "regtype", "regnamespace", "regrole", "regproc"}, kind) {
			r.wrap("to_" + kind)
			r.take(end)
			return
		}
	case kind == "regclass" || kind == "regnamespace":
		if !r.at(n+1).is("::") || r.at(n+2).named() == "text" {
			r.wrap(kind + "_of")
		}
		r.take(end)
		return
	case kind == "regtype":
		r.wrap("format_type", token{sign, ","}, token{number, "NULL"})
		r.take(end)
		return
	}
	written := r.at(n)
	r.take(end, token{sign, "::"})
	if written.kind != space {
		r.take(0, written)
	}
}

// wrap puts the last operand into the brackets of a function.
func (r *rewriter) wrap(function string, more ...token) {
	inner := append(slices.Clone(r.out[r.operand:]), more...)
	r.out = append(r.out[:r.operand], token{name, function}, token{sign, "("})
	r.out = append(append(r.out, inner...), token{sign, ")"})
	// it stays an operand: of a further cast
}

// element is one of a list in braces.
var element = regexp.MustCompile(`^(?:"([^"\\]*)"|([^"{},\\]+))(?:,|$)`)

// braces turns the literal '{a,"b"}' into ['a', 'b'].
func (r *rewriter) braces() bool {
	inner, is := r.out[r.operand].content()
	if !is || len(inner) < 2 || inner[0] != '{' || inner[len(inner)-1] != '}' {
		return false
	}
	var list []string
	for rest := inner[1 : len(inner)-1]; rest != ""; {
		m := element.FindStringSubmatch(rest)
		if m == nil {
			return false
		}
		list = append(list, "'"+m[1]+m[2]+"'") // quotes are doubled already
		rest = rest[len(m[0]):]
	}
	r.out[r.operand] = token{literal, "[" + strings.Join(list, ", ") + "]"}
	return true
}
