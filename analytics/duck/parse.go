package duck

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Tree is the syntax tree of one SELECT, as json_serialize_sql gives it.
type Tree struct {
	Text      string // the statement, without the semicolon and what may follow
	Statement any    // decoded JSON
}

// Parse returns the syntax tree of a text that is exactly one SELECT, without
// binding or running anything. Codes "sql_syntax", "sql_not_select",
// "sql_several".
func (c *Conn) Parse(text string) (*Tree, error) {
	if strings.ContainsRune(text, 0) {
		return nil, sqlError("sql_syntax", "", "语句含有空字符（U+0000）", "the statement has a NUL character", "请删去", "remove it")
	}
	tree, err := c.serialize(text)
	if err != nil {
		return nil, err
	}
	var parsed struct{ Statements []any }
	decoder := json.NewDecoder(strings.NewReader(tree))
	decoder.UseNumber()
	if err := decoder.Decode(&parsed); err != nil {
		return nil, err
	}
	return &Tree{c.bare(text, tree), parsed.Statements[0]}, nil
}

// serialize returns the tree as JSON.
func (c *Conn) serialize(text string) (string, error) {
	rows, err := c.Texts("SELECT CAST(json_serialize_sql(CAST(" + Quote(text) + " AS VARCHAR)) AS VARCHAR)")
	if err != nil {
		return "", err
	}
	tree := rows[0][0]
	var parsed struct {
		Error      bool              `json:"error"`
		Type       string            `json:"error_type"`
		Message    string            `json:"error_message"`
		Position   string            `json:"position"`
		Statements []json.RawMessage `json:"statements"`
	}
	if err := json.Unmarshal([]byte(tree), &parsed); err != nil {
		return "", err
	}
	switch n := len(parsed.Statements); {
	case parsed.Error && parsed.Type == "not implemented":
		return "", sqlError("sql_not_select", "", "只能执行 SELECT 语句", "only SELECT is possible", "请改写为 SELECT", "write it as a SELECT")
	case parsed.Error:
		place := ""
		if at, err := strconv.Atoi(parsed.Position); err == nil {
			place = Place(text, at)
		}
		return "", sqlError("sql_syntax", place, "语句有语法错误："+c.discreet(parsed.Message), "syntax error: "+c.discreet(parsed.Message), "请改正后重试", "mend it and try again")
	case n == 0:
		return "", sqlError("sql_syntax", "", "没有语句", "no statement", "请输入一条 SELECT 语句", "enter a SELECT")
	case n > 1:
		return "", sqlError("sql_several", "", fmt.Sprintf("一次只能执行一条语句，这里有 %d 条", n), fmt.Sprintf("one statement at a time, not %d", n), "请分开执行", "run them one by one")
	}
	return tree, nil
}

// bare is the text without the semicolon and what may follow: a bracket put
// behind a closing remark would be lost in it.
func (c *Conn) bare(text, tree string) string {
	whole, i := text, len(text)
	for range 8 { // semicolons may also stand in the remark, or within the statement
		if i = strings.LastIndexByte(whole[:i], ';'); i < 0 {
			break
		}
		if before, err := c.serialize(whole[:i]); err == nil && before == tree {
			text = whole[:i]
		}
	}
	return text
}

// Place names a position in a text, a byte from 0, for people: line:column,
// both from 1, a column being a character.
func Place(text string, at int) string {
	if at < 0 || at > len(text) {
		return ""
	}
	before := text[:at]
	line := strings.Count(before, "\n") + 1
	column := len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
	return fmt.Sprintf("%d:%d", line, column)
}
