package pdf

import (
	"math"
	"slices"

	"golang.org/x/text/unicode/norm"
)

// unmapped stands for a character that the file draws without saying which one
// it is. It is kept, so that nothing beside it is taken for the whole.
const unmapped = '\uFFFD'

// hyphen is PDFium's mark for a hyphen at the end of a line.
const hyphen = 0x02

// glyph is a character in its place on the page as read. The box spans the
// advance in the direction of writing and the font's size across it.
type glyph struct {
	char rune
	box
	turn  int8 // quarter turns against the page's writing direction
	inked bool // the box ends with the ink, not with the advance
	font  string
}

func (g glyph) em() float64 { return g.b - g.t }

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// isIdeographic: written without spaces between words.
func isIdeographic(r rune) bool {
	return r >= 0x2E80 && r < 0xD7B0 || r >= 0xF900 && r < 0x10000 || r >= 0x20000
}

// radicals of CJK Radicals Supplement that stand for whole characters but have
// no compatibility mapping in Unicode. Files made on some systems hold them.
var radicals = map[rune]rune{
	'⺁': '厂', '⺃': '乚', '⺅': '亻', '⺇': '几', '⺈': '刀', '⺉': '刂', '⺌': '小', '⺍': '小', '⺎': '兀', '⺏': '尣',
	'⺒': '巳', '⺓': '幺', '⺕': '彐', '⺗': '心', '⺘': '扌', '⺙': '攵', '⺛': '旡', '⺝': '月', '⺞': '歺', '⺠': '民',
	'⺡': '氵', '⺢': '水', '⺣': '灬', '⺤': '爪', '⺥': '爫', '⺦': '丬', '⺧': '牛', '⺨': '犭', '⺩': '王', '⺪': '疋',
	'⺫': '目', '⺬': '示', '⺭': '礻', '⺮': '竹', '⺯': '糹', '⺰': '纟', '⺱': '罓', '⺲': '罒', '⺶': '羊', '⺷': '羊',
	'⺸': '羊', '⺹': '耂', '⺼': '月', '⺽': '臼', '⺾': '艹', '⺿': '艹', '⻀': '艹', '⻁': '虎', '⻂': '衤', '⻃': '覀',
	'⻄': '西', '⻅': '见', '⻆': '角', '⻇': '角', '⻈': '讠', '⻉': '贝', '⻊': '足', '⻋': '车', '⻌': '辶', '⻍': '辶',
	'⻎': '辶', '⻏': '阝', '⻐': '钅', '⻑': '長', '⻒': '長', '⻓': '长', '⻔': '门', '⻕': '阜', '⻖': '阝', '⻗': '雨',
	'⻘': '青', '⻙': '韦', '⻚': '页', '⻛': '风', '⻜': '飞', '⻝': '食', '⻟': '食', '⻠': '饣', '⻢': '马', '⻣': '骨',
	'⻤': '鬼', '⻥': '鱼', '⻦': '鸟', '⻧': '卤', '⻨': '麦', '⻩': '黄', '⻪': '黾', '⻫': '斉', '⻬': '齐', '⻭': '歯',
	'⻮': '齿', '⻯': '竜', '⻰': '龙', '⻱': '龜', '⻲': '亀', '⻳': '龟',
}

// readableRune turns a code of the file into the character that people see: Kangxi
// radicals (U+2F00) and compatibility ideographs into the ideographs, forms for
// vertical writing into plain ones. What stands for no known character, such
// as a code of the private use area, is unmapped; 0 is nothing to read.
func readableRune(r rune) rune {
	switch {
	case r == hyphen || r == 0xFFFE || r == 0xAD:
		return '-'
	case r <= ' ' || r == 0x7F || r == 0xA0 || r == 0x3000 || r >= 0x2000 && r <= 0x200F || r >= 0x2028 && r <= 0x202F || r == 0x2060 || r == 0xFEFF:
		return 0
	case r < 0xA0 && r > 0x7F, r >= 0xE000 && r <= 0xF8FF, r >= 0xFFF0 && r <= 0xFFFF, r > 0x10FFFF, r >= 0xF0000, r >= 0xD800 && r < 0xE000:
		return unmapped
	case r >= 0x2E80 && r <= 0x2FDF, r >= 0xF900 && r <= 0xFAFF, r >= 0xFE10 && r <= 0xFE1F, r >= 0xFE30 && r <= 0xFE4F:
		if s, ok := radicals[r]; ok {
			return s
		}
		if n := []rune(norm.NFKC.String(string(r))); len(n) == 1 {
			return n[0]
		}
	}
	return r
}

// withoutCopies drops characters that are drawn again at nearly the same
// place, as some programs do to make them bold.
func withoutCopies(glyphs []glyph) []glyph {
	const near = 0.15 // of the font's height
	type place struct {
		r    rune
		x, y int
	}
	seen := make(map[place][]int, len(glyphs))
	out := glyphs[:0:len(glyphs)]
	for _, g := range glyphs {
		size := max(1, g.em()) * near
		at := place{g.char, int(math.Floor(g.midX() / 4)), int(math.Floor(g.midY() / 4))}
		copied := false
		for dx := -1; dx <= 1 && !copied; dx++ {
			for dy := -1; dy <= 1 && !copied; dy++ {
				copied = slices.ContainsFunc(seen[place{g.char, at.x + dx, at.y + dy}], func(i int) bool {
					return math.Abs(out[i].midX()-g.midX()) < size && math.Abs(out[i].midY()-g.midY()) < size
				})
			}
		}
		if copied {
			continue
		}
		seen[at] = append(seen[at], len(out))
		out = append(out, g)
	}
	return out
}
