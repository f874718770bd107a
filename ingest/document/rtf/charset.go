package rtf

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// Code pages that have no number in files, or a special meaning here.
const (
	codepageUnknown = -1 // not stated: Chinese if it can be
	codepageANSI    = -2 // that of the file
	codepageMac     = 10000
	codepagePC      = 437
	codepagePCA     = 850
	codepageSymbol  = 42
	codepageGBK     = 936
	codepageLatin   = 1252
)

// charsets are the code pages of \fcharsetN.
var charsets = map[int]int{
	0: codepageANSI, 1: codepageANSI, 2: codepageSymbol, 77: codepageMac,
	128: 932, 129: 949, 134: codepageGBK, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256,
	186: 1257, 204: 1251, 222: 874, 238: 1250, 254: codepagePC, 255: codepagePCA,
}

var encodings = map[int]encoding.Encoding{
	codepageGBK: simplifiedchinese.GB18030, 54936: simplifiedchinese.GB18030, 20936: simplifiedchinese.GB18030, 10008: simplifiedchinese.GB18030,
	932: japanese.ShiftJIS, 949: korean.EUCKR, 950: traditionalchinese.Big5,
	874: charmap.Windows874, 1250: charmap.Windows1250, 1251: charmap.Windows1251, codepageLatin: charmap.Windows1252,
	1253: charmap.Windows1253, 1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256,
	1257: charmap.Windows1257, 1258: charmap.Windows1258,
	codepagePC: charmap.CodePage437, codepagePCA: charmap.CodePage850, codepageMac: charmap.Macintosh,
}

// codepage is that of the bytes that come now: the font's, or the file's.
func (r *reader) codepage() int {
	font := r.top().font
	if font < 0 {
		font = r.deff
	}
	page, known := r.fonts[font]
	if known && page != codepageANSI {
		return page
	}
	switch r.ansi {
	case codepageUnknown, codepageGBK, 54936, 20936:
		// fonts of Latin letters dress Chinese text too
		return codepageUnknown
	}
	return r.ansi
}

// maxRun is how many bytes are kept before they are handed on.
const maxRun = 1 << 12

// characters are bytes in one code page. A character's second byte may come
// from another escape or group, and be any of the letters and signs behind @.
type characters struct {
	b    []byte
	page int
	lead bool // the last byte is the first of a character
}

func (c *characters) add(b []byte) {
	for _, x := range b {
		c.lead = !c.lead && c.double(x)
		c.b = append(c.b, x)
	}
}

// double reports whether a byte is the first of two.
func (c *characters) double(b byte) bool {
	switch c.page {
	case codepageGBK, codepageUnknown, 54936, 20936, 10008, 949, 950:
		return b > 0x80 && b < 0xFF
	case 932:
		return b > 0x80 && b < 0xA0 || b >= 0xE0 && b < 0xFD
	}
	return false
}

// decode turns the bytes into UTF-8. A byte that is nothing in its code page
// becomes U+FFFD, which no label and no figure has.
func (c *characters) decode() string {
	ascii := true
	for _, b := range c.b {
		ascii = ascii && b < 0x80
	}
	switch {
	case ascii:
		return string(c.b)
	case c.page == codepageSymbol:
		return symbols(c.b)
	case c.page == codepageUnknown:
		return chineseOrLatin(c.b)
	}
	if e := encodings[c.page]; e != nil {
		return decode(e, c.b)
	}
	return decode(charmap.Windows1252, c.b)
}

func decode(e encoding.Encoding, b []byte) string {
	s, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return "\uFFFD"
	}
	return string(s)
}

// chineseOrLatin decodes text in a font of Latin letters in a Chinese file: two
// bytes beyond ASCII that make a Chinese character are one, others are Latin.
func chineseOrLatin(b []byte) string {
	var s strings.Builder
	for i := 0; i < len(b); i++ {
		if b[i] >= 0x80 && i+1 < len(b) && b[i+1] >= 0x80 {
			if pair := decode(simplifiedchinese.GBK, b[i:i+2]); !strings.ContainsRune(pair, '\uFFFD') {
				s.WriteString(pair)
				i++
				continue
			}
		}
		s.WriteRune(charmap.Windows1252.DecodeByte(b[i]))
	}
	return s.String()
}

// symbols are signs of a font whose letters are pictures: characters for
// private use, so that none is taken for a letter or a figure.
func symbols(b []byte) string {
	var s strings.Builder
	for _, c := range b {
		if c < 0x80 {
			s.WriteByte(c)
		} else {
			s.WriteRune(0xF000 + rune(c))
		}
	}
	return s.String()
}
