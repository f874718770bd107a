package recognise

import (
	"gongkai/data"
	"gongkai/data/form"
	"gongkai/ingest/document"
)

// Explanation says what was understood of a document, for the person who has
// to find out why a file fails.
type Explanation struct {
	Format string            `json:"format"`
	Title  string            `json:"metadata_title,omitempty"`
	Meta   map[string]string `json:"metadata,omitempty"`
	Parts  []Part            `json:"parts"` // one for each report that the document may hold
}

// Part is a run of blocks that may be one report.
type Part struct {
	Title     string         `json:"title"`
	Year      int            `json:"year"`
	Published string         `json:"published,omitempty"`
	Publisher string         `json:"publisher,omitempty"`
	Preface   string         `json:"preface,omitempty"`
	Forms     []Score        `json:"forms"`            // in the order in which they are tried
	Report    *data.Report   `json:"report,omitempty"` // nil if it was refused
	Refused   error          `json:"-"`
	Said      map[string]any `json:"said,omitempty"` // what sentences state, by item
	Blocks    []SeenBlock    `json:"blocks"`
}

// Score says how much speaks for a form.
type Score struct {
	Form   string   `json:"form"`
	Tokens []string `json:"tokens"` // labels that speak for it
	Rows   int      `json:"rows"`   // of a list: row labels printed
	Needed int      `json:"needed"`
	Chosen bool     `json:"chosen"`
}

// SeenBlock is a block of the document with what became of each of its cells.
type SeenBlock struct {
	Text  string     `json:"text,omitempty"`
	Table int        `json:"table,omitempty"` // number of the table
	Page  int        `json:"page,omitempty"`
	Cells []SeenCell `json:"cells,omitempty"`
	Lines []SeenCell `json:"lines,omitempty"` // laid-out text: one a line
}

// SeenCell is a cell, or a line, and what it was taken for.
type SeenCell struct {
	Row     int         `json:"row"`
	Column  int         `json:"column"`
	RowSpan int         `json:"row_span,omitempty"`
	ColSpan int         `json:"col_span,omitempty"`
	Text    string      `json:"text"`
	Codes   []data.Cell `json:"codes,omitempty"` // the figures read from it
	Taken   string      `json:"taken"`           // in words, in Chinese
}

// Explain does what Reports does and tells how.
func (r *Recogniser) Explain(d *document.Document, src data.Source) *Explanation {
	src.Format = d.Format
	e := &Explanation{Format: d.Format, Title: d.Title, Meta: d.Meta}
	for _, blocks := range split(d.Blocks) {
		fr := readFront(d, blocks)
		year, _ := fr.year()
		p := Part{Title: fr.title, Year: year, Published: fr.published, Publisher: fr.publisher, Preface: fr.preface}
		p.Report, p.Refused = r.report(d, blocks, src)
		chosen := detect(r.catalogue, blocks)
		for _, f := range r.catalogue.Forms {
			if f.Detect.MinHits > 0 {
				p.Forms = append(p.Forms, score(f, labelText(blocks), f == chosen))
			}
		}
		for item, s := range readProse(r.catalogue.Prose, fr.paragraphs, year) {
			if p.Said == nil {
				p.Said = map[string]any{}
			}
			p.Said[item] = map[string]any{"value": s.value, "sentence": s.sentence}
		}
		p.Blocks = r.seen(blocks, p.Report, chosen)
		e.Parts = append(e.Parts, p)
	}
	return e
}

func score(f *form.Form, text string, chosen bool) Score {
	s := Score{Form: f.ID, Tokens: tokensIn(f.Detect.Any, text), Needed: f.Detect.MinHits, Chosen: chosen}
	for _, against := range tokensIn(f.Detect.None, text) {
		s.Tokens = append(s.Tokens, "不符："+against)
	}
	_, s.Rows = hitsOf(f, text)
	return s
}

// seen tells what became of each cell of the blocks.
func (r *Recogniser) seen(blocks []document.Block, rep *data.Report, f *form.Form) []SeenBlock {
	w := witness{codes: map[data.Position][]*data.Figure{}, rows: map[data.Position]bool{}, local: map[data.Position]bool{}, tables: map[int]bool{}}
	if rep != nil {
		f = r.catalogue.Form(rep.Form)
		w.note(rep)
	}
	if f != nil {
		w.sheet = newSheet(r.labels[f.ID], 0)
	}
	var out []SeenBlock
	for _, b := range blocks {
		switch {
		case b.Table != nil:
			out = append(out, w.table(b.Table))
		case b.Lines != nil:
			out = append(out, w.lines(b.Lines))
		default:
			out = append(out, SeenBlock{Text: b.Text})
		}
	}
	return out
}

// witness knows where the figures of a report stand.
type witness struct {
	sheet  *sheet // knows the form's labels; nil if no form was recognised
	codes  map[data.Position][]*data.Figure
	rows   map[data.Position]bool // of figures, without column
	local  map[data.Position]bool // of local rows, without column
	tables map[int]bool           // with figures
}

func (w *witness) note(rep *data.Report) {
	for i := range rep.Figures {
		f := &rep.Figures[i]
		if f.Status == data.Derived && f.At.Table == 0 && rep.Source.Format != "txt" {
			continue // from prose
		}
		at := data.Position{Table: f.At.Table, Row: f.At.Row, Column: f.At.Column}
		w.codes[at] = append(w.codes[at], f)
		w.rows[data.Position{Table: at.Table, Row: at.Row}] = true
		w.tables[at.Table] = true
	}
	for _, l := range rep.Local {
		w.local[data.Position{Table: l.At.Table, Row: l.At.Row}] = true
	}
}

func (w *witness) table(t *document.Table) SeenBlock {
	out := SeenBlock{Table: t.Number}
	for _, c := range t.Cells {
		s := SeenCell{Row: c.Row, Column: c.Col, RowSpan: c.RowSpan, ColSpan: c.ColSpan, Text: c.Text}
		for row := c.Row; row < c.Row+c.RowSpan && len(s.Codes) == 0; row++ {
			w.code(&s, data.Position{Table: t.Number, Row: row, Column: c.Col})
		}
		if s.Taken == "" {
			s.Taken = w.reason(t.Number, &s)
		}
		out.Page = c.Page
		out.Cells = append(out.Cells, s)
	}
	return out
}

func (w *witness) lines(lines []string) SeenBlock {
	var out SeenBlock
	for i, text := range lines {
		s := SeenCell{Row: i + 1, Text: text}
		for column := 0; column <= 32; column++ {
			w.code(&s, data.Position{Row: i + 1, Column: column})
		}
		out.Lines = append(out.Lines, s)
	}
	return out
}

// code notes the figures that were read at a place.
func (w *witness) code(s *SeenCell, at data.Position) {
	for _, f := range w.codes[at] {
		s.Codes = append(s.Codes, f.Cell)
		if s.Taken != "" {
			s.Taken += "，"
		}
		if f.Value != nil {
			s.Taken += f.Value.String()
		} else {
			s.Taken += f.Status.Name().ZH
		}
	}
}

// reason says why a cell has no code.
func (w *witness) reason(table int, s *SeenCell) string {
	if w.sheet == nil {
		return ""
	}
	l := w.sheet.labels
	row := data.Position{Table: table, Row: s.Row}
	switch {
	case s.Text == "":
		return "空白"
	case hasNumber(s.Text, l.rules) && w.local[row]:
		return "表式中没有这一行，留作本地行"
	case hasNumber(s.Text, l.rules) && w.rows[row]:
		return "没有认出这一列"
	case hasNumber(s.Text, l.rules) && w.tables[table]:
		return "没有认出这一行"
	case hasNumber(s.Text, l.rules):
		return "不是法定表格"
	case w.heading(s.Text):
		return "表头"
	case len(l.findRows(s.Text)) > 0:
		return "行标签：" + l.findRows(s.Text)[0].row.Code
	case len(l.findColumns(s.Text)) > 0:
		return "列标题：" + l.findColumns(s.Text)[0].column.Code
	case l.group(s.Text) != "", l.heads[l.key(s.Text)], l.titles[form.Fold(s.Text)]:
		return "表头"
	}
	return "文字"
}

// heading reports whether a text heads a column of a list.
func (w *witness) heading(text string) bool {
	if w.sheet.labels.list() == nil {
		return false
	}
	_, ok := w.sheet.listHeading(text)
	return ok
}
