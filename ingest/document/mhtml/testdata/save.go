//go:build ignore

// This program saves a page as Chromium does: the origin of chromium.mht.
//
//	go run save.go ../../../../data/sample/documents/321300-宿迁市-2023.html chromium.mht
package main

import (
	"context"
	"log"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

func main() {
	from, err := filepath.Abs(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox)...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Navigate("file://"+from)); err != nil {
		log.Fatal(err)
	}
	saved, err := chromedp.Run(ctx, func(ctx context.Context, t *chromedp.Target) (string, error) {
		r, err := cdp.Call(ctx, t, page.CaptureSnapshot, page.CaptureSnapshotParams{})
		return r.Data, err
	})
	if err != nil {
		log.Fatal(err)
	}
	address := (&url.URL{Scheme: "file", Path: from}).String() // says whose machine it was
	saved = strings.ReplaceAll(saved, address, "http://example.org/report.html")
	if err := os.WriteFile(os.Args[2], []byte(saved), 0o644); err != nil {
		log.Fatal(err)
	}
}
