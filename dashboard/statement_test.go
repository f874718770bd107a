package dashboard

import (
	"encoding/csv"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data/store"
)

// The statement of a page runs as it is, and gives as many rows as the page's
// table has lines, or the numbers that a ratio is made of.
func TestStatements(t *testing.T) {
	root := start(t, samples.dir)
	follower, err := store.Follow(t.Context(), samples.dir)
	if err != nil {
		t.Fatal(err)
	}
	snapshot, release, err := follower.Acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	a := analytics.New(snapshot, samples.catalogue)
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
		answer, err := a.Query(t.Context(), got.body, 0)
		if err != nil {
			t.Errorf("%s: %v\n%s", tt.address, err, got.body)
			continue
		}
		text := ""
		for _, row := range answer.Rows {
			for _, v := range row {
				if s, is := v.(string); is {
					text += s + "\n"
				}
			}
		}
		if tt.rows > 0 && len(answer.Rows) != tt.rows || !strings.Contains(text, tt.has) {
			t.Errorf("%s: %d rows, want %d with %q", tt.address, len(answer.Rows), tt.rows, tt.has)
		}
	}
	// the figures of a report are those of its table
	table, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(get(t, root+reportOf("2024")+".csv").body, "\uFEFF"))).ReadAll()
	answer, failed := a.Query(t.Context(), get(t, root+reportOf("2024")+".sql").body, 0)
	if err != nil || failed != nil || len(answer.Rows) != len(table)-1 {
		t.Errorf("%d rows of %d, %v, %v", len(answer.Rows), len(table)-1, err, failed)
	}
	if got := get(t, root+"/dictionary.sql"); got.status != 404 {
		t.Error(got.status)
	}
	if got := get(t, root+"/reports/x*%2F%0ADROP/2024.sql"); got.status == 200 {
		t.Error(got.body)
	}
}
