package chart

import (
	"encoding/json"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
)

func point(year int, v string, s data.Status) analytics.Point {
	p := analytics.Point{Year: year, Status: s, ReportID: year}
	if v != "" {
		n, err := data.ParseNumber(v)
		if err != nil {
			panic(err)
		}
		p.Value = &n
	}
	return p
}

func input(name string) Input {
	return Input{
		Series: []analytics.Series{{Code: "x", Body: analytics.BodyRef{Name: name}, Points: []analytics.Point{
			point(2019, "5", data.Reported), point(2020, "", data.Missing), point(2021, "0", data.Reported),
			point(2022, "", data.Blank), point(2023, "18651.06", data.Suspect)}}},
		Parts: []string{"#123456"}, Names: []string{name}, From: 2019, To: 2023,
		Label: func(s analytics.Series, p analytics.Point) string { return s.Body.Name },
		Href:  func(analytics.Series, analytics.Point) string { return "" },
	}
}

// drawn is the part of an ECharts option that the tests look at.
type drawn struct {
	Series []struct {
		Name  string
		Type  string
		Stack string
		XAxis int `json:"xAxisIndex"`
		Data  []struct {
			Value  []any
			Symbol string
		}
		MarkLine struct {
			Data []struct {
				Name  string
				XAxis float64 `json:"xAxis"`
			}
		}
	}
	XAxis []struct {
		Type string
		Data []string
		Min  any
	} `json:"xAxis"`
}

func option(t *testing.T, draw func(Input) (json.RawMessage, error), in Input) (drawn, string) {
	t.Helper()
	b, err := draw(in)
	if err != nil {
		t.Fatal(err)
	}
	var d drawn
	if err := json.Unmarshal(b, &d); err != nil {
		t.Fatal(err, string(b))
	}
	return d, string(b)
}

// Missing and blank are gaps; a printed zero is a zero; nothing becomes {}.
func TestGaps(t *testing.T) {
	for name, draw := range map[string]func(Input) (json.RawMessage, error){"line": Line, "stack": Stack} {
		d, text := option(t, draw, input("甲"))
		var got []any
		for _, p := range d.Series[0].Data {
			got = append(got, p.Value[1])
		}
		want := []any{5.0, "-", 0.0, "-", 18651.06}
		for i := range want {
			if len(got) != len(want) || got[i] != want[i] {
				t.Fatalf("%s: values %v, want %v", name, got, want)
			}
		}
		if strings.Contains(text, `"value":{}`) || strings.Contains(text, "__f__") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

func TestSuspectIsHollow(t *testing.T) {
	d, _ := option(t, Line, input("甲"))
	if s := d.Series[0].Data[4].Symbol; s != "emptyDiamond" {
		t.Errorf("symbol %q", s)
	}
}

// A line ends before a mark that it must not cross, and crosses the others.
func TestMarks(t *testing.T) {
	in := input("甲")
	in.Marks = []Mark{{Year: 2021, Text: "2021年格式", Joinable: true}}
	if d, _ := option(t, Line, in); len(d.Series) != 2 || len(d.Series[0].Data) != 5 {
		t.Errorf("joinable: %d series", len(d.Series))
	}
	in.Marks[0].Joinable = false
	d, _ := option(t, Line, in)
	if len(d.Series) != 3 || len(d.Series[0].Data) != 2 || len(d.Series[1].Data) != 3 || d.Series[0].Name != d.Series[1].Name {
		t.Fatalf("not joinable: %+v", d.Series)
	}
	carrier := d.Series[2]
	if carrier.XAxis != 1 || len(carrier.MarkLine.Data) != 1 || carrier.MarkLine.Data[0].XAxis != 2020.5 || !strings.HasPrefix(carrier.MarkLine.Data[0].Name, "①") {
		t.Errorf("carrier %+v", carrier)
	}
}

func TestMarksOfBreaks(t *testing.T) {
	breaks := []analytics.Break{
		{Year: 2019, Indicator: "a", Text: data.Text{ZH: "早"}, Joinable: true},
		{Year: 2021, Indicator: "a", Text: data.Text{ZH: "甲"}, Joinable: true},
		{Year: 2021, Indicator: "b", Text: data.Text{ZH: "乙"}},
		{Year: 2024, Indicator: "c", Text: data.Text{ZH: "丙"}},
	}
	got := Marks(breaks, []string{"a", "b"}, 2019, data.Chinese)
	if len(got) != 1 || got[0].Year != 2021 || got[0].Joinable || got[0].Text != "甲" {
		t.Errorf("got %+v", got)
	}
}

// Text from documents is data: it reaches the page as JSON strings only.
func TestTextIsData(t *testing.T) {
	evil := `</script><img src=x onerror=alert(1)>__f__function(){}`
	d, text := option(t, Line, input(evil))
	if d.Series[0].Name != evil {
		t.Errorf("name %q", d.Series[0].Name)
	}
	if strings.Contains(text, "</script>") {
		t.Error("an unescaped end tag in the JSON")
	}
}
