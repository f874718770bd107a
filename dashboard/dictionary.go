package dashboard

import (
	"net/url"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// families of indicators in the dictionary, by the beginning of their codes, in
// the order of the form.
var subjectsOf = []struct {
	name     data.Text
	prefixes []string
}{
	{data.Text{ZH: "比率", EN: "Ratios"}, []string{"rate", "share"}},
	{data.Text{ZH: "主动公开：规章、规范性文件", EN: "Disclosed by themselves: rules and normative documents"}, []string{"documents", "items", "proactive", "response"}},
	{data.Text{ZH: "主动公开：许可、处罚、强制、收费", EN: "Disclosed by themselves: licences, penalties, coercion, fees"}, []string{"decisions", "fees", "procurement"}},
	{data.Text{ZH: "依申请公开：收到和办理", EN: "On application: received and dealt with"}, []string{"applications", "outcomes"}},
	{data.Text{ZH: "依申请公开：不予公开", EN: "On application: refused"}, []string{"refused"}},
	{data.Text{ZH: "依申请公开：无法提供、不予处理、其他", EN: "On application: not available, not processed, other"}, []string{"unavailable", "not_processed", "other", "redirected", "correction", "disclosure_fee"}},
	{data.Text{ZH: "行政复议、行政诉讼", EN: "Reviews and lawsuits"}, []string{"review", "litigation", "complaints"}},
	{data.Text{ZH: "机构和能力", EN: "Offices and staff"}, []string{"capacity"}},
}

// kinds say what kind of number an indicator is.
var kinds = map[string]data.Text{
	"flow": {ZH: "当年发生数", EN: "of the year"}, "stock": {ZH: "年末数", EN: "at the end of the year"}, "mixed": {ZH: "发生数与年末数混合", EN: "of the year and at its end"},
	"money": {ZH: "金额", EN: "money"}, "proportion": {ZH: "比例", EN: "proportion"}, "rate": {ZH: "比率", EN: "rate"},
}

// matches say how well a form's cells mean what an indicator means.
var matches = map[string]data.Text{
	"exact": {ZH: "一致", EN: "the same"}, "near": {ZH: "相近，比较时标注断点", EN: "near; a break is marked"},
	"partial": {ZH: "只含一部分，不连线", EN: "a part only; no line joins it"}, "broader": {ZH: "范围更宽，不连线", EN: "broader; no line joins it"},
}

// entries are the definitions of one subject.
type entries struct {
	ID, Name string
	List     []*analytics.Definition
}

type dictionaryPage struct {
	page
	Subjects []entries
	Of       int
}

// dictionary answers the page 数据字典.
func (s *Server) dictionary(r *request) (*answered, error) {
	all, err := r.answers.Definitions()
	if err != nil {
		return nil, err
	}
	switch r.format {
	case "json":
		return asJSON(struct {
			Snapshot    analytics.SnapshotRef   `json:"snapshot"`
			Definitions []*analytics.Definition `json:"definitions"`
		}{r.Snapshot, all})
	case "csv":
		return dictionaryCSV(r, all)
	}
	p := dictionaryPage{page: r.page, Of: len(all)}
	for i, of := range subjectsOf {
		e := entries{ID: "d" + itoa(i+1), Name: of.name.In(r.Lang)}
		for _, d := range all {
			if subjectOf(d.Code) == i {
				e.List = append(e.List, d)
			}
		}
		p.Subjects = append(p.Subjects, e)
	}
	return s.rendered("dictionary", p)
}

// subjectOf is the family that a code belongs to, the last one for any other.
func subjectOf(code string) int {
	prefix, _, _ := strings.Cut(code, ".")
	for i, of := range subjectsOf {
		for _, p := range of.prefixes {
			if p == prefix {
				return i
			}
		}
	}
	return len(subjectsOf) - 1
}

// definitionPage is one entry.
type definitionPage struct {
	page
	*analytics.Definition
	KindName, WholeName string
	BetterName          string
}

// definition answers /dictionary/CODE.
func (s *Server) definition(r *request) (*answered, error) {
	code, err := url.PathUnescape(r.c.Params("code"))
	if err != nil {
		return nil, notFound()
	}
	d, err := r.answers.Define(code)
	if codeOf(err) == "unknown_indicator" {
		return nil, notFound()
	}
	if err != nil {
		return nil, err
	}
	switch r.format {
	case "json":
		return asJSON(d)
	case "csv":
		return dictionaryCSV(r, []*analytics.Definition{d})
	}
	p := definitionPage{page: r.page, Definition: d, KindName: kinds[d.Kind].In(r.Lang)}
	switch d.Better {
	case "higher":
		p.BetterName = r.T("越高越好", "higher is better")
	case "lower":
		p.BetterName = r.T("越低越好", "lower is better")
	}
	if d.Whole != "" {
		whole, err := r.answers.Define(d.Whole)
		if err != nil {
			return nil, err
		}
		p.WholeName = whole.Name.In(r.Lang)
	}
	return s.rendered("definition", p)
}

// Match says how well a form's cells mean what the indicator means.
func (p definitionPage) Match(code string) string { return matches[code].In(p.Lang) }

// dictionaryCSV writes a row for each form that an entry is found in.
func dictionaryCSV(r *request, all []*analytics.Definition) (*answered, error) {
	out := newSheet("indicator", "指标", "单位", "性质", "公式", "说明", "表式", "单元格", "单元格名称", "可比性", "备注", "快照")
	for _, d := range all {
		for _, f := range d.Forms {
			cells := make([]string, len(f.Cells))
			for i, c := range f.Cells {
				cells[i] = string(c)
			}
			out.text(d.Code, d.Name.In(r.Lang), d.Unit, kinds[d.Kind].In(r.Lang), d.Formula.In(r.Lang), d.Explanation.In(r.Lang), f.Form, strings.Join(cells, " "), f.Text.In(r.Lang), matches[f.Match].In(r.Lang), f.Note, r.Label())
		}
	}
	return out.done(r, "gongkai-dictionary")
}
