package svg

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"io/fs"
	"sync"
	"testing"

	"gongkai/dashboard/chart"
	"gongkai/dashboard/chart/gallery"
	"gongkai/dashboard/view"
)

// script is ECharts as the pages load it.
var script = sync.OnceValue(func() []byte {
	f, err := view.Assets().Open("echarts.min.js.gz")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		panic(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	return b
})

// dress is the look of the pages' charts.
func dress() []byte {
	b, err := fs.ReadFile(view.Assets(), "dress.js")
	if err != nil {
		panic(err)
	}
	return b
}

// renderer is shared: a chart must not show what was drawn before it.
var renderer = sync.OnceValue(func() *Renderer { return New(script(), dress()) })

// samples are the charts that the tests draw, by name: those of the gallery,
// and forty lines.
func samples() map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	figures, err := gallery.Figures()
	if err != nil {
		panic(err)
	}
	for _, f := range figures {
		out[f.ID] = f.Option
	}
	if out["many"], err = chart.Line(gallery.Many(40)); err != nil {
		panic(err)
	}
	return out
}

// named is a chart whose lines have some names.
func named(t *testing.T, names ...string) json.RawMessage {
	t.Helper()
	in := gallery.Many(len(names))
	in.Names = names
	option, err := chart.Line(in)
	if err != nil {
		t.Fatal(err)
	}
	return option
}
