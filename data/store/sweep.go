package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"gongkai/data/disk"
)

// Quarantine is the folder, below a store folder, for files under suspicion.
const Quarantine = "quarantine"

// sweep removes what an interrupted publisher left in the snapshots folder and
// returns the next number. The caller holds the lock.
func sweep(dir string) (number int, err error) {
	leftovers, err := leftovers(dir)
	if err != nil {
		return 0, err
	}
	if number, err = lastNumber(dir); err != nil { // also of what goes now: a number is used once
		return 0, err
	}
	for _, file := range leftovers {
		if err := os.RemoveAll(file); err != nil {
			return 0, err
		}
	}
	return number + 1, nil
}

// leftovers lists what interrupted publishers left in the snapshots folder, in
// the order in which it may be removed. A snapshot's file belongs to it as long
// as its manifest has the name of an unfinished file. One without any manifest
// has lost it, and stays: it may be all that is left of a publication.
func leftovers(dir string) (files []string, err error) {
	folder := snapshotFolder(dir)
	current, _ := pointedAt(dir)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	for _, e := range entries { // .duckdb comes before .json.new
		name, ext := e.Name(), filepath.Ext(e.Name())
		left := strings.HasPrefix(name, building) || ext == disk.Unfinished
		if base, isFile := strings.CutSuffix(name, ".duckdb"); isFile && snapshotName.MatchString(base) && base != current {
			left = !exists(manifestFile(dir, base)) && exists(manifestFile(dir, base)+disk.Unfinished)
		}
		if left {
			files = append(files, filepath.Join(folder, name))
		}
	}
	return files, nil
}

func exists(file string) bool {
	_, err := os.Lstat(file)
	return !errors.Is(err, fs.ErrNotExist)
}

var numbered = regexp.MustCompile(`(?:snapshot-|building-)(\d{6,})\b`)

// lastNumber is the highest number that any file names, also one that was put
// into quarantine; 0 if there is none.
func lastNumber(dir string) (number int, err error) {
	for _, folder := range []string{snapshotFolder(dir), filepath.Join(dir, Quarantine)} {
		entries, err := os.ReadDir(folder)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return 0, err
		}
		for _, e := range entries {
			if m := numbered.FindStringSubmatch(e.Name()); m != nil {
				n, err := strconv.Atoi(m[1])
				if err != nil {
					return 0, err
				}
				number = max(number, n)
			}
		}
	}
	return number, nil
}
