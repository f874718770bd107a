//go:build !linux

package disk

// Exchange swaps the names of two files or folders on one disk. A crash between
// may leave b under another name beside it.
func Exchange(a, b string) error { return exchangeByTurns(a, b) }
