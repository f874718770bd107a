package pdf

import (
	"context"
	"image"
	"math"
	"strconv"

	"github.com/tetratelabs/wazero/api"

	"gongkai/ingest/document"
)

// Bounds on a picture of a page: its pixels lie inside PDFium's memory, too.
const (
	MaxDPI    = 110
	maxWidth  = 1300
	maxHeight = 1900
)

// Flags of FPDF_RenderPageBitmap (fpdfview.h).
const (
	withAnnotations = 0x01
	redFirst        = 0x10 // bytes in the order of image.RGBA
	white           = 0xFFFFFFFF
)

// Render draws a page, counted from 1, as viewers show it: on white, at dpi or
// less where the page is large. It needs the same time and memory at most as
// Read. Errors are those of Read, and "no_page".
func Render(ctx context.Context, name string, b []byte, page, dpi int) (*image.RGBA, error) {
	return shared.render(ctx, name, b, page, dpi)
}

func (e *engine) render(ctx context.Context, name string, b []byte, page, dpi int) (*image.RGBA, error) {
	if len(b) > document.MaxBytes {
		return nil, (&session{ctx: ctx}).refuse(name, errContent)
	}
	w, err := e.take()
	if err != nil {
		return nil, document.Refuse("reader_failed", name, "PDF 组件无法启动："+err.Error(), "the PDF component does not start: "+err.Error(),
			"请检查内存与缓存目录权限后重试", "check memory and the rights of the cache folder, then try again")
	}
	ctx, cancel := withDeadline(ctx)
	defer cancel()
	s := w.begin(ctx)
	picture, err := s.picturePage(b, page, min(dpi, MaxDPI))
	if err == nil {
		err = s.err
	}
	s.end()
	e.giveBack(w, s.err != nil)
	if err == errNoPage {
		return nil, document.Refuse("no_page", name, "没有第 "+strconv.Itoa(page)+" 页", "there is no page "+strconv.Itoa(page), "请回到报告页", "go back to the report")
	}
	if err != nil {
		return nil, s.refuse(name, err)
	}
	return picture, nil
}

func (s *session) picturePage(b []byte, number, dpi int) (*image.RGBA, error) {
	n, err := s.load(b)
	if err != nil {
		return nil, err
	}
	if number < 1 || number > n {
		return nil, errNoPage
	}
	handle := s.call("FPDF_LoadPage", s.doc, uint64(number-1))
	if handle == 0 {
		return nil, errFormat
	}
	defer s.call("FPDF_ClosePage", handle)
	width, height := s.length("FPDF_GetPageWidthF", handle), s.length("FPDF_GetPageHeightF", handle)
	if !(width >= 1 && width < 1e5 && height >= 1 && height < 1e5) {
		return nil, errFormat
	}
	scale := min(float64(dpi)/72, maxWidth/width, maxHeight/height)
	return s.draw(handle, max(1, int(width*scale)), max(1, int(height*scale)))
}

// length calls a function that returns a C float.
func (s *session) length(name string, page uint64) float64 {
	return float64(api.DecodeF32(s.call(name, page)))
}

// draw draws a page on white into a picture of w by h pixels.
func (s *session) draw(page uint64, w, h int) (*image.RGBA, error) {
	bitmap := s.call("FPDFBitmap_Create", uint64(w), uint64(h), 0)
	if bitmap == 0 {
		return nil, errContent
	}
	defer s.call("FPDFBitmap_Destroy", bitmap)
	s.call("FPDFBitmap_FillRect", bitmap, 0, 0, uint64(w), uint64(h), white)
	s.call("FPDF_RenderPageBitmap", bitmap, page, 0, 0, uint64(w), uint64(h), 0, withAnnotations|redFirst)
	stride, buffer := s.count("FPDFBitmap_GetStride", bitmap), s.call("FPDFBitmap_GetBuffer", bitmap)
	if s.err != nil || stride < 4*w || buffer > math.MaxUint32 {
		return nil, errContent
	}
	pixels, ok := s.memory.Read(uint32(buffer), uint32(stride*h))
	if !ok {
		return nil, errContent
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		row := out.Pix[y*out.Stride : y*out.Stride+4*w]
		copy(row, pixels[y*stride:])
		for i := 3; i < len(row); i += 4 {
			row[i] = 0xFF // a bitmap without alpha leaves it unset
		}
	}
	return out, nil
}
