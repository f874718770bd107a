package data

// Lang is a language of the screen.
type Lang string

// The languages. Chinese is the default everywhere.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// Text is a phrase in both languages of the product.
type Text struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In returns the phrase in a language, falling back to Chinese.
func (t Text) In(l Lang) string {
	if l == English && t.EN != "" {
		return t.EN
	}
	return t.ZH
}
