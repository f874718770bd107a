package takeaway

import (
	"bytes"
	"encoding/csv"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
)

func listed(list ...Observation) iter.Seq2[Observation, error] {
	return func(yield func(Observation, error) bool) {
		for _, o := range list {
			if !yield(o, nil) {
				return
			}
		}
	}
}

// column reads one column of what was written.
func column(t *testing.T, written []byte, name string) (values []string) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(written)).ReadAll()
	if err != nil {
		t.Fatalf("%v: %s", err, written)
	}
	at := slices.Index(rows[0], name)
	if at < 0 {
		t.Fatalf("no column %s in %q", name, rows[0])
	}
	for _, row := range rows[1:] {
		values = append(values, row[at])
	}
	return values
}

// Each place of a series is written, with a status whether it has a value or not.
func TestSDMXMissing(t *testing.T) {
	zero, money := data.NewNumber(0), number("-24252.3110820000")
	var list []Observation
	for _, s := range []data.Status{data.Blank, data.NotApplicable, data.Unreadable, data.Missing, data.Reported} {
		list = append(list, Observation{Indicator: "fees.amount", Year: 2024, Status: s})
	}
	list = append(list, Observation{Value: &zero, Status: data.Reported}, Observation{Value: &money, Status: data.Suspect})
	var b bytes.Buffer
	if err := WriteSDMX(&b, "7-717cb1beb56d", listed(list...)); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"OBS_VALUE": "|||||0|-24252.311082", "OBS_STATUS": "M|Z|L|O|O|A|Q", "DECIMALS": "|||||0|6",
		"SNAPSHOT": strings.Repeat("7-717cb1beb56d|", 6) + "7-717cb1beb56d", "ACTION": "I|I|I|I|I|I|I",
	} {
		if got := strings.Join(column(t, b.Bytes(), name), "|"); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

// Names come back as they went in, except where a spreadsheet would run them.
func TestSDMXNames(t *testing.T) {
	names := []string{`a,"b"`, "两\n行", " 前后有空格 ", "机关；，、", "-5", "=1+1", "@a", "-b"}
	var list []Observation
	for _, name := range names {
		list = append(list, Observation{Area: "350128:" + name, AreaTitle: name, IndicatorTitle: name})
	}
	var b bytes.Buffer
	if err := WriteSDMX(&b, "", listed(list...)); err != nil {
		t.Fatal(err)
	}
	titles, areas := column(t, b.Bytes(), "REF_AREA_TITLE"), column(t, b.Bytes(), "REF_AREA")
	for i, name := range names {
		want := name
		if i >= 5 {
			want = "'" + name
		}
		if titles[i] != want || areas[i] != "350128:"+name {
			t.Errorf("%q became %q, %q", name, titles[i], areas[i])
		}
	}
}

func TestSDMXBrokenOff(t *testing.T) {
	lost := errors.New("lost")
	err := WriteSDMX(&bytes.Buffer{}, "", func(yield func(Observation, error) bool) {
		_ = yield(Observation{}, nil) && yield(Observation{}, lost)
	})
	if !errors.Is(err, lost) {
		t.Error(err)
	}
}
