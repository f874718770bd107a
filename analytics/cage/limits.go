// Package cage answers SQL of strangers: each statement in a process of its
// own, which opens one snapshot, gives up everything else that a process can
// do, checks the statement before DuckDB prepares it, and is killed at its
// limits. The server never parses what strangers write.
package cage

import (
	"cmp"
	"time"
)

// Limits bound a statement and the cage.
type Limits struct {
	Time    time.Duration // that a statement may work; what the reader of its rows takes does not count
	Hold    time.Duration // that a statement may hold its place, its reader's time included
	Memory  int64         // bytes of a process
	Text    int           // bytes of a statement with its values
	Running int           // statements at once
	Waiting int           // statements of one person that wait
	Queue   int           // statements of all that wait
}

// Usual are the limits of a server that nobody configured.
var Usual = Limits{Time: 10 * time.Second, Hold: 120 * time.Second, Memory: 512 << 20, Text: 64 << 10, Running: 2, Waiting: 3, Queue: 20}

// orUsual are limits with the usual ones in place of zeros.
func (l Limits) orUsual() Limits {
	l.Time, l.Hold = cmp.Or(l.Time, Usual.Time), cmp.Or(l.Hold, Usual.Hold)
	l.Memory, l.Text = cmp.Or(l.Memory, Usual.Memory), cmp.Or(l.Text, Usual.Text)
	l.Running, l.Waiting, l.Queue = cmp.Or(l.Running, Usual.Running), cmp.Or(l.Waiting, Usual.Waiting), cmp.Or(l.Queue, Usual.Queue)
	return l
}
