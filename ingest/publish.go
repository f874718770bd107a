package ingest

import (
	"context"
	"fmt"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/store"
)

// publish makes a snapshot of the whole archive, unless the current one was
// built from the same arrivals by the same recipe. A file that the readers no
// longer take is rejected, and the others are published.
func (j *Job) publish(ctx context.Context, arc *archive.Archive, sum *Summary) (*store.Manifest, error) {
	current, err := j.intact(ctx)
	if err != nil {
		return nil, err
	}
	recipe := fmt.Sprintf("format %d, readers %s, audit %s, catalogue %s", store.Format, j.version(), AuditVersion, j.Catalogue.Fingerprint)
	if current != nil && current.Arrivals == arc.Length() && current.Recipe == recipe || current == nil && len(arc.Arrivals()) == 0 {
		return nil, nil
	}
	if current != nil && current.Recipe == recipe && current.Reports >= leastToAmend {
		m, err := j.amend(ctx, arc, current, sum)
		if m != nil || err != nil && data.Code(err) != "cannot_amend" {
			return m, err
		}
	}
	in, err := j.gather(arc, arc.Arrivals(), recipe, sum, nil)
	if err != nil {
		return nil, err
	}
	return store.Publish(ctx, j.Store, in)
}

// gather makes the input of a snapshot of some arrivals: of their reports those
// of the bodies named, or of all where bodies is nil.
func (j *Job) gather(arc *archive.Archive, arrivals []archive.Arrival, recipe string, sum *Summary, bodies map[string]bool) (store.Input, error) {
	in := store.Input{Catalogue: j.Catalogue, Gazetteer: j.Places, Reference: j.Places.Reference(), Rejected: rejections(arc), Arrivals: arc.Length(), Recipe: recipe}
	for _, a := range arrivals {
		of, err := j.reportsOf(arc, a)
		if err != nil {
			if code := data.Code(err); code == "archive_broken" || code == "internal" {
				return in, err
			}
			sum.Rejected = append(sum.Rejected, Rejected{a.File, err})
		}
		for _, r := range decided(arc, a.SHA256, of) {
			if err := settled(a.File, r); err != nil {
				in.Rejected = append(in.Rejected, unsettled(a, r, err))
				continue
			}
			if bodies != nil && !bodies[r.Body.Key()] {
				continue
			}
			own := *r
			own.Arrived, own.Sample = a.At, a.Sample
			in.Reports = append(in.Reports, &own)
		}
	}
	j.settleNeighbours(in.Reports)
	j.auditYears(in.Reports)
	return in, nil
}
