package svg

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"gongkai/dashboard/view"
)

func asset(t *testing.T, name string) string {
	t.Helper()
	b, err := fs.ReadFile(view.Assets(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A picture has the colours and fonts of the page it stands for.
func TestLooksLikeThePages(t *testing.T) {
	css := asset(t, "app.css")
	blocks := regexp.MustCompile(`:root \{([^}]*)\}`).FindAllStringSubmatch(css, 2)
	if len(blocks) != 2 {
		t.Fatalf("%d blocks of colours", len(blocks))
	}
	for i, c := range []colors{lightColors, darkColors} {
		for name, own := range map[string]string{"ink": c.ink, "soft": c.soft, "line": c.line, "card": c.card} {
			if !strings.Contains(blocks[i][1], "--"+name+": "+own+";") {
				t.Errorf("block %d has no --%s: %s", i, name, own)
			}
		}
	}
	if !strings.Contains(css, strings.ReplaceAll(fonts, "'", `"`)) {
		t.Errorf("the pages have not the fonts %s", fonts)
	}
}
