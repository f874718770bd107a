// Command compress writes a file's .gz and .br beside it for embedding:
//
//	go run ./dashboard/view/compress FILE OUT
package main

import (
	"bytes"
	"compress/gzip"
	"log"
	"os"

	"github.com/andybalholm/brotli"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: compress FILE OUT")
	}
	b, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var gz, br bytes.Buffer
	z, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
	if err != nil {
		log.Fatal(err)
	}
	w := brotli.NewWriterLevel(&br, brotli.BestCompression)
	for _, x := range []interface {
		Write([]byte) (int, error)
		Close() error
	}{z, w} {
		if _, err := x.Write(b); err != nil {
			log.Fatal(err)
		}
		if err := x.Close(); err != nil {
			log.Fatal(err)
		}
	}
	for ext, out := range map[string][]byte{".gz": gz.Bytes(), ".br": br.Bytes()} {
		if err := os.WriteFile(os.Args[2]+ext, out, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
