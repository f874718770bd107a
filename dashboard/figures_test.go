package dashboard

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// The server's picture of a chart says what it shows, in which unit and where
// it is from, and is well formed.
func TestPictures(t *testing.T) {
	root := start(t, samples.dir)
	for address, wants := range map[string][]string{
		"/charts/penalties/penalties-1.svg?body=" + pingtan:                           {"行政处罚处理决定 · 平潭综合实验区", "单位：件", "来源：7 份年度报告（2019–2025），快照 1", "① 2021年起改用2021年格式", ">2022<"},
		"/charts/penalties/penalties-1.svg?lang=en&theme=dark&body=" + pingtan:        {"unit: cases", "Source: 7 annual reports", `fill="#1a2029"`},
		"/charts/applications/outcomes-1.svg?print=1&body=" + pingtan:                 {"申请办理结果", "<pattern"},
		"/charts/benchmark/ranked.svg?i=rate.disclosure&rule=level&body=" + pingtan:   {"公开率 2025", "比较范围：全国同级政府"},
		"/charts/flow/flow.svg?year=2024&body=" + pingtan:                             {"平潭综合实验区 2024 年申请的去向", "三类内部事务信息"},
		"/charts/chosen/chosen-1-1.svg?i=rate.disclosure&view=change&body=" + pingtan: {"公开率 · 较上年增减"},
	} {
		got := get(t, root+address)
		if got.status != 200 || !strings.HasPrefix(got.header.Get(fiber.HeaderContentType), "image/svg+xml") {
			t.Errorf("%s: %d %.300s", address, got.status, got.body)
			continue
		}
		for _, want := range wants {
			if !strings.Contains(got.body, want) {
				t.Errorf("%s: %q is missing", address, want)
			}
		}
		d := xml.NewDecoder(strings.NewReader(got.body))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(address, err)
			}
		}
		if again := get(t, root+address+"&x=1"); again.body != got.body {
			t.Errorf("%s: another picture the second time", address)
		}
	}
	for _, none := range []string{"/charts/penalties/nothing.svg", "/charts/nothing/x.svg", "/charts/flow/flow.svg?year=2022&body=321300"} {
		if got := get(t, root+none); got.status != 404 {
			t.Errorf("%s: %d", none, got.status)
		}
	}
}

// An embedded page has no navigation, shows the one chart asked for, and may
// be framed only by whom the operator named.
func TestEmbed(t *testing.T) {
	root := start(t, samples.dir)
	got := get(t, root+"/trends?embed=1&figure=penalties-1&body="+pingtan)
	for _, want := range []string{`class="embed only"`, `<base target="_blank">`, `id="penalties-1"`, "gongkai 公开</a>"} {
		if !strings.Contains(got.body, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, not := range []string{`class="top"`, `id="licences-1"`, `href="/trends?embed=1`} {
		if strings.Contains(got.body, not) {
			t.Errorf("%q is there", not)
		}
	}
	if csp := got.header.Get("Content-Security-Policy"); !strings.HasSuffix(csp, "frame-ancestors 'self' https://www.example.gov.cn") {
		t.Error(csp)
	}
	if csp := get(t, root+"/trends").header.Get("Content-Security-Policy"); !strings.HasSuffix(csp, "frame-ancestors 'self'") {
		t.Error(csp)
	}
}

// Tabs show chart, table or source; the address keeps the choice, and opening
// it again shows the same.
func TestTabs(t *testing.T) {
	root := start(t, samples.dir)
	b := newBrowser(t, root)
	b.look(screens[0])
	b.open(root + "/trends?body=" + pingtan)
	shows := func(panel string) bool {
		return evaluate[bool](b, `document.querySelector("#penalties-1 [data-panel=`+panel+`]").offsetHeight > 0`)
	}
	if !shows("chart") || shows("table") || shows("source") {
		t.Error("not the chart alone")
	}
	b.do(`document.querySelector("#penalties-1 [data-tab=table]").click()`)
	if shows("chart") || !shows("table") {
		t.Error("not the table")
	}
	address := evaluate[string](b, `location.search`)
	if !strings.Contains(address, "tab=penalties-1.table") {
		t.Error(address)
	}
	b.open(root + "/trends" + address)
	if shows("chart") || !shows("table") {
		t.Error("the address shows something else")
	}
	b.do(`document.querySelector("#penalties-1 [data-tab=chart]").click()`)
	if ink := evaluate[int](b, `(() => { const c = document.querySelector("#penalties-1 canvas"); return c ? c.width : 0 })()`); ink < 300 {
		t.Errorf("the chart is %d wide after the table", ink)
	}
	if address := evaluate[string](b, `location.search`); strings.Contains(address, "tab=") {
		t.Error(address)
	}
	b.do(`document.querySelector("#penalties-1 [data-tab=chart]").dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowLeft"}))`)
	if !shows("source") || !evaluate[bool](b, `document.querySelectorAll("#penalties-1 .reportlinks a").length === 7`) {
		t.Error("no source by the keyboard")
	}
	// a picture in points
	b.do(`window.saved = ""; HTMLAnchorElement.prototype.click = function () { window.saved = this.download + " " + this.href.slice(0, 22) + " " + this.href.length; };
		document.querySelector("#penalties-1 [data-png]").click()`)
	b.until(`window.saved !== ""`)
	if saved := evaluate[string](b, `window.saved`); !strings.HasPrefix(saved, "penalties-1.png data:image/png;base64,") {
		t.Error(saved)
	}
	// what is on paper has neither tabs nor menus, and all panels
	b.do(`window.dispatchEvent(new Event("beforeprint"))`)
	if aria := evaluate[string](b, `JSON.stringify(echarts.getInstanceByDom(document.querySelector("#reviews-1 .chart")).getOption().aria)`); !strings.Contains(aria, `"decal":{"show":true`) {
		t.Errorf("no patterns for print: %s", aria)
	}
	b.do(`window.dispatchEvent(new Event("afterprint"))`)
	b.quiet(t)
}
