package dashboard

import (
	"html"
	"strings"
	"testing"
)

// Every indicator has an entry in one subject, and a page of its own.
func TestDictionary(t *testing.T) {
	root := start(t, samples.dir)
	list := html.UnescapeString(get(t, root+"/dictionary").body)
	codes := 0
	for _, i := range samples.catalogue.Indicators {
		codes += strings.Count(list, `<td class="mono">`+i.Code+`</td>`)
	}
	for _, r := range samples.catalogue.Ratios {
		codes += strings.Count(list, `<td class="mono">`+r.Code+`</td>`)
	}
	if want := len(samples.catalogue.Indicators) + len(samples.catalogue.Ratios); codes != want || !strings.Contains(list, "134 个指标和比率") {
		t.Errorf("%d entries, want %d", codes, want)
	}
	for i := range subjectsOf {
		if !strings.Contains(list, `id="d`+itoa(i+1)+`"`) {
			t.Errorf("no subject %d", i+1)
		}
	}
	for _, i := range samples.catalogue.Indicators {
		if matches := subjectOf(i.Code); matches == len(subjectsOf)-1 && !strings.HasPrefix(i.Code, "capacity.") {
			t.Errorf("%s is in no subject", i.Code)
		}
		if kinds[i.Kind].ZH == "" {
			t.Errorf("%s is of the kind %q", i.Code, i.Kind)
		}
		for _, s := range i.Sources {
			if matches[s.Match].ZH == "" {
				t.Errorf("%s matches %s as %q", i.Code, s.Form, s.Match)
			}
		}
	}
	for address, wants := range map[string][]string{
		"/dictionary/rate.disclosure":            {"(予以公开 + 部分公开) ÷ 申请答复数 × 100", "越高越好", "gov2021/t3/granted/total", "2019-05-15 修订后的", `href="/benchmark?i=rate.disclosure"`},
		"/dictionary/refused.total":              {"当年发生数"},
		"/dictionary/refused.internal_affairs":   {`<a href="/dictionary/refused.total">`},
		"/dictionary/rate.disclosure?lang=en":    {"granted in full + granted in part", "higher is better", `href="/trends?i=rate.disclosure&lang=en"`},
		"/dictionary.csv":                        {"rate.disclosure,公开率,%,比例,(予以公开 + 部分公开) ÷ 申请答复数 × 100"},
		"/dictionary/applications.received.csv":  {"applications.received,本年新收申请,件,当年发生数"},
		"/dictionary/applications.received.json": {`"code":"applications.received"`},
		"/dictionary.json":                       {`"code":"rate.repealed"`},
		"/methods":                               {"Wilson（1927）", "Garwood（1936）", "Spiegelhalter 2005", "数据快照 1，", "引用格式", "无法识读"},
		"/methods?lang=en":                       {"Kitagawa (1955)", "Data snapshot 1,"},
		"/methods.json":                          {`"ID":"ranks"`},
		"/methods.csv":                           {"件数少时,"},
	} {
		got := get(t, root+address)
		for _, want := range wants {
			if text := html.UnescapeString(got.body); got.status != 200 || !strings.Contains(text, want) {
				t.Errorf("%s: %d, %q is missing", address, got.status, want)
			}
		}
	}
	for _, none := range []string{"/dictionary/nothing", "/dictionary/%3Cscript%3E", "/dictionary/nothing.json"} {
		if got := get(t, root+none); got.status != 404 || strings.Contains(got.body, "<script>") {
			t.Errorf("%s: %d", none, got.status)
		}
	}
}
