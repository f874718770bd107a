package data

import "testing"

func TestWhole(t *testing.T) {
	for in, want := range map[string]int64{"3": 3, "3.00": 3, "-120": -120, "1e3": 1000, "0.000": 0, "999999999999999": 999999999999999} {
		n, err := ParseNumber(in)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := n.Whole(); !ok || got != want {
			t.Errorf("%s is %d, %v", in, got, ok)
		}
	}
	for _, in := range []string{"3.5", "0.1", "1000000000000000", "1e18", "-2.000001"} {
		n, err := ParseNumber(in)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := n.Whole(); ok {
			t.Errorf("%s is %d", in, got)
		}
	}
}

func TestConvertMoney(t *testing.T) {
	n, _ := ParseNumber("984361")
	if got, ok := ConvertMoney(n, "元", "万元"); !ok || got.String() != "98.4361" {
		t.Errorf("%s, %v", got, ok)
	}
	if _, ok := ConvertMoney(n, "笔", "万元"); ok {
		t.Error("笔 is taken for a unit of money")
	}
}
