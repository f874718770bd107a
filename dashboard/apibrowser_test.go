package dashboard

import (
	"strings"
	"testing"
)

// The page tries an endpoint with the parameters of its form, also those that
// stand in the path.
func TestAPIPageTries(t *testing.T) {
	root := start(t, samples.dir)
	b := newBrowser(t, root)
	b.open(root + "/api")
	b.do(`var point = document.getElementById("report"); point.open = true; var form = point.querySelector("form"); form.elements.body.value = "350128"; form.elements.year.value = "2024"; form.requestSubmit()`)
	const shown = `document.querySelector("#report .shown").textContent`
	b.until(shown + `.includes("gov2021/t3/received/total")`)
	if at := evaluate[string](b, `document.querySelector("#report .address").textContent`); at != "/api/v1/reports/350128/2024" {
		t.Error(at)
	}
	if status := evaluate[string](b, `document.querySelector("#report .status").textContent`); !strings.HasPrefix(status, "200 · 1-") {
		t.Error(status)
	}
	for _, s := range screens {
		b.look(s)
		b.open(root + "/api")
		b.do(`document.querySelectorAll("details.point").forEach(function (d) { d.open = true; })`)
		if b.wider(s) {
			t.Errorf("%s: wider than the screen", s.name)
		}
		b.picture("api-" + s.name)
	}
	b.quiet(t)
}
