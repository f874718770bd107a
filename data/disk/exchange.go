package disk

import (
	"errors"
	"os"
	"path/filepath"
)

// exchangeByTurns swaps two names where the system cannot do so at once.
func exchangeByTurns(a, b string) error {
	between := b + ".exchanged"
	if err := os.Rename(b, between); err != nil {
		return err
	}
	if err := os.Rename(a, b); err != nil {
		return errors.Join(err, os.Rename(between, b))
	}
	if err := os.Rename(between, a); err != nil {
		return err
	}
	return errors.Join(Sync(filepath.Dir(a)), Sync(filepath.Dir(b)))
}
