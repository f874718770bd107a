package svg

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/dashboard/chart/gallery"
	"gongkai/data"
)

// Every chart of the gallery, framed, is as its reference picture below
// testdata: in light and dark, and for print in black and white.
// GONGKAI_GOLDEN=1 writes them anew; look at them before they are committed.
func TestReferencePictures(t *testing.T) {
	figures, err := gallery.Figures()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, f := range figures {
		for _, look := range []struct {
			name  string
			theme Theme
			only  string // the charts drawn in this look, "" for all
		}{{"", Theme{}, ""}, {"-dark", Theme{Dark: true}, "line stack funnel flow"}, {"-print", Theme{Print: true}, "line stack"}, {"-english", Theme{Lang: data.English}, "large"}} {
			if look.only != "" && !strings.Contains(" "+look.only+" ", " "+f.ID+" ") {
				continue
			}
			got, err := renderer().Picture(t.Context(), f.Option, Frame{Title: f.Title.In(look.theme.Lang), Unit: "单位：" + f.Unit.ZH, Notes: f.Notes, Source: "来源：自拟的数字，只供测试"}, 720, 360, look.theme)
			if err != nil {
				t.Fatal(f.ID, err, errors.Unwrap(err))
			}
			path := filepath.Join("testdata", f.ID+look.name+".svg")
			known[path] = true
			if os.Getenv("GONGKAI_GOLDEN") != "" {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s is not as its reference (%v): GONGKAI_GOLDEN=1 go test ./dashboard/chart/svg writes it anew", path, err)
			}
		}
	}
	files, err := filepath.Glob("testdata/*.svg")
	for _, f := range files {
		if !known[f] || err != nil {
			t.Errorf("%s is nobody's reference, %v", f, err)
		}
	}
}

// A frame wraps what is long, and its words are text.
func TestFrame(t *testing.T) {
	long := strings.Repeat("国家税务总局", 20)
	b, err := renderer().Picture(t.Context(), samples()["one"], Frame{Title: "<b>" + long, Unit: `"件"`, Notes: []string{"一", "二"}, Source: "a & b"}, 400, 200, Theme{})
	if err != nil {
		t.Fatal(err)
	}
	c := read(t, b)
	joined := strings.Join(c.texts, "|")
	for _, want := range []string{"<b>国家", `"件"`, "一|二|a & b"} {
		if !strings.Contains(joined, want) {
			t.Errorf("%q is missing in %q", want, joined)
		}
	}
	for _, line := range c.texts {
		if textWidth(line, "bold 17px") > 400 {
			t.Errorf("too long: %q", line)
		}
	}
}

func TestWrapped(t *testing.T) {
	for text, want := range map[string]string{"": "", "甲乙丙丁": "甲乙|丙丁", "aa bb": "aa| bb", "abcdefgh": "abc|defg|h", "甲": "甲"} {
		if got := strings.Join(wrapped(text, "10px", 22), "|"); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
