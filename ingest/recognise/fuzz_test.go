package recognise

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/ingest/document/formats"
)

// Whatever a document holds, recognising ends with reports or one clear error,
// the same each time, and a figure has a number exactly if its status says so.
func FuzzReports(f *testing.F) {
	r, c := recogniser(f)
	for _, of := range c.Forms {
		if of.Tables[0].Layout == form.Prose {
			continue
		}
		for _, write := range []func([]*sheetOf) string{asHTML, asLines, asTabs, asMarkdown} {
			p := &printer{form: of, rnd: rand.New(rand.NewPCG(1, 1)), values: map[data.Cell]string{}}
			f.Add(write(p.print()))
		}
	}
	f.Add(village)
	f.Add(gluedTop + gluedTwo + gluedThree)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := formats.Read("fuzz", []byte(text))
		if err != nil {
			return
		}
		got, err := r.Reports(d, data.Source{File: "fuzz"})
		if err != nil {
			if code := data.Code(err); code == "internal" || code == "" {
				t.Fatal(err)
			}
			return
		}
		again, _ := r.Reports(d, data.Source{File: "fuzz"})
		a, _ := json.Marshal(got)
		if b, _ := json.Marshal(again); !bytes.Equal(a, b) {
			t.Fatalf("two readings differ:\n%s\n%s", a, b)
		}
		for _, rep := range got {
			for _, fig := range rep.Figures {
				if (fig.Value != nil) != fig.Status.HasValue() || c.Cell(fig.Cell) == nil || fig.At.Row < 1 {
					t.Fatalf("%+v", fig)
				}
			}
		}
		r.Explain(d, data.Source{File: "fuzz"})
	})
}
