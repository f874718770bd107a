package pdf

import (
	"context"
	"time"
)

// Time for one document. A machine that is busy with other things gives a
// plain document little of its processors; such a document is not the one that
// runs away. So the process must have had processor time too, up to an end.
const (
	maxTime      = 8 * time.Second
	maxProcessor = 4 * time.Second // of the whole process, since the document was begun
	maxWait      = time.Minute
)

// withDeadline returns a context that ends with the time for one document.
func withDeadline(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(parent, maxWait)
	begun := processorTime()
	go func() {
		timer := time.NewTimer(maxTime)
		defer timer.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-timer.C:
			}
			if processorTime()-begun >= maxProcessor {
				cancel()
			}
			timer.Reset(time.Second)
		}
	}()
	return ctx, cancel
}
