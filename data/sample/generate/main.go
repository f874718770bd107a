// Command generate writes the bundled sample reports from a list of figures:
//
//	go run ./data/sample/generate --figures .../figures.csv --out data/sample
//
// The list has one row per cell: body, region_code, organ, year, form, cell,
// value, source_title, status, unit_printed, complete. Layout and labels come
// from the form catalogue, the wording is ours, the figures are as printed in
// the public report that each document names.
package main

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"gongkai/data/form"
)

func main() {
	figures := flag.String("figures", "", "list of figures (CSV)")
	out := flag.String("out", "data/sample", "folder of package sample")
	flag.Parse()
	if err := run(*figures, *out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// file is one generated document.
type file struct {
	name  string
	bytes []byte
	from  *report
}

func run(figures, out string) error {
	files, err := generate(figures)
	if err != nil {
		return err
	}
	folder := filepath.Join(out, "documents")
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	size := 0
	for _, f := range files {
		size += len(f.bytes)
		if err := os.WriteFile(filepath.Join(folder, f.name), f.bytes, 0o644); err != nil {
			return err
		}
	}
	index, err := indexOf(files)
	if err != nil {
		return err
	}
	fmt.Printf("%d documents, %d bytes\n", len(files), size)
	return os.WriteFile(filepath.Join(out, "index.csv"), index, 0o644)
}

// formats are dealt out in turn: half HTML, a third DOCX, the rest text.
var formats = []struct {
	suffix string
	write  func(document) ([]byte, error)
}{
	{".html", writeHTML}, {".docx", writeDOCX}, {".html", writeHTML}, {".txt", writeText}, {".html", writeHTML}, {".docx", writeDOCX},
}

// generate builds every document, ascending by name.
func generate(figures string) ([]file, error) {
	catalogue, err := form.Load()
	if err != nil {
		return nil, err
	}
	reports, err := readReports(figures)
	if err != nil {
		return nil, err
	}
	var files []file
	for i, r := range reports {
		f := catalogue.Form(r.form)
		if err := r.check(f); err != nil {
			return nil, err
		}
		format := formats[i%len(formats)]
		b, err := format.write(compose(r, f))
		if err != nil {
			return nil, err
		}
		files = append(files, file{name: r.name() + format.suffix, bytes: b, from: r})
	}
	return files, nil
}

func indexOf(files []file) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"name", "source_title", "source_address"}}
	for _, f := range files {
		rows = append(rows, []string{f.name, f.from.sourceTitle, f.from.sourceAddress})
	}
	err := w.WriteAll(rows)
	return b.Bytes(), err
}
