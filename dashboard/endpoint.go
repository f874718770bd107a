package dashboard

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"gongkai/data"
)

// endpoint is an address of the API. Routes, the OpenAPI document and the page
// to try it are made of the same list.
type endpoint struct {
	name    string // operation id
	path    string // below apiRoot, parameters as :body
	group   data.Text
	title   data.Text
	takes   []parameter
	answers any // of the type of its answer
	ask     func(*asked) (any, error)
	serve   fiber.Handler // in place of the usual way from a question to its answer; nil for that
	named   string        // what parameters begin with whose names are the asker's; "" for none
}

// point is an endpoint that answers as the pages do.
func point(name, path string, group, title data.Text, takes []parameter, answers any, ask func(*asked) (any, error)) endpoint {
	return endpoint{name: name, path: path, group: group, title: title, takes: takes, answers: answers, ask: ask}
}

// has reports whether the endpoint takes a parameter.
func (e endpoint) has(q parameter) bool {
	return slices.ContainsFunc(e.takes, func(p parameter) bool { return p.name == q.name })
}

// parameter is what an endpoint takes.
type parameter struct {
	name     string
	kind     string // text, integer or choice
	many     bool   // may be given several times
	required bool
	inPath   bool
	choices  []string // of a choice
	least    int      // of an integer
	most     int
	example  string
	means    data.Text
}

func text(name, example, zh, en string) parameter {
	return parameter{name: name, kind: "text", example: example, means: data.Text{ZH: zh, EN: en}}
}

func integer(name string, least, most int, zh, en string) parameter {
	return parameter{name: name, kind: "integer", least: least, most: most, means: data.Text{ZH: zh, EN: en}}
}

func oneOf(name, zh, en string, of ...string) parameter {
	return parameter{name: name, kind: "choice", choices: of, means: data.Text{ZH: zh, EN: en}}
}

func (p parameter) like(example string) parameter { p.example = example; return p }
func (p parameter) must() parameter               { p.required = true; return p }
func (p parameter) often() parameter              { p.many = true; return p }
func (p parameter) path() parameter               { p.inPath, p.required = true, true; return p }

// Parameters that several endpoints take.
var (
	ofBody   = text("body", "350128:平潭综合实验区", "机关：标识、全称、区划代码、名称的一部分，或拼音", "a body: key, full name, region code, a part of the name, or pinyin")
	ofBodies = ofBody.often()
	ofYear   = integer("year", 1990, 2100, "年度；缺省为最近的", "report year; the last one by default").like("2024")
	fromYear = integer("from", 1990, 2100, "起始年度", "first year").like("2023")
	toYear   = integer("to", 1990, 2100, "终止年度", "last year").like("2024")
	ofCode   = text("i", "applications.received", "指标或比率的代码，见 /indicators；可加 @申请人类别", "code of an indicator or ratio, see /indicators; @natural etc. for a kind of applicant")
	ofRatio  = text("i", "rate.disclosure_substantive", "比率的代码，见 /indicators", "code of a ratio, see /indicators")
	skipRows = integer("skip", 0, maxAskedNumber, "略过前面的条数", "leave out so many rows before")
	inFormat = oneOf("format", "JSON，或 SDMX-CSV 2.0", "JSON, or SDMX-CSV 2.0", "json", "sdmx")
	peerOf   = []parameter{
		oneOf("rule", "同类机关的范围；缺省按规则选取", "which peers; chosen by a rule by default", "prefecture", "province", "region", "level", "nearest", "list"),
		integer("nearest", 1, 500, "规模最近的机关数", "so many of the nearest size"),
		text("by", "applications.received", "比较规模的指标，或 residents", "an indicator of size, or residents"),
		text("with", "", "自选的机关", "bodies of your choice").often(),
		text("group", "", "已保存的分组", "a saved group"),
	}
)

// rowsOf bounds how many rows an answer lists.
func rowsOf(most int) parameter {
	return integer("rows", 1, most, "最多列出的条数", "list at most so many")
}

// withPeers are parameters followed by those that choose peers.
func withPeers(p ...parameter) []parameter { return append(p, peerOf...) }
