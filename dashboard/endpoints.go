package dashboard

import (
	"gongkai/analytics"
	"gongkai/data"
)

// mostRows bounds the rows of one answer of the API; more come page by page.
const mostRows = 10_000

// The groups of endpoints.
var (
	whatThereIs = data.Text{ZH: "目录", EN: "Catalogue"}
	figuresOf   = data.Text{ZH: "数列与比较", EN: "Series and comparisons"}
	documentsOf = data.Text{ZH: "报告与质量", EN: "Reports and quality"}
)

// indicatorList is what /indicators answers.
type indicatorList struct {
	Indicators []*analytics.Definition `json:"indicators"`
}

// codeList is what /codes answers.
type codeList struct {
	Codes []code `json:"codes"`
}

// code names an indicator or ratio.
type code struct {
	Code string    `json:"code"`
	Name data.Text `json:"name"`
	Unit string    `json:"unit"`
	Kind string    `json:"kind"` // flow, stock, mixed or money; of a ratio its kind
}

// reportList is what /reports answers.
type reportList struct {
	Snapshot analytics.SnapshotRef `json:"snapshot"`
	Of       int                   `json:"of"` // how many there are
	Skip     int                   `json:"skip,omitempty"`
	Reports  []analytics.ReportRef `json:"reports"`
}

// foundBodies is what /search answers.
type foundBodies struct {
	Snapshot analytics.SnapshotRef `json:"snapshot"`
	Bodies   []analytics.Found     `json:"bodies"`
}

// formList is what /forms answers.
type formList struct {
	Forms []formCells `json:"forms"`
}

// formCells is a statutory form with its cells.
type formCells struct {
	Code  string     `json:"code"`
	Name  data.Text  `json:"name"`
	From  int        `json:"from"`         // first report year
	To    int        `json:"to,omitempty"` // last report year, absent while it is used
	Cells []formCell `json:"cells"`
}

type formCell struct {
	Cell  data.Cell `json:"cell"`
	Label data.Text `json:"label"`
	Unit  string    `json:"unit"` // "" where the form prescribes none
}

// forms are the catalogue's, the newest first.
func (s *Server) forms() (list formList) {
	for _, f := range s.Catalogue.Forms {
		out := formCells{Code: f.ID, Name: f.Name(), From: f.YearFrom, To: f.YearTo, Cells: []formCell{}}
		for _, cell := range f.Cells() {
			out.Cells = append(out.Cells, formCell{cell.Cell, cell.Label(), cell.Unit()})
		}
		list.Forms = append(list.Forms, out)
	}
	return list
}

// endpoints lists the API.
func (s *Server) endpoints() []endpoint {
	return append([]endpoint{
		point("snapshot", "/snapshot", whatThereIs, data.Text{ZH: "当前快照", EN: "The current snapshot"}, nil, analytics.SnapshotRef{},
			func(q *asked) (any, error) { return q.r.Snapshot, nil }),
		point("bodies", "/bodies", whatThereIs, data.Text{ZH: "机关列表", EN: "Bodies"},
			[]parameter{text("province", "福建省", "省级区划全称", "a province's full name"), rowsOf(mostRows), skipRows}, analytics.BodyList{},
			func(q *asked) (any, error) {
				return q.r.answers.BodyList(q.r.ctx, analytics.BodiesQuestion{Province: q.v.Get("province"), Rows: q.number("rows"), Skip: q.number("skip")})
			}),
		point("search", "/search", whatThereIs, data.Text{ZH: "按名称、拼音、代码查找机关", EN: "Find bodies by name, pinyin or code"},
			[]parameter{text("q", "平潭", "名称、拼音、首字母或区划代码", "name, pinyin, initials or region code").must(), rowsOf(50)}, foundBodies{},
			func(q *asked) (any, error) {
				list, err := q.r.answers.Search(q.r.ctx, q.v.Get("q"), q.number("rows"))
				return foundBodies{q.r.Snapshot, list}, err
			}),
		point("indicators", "/indicators", whatThereIs, data.Text{ZH: "指标和比率", EN: "Indicators and ratios"}, nil, indicatorList{},
			func(q *asked) (any, error) {
				list, err := q.r.answers.Definitions()
				return indicatorList{list}, err
			}),
		point("codes", "/codes", whatThereIs, data.Text{ZH: "指标和比率的代码、名称和单位", EN: "Codes, names and units of indicators and ratios"}, nil, codeList{},
			func(q *asked) (any, error) {
				list, err := q.r.answers.Definitions()
				var out codeList
				for _, d := range list {
					out.Codes = append(out.Codes, code{d.Code, d.Name, d.Unit, d.Kind})
				}
				return out, err
			}),
		point("indicator", "/indicators/:i", whatThereIs, data.Text{ZH: "一个指标的定义", EN: "What an indicator is"}, []parameter{ofCode.path()}, analytics.Definition{},
			func(q *asked) (any, error) { return q.r.answers.Define(q.v.Get("i")) }),
		point("forms", "/forms", whatThereIs, data.Text{ZH: "法定表式及其单元格", EN: "Statutory forms and their cells"}, nil, formList{},
			func(q *asked) (any, error) { return s.forms(), nil }),

		point("series", "/series", figuresOf, data.Text{ZH: "机关的指标逐年数列", EN: "Indicators of bodies over years"},
			[]parameter{ofCode.must().often(), ofBodies.must(), fromYear, toYear,
				oneOf("view", "看法：原数、每十万人、占比、较上年、较基年、指数、移动平均", "as it is, per 100,000 residents, share, change, since a base year, index, moving mean", "absolute", "per_100k", "share", "change", "since", "index", "mean"),
				integer("base", 1990, 2100, "基年", "base year"), integer("window", 2, 9, "移动平均的年数", "years of a moving mean"), inFormat}, analytics.Trend{}, askTrend),
		point("peers", "/peers", figuresOf, data.Text{ZH: "与同类机关比较：名次、区间、分布", EN: "Among peers: rank, interval, spread"},
			withPeers(ofBody.must(), ofCode.must(), ofYear, rowsOf(mostRows), skipRows, oneOf("sort", "排序", "order", "last", "n", "body")), analytics.Peers{}, askPeers),
		point("outcomes", "/outcomes", figuresOf, data.Text{ZH: "申请、复议、诉讼的结果构成", EN: "How applications, reviews and lawsuits ended"},
			[]parameter{ofBody.must(), fromYear, toYear, oneOf("subject", "事项", "of what", "applications", "reviews", "lawsuits"), text("applicant", "natural", "申请人类别", "kind of applicant")}, analytics.Outcomes{}, askOutcomes),
		point("changes", "/changes", figuresOf, data.Text{ZH: "一年中不寻常的变化", EN: "What changed in a year, the most surprising first"},
			withPeers(ofBody.must(), ofYear, integer("limit", 1, 200, "最多列出的条数", "list at most so many")), analytics.WhatChanged{}, askChange),
		point("decomposition", "/decomposition", figuresOf, data.Text{ZH: "比率变化的分解：总量、构成、比率", EN: "A ratio's change split into volume, mix and rate"},
			[]parameter{ofBody.must(), ofRatio.must(), fromYear.must(), toYear.must()}, analytics.Decomposition{}, askWhy),
		point("contributions", "/contributions", figuresOf, data.Text{ZH: "合计的变化来自哪些机关", EN: "Which bodies moved a total"},
			withPeers(ofBody.must(), ofCode.must(), fromYear, toYear), analytics.Contributions{}, askWho),
		point("totals", "/totals", figuresOf, data.Text{ZH: "同类机关的合计", EN: "The total of peers"},
			withPeers(ofBody.must(), ofCode.must(), fromYear, toYear), analytics.Total{}, askTotal),
		point("chain", "/chain", figuresOf, data.Text{ZH: "文件的制发、废止与现行有效", EN: "Documents made, repealed and in force"},
			[]parameter{ofBody.must(), oneOf("kind", "规章或行政规范性文件", "rules or normative documents", "rules", "normative"), fromYear, toYear}, analytics.Chain{}, askChain),
		point("scatter", "/scatter", figuresOf, data.Text{ZH: "两个指标的散点", EN: "Two indicators of peers"},
			withPeers(ofBody.must(), text("x", "applications.received", "横轴指标", "indicator across").must(), text("y", "rate.disclosure", "纵轴指标", "indicator up").must(), ofYear), analytics.Scatter{}, askScatter),

		point("coverage", "/coverage", documentsOf, data.Text{ZH: "哪些机关哪些年度已有报告", EN: "Who reported in which year"},
			withPeers(ofBody.must(), fromYear, toYear, rowsOf(mostRows), skipRows), analytics.Coverage{}, askCoverage),
		point("reports", "/reports", documentsOf, data.Text{ZH: "已载入的报告", EN: "Reports that were loaded"},
			[]parameter{text("q", "平潭 2024", "机关、标题、年度中的字", "words of body, title or year"), rowsOf(mostRows), skipRows}, reportList{},
			func(q *asked) (any, error) {
				r := analytics.ReportsQuestion{Words: q.v.Get("q"), Rows: q.number("rows"), Skip: q.number("skip")}
				return unless(q, func() (any, error) {
					list, of, err := q.r.answers.Reports(q.r.ctx, r)
					return reportList{q.r.Snapshot, of, r.Skip, list}, err
				})
			}),
		point("report", "/reports/:body/:year", documentsOf, data.Text{ZH: "一份报告的全部数字、原文和核验结果", EN: "A report's figures, as printed, and its checks"},
			[]parameter{ofBody.path(), ofYear.path()}, analytics.ReportPage{},
			func(q *asked) (any, error) {
				body, year := q.body(), q.number("year")
				return unless(q, func() (any, error) { return q.r.answers.ReportOf(q.r.ctx, body, year) })
			}),
		point("revisions", "/revisions", documentsOf, data.Text{ZH: "更正过的报告改了哪些数字", EN: "What corrected reports changed"},
			[]parameter{ofBody.must(), ofYear, rowsOf(mostRows), skipRows}, analytics.Revisions{}, askRevisions),
		point("findings", "/findings", documentsOf, data.Text{ZH: "核验结果", EN: "What the checks found"},
			withPeers(append(ofFindings, oneOf("state", "结果；缺省为未通过", "result; failed by default", "failed", "not_assessable", "waived", "ok", "any"),
				text("check", "t3.balance", "核验项代码", "code of a check"), oneOf("severity", "性质", "severity", "hard", "soft", "note"))...), analytics.Findings{}, askFindings),
		point("verdicts", "/verdicts", documentsOf, data.Text{ZH: "人工决定：免核和更正", EN: "People's verdicts: waivers and corrections"},
			withPeers(append(ofFindings, oneOf("kind", "免核或更正", "waivers or corrections", "waive", "correct"))...), analytics.Verdicts{}, askVerdicts),
	}, s.sqlEndpoints()...)
}

// ofFindings choose the bodies and years of findings and verdicts.
var ofFindings = []parameter{ofBody, fromYear, toYear, rowsOf(mostRows), skipRows}
