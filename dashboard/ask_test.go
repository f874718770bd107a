package dashboard

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"gongkai/data/generated"
	"gongkai/data/place"
	"gongkai/data/store"
)

// Programs get the answers of analytics, and an error with its code for a
// question that is not in order.
func TestAsk(t *testing.T) {
	root := start(t, samples.dir)
	own := "body=" + url.QueryEscape("平潭综合实验区")
	for question, want := range map[string]string{
		"trend.json?i=rate.disclosure,applications.received&view=change&" + own:              `"value":45.87156`,
		"peers.json?i=applications.received&year=2024&rule=level&" + own:                     `"rank":1,"rank_low":1`,
		"outcomes.json?from=2024&to=2024&" + own:                                             `"from":"applications.received","to":"cases","value":218`,
		"change.json?year=2024&" + own:                                                       `极不寻常`,
		"why.json?i=rate.disclosure_substantive&from=2023&to=2024&" + own:                    `"mix"`,
		"who.json?i=applications.received&from=2023&to=2024&rule=level&" + own:               `"change":140`,
		"total.json?i=applications.received&from=2024&to=2024&rule=level&" + own:             `"k":2,"n":2,"value":221`,
		"coverage.json?rule=level&" + own:                                                    `"state":"suspect"`,
		"chain.json?" + own:                                                                  `"in_force"`,
		"scatter.json?x=applications.received&y=rate.disclosure&year=2024&rule=level&" + own: `"rank_correlation":null`,
		"revisions.json?year=2024&" + own:                                                    `"versions":[{`,
		"define.json?i=rate.disclosure":                                                      `"formula"`,
		"trend.json?i=applications.received&from=2024&" + own + "&body=宿迁市&to=2024":          `"region_code":"321300"`,
	} {
		got := get(t, root+"/ask/"+question)
		if got.status != 200 || !strings.Contains(got.body, want) || !json.Valid([]byte(got.body)) {
			t.Errorf("%s: %d, %q is missing in %.900s", question, got.status, want, got.body)
		}
	}
	for question, want := range map[string]string{
		"trend.json?i=nothing&" + own: "400 unknown_indicator", "trend.json?i=applications.received&body=x": "400 unknown_body", "peers.json?i=applications.received": "400 bad_parameter",
		"peers.json?i=applications.received&body=" + url.QueryEscape("局"): "400 ambiguous_body", "peers.json?i=applications.received&rule=x&" + own: "400 bad_group",
		"trend.json?from=x&" + own: "400 bad_parameter", "trend.json?i=" + strings.Repeat("a,", 60) + "&" + own: "400 bad_parameter",
		"why.json?i=rate.review&from=2023&to=2024&" + own: "400 not_by_applicant", "nothing.json": "404 not_found", "trend.json?%zz": "400 bad_parameter",
		"outcomes.json?subject=x&" + own: "400 bad_subject", "trend.json?i=applications.received&view=x&" + own: "400 bad_view",
	} {
		got := get(t, root+"/ask/"+question)
		if code := itoa(got.status) + " " + errorCode(got.body); code != want {
			t.Errorf("%s: %s, want %s", question, code, want)
		}
	}
}

func errorCode(body string) string {
	var e struct{ Error struct{ Code string } }
	if json.Unmarshal([]byte(body), &e) != nil {
		return body
	}
	return e.Error.Code
}

// A saved group may change while the snapshot does not: its answers are not kept.
func TestAskSavedGroup(t *testing.T) {
	root := start(t, samples.dir)
	own := "i=applications.received&year=2024&body=" + url.QueryEscape("平潭综合实验区")
	got := get(t, root+"/ask/peers.json?group="+url.QueryEscape("两地")+"&"+own)
	if got.status != 200 || !strings.Contains(got.body, "自选名单") || !strings.Contains(got.body, `"of":2`) || got.header.Get("ETag") != "" {
		t.Errorf("%d %v %.500s", got.status, got.header, got.body)
	}
	if got := get(t, root+"/ask/peers.json?rule=level&"+own); got.header.Get("ETag") == "" {
		t.Error("another answer is kept")
	}
	if got := get(t, root+"/ask/peers.json?group=x&"+own); got.status != 404 {
		t.Error(got.status, got.body)
	}
}

// Made-up data says so on every page and in every file.
func TestGeneratedIsMarked(t *testing.T) {
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	scale := generated.Scale{Within: "320300", Bodies: 3, From: 2023, To: 2024}
	if _, err := store.Publish(t.Context(), dir, store.Input{Catalogue: samples.catalogue, Gazetteer: g, Generated: true, Stream: store.Sequence(generated.Reports(scale, 1, samples.catalogue, g))}); err != nil {
		t.Fatal(err)
	}
	root := start(t, dir)
	report := regexp.MustCompile(`href="(/reports/[^"?]+/2024)"`).FindStringSubmatch(get(t, root+"/reports").body)
	if report == nil {
		t.Fatal("no report is listed")
	}
	for _, page := range []string{"/", "/reports", report[1]} {
		if got := get(t, root+page); got.status != 200 || !strings.Contains(got.body, "<b>模拟数据</b>") {
			t.Errorf("%s: %d %.300s", page, got.status, got.body)
		}
		csv := page + ".csv"
		if page == "/" {
			csv = "/index.csv"
		}
		if got := get(t, root+csv); got.status != 200 || !strings.Contains(got.body, "1（模拟数据，并非真实）") {
			t.Errorf("%s: %d %.300s", csv, got.status, got.body)
		}
	}
	for _, answer := range []string{"/index.json", "/ask/coverage.json?body=" + url.QueryEscape("320300")} {
		if got := get(t, root+answer); got.status != 200 || !strings.Contains(got.body, `"generated":true`) {
			t.Errorf("%s: %d %.300s", answer, got.status, got.body)
		}
	}
	if got := get(t, root+"/?lang=en"); !strings.Contains(got.body, "Made-up data") {
		t.Error("not marked in English")
	}
	if got := get(t, start(t, samples.dir)+"/"); strings.Contains(got.body, "模拟数据") {
		t.Error("real data is marked")
	}
}
