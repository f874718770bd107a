package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// rules are the arrows between the folders: code below from must not import
// anything below to. Paths are module paths without "gongkai/", or libraries.
var rules = []struct{ from, to, because string }{
	{"data", "ingest", "data knows nobody above it: what is kept does not depend on how it was read"},
	{"data", "analytics", "data knows nobody above it: questions come and go, figures stay"},
	{"data", "dashboard", "data knows nobody above it: the store serves command lines too"},
	{"ingest", "analytics", "the job and the questions share figures, not code: either can change alone"},
	{"ingest", "dashboard", "a job runs without a server"},
	{"analytics", "ingest", "answers rest on what was published, never on a document"},
	{"analytics", "dashboard", "an answer is the same for pages, API and command line"},
	{"dashboard", "ingest", "the server shows snapshots; loading is the job's"},
	{"ingest/document", "gongkai/data/form", "a reader knows its format and nothing of reports"},
	{"ingest/document", "gongkai/ingest/recognise", "everything after the document knows no format, so the document knows nothing after it"},
	{"ingest/recognise", "gongkai/data/store", "recognising must be testable without linking DuckDB"},
	{"ingest/audit", "gongkai/data/store", "checks must run on a draft, without a store"},
	{"dashboard/chart", "github.com/gofiber", "a chart is a value; only the dashboard's root knows HTTP"},
	{"data", "github.com/gofiber", "only the dashboard knows HTTP"},
	{"ingest", "github.com/gofiber", "only the dashboard knows HTTP"},
	{"analytics", "github.com/gofiber", "only the dashboard knows HTTP"},
	{"dashboard/pgwire", "gongkai/data/store", "the wire knows messages; who asks, and what, it is told"},
	{"dashboard/pgwire", "gongkai/analytics/pgcatalog", "the wire knows messages; who asks, and what, it is told"},
	{"dashboard/pgwire", "github.com/gofiber", "PostgreSQL's protocol is not HTTP"},
	{"analytics", "github.com/jackc", "only dashboard/pgwire speaks PostgreSQL's protocol"},
	{"analytics", "github.com/go-echarts", "an answer does not know how it is drawn"},
	{"dashboard", "github.com/duckdb", "only data/store and analytics speak SQL"},
	{"cmd", "github.com/duckdb", "only data/store and analytics speak SQL"},
	{"ingest", "github.com/duckdb", "only data/store and analytics speak SQL"},
	{"dashboard", "database/sql", "only data/store and analytics speak SQL"},
	{"cmd", "database/sql", "only data/store and analytics speak SQL"},
	{"ingest", "database/sql", "only data/store and analytics speak SQL"},
	{"data/form", "database/sql", "the catalogue is data, not a table"},
	{"data/place", "database/sql", "the gazetteer is data, not a table"},
	{"data/archive", "database/sql", "the archive must outlive any database"},
	{"data/archive", "syscall", "one package owns fsync, atomic rename and locks: data/disk"},
	{"data/store", "syscall", "one package owns fsync, atomic rename and locks: data/disk"},
	{"data/form", "gongkai/data/store", "forms do not know where figures are kept"},
	{"data/place", "gongkai/data/store", "places do not know where figures are kept"},
	{"data/archive", "gongkai/data/store", "a snapshot is built from the archive, not the other way round"},
}

// topLevel is what may stand at the root of the repository.
var topLevel = map[string]bool{
	"cmd": true, "ingest": true, "analytics": true, "dashboard": true, "data": true, "go.mod": true, "go.sum": true,
	"README.md": true, "Makefile": true, "LICENSE": true, "CONTRIBUTING.md": true, ".ci": true, ".git": true, ".gitignore": true,
	"bin": true, "gongkai-data": true, ".cache": true, // not committed
}

const root = "../.."

func below(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+"/")
}

func TestArrows(t *testing.T) {
	files := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() != ".." && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		files++
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		folder := filepath.ToSlash(filepath.Dir(rel))
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range f.Imports {
			to, _ := strconv.Unquote(imp.Path.Value)
			for _, r := range rules {
				if below(folder, r.from) && (below(to, r.to) || below(to, "gongkai/"+r.to)) {
					t.Errorf("%s imports %s: %s", rel, to, r.because)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Errorf("only %d Go files found", files)
	}
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !topLevel[e.Name()] {
			t.Errorf("%s must not stand at the top level", e.Name())
		}
	}
}
