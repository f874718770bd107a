package form

import (
	"strings"
	"testing"

	"gongkai/data"
)

const addedIndicator = `{"code":"own.petition_duplicate","name_zh":"信访与重复","unit":"件","kind":"flow","applicant":true,
"sources":[{"form":"gov2021","match":"exact","terms":[{"table":"t3","row":"not_processed.petition","column":"total"},{"table":"t3","row":"not_processed.duplicate","column":"total"}]}]}`

func TestExtend(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	wide, err := c.Extend("own.json", []byte("\ufeff"+`{"indicators":[`+addedIndicator+`],
"ratios":[{"code":"own.rate","name_zh":"占比","numerator":["own.petition_duplicate@natural"],"denominator":["applications.received"],"scale":100,"unit":"%","valid_for":["gov2021"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	i, r := wide.Indicator("own.petition_duplicate"), wide.Ratio("own.rate")
	if i == nil || !i.Added || i.NameEN != "信访与重复" || i.Sources[0].Terms[1].Coef != 1 || r == nil || r.Kind != Proportion {
		t.Errorf("%+v %+v", i, r)
	}
	if c.Indicator("own.petition_duplicate") != nil || c.Ratio("own.rate") != nil || len(wide.Indicators) != len(c.Indicators)+1 {
		t.Error("the embedded catalogue changed")
	}
	ratio := func(of string) string {
		return `{"ratios":[{"code":"own.rate","name_zh":"占比","numerator":["applications.received"],"denominator":["applications.received"],"scale":100,"unit":"%","valid_for":["gov2021"]` + of + `}]}`
	}
	for name, tt := range map[string]struct{ file, place, says string }{
		"NotJSON":      {"{\n\"ratios\": [x]}", "第 2 行", "JSON"},
		"UnknownField": {`{"ratio":[]}`, "第 1 行", "ratio"},
		"Nothing":      {`{}`, "", "没有指标"},
		"Known":        {`{"indicators":[` + strings.Replace(addedIndicator, "own.petition_duplicate", "applications.received", 1) + `]}`, "applications.received", "重复"},
		"KnownRatio":   {`{"indicators":[` + strings.Replace(addedIndicator, "own.petition_duplicate", "rate.disclosure", 1) + `]}`, "rate.disclosure", "重复"},
		"Money":        {`{"indicators":[` + strings.Replace(addedIndicator, `"件"`, `"万元"`, 1) + `]}`, "own.petition_duplicate", "金额"},
		"NoCell":       {`{"indicators":[` + strings.Replace(addedIndicator, "petition\"", "petitions\"", 1) + `]}`, "own.petition_duplicate", "单元格不存在"},
		"NoWhole":      {`{"indicators":[` + strings.Replace(addedIndicator, `"kind"`, `"whole":"none","kind"`, 1) + `]}`, "own.petition_duplicate", "合计指标不存在"},
		"NoIndicator":  {strings.Replace(ratio(""), `"applications.received"]`, `"applications.got"]`, 1), "own.rate", "指标不存在"},
		"NoForm":       {strings.Replace(ratio(""), `"gov2021"`, `"gov2099"`, 1), "own.rate", "表式不存在"},
		"Kind":         {ratio(`,"kind":"share"`), "own.rate", "kind"},
		"Better":       {ratio(`,"better":"more"`), "own.rate", "better"},
		"Scale":        {strings.Replace(ratio(""), `"scale":100`, `"scale":0`, 1), "own.rate", "倍数"},
	} {
		_, err := c.Extend("own.json", []byte(tt.file))
		e, ok := err.(*data.Error)
		if !ok || e.Code != "bad_catalogue" || e.File != "own.json" || e.Place != tt.place || !strings.Contains(e.Reason.ZH, tt.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
