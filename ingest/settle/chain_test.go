package settle

import (
	"math/rand/v2"
	"strings"
	"testing"

	"gongkai/data"
)

// years makes the reports of a body for 2021 to 2023, or from another year on,
// with one table each; "" is a year without a report.
func years(t *testing.T, form, table, row string, from int, lines [3]string) (before, r, after *data.Report) {
	t.Helper()
	var out [3]*data.Report
	for i, line := range lines {
		if line == "" {
			continue
		}
		out[i] = &data.Report{Form: form, Year: from + i, Body: data.Body{Name: "某市"}}
		write(out[i], catalogue(t).Form(form).Table(table), map[string]string{row: line}, "none")
	}
	return out[0], out[1], out[2]
}

func TestChains(t *testing.T) {
	const docs, items = "t2.art20_1", "t2.art20_5"
	for name, tt := range map[string]struct {
		form, table, row string
		lines            [3]string
		want             string
	}{
		"BothYears":           {"gov2021", docs, "normative", [3]string{"9 0 244", "=114251", "9 7 253"}, "11 4 251"},
		"YearBeforeAlone":     {"gov2021", docs, "normative", [3]string{"9 0 244", "=114251", ""}, "? ? ?"},
		"YearAfterAlone":      {"gov2021", docs, "normative", [3]string{"", "=114251", "9 7 253"}, "? ? ?"},
		"YearAfterIsEnough":   {"gov2021", docs, "normative", [3]string{"", "=05251", "9 7 253"}, "0 5 251"},
		"OrOneIsBlank":        {"gov2021", docs, "normative", [3]string{"", "=50251", "9 7 253"}, "? ? ?"},
		"YearBeforeIsEnough":  {"gov2021", docs, "normative", [3]string{"0 0 46", "=50251", ""}, "? ? ?"},
		"YearBeforeFits":      {"gov2021", docs, "normative", [3]string{"9 0 19", "=30049", ""}, "30 0 49"},
		"BrokenBefore":        {"gov2021", docs, "normative", [3]string{"9 0 245", "=114251", "9 7 253"}, "? ? ?"},
		"BrokenAfter":         {"gov2021", docs, "normative", [3]string{"9 0 244", "=114251", "9 7 254"}, "? ? ?"},
		"NearlyFits":          {"gov2021", docs, "normative", [3]string{"0 0 36", "=12345", ""}, "? ? ?"},
		"NoOtherReading":      {"gov2021", docs, "normative", [3]string{"", "=00251", ""}, "0 0 251"},
		"DigitForEachColumn":  {"gov2021", docs, "normative", [3]string{"", "=123", ""}, "? ? ?"},
		"BlankYearBefore":     {"gov2021", docs, "normative", [3]string{"0 0 _", "=50251", ""}, "? ? ?"},
		"UnreadYearBefore":    {"gov2021", docs, "normative", [3]string{"=00246", "=50251", ""}, "? ? ?"},
		"List":                {"gov2021", docs, "normative", [3]string{"0 0 244", "=11 | 251", "9 7 253"}, "? ? ?"},
		"ItemsBothYears":      {"gov2019", items, "licence", [3]string{"230 4 9", "=234-2150", "232 0 7"}, "234 -2 150"},
		"ItemsYearBefore":     {"gov2019", items, "licence", [3]string{"230 4 9", "=23405120", ""}, "234 0 5120"},
		"ItemsWithoutYears":   {"gov2019", items, "licence", [3]string{"", "=23405120", ""}, "? ? ?"},
		"CumulativeBothYears": {"pre2014.fj", "p", "1", [3]string{"90 1380", "=1201500", "100 1600"}, "120 1500"},
		"CumulativeBroken":    {"pre2014.fj", "p", "1", [3]string{"90 1381", "=1201500", "100 1600"}, "? ?"},
		"Money":               {"gov2019", "t2.art20_9", "procurement", [3]string{"", "=00.5", ""}, "0 0.5"},
		"MoneyUnclear":        {"gov2019", "t2.art20_9", "procurement", [3]string{"", "=5123.45", ""}, "? ?"},
	} {
		before, r, after := years(t, tt.form, tt.table, tt.row, 2021, tt.lines)
		Report(catalogue(t), r, before, after)
		if got := show(r, catalogue(t).Form(tt.form), tt.table, tt.row); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

// What was left over is taken up: the carry-over row of a table that tells
// nothing else.
func TestCarryOver(t *testing.T) {
	for name, tt := range map[string]struct {
		line, other string
		change      func(before *data.Report)
		want        string
	}{
		"Fits":          {"=101000011", "10 1 0 0 0 0 11", nil, "10 1 0 0 0 0 11"},
		"FormBefore":    {"=101000011", "10 1 0 0 0 0 11", func(b *data.Report) { reform(b, "gov2019") }, "10 1 0 0 0 0 11"},
		"OneCellIsOff":  {"=101000011", "10 2 0 0 0 0 11", nil, unread},
		"OtherYear":     {"=101000011", "10 1 0 0 0 0 11", func(b *data.Report) { b.Year-- }, unread},
		"OtherBody":     {"=101000011", "10 1 0 0 0 0 11", func(b *data.Report) { b.Body.Name = "某县" }, unread},
		"Suspect":       {"=101000011", "10 1 0 0 0 0 11", func(b *data.Report) { b.Figures[0].Status = data.Suspect; b.Figures[1].Status = data.Suspect }, "? ? ? ? ? ? 11"},
		"ListWithTotal": {"=10 | 11", "10 0 0 1 0 0 11", nil, "10 ? ? ? ? ? 11"},
		"List":          {"=10 | 1 | 11", "10 1 0 0 0 0 11", nil, "10 1 ? ? ? ? 11"},
	} {
		before := &data.Report{Form: "gov2021", Year: 2021, Body: data.Body{Name: "某市"}}
		write(before, catalogue(t).Form("gov2021").Table("t3"), map[string]string{"carried_out": tt.other}, "none")
		r := &data.Report{Form: "gov2021", Year: 2022, Body: data.Body{Name: "某市"}}
		write(r, catalogue(t).Form("gov2021").Table("t3"), map[string]string{"carried_in": tt.line}, "none")
		if tt.change != nil {
			tt.change(before)
		}
		Report(catalogue(t), r, before, nil)
		got := show(r, catalogue(t).Form("gov2021"), "t3", "carried_in")
		if got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
		if fig := r.Figure("gov2021/t3/carried_in/natural"); fig.Value != nil && fig.Note != BySumsAndYear {
			t.Errorf("%s: %+v", name, fig)
		}
	}
}

// reform moves the figures of a report to the same cells of another form.
func reform(r *data.Report, form string) {
	for i := range r.Figures {
		r.Figures[i].Cell = data.Cell(form + strings.TrimPrefix(string(r.Figures[i].Cell), r.Form))
	}
	r.Form = form
}

// Stocks of documents over three years, every chain of which may be broken:
// what is settled wrong must stay the rarest of exceptions, as such a chain is
// soft; with whole chains nothing is.
func TestChainsAtRandom(t *testing.T) {
	for _, tt := range []struct {
		given      string
		broken     bool
		mostWrong  float64 // per cent of the rows
		leastRight float64 // per cent of the cells
	}{
		{"before", false, 0, 30}, {"after", false, 0, 4}, {"both", false, 0, 70},
		{"before", true, 0.02, 0}, {"after", true, 0.02, 0}, {"both", true, 0.02, 0},
	} {
		rnd := rand.New(rand.NewPCG(3, 4))
		sum, wrong, n := tally{}, 0, 20**reports
		for range n {
			before, r, after := stocks(t, rnd, tt.broken)
			want := answers(r)
			glueRow([]*data.Figure{&r.Figures[0], &r.Figures[1], &r.Figures[2]})
			if tt.given == "before" {
				after = nil
			}
			if tt.given == "after" {
				before = nil
			}
			Report(catalogue(t), r, before, after)
			if len(sum.count(r, want)) > 0 {
				wrong++
			}
		}
		right := 100 * float64(sum.right) / float64(3*n)
		t.Logf("%s, broken %v: %.1f %% of the cells right, %d of %d rows wrong", tt.given, tt.broken, right, wrong, n)
		if 100*float64(wrong) > tt.mostWrong*float64(n) || right < tt.leastRight {
			t.Errorf("%s, broken %v: %d of %d rows wrong, %.1f %% right", tt.given, tt.broken, wrong, n, right)
		}
	}
}

func stocks(t *testing.T, rnd *rand.Rand, broken bool) (before, r, after *data.Report) {
	var out [3]*data.Report
	stock := int64(rnd.IntN([]int{5, 30, 300, 1000}[rnd.IntN(4)]))
	columns := catalogue(t).Form("gov2021").Table("t2.art20_1").Columns
	for i := range out {
		made, repealed := int64(rnd.IntN(5)), int64(0)
		if rnd.IntN(2) == 0 {
			made = int64(rnd.IntN(60))
		}
		if rnd.IntN(2) == 0 {
			repealed = min(stock+made, int64(rnd.IntN(40)))
		}
		stock += made - repealed
		if broken {
			switch rnd.IntN(10) {
			case 0:
				stock = int64(rnd.IntN(int(3*stock + 20)))
			case 1, 2, 3, 4:
				stock += int64(rnd.IntN(int(stock)/2+2)) - stock/4
			default:
				stock += int64(rnd.IntN(21)) - 10
			}
			stock = max(stock, 0)
		}
		out[i] = &data.Report{Form: "gov2021", Year: 2021 + i}
		for k, n := range []int64{made, repealed, stock} {
			out[i].Figures = append(out[i].Figures, figure(data.NewCell("gov2021", "t2.art20_1", "normative", columns[k].Code), n))
		}
	}
	return out[0], out[1], out[2]
}
