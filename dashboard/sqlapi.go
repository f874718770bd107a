package dashboard

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/analytics"
	"gongkai/analytics/cage"
	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// askingSQL is the group of the API's endpoints for SQL.
var askingSQL = data.Text{ZH: "SQL", EN: "SQL"}

// cancelledSQL is what /sql/cancel answers.
type cancelledSQL struct {
	Cancelled bool `json:"cancelled"` // false if it did not run any more
}

// sqlEndpoints are those that run statements.
func (s *Server) sqlEndpoints() []endpoint {
	var formats []string
	for _, f := range takeaway.Formats {
		formats = append(formats, f.Name)
	}
	sql := endpoint{name: "sql", path: "/sql", group: askingSQL, named: valuesAre,
		title: data.Text{ZH: "执行一条 SELECT（GET 或 POST）", EN: "Run a SELECT (GET or POST)"},
		takes: []parameter{text("q", "SELECT body, year, value, status FROM observations WHERE indicator = 'applications.received' ORDER BY body, year",
			"语句；以 :名称 表示参数，其值写作 p.名称=…。表见 /tables", "the statement; :name is a parameter, with its value as p.name=…; /tables lists the tables").must(),
			oneOf("format", "文件格式；缺省为 json，其他格式没有行数限制", "format; json by default, the others have no limit of rows", formats...),
			rowsOf(shownRows), oneOf("explain", "只说明怎样执行", "how it would be run, only", "yes"),
			oneOf("bom", "CSV 以字节顺序标记开头，供 Excel 识别编码", "a byte order mark before CSV, for Excel", "yes"),
			text("id", "", "取消时用的名称", "a name to cancel it by")}, answers: statementAnswer{}, ask: s.askSQL}
	sql.serve = s.serveSQL(sql)
	cancel := endpoint{name: "sql_cancel", path: "/sql/cancel", group: askingSQL, title: data.Text{ZH: "取消自己正在执行的语句", EN: "Cancel a statement of your own"},
		takes: []parameter{text("id", "1", "执行时给的名称", "the name that it was given").must()}, answers: cancelledSQL{}}
	cancel.serve = func(c *fiber.Ctx) error {
		who, _ := c.Locals(asker).(string)
		v, _, err := given(c)
		if err != nil {
			return err
		}
		return c.JSON(cancelledSQL{s.SQL != nil && s.SQL.Cancel(who, v.Get("id"))})
	}
	return []endpoint{
		{name: "tables", path: "/tables", group: askingSQL, title: data.Text{ZH: "可查询的表和列", EN: "Tables and columns to ask"}, answers: analytics.TableList{},
			ask: func(q *asked) (any, error) { return q.r.answers.Tables(q.r.ctx) }},
		sql, cancel,
	}
}

// serveSQL answers a statement as JSON at once, or as a file while it comes.
func (s *Server) serveSQL(e endpoint) fiber.Handler {
	return func(c *fiber.Ctx) error {
		v, values, err := given(c)
		if err != nil {
			return err
		}
		at, err := data.ParseMoment(v.Get("asof"))
		if err != nil {
			return err
		}
		a, release, err := s.Answers(at)
		if err != nil {
			return err
		}
		defer release() // the child has the snapshot open from the first row on
		ref := a.Snapshot()
		c.Set("Gongkai-Snapshot", strconv.Itoa(ref.Number)+"-"+ref.Hash)
		c.Set(fiber.HeaderCacheControl, "no-store")
		lang := data.Chinese
		if v.Get("lang") == "en" {
			lang = data.English
		}
		r := &request{c: c, ctx: s.life, answers: a, format: "json", page: page{Lang: lang, Path: apiRoot + e.path, Query: v.Encode(), Route: e.name, Snapshot: ref, Version: s.Version, AsOf: v.Get("asof")}}
		q := &asked{r: r, v: v, bound: values}
		if err := e.read(q, nil); err != nil {
			return err
		}
		if f := v.Get("format"); f != "" && f != "json" {
			format, _ := takeaway.Named(f)
			return busy(c, s.sendSQL(q, format))
		}
		answer, err := s.askSQL(q)
		if err != nil {
			return busy(c, err)
		}
		return c.JSON(answer)
	}
}

// busy adds to an answer when to ask again.
func busy(c *fiber.Ctx, err error) error {
	if codeOf(err) == "sql_busy" {
		c.Set(fiber.HeaderRetryAfter, "5")
	}
	return err
}

// sendSQL sends a statement's rows as a file while they come.
func (s *Server) sendSQL(q *asked, format takeaway.Format) error {
	question := readSQL(q)
	if q.err != nil {
		return q.err
	}
	who, _ := q.r.who()
	ctx, cancel := context.WithCancel(s.life)
	running, err := s.run(ctx, q.r.answers, who, question)
	if err != nil {
		cancel()
		return err
	}
	rows := &begunRows{Answer: running}
	if rows.first, rows.err = running.Next(); rows.err != nil && !errors.Is(rows.err, io.EOF) {
		running.Close()
		cancel()
		return rows.err
	}
	about := takeaway.About{Lang: q.r.Lang, ByteOrderMark: q.v.Get("bom") == "yes", Source: [][2]string{
		{q.r.T("语句", "statement"), question.text}, {q.r.T("引用", "cite"), q.r.Citation()}, {q.r.T("快照", "snapshot"), q.r.Label()}}}
	c := q.r.c
	c.Set(fiber.HeaderContentType, format.Type)
	c.Set(fiber.HeaderContentDisposition, attachment(q.r.named("gongkai-sql", format.Name)))
	file := &streamed{text: format.Text, write: func(_ context.Context, w io.Writer) error { return format.Write(w, rows, about) }}
	return s.stream(c, &answered{stream: file}, func() {
		running.Close()
		cancel()
	})
}

// begunRows are rows of which the first are here already: most statements that
// fail do so before them, and are then answered as errors.
type begunRows struct {
	*cage.Answer
	first [][]any
	err   error
	begun bool
}

func (b *begunRows) Next() ([][]any, error) {
	if b.begun {
		return b.Answer.Next()
	}
	b.begun = true
	return b.first, b.err
}

// given are the parameters of a request: of its address, of a form, or of a JSON
// object, whose member values holds those of the statement.
func given(c *fiber.Ctx) (v url.Values, values map[string]any, err error) {
	if v, err = url.ParseQuery(string(c.Context().URI().QueryString())); err != nil {
		return nil, nil, badParameter("?", "", data.Text{ZH: "请检查网址", EN: "check the address"})
	}
	switch kind, _, _ := strings.Cut(string(c.Request().Header.ContentType()), ";"); {
	case c.Method() != fiber.MethodPost || len(c.Body()) == 0:
	case kind == fiber.MIMEApplicationForm:
		form, err := url.ParseQuery(string(c.Body()))
		if err != nil {
			return nil, nil, badParameter("form", "", data.Text{ZH: "请检查提交的表单", EN: "check the form"})
		}
		for name, list := range form {
			v[name] = append(v[name], list...)
		}
	case kind == fiber.MIMEApplicationJSON:
		body := struct {
			Values map[string]any
			Rest   map[string]any `json:"-"`
		}{}
		if json.Unmarshal(c.Body(), &body.Rest) != nil || json.Unmarshal(c.Body(), &body) != nil {
			return nil, nil, badParameter("body", "", data.Text{ZH: "应为 JSON 对象", EN: "a JSON object is expected"})
		}
		delete(body.Rest, "values")
		for name, value := range body.Rest {
			v.Set(name, plainly(value))
		}
		values = body.Values
		for name, value := range values {
			if n, is := value.(float64); is && n == math.Trunc(n) && math.Abs(n) < 1<<53 {
				values[name] = int64(n)
			}
		}
	default:
		return nil, nil, badParameter("Content-Type", kind, data.Text{ZH: "请用 application/json 或 application/x-www-form-urlencoded", EN: "use application/json or application/x-www-form-urlencoded"})
	}
	return v, values, nil
}

// plainly is a JSON value as a parameter of an address has it.
func plainly(value any) string {
	if text, is := value.(string); is {
		return text
	}
	b, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return string(b)
}
