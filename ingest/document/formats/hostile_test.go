package formats

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"gongkai/data"
)

// Hostile files end with a clear error; how fast and in how much memory is
// looked at with -v.
func TestHostileText(t *testing.T) {
	for name, tt := range map[string]struct {
		make func() string
		code string
	}{
		"TenMillionCells": {func() string { return "<html><table>" + strings.Repeat("<tr>"+strings.Repeat("<td>1", 1000), 3500) }, "too_large"},
		"NestedTables":    {func() string { return "<html>" + strings.Repeat("<table><tr><td>", 1_000_000) }, "too_large"},
		"NestedSpans":     {func() string { return "<html>" + strings.Repeat("<div><span>", 1_000_000) + "文" }, ""},
		"WideSpans": {func() string {
			return "<html><table>" + strings.Repeat("<tr><td rowspan=65000 colspan=65000>1", 300_000)
		}, "too_large"},
		"EmptyLines":    {func() string { return "文" + strings.Repeat("\n", 20<<20) + "文" }, "too_large"},
		"TabbedLines":   {func() string { return strings.Repeat("1\t2\t3\n", 1_000_000) }, "too_large"},
		"Pipes":         {func() string { return strings.Repeat("| 1 | 2 |\n", 150_000) }, "too_large"},
		"OneLongLine":   {func() string { return strings.Repeat("公开 1 ", 2_000_000) }, ""},
		"LongAttribute": {func() string { return "<html><p title='" + strings.Repeat("x", 20<<20) + "'>文" }, ""},
		"TooMuchText":   {func() string { return "<html>" + strings.Repeat("文", 9<<20) }, "too_large"},
		"Entities":      {func() string { return "<html><p>" + strings.Repeat("&lt;", 4<<20) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			text := tt.make()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, err := Read(name, []byte(text))
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			t.Logf("%.0f MB in %v, %.0f MB allocated", float64(len(text))/1e6, took.Round(time.Millisecond), float64(after.TotalAlloc-before.TotalAlloc)/1e6)
			if got := data.Code(err); got != tt.code && !(tt.code == "" && err == nil) {
				t.Errorf("%v, want %q", err, tt.code)
			}
		})
	}
}
