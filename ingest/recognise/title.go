package recognise

import (
	"cmp"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongkai/data"
	"gongkai/ingest/document"
)

// front is what stands before the tables: who reports on which year.
type front struct {
	title     string
	preface   string // paragraphs before 一、总体情况
	published string // ISO date
	publisher string
	address   string // of the page
	text      string // all paragraphs

	paragraphs []string
}

var (
	titleLike = regexp.MustCompile(`政府信息公开.{0,8}(?:报告|年报)`)
	sectionI  = regexp.MustCompile(`^(?:一[、.，,]\s*)?(?:总体情况|概述|基本情况|总体概况)`)
	navLike   = regexp.MustCompile(`当前位置|首页|[>»]|上一篇|下一篇`)
	bodyTail  = regexp.MustCompile(`(?:政府|委员会|管委会|办公室|办公厅|局|厅|院|办|委|部|中心|分局|镇|乡|街道|街道办事处|区|市|县|旗|省|州|盟)$`)
	startsOn  = regexp.MustCompile(`^(?:关于)?(?:20\d\d|二[〇○零O]..|政府信息公开|年度)`)
)

// plain folds width and drops spaces, which titles are full of.
func plain(s string) string {
	return strings.Join(strings.Fields(norm.NFKC.String(s)), "")
}

// isTitle: a short paragraph that calls itself a report on disclosure.
func isTitle(s string) bool {
	if len(s) > 720 || !strings.Contains(s, "报") { // 报告, 年报: spares the closer look
		return false
	}
	p := plain(s)
	return len(p) < 240 && titleLike.MatchString(p) && !strings.ContainsAny(p, "。；") && !navLike.MatchString(p) &&
		!strings.HasPrefix(p, "根据") && !strings.HasPrefix(p, "附件")
}

// readFront finds title and preface among a report's blocks: what stands
// before 一、总体情况, or before the first large table.
func readFront(d *document.Document, blocks []document.Block) front {
	var f front
	var all, head []string
	inHead := true
	for _, b := range blocks {
		if b.Table != nil {
			if inHead {
				f.metadata(b.Table)
				inHead = len(b.Table.Cells) < 20
			}
			continue
		}
		paragraphs := []string{b.Text}
		if b.Lines != nil {
			paragraphs = joinLines(b.Lines)
		}
		for _, p := range paragraphs {
			all = append(all, p)
			inHead = inHead && !(len(p) < 120 && sectionI.MatchString(plain(p)))
			if inHead {
				head = append(head, p)
			}
		}
	}
	f.paragraphs = all
	f.text = strings.Join(all, "\n")
	at := pickTitle(head, d.Meta["articletitle"], d.Title)
	if at >= 0 {
		f.title = plain(head[at])
		if at > 0 && startsOn.MatchString(f.title) {
			if body := plain(head[at-1]); bodyTail.MatchString(body) && len(body) < 120 && !navLike.MatchString(body) {
				f.title = body + f.title // the body's name stands on a line of its own
			}
		}
	}
	for _, t := range []string{d.Meta["articletitle"], d.Title} {
		if f.title == "" && isTitle(t) {
			f.title = plain(t)
		}
	}
	for i, p := range head[at+1:] {
		if at >= 0 || len(plain(p)) > 90 { // without a title, only what is long enough to be a preface
			f.preface += p + "\n"
		}
		if i > 50 {
			break
		}
	}
	if f.published == "" {
		f.published = isoDate(d.Meta["pubdate"])
	}
	f.address = cmp.Or(d.Meta["url"], d.Meta["og:url"])
	if f.published == "" {
		f.published = signature(all)
	}
	if f.publisher == "" {
		f.publisher = d.Meta["contentsource"]
	}
	return f
}

// pickTitle chooses among the paragraphs that look like titles the one that
// the page's metadata names, else the last: lists of older reports stand in
// menus before it. -1 if there is none.
func pickTitle(head []string, metadata ...string) int {
	at := -1
	for i, p := range head {
		if isTitle(p) {
			at = i
		}
	}
	for _, m := range metadata {
		m = plain(m)
		for i := len(head) - 1; i >= 0; i-- {
			if isTitle(head[i]) && m != "" && strings.HasPrefix(m, plain(head[i])) {
				return i
			}
		}
	}
	return at
}

// joinLines rebuilds paragraphs from lines broken at the page's edge: an empty
// line, a heading or a full stop at the end of a line ends a paragraph.
func joinLines(lines []string) []string {
	var out []string
	current := ""
	flush := func() {
		if current != "" {
			out = append(out, current)
		}
		current = ""
	}
	for _, l := range lines {
		t := strings.TrimSpace(l)
		if t == "" || sectionI.MatchString(plain(t)) {
			flush()
		}
		if t == "" {
			continue
		}
		if current != "" && strings.HasPrefix(t, "根据") {
			flush()
		}
		current += t
		if strings.HasSuffix(t, "。") || isTitle(current) {
			flush()
		}
	}
	flush()
	return out
}

// metadata reads a portal's table of particulars (发布机构, 发布日期).
func (f *front) metadata(t *document.Table) {
	for i, c := range t.Cells {
		if i+1 >= len(t.Cells) || t.Cells[i+1].Row != c.Row {
			continue
		}
		next := t.Cells[i+1].Text
		switch strings.Trim(plain(c.Text), ":：") {
		case "发布机构", "信息来源", "发文机关", "发布单位":
			f.publisher = next
		case "发布日期", "公开日期", "发布时间", "生成日期":
			f.published = isoDate(next)
		}
	}
}

var (
	consolidated = regexp.MustCompile(`(?:数据|报告|统计|汇总)[^。]{0,30}(?:包含|包括|涵盖|汇总|含)[^。]{0,40}(?:部门|各乡|各镇|街道|片区|各单位|下级|所属|各县|各区)|(?:部门|各乡镇|街道|片区|各单位|各县区?)[^。]{0,30}(?:汇总而成|汇总编制|汇总|数据在内)`)
	ownOnly      = regexp.MustCompile(`(?:不含|不包括|不包含)[^。]{0,20}(?:部门|所属|下级|乡镇|街道)|(?:仅|只)[^。]{0,10}(?:本机关|本级|本局|本办)`)
)

// scope says whose figures the report holds, if its preface or first section says so.
func (f *front) scope() data.Scope {
	text := plain(f.text[:min(len(f.text), 6000)])
	switch {
	case hasAny(text, "不含", "不包", "仅", "只") && ownOnly.MatchString(text):
		return data.ScopeOwn
	case hasAny(text, "含", "包括", "涵盖", "汇总", "数据在内") && consolidated.MatchString(text):
		return data.ScopeConsolidated
	}
	return data.ScopeUnknown
}

// hasAny spares the search of a pattern whose words are not there.
func hasAny(text string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
