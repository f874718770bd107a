package ingest

import (
	"context"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/store"
)

// publish makes a snapshot of the whole archive, unless the current one was
// built from the same arrivals by the same recipe.
func (j *Job) publish(ctx context.Context, arc *archive.Archive, sum *Summary) (*store.Manifest, error) {
	current, err := j.intact(ctx)
	if err != nil {
		return nil, err
	}
	if current != nil && current.Arrivals == arc.Length() && current.Recipe == j.Recipe() || current == nil && len(arc.Arrivals()) == 0 {
		return nil, nil
	}
	if current != nil && current.Recipe == j.Recipe() && current.Reports >= leastToAmend {
		m, err := j.amend(ctx, arc, current, sum)
		if m != nil || err != nil && data.Code(err) != "cannot_amend" {
			return m, err
		}
	}
	in, err := j.input(ctx, arc, arc.Arrivals(), sum, nil, false)
	if err != nil {
		return nil, err
	}
	return store.Publish(ctx, j.Store, in)
}
