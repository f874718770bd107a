package svg

import (
	"context"
	"encoding/base64"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// label is a text as the browser lays it out.
type label struct {
	Text                     string
	Left, Top, Right, Bottom float64
}

const labels = `[...document.querySelectorAll("text")].map(t => { const r = t.getBoundingClientRect();
	return {Text: t.textContent, Left: r.left, Top: r.top, Right: r.right, Bottom: r.bottom}; })`

// A browser reads every picture as SVG and shows its texts, each within the
// picture and none over another.
func TestInBrowser(t *testing.T) {
	ctx := browser(t)
	if _, err := chromedp.Run(ctx, chromedp.EmulateViewport(860, 1100)); err != nil {
		t.Fatal(err)
	}
	for name, option := range samples() {
		for _, theme := range []Theme{{}, {Dark: true}} {
			b := render(t, option, 1100, theme)
			if _, err := chromedp.Run(ctx, chromedp.Navigate("data:image/svg+xml;base64,"+base64.StdEncoding.EncodeToString(b))); err != nil {
				t.Fatal(err)
			}
			root, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.documentElement.nodeName`))
			if err != nil {
				t.Fatal(err)
			}
			found, err := chromedp.Run(ctx, chromedp.Evaluate[[]label](labels))
			if err != nil {
				t.Fatal(err)
			}
			var texts []string
			for _, l := range found {
				texts = append(texts, l.Text)
			}
			if root != "svg" || len(texts) < 3 || !slices.Equal(texts, read(t, b).texts) {
				t.Errorf("%s: %s with %q", name, root, texts)
			}
			apart(t, name, found)
		}
	}
}

func apart(t *testing.T, name string, found []label) {
	t.Helper()
	for i, a := range found {
		if a.Right <= a.Left || a.Left < 0 || a.Top < 0 || a.Right > 860 || a.Bottom > 1100 {
			t.Errorf("%s: %+v is not within the picture", name, a)
		}
		for _, b := range found[:i] {
			if a.Left < b.Right && b.Left < a.Right && a.Top+1 < b.Bottom && b.Top+1 < a.Bottom {
				t.Errorf("%s: %+v lies over %+v", name, a, b)
			}
		}
	}
}

func browser(t *testing.T) context.Context {
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
		t.Skip("Chromium is absent: the pictures are not opened in a browser (make test installs it)")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.UserDataDir(t.TempDir()))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute) // a browser that hangs must not hang the tests
	t.Cleanup(cancel)
	return ctx
}
