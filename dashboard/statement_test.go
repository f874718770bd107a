package dashboard

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"

	"gongkai/analytics/cage"
)

// The statement of a page runs as it is, and gives as many rows as the page's
// table has lines, or the numbers that a ratio is made of.
func TestStatements(t *testing.T) {
	root := startSQL(t, cage.Limits{})
	for _, tt := range []struct {
		address string
		rows    int
		has     string
	}{
		{"/trends.sql?i=decisions.penalty&body=" + pingtan, 7, "行政处罚处理决定"},
		{"/decisions.sql?body=" + pingtan, 0, "fees.amount"},
		{"/trends.sql?i=rate.disclosure&from=2024&body=" + pingtan, 6, "outcomes.granted"},
		{"/index.sql?year=2024&body=" + pingtan, 0, "decisions.licence"},
		{"/benchmark.sql?i=applications.received&rule=level&year=2024&body=" + pingtan, 2, "双鸭山市尖山区"},
		{"/outcomes.sql?body=" + pingtan, 0, "refused.internal_affairs"},
		{"/quality.sql?body=" + pingtan + "&rule=own", 7, "x.in_force"},
		{"/quality.sql?check=x';DROP", 0, ""},
		{"/reports.sql?q=" + "2024", 12, "平潭综合实验区"},
		{reportOf("2024") + ".sql", 0, "gov2021/t3/received/total"},
	} {
		got := get(t, root+tt.address)
		if got.status != 200 {
			t.Errorf("%s: %d %s", tt.address, got.status, got.body)
			continue
		}
		rows, err := statementRows(t, root, got.body)
		if err != nil {
			t.Errorf("%s: %v\n%s", tt.address, err, got.body)
			continue
		}
		text := ""
		for _, row := range rows {
			for _, v := range row {
				if s, is := v.(string); is {
					text += s + "\n"
				}
			}
		}
		if tt.rows > 0 && len(rows) != tt.rows || !strings.Contains(text, tt.has) {
			t.Errorf("%s: %d rows, want %d with %q", tt.address, len(rows), tt.rows, tt.has)
		}
	}
	// the figures of a report are those of its table
	table, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(get(t, root+reportOf("2024")+".csv").body, "\uFEFF"))).ReadAll()
	rows, failed := statementRows(t, root, get(t, root+reportOf("2024")+".sql").body)
	if err != nil || failed != nil || len(rows) != len(table)-1 {
		t.Errorf("%d rows of %d, %v, %v", len(rows), len(table)-1, err, failed)
	}
	if got := get(t, root+"/dictionary.sql"); got.status != 404 {
		t.Error(got.status)
	}
	if got := get(t, root+"/reports/x*%2F%0ADROP/2024.sql"); got.status == 200 {
		t.Error(got.body)
	}
}

// statementRows runs a statement as the page SQL does.
func statementRows(t *testing.T, root, text string) ([][]any, error) {
	t.Helper()
	got := post(t, root+apiRoot+"/sql", "application/x-www-form-urlencoded", url.Values{"q": {text}}.Encode())
	if got.status != 200 {
		return nil, errors.New(got.body)
	}
	var answer struct{ Rows [][]any }
	return answer.Rows, json.Unmarshal([]byte(got.body), &answer)
}
