package dashboard

import (
	_ "embed"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/gofiber/fiber/v2"

	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// schemas are the JSON schemas of the answers, made of their Go types by
// TestSchemas.
//
//go:embed schemas.json
var schemas []byte

// openAPI sends the description of the API, OpenAPI 3.1.
func (s *Server) openAPI(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, "application/json; charset=utf-8")
	s.allowOrigin(c)
	return c.JSON(s.document(language(c)))
}

// object is a JSON object.
type object map[string]any

// document describes the API in a language.
func (s *Server) document(l data.Lang) object {
	t := func(zh, en string) string { return data.Text{ZH: zh, EN: en}.In(l) }
	paths := object{}
	for _, e := range s.points {
		paths[pathTemplate(e.path)] = e.operations(l)
	}
	problem := func(means string) object {
		return object{"description": means, "content": object{"application/json": object{"schema": object{"$ref": "#/components/schemas/Problem"}}}}
	}
	return object{
		"openapi": "3.1.0",
		"info": object{
			"title": "gongkai 公开", "version": "1." + s.Version,
			"license": object{"name": "Apache-2.0", "identifier": "Apache-2.0"},
			"description": t("政府信息公开工作年度报告的数字。每个回答写明快照编号和哈希；空值不是 0，原因见 status。",
				"Figures from annual reports on government information disclosure (政府信息公开工作年度报告). Each answer names its snapshot. A missing number is never 0; its status says why."),
		},
		"servers": []object{{"url": apiRoot}},
		"tags":    []object{{"name": whatThereIs.In(l)}, {"name": figuresOf.In(l)}, {"name": documentsOf.In(l)}, {"name": askingSQL.In(l)}},
		"paths":   paths,
		"components": object{
			"schemas":         json.RawMessage(schemas),
			"securitySchemes": object{"key": object{"type": "http", "scheme": "bearer", "description": t("gongkai keys add 发出的密钥", "a key made by gongkai keys add")}},
			"responses": object{
				"Wrong":    problem(t("参数有误，或没有这个机关、指标：code 说明是哪一种，place 是参数名，way 是改法", "a parameter is wrong, or there is no such body or indicator: code says how, place names it, way says what to do")),
				"Unknown":  problem(t("没有这份报告，或该日尚未发布数据", "no such report, or nothing was published by that day")),
				"NoKey":    problem(t("密钥无效，或须凭密钥使用", "the key is wrong, or one is needed")),
				"TooOften": problem(t("请求过于频繁；Retry-After 为应等待的秒数", "too many requests; Retry-After says how many seconds to wait")),
			},
		},
		"security": []object{{}, {"key": []string{}}},
	}
}

// operations describes an endpoint by its methods. What runs a statement takes
// it by POST too, as its address may be longer than addresses can be.
func (e endpoint) operations(l data.Lang) object {
	get := e.operation(l)
	if e.serve == nil {
		return object{"get": get}
	}
	post, properties, required := e.operation(l), object{}, []string{}
	for _, p := range slices.Concat(e.takes, everywhere) {
		schema := p.describe(l)["schema"].(object)
		schema["description"] = p.means.In(l)
		properties[p.name] = schema
		if p.required {
			required = append(required, p.name)
		}
	}
	if e.named != "" {
		properties["values"] = object{"type": "object", "description": data.Text{ZH: "各参数的值，名称不带冒号", EN: "values of the parameters, named without the colon"}.In(l),
			"additionalProperties": object{"type": []string{"string", "number", "boolean", "null"}}}
	}
	post["operationId"] = e.name + "_post"
	delete(post, "parameters")
	body := object{"schema": object{"type": "object", "properties": properties, "required": required}}
	post["requestBody"] = object{"required": true, "content": object{"application/json": body, "application/x-www-form-urlencoded": body}}
	return object{"get": get, "post": post}
}

// operation describes an endpoint.
func (e endpoint) operation(l data.Lang) object {
	list := []object{}
	for _, p := range slices.Concat(e.takes, everywhere) {
		list = append(list, p.describe(l))
	}
	return object{
		"operationId": e.name, "summary": e.title.In(l), "tags": []string{e.group.In(l)}, "parameters": list,
		"responses": object{
			"200": object{
				"description": e.title.In(l),
				"headers": object{
					"ETag":             object{"description": data.Text{ZH: "以 If-None-Match 送回，未变时答 304", EN: "send it as If-None-Match: 304 if nothing changed"}.In(l), "schema": object{"type": "string"}},
					"Gongkai-Snapshot": object{"description": data.Text{ZH: "快照编号和哈希", EN: "number and hash of the snapshot"}.In(l), "schema": object{"type": "string"}},
				},
				"content": e.content(),
			},
			"304": object{"description": data.Text{ZH: "与 If-None-Match 所指的相同", EN: "the same as If-None-Match names"}.In(l)},
			"400": object{"$ref": "#/components/responses/Wrong"}, "404": object{"$ref": "#/components/responses/Unknown"},
			"401": object{"$ref": "#/components/responses/NoKey"}, "429": object{"$ref": "#/components/responses/TooOften"},
		},
	}
}

// content says in which formats the endpoint answers.
func (e endpoint) content() object {
	c := object{"application/json": object{"schema": answerSchema(reflect.TypeOf(e.answers))}}
	switch {
	case e.named != "": // rows, in any format
		for _, f := range takeaway.Formats {
			if kind, _, _ := strings.Cut(f.Type, ";"); c[kind] == nil {
				c[kind] = object{}
			}
		}
	case e.has(inFormat):
		c[takeaway.SDMXType] = object{"schema": object{"type": "string"}}
	}
	return c
}

// describe is a parameter in OpenAPI's words.
func (p parameter) describe(l data.Lang) object {
	schema := object{"type": "string"}
	switch p.kind {
	case "integer":
		schema = object{"type": "integer", "minimum": p.least, "maximum": p.most}
	case "choice":
		schema["enum"] = p.choices
	}
	out := object{"name": p.name, "in": "query", "required": p.required, "description": p.means.In(l), "schema": schema}
	if p.inPath {
		out["in"] = "path"
	}
	if p.many {
		out["schema"], out["style"], out["explode"] = object{"type": "array", "items": schema}, "form", true
	}
	if p.example != "" {
		out["example"] = p.example
		if p.many {
			out["example"] = []string{p.example}
		}
	}
	return out
}

// pathTemplate writes a path as OpenAPI does: /reports/{body}/{year}.
func pathTemplate(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if name, is := strings.CutPrefix(part, ":"); is {
			parts[i] = "{" + name + "}"
		}
	}
	return strings.Join(parts, "/")
}

// answerSchema refers to the schema of a type.
func answerSchema(t reflect.Type) object {
	if t.Kind() == reflect.Slice {
		return object{"type": "array", "items": answerSchema(t.Elem())}
	}
	return object{"$ref": "#/components/schemas/" + schemaName(t)}
}

// schemaName is the name of a type's schema.
func schemaName(t reflect.Type) string {
	name := []rune(t.Name())
	if len(name) == 0 {
		return ""
	}
	name[0] = unicode.ToUpper(name[0])
	if strings.HasSuffix(t.PkgPath(), "/form") && t.Name() != "Form" {
		return "Form" + string(name)
	}
	return string(name)
}

// Problem is what the API answers to a question that it cannot answer.
type Problem struct {
	Error struct {
		Code   string `json:"code"`   // stable, English
		Place  string `json:"place"`  // the parameter, or what was asked for
		Reason string `json:"reason"` // in the language asked for
		Way    string `json:"way"`    // the way out
	} `json:"error"`
}
