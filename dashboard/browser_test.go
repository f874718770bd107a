package dashboard

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser starts Chromium. What the pages complain about, and requests to
// other hosts, are collected in complaints.
type browser struct {
	ctx        context.Context
	t          *testing.T
	mu         sync.Mutex
	complaints []string
}

func newBrowser(t *testing.T, root string) *browser {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "google-chrome", "chromium-browser"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("Chromium is absent")
		}
		t.Skip("Chromium is absent: the pages are not tried in a browser (make test installs it)")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true),
		chromedp.UserDataDir(t.TempDir()))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &browser{ctx: ctx, t: t}
	host := strings.TrimPrefix(root, "http://")
	err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if u, err := url.Parse(e.Request.URL); err != nil || u.Host != host && u.Scheme != "data" && u.Scheme != "blob" {
				b.complain("request to another host: " + e.Request.URL)
			}
		case *network.EventResponseReceived:
			if e.Response.Status >= 400 {
				b.complain(fmt.Sprintf("%d %s", e.Response.Status, e.Response.URL))
			}
		case *cdpruntime.EventExceptionThrown:
			b.complain("exception: " + e.ExceptionDetails.Text)
		case *cdpruntime.EventConsoleAPICalled:
			if e.Type == "error" || e.Type == "warning" {
				b.complain(fmt.Sprintf("console %s: %s", e.Type, args(e)))
			}
		case *log.EventEntryAdded:
			if e.Entry.Level == "error" || e.Entry.Level == "warning" {
				b.complain("log: " + e.Entry.Text + " " + e.Entry.URL)
			}
		}
	})
	if err == nil {
		_, err = chromedp.Call(ctx, network.Enable, network.EnableParams{})
	}
	if err == nil {
		_, err = chromedp.Call(ctx, log.Enable, cdp.Empty{})
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func args(e *cdpruntime.EventConsoleAPICalled) string {
	var out []string
	for _, a := range e.Args {
		out = append(out, string(a.Value)+a.Description)
	}
	return strings.Join(out, " ")
}

func (b *browser) complain(s string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.complaints = append(b.complaints, s)
}

// limit bounds one step in the browser.
const limit = 30 * time.Second

// evaluate runs a script on the page and returns its value.
func evaluate[T any](b *browser, script string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		b.t.Fatalf("%s: %v", script, err)
	}
	return v
}

// do runs a script for what it does.
func (b *browser) do(script string) {
	b.t.Helper()
	evaluate[bool](b, script+"; true")
}

// until waits for a condition on the page.
func (b *browser) until(condition string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	for {
		_, err := chromedp.Run(ctx, chromedp.Poll[bool](condition, chromedp.WithPollingTimeout(limit)))
		if err == nil {
			return
		}
		gone := strings.Contains(err.Error(), "Cannot find context") || strings.Contains(err.Error(), "navigated or closed") // the page that was asked
		if ctx.Err() != nil || !gone {
			b.t.Fatalf("waiting for %s: %v (%v)", condition, err, b.complaints)
		}
	}
}

// open goes to an address and waits until its charts, if any, are drawn.
func (b *browser) open(address string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Navigate(address)); err != nil {
		b.t.Fatalf("%s: %v", address, err)
	}
	b.until(finished)
}

// arrive waits until the page is at an address and has loaded.
func (b *browser) arrive(address string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	for {
		at, err := chromedp.Run(ctx, chromedp.Location())
		if err == nil && at == address {
			break
		}
		if ctx.Err() != nil {
			b.t.Fatalf("at %s (%v), want %s", at, err, address)
		}
	}
	if _, err := chromedp.Run(ctx, chromedp.WaitVisible("main")); err != nil {
		b.t.Fatal(err)
	}
	b.until(finished)
}

const finished = `["drawn", "none"].includes(document.documentElement.dataset.charts)`

// quiet fails the test for every complaint so far.
func (b *browser) quiet(t *testing.T) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.complaints {
		t.Error(c)
	}
	b.complaints = nil
}

// screen is a size and theme to look at pages in.
type screen struct {
	name          string
	width, height int64
	theme         string
}

var screens = []screen{
	{"wide-light", 1440, 900, "light"}, {"wide-dark", 1440, 900, "dark"},
	{"phone-light", 390, 844, "light"}, {"phone-dark", 390, 844, "dark"},
}

// look sets size and theme of the screen.
func (b *browser) look(s screen) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: s.width, Height: s.height, DeviceScaleFactor: 1, Mobile: s.width < 700})
	if err == nil {
		_, err = chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.theme}}})
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// picture saves a picture of the whole page below $GONGKAI_SCREENSHOTS, if set.
func (b *browser) picture(name string) {
	b.t.Helper()
	dir := os.Getenv("GONGKAI_SCREENSHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// wider tells whether the page scrolls sideways. The inner width of a phone
// grows with what is too wide; its screen does not.
func (b *browser) wider(s screen) bool {
	b.t.Helper()
	return evaluate[int64](b, `document.documentElement.scrollWidth`) > s.width
}

// chartState is what a chart on the page shows.
type chartState struct {
	ID     string
	Ink    int // pixels that differ from the background
	Series []struct {
		Name string
		Type string
		Data [][]any
	}
	Marks []float64
}

const lookAtCharts = `[...document.querySelectorAll(".card")].filter(c => c.querySelector(".chart")).map(card => {
  const node = card.querySelector(".chart"), chart = echarts.getInstanceByDom(node), canvas = node.querySelector("canvas");
  let ink = 0;
  if (canvas) {
    const px = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    for (let i = 3; i < px.length; i += 4) { if (px[i] > 0) ink++; }
  }
  const series = chart ? chart.getOption().series : [];
  return {ID: card.id, Ink: ink, Series: series.filter(s => s.name).map(s => ({Name: s.name, Type: s.type, Data: s.data.map(d => d.value.slice(0, 2))})),
    Marks: series.flatMap(s => (s.markLine && s.markLine.data || []).map(d => d.xAxis))};
})`

func TestChartsAreDrawn(t *testing.T) {
	root := start(t, samples.dir)
	b := newBrowser(t, root)
	for _, s := range screens {
		t.Run(s.name, func(t *testing.T) {
			b.look(s)
			b.open(root + "/trends?body=" + pingtan)
			charts := evaluate[[]chartState](b, lookAtCharts)
			b.picture("first-" + s.name)
			b.quiet(t)
			if b.wider(s) {
				t.Error("the page scrolls sideways")
			}
			want := map[string]string{
				"applications-1": `[["2019",23],["2020",21],["2021",70],["2022",74],["2023",81],["2024",218],["2025",154]]`,
				"penalties-1":    `[["2019",430],["2020",538],["2021",1282],["2022",2113],["2023",1330],["2024",1100],["2025",644]]`,
				"licences-1":     "", "outcomes-1": "", "reviews-1": "", "lawsuits-1": "", "remedies-1": "",
			}
			for _, c := range charts {
				points, known := want[c.ID]
				if !known {
					t.Errorf("an unknown chart %s", c.ID)
					continue
				}
				delete(want, c.ID)
				if c.Ink < 500 {
					t.Errorf("%s is empty: %d pixels", c.ID, c.Ink)
				}
				if len(c.Series) == 0 || len(c.Series[0].Data) != 7 {
					t.Errorf("%s: %+v", c.ID, c.Series)
					continue
				}
				got, _ := json.Marshal(c.Series[0].Data)
				if points != "" && string(got) != points {
					t.Errorf("%s: points %s, want %s", c.ID, got, points)
				}
				if c.ID == "penalties-1" && (len(c.Marks) != 1 || c.Marks[0] != 2020.5) {
					t.Errorf("%s: marks %v", c.ID, c.Marks)
				}
			}
			for id := range want {
				t.Errorf("no chart %s", id)
			}
		})
	}
}

// Choosing changes page and address without a reload; back brings the former
// choice again; a point leads to the cell of its report.
func TestChoosing(t *testing.T) {
	root := start(t, samples.dir)
	b := newBrowser(t, root)
	b.look(screens[0])
	b.open(root + "/trends")
	before := evaluate[string](b, "location.href")
	b.do(`window.marker = 1; document.documentElement.dataset.charts = "";
		const s = document.querySelector("select[name=penalties]"); s.value = "decisions.coercion"; s.dispatchEvent(new Event("change"))`)
	b.until(finished)
	after := evaluate[string](b, "location.href")
	chosen := evaluate[string](b, `window.marker + " " + document.querySelector("select[name=penalties]").value`)
	b.do(`document.documentElement.dataset.charts = ""; history.back()`)
	b.until(finished)
	back := evaluate[string](b, "location.href")
	if before == after || !strings.Contains(after, "penalties=decisions.coercion") || chosen != "1 decisions.coercion" || back != before {
		t.Errorf("before %s, after %s (%s), back %s", before, after, chosen, back)
	}
	// a click on the first point of the chart, where the mouse would be
	at := evaluate[[]float64](b, `(() => {
		const node = document.querySelector("#licences-1 .chart"), chart = echarts.getInstanceByDom(node);
		node.scrollIntoView({block: "center"});
		const p = chart.convertToPixel({seriesIndex: 0}, chart.getOption().series[0].data[0].value.slice(0, 2)), box = node.getBoundingClientRect();
		return [box.left + p[0], box.top + p[1]];
	})()`)
	href := evaluate[string](b, `document.querySelector("#licences-1 td a").href`)
	if _, err := chromedp.Run(b.ctx, chromedp.MouseClickXY(at[0], at[1])); err != nil {
		t.Fatal(err)
	}
	b.arrive(href)
	cell := evaluate[string](b, `document.querySelector("td:target").id + " " + document.getElementById("where").textContent`)
	b.picture("cell")
	if !strings.Contains(cell, "/licence/decisions 行政许可 · ") {
		t.Errorf("the point leads to %q", cell)
	}
	b.quiet(t)
}

// Every page in every size and theme: no complaint, no sideways scrolling.
func TestPagesInTheBrowser(t *testing.T) {
	root := start(t, samples.dir)
	empty := start(t, t.TempDir())
	b := newBrowser(t, root)
	e := newBrowser(t, empty)
	for _, s := range screens {
		for name, address := range map[string]string{"overview": "/", "overview-english": "/?lang=en", "benchmark": "/benchmark?i=rate.disclosure&rule=level&year=2024&body=" + pingtan, "benchmark-english": "/benchmark?lang=en", "outcomes": "/outcomes?year=2024&body=" + pingtan, "outcomes-english": "/outcomes?lang=en&applicant=natural", "scatter": "/benchmark/scatter?rule=level&year=2024&y=decisions.penalty&body=" + pingtan, "best": "/benchmark/best", "heat": "/benchmark/heat?rule=level&year=2024&body=" + pingtan, "heat-english": "/benchmark/heat?lang=en", "quality": "/quality?state=any", "quality-english": "/quality?lang=en&rule=level&body=" + pingtan, "dictionary": "/dictionary", "definition": "/dictionary/rate.disclosure?lang=en", "methods": "/methods", "downloads": "/downloads", "downloads-english": "/downloads?lang=en", "methods-english": "/methods?lang=en", "gallery": "/gallery", "places": "/places", "places-open": "/places?province=" + url.QueryEscape("福建省") + "&prefecture=" + url.QueryEscape("福州市") + "&q=ptzh", "help": "/help", "trends": "/trends", "index": "/trends?view=index", "decisions": "/decisions", "english": "/trends?lang=en", "chosen": "/trends?i=rate.disclosure&i=decisions.penalty&body=" + pingtan, "reports": "/reports", "report": reportOf("2020")} {
			b.look(s)
			b.open(root + address)
			b.picture(name + "-" + s.name)
			if b.wider(s) {
				t.Errorf("%s scrolls sideways at %s", name, s.name)
			}
			b.quiet(t)
		}
		e.look(s)
		e.open(empty + "/")
		e.picture("empty-" + s.name)
		e.quiet(t)
	}
}
