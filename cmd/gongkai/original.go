package main

import (
	"io"

	"gongkai/data/archive"
)

// openSource opens the original documents of a store by SHA-256. The list of
// arrivals is read anew each time: files arrive while the server runs.
func openSource(store string) func(sha256 string) (name string, content io.ReadCloser, err error) {
	return func(sha256 string) (string, io.ReadCloser, error) {
		a, err := archive.Open(store)
		if err != nil {
			return "", nil, err
		}
		return a.Source(sha256)
	}
}
