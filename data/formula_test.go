package data

import "testing"

func TestNoFormula(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "甲": "甲", "12": "12", "-12.5": "-12.5", "-": "-", "--": "--", "a=b": "a=b", "0": "0", "-x": "'-x", "@x": "'@x",
		"=1+1": "'=1+1", "+1": "'+1", "-1+1": "'-1+1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1", "-cmd|' /C calc'!A0": "'-cmd|' /C calc'!A0",
	} {
		if got := NoFormula(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
