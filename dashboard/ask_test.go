package dashboard

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
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
