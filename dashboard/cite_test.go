package dashboard

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/store/storetest"
)

var citeLink = regexp.MustCompile(`href="([^"]*asof=[^"]*)"[^>]*rel="bookmark"`)

// The address that a page is cited by shows the same numbers after others were
// published, in each format, and nothing where the snapshot is another one.
func TestCitedPages(t *testing.T) {
	dir := t.TempDir()
	publish := func(n string) {
		storetest.Publish(t, dir, storetest.Report(data.Body{Name: "平潭综合实验区", RegionCode: "350128"}, 2024, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": n}))
	}
	publish("411")
	root := start(t, dir)
	found := citeLink.FindStringSubmatch(get(t, root+reportOf("2024")+"?lang=en").body)
	if found == nil {
		t.Fatal("the page has no address to cite")
	}
	cited := html.UnescapeString(found[1])
	csv := get(t, root+strings.Replace(cited, "2024?", "2024.csv?", 1)).body
	publish("412")
	if got := get(t, root+reportOf("2024")).body; !strings.Contains(got, ">412<") {
		t.Error("the present number is missing")
	}
	got := get(t, root+cited)
	if got.status != 200 || !strings.Contains(got.body, ">411<") || strings.Contains(got.body, ">412<") || !strings.Contains(got.body, "The snapshot cited") {
		t.Errorf("%d: the cited number is missing", got.status)
	}
	if again := get(t, root+strings.Replace(cited, "2024?", "2024.csv?", 1)).body; again != csv || !strings.Contains(csv, ",411,") {
		t.Errorf("the cited file is another one:\n%s\n%s", csv, again)
	}
	if again := citeLink.FindStringSubmatch(got.body); again == nil || again[1] != found[1] {
		t.Error("a cited page is cited by another address")
	}
	for asof, code := range map[string]string{"1-000000000000": "other_snapshot", "9": "unknown_snapshot", "x": "bad_day"} {
		if got := get(t, root+apiRoot+"/snapshot?asof="+asof); got.status < 400 || !strings.Contains(got.body, code) {
			t.Errorf("%s: %d %s", asof, got.status, got.body)
		}
	}
}
