package store

import "time"

// CallAt calls f at the moments that a crash, or another process, could fall on.
func CallAt(f func(moment string)) { at = f }

// LookAlways lets a follower look at the pointer at every request.
func (f *Follower) LookAlways() { f.every = 0 * time.Second }

// SetPairsAtOnce sets how many pairs of versions are compared in one statement.
func SetPairsAtOnce(n int) (former int) {
	former, pairsAtOnce = pairsAtOnce, n
	return former
}

// SetQuickSize makes files above a size, in bytes, be hashed in the background.
func SetQuickSize(n int64) (former int64) {
	former, quickSize = quickSize, n
	return former
}
