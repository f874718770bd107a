// Package doctor says what is wrong with a store folder, what that means for
// the numbers that are shown, and the way out, and mends what is safe to mend.
// It deletes nothing that cannot be made anew: what is under suspicion it puts
// into quarantine.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/disk"
	"gongkai/data/store"
)

// Kind tells how grave a finding is.
type Kind string

// The kinds.
const (
	Damage   Kind = "damage"   // something is lost, or cannot be shown, until it is mended
	Leftover Kind = "leftover" // of an interrupted program; it does no harm
	Note     Kind = "note"     // good to know
)

// Finding is something that is not as it should be.
type Finding struct {
	Code   string    `json:"code"` // stable: see codes.go
	Kind   Kind      `json:"kind"`
	File   string    `json:"file"`
	What   data.Text `json:"what"`
	Means  data.Text `json:"means"`            // for the numbers that are shown
	Way    data.Text `json:"way"`              // out
	Mended data.Text `json:"mended,omitzero"`  // what was done about it
	Failed string    `json:"failed,omitempty"` // why mending failed
}

// Open reports whether it is damage that stands.
func (f *Finding) Open() bool { return f.Kind == Damage && f.Mended == data.Text{} }

// Options say what to look at and what to do.
type Options struct {
	Readers string // version of the readers: readings of others may go
	Quick   bool   // look at the source files' sizes only, not at their content
	Mend    bool
	Now     time.Time
}

// Report is the outcome of an examination.
type Report struct {
	Findings []Finding
	// Rebuild is set where the snapshot that ought to be current is lost or of
	// another format: it is to be built again from so many lines of the
	// archive's list, or from all where that is not known (0).
	Rebuild *int
}

// Find returns the findings of a code.
func (r *Report) Find(code string) (list []*Finding) {
	for i := range r.Findings {
		if r.Findings[i].Code == code {
			list = append(list, &r.Findings[i])
		}
	}
	return list
}

// Sound reports whether no damage stands.
func (r *Report) Sound() bool {
	for i := range r.Findings {
		if r.Findings[i].Open() {
			return false
		}
	}
	return true
}

// visit is one examination.
type visit struct {
	Options
	ctx  context.Context
	dir  string
	busy bool // somebody writes: what looks like leftovers may be work

	whole map[string]*store.Manifest // by name: snapshots that can be opened, or can be after mending
	lost  map[string]*store.Manifest // those that cannot
	Report
}

// Examine looks at a store folder and, with Mend, mends it. While another
// program writes to the store, leftovers are not told from work; mending then
// is refused with code "store_busy". Other codes: "no_store", "cannot_write".
func Examine(ctx context.Context, dir string, o Options) (*Report, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, &data.Error{Code: "no_store", File: dir, Err: err,
			Reason: data.Text{ZH: "没有这个数据目录", EN: "there is no such store folder"},
			Way:    data.Text{ZH: "请用 --store 给出数据目录", EN: "give the store folder with --store"}}
	}
	v := &visit{Options: o, ctx: ctx, dir: dir, whole: map[string]*store.Manifest{}, lost: map[string]*store.Manifest{}}
	unlock, err := v.lock()
	if err != nil {
		return nil, err
	}
	defer unlock()
	for _, look := range []func() error{v.folder, v.leftovers, v.logs, v.manifests, v.snapshots, v.pointer, v.archive, v.kept, v.space} {
		if err := errors.Join(look(), ctx.Err()); err != nil {
			return nil, err
		}
	}
	return &v.Report, nil
}

// lock keeps writers out, as far as the folder can be written to. A folder
// without snapshots gets none by being examined.
func (v *visit) lock() (unlock func(), err error) {
	nothing := func() {}
	ingest, err := v.try(func() (func(), error) { return archive.Lock(v.dir) })
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(v.dir, "snapshots")); err != nil {
		return ingest, nil
	}
	publish, err := v.try(func() (func(), error) { return store.Lock(v.dir) })
	if err != nil {
		ingest()
		return nothing, err
	}
	return func() { publish(); ingest() }, nil
}

func (v *visit) try(lock func() (func(), error)) (func(), error) {
	unlock, err := lock()
	switch {
	case err == nil:
		return unlock, nil
	case v.Mend:
		return nil, err
	case data.Code(err) == "store_busy":
		v.busy = true
	}
	return func() {}, nil
}

// find adds a finding; mend, where it is not nil, is done if mending was asked
// for, and says what it did. place and args complete the finding's words.
func (v *visit) find(code, file string, mend func() (data.Text, error), args ...any) {
	w, known := words[code]
	if !known {
		panic("doctor: no words for " + code)
	}
	f := Finding{Code: code, Kind: w.kind, File: file, What: w.what, Means: w.means, Way: w.way}
	if len(args) > 0 {
		f.What = data.Text{ZH: fmt.Sprintf(w.what.ZH, args...), EN: fmt.Sprintf(w.what.EN, args...)}
	}
	if v.Mend && mend != nil {
		if done, err := mend(); err != nil {
			f.Failed = err.Error()
		} else {
			f.Mended = done
		}
	}
	v.Findings = append(v.Findings, f)
}

// quarantine puts files aside, under their name with the day.
func (v *visit) quarantine(files ...string) (data.Text, error) {
	folder := filepath.Join(v.dir, store.Quarantine)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return data.Text{}, err
	}
	var to []string
	for _, file := range files {
		if _, err := os.Lstat(file); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		name := v.free(filepath.Join(folder, v.Now.Format(time.DateOnly)+"-"+filepath.Base(file)))
		if err := os.Rename(file, name); err != nil {
			return data.Text{}, err
		}
		if err := disk.Sync(filepath.Dir(file)); err != nil {
			return data.Text{}, err
		}
		to = append(to, filepath.Join(store.Quarantine, filepath.Base(name)))
	}
	list := strings.Join(to, "、")
	return data.Text{ZH: "移入 " + list, EN: "moved to " + list}, disk.Sync(folder)
}

// free is a name that is not taken.
func (v *visit) free(name string) string {
	for n, base := 2, name; ; n++ {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name
		}
		name = fmt.Sprintf("%s-%d", base, n)
	}
}

// Rebuilt notes that what Rebuild asked for was done, as snapshot number.
func (r *Report) Rebuilt(number int) {
	done := data.Text{ZH: fmt.Sprintf("已从归档重建并发布快照 %d", number), EN: fmt.Sprintf("built again from the archive and published as snapshot %d", number)}
	for i := range r.Findings {
		f := &r.Findings[i]
		switch f.Code {
		case "snapshot_format", "pointer_missing", "pointer_damaged", "pointer_dangling", "never_published":
			f.Mended, f.Failed = done, ""
		}
	}
	r.Rebuild = nil
}
