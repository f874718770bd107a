package audit

import (
	"testing"

	"gongkai/data"
	"gongkai/data/form"
)

// row fills one row of table three of the 2021 form; "" is a blank, "?" unreadable.
func row(code string, values ...string) []data.Figure {
	columns := []string{"natural", "org.business", "org.research", "org.nonprofit", "org.legal_service", "org.other", "total"}
	var out []data.Figure
	for i, v := range values {
		f := data.Figure{Cell: data.NewCell("gov2021", "t3", code, columns[i]), Status: data.Reported}
		switch v {
		case "":
			f.Status = data.Blank
		case "?":
			f.Status = data.Unreadable
		default:
			n, err := data.ParseNumber(v)
			if err != nil {
				panic(err)
			}
			f.Value = &n
		}
		out = append(out, f)
	}
	return out
}

func TestIdentities(t *testing.T) {
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	a := New(c)
	for name, tt := range map[string]struct {
		figures []data.Figure
		want    data.State
	}{
		"OK":                 {row("received", "1", "2", "0", "0", "0", "0", "3"), data.OK},
		"Failed":             {row("received", "1", "2", "0", "0", "0", "0", "4"), data.Failed},
		"BlanksCountAsZero":  {row("received", "1", "2", "", "", "", "", "3"), data.OK},
		"BlanksMayHideCases": {row("received", "1", "2", "", "", "", "", "4"), data.NotAssessable},
		"TotalBlank":         {row("received", "1", "2", "0", "0", "0", "0", ""), data.NotAssessable},
		"AllBlank":           {row("received", "", "", "", "", "", "", ""), data.NotAssessable},
		"Unreadable":         {row("received", "1", "?", "0", "0", "0", "0", "3"), data.NotAssessable},
		"RowNotPrinted":      {nil, data.NotAssessable},
	} {
		found := false
		for _, f := range a.Identities("gov2021", tt.figures) {
			if f.Check == "t3.applicants" && f.Where == "received" {
				found = true
				if f.State != tt.want {
					t.Errorf("%s: %s (%s), want %s", name, f.State, f.Detail, tt.want)
				}
				if f.State != data.OK && (len(f.Cells) != 7 || f.Detail == "") {
					t.Errorf("%s: the finding does not say where: %+v", name, f)
				}
			} else if f.State == data.Failed {
				t.Errorf("%s: false alarm %+v", name, f)
			}
		}
		if !found {
			t.Errorf("%s: not tried", name)
		}
	}
}

// Sums are exact whatever is printed: beyond 64 bits, and with decimals.
func TestSumsAreExact(t *testing.T) {
	c, _ := form.Load()
	a := New(c)
	for total, want := range map[string]data.State{"90071992547409931234.3": data.OK, "90071992547409931234.2": data.Failed, "90071992547409931234": data.Failed} {
		for _, f := range a.Identities("gov2021", row("received", "0.1", "0.2", "90071992547409931234", "0", "0", "0", total)) {
			if f.Check == "t3.applicants" && f.Where == "received" && f.State != want {
				t.Errorf("%s: %s, want %s", total, f.State, want)
			}
		}
	}
}

// A cell that is printed twice with two numbers has none.
func TestContradictionIsUnreadable(t *testing.T) {
	c, _ := form.Load()
	twice := append(row("received", "1", "2", "0", "0", "0", "0", "3"), row("received", "1", "2", "0", "0", "0", "0", "4")...)
	for _, f := range New(c).Identities("gov2021", twice) {
		if f.Check == "t3.applicants" && f.Where == "received" && f.State != data.NotAssessable {
			t.Errorf("%+v", f)
		}
	}
}
