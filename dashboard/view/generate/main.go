// Command generate takes ECharts from an unpacked npm package and writes it
// compressed into the assets, with its licence and notice. Run it for a new
// version: go run ./generate -package FOLDER (see go:generate in view.go).
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/andybalholm/brotli"
)

func main() {
	folder := flag.String("package", "package", "folder of the unpacked npm package echarts")
	into := flag.String("into", "assets", "folder to write to")
	flag.Parse()
	if err := generate(*folder, *into); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(folder, into string) error {
	b, err := os.ReadFile(filepath.Join(folder, "package.json"))
	if err != nil {
		return err
	}
	var about struct{ Name, Version string }
	if err := json.Unmarshal(b, &about); err != nil {
		return err
	}
	if about.Name != "echarts" {
		return fmt.Errorf("%s holds %q, not echarts", folder, about.Name)
	}
	script, err := os.ReadFile(filepath.Join(folder, "dist", "echarts.min.js"))
	if err != nil {
		return err
	}
	gz, err := gzipped(script)
	if err != nil {
		return err
	}
	br, err := brotlied(script)
	if err != nil {
		return err
	}
	files := map[string][]byte{"echarts.min.js.gz": gz, "echarts.min.js.br": br, "echarts.VERSION.txt": []byte(about.Version + "\n")}
	for name, source := range map[string]string{
		"echarts.LICENSE.txt": "LICENSE", "echarts.NOTICE.txt": "NOTICE", "echarts.LICENSE-d3.txt": "licenses/LICENSE-d3",
	} {
		if files[name], err = os.ReadFile(filepath.Join(folder, source)); err != nil {
			return err
		}
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(into, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func gzipped(b []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	err = w.Close()
	return out.Bytes(), err
}

func brotlied(b []byte) ([]byte, error) {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, brotli.BestCompression)
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	err := w.Close()
	return out.Bytes(), err
}
