package dashboard

import (
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// An open page shows what is published, or rolled back to, by itself, and asks
// whoever is typing first. One that shows a former day stays as it is.
func TestFollows(t *testing.T) {
	dir := t.TempDir()
	root := start(t, dir)
	publish := func(n string) {
		storetest.Publish(t, dir, storetest.Report(data.Body{Name: "平潭综合实验区", RegionCode: "350128"}, 2024, "gov2021",
			map[data.Cell]string{"gov2021/t3/received/total": n}))
	}
	if got := get(t, root+"/snapshot.json"); got.status != 200 || !strings.Contains(got.body, `"number":0`) {
		t.Fatal(got)
	}
	b := newBrowser(t, root)
	// whoever comes back to the window sees it at once, others within seconds
	follows := func(condition string) {
		t.Helper()
		b.until(`(window.dispatchEvent(new Event("focus")), ` + condition + `)`)
	}
	b.open(root + "/reports")
	publish("411")
	follows(`document.querySelector("table") !== null`)
	const cell = `document.getElementById("gov2021/t3/received/total").textContent === `
	b.open(root + reportOf("2024"))
	b.until(cell + `"411"`)
	publish("412")
	follows(cell + `"412" && document.querySelector(".foot").dataset.snapshot.startsWith("2-")`)
	if _, err := store.Point(t.Context(), dir, 1); err != nil {
		t.Fatal(err)
	}
	follows(cell + `"411"`)

	b.open(root + "/quality")
	b.do(`var box = document.querySelector("#choose input[name=body]"); box.focus(); box.value = "平潭"`)
	publish("413")
	follows(`document.querySelector(".news button") !== null`)
	if typed := evaluate[string](b, `document.querySelector("#choose input[name=body]").value`); typed != "平潭" {
		t.Errorf("what was typed is gone: %q", typed)
	}
	b.do(`document.querySelector(".news button").click()`)
	b.until(`document.querySelector(".foot").dataset.snapshot.startsWith("3-") && !document.querySelector(".news")`)

	b.open(root + "/quality?asof=2099-01-01")
	if evaluate[bool](b, `"snapshot" in document.querySelector(".foot").dataset`) {
		t.Error("a former day follows")
	}
	b.quiet(t)
}
