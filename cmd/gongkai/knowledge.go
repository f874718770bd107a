package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"

	"gongkai/data/form"
	"gongkai/data/place"
)

// referenceFlag names a reference pack: divisions' history, contacts, residents.
type referenceFlag struct {
	Reference string `help:"参考资料包文件夹（行政区划沿革、邮编、人口等），可选" env:"GONGKAI_REFERENCE" type:"path"`
}

// knowledge loads the embedded forms and places, checked, and what the
// reference pack adds.
func (f referenceFlag) knowledge() (*form.Catalogue, *place.Gazetteer, error) {
	catalogue, err := form.Load()
	if err != nil {
		return nil, nil, err
	}
	places, err := place.Load()
	if err != nil || f.Reference == "" {
		return catalogue, places, err
	}
	pack, err := place.LoadReference(f.Reference)
	if err != nil {
		return nil, nil, err
	}
	places, err = places.With(pack)
	return catalogue, places, err
}

// edition tells one state of the pack from another, "" without one: what was
// read with another is not used.
func (f referenceFlag) edition() (string, error) {
	if f.Reference == "" {
		return "", nil
	}
	h := sha256.New()
	dir := os.DirFS(f.Reference)
	err := fs.WalkDir(dir, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		r, err := dir.Open(path)
		if err != nil {
			return err
		}
		defer r.Close()
		fmt.Fprintln(h, path)
		_, err = io.Copy(h, r)
		return err
	})
	return hex.EncodeToString(h.Sum(nil)[:6]), err
}
