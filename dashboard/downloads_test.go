package dashboard

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gongkai/data/export"
)

// Each table of the page comes whole in each format.
func TestDownloads(t *testing.T) {
	root := start(t, samples.dir)
	var list struct {
		Whole  string
		Tables []struct {
			Name string
			Rows int
			View bool
		}
	}
	decode(t, root+"/downloads.json", &list)
	page := get(t, root+"/downloads").body
	if len(list.Tables) < 15 || !strings.Contains(page, `href="`+list.Whole+`"`) {
		t.Fatalf("%+v", list)
	}
	for _, table := range list.Tables {
		address := "/downloads/" + table.Name
		for _, format := range wholeFormats {
			if !strings.Contains(page, `href="`+address+"."+format+`"`) {
				t.Errorf("the page does not link %s as %s", table.Name, format)
			}
		}
		rows, err := csv.NewReader(strings.NewReader(get(t, root+address+".csv").body)).ReadAll()
		if err != nil || len(rows) == 0 || !table.View && len(rows)-1 != table.Rows {
			t.Errorf("%s has %d rows as CSV, not %d: %v", table.Name, len(rows)-1, table.Rows, err)
		}
		if n := strings.Count(get(t, root+address+".jsonl").body, "\n"); n != len(rows)-1 {
			t.Errorf("%s has %d lines", table.Name, n)
		}
		r := get(t, root+address+".parquet")
		if !strings.HasPrefix(r.body, "PAR1") || !strings.HasSuffix(r.body, "PAR1") || !strings.HasSuffix(r.header.Get("Content-Disposition"), "''gongkai-1-"+table.Name+".parquet") {
			t.Errorf("%s: %v", table.Name, r.header)
		}
		if !strings.Contains(r.body, "数据快照 1，") {
			t.Errorf("%s.parquet does not say how to cite it", table.Name)
		}
	}
	figures := get(t, root+"/downloads/figures.csv?bom=yes").body
	if !strings.HasPrefix(figures, "\uFEFFbody_id,") || !strings.Contains(figures, ",平潭综合实验区,350128,福建省,2024,gov2021,gov2021/t2.art20_6/penalty/decisions,") {
		t.Errorf("%.500s", figures)
	}
	if !strings.HasPrefix(get(t, root+"/downloads/figures.csv").body, "body_id,") {
		t.Error("a mark that was not asked for")
	}
	for _, name := range []string{"meta", "figure%3BDROP", "figure--", "..%2Fbody", "duckdb_settings()"} {
		if r := get(t, root+"/downloads/"+name+".csv"); r.status != 404 {
			t.Errorf("%s: %d %.200s", name, r.status, r.body)
		}
	}
	if list := get(t, root+"/downloads.csv").body; !strings.Contains(list, "region_code") || !strings.Contains(list, "wide_gov2021") {
		t.Errorf("%.300s", list)
	}
	if page := get(t, root+"/downloads?lang=en").body; !strings.Contains(page, "Take everything") || !strings.Contains(page, `/downloads/figure.csv?lang=en"`) {
		t.Error("the page in English")
	}
	if page := get(t, root+"/").body; !strings.Contains(page, `href="/downloads"`) {
		t.Error("no page leads to the downloads")
	}
}

// The whole store is an export that can be checked, and says how to cite it.
func TestDownloadTheStore(t *testing.T) {
	root := start(t, samples.dir)
	address := regexp.MustCompile(`/downloads/gongkai-1-[0-9a-f]{12}\.zip`).FindString(get(t, root+"/downloads").body)
	r := get(t, root+address)
	if r.status != 200 || r.header.Get("Content-Disposition") != "attachment; filename*=UTF-8''"+filepath.Base(address) {
		t.Fatalf("%d %v", r.status, r.header)
	}
	z, err := zip.NewReader(strings.NewReader(r.body), int64(len(r.body)))
	if err != nil {
		t.Fatal(err)
	}
	into := t.TempDir()
	if err := os.CopyFS(into, z); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(into, strings.TrimSuffix(filepath.Base(address), ".zip"))
	m, wrong, err := export.Verify(t.Context(), folder)
	if err != nil || len(wrong) > 0 || m.Snapshot.Number != 1 {
		t.Errorf("%v %v", wrong, err)
	}
	cited, err := os.ReadFile(filepath.Join(folder, export.CitationFile))
	if err != nil || !bytes.Contains(cited, []byte("数据快照 1，")) || !bytes.Contains(cited, []byte("checksum "+m.Snapshot.Hash)) {
		t.Errorf("%s %v", cited, err)
	}
	if again := get(t, root+address, "If-None-Match", r.header.Get("ETag")); again.status != 304 || again.body != "" {
		t.Errorf("%d", again.status)
	}
	for wrong, status := range map[string]int{"gongkai-99.zip": 404, "gongkai-1-ffffffffffff.zip": 409, "gongkai-x.zip": 400} {
		if r := get(t, root+"/downloads/"+wrong); r.status != status || r.header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: %d %s", wrong, r.status, r.body)
		}
	}
}

// What stood published earlier can be taken away as it stood.
func TestDownloadAsOf(t *testing.T) {
	dir := t.TempDir()
	publishedAt(t, dir, "5", "2026-01-02T00:00:00Z")
	publishedAt(t, dir, "6", "2026-03-02T00:00:00Z")
	root := start(t, dir)
	for number, want := range map[int]string{1: `"t3_received_total":5,`, 2: `"t3_received_total":6,`} {
		r := get(t, root+"/downloads/wide_gov2021.jsonl?asof="+strconv.Itoa(number))
		if !strings.Contains(r.body, want) || !strings.Contains(r.header.Get("Content-Disposition"), "gongkai-"+strconv.Itoa(number)+"-wide_gov2021.jsonl") {
			t.Errorf("%v %.300s", r.header, r.body)
		}
		r = get(t, root+"/downloads/gongkai-"+strconv.Itoa(number)+".zip")
		if !strings.HasPrefix(r.header.Get("Gongkai-Snapshot"), strconv.Itoa(number)+"-") {
			t.Errorf("%v", r.header)
		}
	}
	if page := get(t, root+"/downloads?asof=1").body; !strings.Contains(page, `/downloads/figure.csv?asof=1"`) || !strings.Contains(page, "/downloads/gongkai-1-") {
		t.Error("the page of a former snapshot leads to the present one")
	}
}

func TestDownloadsDefuse(t *testing.T) {
	root := start(t, hostile(t))
	body := get(t, root+"/downloads/body.csv").body
	if strings.Contains(body, ",=HYPER") || !strings.Contains(body, ",'=HYPER") {
		t.Error(body)
	}
	if lines := get(t, root+"/downloads/body.jsonl").body; !strings.Contains(lines, `"=HYPERLINK(1)`) {
		t.Error(lines)
	}
}
