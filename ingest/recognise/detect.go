package recognise

import (
	"strings"

	"gongkai/data/form"
	"gongkai/ingest/document"
)

// hitsOf counts the tokens that speak for a form, 0 if one speaks against it,
// and the rows of a list that the text prints.
func hitsOf(f *form.Form, text string) (hits, rows int) {
	if len(tokensIn(f.Detect.None, text)) > 0 {
		return 0, 0
	}
	hits = len(tokensIn(f.Detect.Any, text))
	if !f.Detect.Rows {
		return hits, 0
	}
	for _, r := range f.Tables[0].Rows {
		for _, label := range append([]string{r.Label}, r.Variants...) {
			if strings.Contains(text, form.Fold(label)) {
				rows++
				break
			}
		}
	}
	return hits, rows
}

// manyRows of a list tell it even where none of its own tokens is printed.
const manyRows = 8

// tokensIn lists the tokens that a folded text holds.
func tokensIn(tokens []string, text string) (found []string) {
	for _, token := range tokens {
		if strings.Contains(text, form.Fold(token)) {
			found = append(found, token)
		}
	}
	return found
}

// detect tells the form by the labels that the tables print, never by the
// year, and returns nil when no known form speaks out of them.
func detect(c *form.Catalogue, blocks []document.Block) *form.Form {
	text := labelText(blocks)
	var list *form.Form
	most := 0
	for _, f := range c.Forms {
		hits, rows := hitsOf(f, text)
		switch {
		case hits == 0 && rows < manyRows:
		case !f.Detect.Rows && hits >= f.Detect.MinHits:
			return f
		case f.Detect.Rows && hits+rows >= f.Detect.MinHits && rows > most:
			list, most = f, rows // local lists share many labels: the most wins
		}
	}
	if list != nil {
		return list
	}
	// table three alone: （六）其他处理 has three rows of its own since 2021
	if strings.Contains(text, "本年新收政府信息公开申请") {
		if strings.Contains(text, "逾期不补正") || strings.Contains(text, "逾期未按收费通知") {
			return c.Form("gov2021")
		}
		if strings.Contains(text, "其他处理") {
			return c.Form("gov2019")
		}
	}
	return nil
}

// labelText is what tables and laid-out lines print, folded, one cell or line
// a line.
func labelText(blocks []document.Block) string {
	var b strings.Builder
	for _, bl := range blocks {
		if bl.Table != nil {
			for _, cell := range bl.Table.Cells {
				if len(cell.Text) >= 6 { // two Chinese characters
					b.WriteString(form.Fold(cell.Text))
					b.WriteByte('\n')
				}
			}
		}
		for _, l := range bl.Lines {
			b.WriteString(form.Fold(l))
			b.WriteByte('\n')
		}
	}
	return b.String()
}
