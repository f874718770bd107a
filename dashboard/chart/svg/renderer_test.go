package svg

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongkai/data"
)

func render(t *testing.T, option json.RawMessage, height int, theme Theme) []byte {
	t.Helper()
	b, err := renderer().Render(t.Context(), option, 860, height, theme)
	if err != nil {
		t.Fatalf("%v: %v", err, errors.Unwrap(err))
	}
	return b
}

// content is what an XML document holds: elements by name, and its texts.
type content struct {
	elements map[string][]map[string]string
	texts    []string
}

func read(t *testing.T, b []byte) content {
	t.Helper()
	c := content{elements: map[string][]map[string]string{}}
	dec, inText := xml.NewDecoder(bytes.NewReader(b)), false
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return c
		}
		if err != nil {
			t.Fatalf("%v in %s", err, b)
		}
		switch x := token.(type) {
		case xml.StartElement:
			attributes := map[string]string{}
			for _, a := range x.Attr {
				attributes[a.Name.Local] = a.Value
			}
			c.elements[x.Name.Local] = append(c.elements[x.Name.Local], attributes)
			inText = x.Name.Local == "text"
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				c.texts = append(c.texts, string(x))
			}
		}
	}
}

// strokes are the paths drawn in a colour without a fill: the lines.
func (c content) strokes(color string) (out []string) {
	for _, p := range c.elements["path"] {
		if p["stroke"] == color && p["fill"] == "none" {
			out = append(out, p["d"])
		}
	}
	return out
}

// Every chart of the pages is drawn, light and dark, as a document of the
// allowed elements. GONGKAI_SVG names a folder that keeps them for looking at.
func TestSamples(t *testing.T) {
	for name, option := range samples() {
		for _, theme := range []Theme{{}, {Dark: true, Lang: data.English}} {
			b := render(t, option, 1100, theme)
			if name != "many" {
				b = render(t, option, 420, theme)
			}
			c := read(t, b)
			if len(c.texts) < 3 || len(c.elements["path"]) < 5 {
				t.Errorf("%s: %d texts, %d paths", name, len(c.texts), len(c.elements["path"]))
			}
			for element := range c.elements {
				if !drawing[element] {
					t.Errorf("%s: element %s", name, element)
				}
			}
			if dir := os.Getenv("GONGKAI_SVG"); dir != "" {
				if theme.Dark {
					name += "-dark"
				}
				if err := os.WriteFile(filepath.Join(dir, name+".svg"), b, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// A year without a figure is a gap, and a line ends before a mark that it must
// not cross: 2019-2020 and, across a joinable mark, 2022-2023; then 2024-2025.
func TestGapAndMark(t *testing.T) {
	c := read(t, render(t, samples()["break"], 420, Theme{}))
	var shape []string
	for _, d := range c.strokes("#08448f") {
		shape = append(shape, regexp.MustCompile(`[^A-Z]+`).ReplaceAllString(d, ""))
	}
	if !slices.Equal(shape, []string{"MLML", "ML"}) {
		t.Errorf("lines %q", c.strokes("#08448f"))
	}
	for _, want := range []string{"①", "②", "2019", "2021", "2025"} {
		if !slices.Contains(c.texts, want) {
			t.Errorf("no %q in %q", want, c.texts)
		}
	}
}

func TestNumbersOfTheAxisFollowTheLanguage(t *testing.T) {
	for lang, want := range map[data.Lang]string{data.Chinese: "3亿", data.English: "300M"} {
		c := read(t, render(t, samples()["large"], 420, Theme{Lang: lang}))
		if !slices.Contains(c.texts, want) {
			t.Errorf("%s: no %q in %q", lang, want, c.texts)
		}
	}
}

// A part of a stack is a bar in each of the three years that have a figure, a
// printed zero included, and none in the year that has not; its sign in the
// legend is the fourth.
func TestStack(t *testing.T) {
	c := read(t, render(t, samples()["stack"], 420, Theme{}))
	bars := map[string]int{}
	for _, p := range c.elements["path"] {
		bars[p["fill"]]++
	}
	for _, color := range []string{"#12824c", "#7cc49a", "#c0392b"} {
		if bars[color] != 4 {
			t.Errorf("%s: %d bars and signs", color, bars[color])
		}
	}
	if !slices.Contains(c.texts, "2021") {
		t.Errorf("texts %q", c.texts)
	}
}

func TestDark(t *testing.T) {
	light, dark := render(t, samples()["line"], 420, Theme{}), render(t, samples()["line"], 420, Theme{Dark: true})
	for _, c := range []string{darkColors.card, darkColors.soft, darkColors.line, "#296fd8"} {
		if !bytes.Contains(dark, []byte(c)) || bytes.Contains(light, []byte(c)) {
			t.Errorf("%s in dark %v, in light %v", c, bytes.Contains(dark, []byte(c)), bytes.Contains(light, []byte(c)))
		}
	}
}

// fresh is a renderer whose one engine has yet to be made.
func fresh() *Renderer {
	r := &Renderer{programs: renderer().programs, engines: make(chan *engine, 1)}
	r.engines <- nil
	return r
}

// The same option gives the same bytes: at once, after other charts, in a new
// engine and beside others.
func TestSameBytes(t *testing.T) {
	want := map[string][]byte{}
	for name, option := range samples() {
		b, err := fresh().Render(t.Context(), option, 860, 1100, Theme{})
		if err != nil {
			t.Fatal(name, err)
		}
		want[name] = b
	}
	for range 3 {
		for name, option := range samples() {
			if !bytes.Equal(render(t, option, 1100, Theme{}), want[name]) {
				t.Errorf("%s differs when drawn again", name)
			}
		}
	}
	var all sync.WaitGroup
	for range 2 {
		for name, option := range samples() {
			all.Go(func() {
				b, err := renderer().Render(t.Context(), option, 860, 1100, Theme{})
				if err != nil || !bytes.Equal(b, want[name]) {
					t.Errorf("%s differs when drawn beside others: %v", name, err)
				}
			})
		}
	}
	all.Wait()
}

// Ids of two pictures on one page must not meet.
func TestIDsDiffer(t *testing.T) {
	seen := map[string]string{}
	found := 0
	for name, option := range samples() {
		for _, e := range read(t, render(t, option, 1100, Theme{})).elements["clipPath"] {
			found++
			if other, ok := seen[e["id"]]; ok {
				t.Errorf("%s and %s both have %s", name, other, e["id"])
			}
			seen[e["id"]] = name
		}
	}
	if found < 3 {
		t.Errorf("%d ids", found)
	}
}

// Names are text, whatever they hold.
func TestNamesAreText(t *testing.T) {
	for _, name := range []string{`<script>alert(1)</script>`, `a]]>b`, `"><image href="http://x/"/>`, `&lt;&amp;`, "a\x01\x00\uFFFEb", `__f__function(){}`, `{a|b}`, `</text></svg><script>`, `<![CDATA[`, `url(http://x/)`} {
		other := "乙"
		option := named(t, name, other)
		c := read(t, render(t, option, 420, Theme{}))
		if want := strings.Map(lawful, name); !slices.Contains(c.texts, want) || !slices.Contains(c.texts, other) {
			t.Errorf("%q: texts %q", want, c.texts)
		}
	}
}

// An image, a link or a value that could reach out is refused, not drawn.
func TestNothingReachesOut(t *testing.T) {
	for name, option := range map[string]string{
		"image":  `{"xAxis":[{"type":"category","data":["1"]}],"yAxis":[{}],"series":[{"type":"line","data":[1],"symbol":"image://http://x/y.png","showSymbol":true}]}`,
		"colour": `{"xAxis":[{"type":"category","data":["1"]}],"yAxis":[{}],"series":[{"type":"bar","data":[1],"itemStyle":{"color":"url(http://x/y)"}}]}`,
		"event":  `{"xAxis":[{"type":"category","data":["1"]}],"yAxis":[{}],"series":[{"type":"bar","data":[1],"itemStyle":{"borderType":"solid","color":"red\" onload=\"x()"}}]}`,
		"end":    `{"xAxis":[{"type":"category","data":["1"]}],"yAxis":[{}],"series":[{"type":"bar","data":[1],"itemStyle":{"color":"\"/><script>1</script>"}}]}`,
	} {
		b, err := renderer().Render(t.Context(), json.RawMessage(option), 400, 300, Theme{})
		if err == nil {
			t.Errorf("%s: drawn: %s", name, b)
		}
	}
}

// What hurt one chart does not touch the next.
func TestAfterAFailure(t *testing.T) {
	r := fresh()
	want := render(t, samples()["one"], 420, Theme{})
	for _, bad := range []string{`{"series":[{"type":"nothing"}]}`, `{}`, `null`, `{"__proto__":{"animation":1},"series":[{"type":"bar","data":[1],"__proto__":{"silent":false}}]}`,
		`{"series":[{"type":"bar","data":[1],"xAxisIndex":7}],"xAxis":[{}],"yAxis":[{}]}`} {
		_, _ = r.Render(t.Context(), json.RawMessage(bad), 400, 300, Theme{}) // drawn or not
		if b, err := r.Render(t.Context(), samples()["one"], 860, 420, Theme{}); err != nil || !bytes.Equal(b, want) {
			t.Fatalf("after %s: %v", bad, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	crowd := samples()["many"]
	for _, c := range []struct {
		code          string
		option        json.RawMessage
		width, height int
	}{
		{"picture_size", crowd, 10, 400}, {"picture_size", crowd, 400, maxSide + 1},
		{"picture_option", json.RawMessage(`{"a":`), 400, 400},
		{"picture_option", json.RawMessage(`"` + strings.Repeat("a", maxOption) + `"`), 400, 400},
		{"picture_not_drawn", json.RawMessage(`{}`), 400, 400},
		{"picture_too_small", crowd, 400, 200}, {"picture_too_small", samples()["long"], 300, 400},
	} {
		b, err := renderer().Render(t.Context(), c.option, c.width, c.height, Theme{})
		if data.Code(err) != c.code || b != nil {
			t.Errorf("%s: %v, %d bytes", c.code, err, len(b))
		}
	}
	if _, err := New([]byte("this is not a script"), dress()).Render(t.Context(), crowd, 900, 1100, Theme{}); err == nil {
		t.Error("drawn without ECharts")
	}
}

// A context that has ended draws nothing; one that ends stops a run, and the
// next chart is drawn.
func TestContext(t *testing.T) {
	gone := errors.New("reader gone")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(gone)
	if _, err := renderer().Render(ctx, samples()["one"], 400, 300, Theme{}); !errors.Is(err, gone) {
		t.Errorf("ended before: %v", err)
	}

	ctx, cancel = context.WithCancelCause(t.Context())
	defer cancel(nil)
	p, err := renderer().programs()
	if err != nil {
		t.Fatal(err)
	}
	e, err := newEngine(p)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.vm.Set("begun", func() { cancel(gone) }); err != nil {
		t.Fatal(err)
	}
	if _, err := e.vm.RunString(`JSON.parse = function () { begun(); for (;;) {} }`); err != nil {
		t.Fatal(err)
	}
	r := fresh()
	<-r.engines
	r.engines <- e
	if _, err := r.Render(ctx, samples()["one"], 400, 300, Theme{}); err != gone {
		t.Errorf("ended within: %v", err)
	}
	if _, err := r.Render(t.Context(), samples()["one"], 400, 300, Theme{}); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}
