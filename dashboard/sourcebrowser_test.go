package dashboard

import (
	"net/url"
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// markInView is the text of the marked cell, if that is in view on one line.
const markInView = `(() => {
	const m = document.querySelector("#marked"), r = m.getBoundingClientRect();
	return r.top >= 0 && r.left >= 0 && r.bottom <= innerHeight && r.right <= innerWidth && m.querySelector("mark").getClientRects().length === 1 && m.textContent;
})()`

// A click on a figure of the report page shows the document's cell, in view on
// every screen.
func TestFromFigureToSource(t *testing.T) {
	root := start(t, samples.dir)
	b := newBrowser(t, root)
	for _, s := range screens {
		b.look(s)
		b.open(root + reportOf("2024"))
		if b.wider(s) {
			t.Errorf("the report scrolls sideways at %s", s.name)
		}
		b.picture("figure-" + s.name) // moves the page
		at := evaluate[[]float64](b, `(() => {
			const a = document.getElementById("`+figure218+`").querySelector("a");
			a.scrollIntoView({block: "center", inline: "center"});
			const r = a.getBoundingClientRect();
			return [r.left + r.width / 2, r.top + r.height / 2];
		})()`)
		href := evaluate[string](b, `document.getElementById("`+figure218+`").querySelector("a").href`)
		if _, err := chromedp.Run(b.ctx, chromedp.MouseClickXY(at[0], at[1])); err != nil {
			t.Fatal(err)
		}
		b.arrive(href)
		if got := evaluate[any](b, markInView); got != "218" {
			t.Errorf("%s: in view is %v", s.name, got)
		}
		if b.wider(s) {
			t.Errorf("the source scrolls sideways at %s", s.name)
		}
		b.picture("source-" + s.name)
		b.quiet(t)
	}
}

// Focus on a figure still says where it stands.
func TestFocusSaysWhere(t *testing.T) {
	root := start(t, samples.dir)
	b := newBrowser(t, root)
	b.look(screens[0])
	b.open(root + reportOf("2024"))
	if _, err := chromedp.Call(b.ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	b.do(`document.getElementById("` + figure218 + `").querySelector("a").focus()`)
	said := evaluate[string](b, `document.getElementById("where").textContent`)
	if want := evaluate[string](b, `document.getElementById("`+figure218+`").title`); said != want || want == "" {
		t.Errorf("said %q, want %q", said, want)
	}
	b.quiet(t)
}

// The page of a PDF fits every screen, and its picture is drawn.
func TestPageInTheBrowser(t *testing.T) {
	content, err := os.ReadFile("../ingest/document/pdf/testdata/report-office.pdf")
	if err != nil {
		t.Fatal(err)
	}
	root := start(t, loaded(t, "report.pdf", content))
	b := newBrowser(t, root)
	b.look(screens[0])
	b.open(root + "/reports")
	home := evaluate[string](b, `document.querySelector("main td a[href^='/reports/'], main th a[href^='/reports/']").pathname`)
	for _, s := range screens {
		b.look(s)
		b.open(root + home + "/source?cell=" + url.QueryEscape(figure218) + "#marked")
		b.until(`document.querySelector("img.sheet").complete`)
		if evaluate[int](b, `document.querySelector("img.sheet").naturalWidth`) < 500 {
			t.Errorf("%s: no picture", s.name)
		}
		if b.wider(s) {
			t.Errorf("the page scrolls sideways at %s", s.name)
		}
		b.picture("page-" + s.name)
		b.quiet(t)
	}
}
