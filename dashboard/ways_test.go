package dashboard

import (
	"regexp"
	"strings"
	"testing"
)

var (
	assetAddresses = regexp.MustCompile(`(?:src|href)="(/assets/[^"]+)"`)
	chartAddresses = regexp.MustCompile(`data-charts="([^"]+)"`)
)

// The ways are short: from any number to its source cell in two clicks, from
// the front page to "us against peers" in one, from a page to its data in one.
func TestWays(t *testing.T) {
	root := start(t, samples.dir)
	b := newBrowser(t, root)
	b.look(screens[0])
	click := func(selector string) {
		t.Helper()
		to := evaluate[string](b, `document.querySelector(`+"`"+selector+"`"+`).href`)
		b.do(`setTimeout(() => document.querySelector(` + "`" + selector + "`" + `).click(), 0)`)
		b.arrive(to)
	}
	year := "?body=" + strings.ReplaceAll(pingtan, "+", "%20") + "&year=2024"
	for name, page := range map[string]struct{ address, number string }{
		"Tile": {"/" + year, ".tile .big a"}, "Sentence": {"/" + year, ".said li a"}, "Table": {"/decisions?body=" + pingtan + "&tab=chosen-2-1.table", "#chosen-2-1 td a"},
		"Outcome": {"/outcomes" + year, ".heat td a"},
	} {
		t.Run(name, func(t *testing.T) {
			b.open(root + page.address)
			click(page.number)
			if !evaluate[bool](b, `!!document.querySelector("td:target a")`) {
				t.Fatalf("the first click leads to %s", evaluate[string](b, `location.href`))
			}
			click("td:target a")
			if mark := evaluate[string](b, `document.querySelector("#marked") ? document.querySelector("#marked").textContent.trim() : ""`); mark == "" {
				t.Errorf("no cell is marked at %s", evaluate[string](b, `location.href`))
			}
			b.quiet(t)
		})
	}
	b.open(root + "/" + year)
	click(`.top nav a[href^="/benchmark"]`)
	if got := evaluate[string](b, `document.querySelector("h1").textContent + location.search`); !strings.Contains(got, "平潭综合实验区 · 2024") {
		t.Errorf("peers of %q", got)
	}
	for _, page := range []string{"/" + year, "/trends?body=" + pingtan, "/decisions", "/benchmark" + year, "/outcomes" + year, "/quality", "/reports", reportOf("2024")} {
		b.open(root + page)
		for _, format := range []string{"json", "csv", "xlsx", "sql"} {
			address := evaluate[string](b, `(document.querySelector('main a[href*=".`+format+`"]') || {}).href || ""`)
			if address == "" {
				t.Errorf("%s has no %s", page, format)
			} else if got := get(t, address); got.status != 200 || len(got.body) < 100 {
				t.Errorf("%s: %s: %d", page, address, got.status)
			}
		}
	}
	b.quiet(t)
}

// weights of what a browser gets, compressed: the first page with charts in
// all, and each page itself.
func TestWeights(t *testing.T) {
	root := start(t, samples.dir)
	weigh := func(address string) int { return len(get(t, root+address, "Accept-Encoding", "br, gzip").body) }
	first := 0
	page := get(t, root+"/trends").body
	for _, m := range assetAddresses.FindAllStringSubmatch(page, -1) {
		first += weigh(m[1])
	}
	for _, m := range chartAddresses.FindAllStringSubmatch(page, -1) {
		first += weigh(strings.ReplaceAll(m[1], "&amp;", "&"))
	}
	first += weigh("/trends")
	if first > 350<<10 {
		t.Errorf("the first visit weighs %d bytes", first)
	}
	t.Logf("first visit %d bytes", first)
	for _, address := range []string{"/", "/trends", "/decisions", "/benchmark?rule=level", "/outcomes", "/quality", "/reports", "/places", "/dictionary", "/methods", reportOf("2024"), "/charts/applications.json", "/charts/flow.json"} {
		n := weigh(address)
		t.Logf("%s %d bytes", address, n)
		if n > 15<<10 {
			t.Errorf("%s weighs %d bytes", address, n)
		}
	}
}
