package dashboard

import (
	"html"
	"net/url"
	"strings"
	"testing"
)

func TestMoreOfTheBenchmark(t *testing.T) {
	root := start(t, samples.dir)
	own := "year=2024&rule=level&body=" + pingtan
	for address, wants := range map[string][]string{
		"/benchmark/scatter?" + own:                              {"1 个机关；机关太少或数值相同，不计算相关", `<option value="applications.received" selected>`, `<option value="rate.granted">`, `class="pagetabs"`},
		"/benchmark/scatter?y=decisions.penalty&" + own:          {"1–2 / 2", ">1,100</td>", `class="own"`},
		"/benchmark/scatter.csv?y=decisions.penalty&" + own:      {"350128,平潭综合实验区,2024,218,1100,全国同级政府"},
		"/charts/scatter.json?y=decisions.penalty&" + own:        {`"id":"scatter"`, `"value":[218,1100,`, `"symbol":"diamond"`},
		"/charts/scatter/scatter.svg?y=decisions.penalty&" + own: {"行政处罚处理决定", "比较范围：全国同级政府"},
		"/benchmark/heat?" + own:                                 {"平潭综合实验区", "件数少", `aria-current="true"`, "另有 1 个机关"},
		"/benchmark/heat?sort=rate.disclosure&order=up&" + own:   {`aria-sort="ascending"`, "按地区"},
		"/benchmark/heat.csv?" + own:                             {"350128,平潭综合实验区,2024,rate.disclosure,公开率,45.87156,%,100,218,推算"},
		"/benchmark/heat?lang=en&" + own:                         {"smallest quarter", "few"},
		"/benchmark/best?" + own:                                 {"可排名的机关不足 12 个"},
		"/benchmark/best?i=decisions.penalty&" + own:             {`<option value="rate.disclosure" selected>`},
	} {
		got := get(t, root+address)
		text := html.UnescapeString(got.body)
		for _, want := range wants {
			if got.status != 200 || !strings.Contains(text, want) {
				t.Errorf("%s: %d, %q is missing", address, got.status, want)
			}
		}
		if strings.Contains(got.body, "ZgotmplZ") || strings.Contains(got.body, "%!") {
			t.Errorf("%s: %s", address, "a value was not printed")
		}
	}
	grouped := startWith(t, samples.dir, func(c *Config) { c.Groups = func() ([]string, error) { return []string{"两地"}, nil } })
	for _, page := range []string{"/benchmark", "/benchmark/scatter", "/benchmark/heat", "/benchmark/best"} {
		body := get(t, grouped+page+"?year=2024&rule=group:"+url.QueryEscape("两地")+"&body="+pingtan).body
		if !strings.Contains(body, `<option value="group:两地" selected>自选：两地</option>`) || !strings.Contains(body, "自选名单中的同级政府") && page != "/benchmark/best" {
			t.Errorf("%s does not take the saved group: %.300s", page, body)
		}
	}
	for address, status := range map[string]int{"/benchmark/best.json?" + own: 422, "/benchmark/best.json?i=decisions.penalty&" + own: 422, "/benchmark/heat?sort=x&" + own: 400, "/benchmark/scatter?x=nothing&" + own: 400, "/benchmark/heat?skip=-1&" + own: 400} {
		if got := get(t, root+address); got.status != status {
			t.Errorf("%s: %d, want %d", address, got.status, status)
		}
	}
}
