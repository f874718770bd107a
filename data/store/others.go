package store

import (
	"maps"
	"slices"
	"sync"

	"gongkai/data"
)

// others numbers the cells that no form of the catalogue has, as they come.
// Their numbers in the item table follow from their names: see items.
type others struct {
	mu    sync.Mutex
	first int // number of the first one
	known map[data.Cell]int
}

// number is a cell's number for the time of the build.
func (o *others) number(c data.Cell) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	n, ok := o.known[c]
	if !ok {
		if o.known == nil {
			o.known = map[data.Cell]int{}
		}
		n = o.first + len(o.known)
		o.known[c] = n
	}
	return n
}

// items lists the cells by name: the n-th is item first + n.
func (o *others) items() []data.Cell { return slices.Sorted(maps.Keys(o.known)) }
