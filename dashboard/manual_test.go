package dashboard

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// The pictures of the manual are of real pages: GONGKAI_MANUAL=1 takes them
// anew. Every picture is in the manual, and every one in it is there.
func TestManual(t *testing.T) {
	root := start(t, samples.dir)
	b := newBrowser(t, root)
	b.look(screen{"manual", 1200, 750, "light"})
	if os.Getenv("GONGKAI_MANUAL") != "" {
		quality := int64(72)
		for name, address := range map[string]string{"overview": "/?year=2024&body=" + pingtan, "trends": "/trends?body=" + pingtan, "benchmark": "/benchmark?i=rate.disclosure&rule=level&year=2024&body=" + pingtan, "quality": "/quality"} {
			b.open(root + address)
			shot, err := chromedp.Call(b.ctx, cdppage.CaptureScreenshot, cdppage.CaptureScreenshotParams{Format: cdppage.CaptureScreenshotFormatWebp, Quality: &quality})
			if err == nil {
				err = os.WriteFile(filepath.Join("view", "assets", "help-"+name+".webp"), shot.Data, 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	entries, err := os.ReadDir("view/assets")
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"/help", "/help?lang=en"} {
		text := get(t, root+address).body
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), "help-") && !strings.Contains(text, "/"+e.Name()+`"`) {
				t.Errorf("%s is not in %s", e.Name(), address)
			}
		}
		for _, m := range regexp.MustCompile(`src="(/assets/[^"]+\.webp)"`).FindAllStringSubmatch(text, -1) {
			if got := get(t, root+m[1]); got.status != 200 || got.header.Get("Content-Type") != "image/webp" {
				t.Errorf("%s: %d %s", m[1], got.status, got.header.Get("Content-Type"))
			}
		}
		for _, m := range regexp.MustCompile(`<a href="(/[^"#]*)`).FindAllStringSubmatch(text, -1) {
			if got := get(t, root+strings.ReplaceAll(m[1], "&amp;", "&")); got.status != 200 {
				t.Errorf("%s leads to %s: %d", address, m[1], got.status)
			}
		}
	}
	if empty := get(t, start(t, t.TempDir())+"/help"); empty.status != 200 {
		t.Error(empty.status)
	}
}
