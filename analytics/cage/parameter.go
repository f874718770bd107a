package cage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongkai/data"
)

// Parameters lists the parameters of a text, :name or $1, in their order, each
// once, without the mark.
func Parameters(text string) []string {
	var names []string
	for _, p := range placeholders(text) {
		if !slices.Contains(names, p.name) {
			names = append(names, p.name)
		}
	}
	return names
}

// Bind puts values in place of the parameters of a text, for statements that
// their author runs without a cage; see bind. Code "sql_parameter".
func Bind(text string, values map[string]any) (string, error) {
	b, err := bind(text, values, false)
	if err != nil {
		return "", err
	}
	return b.text, nil
}

// placeholder is a parameter in a text.
type placeholder struct {
	name     string
	from, to int
}

// bound is a text with values in place of its parameters.
type bound struct {
	text   string
	before []placeholder // where they stood
	after  []placeholder // where the values stand
	source string
}

// bind puts values in place of parameters, as literals: a text in quotes takes
// the type that its place needs, so that 2024 from a form compares with a year
// and with a text alike. Values are texts, bool, int64, float64, data.Number,
// nil, lists of these, or one of these Typed. An open text may lack some. Code
// "sql_parameter".
func bind(text string, values map[string]any, open bool) (*bound, error) {
	b := &bound{source: text}
	var out strings.Builder
	at := 0
	for _, p := range placeholders(text) {
		value, has := values[p.name]
		if !has && open {
			continue
		}
		if !has {
			return nil, refuse("sql_parameter", place(text, p.from), "参数 :"+shortened(p.name)+" 没有值", "parameter :"+shortened(p.name)+" has no value",
				"请在参数栏填写", "fill it in")
		}
		literal, err := literal(p.name, value)
		if err != nil {
			return nil, err
		}
		out.WriteString(text[at:p.from])
		from := out.Len()
		out.WriteString(literal)
		b.before, b.after = append(b.before, p), append(b.after, placeholder{p.name, from, out.Len()})
		at = p.to
	}
	out.WriteString(text[at:])
	b.text = out.String()
	return b, nil
}

// Typed is a value, or none, that has a type wherever it stands.
type Typed struct {
	Type  string // as DuckDB writes it, of the caller: no stranger's text
	Value any
}

func literal(name string, value any) (string, error) {
	switch v := value.(type) {
	case nil:
		return "NULL", nil
	case bool:
		return strconv.FormatBool(v), nil
	case string:
		if strings.ContainsRune(v, 0) {
			break
		}
		return "'" + strings.ReplaceAll(v, "'", "''") + "'", nil
	case int64:
		return "(" + strconv.FormatInt(v, 10) + ")", nil
	case float64:
		if v-v == 0 { // finite
			return "(" + strconv.FormatFloat(v, 'f', -1, 64) + ")", nil
		}
	case data.Number:
		return "(" + v.String() + ")", nil
	case Typed:
		inner, err := literal(name, v.Value)
		return "CAST(" + inner + " AS " + v.Type + ")", err
	case []any:
		elements := make([]string, len(v))
		for i, e := range v {
			var err error
			if elements[i], err = literal(name, e); err != nil {
				return "", err
			}
		}
		return "[" + strings.Join(elements, ", ") + "]", nil
	}
	return "", refuse("sql_parameter", "", "参数 :"+shortened(name)+" 的值不是文字、数字、true、false 或 null",
		"the value of parameter :"+shortened(name)+" is not text, a number, true, false or null", "请改正", "mend it")
}

// place turns a place in the bound text into one of the text as it was
// written.
func (b *bound) place(at string) string {
	offset, ok := offsetOf(b.text, at)
	if !ok {
		return at
	}
	shift := 0
	for i, p := range b.after {
		if offset < p.from {
			break
		}
		if offset < p.to {
			return place(b.source, b.before[i].from)
		}
		shift = b.before[i].to - p.to
	}
	return place(b.source, offset+shift)
}

// offsetOf is the byte of a place as duck.Place writes it.
func offsetOf(text, at string) (int, bool) {
	var line, column int
	if n, _ := fmt.Sscanf(at, "%d:%d", &line, &column); n != 2 {
		return 0, false
	}
	offset := 0
	for ; line > 1; line-- {
		i := strings.IndexByte(text[offset:], '\n')
		if i < 0 {
			return 0, false
		}
		offset += i + 1
	}
	for i := range text[offset:] {
		if column--; column == 0 {
			return offset + i, true
		}
	}
	return len(text), true
}
