package analytics

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"

	"gongkai/analytics/query"
	"gongkai/data"
	"gongkai/data/store"
)

// Rule says which bodies are another body's peers. Whatever the rule, peers are
// of the body's level and kind of organ, and count as it does: own figures
// against own, consolidated against consolidated.
type Rule string

// The rules.
const (
	SamePrefecture Rule = "prefecture"
	SameProvince   Rule = "province"
	SameRegion     Rule = "region"  // one of the four of the National Bureau of Statistics
	SameLevel      Rule = "level"   // everywhere
	Nearest        Rule = "nearest" // the K of most similar size
	Own            Rule = "list"    // the bodies named
)

// Group asks for peers.
type Group struct {
	Rule   Rule
	K      int    // of Nearest, 0 for 15
	By     string // of Nearest: "residents" or an indicator, "" for applications.received
	Bodies []int  // of Own
}

const (
	defaultNearest = 15
	maxNearest     = 500
	defaultSize    = "applications.received"

	bySizeOfDivision = "residents"
)

// candidate is a body that a rule finds, with its report of the year.
type candidate struct {
	BodyRef
	key               string
	report            int // 0: none
	scope             data.Scope
	form              string
	level, prefecture string
	kind              string // of organ, see store.Kind
}

// Excluded is a body that a rule finds and fairness leaves out.
type Excluded struct {
	Body BodyRef   `json:"body"`
	Code string    `json:"code"` // no_report, no_value, no_cases, other_scope, other_form
	Why  data.Text `json:"why"`
}

var whyOut = map[string]data.Text{
	"no_report":   {ZH: "本年度没有报告", EN: "no report of the year"},
	"no_value":    {ZH: "报告中没有这个数", EN: "the report does not give this number"},
	"no_cases":    {ZH: "分母为零，没有比率", EN: "no cases, so no ratio"},
	"other_scope": {ZH: "口径不同（本机关与汇总不能相比）", EN: "another scope (own figures and consolidated ones are not compared)"},
	"other_form":  {ZH: "表式不同，口径不能衔接", EN: "another form with another definition"},
	"other_level": {ZH: "级别或机关类型不同", EN: "another level or kind of body"},
}

func out(c candidate, code string) Excluded {
	return Excluded{Body: c.BodyRef, Code: code, Why: whyOut[code]}
}

// members finds the candidates of a rule, the body itself among them, and those
// that the rule leaves out.
func (a *Analytics) members(ctx context.Context, g *Group, body, year int) (own candidate, list []candidate, left []Excluded, err error) {
	found, err := a.listed(ctx, year, []int{body})
	if err != nil {
		return own, nil, nil, err
	}
	own = found[0]
	provinces, prefecture := []string{""}, ""
	switch g.Rule {
	case SamePrefecture:
		if own.prefecture == "" {
			return own, nil, nil, noGroup(own, "不属于某个地级市", "it belongs to no prefecture")
		}
		provinces, prefecture = []string{own.Province}, own.prefecture
	case SameProvince:
		if own.Province == "" {
			return own, nil, nil, noGroup(own, "所在省份未知", "its province is not known")
		}
		provinces = []string{own.Province}
	case SameRegion:
		if provinces = regionOf(own.Province); provinces == nil {
			return own, nil, nil, noGroup(own, "所在地区未知", "its region is not known")
		}
	case SameLevel, Nearest:
	case Own:
		list, left, err = a.ownList(ctx, g, own, year)
		return own, list, left, err
	default:
		return own, nil, nil, &data.Error{Code: "bad_group", Place: string(g.Rule),
			Reason: data.Text{ZH: "没有这种分组规则", EN: "no such rule for peers"},
			Way:    data.Text{ZH: "可用规则：prefecture、province、region、level、nearest、list", EN: "rules: prefecture, province, region, level, nearest, list"}}
	}
	list, err = ask(ctx, a, "group_members", readCandidate,
		year, own.level, own.kind, query.Of(provinces), prefecture)
	if err == nil && g.Rule == Nearest {
		list, left, err = a.nearest(ctx, g, own, year, list)
	}
	return own, list, left, err
}

// listed returns bodies with their level and prefecture, by key.
func (a *Analytics) listed(ctx context.Context, year int, ids []int) ([]candidate, error) {
	if _, err := a.bodiesOf(ctx, ids); err != nil || len(ids) == 0 {
		return nil, err
	}
	return ask(ctx, a, "group_list", readCandidate, year, query.Of(ids))
}

func readCandidate(r *sql.Rows) (c candidate, err error) {
	return c, r.Scan(&c.ID, &c.Name, &c.RegionCode, &c.Organ, &c.Province, &c.FirstYear, &c.LastYear, &c.Reports, &c.Sample,
		&c.key, &c.report, &c.scope, &c.form, &c.level, &c.prefecture, &c.kind)
}

// ownList takes the bodies named that are of the body's level and kind.
func (a *Analytics) ownList(ctx context.Context, g *Group, own candidate, year int) (list []candidate, left []Excluded, err error) {
	ids := g.Bodies
	if !slices.Contains(ids, own.ID) {
		ids = append(slices.Clone(ids), own.ID)
	}
	found, err := a.listed(ctx, year, ids)
	for _, c := range found {
		if c.level != own.level || c.kind != own.kind {
			left = append(left, out(c, "other_level"))
			continue
		}
		list = append(list, c)
	}
	return list, left, err
}

// nearest keeps the K candidates whose size is most like the body's, by the
// ratio of one to the other.
func (a *Analytics) nearest(ctx context.Context, g *Group, own candidate, year int, list []candidate) (near []candidate, left []Excluded, err error) {
	if g.K == 0 {
		g.K = defaultNearest
	}
	if g.K < 1 || g.K > maxNearest {
		return nil, nil, &data.Error{Code: "bad_group", Place: fmt.Sprint(g.K),
			Reason: data.Text{ZH: "最接近的机关数应在 1 至 500 之间", EN: "1 to 500 nearest bodies"}, Way: data.Text{ZH: "请改小", EN: "ask for fewer"}}
	}
	if g.By == "" {
		g.By = defaultSize
	}
	sizes, err := a.sizesBy(ctx, g.By, list, year)
	if err != nil {
		return nil, nil, err
	}
	mine, known := sizes[own.ID]
	if !known {
		return nil, nil, noGroup(own, "本年度没有用来比较规模的数", "it has no number of the year to compare sizes by")
	}
	far := func(c candidate) float64 {
		size, known := sizes[c.ID]
		if !known {
			return math.Inf(1)
		}
		return math.Abs(math.Log1p(size) - math.Log1p(mine))
	}
	slices.SortStableFunc(list, func(x, y candidate) int {
		switch {
		case x.ID == own.ID:
			return -1
		case y.ID == own.ID:
			return 1
		case far(x) < far(y):
			return -1
		case far(x) > far(y):
			return 1
		}
		return strings.Compare(x.key, y.key)
	})
	for _, c := range list { // the body itself is the first
		switch _, known := sizes[c.ID]; {
		case otherScope(own.scope, c.scope):
			left = append(left, out(c, "other_scope"))
		case len(near) <= g.K && known:
			near = append(near, c)
		case c.report == 0:
			left = append(left, out(c, "no_report"))
		case !known:
			left = append(left, out(c, "no_value"))
		} // those of less similar size are no peers, and not listed
	}
	return near, left, nil
}

// sizesBy looks up residents or an indicator.
func (a *Analytics) sizesBy(ctx context.Context, by string, list []candidate, year int) (map[int]float64, error) {
	if by != bySizeOfDivision {
		return a.sizes(ctx, by, list, year)
	}
	ids := make([]int, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	sizes := map[int]float64{}
	if len(ids) == 0 {
		return sizes, nil
	}
	known, err := a.residents(ctx, ids)
	for id, years := range known {
		if p := residentsIn(years, year); p != nil {
			sizes[id] = p.Count.InexactFloat64()
		}
	}
	return sizes, err
}

// sizes looks up what candidates are compared in size by.
func (a *Analytics) sizes(ctx context.Context, by string, list []candidate, year int) (map[int]float64, error) {
	m, err := a.measure(by)
	if err != nil {
		return nil, err
	}
	ids := make([]int, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	points, err := a.points(ctx, []measure{m}, ids, year, year)
	if err != nil {
		return nil, err
	}
	sizes := map[int]float64{}
	for _, id := range ids {
		if p := points[place{m.code, id, year}]; p.Value != nil && !p.Value.IsNegative() {
			sizes[id] = p.Value.InexactFloat64()
		}
	}
	return sizes, nil
}

func noGroup(c candidate, zh, en string) error {
	return &data.Error{Code: "no_group", Place: c.Name, Reason: data.Text{ZH: zh, EN: en},
		Way: data.Text{ZH: "请换一种分组规则", EN: "choose another rule"}}
}

// regions are the four regions of the National Bureau of Statistics (国家统计局
// 东西中部和东北地区划分方法, 2011), of the mainland's provinces.
var regions = [][]string{
	{"北京市", "天津市", "河北省", "上海市", "江苏省", "浙江省", "福建省", "山东省", "广东省", "海南省"},
	{"山西省", "安徽省", "江西省", "河南省", "湖北省", "湖南省"},
	{"内蒙古自治区", "广西壮族自治区", "重庆市", "四川省", "贵州省", "云南省", "西藏自治区", "陕西省", "甘肃省", "青海省", "宁夏回族自治区", "新疆维吾尔自治区"},
	{"辽宁省", "吉林省", "黑龙江省"},
}

func regionOf(province string) []string {
	for _, r := range regions {
		if slices.Contains(r, province) {
			return r
		}
	}
	return nil
}

// text prints a rule with the answer.
func (g *Group) text(own candidate) data.Text {
	kind := data.Text{ZH: "同级" + own.kind, EN: "bodies of the kind " + own.kind + " at the same level"}
	if own.kind == store.KindGovernment {
		kind.EN = "governments of the same level"
	}
	switch g.Rule {
	case SamePrefecture:
		return data.Text{ZH: own.prefecture + "的" + kind.ZH, EN: kind.EN + " in " + own.prefecture}
	case SameProvince:
		return data.Text{ZH: own.Province + "的" + kind.ZH, EN: kind.EN + " in " + own.Province}
	case SameRegion:
		names := strings.Join(regionOf(own.Province), "、")
		return data.Text{ZH: "同一地区（" + names + "）的" + kind.ZH, EN: kind.EN + " in the same region (" + names + ")"}
	case Nearest:
		return data.Text{ZH: fmt.Sprintf("规模（%s）最接近的 %d 个%s", g.By, g.K, kind.ZH), EN: fmt.Sprintf("the %d %s of most similar size (%s)", g.K, kind.EN, g.By)}
	case Own:
		return data.Text{ZH: "自选名单中的" + kind.ZH, EN: kind.EN + " on a list of one's own"}
	}
	return data.Text{ZH: "全国" + kind.ZH, EN: kind.EN + " everywhere"}
}
