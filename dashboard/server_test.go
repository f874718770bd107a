package dashboard

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/store/storetest"
)

type reply struct {
	status int
	body   string
	header http.Header
}

func get(t testing.TB, address string, header ...string) reply {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{resp.StatusCode, string(b), resp.Header}
}

// pingtan chooses one body of the samples.
const pingtan = "350128%3A%E5%B9%B3%E6%BD%AD%E7%BB%BC%E5%90%88%E5%AE%9E%E9%AA%8C%E5%8C%BA"

// reportOf is the address of a report page of 平潭综合实验区.
func reportOf(year string) string { return "/reports/" + pingtan + "/" + year }

func TestPages(t *testing.T) {
	root := start(t, samples.dir)
	for _, tt := range []struct {
		name, address string
		status        int
		has, hasNot   []string
	}{
		{"First", "/trends", 200, []string{"样例数据", "本年新收申请", "4,529", "单位：", "来源：7 份年度报告（2019–2025），快照 1"}, []string{"<script>", " style=", " onclick", "ZgotmplZ", "%!"}},
		{"FirstEnglish", "/trends?lang=en", 200, []string{"Sample data", "applications received in the year", "no report for that year", `lang="en"`}, []string{"ZgotmplZ", "单位", "样例数据"}},
		{"Choice", "/trends?body=" + pingtan + "&from=2021&to=2024&penalties=decisions.coercion", 200,
			[]string{`<option value="decisions.coercion" selected>`, "<option selected>2021</option>", "<option selected>2024</option>"}, []string{`scope="col">2019`}},
		{"YearsSwapped", "/trends?from=2024&to=2021", 200, []string{`scope="col">2022`}, nil},
		{"JSON", "/trends.json?body=" + pingtan, 200, []string{`"indicator":"decisions.penalty"`, `"value":1100`, `"status":"reported"`}, []string{`"value":{}`}},
		{"CSV", "/trends.csv?body=" + pingtan, 200, []string{"\uFEFFindicator", "decisions.penalty,行政处罚处理决定,件,350128,平潭综合实验区,2024,1100,已报告,A,gov2021"}, nil},
		{"Charts", "/charts/licences.json?body=" + pingtan, 200, []string{`["2024",4529,"/reports/`, "#gov2021/t2.art20_5/licence/decisions"}, []string{`"value":{}`, "function"}},
		{"ChartsUnknown", "/charts/weather.json", 404, []string{`"code":"not_found"`}, nil},
		{"Reports", "/reports", 200, []string{"宿迁市", "上海市人民政府办公厅", "2019年格式"}, nil},
		{"ReportsCSV", "/reports.csv", 200, []string{"report_id", "230502"}, nil},
		{"BadBody", "/trends?body=abc", 400, []string{"body", "unknown_body"}, nil},
		{"UnknownBody", "/trends.json?body=99999", 400, []string{`"code":"unknown_body"`}, nil},
		{"TooManyBodies", "/trends?" + strings.Repeat("body=x&", 7), 400, []string{"最多同时选择 6 个机关"}, nil},
		{"BadYear", "/trends?from=20x4", 400, []string{"from"}, nil},
		{"BadIndicator", "/trends?penalties=nothing", 400, []string{"penalties"}, nil},
		{"Injection", "/trends?penalties=" + "%3Cscript%3Ealert(1)%3C/script%3E", 400, []string{"&lt;script&gt;"}, []string{"<script>alert"}},
		{"NoSuchPage", "/nowhere", 404, []string{"没有这个页面"}, nil},
		{"NoSuchReport", "/reports/350128%3Ax/2024", 404, nil, nil},
		{"NoSuchReportJSON", "/reports/" + pingtan + "/1999.json", 404, []string{`"error"`}, nil},
		{"ReportNotANumber", "/reports/abc", 404, nil, nil},
		{"NoSuchAsset", "/assets/../server.go", 404, nil, nil},
		{"NoSuchSource", "/sources/" + strings.Repeat("f", 64), 404, nil, nil},
		{"Health", "/healthz", 200, []string{`"status":"ok"`, `"snapshot":1`}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := get(t, root+tt.address)
			if r.status != tt.status {
				t.Errorf("status %d, want %d\n%.500s", r.status, tt.status, r.body)
			}
			for _, s := range tt.has {
				if !strings.Contains(r.body, s) {
					t.Errorf("lacks %q\n%.1500s", s, r.body)
				}
			}
			for _, s := range tt.hasNot {
				if strings.Contains(r.body, s) {
					t.Errorf("has %q", s)
				}
			}
			if csp := r.header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'self'") && !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
				t.Errorf("policy %q", csp)
			}
			if r.header.Get("X-Content-Type-Options") != "nosniff" {
				t.Error("sniffing is allowed")
			}
		})
	}
}

// A report page shows the form with each figure where it stands.
func TestReportPage(t *testing.T) {
	root := start(t, samples.dir)
	for _, year := range []string{"2020", "2024"} {
		page := get(t, root+reportOf(year)).body
		for _, cell := range []string{"/t3/received/natural", "/t4/cases/lit_after.total"} {
			if !strings.Contains(page, cell+`"`) {
				t.Errorf("%s lacks the cell %s", year, cell)
			}
		}
		switch year {
		case "2020":
			for _, s := range []string{"勾稽不符", "t3.outcomes", `class="suspect"`, "其他对外管理服务事项"} {
				if !strings.Contains(page, s) {
					t.Errorf("2020 lacks %s", s)
				}
			}
		case "2024":
			for _, s := range []string{`id="gov2021/t2.art20_6/penalty/decisions"`, ">1,100<", "18,651.06", `rowspan="22"`, "原文第"} {
				if !strings.Contains(page, s) {
					t.Errorf("2024 lacks %s", s)
				}
			}
			if csv := get(t, root+reportOf("2024")+".csv").body; !strings.Contains(csv, "gov2021/t2.art20_6/penalty/decisions,行政处罚 · 本年处理决定数量,1100,件") {
				t.Errorf("CSV: %.600s", csv)
			}
		}
	}
}

// Rows that no form has stand below the form, as printed; a list form is shown
// with its own headings.
func TestLocalRows(t *testing.T) {
	report := storetest.Report(data.Body{Name: "福州市平潭县", RegionCode: "350128"}, 2016, "pre2014.fj", map[data.Cell]string{"pre2014.fj/p/1/year": "3460"})
	count := data.NewNumber(5)
	report.Local = []data.LocalRow{{Label: "3.信函<b>", Unit: "件", At: data.Position{Table: 1, Row: 5},
		Cells: []data.LocalCell{{Column: 3, Heading: "2016年度", Text: "5", Value: &count}, {Column: 4, Text: "约6"}}}}
	dir := t.TempDir()
	storetest.Publish(t, dir, report)
	page := get(t, start(t, dir)+"/reports/"+url.PathEscape(report.Body.Key())+"/2016").body
	for _, s := range []string{"表式以外的行", "3.信函&lt;b&gt;", ">2016年度<", `class="num">5<`, `class="num">约6<`, ">3,460<"} {
		if !strings.Contains(page, s) {
			t.Errorf("the page lacks %s", s)
		}
	}
	if strings.Contains(get(t, start(t, samples.dir)+reportOf("2024")).body, "表式以外的行") {
		t.Error("a heading without rows")
	}
}

func TestNotModified(t *testing.T) {
	root := start(t, samples.dir)
	first := get(t, root+"/trends?from=2020&to=2024")
	again := get(t, root+"/trends?to=2024&from=2020", "If-None-Match", first.header.Get("ETag"))
	if again.status != 304 || again.body != "" {
		t.Errorf("status %d, %d bytes", again.status, len(again.body))
	}
	if other := get(t, root+"/trends?from=2021", "If-None-Match", first.header.Get("ETag")); other.status != 200 {
		t.Errorf("another choice: %d", other.status)
	}
}

func TestAssets(t *testing.T) {
	root := start(t, samples.dir)
	page := get(t, root+"/trends").body
	for _, name := range []string{"app.css", "app.js", "echarts.min.js", "icon.svg"} {
		i := strings.Index(page, "/"+name+`"`)
		if i < 0 {
			t.Errorf("the page does not load %s", name)
			continue
		}
		address := page[strings.LastIndex(page[:i], `"`)+1 : i+len(name)+1]
		for _, encoding := range []string{"br", "gzip", "identity"} {
			r := get(t, root+address, "Accept-Encoding", encoding)
			if r.status != 200 || r.body == "" || !strings.Contains(r.header.Get("Cache-Control"), "immutable") {
				t.Errorf("%s as %s: %d, %d bytes", address, encoding, r.status, len(r.body))
			}
		}
	}
}

func TestSourceIsADownload(t *testing.T) {
	root := start(t, samples.dir)
	r := get(t, root+"/sources/"+strings.Repeat("0", 64))
	if r.status != 200 || r.body != "<script>alert(1)</script>" {
		t.Fatalf("%d %q", r.status, r.body)
	}
	if d := r.header.Get("Content-Disposition"); !strings.HasPrefix(d, "attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A%20%22") {
		t.Errorf("disposition %q", d)
	}
	if !strings.Contains(r.header.Get("Content-Security-Policy"), "sandbox") || r.header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("headers %v", r.header)
	}
}

func TestEmptyStore(t *testing.T) {
	root := start(t, t.TempDir())
	if r := get(t, root+"/"); r.status != 200 || !strings.Contains(r.body, "gongkai ingest") {
		t.Errorf("%d %.300s", r.status, r.body)
	}
	if r := get(t, root+"/healthz"); !strings.Contains(r.body, "empty") {
		t.Errorf("%s", r.body)
	}
}

// Texts of documents are data everywhere.
func TestHostileTexts(t *testing.T) {
	root := start(t, hostile(t))
	report := "/reports/" + url.PathEscape(":"+hostileBody) + "/2024"
	for _, address := range []string{"/", "/trends", "/benchmark?rule=level", "/outcomes", "/outcomes.csv", "/charts/flow.json", "/reports", report, "/index.csv", "/index.json", "/trends.csv", "/benchmark.csv?rule=level", "/charts/benchmark.json?rule=level", "/charts/penalties.json", "/reports.csv", report + ".csv"} {
		r := get(t, root+address)
		if r.status != 200 {
			t.Errorf("%s: %d", address, r.status)
		}
		if strings.HasSuffix(address, ".csv") {
			if strings.Contains(r.body, ",=HYPER") || strings.Contains(r.body, "\n=HYPER") || strings.Contains(r.body, `"=HYPER`) {
				t.Errorf("%s: a formula", address)
			}
			continue
		}
		if strings.Contains(r.body, "<script>alert") || strings.Contains(r.body, "<img") {
			t.Errorf("%s: a script", address)
		}
	}
}
