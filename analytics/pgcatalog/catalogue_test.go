package pgcatalog

import (
	"context"
	"path/filepath"
	"testing"

	"gongkai/analytics"
	"gongkai/data/store"
)

func TestBuild(t *testing.T) {
	tables := []analytics.Table{{View: true, TableInfo: store.TableInfo{Name: "figures", Comment: "全部数值", Columns: []store.ColumnInfo{{Name: "year", Type: "SMALLINT", Comment: "报告年度"}, {Name: "amount", Type: "DECIMAL(28,10)"}}}}}
	if err := build(context.Background(), filepath.Join(t.TempDir(), "c.duckdb"), tables, [][2]string{{"server_version", "15.0"}}); err != nil {
		t.Fatal(err)
	}
}
