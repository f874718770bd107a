// Package sample holds bundled reports for the first run: the real figures of
// real bodies in documents of our own wording, read through the same path as
// any file. Each says that it is a sample and names its source. They are
// written by the generator beside this package.
package sample

import (
	"bytes"
	"embed"
	"encoding/csv"
	"io/fs"
	"slices"
	"sync"
)

//go:embed documents
var documents embed.FS

//go:embed index.csv
var index []byte

// Document is one bundled report and the public report its figures are from.
type Document struct {
	Name          string // file name within FS
	SourceTitle   string
	SourceAddress string // "" where none is known
}

// FS is the folder of the bundled reports.
func FS() fs.FS {
	sub, err := fs.Sub(documents, "documents")
	if err != nil {
		return documents // only an invalid folder name could lead here
	}
	return sub
}

// Documents lists the bundled reports, ascending by name.
func Documents() []Document { return slices.Clone(list()) }

var list = sync.OnceValue(func() []Document {
	rows, err := csv.NewReader(bytes.NewReader(index)).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil // the test says which row is broken
	}
	docs := make([]Document, 0, len(rows)-1)
	for _, r := range rows[1:] {
		docs = append(docs, Document{Name: r[0], SourceTitle: r[1], SourceAddress: r[2]})
	}
	return docs
})
