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
	// Usual is SamePrefecture where that has at least leastUsual bodies, else
	// SameProvince where that has at least leastProvince, else SameLevel.
	Usual          Rule = ""
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
	leastUsual     = 30
	leastProvince  = 5
	defaultNearest = 15
	maxNearest     = 500
	defaultSize    = "applications.received"

	bySizeOfDivision = "residents"
)

// candidate is a body that a rule finds, and where it belongs.
type candidate struct {
	BodyRef
	key               string
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

func out(b BodyRef, code string) Excluded {
	return Excluded{Body: b, Code: code, Why: whyOut[code]}
}

// crowd is what a rule finds.
type crowd struct {
	own  candidate
	who  query.Bodies // the body itself among them
	left []Excluded   // found by the rule, but left out
}

// crowd applies a rule to a body.
func (a *Analytics) crowd(ctx context.Context, g *Group, body, year int) (*crowd, error) {
	found, err := a.look(ctx, these(body))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, unknownBody(body)
	}
	c := &crowd{own: found[0]}
	c.who = query.Bodies{Like: &query.Like{Level: c.own.level, Kind: c.own.kind}}
	if g.Rule == Usual {
		if g.Rule, err = a.usual(ctx, c.own); err != nil {
			return nil, err
		}
	}
	switch g.Rule {
	case SamePrefecture:
		if c.own.prefecture == "" {
			return nil, noGroup(c.own, "不属于某个地级市", "it belongs to no prefecture")
		}
		c.who.Provinces, c.who.Prefecture = []string{c.own.Province}, c.own.prefecture
	case SameProvince:
		if c.own.Province == "" {
			return nil, noGroup(c.own, "所在省份未知", "its province is not known")
		}
		c.who.Provinces = []string{c.own.Province}
	case SameRegion:
		if c.who.Provinces = regionOf(c.own.Province); c.who.Provinces == nil {
			return nil, noGroup(c.own, "所在地区未知", "its region is not known")
		}
	case SameLevel:
	case Nearest:
		return c, a.nearest(ctx, g, c, year)
	case Own:
		return c, a.ownList(ctx, g, c)
	default:
		return nil, &data.Error{Code: "bad_group", Place: string(g.Rule),
			Reason: data.Text{ZH: "没有这种分组规则", EN: "no such rule for peers"},
			Way:    data.Text{ZH: "可用规则：prefecture、province、region、level、nearest、list", EN: "rules: prefecture, province, region, level, nearest, list"}}
	}
	return c, nil
}

// usual chooses between prefecture, province and all of the level.
func (a *Analytics) usual(ctx context.Context, own candidate) (Rule, error) {
	if own.Province == "" {
		return SameProvince, nil // which tells that it is not known
	}
	like := query.Like{Level: own.level, Kind: own.kind}
	for _, step := range []struct {
		rule  Rule
		where string // "" where the body belongs to none
		who   query.Bodies
		least int
	}{
		{SamePrefecture, own.prefecture, query.Bodies{Like: &like, Provinces: []string{own.Province}, Prefecture: own.prefecture}, leastUsual},
		{SameProvince, own.Province, query.Bodies{Like: &like, Provinces: []string{own.Province}}, leastProvince},
	} {
		if step.where == "" {
			continue
		}
		if ids, err := a.ids(ctx, step.who); err != nil || len(ids) >= step.least {
			return step.rule, err
		}
	}
	return SameLevel, nil
}

// look finds bodies, by key.
func (a *Analytics) look(ctx context.Context, who query.Bodies) ([]candidate, error) {
	return ask(ctx, a, "group_members", func(r *sql.Rows) (c candidate, err error) {
		return c, r.Scan(&c.ID, &c.Name, &c.RegionCode, &c.Organ, &c.Province, &c.FirstYear, &c.LastYear, &c.Reports, &c.Sample,
			&c.key, &c.level, &c.prefecture, &c.kind)
	}, who)
}

// ownList takes the bodies named that are of the body's level and kind.
func (a *Analytics) ownList(ctx context.Context, g *Group, c *crowd) error {
	ids := g.Bodies
	if !slices.Contains(ids, c.own.ID) {
		ids = append(slices.Clone(ids), c.own.ID)
	}
	if _, err := a.bodiesOf(ctx, ids); err != nil {
		return err
	}
	found, err := a.look(ctx, these(ids...))
	for _, b := range found {
		if b.level != c.own.level || b.kind != c.own.kind {
			c.left = append(c.left, out(b.BodyRef, "other_level"))
			continue
		}
		c.who.IDs = append(c.who.IDs, b.ID)
	}
	return err
}

// nearest keeps the K candidates whose size is most like the body's, by the
// ratio of one to the other.
func (a *Analytics) nearest(ctx context.Context, g *Group, c *crowd, year int) error {
	if g.K == 0 {
		g.K = defaultNearest
	}
	if g.K < 1 || g.K > maxNearest {
		return &data.Error{Code: "bad_group", Place: fmt.Sprint(g.K),
			Reason: data.Text{ZH: "最接近的机关数应在 1 至 500 之间", EN: "1 to 500 nearest bodies"}, Way: data.Text{ZH: "请改小", EN: "ask for fewer"}}
	}
	if g.By == "" {
		g.By = defaultSize
	}
	list, err := a.look(ctx, c.who)
	if err != nil {
		return err
	}
	sizes, read, err := a.sizes(ctx, g.By, c.who, year)
	if err != nil {
		return err
	}
	mine, known := sizes[c.own.ID]
	if !known {
		return noGroup(c.own, "本年度没有用来比较规模的数", "it has no number of the year to compare sizes by")
	}
	far := func(b candidate) float64 {
		size, known := sizes[b.ID]
		if !known {
			return math.Inf(1)
		}
		return math.Abs(math.Log1p(size) - math.Log1p(mine))
	}
	slices.SortStableFunc(list, func(x, y candidate) int {
		switch {
		case x.ID == c.own.ID:
			return -1
		case y.ID == c.own.ID:
			return 1
		case far(x) < far(y):
			return -1
		case far(x) > far(y):
			return 1
		}
		return strings.Compare(x.key, y.key)
	})
	own := read.records[bodyYear{c.own.ID, year}].scopeOf()
	for _, b := range list { // the body itself is the first
		r := read.records[bodyYear{b.ID, year}]
		switch _, known := sizes[b.ID]; {
		case otherScope(own, r.scopeOf()):
			c.left = append(c.left, out(b.BodyRef, "other_scope"))
		case len(c.who.IDs) <= g.K && known:
			c.who.IDs = append(c.who.IDs, b.ID)
		case r == nil:
			c.left = append(c.left, out(b.BodyRef, "no_report"))
		case !known:
			c.left = append(c.left, out(b.BodyRef, "no_value"))
		} // those of less similar size are no peers, and not listed
	}
	return nil
}

// sizes looks up what bodies are compared in size by, residents or an
// indicator, and the reports that they have.
func (a *Analytics) sizes(ctx context.Context, by string, who query.Bodies, year int) (sizes map[int]float64, read *stated, err error) {
	sizes = map[int]float64{}
	if by == bySizeOfDivision {
		known, err := a.residents(ctx, who)
		if err != nil {
			return nil, nil, err
		}
		for id, years := range known {
			if p := residentsIn(years, year); p != nil {
				sizes[id] = p.Count.InexactFloat64()
			}
		}
		read, err = a.read(ctx, nil, who, year, year)
		return sizes, read, err
	}
	m, err := a.measure(by)
	if err != nil {
		return nil, nil, err
	}
	if read, err = a.read(ctx, []measure{m}, who, year, year); err != nil {
		return nil, nil, err
	}
	for at := range read.records {
		if p, _ := read.point(m, at.body, year); p.Value != nil && !p.Value.IsNegative() {
			sizes[at.body] = p.Value.InexactFloat64()
		}
	}
	return sizes, read, nil
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
