package dashboard

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A workbook holds what the CSV holds: numbers as numbers, codes and formulas
// as text, holes as empty cells; and says where it is from.
func TestWorkbook(t *testing.T) {
	root := start(t, samples.dir)
	for _, address := range []string{"/index.%s", "/trends.%s?body=" + pingtan, "/decisions.%s", "/benchmark.%s?rule=level", "/outcomes.%s", "/quality.%s", "/dictionary.%s", "/methods.%s", "/reports.%s", reportOf("2024") + ".%s"} {
		got := get(t, root+strings.Replace(address, "%s", "xlsx", 1))
		f, err := excelize.OpenReader(bytes.NewReader([]byte(got.body)))
		if err != nil {
			t.Errorf("%s: %d, %v, %.200s", address, got.status, err, got.body)
			continue
		}
		rows, err := f.GetRows("数据", excelize.Options{RawCellValue: true})
		plain := get(t, root+strings.Replace(address, "%s", "csv", 1)).body
		if lines := strings.Count(plain, "\r\n"); err != nil || len(rows) != lines {
			t.Errorf("%s: %d rows, the CSV has %d, %v", address, len(rows), lines, err)
		}
		if source, err := f.GetRows("来源"); err != nil || len(source) < 5 || source[0][0] != "页面" {
			t.Errorf("%s: %v, %v", address, source, err)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader([]byte(get(t, root+"/trends.xlsx?i=decisions.penalty&body="+pingtan).body)))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"D2": "350128", "F2": "2019", "A2": "decisions.penalty"} {
		if got, err := f.GetCellValue("数据", cell); err != nil || got != want {
			t.Errorf("%s is %q, %v", cell, got, err)
		}
	}
	for cell, want := range map[string]excelize.CellType{"D2": excelize.CellTypeInlineString, "F2": excelize.CellTypeUnset} {
		if got, err := f.GetCellType("数据", cell); err != nil || got != want {
			t.Errorf("%s is of type %v, %v", cell, got, err)
		}
	}
}

func TestPlainNumber(t *testing.T) {
	for text, want := range map[string]bool{"0": true, "-12.5": true, "12345678901234": true, "123456789012345": false, "0012": false, "1,234": false, "": false, "1e5": false, "=1+1": false, "1.1234567": false} {
		if plainNumber.MatchString(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}
