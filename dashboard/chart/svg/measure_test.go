package svg

import "testing"

func TestTextWidth(t *testing.T) {
	for _, c := range []struct {
		text, font string
		low, high  float64
	}{
		{"政府信息公开", "12px sans-serif", 72, 72},
		{"①，…", "10px 'PingFang SC', sans-serif", 30, 30},
		{"2019", "12px sans-serif", 26, 29}, // Arial: 26.7
		{"Wi", "20px x", 24, 25},            // Arial: 23.3
		{"é", "10px x", 5.8, 6.5},           // a letter and a mark on it
		{"", "12px x", 0, 0},
		{"政", "x", 12, 12},
	} {
		if w := textWidth(c.text, c.font); w < c.low || w > c.high {
			t.Errorf("%q in %q: %v, want %v to %v", c.text, c.font, w, c.low, c.high)
		}
	}
	if textWidth("abc", "bold 12px x") <= textWidth("abc", "12px x") {
		t.Error("bold is not wider")
	}
}
