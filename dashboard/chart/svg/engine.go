package svg

import (
	"context"
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

//go:embed still.js
var stillScript string

// deepest bounds nested calls, so that a script cannot eat the memory.
const deepest = 8192

// engine is a JavaScript engine that has loaded ECharts. One goroutine at a
// time uses it.
type engine struct {
	vm    *goja.Runtime
	paint goja.Callable
	dice  *rand.PCG
}

func compile(echartsScript, dressScript []byte) (*programs, error) {
	one := func(name, text string) (*goja.Program, error) {
		// A source map would be read from the disk.
		tree, err := goja.Parse(name, text, parser.WithDisableSourceMaps)
		if err != nil {
			return nil, fmt.Errorf("svg: %w", err)
		}
		p, err := goja.CompileAST(tree, false)
		if err != nil {
			return nil, fmt.Errorf("svg: %w", err)
		}
		return p, nil
	}
	p := &programs{}
	for _, script := range []struct{ name, text string }{{"echarts.js", string(echartsScript)}, {"dress.js", string(dressScript)}} {
		program, err := one(script.name, script.text)
		if err != nil {
			return nil, err
		}
		p.load = append(p.load, program)
	}
	var err error
	p.still, err = one("still.js", stillScript)
	return p, err
}

// newEngine loads ECharts into an engine with no clock, no chance, no timers
// and nothing of the machine within reach.
func newEngine(p *programs) (*engine, error) {
	e := &engine{vm: goja.New(), dice: rand.NewPCG(0, 0)}
	e.vm.SetMaxCallStackSize(deepest)
	e.vm.SetTimeSource(func() time.Time { return time.Unix(0, 0).UTC() })
	e.vm.SetRandSource(rand.New(e.dice).Float64)
	never := func(goja.FunctionCall) goja.Value { return e.vm.ToValue(0) } // a picture is done when the call is
	for name, value := range map[string]any{"setTimeout": never, "clearTimeout": never, "textWidth": e.textWidth} {
		if err := e.vm.Set(name, value); err != nil {
			return nil, fmt.Errorf("svg: %w", err)
		}
	}
	for _, program := range p.load {
		if _, err := e.vm.RunProgram(program); err != nil {
			return nil, fmt.Errorf("svg: %w", err)
		}
	}
	value, err := e.vm.RunProgram(p.still)
	if err != nil {
		return nil, fmt.Errorf("svg: %w", err)
	}
	draw, ok := goja.AssertFunction(value)
	if !ok {
		return nil, fmt.Errorf("svg: still.js gives no function")
	}
	e.paint = draw
	return e, nil
}

func (e *engine) textWidth(call goja.FunctionCall) goja.Value {
	return e.vm.ToValue(textWidth(call.Argument(0).String(), call.Argument(1).String()))
}

// draw gives what ECharts renders. A context that ends stops the engine
// between two instructions.
func (e *engine) draw(ctx context.Context, option []byte, width, height int, theme Theme) (drawn string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = notDrawn(fmt.Errorf("panic: %v", p))
		}
	}()
	e.dice.Seed(0, 0)
	stop := context.AfterFunc(ctx, func() { e.vm.Interrupt(context.Cause(ctx)) })
	value, err := e.paint(goja.Undefined(), e.vm.ToValue(strings.ToValidUTF8(string(option), "\uFFFD")),
		e.vm.ToValue(width), e.vm.ToValue(height), e.vm.ToValue(theme.look()))
	if !stop() { // interrupted, perhaps just after the end
		return "", context.Cause(ctx)
	}
	if err != nil {
		return "", notDrawn(err)
	}
	answer := value.ToObject(e.vm)
	done := answer.Get("svg")
	if done == nil {
		return "", tooSmall(width, height, answer.Get("width").ToInteger(), answer.Get("height").ToInteger())
	}
	return done.String(), nil
}
