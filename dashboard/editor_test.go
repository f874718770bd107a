package dashboard

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/gofiber/fiber/v2"
)

// editorPage is a page with nothing but the editor.
const editorPage = `<!doctype html><html lang="zh" data-charts="none"><head><meta charset="utf-8"><title>SQL</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><link rel="stylesheet" href="/app.css"></head>
<body><main><div class="card"><form id="sqlform"><label for="sql">查询</label>
<textarea id="sql" name="q" spellcheck="false" placeholder="select …">select 1</textarea><p><button id="after">运行</button></p></form></div></main>
<script src="/editor.min.js"></script><script src="/attach.js"></script></body></html>`

const attachEditor = `
window.runs = 0; window.inputs = 0;
const sql = document.getElementById("sql");
sql.addEventListener("input", () => inputs++);
window.editor = gongkaiEditor.attach(sql, {
	label: "查询", parameters: true, run: () => { runs++; },
	tables: {
		reports: {comment: "年度报告", columns: [{name: "body", type: "VARCHAR", comment: "行政机关"}, {name: "year", type: "INTEGER", comment: "报告年度"}]},
		facts: {comment: "报告里的数", columns: [{name: "code", type: "VARCHAR", comment: "指标"}, {name: "received", type: "DECIMAL", comment: "收到申请数"}, {name: "order", type: "INTEGER", comment: "次序"}]},
	},
	functions: [{name: "share", signature: "share(part, whole)", comment: "占比"}],
});
window.inner = document.querySelector(".sqleditor").shadowRoot;
window.shown = () => [...inner.querySelectorAll("[role=option]")].map(o => o.textContent);`

// startEditor serves the page as the program serves its own: with the same
// policy and with the embedded assets.
func startEditor(t *testing.T) string {
	t.Helper()
	assets, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{assets: assets}
	serve := func(kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Content-Security-Policy", policy(nil))
			_, _ = w.Write([]byte(body))
		}
	}
	mux := http.NewServeMux()
	mux.Handle("/", serve(fiber.MIMETextHTMLCharsetUTF8, editorPage))
	mux.Handle("/attach.js", serve(kindOf("attach.js"), attachEditor))
	for name, kind := range map[string]string{"app.css": "text/css; charset=utf-8", "editor.min.js": "text/javascript; charset=utf-8"} {
		a := assets[s.assetAddress(name)]
		if a.kind != kind {
			t.Fatalf("%s is %q", name, a.kind)
		}
		mux.Handle("/"+name, serve(a.kind, string(a.plain)))
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

// press sends keys as a keyboard does.
func (b *browser) press(keys string, with ...chromedp.Modifier) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.KeyEvent(keys, chromedp.KeyModifiers(with...))); err != nil {
		b.t.Fatal(err)
	}
}

// write replaces the editor's text by typing, but for the ends of lines: in a
// list of completions Enter would choose.
func (b *browser) write(text string) {
	b.t.Helper()
	b.do(`editor.set(""); editor.focus()`)
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.do(`editor.insert("\n")`)
		}
		b.press(line)
	}
}

func openEditor(t *testing.T) *browser {
	root := startEditor(t)
	b := newBrowser(t, root)
	if _, err := chromedp.Call(b.ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	b.look(screens[0])
	b.open(root)
	return b
}

// What is completed at the end of a text, first the best.
func TestEditorCompletes(t *testing.T) {
	b := openEditor(t)
	for text, want := range map[string]string{
		"select 1 from reports a join facts f on a.": "body",
		"select 1 from facts where re":               "received",
		"select 1 from re":                           "reports",
		"select ye":                                  "year",
		"select rec":                                 "received",
		"select sha":                                 "share",
		"select 1 from reports r where exists (select 1 from facts g where r.": "body",
		"with x as (select 1) select 1 from reports, facts y where y.":         "code",
		"select 1; select 1 from facts f where f.":                             "code",
		"SEL": "SELECT",
	} {
		b.write(text)
		b.until(`shown().length > 0 && shown()[0].startsWith("` + want + `")`)
	}
	// FROM may stand behind, and a comment finds its column
	for _, typed := range []string{"f.", "指标"} {
		b.write("select  from facts f")
		b.press(strings.Repeat(kb.ArrowLeft, len(" from facts f")))
		b.press(typed)
		b.until(`shown().length > 0 && shown()[0].startsWith("code")`)
	}
	for text, want := range map[string]string{"select sha": "select share()", "select 1 from facts f where f.ord": `select 1 from facts f where f."order"`} {
		b.write(text)
		b.until(`shown().length > 0`)
		// Enter right after the list appears would still be a new line, a click is not
		b.do(`inner.querySelector("[role=option]").dispatchEvent(new MouseEvent("mousedown", {bubbles: true, cancelable: true}))`)
		b.until(`editor.get() === ` + "`" + want + "`")
	}
	b.write("select '12:30' ye")
	b.until(`shown().length > 0`)
	b.write("select 'ye")
	b.press(" ", chromedp.ModifierCtrl)
	b.until(`editor.get() === "select 'ye" && shown().length === 0`)
	b.quiet(t)
}

func TestEditorKeys(t *testing.T) {
	b := openEditor(t)
	b.write("select body\nfrom reports -- :no")
	b.press(kb.Escape)
	b.until(`document.getElementById("sql").value === "select body\nfrom reports -- :no" && inputs > 10`)
	b.press(kb.Enter, chromedp.ModifierCtrl)
	b.until(`runs === 1 && editor.get().endsWith(":no")`)

	b.do(`editor.errorAt(2, 6)`)
	b.until(`inner.querySelector(".cm-errorText")?.textContent === "reports" && inner.querySelector(".cm-line.cm-errorLine").textContent.startsWith("from")
		&& inner.querySelector(".cm-gutterElement.cm-errorLine").textContent === "2" && inner.querySelector("[aria-invalid=true]") !== null`)
	b.do(`editor.errorAt(99, 99)`)
	b.until(`inner.querySelector(".cm-errorText") !== null`)
	b.do(`editor.clearError()`)
	b.until(`inner.querySelector(".cm-errorLine") === null`)
	b.do(`editor.errorAt(1)`)
	b.until(`inner.querySelector(".cm-errorText").textContent === "select body"`)
	b.do(`editor.insert("x")`)
	b.until(`inner.querySelector(".cm-errorLine") === null`)

	b.write("select :year, a::text, ':no' ")
	b.until(`[...inner.querySelectorAll(".cm-parameter")].map(p => p.textContent).join() === ":year"`)
	b.press("z", chromedp.ModifierCtrl)
	b.until(`editor.get() !== "select :year, a::text, ':no' "`)

	b.write("a")
	b.press(kb.Escape) // closes the list, if it is open
	b.press(kb.Escape)
	b.press(kb.Home + kb.Tab)
	b.until(`editor.get() === "  a" && document.activeElement.className === "sqleditor"`)
	b.press(kb.Escape + kb.Tab)
	b.until(`document.activeElement.id === "after"`)
	b.do(`document.querySelector("label").click()`)
	b.until(`document.activeElement.className === "sqleditor" && inner.activeElement.getAttribute("aria-label") === "查询"`)

	b.do(`editor.set("select 2"); editor.destroy()`)
	b.until(`document.querySelector(".sqleditor") === null && sql.checkVisibility() && sql.value === "select 2"`)
	b.quiet(t)
}

// The editor is between 8 and 24 lines high, fits its screen and breaks no
// policy of the page.
func TestEditorLooks(t *testing.T) {
	b := openEditor(t)
	const text = "-- 各机关收到的申请\nselect r.body, f.received, share(f.received, 100)::decimal(9, 2) as \"占比\"\nfrom reports r join facts f on f.code = 'received'\nwhere r.year = :year and f.received // 10 > 2.5 and "
	for _, s := range screens {
		b.look(s)
		b.do(`editor.set("")`)
		low := evaluate[int](b, `inner.querySelector(".cm-editor").offsetHeight`)
		b.do(`editor.set("\n".repeat(100))`)
		b.until(`inner.querySelector(".cm-gutterElement:last-child") !== null`)
		high := evaluate[int](b, `inner.querySelector(".cm-editor").offsetHeight`)
		if low < 150 || low > 220 || high < 450 || high > 650 {
			t.Errorf("%s: %d to %d pixels high", s.name, low, high)
		}
		b.write(text)
		b.do(`editor.errorAt(2, 8)`)
		b.picture("editor-error-" + s.name)
		b.press("f.")
		b.until(`shown().length === 3 && inner.querySelector(".cm-completionInfo") !== null`)
		if b.wider(s) {
			t.Errorf("%s: wider than the screen", s.name)
		}
		b.picture("editor-" + s.name)
	}
	if n := evaluate[int](b, `inner.adoptedStyleSheets.length + 10 * (document.querySelectorAll("style").length + inner.querySelectorAll("style").length)`); n != 1 {
		t.Errorf("styles: %d", n)
	}
	b.quiet(t)
}
