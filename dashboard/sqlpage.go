package dashboard

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"gongkai/analytics"
	"gongkai/analytics/cage"
	"gongkai/data"
	"gongkai/data/savedquery"
)

// workbench is the page of SQL.
type workbench struct {
	page
	Text      string
	Values    [][2]string // of the parameters of Text
	Rows      string      // chosen
	Of        string      // the address of a page's statement, which the script fetches
	Tables    []analytics.Table
	Functions []analytics.Function
	Examples  []shownExample
	Saved     []savedquery.Query
	Limits    cage.Limits
	NeedsKey  bool
}

type shownExample struct{ Name, Means, Address string }

// Words are what the script says.
func (w workbench) Words() string {
	names := map[string]string{}
	for _, s := range []data.Status{data.Reported, data.Blank, data.NotApplicable, data.Unreadable, data.Derived, data.Provisional, data.Revised, data.Break, data.Suspect} {
		names[string(s)] = s.Name().In(w.Lang)
	}
	b, err := json.Marshal(map[string]any{
		"statuses": names, "running": w.T("正在执行", "running"), "rows": w.T("{n} 行", "{n} rows"), "truncated": w.T("只显示前 {n} 行；下载没有限制", "only the first {n} rows are shown; downloads have no limit"),
		"seconds": w.T("用时 {n} 秒", "{n} s"), "snapshot": w.T("快照 {n}", "snapshot {n}"), "at": w.T("第 {l} 行第 {c} 列", "line {l}, column {c}"),
		"automatic": w.T("自动", "automatic"), "none": w.T("无", "none"), "firstRows": w.T("图中只有前 {n} 行。", "The chart has the first {n} rows only."),
		"noForm": w.T("结果没有 form 列，连线不在表式变更处断开；在 SELECT 中加上 form 即可。", "Without a column form the line goes on where the form changed; add form to the SELECT to break it there."),
		"remove": w.T("删除", "delete"), "name": w.T("名称", "name"), "saved": w.T("已保存在本浏览器", "saved in this browser"), "copied": w.T("已复制", "copied"), "tooLong": w.T("语句过长，网址放不下；请用“保存”", "the statement is too long for an address; save it"),
		"broken": w.T("连接中断，请重试", "the connection broke; try again"), "empty": w.T("没有符合的行", "no rows"), "source": w.T("来源：", "Source: "), "needsKey": w.T("接口密钥", "API key"),
		"chartOf": w.T("{y}，按 {x}", "{y} by {x}"),
	})
	if err != nil {
		return "{}"
	}
	return string(b)
}

// Seconds and Megabytes are limits.
func (w workbench) Seconds() string {
	return strconv.FormatFloat(w.Limits.Time.Seconds(), 'f', -1, 64) + w.T(" 秒", " s")
}
func (w workbench) Megabytes() string { return itoa(int(w.Limits.Memory >> 20)) }

// Shown is how many rows the screen gets.
func (w workbench) Shown() string { return grouped(data.NewNumber(shownRows)) }

// workbench shows the editor, with the statement of the address.
func (s *Server) workbench(r *request) (*answered, error) {
	v, err := r.parameters()
	if err != nil {
		return nil, err
	}
	list, err := r.answers.Tables(r.ctx)
	if err != nil {
		return nil, err
	}
	w := workbench{page: r.page, Text: v.Get("q"), Rows: v.Get("rows"), Of: v.Get("of"), Tables: list.Tables, Limits: s.SQL.Limits(), NeedsKey: s.Anonymous <= 0}
	if w.Functions, err = r.answers.Functions(r.ctx, cage.Functions()); err != nil {
		return nil, err
	}
	if s.Queries != nil {
		if w.Saved, err = s.Queries(); err != nil {
			return nil, err
		}
	}
	if name := v.Get("saved"); name != "" {
		i := slices.IndexFunc(w.Saved, func(q savedquery.Query) bool { return q.Name == name })
		if i < 0 {
			return nil, badParameter("saved", name, data.Text{ZH: "没有这个已保存的查询", EN: "no such saved query"})
		}
		w.Text = w.Saved[i].Text
	}
	if w.Of != "" && (!strings.HasPrefix(w.Of, "/") || strings.HasPrefix(w.Of, "//") || strings.ContainsAny(w.Of, "\\\r\n")) {
		return nil, badParameter("of", w.Of, data.Text{ZH: "应为本站页面的网址", EN: "an address of this site is expected"})
	}
	for _, name := range cage.Parameters(w.Text) {
		w.Values = append(w.Values, [2]string{name, v.Get(valuesAre + name)})
	}
	for _, e := range sqlExamples {
		pairs := []string{"q", e.Text}
		for _, value := range e.Values {
			pairs = append(pairs, valuesAre+value[0], value[1])
		}
		w.Examples = append(w.Examples, shownExample{e.Name.In(r.Lang), e.Means.In(r.Lang), r.Link("/sql?" + query(pairs...))})
	}
	return s.rendered("sql", w)
}

// SavedLink is the address of a saved query.
func (w workbench) SavedLink(q savedquery.Query) string {
	return w.Link("/sql?" + query("saved", q.Name))
}
