package doctor

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/disk"
	"gongkai/data/store"
)

// archive finds damage to the list of arrivals and to the source files.
func (v *visit) archive() error {
	list := filepath.Join(v.dir, "archive", "arrivals.jsonl")
	if torn, err := archive.Torn(v.dir); err == nil && len(torn) > 0 && !v.busy {
		v.find("arrivals_torn", list, func() (data.Text, error) { return v.cut(torn) }, len(torn))
	}
	arc, err := archive.Open(v.dir)
	if err != nil {
		v.find("arrivals_damaged", list, nil, err.Error())
		v.Rebuild = nil
		return nil
	}
	if arc.Length() == 0 {
		v.Rebuild = nil
	}
	v.arrivals(arc, list)
	if arc, err = archive.Open(v.dir); err != nil {
		return err
	}
	if err := v.objects(arc); err != nil {
		return err
	}
	return v.readings()
}

// cut puts a torn line aside.
func (v *visit) cut(torn []byte) (data.Text, error) {
	folder := filepath.Join(v.dir, store.Quarantine)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return data.Text{}, err
	}
	name := v.free(filepath.Join(folder, v.Now.Format(time.DateOnly)+"-arrivals.jsonl.torn"))
	if err := disk.Replace(name, torn); err != nil {
		return data.Text{}, err
	}
	to := filepath.Join(store.Quarantine, filepath.Base(name))
	return data.Text{ZH: "残行移入 " + to, EN: "the torn line was moved to " + to}, archive.CutTorn(v.dir)
}

// arrivals compares the list with what the snapshots were built from.
func (v *visit) arrivals(arc *archive.Archive, list string) {
	most := &store.Manifest{}
	for _, of := range []map[string]*store.Manifest{v.whole, v.lost} {
		for _, m := range of {
			if m != nil && m.Arrivals > most.Arrivals {
				most = m
			}
		}
	}
	m, err := store.Current(v.dir)
	switch {
	case most.Arrivals > arc.Length():
		v.find("arrivals_lost", list, func() (data.Text, error) { return v.recover(most) }, most.Number, most.Arrivals, arc.Length())
	case err == nil && m.Arrivals == 0 && m.Recipe == "" && arc.Length() > 0:
		v.find("origin_unknown", store.ManifestFile(v.dir, m.Name()), nil)
	case err == nil && m.Arrivals < arc.Length():
		v.find("behind", list, nil, m.Arrivals, arc.Length())
	case data.Code(err) == "store_empty" && len(v.whole) == 0 && len(arc.Arrivals()) > 0:
		v.Rebuild = new(int)
		v.find("never_published", list, nil)
	}
}

// recover takes lines that the list has lost from the snapshot that rests on
// most of them.
func (v *visit) recover(m *store.Manifest) (data.Text, error) {
	s, err := store.OpenNumber(v.ctx, v.dir, m.Number)
	if err != nil {
		return data.Text{}, err
	}
	defer s.Close()
	origins, err := s.Origins(v.ctx)
	if err != nil {
		return data.Text{}, err
	}
	var lines []archive.Arrival
	for _, o := range origins {
		lines = append(lines, archive.Arrival{SHA256: o.SHA256, File: o.File, At: o.Arrived.UTC(), Sample: o.Sample})
	}
	back, lost, err := archive.Recover(v.dir, lines, m.Arrivals, v.Now)
	return data.Text{ZH: fmt.Sprintf("由快照 %d 补回 %d 行；另有 %d 行（人工决定或拒收记录）不能补回", m.Number, back, lost),
		EN: fmt.Sprintf("%d lines taken from snapshot %d; %d more (decisions, or files that were not taken in) cannot be recovered", back, m.Number, lost)}, err
}

// objects reads the source files through.
func (v *visit) objects(arc *archive.Archive) error {
	_, bad, err := arc.Check(v.ctx, v.Quick)
	if err != nil {
		return err
	}
	for _, d := range bad {
		if d.Missing {
			v.find("object_missing", d.Path, nil, d.File)
		} else {
			v.find("object_damaged", d.Path, func() (data.Text, error) { return v.quarantine(d.Path) }, d.File)
		}
	}
	unlisted, err := arc.Unlisted()
	if err == nil && len(unlisted) > 0 && !v.busy {
		v.find("object_unlisted", filepath.Join(v.dir, "archive", "objects"), nil, len(unlisted))
	}
	return err
}
