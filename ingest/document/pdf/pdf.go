// Package pdf reads PDF files through PDFium: characters with boxes become
// words and lines, drawn lines become a lattice, and the lattice becomes tables
// of cells with row, column and span. Tables that go on over page breaks are
// put together; text set in columns without ruling lines is laid out by
// spaces; everything else becomes paragraphs.
//
// PDFium is compiled to WebAssembly and runs inside wazero, without a file
// system and with a bound on its memory, so that a broken or hostile file
// can neither reach nor crash this process. Setup says where the compiled code
// is kept and how many documents are read at a time.
package pdf

import (
	"context"
	"errors"
	"strconv"

	"gongkai/ingest/document"
)

// Bounds on one document. A yearly report has 3 to 30 pages of some 2,000
// characters and 500 lines each.
const (
	MaxPages      = 400
	maxGlyphs     = 60_000  // of a page
	maxObjects    = 40_000  // of a page, those inside forms included
	maxSegments   = 400_000 // of a page's paths
	maxFormDepth  = 8
	maxAllGlyphs  = 1_500_000 // of a document
	maxUnreadable = 10        // in a hundred characters
	worthReading  = 10        // characters; a page with fewer is taken for a picture
)

// Read reads a PDF file. It is safe for concurrent use; calls beyond the number
// of workers wait. The first call starts PDFium. Errors are *data.Error:
// "damaged_file", "encrypted_file" (a password is needed to open it),
// "scanned_pdf" (pictures of text), "unreadable_text" (the characters' codes
// stand for no known characters), "too_large", "too_slow", "reader_failed".
func Read(name string, b []byte) (*document.Document, error) {
	return shared.read(name, b)
}

func (e *engine) read(name string, b []byte) (*document.Document, error) {
	w, err := e.take()
	if err != nil {
		return nil, document.Refuse("reader_failed", name, "PDF 组件无法启动："+err.Error(), "the PDF component does not start: "+err.Error(),
			"请检查内存与缓存目录权限后重试", "check memory and the rights of the cache folder, then try again")
	}
	ctx, cancel := withDeadline(context.Background())
	defer cancel()
	s := w.begin(ctx)
	pages, meta, err := s.pages(b)
	if err == nil {
		err = s.err
	}
	s.end()
	e.giveBack(w, s.err != nil)
	if err != nil {
		return nil, s.refuse(name, err)
	}
	if err := readable(name, pages); err != nil {
		return nil, err
	}
	d := &document.Document{Format: "pdf", Title: meta, Meta: map[string]string{}}
	if !compose(ctx, d, pages) {
		return nil, s.refuse(name, context.DeadlineExceeded)
	}
	return d, nil
}

// readable refuses documents whose text is not theirs to read: pictures of
// pages, with or without a layer of recognised text (nobody in the office has
// read that), and fonts whose codes cannot be turned into characters.
func readable(name string, pages []*page) error {
	worth, pictures, hidden, known, unknown, digits := 0, 0, 0, 0, 0, 0
	for _, p := range pages {
		if len(p.glyphs) >= worthReading {
			worth++
		}
		pictures += p.pictures
		hidden += p.hidden
		for _, g := range p.glyphs {
			switch {
			case g.char == unmapped:
				unknown++
			case isDigit(g.char):
				digits++
				known++
			default:
				known++
			}
		}
	}
	n := strconv.Itoa(len(pages))
	switch {
	case known+unknown == 0, worth == 0 && (pictures > 0 || hidden > known):
		return document.Refuse("scanned_pdf", name, "扫描件："+n+" 页都是图片，没有机关自己的文字", "scanned: its "+n+" pages are pictures without text of the office's own",
			"请提供网页、Word 或带文字的 PDF", "give the report as a web page, a Word file or a PDF with text")
	case unknown*100 > (known+unknown)*maxUnreadable, unknown > worthReading && digits == 0:
		return document.Refuse("unreadable_text", name, "PDF 的字体没有字符对照，文字无法还原", "the fonts of this PDF do not say which characters they show",
			"请提供网页、Word，或重新导出 PDF（嵌入字体与 ToUnicode）", "give a web page or a Word file, or export the PDF again with ToUnicode")
	}
	return nil
}

// Reasons to stop that are not PDFium's.
var (
	errPages    = errors.New("too many pages")
	errContent  = errors.New("too much on a page")
	errPassword = errors.New("password")
	errFormat   = errors.New("format")
	errNoPage   = errors.New("no such page")
)

// refuse turns what stopped the reading into an error for people.
func (s *session) refuse(name string, err error) error {
	full := s.grown && s.err != nil // its memory reached the bound and it gave up
	switch {
	case errors.Is(err, errPassword):
		return document.Refuse("encrypted_file", name, "PDF 设有打开密码", "the PDF asks for a password",
			"请提供不加密的文件", "give the file without a password")
	case errors.Is(err, errPages):
		return document.Refuse("too_large", name, "PDF 超过 "+strconv.Itoa(MaxPages)+" 页", "the PDF has more than "+strconv.Itoa(MaxPages)+" pages",
			"请确认是否为年度报告", "check that it is an annual report")
	case errors.Is(err, context.DeadlineExceeded), s.ctx.Err() != nil:
		return document.Refuse("too_slow", name, "PDF 过于复杂，限时内未读完", "the PDF is too complex to be read in time",
			"请重新导出为普通 PDF，或提供网页、Word", "export it again as a plain PDF, or give a web page or a Word file")
	case errors.Is(err, errContent), full:
		return document.Refuse("too_large", name, "PDF 内容过多，超过可读上限", "the PDF holds more than can be read",
			"请重新导出为普通 PDF，或提供网页、Word", "export it again as a plain PDF, or give a web page or a Word file")
	}
	return document.Refuse("damaged_file", name, "PDF 文件已损坏", "damaged PDF file",
		"请重新获取，或用阅读器另存一次", "fetch it again, or save it once more with a viewer")
}
