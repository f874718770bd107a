package grid

import (
	"slices"
	"sort"
)

// ranges are the hidden rows or columns of a sheet, each as first and last.
type ranges struct {
	list   [][2]int32
	sorted bool
}

func (r *ranges) add(first, last int) {
	first = max(first, 1)
	if first > last {
		return
	}
	if n := len(r.list); n > 0 && int(r.list[n-1][1])+1 == first {
		r.list[n-1][1] = int32(last)
		return
	}
	r.list, r.sorted = append(r.list, [2]int32{int32(first), int32(last)}), false
}

// sort orders the ranges and unites those that touch.
func (r *ranges) sort() {
	if r.sorted {
		return
	}
	slices.SortFunc(r.list, func(a, b [2]int32) int { return int(a[0]) - int(b[0]) })
	united := r.list[:0]
	for _, x := range r.list {
		if n := len(united); n > 0 && x[0] <= united[n-1][1]+1 {
			united[n-1][1] = max(united[n-1][1], x[1])
			continue
		}
		united = append(united, x)
	}
	r.list, r.sorted = united, true
}

// has reports whether i is hidden.
func (r *ranges) has(i int32) bool {
	n := sort.Search(len(r.list), func(k int) bool { return r.list[k][1] >= i })
	return n < len(r.list) && r.list[n][0] <= i
}

// visible is the number of rows or columns between a and b, both excluded,
// that are not hidden.
func (r *ranges) visible(a, b int32) int {
	n := int(b - a - 1)
	for k := sort.Search(len(r.list), func(k int) bool { return r.list[k][1] > a }); k < len(r.list) && r.list[k][0] < b; k++ {
		n -= int(min(r.list[k][1], b-1) - max(r.list[k][0], a+1) + 1)
	}
	return n
}
