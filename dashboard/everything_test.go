package dashboard

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Files have every row of a list, as many as the page says there are.
func TestFilesAreWhole(t *testing.T) {
	root := start(t, samples.dir)
	var reports struct {
		Of      int
		Reports []struct{ ID int }
	}
	decode(t, root+"/reports.json", &reports)
	if reports.Of < 15 || len(reports.Reports) != reports.Of {
		t.Fatalf("%d of %d", len(reports.Reports), reports.Of)
	}
	var quality struct{ Findings struct{ Of int } }
	decode(t, root+"/quality.json?state=any", &quality)
	if quality.Findings.Of <= findingRows {
		t.Fatal("the page lists all there are: nothing is tried", quality.Findings.Of)
	}
	for address, of := range map[string]int{"/reports": reports.Of, "/reports?skip=3": reports.Of, "/quality?state=any": quality.Findings.Of, "/quality?state=any&skipf=50": quality.Findings.Of} {
		path, query, _ := strings.Cut(address, "?")
		got := get(t, root+path+".csv?"+query)
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(got.body, "\uFEFF"))).ReadAll()
		if err != nil || len(rows)-1 != of || !strings.HasPrefix(got.body, "\uFEFF") {
			t.Errorf("%s has %d rows as CSV, not %d: %v", address, len(rows)-1, of, err)
		}
		book, err := excelize.OpenReader(bytes.NewReader([]byte(get(t, root+path+".xlsx?"+query).body)))
		if err != nil {
			t.Fatal(err)
		}
		cells, err := book.GetRows("数据")
		if err != nil || len(cells)-1 != of || strings.Join(cells[1], "|") != strings.Join(rows[1], "|") {
			t.Errorf("%s has %d rows as XLSX, not %d: %v", address, len(cells)-1, of, err)
		}
		source, err := book.GetRows("来源")
		if err != nil || len(source) < 5 {
			t.Errorf("%s: %v %v", address, source, err)
		}
		book.Close()
	}
	for _, wrong := range []string{"/quality.csv?state=x", "/quality.xlsx?severity=x", "/reports.csv?skip=-1"} {
		if r := get(t, root+wrong); r.status != 400 {
			t.Errorf("%s: %d", wrong, r.status)
		}
	}
}
