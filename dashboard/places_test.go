package dashboard

import (
	"fmt"
	"html"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/dashboard/outline"
)

// Each of the 34 provinces has a tile of its own.
func TestTiles(t *testing.T) {
	seen, at := map[string]bool{}, map[[2]int]string{}
	for _, p := range provinces {
		place := [2]int{p.Row, p.Column}
		if seen[p.Name] || seen[p.Short] || at[place] != "" || p.Row < 1 || p.Row > 8 || p.Column < 1 || p.Column > 9 {
			t.Errorf("%+v, %s", p, at[place])
		}
		seen[p.Name], seen[p.Short], at[place] = true, true, p.Name
	}
	if len(provinces) != 34 {
		t.Errorf("%d provinces", len(provinces))
	}
}

func TestPlaces(t *testing.T) {
	root := start(t, samples.dir)
	fujian := url.QueryEscape("福建省")
	for address, wants := range map[string][]string{
		"/places":                              {`title="福建省 9/10"`, "闽", "90%", `class="r7 c6"`, `href="/places?province=%E7%A6%8F`, `title="北京市"`},
		"/places?year=2024&province=" + fujian: {`title="福建省 10/10"`, ">福州市</a> <small>10/10"},
		"/places?province=" + fujian + "&prefecture=" + url.QueryEscape("福州市"): {"平潭综合实验区交通与建设局", `class="inner"`, "1–10 / 10"},
		"/places?q=ptzhsyqgaj":                     {"平潭综合实验区公安局", "查找结果 <small>1</small>"},
		"/places?q=%3Cscript%3E":                   {"没有符合的机关", `value="<script>"`},
		"/places?lang=en&province=" + fujian:       {"the share of its bodies", "lang=en"},
		"/places.csv?year=2024&province=" + fujian: {"省级,福建省,2024,10,10", "地级,福州市,2024,10,10"},
		"/places.json":                             {`{"name":"福建省","bodies":10,"reported":9}`},
		"/search.json?q=suqian":                    {`[{"key":"321300:宿迁市","name":"宿迁市","province":"江苏省","years":"2023–2025"}]`},
		"/search.json":                             {"[]"},
		"/?body=sqs":                               {"宿迁市 <span"},
	} {
		got := get(t, root+address)
		text := html.UnescapeString(got.body)
		for _, want := range wants {
			if got.status != 200 || !strings.Contains(text, want) {
				t.Errorf("%s: %d, %q is missing", address, got.status, want)
			}
		}
		if strings.Contains(got.body, "<script>") || strings.Contains(got.body, "ZgotmplZ") {
			t.Errorf("%s: not escaped", address)
		}
	}
	for _, none := range []string{"/places?province=x", "/places?province=" + fujian + "&prefecture=x"} {
		if got := get(t, root+none); got.status != 404 {
			t.Errorf("%s: %d", none, got.status)
		}
	}
}

// An operator's map takes the colours of the tiles and carries its review
// number; where it is of other places, the tiles stand alone.
func TestOutline(t *testing.T) {
	file := filepath.Join(t.TempDir(), "shapes.json") // made-up shapes: no boundaries
	shape := func(name string, x int) string {
		return fmt.Sprintf(`{"properties":{"name":%q},"geometry":{"type":"Polygon","coordinates":[[[%d,30],[%d,30],[%d,34],[%[2]d,30]]]}}`, name, x, x+3, x+2)
	}
	text := `{"type":"FeatureCollection","features":[` + shape("福建", 100) + "," + shape("<b>北京市", 105) + "," + shape("宿迁市", 110) + "]}"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := outline.Load(file, "GS（2024）0650号")
	if err != nil {
		t.Fatal(err)
	}
	root := startWith(t, samples.dir, func(c *Config) { c.Outline = m })
	page := get(t, root+"/places?year=2024").body
	drawing := "/outline/" + m.Hash + ".svg"
	for _, want := range []string{"审图号：GS（2024）0650号", `<title>福建省 10/10</title><use href="` + drawing + `#a1" class="p5"/></a>`, `<use href="` + drawing + `#a2" class="none"/>`, ">闽</text>"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if inside := get(t, root+"/places?year=2024&province="+url.QueryEscape("江苏省")).body; !strings.Contains(inside, "审图号") {
		t.Error("no map on the page of a province")
	}
	if got := get(t, root+drawing); got.status != 200 || !strings.Contains(got.body, `<path id="a3"`) || !strings.Contains(got.header.Get("Cache-Control"), "immutable") {
		t.Errorf("%d %v", got.status, got.header)
	}
	if got := get(t, root+"/outline/0.svg"); got.status != 404 {
		t.Error(got.status)
	}
	m.Areas = m.Areas[1:2]
	if other := get(t, startWith(t, samples.dir, func(c *Config) { c.Outline = m })+"/places").body; strings.Contains(other, "审图号") {
		t.Error("a map of other places is shown")
	}
}

// A field shows what fits while a name is typed, and the keyboard chooses.
func TestTyping(t *testing.T) {
	root := start(t, samples.dir)
	b := newBrowser(t, root)
	b.look(screens[0])
	b.open(root + "/benchmark?i=rate.disclosure&rule=level&body=" + pingtan)
	typed := `const field = document.querySelector("#choose input[data-search]"); field.focus(); field.value = "sqs"; field.dispatchEvent(new Event("input"))`
	b.do("{" + typed + "}")
	b.until(`!document.querySelector(".hits").hidden`)
	if got := evaluate[string](b, `[...document.querySelectorAll(".hits li span")].map(x => x.textContent).join()`); got != "宿迁市" {
		t.Errorf("hits %q", got)
	}
	key := func(name string) string {
		return `document.querySelector("#choose input[data-search]").dispatchEvent(new KeyboardEvent("keydown", {key: "` + name + `", bubbles: true, cancelable: true}))`
	}
	b.do(key("ArrowDown"))
	if got := evaluate[string](b, `document.getElementById(document.querySelector("#choose input[data-search]").getAttribute("aria-activedescendant")).textContent`); !strings.HasPrefix(got, "宿迁市") {
		t.Errorf("active %q", got)
	}
	b.do(key("Escape"))
	if !evaluate[bool](b, `document.querySelector(".hits").hidden`) {
		t.Error("open after Escape")
	}
	b.do("{" + typed + "}")
	b.until(`!document.querySelector(".hits").hidden`)
	b.do(key("ArrowDown"))
	b.do(key("Enter"))
	b.until(`document.querySelector("h1").textContent.includes("宿迁市")`)
	b.until(finished)
	b.open(root + "/places")
	b.do(`{const field = document.querySelector("#choose input[data-search]"); field.value = "gaj"; field.dispatchEvent(new Event("input"))}`)
	b.until(`document.querySelectorAll(".hits li").length > 0`)
	b.do(`document.querySelector(".hits li").dispatchEvent(new MouseEvent("mousedown", {bubbles: true, cancelable: true}))`)
	b.arrive(root + "/?body=" + strings.ReplaceAll(url.QueryEscape("350128:平潭综合实验区公安局"), "+", "%20"))
	b.quiet(t)
}
