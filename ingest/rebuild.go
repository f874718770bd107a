package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/store"
)

// Recipe names what a snapshot is built by, beside the archive: the format of
// its tables, the readers with the reference pack, and the catalogue.
func (j *Job) Recipe() string {
	return fmt.Sprintf("format %d, readers %s, audit %s, catalogue %s", store.Format, j.version(), AuditVersion, j.Catalogue.Fingerprint)
}

// Publish publishes the archive's state, like Run without files. With again it
// does so even if the current snapshot is that state already. Codes:
// "store_empty" for an archive in which nothing arrived, and those of Run.
func (j *Job) Publish(ctx context.Context, again bool) (*Summary, error) {
	return j.hold(func(arc *archive.Archive) (*Summary, error) {
		sum := &Summary{}
		if arc.Length() == 0 {
			return nil, &data.Error{Code: "store_empty", File: j.Store,
				Reason: data.Text{ZH: "归档是空的", EN: "the archive is empty"},
				Way:    data.Text{ZH: "请先载入报告", EN: "load reports first"}}
		}
		if !again {
			var err error
			sum.Published, err = j.publish(ctx, arc, sum)
			return sum, err
		}
		return sum, j.republish(ctx, arc, sum)
	})
}

// Restate publishes what the archive held when its list had that many lines,
// by today's recipe: in the place of a snapshot of them that was lost. 0 stands
// for all lines. Codes: those of Run.
func (j *Job) Restate(ctx context.Context, arrivals int) (*Summary, error) {
	return j.hold(func(arc *archive.Archive) (*Summary, error) {
		sum := &Summary{}
		if arrivals > 0 {
			arc = arc.Until(arrivals)
		}
		return sum, j.republish(ctx, arc, sum)
	})
}

// hold runs do with the archive, and other ingests kept out.
func (j *Job) hold(do func(*archive.Archive) (*Summary, error)) (*Summary, error) {
	unlock, err := archive.Lock(j.Store)
	if err != nil {
		return nil, cannotWrite(j.Store, err)
	}
	defer unlock()
	arc, err := j.open()
	if err != nil {
		return nil, err
	}
	return do(arc)
}

// open opens the archive to publish from it. Codes: "archive_broken",
// "arrivals_lost".
func (j *Job) open() (*archive.Archive, error) {
	arc, err := archive.Open(j.Store)
	if err != nil {
		return nil, err
	}
	return arc, store.RestsOn(j.Store, arc.Length())
}

func (j *Job) republish(ctx context.Context, arc *archive.Archive, sum *Summary) error {
	in, err := j.input(ctx, arc, arc.Arrivals(), sum, nil, false)
	if err == nil {
		sum.Published, err = store.Publish(ctx, j.Store, in)
	}
	return err
}

// Rebuild publishes into another store folder what the archive held when its
// list had that many lines. With fresh it reads every file again and neither
// uses nor keeps a reading; the archive is not written to in any case.
func (j *Job) Rebuild(ctx context.Context, into string, arrivals int, fresh bool) (*store.Manifest, error) {
	arc, err := archive.Open(j.Store)
	if err != nil {
		return nil, err
	}
	then := arc.Until(arrivals)
	in, err := j.input(ctx, then, then.Arrivals(), &Summary{}, nil, fresh)
	if err != nil {
		return nil, err
	}
	return store.Publish(ctx, into, in)
}

// input is what a snapshot of some arrivals is built from: of their reports
// those of the bodies named, or of all where bodies is nil. A file that the
// readers no longer take is rejected, and the others are published.
func (j *Job) input(ctx context.Context, arc *archive.Archive, arrivals []archive.Arrival, sum *Summary, bodies map[string]bool, fresh bool) (store.Input, error) {
	in, err := j.gather(ctx, arc, arrivals, sum, bodies, fresh)
	if err == nil {
		j.judgeAll(arc, in.Reports)
	}
	return in, err
}

// judgeAll settles what reports leave open by each other, checks them, and
// applies what people decided. The reports must be the caller's own.
func (j *Job) judgeAll(arc *archive.Archive, reports []*data.Report) {
	j.settleNeighbours(reports)
	j.applyCorrections(arc, reports)
	j.auditAcross(reports)
	j.applyWaivers(arc, reports)
}

// gather is input before the reports are looked at beside each other.
func (j *Job) gather(ctx context.Context, arc *archive.Archive, arrivals []archive.Arrival, sum *Summary, bodies map[string]bool, fresh bool) (store.Input, error) {
	in := store.Input{Catalogue: j.Catalogue, Gazetteer: j.Places, Reference: j.Places.Reference(), Rejected: rejections(arc), Verdicts: verdicts(arc), Arrivals: arc.Length(), Recipe: j.Recipe()}
	read, errs := j.readings(ctx, arc, arrivals, fresh)
	if err := ctx.Err(); err != nil {
		return in, err
	}
	for i, a := range arrivals {
		if err := errs[i]; err != nil {
			if code := data.Code(err); code == "archive_broken" || code == "internal" {
				return in, err
			}
			sum.Rejected = append(sum.Rejected, Rejected{a.File, err})
		}
		for _, r := range decided(arc, a.SHA256, read[i]) {
			if err := settled(a.File, r); err != nil {
				in.Rejected = append(in.Rejected, unsettled(a, r, err))
				continue
			}
			if bodies == nil || bodies[r.Body.Key()] {
				own := *r
				own.Arrived, own.Sample = a.At, a.Sample
				in.Reports = append(in.Reports, &own)
			}
		}
		read[i] = nil // a nation's reports are many
	}
	return in, nil
}

// readings reads archived files side by side, in the given order.
func (j *Job) readings(ctx context.Context, arc *archive.Archive, arrivals []archive.Arrival, fresh bool) ([][]*data.Report, []error) {
	read, errs := make([][]*data.Report, len(arrivals)), make([]error, len(arrivals))
	reader := NewReader(j.Catalogue, j.Places)
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(arrivals) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				read[i], errs[i] = j.reportsOf(reader, arc, arrivals[i], fresh)
			}
		})
	}
	workers.Wait()
	return read, errs
}

// reportsOf returns the kept reading of an archived file, or reads it again.
func (j *Job) reportsOf(reader *Reader, arc *archive.Archive, a archive.Arrival, fresh bool) ([]*data.Report, error) {
	var kept reading
	if !fresh && arc.Reading(j.version(), a.SHA256, &kept) && kept.of(a.File) {
		return kept.Reports, nil
	}
	_, r, err := arc.Source(a.SHA256)
	if err != nil {
		return nil, &data.Error{Code: "archive_broken", File: a.File, Err: err,
			Reason: data.Text{ZH: "归档中缺少这个文件", EN: "the archive lacks this file"},
			Way:    data.Text{ZH: "请重新载入该文件，或从备份恢复归档", EN: "load the file again, or restore the archive from a backup"}}
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != a.SHA256 {
		return nil, &data.Error{Code: "archive_broken", File: a.File,
			Reason: data.Text{ZH: "归档文件内容与其哈希不符", EN: "an archived file does not match its hash"},
			Way:    data.Text{ZH: "请从备份恢复归档", EN: "restore the archive from a backup"}}
	}
	reports, err := reader.Read(a.File, b)
	if err == nil && !fresh {
		_ = arc.KeepReading(j.version(), a.SHA256, reading{reports}) // a cache: without it the next run reads again
	}
	return reports, err
}
