package svg

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"sync"

	"gongkai/analytics"
	"gongkai/dashboard/chart"
	"gongkai/dashboard/view"
	"gongkai/data"
)

// script is ECharts as the pages load it.
var script = sync.OnceValue(func() []byte {
	f, err := view.Assets().Open("echarts.min.js.gz")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		panic(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	return b
})

// renderer is shared: a chart must not show what was drawn before it.
var renderer = sync.OnceValue(func() *Renderer { return New(script()) })

// points are of 2019 and the years after; "" was not reported.
func points(values ...string) []analytics.Point {
	out := make([]analytics.Point, len(values))
	for i, v := range values {
		out[i] = analytics.Point{Year: 2019 + i, Status: data.Missing}
		if v != "" {
			n, err := data.ParseNumber(v)
			if err != nil {
				panic(err)
			}
			out[i].Value, out[i].Status = &n, data.Reported
		}
	}
	return out
}

func input(names []string, series ...[]analytics.Point) chart.Input {
	in := chart.Input{Names: names, From: 2019, To: 2019,
		Parts: []string{"#2166ac", "#f4a582", "#b2182b"},
		Label: func(analytics.Series, analytics.Point) string { return "" },
		Href:  func(analytics.Series, analytics.Point) string { return "/report/1#c" }}
	for i, p := range series {
		in.Series = append(in.Series, analytics.Series{Code: "x", Body: analytics.BodyRef{Name: names[i]}, Points: p})
		in.To = max(in.To, 2018+len(p))
	}
	return in
}

func must(b json.RawMessage, err error) json.RawMessage {
	if err != nil {
		panic(err)
	}
	return b
}

// samples are the charts that the tests draw, by name.
func samples() map[string]json.RawMessage {
	broken := input([]string{"兰州市人民政府"}, points("120", "130", "", "250", "288000", "301234"))
	broken.Marks = []chart.Mark{{Year: 2021, Text: "2021年格式", Kind: "form"}, {Year: 2023, Text: "条例", Kind: "law", Joinable: true}}
	broken.Series[0].Points[4].Status = data.Suspect
	return map[string]json.RawMessage{
		"line":  must(chart.Line(broken)),
		"stack": must(chart.Stack(input([]string{"予以公开", "部分公开", "不予公开"}, points("5", "8", "", "9"), points("1", "2", "", "4"), points("3", "0", "", "1")))),
		"one":   must(chart.Line(input([]string{"甲"}, points("42")))),
		"zero":  must(chart.Line(input([]string{"甲", "乙"}, points("0", "0", "0"), points("0", "0", "0")))),
		"many":  must(chart.Line(many(40))),
		"long": must(chart.Line(input([]string{"新疆维吾尔自治区巴音郭楞蒙古自治州和静县人民政府办公室", "黔西南布依族苗族自治州兴义市住房和城乡建设局", "乙"},
			points("1", "2"), points("3", "4"), points("5", "6")))),
		"ranked": must(chart.Ranked(peers())),
		"funnel": must(chart.Funnel(peers(), "%")),
		"flow": must(chart.Flow([]analytics.Link{{From: "in", To: "open", Value: number("8")}, {From: "in", To: "closed", Value: number("3")}},
			func(c string) string {
				return map[string]string{"in": "收到申请", "open": "予以公开", "closed": "不予公开"}[c]
			}, func(string) string { return "" })),
	}
}

func many(n int) chart.Input {
	var names []string
	var series [][]analytics.Point
	for i := range n {
		names = append(names, fmt.Sprintf("第%d区人民政府", i+1))
		series = append(series, points(strconv.Itoa(i), strconv.Itoa(2*i), strconv.Itoa(50-i)))
	}
	return input(names, series...)
}

func number(text string) data.Number {
	n, err := data.ParseNumber(text)
	if err != nil {
		panic(err)
	}
	return n
}

// peers is a group of thirty with a funnel.
func peers() chart.Peers {
	p := &analytics.Peers{Better: "higher", Funnel: &analytics.Funnel{Target: 70}}
	for i := range 30 {
		n := 1 + i*i*7
		k, v := n*(50+i)/100, 90-2*i
		value := number(strconv.Itoa(v))
		p.Members = append(p.Members, analytics.Member{Rank: i + 1, Own: i == 11, Value: &value,
			Rate: &analytics.Rate{K: number(strconv.Itoa(k)), N: number(strconv.Itoa(n))}})
		width := 40 / float64(i+1)
		p.Funnel.Curve = append(p.Funnel.Curve, analytics.FunnelPoint{N: int64(n), Low95: 70 - width/2, High95: 70 + width/2, Low99: 70 - width*0.75, High99: 70 + width*0.75})
	}
	median := number("61")
	p.Spread.Median = &median
	return chart.Peers{Peers: p, Label: func(analytics.Member) string { return "" }, Href: func(analytics.Member) string { return "" },
		Words: chart.Words{Own: "本机关", Others: "其他机关", Rank: "名次", Cases: "申请件数", Median: "中位数", Pooled: "合计", Limit95: "95% 界限", Limit998: "99.8% 界限"}}
}
