package settle

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
)

// printed rows of table three: received 12 + 3, of which 13 granted and 2 not
// held. Rows not named are zeros.
var small = map[string]string{
	"received": "12 3 0 0 0 0 15", "granted": "10 3 0 0 0 0 13", "unavailable.not_held": "2 0 0 0 0 0 2", "concluded": "12 3 0 0 0 0 15",
}

// write prints a table. A row with spaces is read, "" is blank, what begins
// with = is one run for all of its columns.
func write(r *data.Report, t *form.Table, rows map[string]string, rest string) {
	for _, row := range t.Rows {
		line, ok := rows[row.Code]
		if !ok {
			line = rest
		}
		if row.Group || line == "none" {
			continue
		}
		run, glued := strings.CutPrefix(line, "=")
		words := strings.Split(line, " ")
		for i, c := range t.Columns {
			f := data.Figure{Cell: data.NewCell(r.Form, t.ID, row.Code, c.Code), Text: run, Status: data.Unreadable}
			if !glued {
				if f.Text = words[i]; f.Text == "_" {
					f.Text, f.Status = "", data.Blank
				} else {
					v, err := data.ParseNumber(f.Text)
					if err != nil {
						panic(err)
					}
					f.Value, f.Status = &v, data.Reported
				}
			}
			r.Figures = append(r.Figures, f)
		}
	}
}

// show writes a row as it stands: numbers, ? for unreadable, _ for blank.
func show(r *data.Report, f *form.Form, table, code string) string {
	var out []string
	for _, c := range f.Table(table).Columns {
		fig := r.Figure(data.NewCell(f.ID, table, code, c.Code))
		switch {
		case fig == nil:
			out = append(out, "none")
		case fig.Value != nil:
			out = append(out, fig.Value.String())
		case fig.Status == data.Blank:
			out = append(out, "_")
		default:
			out = append(out, "?")
		}
	}
	return strings.Join(out, " ")
}

const unread = "? ? ? ? ? ? ?"

func TestTableThree(t *testing.T) {
	f := catalogue(t).Form("gov2021")
	for name, tt := range map[string]struct {
		rows map[string]string // beside those of small
		rest string            // rows not named
		want map[string]string
	}{
		"ColumnsConfirm":       {map[string]string{"received": "=123000015"}, "", map[string]string{"received": "12 3 0 0 0 0 15"}},
		"SpacesAtRandom":       {map[string]string{"received": "=1 2 3000 01 5"}, "", map[string]string{"received": "12 3 0 0 0 0 15"}},
		"SeveralRows":          {map[string]string{"received": "=123000015", "granted": "=103000013", "concluded": "=123000015"}, "", map[string]string{"received": "12 3 0 0 0 0 15", "granted": "10 3 0 0 0 0 13", "concluded": "12 3 0 0 0 0 15"}},
		"WholeTable":           {map[string]string{"received": "=123000015", "granted": "=103000013", "unavailable.not_held": "=2000002", "concluded": "=123000015"}, "=0000000", map[string]string{"received": "12 3 0 0 0 0 15", "granted": "10 3 0 0 0 0 13", "unavailable.not_held": "2 0 0 0 0 0 2", "partial": "0 0 0 0 0 0 0"}},
		"OneSumIsNotEnough":    {map[string]string{"received": "=123000015", "concluded": "=/"}, "", map[string]string{"received": unread}},
		"DigitForEachColumn":   {map[string]string{"received": "=2000002", "concluded": "=/"}, "", map[string]string{"received": "2 0 0 0 0 0 2"}},
		"DigitsAndBlanks":      {map[string]string{"received": "=2000002", "concluded": "=/", "partial": "_ 0 0 0 0 0 0"}, "", map[string]string{"received": unread}},
		"DigitsAndShortRun":    {map[string]string{"received": "=2000002", "concluded": "=000000"}, "", map[string]string{"received": unread, "concluded": unread}},
		"ZerosOnly":            {map[string]string{"received": "=0000000", "concluded": "=/"}, "", map[string]string{"received": "0 0 0 0 0 0 0"}},
		"SumFails":             {map[string]string{"received": "=123000016"}, "", map[string]string{"received": unread}},
		"DigitsAndSumFails":    {map[string]string{"received": "=2000003"}, "", map[string]string{"received": unread}},
		"ColumnFails":          {map[string]string{"received": "=123000015", "concluded": "12 4 0 0 0 0 16", "granted": "10 4 0 0 0 0 14"}, "", map[string]string{"received": unread}},
		"OtherColumnFails":     {map[string]string{"received": "=123000015", "carried_out": "0 0 0 0 0 1 0"}, "", map[string]string{"received": unread}},
		"RowNotPrinted":        {map[string]string{"granted": "=103000013", "partial": "none"}, "", map[string]string{"granted": unread}},
		"Slash":                {map[string]string{"received": "=12300/015"}, "", map[string]string{"received": unread}},
		"TooManyCells":         {map[string]string{"received": "=12 | 3 | 0 | 0 | 0 | 0 | 0 | 15"}, "", map[string]string{"received": unread}},
		"ListOfCells":          {map[string]string{"received": "=12 | 3 | 15"}, "", map[string]string{"received": "12 3 ? ? ? ? 15"}},
		"ListOfEqualCells":     {map[string]string{"granted": "=10 | 3 | 13", "concluded": "=12 | 3 | 15", "received": "=12 | 3 | 15"}, "", map[string]string{"received": unread, "granted": unread}},
		"ListWithoutTotal":     {map[string]string{"received": "=12 | 3"}, "", map[string]string{"received": "12 3 ? ? ? ? ?"}},
		"ListOfZeros":          {map[string]string{"partial": "=0 | 0"}, "", map[string]string{"partial": unread}},
		"ListAndColumnsUnread": {map[string]string{"received": "=12 | 3 | 15", "concluded": "=/"}, "", map[string]string{"received": unread}},
		"PiecesThatAreNoCells": {map[string]string{"received": "=12300 | 0015"}, "", map[string]string{"received": "12 3 0 0 0 0 15"}},
		"PiecesAndNoColumns":   {map[string]string{"received": "=20000 | 02", "concluded": "=/"}, "", map[string]string{"received": unread}},
		"CellsThatAgree":       {map[string]string{"received": "12 3 2 0 0 0 17", "concluded": "12 3 2 0 0 0 17", "refused.third_party": "=0320005", "granted": "10 _ _ 0 0 0 _"}, "", map[string]string{"refused.third_party": "? ? ? ? ? ? 5"}},
	} {
		t.Run(name, func(t *testing.T) {
			rows := map[string]string{}
			for _, m := range []map[string]string{small, tt.rows} {
				for code, line := range m {
					rows[code] = line
				}
			}
			if tt.rest == "" {
				tt.rest = "0 0 0 0 0 0 0"
			}
			r := &data.Report{Form: "gov2021", Year: 2022}
			write(r, f.Table("t3"), rows, tt.rest)
			n := Report(catalogue(t), r, nil, nil)
			for code, want := range tt.want {
				if got := show(r, f, "t3", code); got != want {
					t.Errorf("%s of %s: %s, want %s", code, tt.rows[code], got, want)
				}
			}
			for _, fig := range r.Figures {
				if fig.Status == data.Derived {
					n--
				}
			}
			if n != 0 {
				t.Errorf("%d settled that do not show", n)
			}
		})
	}
}

// A settled figure says how, keeps its run, and a second call changes nothing.
func TestSettledFigure(t *testing.T) {
	c := catalogue(t)
	f := c.Form("gov2021")
	r := &data.Report{Form: "gov2021", Year: 2022}
	write(r, f.Table("t3"), map[string]string{"received": "=123000015", "granted": small["granted"], "unavailable.not_held": small["unavailable.not_held"], "concluded": small["concluded"], "partial": "=0000000"}, "0 0 0 0 0 0 0")
	if n := Report(c, r, nil, nil); n != 14 {
		t.Errorf("%d settled, want 14", n)
	}
	for cell, want := range map[data.Cell]string{"gov2021/t3/received/total": BySums, "gov2021/t3/partial/total": ByDigits} {
		if fig := r.Figure(cell); fig.Status != data.Derived || fig.Note != want || fig.Text != map[string]string{BySums: "123000015", ByDigits: "0000000"}[want] {
			t.Errorf("%+v", fig)
		}
	}
	before := fmt.Sprint(r.Figures)
	if n := Report(c, r, nil, nil); n != 0 || fmt.Sprint(r.Figures) != before {
		t.Error("the second call settled", n)
	}
}

// Columns in an unknown order, a cell printed twice: what carries a note, or
// different runs, is left alone.
func TestRowsLeftAlone(t *testing.T) {
	c := catalogue(t)
	for name, change := range map[string]func(*data.Report){
		"Note":        func(r *data.Report) { r.Figures[3].Note = "列的次序与表式不同或不明" },
		"TwoRuns":     func(r *data.Report) { r.Figures[3].Text = "0000000000" },
		"ReadInPart":  func(r *data.Report) { r.Figures[3] = figure(r.Figures[3].Cell, 0) },
		"CellMissing": func(r *data.Report) { r.Figures = r.Figures[1:] },
		"DerivedBefore": func(r *data.Report) {
			v := data.NewNumber(0)
			r.Figures[3].Value, r.Figures[3].Status = &v, data.Derived
		},
		"UnknownForm": func(r *data.Report) { r.Form = "gov1999" },
	} {
		r := &data.Report{Form: "gov2021", Year: 2022}
		write(r, c.Form("gov2021").Table("t3"), map[string]string{"received": "=0000000"}, "none")
		change(r)
		if n := Report(c, r, nil, nil); n != 0 {
			t.Errorf("%s: %d settled", name, n)
		}
	}
}

// Three sums and no columns: a digit for each cell, or nothing.
func TestTableFour(t *testing.T) {
	f := catalogue(t).Form("gov2021")
	for run, want := range map[string]string{
		"000000000000000":     "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
		"100010200200000":     "1 0 0 0 1 0 2 0 0 2 0 0 0 0 0",
		"100010200200003":     "", // the last sum is wrong in the source
		"1000010000000000000": "",
	} {
		r := &data.Report{Form: "gov2021", Year: 2022}
		write(r, f.Table("t4"), map[string]string{"cases": "=" + run}, "none")
		Report(catalogue(t), r, nil, nil)
		if want == "" {
			want = strings.TrimSpace(strings.Repeat("? ", 15))
		}
		if got := show(r, f, "t4", "cases"); got != want {
			t.Errorf("%s: %s, want %s", run, got, want)
		}
	}
}
