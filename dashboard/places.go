package dashboard

import (
	"gongkai/analytics"
)

// province is a tile of the grid: its short name, and its place in rows and
// columns, which are those of a map as far as equal tiles allow.
type province struct {
	Name, Short string
	Row, Column int
}

// provinces are the 34 divisions of the first level.
var provinces = []province{
	{"黑龙江省", "黑", 1, 9},
	{"新疆维吾尔自治区", "新", 2, 1}, {"内蒙古自治区", "蒙", 2, 6}, {"辽宁省", "辽", 2, 8}, {"吉林省", "吉", 2, 9},
	{"甘肃省", "甘", 3, 3}, {"宁夏回族自治区", "宁", 3, 4}, {"山西省", "晋", 3, 5}, {"河北省", "冀", 3, 6}, {"北京市", "京", 3, 7}, {"天津市", "津", 3, 8},
	{"西藏自治区", "藏", 4, 1}, {"青海省", "青", 4, 2}, {"陕西省", "陕", 4, 4}, {"河南省", "豫", 4, 5}, {"山东省", "鲁", 4, 6},
	{"四川省", "川", 5, 3}, {"重庆市", "渝", 5, 4}, {"湖北省", "鄂", 5, 5}, {"安徽省", "皖", 5, 6}, {"江苏省", "苏", 5, 7}, {"上海市", "沪", 5, 8},
	{"贵州省", "黔", 6, 4}, {"湖南省", "湘", 6, 5}, {"江西省", "赣", 6, 6}, {"浙江省", "浙", 6, 7},
	{"云南省", "滇", 7, 3}, {"广西壮族自治区", "桂", 7, 4}, {"广东省", "粤", 7, 5}, {"福建省", "闽", 7, 6}, {"台湾省", "台", 7, 8},
	{"海南省", "琼", 8, 4}, {"澳门特别行政区", "澳", 8, 5}, {"香港特别行政区", "港", 8, 6},
}

// steps are the shares of reporting bodies, in per cent, from which a tile is
// one step darker.
var steps = []int{1, 25, 50, 75, 95}

// placeTile is a province or prefecture with how many of its bodies reported.
type placeTile struct {
	Name, Short string
	Row, Column int
	Bodies      int
	Reported    string // 12/34
	Share       string // 35%
	Step        int    // 0 to 5; -1 without bodies
	Href        string
	Chosen      bool
}

// listedRows is how many bodies of a prefecture a page lists.
const listedRows = 200

// ownBodies stands in addresses for the bodies of a province itself.
const ownBodies = "-"

type placesPage struct {
	page
	Year          int
	Years         []int
	Words         string
	Found         []analytics.Found
	Tiles         []placeTile
	Outline       *outlineMap // nil without a map of these places
	Province      string
	Prefectures   []placeTile
	Prefecture    string // as shown
	Bodies        []analytics.BodyRef
	Of            string
	From, To      int
	Before, After string
	Elsewhere     *placeTile // bodies whose province is not known
}

// places answers the page 地区.
func (s *Server) places(r *request) (*answered, error) {
	q, err := s.newAsked(r)
	if err != nil {
		return nil, err
	}
	question := analytics.PlacesQuestion{Year: q.number("year"), Province: q.v.Get("province"), Rows: listedRows, Skip: q.number("skip")}
	if within := q.v.Get("prefecture"); within == ownBodies {
		question.Within = new(string)
	} else if within != "" {
		question.Within = &within
	}
	if r.format != "html" {
		question.Rows, question.Skip = everyRow, 0
	}
	if q.err != nil {
		return nil, q.err
	}
	answer, err := r.answers.Places(r.ctx, question)
	if err != nil {
		return nil, err
	}
	switch r.format {
	case "json":
		return asJSON(answer)
	case "csv":
		return placesCSV(r, answer)
	}
	p := placesPage{page: r.page, Year: answer.Year, Words: q.v.Get("q"), Province: question.Province, Bodies: answer.Bodies, Of: count(answer.Of),
		From: min(answer.Skip+1, answer.Of), To: min(answer.Skip+listedRows, answer.Of)}
	if p.Found, err = r.answers.Search(r.ctx, p.Words, 0); err != nil {
		return nil, err
	}
	first, last, err := r.answers.Years(r.ctx)
	if err != nil {
		return nil, err
	}
	for y := last; y >= first && first > 0; y-- {
		p.Years = append(p.Years, y)
	}
	p.lay(answer, question.Within)
	if p.Outline = s.outlineOf(p.Tiles); p.Outline == nil {
		p.Outline = s.outlineOf(p.Prefectures)
	}
	p.Before, p.After = p.turned(q.v, "skip", answer.Skip, listedRows, answer.Of)
	return s.rendered("places", p)
}

// lay prints the counts as tiles.
func (p *placesPage) lay(answer *analytics.Places, within *string) {
	year := itoa(p.Year)
	known := map[string]analytics.PlaceCount{}
	for _, c := range answer.Provinces {
		known[c.Name] = c
	}
	for _, at := range provinces {
		t := p.tile(known[at.Name], at.Name, p.Link("/places?"+query("province", at.Name, "year", year)+"#province"))
		t.Short, t.Row, t.Column, t.Chosen = at.Short, at.Row, at.Column, at.Name == p.Province
		p.Tiles = append(p.Tiles, t)
	}
	if c, some := known[""]; some {
		t := p.tile(c, p.T("省份未知", "province not known"), "")
		p.Elsewhere = &t
	}
	for _, c := range answer.Prefectures {
		name, at := c.Name, c.Name
		if name == "" {
			name, at = p.T("省级机关和直辖县区", "of the province itself"), ownBodies
		}
		t := p.tile(c, name, p.Link("/places?"+query("province", p.Province, "prefecture", at, "year", year)+"#bodies"))
		if t.Chosen = within != nil && *within == c.Name; t.Chosen {
			p.Prefecture = name
		}
		p.Prefectures = append(p.Prefectures, t)
	}
}

func (p page) tile(c analytics.PlaceCount, name, href string) placeTile {
	t := placeTile{Name: name, Bodies: c.Bodies, Step: -1}
	if c.Bodies == 0 {
		return t
	}
	t.Href, t.Reported, t.Share, t.Step = href, count(c.Reported)+"/"+count(c.Bodies), itoa(100*c.Reported/c.Bodies)+"%", 0
	for _, from := range steps {
		if 100*c.Reported >= from*c.Bodies {
			t.Step++
		}
	}
	return t
}

// Legend explains the steps of the tiles.
func (p placesPage) Legend() (list []linked) {
	list = append(list, linked{Text: "0", Href: "p0"})
	for i, from := range steps {
		text := "≥ " + itoa(from) + "%"
		if i == 0 {
			text = "> 0"
		}
		list = append(list, linked{Text: text, Href: "p" + itoa(i+1)})
	}
	return list
}

func placesCSV(r *request, answer *analytics.Places) (*answered, error) {
	out := newSheet("层级", "名称", "年度", "机关数", "有报告的机关数", "region_code", "首年", "末年", "报告份数", "快照")
	for _, c := range answer.Provinces {
		out.text(r.T("省级", "province"), c.Name, itoa(answer.Year), itoa(c.Bodies), itoa(c.Reported), "", "", "", "", r.Label())
	}
	for _, c := range answer.Prefectures {
		out.text(r.T("地级", "prefecture"), c.Name, itoa(answer.Year), itoa(c.Bodies), itoa(c.Reported), "", "", "", "", r.Label())
	}
	for _, b := range answer.Bodies {
		out.text(r.T("机关", "body"), b.Name, itoa(answer.Year), "", "", b.RegionCode, itoa(b.FirstYear), itoa(b.LastYear), itoa(b.Reports), r.Label())
	}
	return out.done(r, "gongkai-places-"+itoa(answer.Year))
}

// search answers /search.json?q=, for the fields in which a body is typed.
func (s *Server) search(r *request) (*answered, error) {
	v, err := r.parameters()
	if err != nil {
		return nil, err
	}
	found, err := r.answers.Search(r.ctx, v.Get("q"), 0)
	if err != nil {
		return nil, err
	}
	type hit struct {
		Key      string `json:"key"`
		Name     string `json:"name"`
		Province string `json:"province"`
		Years    string `json:"years"`
	}
	hits := make([]hit, len(found))
	for i, f := range found {
		hits[i] = hit{key(f.BodyRef), f.Name, f.Province, itoa(f.FirstYear) + "–" + itoa(f.LastYear)}
	}
	return asJSON(hits)
}
