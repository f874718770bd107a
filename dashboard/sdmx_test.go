package dashboard

import (
	"regexp"
	"strings"
	"testing"

	"gongkai/analytics/takeaway"
)

// snapshotMark is how rows name the snapshot, whose hash is another each time.
var snapshotMark = regexp.MustCompile(`,1-[0-9a-f]{12},`)

// The figures of 平潭综合实验区 as its reports of 2019 and 2021 state them; of 2018
// there is no report, and the report of 2019 has no fees.
const asObserved = `STRUCTURE,STRUCTURE_ID,ACTION,FREQ,INDICATOR,REF_AREA,APPLICANT,TRANSFORMATION,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,DECIMALS,FORM,COMPARABILITY,SNAPSHOT,INDICATOR_TITLE,REF_AREA_TITLE
dataflow,GONGKAI:DISCLOSURE(1.0.0),I,A,applications.received,350128:平潭综合实验区,_T,N,2018,,O,件,,,,1-x,applications received in the year,平潭综合实验区
dataflow,GONGKAI:DISCLOSURE(1.0.0),I,A,applications.received,350128:平潭综合实验区,_T,N,2019,23,A,件,0,gov2019,exact,1-x,applications received in the year,平潭综合实验区
dataflow,GONGKAI:DISCLOSURE(1.0.0),I,A,applications.received,350128:平潭综合实验区,_T,N,2020,21,A,件,0,gov2019,exact,1-x,applications received in the year,平潭综合实验区
dataflow,GONGKAI:DISCLOSURE(1.0.0),I,A,applications.received,350128:平潭综合实验区,_T,N,2021,70,A,件,0,gov2021,exact,1-x,applications received in the year,平潭综合实验区
dataflow,GONGKAI:DISCLOSURE(1.0.0),I,A,fees.amount,350128:平潭综合实验区,_Z,N,2018,,O,万元,,,,1-x,administrative fees collected,平潭综合实验区
dataflow,GONGKAI:DISCLOSURE(1.0.0),I,A,fees.amount,350128:平潭综合实验区,_Z,N,2019,,O,万元,,gov2019,,1-x,administrative fees collected,平潭综合实验区
dataflow,GONGKAI:DISCLOSURE(1.0.0),I,A,fees.amount,350128:平潭综合实验区,_Z,N,2020,,O,万元,,gov2019,,1-x,administrative fees collected,平潭综合实验区
dataflow,GONGKAI:DISCLOSURE(1.0.0),I,A,fees.amount,350128:平潭综合实验区,_Z,N,2021,24252.311082,A,万元,6,gov2021,exact,1-x,administrative fees collected,平潭综合实验区
`

func TestSDMX(t *testing.T) {
	root := start(t, samples.dir)
	question := "?body=" + pingtan + "&i=applications.received&i=fees.amount&from=2018&to=2021&lang=en"
	for _, address := range []string{"/trends.sdmx" + question, "/decisions.sdmx" + question, apiRoot + "/series" + question + "&format=sdmx"} {
		r := get(t, root+address)
		if r.header.Get("Content-Type") != takeaway.SDMXType || !strings.HasSuffix(r.header.Get("Content-Disposition"), ".csv") {
			t.Errorf("%s: %v", address, r.header)
		}
		if got := snapshotMark.ReplaceAllString(strings.ReplaceAll(r.body, "\r\n", "\n"), ",1-x,"); got != asObserved {
			t.Errorf("%s:\n%s", address, got)
		}
	}
	if page := get(t, root+"/trends"+question).body; !strings.Contains(page, ">SDMX</a>") {
		t.Error("the page offers no SDMX")
	}
	if page := get(t, root+"/reports").body; strings.Contains(page, ">SDMX</a>") {
		t.Error("reports are no series")
	}
}

// What a view makes of the numbers is told apart from the numbers.
func TestSDMXOfViews(t *testing.T) {
	root := start(t, samples.dir)
	for question, want := range map[string]string{
		"i=applications.received@natural":              ",applications.received,350128:平潭综合实验区,natural,N,2021,64,A,件,0,",
		"i=applications.received&view=change":          ",_T,CHANGE,2020,-2,A,件,0,",
		"i=applications.received&view=since&base=2019": ",_T,SINCE_2019,2021,47,A,件,0,",
		"i=applications.received&view=index&base=2019": ",_T,INDEX_2019,2020,91.304348,A,2019年=100,6,",
		"i=applications.received&view=index&base=2021": ",_T,INDEX_2021,2021,100,A,2021年=100,0,",
		"i=fees.amount&view=change":                    ",_Z,CHANGE,2021,,O,万元,,gov2021,", // nothing to compare with
		"i=decisions.penalty&view=index&base=2019":     ",_Z,INDEX_2019,2020,125.116279,A,2019年=100,6,",
		"i=outcomes.granted&view=share":                ",outcomes.granted/applications.concluded,350128:平潭综合实验区,_Z,N,2020,33.333333,Q,%,6,",
	} {
		r := get(t, root+apiRoot+"/series?format=sdmx&from=2019&to=2021&body="+pingtan+"&"+question)
		if !strings.Contains(r.body, want) {
			t.Errorf("%s lacks %s\n%s", question, want, r.body)
		}
	}
	if r := get(t, root+apiRoot+"/series?format=xml&i=applications.received&body="+pingtan); r.status != 400 || errorCode(r.body) != "bad_parameter" {
		t.Errorf("%d %s", r.status, r.body)
	}
	if doc := get(t, root+apiRoot+"/openapi.json").body; strings.Count(doc, takeaway.SDMXType) != 1 {
		t.Error("the description of the API does not list SDMX once")
	}
}
