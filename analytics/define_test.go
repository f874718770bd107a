package analytics_test

import (
	"testing"

	"gongkai/data"
)

// Every code of the catalogue has an entry that a person understands.
func TestDefinitions(t *testing.T) {
	a := mustAsk(t)
	list, err := a.Definitions()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 113+21 {
		t.Errorf("%d entries", len(list))
	}
	for _, d := range list {
		if d.Name.ZH == "" || d.Name.EN == "" || d.Unit == "" || d.Kind == "" || d.Formula.ZH == "" || len(d.Forms) == 0 {
			t.Errorf("%+v", d)
		}
		for _, f := range d.Forms {
			if f.Name.ZH == "" || f.Match == "" || len(f.Cells) == 0 || f.Text.ZH == "" {
				t.Errorf("%s: %+v", d.Code, f)
			}
		}
	}
	d, err := a.Define("rate.review_corrected_strict")
	if err != nil || d.Formula.ZH != "行政复议结果纠正 ÷ (行政复议结果维持 + 行政复议结果纠正) × 100" || d.Better != "lower" || len(d.Laws) == 0 || len(d.Forms) != 3 {
		t.Errorf("%+v, %v", d, err)
	}
	if _, err := a.Define("nothing"); data.Code(err) != "unknown_indicator" {
		t.Error(err)
	}
}
