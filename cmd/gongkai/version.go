package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"gongkai/data/store"
)

// version is set when a release is built: -ldflags "-X main.version=1.2.3".
var version = "dev"

type versionCommand struct{}

// Run prints the versions of the program, of DuckDB and of Go.
func (versionCommand) Run(s *surroundings) error {
	revision := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, kv := range info.Settings {
			if kv.Key == "vcs.revision" && len(kv.Value) >= 12 {
				revision = " (" + kv.Value[:12] + ")"
			}
		}
	}
	_, err := fmt.Fprintf(s.stdout, "gongkai %s%s\nDuckDB %s\n%s %s/%s\n", version, revision, store.Version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
