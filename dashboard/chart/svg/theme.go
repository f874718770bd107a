package svg

import "gongkai/data"

// Theme is how a picture looks: the colours of light or dark pages, and the
// language in which large numbers on an axis are shortened (282万, 2.8M).
// The zero Theme is light and Chinese.
type Theme struct {
	Dark  bool
	Print bool // patterns beside colours, for black and white
	Lang  data.Lang
}

// fonts are the families of the pages; a picture embeds none. ECharts writes
// them into an attribute as they are, so the quotes are single.
const fonts = `system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', sans-serif`

// colors are those of the pages' style sheet.
type colors struct{ ink, soft, line, card string }

var (
	lightColors = colors{ink: "#1a2330", soft: "#5b6675", line: "#dfe3e9", card: "#fff"}
	darkColors  = colors{ink: "#e6eaf0", soft: "#a2adbb", line: "#2d3642", card: "#1a2029"}
)

func (t Theme) colors() colors {
	if t.Dark {
		return darkColors
	}
	return lightColors
}

// look is the theme as the script takes it.
func (t Theme) look() map[string]any {
	c := t.colors()
	return map[string]any{"dark": t.Dark, "print": t.Print, "english": t.Lang == data.English, "fonts": fonts,
		"ink": c.ink, "soft": c.soft, "line": c.line, "card": c.card}
}
