package chance

// drawn is a value drawn for a body.
type drawn struct {
	value float64
	body  int32
}

// order sorts many draws of the same bodies, in time that grows with their
// number only: into as many even steps as there are bodies, and then by
// insertion, which moves little. It keeps its memory from one draw to the next.
type order struct {
	drawn, sorted []drawn
	step          []int32 // of each body
	starts        []int32 // of each step
}

func newOrder(bodies int) *order {
	return &order{make([]drawn, bodies), make([]drawn, bodies), make([]int32, bodies), make([]int32, bodies+1)}
}

// sort returns what was drawn, ascending, until the next call.
func (o *order) sort() []drawn {
	if len(o.drawn) == 0 {
		return nil
	}
	low, high := o.drawn[0].value, o.drawn[0].value
	for _, x := range o.drawn {
		low, high = min(low, x.value), max(high, x.value)
	}
	steps := len(o.drawn)
	scale := 0.0
	if high > low {
		scale = float64(steps-1) / (high - low)
	}
	clear(o.starts)
	for i, x := range o.drawn {
		o.step[i] = int32((x.value - low) * scale)
		o.starts[o.step[i]+1]++
	}
	for s := range steps {
		o.starts[s+1] += o.starts[s]
	}
	for i, x := range o.drawn {
		at := &o.starts[o.step[i]]
		o.sorted[*at] = x
		*at++
	}
	for i := 1; i < len(o.sorted); i++ {
		x, k := o.sorted[i], i
		for ; k > 0 && o.sorted[k-1].value > x.value; k-- {
			o.sorted[k] = o.sorted[k-1]
		}
		o.sorted[k] = x
	}
	return o.sorted
}
