package analytics_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/store/storetest"
)

func TestOutcomes(t *testing.T) {
	cells := func(values ...string) map[data.Cell]string {
		of := map[data.Cell]string{}
		for _, c := range []string{"refused.state_secret", "refused.prohibited_by_law", "refused.security_stability", "refused.third_party", "refused.internal_affairs",
			"refused.process_info", "refused.enforcement_file", "refused.admin_inquiry", "unavailable.not_held", "unavailable.needs_creation", "unavailable.unclear",
			"not_processed.petition", "not_processed.duplicate", "not_processed.publication", "not_processed.massive", "not_processed.reconfirm",
			"other.no_correction", "other.no_payment", "other.other", "granted", "partial", "carried_in", "carried_out", "received", "concluded"} {
			of[data.NewCell("gov2021", "t3", c, "total")] = "0"
			of[data.NewCell("gov2021", "t3", c, "natural")] = "0"
		}
		for i := 0; i < len(values); i += 2 {
			of[data.NewCell("gov2021", "t3", values[i], "total")] = values[i+1]
		}
		return of
	}
	whole := cells("received", "18", "carried_in", "2", "carried_out", "1", "concluded", "19", "granted", "10", "partial", "3", "refused.privacy", "0", "refused.third_party", "4", "unavailable.not_held", "2")
	off := cells("received", "20", "concluded", "20", "granted", "15", "unavailable.not_held", "2")
	hole := cells("received", "20", "concluded", "20", "granted", "", "unavailable.not_held", "2")
	a := mustAsk(t, storetest.Report(tan, 2022, "gov2021", whole), storetest.Report(tan, 2023, "gov2021", off), storetest.Report(tan, 2024, "gov2021", hole))
	o, err := a.Outcomes(t.Context(), analytics.OutcomesQuestion{Body: 1, Subject: analytics.Applications})
	if err != nil {
		t.Fatal(err)
	}
	var links []string
	for _, l := range o.Years[0].Flow {
		links = append(links, l.From+">"+l.To+" "+l.Value.String())
		if o.Name(l.From).ZH == l.From || o.Name(l.To).ZH == l.To {
			t.Errorf("%+v has no name", l)
		}
	}
	if got := strings.Join(links, ", "); got != "applications.received>cases 18, applications.carried_in>cases 2, cases>outcomes.granted 10, cases>outcomes.partial 3, "+
		"cases>refused.total 4, refused.total>refused.third_party 4, cases>unavailable.total 2, unavailable.total>unavailable.not_held 2, cases>applications.carried_out 1" {
		t.Error(got)
	}
	granted, refused := o.Years[0].Whole.Parts[0], o.Years[0].Whole.Parts[2]
	if got := fmt.Sprint(granted.Shown, granted.Share.K, granted.Share.N, o.Years[0].Whole.Unbalanced, len(refused.Parts), refused.Parts[3].Shown); got != "52.631579 10 19 <nil> 8 21.052632" {
		t.Error(got)
	}
	if o.Years[1].Whole.Unbalanced == nil || o.Years[1].Whole.Unbalanced.String() != "3" {
		t.Errorf("%+v", o.Years[1].Whole)
	}
	if y := o.Years[2]; len(y.Flow) > 0 || y.Whole.Unbalanced != nil || y.Whole.Parts[0].Status != data.Blank || y.Whole.Parts[0].Share != nil {
		t.Errorf("%+v", y)
	}
	natural, err := a.Outcomes(t.Context(), analytics.OutcomesQuestion{Body: 1, Subject: analytics.Applications, Applicant: "natural", From: 2022, To: 2022})
	if err != nil || natural.Years[0].Whole.Code != "applications.concluded@natural" || natural.Years[0].Whole.Value.String() != "0" {
		t.Errorf("%+v, %v", natural, err)
	}
	for _, q := range []analytics.OutcomesQuestion{{Body: 1, Subject: "taxes"}, {Body: 1, Subject: analytics.Reviews, Applicant: "natural"}} {
		if _, err := a.Outcomes(t.Context(), q); data.Code(err) != "bad_subject" {
			t.Error(err)
		}
	}
}

// The shift from direct suits to reviews of 2024 is marked on both.
func TestOutcomesOfAppeals(t *testing.T) {
	cells := map[data.Cell]string{}
	for _, c := range []string{"review.upheld", "review.corrected", "review.other", "review.pending", "review.total", "lit_direct.upheld", "lit_direct.corrected", "lit_direct.other",
		"lit_direct.pending", "lit_direct.total", "lit_after.upheld", "lit_after.corrected", "lit_after.other", "lit_after.pending", "lit_after.total"} {
		cells[data.NewCell("gov2021", "t4", "cases", c)] = "0"
	}
	cells["gov2021/t4/cases/lit_direct.corrected"], cells["gov2021/t4/cases/lit_direct.total"] = "3", "3"
	cells["gov2021/t4/cases/review.upheld"], cells["gov2021/t4/cases/review.total"] = "2", "2"
	a := mustAsk(t, storetest.Report(tan, 2023, "gov2021", cells), storetest.Report(tan, 2024, "gov2021", cells))
	for subject, want := range map[analytics.Subject]string{analytics.Reviews: "review.upheld 2", analytics.Lawsuits: "litigation.direct.total 3"} {
		o, err := a.Outcomes(t.Context(), analytics.OutcomesQuestion{Body: 1, Subject: subject})
		if err != nil {
			t.Fatal(err)
		}
		first := o.Years[0].Whole.Parts[0]
		if got := first.Code + " " + first.Value.String(); got != want || o.Years[0].Whole.Unbalanced != nil {
			t.Errorf("%s: %s %+v", subject, got, o.Years[0].Whole)
		}
		if len(o.Breaks) == 0 || o.Breaks[len(o.Breaks)-1].Year != 2024 || o.Breaks[len(o.Breaks)-1].Kind != "law" {
			t.Errorf("%s: %+v", subject, o.Breaks)
		}
	}
}
