package analytics_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/store/storetest"
)

func TestChanges(t *testing.T) {
	var reports []*data.Report
	for i, n := range []int{50, 52, 48, 51, 200} {
		r := outcomes(counties[0], 2020+i, n/2, n, data.ScopeOwn)
		r.Form = "gov2021"
		r.Figures = append(r.Figures, storetest.Figure("gov2021/t2.art20_5/licence/decisions", fmt.Sprint(100+i)), storetest.Figure("gov2021/t2.art20_6/penalty/decisions", "0"))
		reports = append(reports, r)
		for _, b := range counties[1:5] {
			reports = append(reports, outcomes(b, 2020+i, 10, 20+i, data.ScopeOwn))
		}
	}
	a := mustAsk(t, reports...)
	w, err := a.Changes(t.Context(), analytics.ChangeQuestion{Body: mustBody(t, a, "福州市鼓楼区").ID, Group: analytics.Group{Rule: analytics.SameProvince}})
	if err != nil {
		t.Fatal(err)
	}
	first := w.Items[0]
	if first.Code != "applications.received" || first.Score < 3 || w.Year != 2024 || w.Rule.ZH != "福建省的同级政府" {
		t.Fatalf("%+v", first)
	}
	text := first.Sentence.Text()
	if want := "本年新收申请 200 件，上年 51 件，增加 149 件（+292.2%）；与此前 4 年（48–52）相比极不寻常；福建省的同级政府的变化中位数为 +4.3%（4 个）。"; text.ZH != want {
		t.Error(text.ZH)
	}
	links := 0
	for _, p := range first.Sentence {
		if p.ReportID > 0 {
			links++
			if len(p.Cells) != 1 || p.Year == 0 || !strings.HasSuffix(p.Text.ZH, "件") {
				t.Errorf("%+v", p)
			}
		}
	}
	if links != 2 || !strings.Contains(text.EN, "up by 149 (+292.2 %)") {
		t.Errorf("%d links, %s", links, text.EN)
	}
	for _, i := range w.Items {
		switch {
		case i.Code == "decisions.penalty":
			t.Error("nothing but zeros")
		case i.Code == "decisions.licence" && (i.Score > 0.5 || !strings.Contains(i.Sentence.Text().ZH, "在往年波动之内")):
			t.Errorf("%+v", i)
		case i.Code == "applications.replies" || i.Code == "applications.concluded":
			t.Errorf("%s says what received says", i.Code)
		}
	}
	if w, err = a.Changes(t.Context(), analytics.ChangeQuestion{Body: mustBody(t, a, "福州市鼓楼区").ID, Year: 2021}); err != nil || len(w.Items) != 0 {
		t.Errorf("one year is no history: %+v, %v", w, err)
	}
}

func TestDecompose(t *testing.T) {
	report := func(year int, natural, business [2]string) *data.Report {
		cells := map[data.Cell]string{}
		total := func(i int) string {
			x, _ := data.ParseNumber(natural[i])
			y, _ := data.ParseNumber(business[i])
			return x.Plus(y).String()
		}
		for _, col := range []string{"natural", "org.business", "org.research", "org.nonprofit", "org.legal_service", "org.other", "total"} {
			for _, row := range []string{"granted", "concluded", "received", "carried_in", "carried_out"} {
				cells[data.NewCell("gov2021", "t3", row, col)] = "0"
			}
		}
		for i, row := range []string{"carried_out", "received"} {
			cells[data.NewCell("gov2021", "t3", row, "natural")] = natural[i]
			cells[data.NewCell("gov2021", "t3", row, "org.business")] = business[i]
			cells[data.NewCell("gov2021", "t3", row, "total")] = total(i)
		}
		return storetest.Report(tan, year, "gov2021", cells)
	}
	a := mustAsk(t, report(2022, [2]string{"10", "50"}, [2]string{"30", "50"}), report(2023, [2]string{"40", "150"}, [2]string{"10", "50"}),
		report(2024, [2]string{"1", "10"}, [2]string{"0", "0"}))
	d, err := a.Decompose(t.Context(), analytics.DecomposeQuestion{Body: 1, Ratio: "rate.carried_out", From: 2022, To: 2023})
	if err != nil {
		t.Fatal(err)
	}
	// N 100 -> 200, K 40 -> 50: volume 100 × (0.4+0.25)/2 = 32.5; natural: w 0.5 -> 0.75,
	// r 0.2 -> 0.266667; business: w 0.5 -> 0.25, r 0.6 -> 0.2
	if got := fmt.Sprint(d.Change, d.Effects.Volume, d.Effects.Mix, d.Effects.Rate); got != "10 32.5 -6.25 -16.25" {
		t.Error(got)
	}
	if d.Kinds[0].Applicant != "org.business" || d.Kinds[0].Mix.String() != "-15" || d.Kinds[0].Rate.String() != "-22.5" {
		t.Errorf("%+v", d.Kinds[0])
	}
	back, err := a.Decompose(t.Context(), analytics.DecomposeQuestion{Body: 1, Ratio: "rate.carried_out", From: 2023, To: 2022})
	if err != nil || back.Effects.Mix.String() != "6.25" {
		t.Errorf("%+v, %v", back, err)
	}
	// business comes to an end: mix, not rate
	d, err = a.Decompose(t.Context(), analytics.DecomposeQuestion{Body: 1, Ratio: "rate.carried_out", From: 2023, To: 2024})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range d.Kinds {
		if k.Applicant == "org.business" && !k.Rate.IsZero() {
			t.Errorf("%+v", k)
		}
	}
	if sum := d.Effects.Volume.Add(d.Effects.Mix.Decimal).Add(d.Effects.Rate.Decimal); sum.Sub(d.Change.Decimal).Abs().GreaterThan(data.NewNumber(1).Shift(-5)) {
		t.Error(sum, d.Change)
	}
	for q, code := range map[analytics.DecomposeQuestion]string{
		{Body: 1, Ratio: "rate.review", From: 2022, To: 2023}:      "not_by_applicant",
		{Body: 1, Ratio: "rate.carried_out", From: 2021, To: 2023}: "no_value",
		{Body: 1, Ratio: "rate.unknown", From: 2022, To: 2023}:     "unknown_indicator",
	} {
		if _, err := a.Decompose(t.Context(), q); data.Code(err) != code {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

func TestContribute(t *testing.T) {
	a := mustAsk(t, outcomes(counties[0], 2022, 1, 10, data.ScopeOwn), outcomes(counties[0], 2023, 1, 40, data.ScopeOwn), outcomes(counties[1], 2022, 1, 90, data.ScopeOwn),
		outcomes(counties[1], 2023, 1, 20, data.ScopeOwn), outcomes(counties[2], 2022, 1, 5, data.ScopeOwn), outcomes(counties[3], 2023, 1, 7, data.ScopeOwn))
	q := analytics.TotalQuestion{Body: 1, Group: analytics.Group{Rule: analytics.SamePrefecture}, Indicator: "applications.received", From: 2022, To: 2023}
	c, err := a.Contribute(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(c.Change, c.Both, c.Come, c.Gone, len(c.Bodies), c.Bodies[0].Diff); got != "-38 -40 7 5 4 -70" {
		t.Error(got)
	}
	q.Indicator = "rate.granted"
	if _, err := a.Contribute(t.Context(), q); data.Code(err) != "not_a_count" {
		t.Error(err)
	}
}
