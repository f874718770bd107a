package cage

import (
	"context"
	"os"
	"slices"
	"strconv"
	"sync"
	"time"

	"gongkai/data"
)

// Cage starts, bounds and kills the children.
type Cage struct {
	limits Limits
	binary string
	unsafe bool // tests only, as closing
	queue  queue

	closing func(*Answer)

	mu       sync.Mutex
	idle     []*process // with a snapshot open, waiting for a statement
	starting int
	ids      map[string]context.CancelFunc
	closed   bool
	starts   sync.WaitGroup
}

// New returns a cage whose children are this program, started with Word. Zero
// limits are the usual ones. Code "sql_no_cage".
func New(l Limits) (*Cage, error) {
	binary, err := self()
	if err != nil {
		return nil, noCage(err)
	}
	l = l.orUsual()
	return &Cage{limits: l, binary: binary, queue: queue{limits: l}, ids: map[string]context.CancelFunc{}}, nil
}

// Limits are those of the cage.
func (c *Cage) Limits() Limits { return c.limits }

// Question is a statement.
type Question struct {
	Who      string // for whom it runs: a key's name, an address
	Snapshot string // path of a snapshot's file
	Text     string
	Values   map[string]any // of the parameters, see bind
	Limit    int            // rows; 0 for all
	Explain  bool           // how it would be answered instead of the answer
	Describe bool           // no rows, only columns and the types of parameters; those may lack a value
	ID       string         // by which Cancel knows it; "" for none
}

// Ask runs a statement until the answer is closed, ctx ends or a limit is
// reached; it returns with the columns. Codes: those of duck and check,
// "sql_busy", "sql_long", "sql_time", "sql_memory", "sql_cancelled",
// "sql_no_cage".
func (c *Cage) Ask(ctx context.Context, q Question) (*Answer, error) {
	text, err := bind(q.Text, q.Values, q.Describe)
	if err != nil {
		return nil, err
	}
	if len(text.text) > c.limits.Text {
		return nil, tooMuchText(c.limits.Text)
	}
	ctx, cancel, err := c.remember(ctx, q)
	if err != nil {
		return nil, err
	}
	leave, err := c.queue.enter(ctx, q.Who)
	if err != nil {
		cancel()
		return nil, err
	}
	return c.ask(ctx, q, text, cancel, []func(){leave, func() { c.Ready(q.Snapshot) }})
}

// remember makes a statement one that Cancel can end.
func (c *Cage) remember(ctx context.Context, q Question) (context.Context, context.CancelFunc, error) {
	ctx, cancel := context.WithCancel(ctx)
	if q.ID == "" {
		return ctx, cancel, nil
	}
	id := q.Who + "\x00" + q.ID
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, taken := c.ids[id]; taken {
		cancel()
		return nil, nil, refuse("sql_busy", "", "同一查询正在执行", "this query is running already", "请等它结束，或先取消", "wait for it to end, or cancel it")
	}
	c.ids[id] = cancel
	return ctx, func() {
		cancel()
		c.mu.Lock()
		delete(c.ids, id)
		c.mu.Unlock()
	}, nil
}

// Cancel ends a person's statement; false if it does not run.
func (c *Cage) Cancel(who, id string) bool {
	c.mu.Lock()
	cancel := c.ids[who+"\x00"+id]
	c.mu.Unlock()
	if cancel != nil {
		cancel()
	}
	return cancel != nil
}

// ask gives a child the statement and waits for the columns. Whatever becomes of it, after runs when the child has ended.
func (c *Cage) ask(ctx context.Context, q Question, text *bound, forget func(), after []func()) (*Answer, error) {
	p := c.take(q.Snapshot)
	if p == nil || !p.opened() { // none waits, or somebody killed it
		if p != nil {
			p.end()
		}
		var err error
		if p, err = start(c.binary, opening{q.Snapshot, c.limits, c.unsafe}); err != nil {
			forget()
			for _, do := range after {
				do()
			}
			return nil, err
		}
	}
	a := &Answer{process: p, bound: text, limits: c.limits, begun: time.Now(), closing: c.closing, gone: make(chan struct{}), behind: c.starts.Go, after: after}
	a.watch(ctx)
	a.before = append(a.before, forget)
	if err := a.open(order{text.text, q.Limit, q.Explain, q.Describe}); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

// take returns a child that has the snapshot open; nil for none.
func (c *Cage) take(snapshot string) *process {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := c.waiting(snapshot)
	if at < 0 {
		return nil
	}
	p := c.idle[at]
	c.idle = slices.Delete(c.idle, at, at+1)
	return p
}

// waiting is the first child that has a snapshot open, -1 for none.
func (c *Cage) waiting(snapshot string) int {
	return slices.IndexFunc(c.idle, func(p *process) bool { return p.snapshot == snapshot })
}

// Ready starts a child for a snapshot beforehand, as one that was used is never
// used again; others give way when there are too many.
func (c *Cage) Ready(snapshot string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.starting
	for _, p := range c.idle {
		if p.snapshot == snapshot {
			n++
		}
	}
	if c.closed || n >= c.limits.Running {
		return
	}
	c.starting++
	c.starts.Go(func() {
		p, err := start(c.binary, opening{snapshot, c.limits, c.unsafe})
		if err == nil && !p.opened() {
			p.end()
			err = os.ErrProcessDone
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.starting--
		if err != nil {
			return // the statement that needs one will tell
		}
		c.idle = append(c.idle, p)
		for len(c.idle) > c.limits.Running || c.closed && len(c.idle) > 0 {
			c.starts.Go(c.idle[0].end)
			c.idle = c.idle[1:]
		}
	})
}

// Close ends the children that wait.
func (c *Cage) Close() {
	c.mu.Lock()
	c.closed = true
	idle := c.idle
	c.idle = nil
	for _, cancel := range c.ids {
		cancel()
	}
	c.mu.Unlock()
	for _, p := range idle {
		p.end()
	}
	c.starts.Wait()
}

func tooMuchText(most int) error {
	n := strconv.Itoa(most >> 10)
	return &data.Error{Code: "sql_long", Reason: data.Text{ZH: "语句超过 " + n + " KB", EN: "the statement has more than " + n + " kB"},
		Way: data.Text{ZH: "请分步查询", EN: "ask in steps"}}
}
