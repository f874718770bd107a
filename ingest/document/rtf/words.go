package rtf

// words are the control words that matter, by name. number is what stands
// behind the word, stated whether anything does: \v0 ends what \v began.
var words map[string]func(r *reader, number int, stated bool)

func init() {
	words = map[string]func(*reader, int, bool){
		"ansicpg": func(r *reader, n int, _ bool) { r.ansi = n },
		"mac":     func(r *reader, _ int, _ bool) { r.ansi = codepageMac },
		"pc":      func(r *reader, _ int, _ bool) { r.ansi = codepagePC },
		"pca":     func(r *reader, _ int, _ bool) { r.ansi = codepagePCA },
		"deff":    func(r *reader, n int, _ bool) { r.deff = n },

		"f":        func(r *reader, n int, _ bool) { r.top().font = n },
		"fcharset": func(r *reader, n int, _ bool) { r.charset(charsets[n]) },
		"cpg":      func(r *reader, n int, _ bool) { r.charset(n) },

		"plain":   func(r *reader, _ int, _ bool) { g := r.top(); g.font, g.hidden, g.deleted = -1, false, false },
		"v":       func(r *reader, n int, stated bool) { r.top().hidden = !stated || n != 0 },
		"deleted": func(r *reader, n int, stated bool) { r.top().deleted = !stated || n != 0 },
		"uc":      func(r *reader, n int, _ bool) { r.top().uc = max(0, n) },
		"u":       func(r *reader, n int, _ bool) { r.unicode(n) },

		"pard":  func(r *reader, _ int, _ bool) { g := r.top(); g.inTable, g.itap = false, 0 },
		"intbl": func(r *reader, n int, stated bool) { r.top().inTable = !stated || n != 0 },
		"itap":  func(r *reader, n int, _ bool) { r.top().itap = max(0, n) },

		"par":  func(r *reader, _ int, _ bool) { r.paragraph() },
		"sect": func(r *reader, _ int, _ bool) { r.paragraph() },
		"page": func(r *reader, _ int, _ bool) { r.paragraph() },
	}
	for word, do := range rowWords {
		words[word] = do
	}
	for word, c := range characterWords {
		words[word] = func(r *reader, _ int, _ bool) { r.rune(c) }
	}
	for _, word := range leftOut {
		words[word] = to(nowhere)
	}
	words["fonttbl"] = to(fontTable)
	words["shpinst"], words["do"] = to(drawing), to(drawing)
	words["shptxt"] = func(r *reader, _ int, _ bool) { r.openBox() }
	words["dptxbxtext"] = words["shptxt"]
	words["upr"] = to(twice)
	words["ud"] = func(r *reader, _ int, _ bool) {
		if g := r.top(); g.destination == twice {
			g.destination = text
		}
	}
	words["nesttableprops"] = func(r *reader, _ int, _ bool) { r.top().nesting = true }
}

func to(d destination) func(*reader, int, bool) {
	return func(r *reader, _ int, _ bool) { r.top().destination = d }
}

// leftOut are the destinations that are no part of the text, or say again what
// stands elsewhere.
var leftOut = []string{
	"colortbl", "stylesheet", "info", "filetbl", "revtbl", "listtable", "listoverridetable", "rsidtbl", "private",
	"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
	"footnote", "annotation", "pict", "nonshppict", "object", "shprslt", "nonesttables",
	"fldinst", "datafield", "formfield", "tc", "tcn", "xe", "rxe", "txe", "comment", "bkmkstart", "bkmkend", "falt",
}

// characterWords stand for a character.
var characterWords = map[string]rune{
	"tab": ' ', "line": '\n', "lbr": '\n', "column": '\n', "softline": '\n', "cbr": '\n',
	"emdash": '—', "endash": '–', "bullet": '•', "emspace": ' ', "enspace": ' ', "qmspace": ' ',
	"lquote": '‘', "rquote": '’', "ldblquote": '“', "rdblquote": '”',
}

// paragraph ends a paragraph.
func (r *reader) paragraph() {
	if r.top().destination == text {
		r.flush()
		r.skip = 0
		r.flow.Paragraph(r.depth())
	}
}

// charset notes the code page of the font that the font table is at.
func (r *reader) charset(page int) {
	if g := r.top(); g.destination == fontTable && len(r.fonts) < maxFonts && page != 0 {
		r.fonts[g.font] = page
	}
}

const maxFonts = 1 << 15
