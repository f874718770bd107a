// Package gallery holds every kind of chart in every state that it can be in,
// made from made-up answers: for the page that shows them all, and for the
// reference pictures that the tests compare.
package gallery

import (
	"encoding/json"
	"strconv"

	"gongkai/analytics"
	"gongkai/dashboard/chart"
	"gongkai/data"
)

// Figure is a chart of the gallery.
type Figure struct {
	ID     string
	Title  data.Text
	Unit   data.Text
	Notes  []string
	Option json.RawMessage
}

var cases, percent = data.Text{ZH: "件", EN: "cases"}, data.Text{ZH: "%", EN: "%"}

// state is a chart and how to draw it.
type state struct {
	id          string
	title, unit data.Text
	notes       []string
	draw        func() (json.RawMessage, error)
}

func line(in chart.Input) func() (json.RawMessage, error) {
	return func() (json.RawMessage, error) { return chart.Line(in) }
}

func stack(in chart.Input) func() (json.RawMessage, error) {
	return func() (json.RawMessage, error) { return chart.Stack(in) }
}

// Figures draws the gallery.
func Figures() ([]Figure, error) {
	var out []Figure
	for _, s := range states() {
		option, err := s.draw()
		if err != nil {
			return nil, err
		}
		out = append(out, Figure{s.id, s.title, s.unit, s.notes, option})
	}
	return out, nil
}

func states() []state {
	broken := input([]string{"甲市"}, points("120", "130", "", "250", "288", "301", "310"))
	broken.Marks = []chart.Mark{{Year: 2023, Text: "条例", Kind: "law", Joinable: true}, {Year: 2024, Text: "2024年格式", Kind: "form"}}
	suspect := input([]string{"甲市"}, points("12", "30", "26", "41"))
	suspect.Series[0].Points[2].Status = data.Suspect
	parts := input([]string{"予以公开", "部分公开", "不予公开"}, points("5", "8", "", "9"), points("1", "2", "", "4"), points("3", "0", "", "1"))
	doubtful := input([]string{"予以公开", "部分公开", "不予公开"}, points("5", "8"), points("1", "2"), points("3", "4"))
	for i := range doubtful.Series {
		doubtful.Series[i].Points[1].Status = data.Suspect
	}
	few := Peers(12, 3)
	list := []state{
		{"line", data.Text{ZH: "折线：三个机关，线端写名", EN: "lines of three bodies, named at their ends"}, cases, nil, line(input([]string{"甲市", "乙县", "丙区"}, points("23", "21", "70", "74", "81", "218"), points("60", "55", "58", "90", "71", "64"), points("8", "12", "9", "30", "28", "33")))},
		{"gap", data.Text{ZH: "缺报告的年份断开", EN: "a gap where there is no report"}, cases, nil, line(input([]string{"甲市", "乙县"}, points("23", "", "70", "74"), points("60", "55", "58", "")))},
		{"break", data.Text{ZH: "表式变化：不可衔接处断开", EN: "a line ends where forms cannot be joined"}, cases, []string{"① 条例", "② 2024年格式（口径不同，线不相连）"}, line(broken)},
		{"suspect", data.Text{ZH: "存疑的数为空心菱形", EN: "a hollow diamond under suspicion"}, cases, nil, line(suspect)},
		{"one", data.Text{ZH: "只有一个点", EN: "one point"}, cases, nil, line(input([]string{"甲市"}, points("42")))},
		{"zero", data.Text{ZH: "全部为 0", EN: "all zero"}, cases, nil, line(input([]string{"甲市", "乙县"}, points("0", "0", "0"), points("0", "0", "0")))},
		{"negative", data.Text{ZH: "增减：有负数", EN: "changes, some negative"}, cases, nil, line(input([]string{"甲市"}, points("", "12", "-30", "4", "0")))},
		{"large", data.Text{ZH: "很大的数", EN: "large numbers"}, cases, nil, line(input([]string{"甲市"}, points("1808595", "2573179", "130000000", "282265200")))},
		{"long", data.Text{ZH: "很长的名称", EN: "long names"}, cases, nil, line(input([]string{"新疆维吾尔自治区巴音郭楞蒙古自治州和静县人民政府办公室", "黔西南布依族苗族自治州兴义市住房和城乡建设局", "乙县"},
			points("1", "2"), points("3", "4"), points("5", "6")))},
		{"twelve", data.Text{ZH: "十二条线", EN: "twelve lines"}, cases, nil, line(Many(12))},
		{"stack", data.Text{ZH: "构成", EN: "a composition"}, cases, nil, stack(parts)},
		{"doubtful", data.Text{ZH: "构成：存疑的一年", EN: "a composition under suspicion"}, cases, nil, stack(doubtful)},
		{"ranked", data.Text{ZH: "40 个机关的分布", EN: "40 bodies by rank"}, percent, nil, func() (json.RawMessage, error) { return chart.Ranked(Peers(40, 7)) }},
		{"funnel", data.Text{ZH: "漏斗图", EN: "a funnel plot"}, percent, nil, func() (json.RawMessage, error) { return chart.Funnel(Peers(40, 7), "%") }},
		{"few", data.Text{ZH: "漏斗图：件数都少", EN: "a funnel plot of few cases"}, percent, nil, func() (json.RawMessage, error) { return chart.Funnel(few, "%") }},
		{"scatter", data.Text{ZH: "两个指标的散点", EN: "a scatter of two indicators"}, percent, nil, scatter},
		{"flow", data.Text{ZH: "申请的去向", EN: "where applications went"}, cases, nil, flow},
	}
	return list
}

func scatter() (json.RawMessage, error) {
	s := &analytics.Scatter{}
	for i := range 40 {
		s.Dots = append(s.Dots, analytics.Dot{X: number(strconv.Itoa(3 + i*i)), Y: number(strconv.Itoa(90 - (i*37)%60)), Own: i == 11})
	}
	return chart.Scatter(chart.Pairs{Scatter: s, XName: "本年新收申请（件）", Own: "本机关", Others: "同类机关", Label: func(analytics.Dot) string { return "" }, Href: func(analytics.Dot) string { return "" }})
}

func flow() (json.RawMessage, error) {
	names := map[string]string{"in": "本年新收", "before": "上年结转", "all": "应办", "open": "予以公开", "closed": "不予公开", "affairs": "三类内部事务信息", "process": "四类过程性信息", "after": "结转下年"}
	return chart.Flow([]analytics.Link{
		{From: "in", To: "all", Value: number("40")}, {From: "before", To: "all", Value: number("5")},
		{From: "all", To: "open", Value: number("28")}, {From: "all", To: "closed", Value: number("11")}, {From: "all", To: "after", Value: number("6")},
		{From: "closed", To: "affairs", Value: number("7")}, {From: "closed", To: "process", Value: number("4")},
	}, func(c string) string { return names[c] }, func(c string) string { return map[string]string{"open": "#12824c", "closed": "#c0392b"}[c] })
}

// points are of 2019 and the years after; "" was not reported.
func points(values ...string) []analytics.Point {
	out := make([]analytics.Point, len(values))
	for i, v := range values {
		out[i] = analytics.Point{Year: 2019 + i, Status: data.Missing}
		if v != "" {
			n := number(v)
			out[i].Value, out[i].Status = &n, data.Reported
		}
	}
	return out
}

func input(names []string, series ...[]analytics.Point) chart.Input {
	in := chart.Input{Names: names, From: 2019, To: 2019, Parts: []string{"#12824c", "#7cc49a", "#c0392b"},
		Label: func(s analytics.Series, p analytics.Point) string { return s.Body.Name + " " + strconv.Itoa(p.Year) },
		Href:  func(analytics.Series, analytics.Point) string { return "" }}
	for i, p := range series {
		in.Series = append(in.Series, analytics.Series{Code: "x", Body: analytics.BodyRef{Name: names[i]}, Points: p})
		in.To = max(in.To, 2018+len(p))
	}
	return in
}

// Many are lines of so many bodies.
func Many(n int) chart.Input {
	var names []string
	var series [][]analytics.Point
	for i := range n {
		names = append(names, "第"+strconv.Itoa(i+1)+"区")
		series = append(series, points(strconv.Itoa(3*i), strconv.Itoa(40+2*i), strconv.Itoa(95-4*i)))
	}
	return input(names, series...)
}

func number(text string) data.Number {
	n, err := data.ParseNumber(text)
	if err != nil {
		panic(err) // written above
	}
	return n
}

// Peers are so many bodies with a funnel; scale says how their cases grow.
func Peers(members, scale int) chart.Peers {
	p := &analytics.Peers{Better: "higher", Funnel: &analytics.Funnel{Target: 70}}
	for i := range members {
		n := 1 + i*i*scale
		k := n * (50 + i) / 100
		value := number(strconv.Itoa(90 - 2*i))
		p.Members = append(p.Members, analytics.Member{Rank: i + 1, Own: i == 11, Value: &value, Rate: &analytics.Rate{K: number(strconv.Itoa(k)), N: number(strconv.Itoa(n))}})
		width := 40 / float64(i+1)
		p.Funnel.Curve = append(p.Funnel.Curve, analytics.FunnelPoint{N: int64(n), Low95: 70 - width/2, High95: 70 + width/2, Low99: 70 - width*0.75, High99: min(100, 70+width*0.75)})
	}
	q1, median, q3 := number("30"), number("51"), number("71")
	p.Spread.Q1, p.Spread.Median, p.Spread.Q3 = &q1, &median, &q3
	return chart.Peers{Peers: p, Label: func(m analytics.Member) string { return "第 " + strconv.Itoa(m.Rank) + " 名" }, Href: func(analytics.Member) string { return "" },
		Words: chart.Words{Own: "本机关", Others: "同类机关", Rank: "名次", Cases: "件数（对数刻度）", Median: "中位数", Pooled: "合并比率", Limit95: "95% 界限", Limit998: "99.8% 界限"}}
}
