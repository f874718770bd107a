package duck

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// hidden are the forms in which a message could name a file: its path, and the
// name that DuckDB takes from it for the catalogue.
func hidden(file string) []string {
	if file == "" || file == ":memory:" {
		return nil
	}
	base := filepath.Base(file)
	return []string{file, filepath.Dir(file), base, strings.TrimSuffix(base, filepath.Ext(base))}
}

// message is how DuckDB tells of an error with errors_as_json.
type message struct {
	Type     string `json:"exception_type"`
	Text     string `json:"exception_message"`
	Position string `json:"position"`
}

// advice is what DuckDB tells who owns it to do: settings and extensions are not
// a stranger's.
var advice = regexp.MustCompile(`(?i)\b(SET|RESET|INSTALL|LOAD)\s+(GLOBAL\s+)?[a-z_]+|by running:`)

// discreet is a message without the statement, advice, and what it may not show.
func (c *Conn) discreet(text string) string {
	var kept []string
	for _, paragraph := range strings.Split(excerpt.ReplaceAllString(text, ""), "\n") {
		var sentences []string
		for _, sentence := range strings.SplitAfter(paragraph, ". ") {
			if !advice.MatchString(sentence) {
				sentences = append(sentences, sentence)
			}
		}
		if line := strings.TrimSpace(strings.Join(sentences, "")); line != "" {
			kept = append(kept, line)
		}
	}
	reason := strings.Join(kept, "\n")
	for _, secret := range c.hides {
		reason = strings.ReplaceAll(reason, secret, "snapshot")
	}
	return reason
}

// excerpt is the part of the statement that a message quotes.
var excerpt = regexp.MustCompile(`\s*\n\s*LINE \d+:[\s\S]*$`)

// failure makes an error of what DuckDB says of a statement; its text begins
// after so many bytes of ours.
func (c *Conn) failure(said, text string, before int) error {
	m := message{Text: said}
	if at := strings.IndexByte(said, '{'); at >= 0 && at < 32 {
		var parsed message
		if json.Unmarshal([]byte(said[at:]), &parsed) == nil && parsed.Text != "" {
			m = parsed
		}
	}
	reason := c.discreet(m.Text)
	place := ""
	if at, err := strconv.Atoi(m.Position); err == nil && text != "" {
		place = Place(text, at-before)
	}
	switch m.Type {
	case "Out of Memory":
		return sqlError("sql_memory", "", "查询所需的内存超过限额", "the query needs more memory than allowed",
			"请缩小范围（年度、指标、省份），或先汇总再连接", "narrow it down (years, indicators, provinces), or sum before joining")
	case "INTERRUPT", "Interrupt":
		return sqlError("sql_cancelled", "", "查询已取消", "the query was cancelled", "", "")
	}
	return sqlError("sql_failed", place, "查询未能执行："+reason, "the query failed: "+reason, "请检查表名、列名和类型", "check the names of tables and columns and the types")
}
