// Package export writes the tables of a snapshot into a folder of files that
// any program reads: Parquet or CSV, with a manifest for machines and a
// dictionary for people. The same reports give the same bytes, on any machine.
//
// Layout of the folder:
//
//	manifest.json                      what it is of, and the hash of each file
//	DICTIONARY.md                      tables, columns, statuses, indicators
//	body.parquet                       a table
//	figure/year=2024/part-0.parquet    a table by year, a year
package export

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"

	"gongkai/data/form"
	"gongkai/data/store"
)

// Options say how to export.
type Options struct {
	Format  store.CopyFormat // "" for Parquet
	Replace bool             // an export that stands in the same place
	Workers int              // that copy side by side; 0 for one a core
}

// Write exports the current snapshot of a store into a new folder and returns
// its manifest. The folder is there whole or not at all. The catalogue is for
// the dictionary. Codes: those of store.Open, "export_exists", "cannot_write".
func Write(ctx context.Context, dir, into string, c *form.Catalogue, o Options) (m *Manifest, err error) {
	s, err := store.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Verify(ctx); err != nil {
		return nil, err
	}
	f, err := begin(into, o.Replace)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.end()) }()
	if o.Format == "" {
		o.Format = store.Parquet
	}
	x := &writing{snapshot: s, into: f, Options: o}
	if m, err = x.write(ctx, c); err != nil {
		return nil, cannotWrite(into, err)
	}
	if err := f.settle(); err != nil {
		return nil, cannotWrite(into, err)
	}
	return m, nil
}

// writing is an export at work.
type writing struct {
	Options
	snapshot *store.Snapshot
	into     destination
}

// destination takes the files of an export.
type destination interface {
	// put has a file written and notes its size and hash. Folders take several
	// files side by side.
	put(f *File, write func(file string) error) error
	// scratch is a folder for what else is written meanwhile.
	scratch() string
}

func (x *writing) write(ctx context.Context, c *form.Catalogue) (*Manifest, error) {
	m, err := x.describe(ctx)
	if err != nil {
		return nil, err
	}
	if m.Files, err = x.copyAll(ctx, m.Tables); err != nil {
		return nil, err
	}
	for i := range m.Tables {
		for _, f := range m.Files {
			if f.Table == m.Tables[i].Name {
				m.Tables[i].Rows += f.Rows
			}
		}
	}
	dictionary := File{Path: DictionaryFile}
	if err := x.into.put(&dictionary, written([]byte(dictionaryOf(m, c, x.snapshot)))); err != nil {
		return nil, err
	}
	m.Files = append(m.Files, dictionary)
	slices.SortFunc(m.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	m.Content = content(m.Files)
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, err
	}
	return m, x.into.put(&File{Path: ManifestFile}, written(append(b, '\n')))
}

// written writes a small file.
func written(content []byte) func(file string) error {
	return func(file string) error { return os.WriteFile(file, content, 0o644) }
}

// describe begins the manifest.
func (x *writing) describe(ctx context.Context) (*Manifest, error) {
	of := x.snapshot.Manifest
	program, err := x.snapshot.Program(ctx)
	if err != nil {
		return nil, err
	}
	tables, err := x.snapshot.Tables(ctx)
	if err != nil {
		return nil, err
	}
	m := &Manifest{Layout: Layout, Format: x.Format, Snapshot: Snapshot{
		Number: of.Number, Day: of.Published.Format("2006-01-02"), Published: of.Published, SHA256: of.SHA256, Hash: of.SHA256[:12],
		Format: of.Format, Recipe: of.Recipe, Program: program, Engine: store.Version(),
		Bodies: of.Bodies, Reports: of.Reports, Figures: of.Figures, Generated: of.Generated,
	}}
	for _, t := range tables {
		m.Tables = append(m.Tables, Table{TableInfo: t})
	}
	return m, nil
}

// part is a file to be copied.
type part struct {
	table store.TableInfo
	File
}

// parts lists the files that the tables make.
func (x *writing) parts(ctx context.Context, tables []Table) (list []*part, err error) {
	for _, t := range tables {
		if !t.ByYear {
			list = append(list, &part{t.TableInfo, File{Path: fmt.Sprintf("%s.%s", t.Name, x.Format), Table: t.Name}})
			continue
		}
		years, err := x.snapshot.Years(ctx, t.TableInfo)
		if err != nil {
			return nil, err
		}
		for _, y := range years {
			list = append(list, &part{t.TableInfo, File{Path: fmt.Sprintf("%s/year=%d/part-0.%s", t.Name, y, x.Format), Table: t.Name, Year: y}})
		}
	}
	return list, nil
}

// copyAll copies the tables, each file by one worker.
func (x *writing) copyAll(ctx context.Context, tables []Table) (files []File, err error) {
	list, err := x.parts(ctx, tables)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	work := make(chan *part)
	var workers sync.WaitGroup
	for range cmp.Or(x.Workers, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			if err := x.copyParts(ctx, work); err != nil {
				cancel(err)
			}
		})
	}
	for _, p := range list {
		select {
		case work <- p:
		case <-ctx.Done(): // the cause is told below
		}
	}
	close(work)
	workers.Wait()
	for _, p := range list {
		files = append(files, p.File)
	}
	return files, context.Cause(ctx)
}

// copyParts is one worker.
func (x *writing) copyParts(ctx context.Context, work <-chan *part) (err error) {
	spill, err := os.MkdirTemp(x.into.scratch(), "spill-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(spill)) }()
	c, err := x.snapshot.Copier(ctx, spill)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	for p := range work {
		if err := x.into.put(&p.File, func(file string) (err error) {
			p.Rows, err = c.Copy(ctx, p.table, p.Year, x.Format, file)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}
