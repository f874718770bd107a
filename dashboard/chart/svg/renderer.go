// Package svg draws the charts of package chart without a browser, for print,
// briefings and reference pictures: the embedded ECharts runs in a JavaScript
// engine written in Go and renders text instead of pixels.
//
// What ECharts renders is not handed on as it is. It is parsed, kept to a list
// of elements and attributes that can only draw, and written anew; anything
// else is an error. So a picture holds no script, no style sheet, no link and
// no reference to another file, whatever the names in it.
//
// The same option gives the same bytes: clock and chance are fixed, and ids
// are renamed.
package svg

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"runtime"
	"sync"

	"github.com/dop251/goja"
)

// Bounds of a picture, in CSS pixels, and of its option, in bytes.
const (
	minSide, maxSide = 80, 8000
	maxOption        = 4 << 20
)

// mostEngines bounds how many charts are drawn at once. A compiled script
// takes about 14 MB once, an engine about 7 MB more.
const mostEngines = 2

// Renderer draws charts. It is safe for concurrent use. Nothing is compiled
// before the first chart.
type Renderer struct {
	programs func() (*programs, error)
	engines  chan *engine // nil where one may still be made
}

// programs are the scripts every engine runs, compiled once.
type programs struct {
	load  []*goja.Program // ECharts, and the dress of the charts
	still *goja.Program   // gives the function that draws
}

// New takes the text of ECharts' own script, and that of dress.js.
func New(echarts, dress []byte) *Renderer {
	n := min(mostEngines, runtime.GOMAXPROCS(0))
	r := &Renderer{engines: make(chan *engine, n), programs: sync.OnceValues(func() (*programs, error) { return compile(echarts, dress) })}
	for range n {
		r.engines <- nil
	}
	return r
}

// Render draws an option of package chart as an SVG document of width by
// height CSS pixels. It waits for a free engine; a context that ends while
// waiting or drawing ends the call with its cause. An option that cannot be
// drawn as it should be is an error, never a picture with something left out.
func (r *Renderer) Render(ctx context.Context, option json.RawMessage, width, height int, theme Theme) ([]byte, error) {
	if width < minSide || height < minSide || width > maxSide || height > maxSide {
		return nil, wrongSize(width, height)
	}
	if len(option) > maxOption || !json.Valid(option) {
		return nil, wrongOption(nil)
	}
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	var e *engine
	select {
	case e = <-r.engines:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { r.engines <- e }()
	drawn, err := r.draw(ctx, &e, option, width, height, theme)
	if err != nil {
		return nil, err
	}
	return tidy(drawn, prefix(option, width, height, theme))
}

// draw runs an engine, made here where there is none yet. An engine that
// failed is given up: nobody knows what it still holds.
func (r *Renderer) draw(ctx context.Context, e **engine, option []byte, width, height int, theme Theme) (string, error) {
	if *e == nil {
		p, err := r.programs()
		if err != nil {
			return "", err
		}
		if *e, err = newEngine(p); err != nil {
			*e = nil
			return "", err
		}
	}
	drawn, err := (*e).draw(ctx, option, width, height, theme)
	if err != nil {
		*e = nil
	}
	return drawn, err
}

// prefix sets the ids of a picture apart from those of others on a page.
func prefix(option []byte, width, height int, theme Theme) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d %d %v\n", width, height, theme)
	h.Write(option)
	return "g" + hex.EncodeToString(h.Sum(nil)[:5])
}
