package source

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"slices"

	"gongkai/ingest/document"
)

// Manifest names the list that a fetch keeps in the folder of what it fetched,
// and ManifestStart is how that list begins. Neither it nor a page that is only
// a shell around a fetched file is a report: Paths passes them over.
const (
	Manifest      = "manifest.csv"
	ManifestStart = "\ufeffaddress,final_address,"
)

func isManifest(name string) bool {
	return filepath.Base(name) == Manifest && bytes.HasPrefix(head(onDisk(name)), []byte(ManifestStart))
}

// shells are the files of a folder that its manifest, if it has one, names as
// pages around files that were fetched too. A list that somebody broke says
// nothing.
func shells(dir string) map[string]bool {
	name := filepath.Join(dir, Manifest)
	if !isManifest(name) {
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	r := csv.NewReader(io.LimitReader(f, document.MaxBytes))
	heads, err := r.Read()
	if err != nil {
		return nil
	}
	address, file, page, failed := 0, slices.Index(heads, "file"), slices.Index(heads, "page"), slices.Index(heads, "error")
	if file < 0 || page < 0 || failed < 0 {
		return nil
	}
	fileOf, around := map[string]string{}, []string{}
	for {
		row, err := r.Read()
		if err != nil {
			break
		}
		fileOf[row[address]] = row[file]
		if row[page] != "" && row[file] != "" && row[failed] == "" {
			around = append(around, row[page])
		}
	}
	found := map[string]bool{}
	for _, a := range around {
		found[fileOf[a]] = true
	}
	return found
}
