package ingest

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/store"
)

const gluedReport = `双鸭山市尖山区YEAR年政府信息公开工作年度报告
第二十条第（一）项
信息内容本年制发件数本年废止件数现行有效件数
规章000
行政规范性文件RUN
第二十条第（五）项
信息内容本年处理决定数量
行政许可2293
`

func gluedOf(year, run string) string {
	return strings.NewReplacer("YEAR", year, "RUN", run).Replace(gluedReport)
}

// 11 4 251 printed as 114251 can be split in many ways; only one of them goes
// on from the 244 of the year before and to the 259 of the year after. A file
// alone leaves it open, and so does a store without those years.
func TestSettleNeighbours(t *testing.T) {
	j := testJob(t)
	files := inMemory(t, map[string]string{
		"2023.txt": gluedOf("2023", "\n8\n0\n244"),
		"2024.txt": gluedOf("2024", "114251"),
		"2025.txt": gluedOf("2025", "\n9\n1\n259"),
	})
	mustRun(t, j, files[1:2])
	if got := normative(t, j); !slices.Equal(got, []string{"2024 unreadable", "2024 unreadable", "2024 unreadable"}) {
		t.Errorf("%q", got)
	}
	mustRun(t, j, files)
	if got := normative(t, j); !slices.Equal(got, []string{"2023 reported 8", "2023 reported 0", "2023 reported 244", "2024 derived 11", "2024 derived 4", "2024 derived 251",
		"2025 reported 9", "2025 reported 1", "2025 reported 259"}) {
		t.Errorf("%q", got)
	}
	// what is kept of the file is what it prints
	reports, err := NewReader(j.Catalogue, j.Places).Read("2024.txt", []byte(gluedOf("2024", "114251")))
	if err != nil || reports[0].Figure("gov2021/t2.art20_1/normative/made").Status != data.Unreadable {
		t.Error(err)
	}
}

// normative lists the figures of normative documents in the current snapshot.
func normative(t *testing.T, j *Job) (list []string) {
	t.Helper()
	s, err := store.Open(t.Context(), j.Store)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rows, err := s.DB.QueryContext(t.Context(), `SELECT concat_ws(' ', f.year, f.status, f.value) FROM figure f JOIN item i ON i.item_id = f.item_id
		WHERE i.table_code = 't2.art20_1' AND i.row_code = 'normative' ORDER BY f.year, f.item_id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var line sql.NullString
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		list = append(list, line.String)
	}
	return list
}
