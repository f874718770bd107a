package sample

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"testing"
)

func TestDocuments(t *testing.T) {
	entries, err := fs.ReadDir(FS(), ".")
	if err != nil {
		t.Fatal(err)
	}
	var files, listed []string
	size := 0
	for _, e := range entries {
		files = append(files, e.Name())
		b, err := fs.ReadFile(FS(), e.Name())
		if err != nil {
			t.Fatal(err)
		}
		size += len(b)
		if !bytes.Contains(b, []byte("本文件由 gongkai 项目编制")) {
			t.Errorf("%s does not say that it is a sample", e.Name())
		}
	}
	for _, d := range Documents() {
		listed = append(listed, d.Name)
		if d.SourceTitle == "" || d.SourceAddress != "" && !strings.HasPrefix(d.SourceAddress, "https://") {
			t.Errorf("%+v", d)
		}
		b, err := fs.ReadFile(FS(), d.Name)
		if err != nil || !bytes.Contains(b, []byte("《"+d.SourceTitle+"》")) || !bytes.Contains(b, []byte(d.SourceAddress)) {
			t.Errorf("%s does not name its source (%v)", d.Name, err)
		}
	}
	if !slices.Equal(files, listed) || !slices.IsSorted(listed) || len(listed) == 0 {
		t.Errorf("files %v\nindex %v", files, listed)
	}
	if size > 1<<20 {
		t.Errorf("%d bytes", size)
	}
}

// The bundle shows a series of an area with its bodies, a second one, and one
// report of each other form and region.
func TestSeries(t *testing.T) {
	for _, name := range []string{
		"350128-平潭综合实验区-2019", "350128-平潭综合实验区-2020", "350128-平潭综合实验区-2021", "350128-平潭综合实验区-2022",
		"350128-平潭综合实验区-2023", "350128-平潭综合实验区-2024", "350128-平潭综合实验区-2025",
		"321300-宿迁市-2023", "321300-宿迁市-2024", "321300-宿迁市-2025",
		"230502-双鸭山市尖山区-2024", "310000-上海市人民政府办公厅-2019", "350128-平潭综合实验区君山片区管理局-2024",
	} {
		if !slices.ContainsFunc(Documents(), func(d Document) bool { return strings.HasPrefix(d.Name, name+".") }) {
			t.Errorf("no %s", name)
		}
	}
}
