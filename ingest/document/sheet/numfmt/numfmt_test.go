package numfmt

import (
	"math"
	"testing"
	"time"
)

func TestShow(t *testing.T) {
	for _, tt := range []struct {
		code string
		v    float64
		want string
	}{
		{"", 12.340000000000001, "12.34"},
		{"", 0.1 + 0.2, "0.3"},
		{"General", 1573179, "1573179"},
		{"General", math.Copysign(0, -1), "0"},
		{"", 1e20, "100000000000000000000"},
		{"", -0.000001, "-0.000001"},
		{"#,##0", 24252.31, "24,252.31"}, // never rounded
		{"#,##0.00", 24252.3, "24,252.30"},
		{"#,##0.00", 1234567, "1,234,567.00"},
		{"0", 72701.2578, "72701.2578"},
		{"0.00_ ", 5, "5.00"},
		{"0.0%", 0.256, "25.6%"},
		{"0%", 0.25678, "25.678%"},
		{"0%", 1, "100%"},
		{"0%", 0.001, "0.1%"},
		{`0"件"`, 3, "3件"},
		{"0件", 3, "3件"},
		{`0.00"万元"`, 12.3, "12.30万元"},
		{`0!.0,"万"`, 24252, "24252"}, // shows 2.4万
		{"#,##0,", 24252, "24252"},   // shows 24
		{`0"000"`, 12, "12"},         // shows 12000
		{"000-0000", 1234567, "1234567"},
		{"0.00E+00", 1500, "1500"},
		{"# ?/?", 0.5, "0.5"},
		{"@", 7, "7"},
		{"+0;-0;0", 3, "+3"},
		{"+0;-0;0", -8, "-8"},
		{"#,##0_);[Red](#,##0)", -1234, "-1,234"},
		{"0;-0", -5, "-5"},
		{"0", -5, "-5"},
		{"-0", 5, "5"},
		{"[>100]0.0;0", 150, "150"},
		{"0;-0;;@", 0, ""},   // hidden
		{";;;", 4, ""},       // hidden
		{`0;-0;"/"`, 0, "/"}, // as printed
		{`0;-0;"无"`, 0, "无"},
		{`0;-0;"/"`, 2, "2"},
		{Builtin(41), 0, "0"}, // a dash is how the accounting formats write 0
		{Builtin(43), 0, "0"},
		{Builtin(43), 1234.5, "1,234.50"},
		{Builtin(43), -1234.5, "-1,234.50"},
		{Builtin(44), 12, "¥12.00"},
		{"[DBNum1][$-804]General", 120, "120"},
		{`General"年度"`, 2024, "2024年度"},
		{"[$￥-804]#,##0.00", 12, "￥12.00"},
		{"0\\件", 3, "3件"},
		{"\"", 3, ""},
		{"[", 3, "["},
		{Builtin(14), 45292, "2024/1/1"},
		{Builtin(31), 45292, "2024年1月1日"},
		{`[$-804]yyyy"年"m"月"d"日";@`, 45292.75, "2024年1月1日"},
		{"yyyy年m月", 45292, "2024年1月"},
		{"yyyy-mm-dd hh:mm:ss", 45292.75, "2024-01-01 18:00:00"},
		{"h:mm AM/PM", 45292.75, "6:00 下午"},
		{"上午/下午h时mm分", 0.25, "上午6时00分"},
		{"[h]:mm", 1.5, "36:00"},
		{"aaaa", 45292, "星期一"},
		{"m/d", 45294, "1/3"},
		{"yyyy", 2024, "日期 1905"}, // a count in a column of years
		{"d", 45292, "日期 1"},
		{"yyyy", -5, "#-5"},
		{Builtin(14), 60, "1900/2/28"}, // the 29th never was
		{Builtin(14), 61, "1900/3/1"},
		{Builtin(14), 1, "1900/1/1"},
		{Builtin(999), 5, "5"},
		{"0.00", math.Inf(1), "+Inf"},
	} {
		if got := Parse(tt.code).Show(tt.v, false); got != tt.want {
			t.Errorf("%q %v: got %q, want %q", tt.code, tt.v, got, tt.want)
		}
	}
	if got := Parse(Builtin(14)).Show(0, true); got != "1904/1/1" {
		t.Errorf("1904: %s", got)
	}
	if got := Serial(time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)); got != 45292.5 {
		t.Errorf("Serial: %v", got)
	}
	if !Parse("yyyy/m/d").IsDate() || Parse("0").IsDate() || Parse("").IsDate() {
		t.Error("IsDate")
	}
}

// Whatever a format says, the digits of the figure are not changed.
func FuzzShow(f *testing.F) {
	f.Add("#,##0.00_ ;[Red]-0.0%", 12.5, false)
	f.Add(`[$-804]yyyy"年"m"月";@`, 45292.0, true)
	f.Add("0.00E+00;;;\\", -1.0, false)
	f.Fuzz(func(t *testing.T, code string, v float64, date1904 bool) {
		s := Parse(code).Show(v, date1904)
		if len(s) > 10*len(code)+10_000 {
			t.Errorf("%d bytes of %q", len(s), code)
		}
	})
}
