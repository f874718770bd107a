package pdf

import (
	"context"
	"encoding/binary"
	"errors"
	"math"
	"reflect"

	pdfium "github.com/klippa-app/go-pdfium"
	"github.com/tetratelabs/wazero/api"
)

// A worker is an instance of PDFium. Its functions are called directly: the
// library's own methods cost ten calls into WebAssembly for a character's box.
type worker struct {
	instance pdfium.Pdfium
	module   api.Module
	memory   api.Memory
	function func(name string) api.Function // remembered by the instance
}

// implementation is what go-pdfium's WebAssembly instances hand out.
type implementation interface {
	Fn(name string) api.Function
}

func newWorker(instance pdfium.Pdfium) (*worker, error) {
	own, ok := instance.(interface{ GetImplementation() any })
	if !ok {
		return nil, errors.New("go-pdfium hands out no implementation")
	}
	inner, ok := own.GetImplementation().(implementation)
	if !ok {
		return nil, errors.New("go-pdfium's implementation has no functions")
	}
	field := reflect.ValueOf(inner).Elem().FieldByName("Module")
	if !field.IsValid() {
		return nil, errors.New("go-pdfium's implementation has no module")
	}
	module, ok := field.Interface().(api.Module)
	if !ok || module.Memory() == nil {
		return nil, errors.New("go-pdfium's module has no memory")
	}
	return &worker{instance: instance, module: module, memory: module.Memory(), function: inner.Fn}, nil
}

// session is the reading of one document by a worker. After the first error
// inside PDFium (its deadline, or memory that ran out) every call returns 0,
// and err holds that error.
type session struct {
	*worker
	ctx     context.Context
	err     error
	grown   bool // memory has reached its bound
	stack   [8]uint64
	scratch uint64 // of scratchSize bytes inside PDFium
	buffer  uint64 // for a page's text
	room    uint64 // bytes of buffer
	file    uint64
	doc     uint64
	glyphs  int // so far
	raw     map[string]rawFont
}

const scratchSize = 256

func (w *worker) begin(ctx context.Context) *session {
	s := &session{worker: w, ctx: ctx, raw: map[string]rawFont{}}
	s.scratch = s.call("malloc", scratchSize)
	return s
}

// end frees what the session holds inside PDFium.
func (s *session) end() {
	if s.doc != 0 {
		s.call("FPDF_CloseDocument", s.doc)
	}
	for _, p := range []uint64{s.file, s.scratch, s.buffer} {
		if p != 0 {
			s.call("free", p)
		}
	}
}

// call calls a function of PDFium and returns its result, if it has one.
func (s *session) call(name string, args ...uint64) uint64 {
	if s.err != nil {
		return 0
	}
	f := s.function(name)
	if f == nil {
		s.err = errors.New("PDFium has no " + name)
		return 0
	}
	copy(s.stack[:], args)
	if err := f.CallWithStack(s.ctx, s.stack[:]); err != nil {
		s.err = err
		s.grown = uint64(s.memory.Size()) >= memoryPages<<16*3/4
		return 0
	}
	return s.stack[0]
}

// count calls a function that returns a number, -1 for an error.
func (s *session) count(name string, args ...uint64) int {
	return max(0, int(int32(s.call(name, args...))))
}

// is calls a function that returns whether it could do it.
func (s *session) is(name string, args ...uint64) bool {
	return uint32(s.call(name, args...)) != 0
}

// at is an address in the scratch memory.
func (s *session) at(offset uint64) uint64 { return s.scratch + offset }

// number reads a 32-bit number from the scratch memory.
func (s *session) number(offset uint64) uint32 {
	v, _ := s.memory.ReadUint32Le(uint32(s.scratch + offset))
	return v
}

// real reads a C float from the scratch memory; what is not a number is 0.
func (s *session) real(offset uint64) float64 {
	v := float64(math.Float32frombits(s.number(offset)))
	if math.IsNaN(v) || math.IsInf(v, 0) || math.Abs(v) > 1e7 {
		return 0
	}
	return v
}

// double reads a C double from the scratch memory; what is not a number is 0.
func (s *session) double(offset uint64) float64 {
	b, _ := s.memory.Read(uint32(s.scratch+offset), 8)
	if len(b) < 8 {
		return 0
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(b))
	if math.IsNaN(v) || math.IsInf(v, 0) || math.Abs(v) > 1e7 {
		return 0
	}
	return v
}

// text reserves room for n UTF-16 units and returns its address, 0 if there
// is none to be had.
func (s *session) text(n int) uint64 {
	need := uint64(n) * 2
	if need > s.room {
		if s.buffer != 0 {
			s.call("free", s.buffer)
		}
		s.buffer, s.room = s.call("malloc", need), need
		if s.buffer == 0 {
			s.room = 0
		}
	}
	return s.buffer
}
