package svg

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"gongkai/data"
)

const open = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">`

func TestTidy(t *testing.T) {
	got, err := tidy(open+`<style ><![CDATA[.a:hover{}]]></style><g clip-path="url(#zr7-c3)" class="a" ecmeta_x="1"><path d="M0 0L1 1" fill="none" stroke="#000"/>
		<path d="M0 0L1 1" fill="none" pointer-events="visible"/></g><text style="font-size:12px;font-weight:bold;">a &lt; b</text>
		<defs><clipPath id="zr7-c3"><path d="M0 0Z" fill="#000"/></clipPath></defs></svg>`, "p")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(got), "\n")
	const want = `<g clip-path="url(#p-0)">
<path d="M0 0L1 1" fill="none" stroke="#000"></path>
</g>
<text font-size="12px" font-weight="bold">a &lt; b</text>
<defs>
<clipPath id="p-0">
<path d="M0 0Z" fill="#000"></path>
</clipPath>
</defs>
</svg>
`
	if rest != want {
		t.Errorf("got %s", rest)
	}
}

func TestTidyRefuses(t *testing.T) {
	for _, inner := range []string{
		`<script>1</script>`, `<foreignObject></foreignObject>`, `<image href="x"/>`, `<image xlink:href="x"/>`, `<use href="#a"/>`, `<a href="x"></a>`,
		`<animate attributeName="x"/>`, `<set/>`, `<p xmlns="http://www.w3.org/1999/xhtml">a</p>`,
		`<rect onload="x()"/>`, `<rect href="x"/>`, `<rect xlink:href="x"/>`, `<rect fill="url(http://x/y)"/>`, `<rect fill="URL(#a) url(x)"/>`,
		`<text style="font-family:url(x)">a</text>`, `<text style="background:red">a</text>`, `<text style="font-size:1\75rl">a</text>`,
		`<g clip-path="url(#nobody)"></g>`, `words`, `<!-- a -->`, `<?php ?>`, `<!DOCTYPE svg>`, `<g>`, `</g>`, `&other;`,
	} {
		if b, err := tidy(open+inner+`</svg>`, "p"); data.Code(err) != "picture_not_drawn" {
			t.Errorf("%s: %v, %s", inner, err, b)
		}
	}
	if b, err := tidy(`<g xmlns="http://www.w3.org/2000/svg"></g>`, "p"); err == nil {
		t.Errorf("no svg: %s", b)
	}
}

// Whatever is rendered, what comes out is well formed and can only draw.
func FuzzTidy(f *testing.F) {
	f.Add(open + `<g id="a"><text style="font-size:1px">x</text></g></svg>`)
	f.Add(open + `<style>]]></style><path d="M0" fill="url(#a)"/><clipPath id="a"/></svg>`)
	f.Fuzz(func(t *testing.T, drawn string) {
		b, err := tidy(drawn, "p")
		if err != nil {
			return
		}
		dec := xml.NewDecoder(strings.NewReader(string(b)))
		for {
			token, err := dec.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatalf("%v in %s", err, b)
			}
			if e, ok := token.(xml.StartElement); ok {
				if !drawing[e.Name.Local] {
					t.Errorf("element %s", e.Name.Local)
				}
				for _, a := range e.Attr {
					if a.Name.Local != "space" && a.Name.Local != "font-family" && !lettering[a.Name.Local] && !shaping[a.Name.Local] {
						t.Errorf("attribute %s", a.Name.Local)
					}
				}
			}
		}
	})
}
