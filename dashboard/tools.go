package dashboard

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"gongkai/analytics"
	"gongkai/data"
)

// toolRows is how many rows a tool lists unless it is asked for more: an
// assistant reads them all.
const toolRows = 50

// notTools are endpoints whose answers are too long for an assistant, which has
// others for the same.
var notTools = map[string]bool{"indicators": true, "forms": true, "bodies": true, "sql_cancel": true}

// notForTools are parameters that an answer to an assistant has no use for.
var notForTools = map[string]bool{"format": true, "bom": true, "id": true}

// Tools gives assistants the API as tools of the Model Context Protocol: the
// same questions, and with each answer its source.
func (s *Server) Tools(l data.Lang) *mcp.Server {
	t := func(zh, en string) string { return data.Text{ZH: zh, EN: en}.In(l) }
	tools := mcp.NewServer(&mcp.Implementation{Name: "gongkai", Title: "gongkai 公开", Version: s.Version}, &mcp.ServerOptions{Instructions: t(
		"政府信息公开工作年度报告的数字。先用 search 找机关的标识（区划代码:名称），用 codes 找指标代码，再用 series、peers 等取数。value 为 null 表示没有数值，不是 0，原因见 status；status 为 suspect 的数字在报告内部对不上。rank 带有区间：区间重叠的机关不能分先后。表式变化处（breaks）前后不可直接比较。还不够时用 tables 看表，用 sql 写一条 SELECT；政府的报告已含所属部门，市的多含所辖县：求和只加同一级（body.organ = '' 且 level 相同），比率由合计相除。引用数字时写明 cite。",
		"Figures from the annual reports on government information disclosure of Chinese administrative bodies. Find a body's key (region code:name) by search and codes by codes, then ask series, peers and so on. A null value is no zero: its status says why it is missing; a figure with status suspect does not add up within its report. Ranks have intervals: bodies whose intervals overlap cannot be told apart. Do not compare across breaks. Where that is not enough, see tables and write a SELECT for sql; a government's report counts its departments, a city's mostly its counties, so add up one level only (body.organ = '' and one level), and divide sums, never average ratios. Cite what cite says.")})
	for _, e := range s.points {
		if notTools[e.name] || e.name == "sql" && s.SQL == nil {
			continue
		}
		tools.AddTool(&mcp.Tool{Name: e.name, Title: e.title.In(l), Description: e.title.In(l), InputSchema: e.inputSchema(l), Annotations: &mcp.ToolAnnotations{ReadOnlyHint: true}},
			func(ctx context.Context, call *mcp.CallToolRequest) (*mcp.CallToolResult, error) {
				return s.call(ctx, e, call.Params.Arguments, l)
			})
	}
	return tools
}

// inputSchema describes what a tool takes.
func (e endpoint) inputSchema(l data.Lang) object {
	properties, required := object{}, []string{}
	for _, p := range append(e.takes, everywhere[0]) {
		if notForTools[p.name] {
			continue
		}
		d := p.describe(l)
		schema := d["schema"].(object)
		schema["description"] = p.means.In(l)
		if example, has := d["example"]; has {
			schema["examples"] = []any{example}
		}
		properties[p.name] = schema
		if p.required {
			required = append(required, p.name)
		}
	}
	return object{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

// call asks an endpoint. What is wrong with the question is told as a result,
// for the assistant to ask better.
func (s *Server) call(ctx context.Context, e endpoint, arguments json.RawMessage, l data.Lang) (*mcp.CallToolResult, error) {
	values, err := e.values(arguments)
	if err != nil {
		return wrongCall(err, l)
	}
	at, err := data.ParseMoment(values.Get("asof"))
	if err != nil {
		return wrongCall(err, l)
	}
	a, release, err := s.Answers(at)
	if err != nil {
		return wrongCall(err, l)
	}
	defer release()
	ctx, cancel := context.WithTimeout(ctx, questionLimit)
	defer cancel()
	r := &request{ctx: ctx, answers: a, format: "json", page: page{Lang: l, Path: apiRoot + pathTemplate(e.path), Query: values.Encode(), Route: e.name, Snapshot: a.Snapshot(), Version: s.Version, AsOf: values.Get("asof")}}
	q := &asked{r: r, v: values, saves: s.Group}
	if err := e.read(q, func(name string) string { return url.PathEscape(values.Get(name)) }); err != nil {
		return wrongCall(err, l)
	}
	got, err := e.ask(q)
	if err = errors.Join(q.err, err); err != nil {
		return wrongCall(err, l)
	}
	answer := struct {
		Source analytics.SnapshotRef `json:"source"`
		Cite   string                `json:"cite"`
		Answer any                   `json:"answer"`
	}{a.Snapshot(), r.Citation(), got}
	b, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: string(b)}}, StructuredContent: json.RawMessage(b)}, nil
}

// values are a tool's arguments as parameters of an address.
func (e endpoint) values(arguments json.RawMessage) (url.Values, error) {
	v, given := url.Values{}, map[string]any{}
	if len(arguments) > 0 {
		if err := json.Unmarshal(arguments, &given); err != nil {
			return nil, badParameter("arguments", "", data.Text{ZH: "应为 JSON 对象", EN: "a JSON object is expected"})
		}
	}
	for name, value := range given {
		list, is := value.([]any)
		if !is {
			list = []any{value}
		}
		for _, x := range list {
			switch x := x.(type) {
			case nil:
			case string:
				v.Add(name, x)
			case float64:
				v.Add(name, strconv.FormatFloat(x, 'f', -1, 64))
			default:
				return nil, badParameter(name, fmt.Sprint(x), data.Text{ZH: "应为文字、整数或其列表", EN: "text, a whole number, or a list of these is expected"})
			}
		}
	}
	for _, p := range e.takes {
		if p.name == "rows" && v.Get("rows") == "" {
			v.Set("rows", itoa(min(toolRows, p.most)))
		}
	}
	return v, nil
}

// wrongCall tells an assistant what is wrong.
func wrongCall(err error, l data.Lang) (*mcp.CallToolResult, error) {
	var e *data.Error
	if !errors.As(err, &e) {
		return nil, err
	}
	return &mcp.CallToolResult{IsError: true, Content: []mcp.Content{&mcp.TextContent{Text: e.In(l)}}}, nil
}
