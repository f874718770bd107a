package cage

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// Answer is a statement that runs: its rows as they come. Close must be called.
type Answer struct {
	columns []takeaway.Column
	needed  map[string]string
	process *process
	bound   *bound
	limits  Limits
	begun   time.Time
	worked  time.Duration // that we waited for the child
	batch   [][]any
	end     *ending
	failed  error

	reason atomic.Pointer[data.Error] // why the child was killed
	before []func()                   // Close runs these, ends the child,
	after  []func()                   // and runs those
	close  sync.Once
	gone   chan struct{} // closed when the child has ended
	behind func(func())  // runs what may come after the answer

	closing func(*Answer) // tests only
}

// open gives the child its statement and reads the columns.
func (a *Answer) open(o order) error {
	if !a.process.opened() {
		if a.reason.Load() != nil {
			return a.why()
		}
		return noCage(errors.New("the child did not open the snapshot"))
	}
	a.begun = time.Now()
	if err := a.process.tell(o); err != nil {
		return a.why()
	}
	kind, content, err := a.read()
	if err != nil {
		return err
	}
	if kind == frameEnd {
		return a.ended(content)
	}
	var h heading
	if kind != frameHead || json.Unmarshal(content, &h) != nil {
		return damaged()
	}
	a.columns, a.needed = h.Columns, h.Parameters
	return nil
}

func damaged() error {
	return refuse("sql_failed", "", "查询进程的答复有误", "the answer of the query's process is damaged", "请重试", "try again")
}

// Columns are those of the rows.
func (a *Answer) Columns() []takeaway.Column { return a.columns }

// Parameters are the types that a statement to be described needs of the
// parameters without a value, by name; "" where it takes any.
func (a *Answer) Parameters() map[string]string { return a.needed }

// Next returns some rows, valid until the next call, or io.EOF. Codes: those of
// duck and "sql_time", "sql_hold", "sql_memory", "sql_cancelled".
func (a *Answer) Next() ([][]any, error) {
	if a.failed != nil {
		return nil, a.failed
	}
	batch, err := a.next()
	if err != nil {
		a.failed = err
	}
	return batch, err
}

func (a *Answer) next() ([][]any, error) {
	kind, content, err := a.read()
	switch {
	case err != nil:
		return nil, err
	case kind == frameRows:
		if a.batch, err = readRows(content, len(a.columns), a.batch); err != nil {
			return nil, damaged()
		}
		return a.batch, nil
	case kind == frameEnd:
		return nil, a.ended(content)
	}
	return nil, damaged()
}

// ended reads the last frame.
func (a *Answer) ended(content []byte) error {
	a.end = &ending{}
	if err := json.Unmarshal(content, a.end); err != nil {
		return damaged()
	}
	f := a.end.Failed
	if f == nil {
		return io.EOF
	}
	at := f.Place
	if at != "" {
		at = a.bound.place(at)
	}
	return &data.Error{Code: f.Code, Place: at, Reason: f.Reason, Way: f.Way}
}

// Truncated says, once Next has returned io.EOF, whether there are more rows
// than the limit.
func (a *Answer) Truncated() bool { return a.end != nil && a.end.Truncated }

// Elapsed is how long the statement has run.
func (a *Answer) Elapsed() time.Duration { return time.Since(a.begun) }

// Peak is the most memory that the process had, in bytes, to be asked after
// Close.
func (a *Answer) Peak() int64 {
	<-a.gone
	return a.process.most.Load()
}

// Close ends the statement, if it runs, and frees its place.
func (a *Answer) Close() {
	a.close.Do(func() {
		for _, do := range a.before {
			do()
		}
		a.behind(func() { // who asked need not wait for the end of a process
			a.process.end()
			close(a.gone)
			if a.closing != nil {
				a.closing(a)
			}
			for _, do := range a.after {
				do()
			}
		})
	})
}

// read reads a frame while the statement's time lasts.
func (a *Answer) read() (byte, []byte, error) {
	began := time.Now()
	timer := time.AfterFunc(a.limits.Time-a.worked, func() { a.stop(tooSlow(a.limits.Time)) })
	kind, content, err := a.process.read()
	timer.Stop()
	a.worked += time.Since(began)
	if err != nil {
		return 0, nil, a.why()
	}
	return kind, content, nil
}

// stop kills the child for a reason; the first one counts.
func (a *Answer) stop(reason *data.Error) {
	if a.reason.CompareAndSwap(nil, reason) {
		a.process.kill()
	}
}

// why tells of a child that is no more.
func (a *Answer) why() error {
	if r := a.reason.Load(); r != nil {
		return r
	}
	a.process.end()
	switch signalOf(a.process.state) {
	case syscall.SIGXCPU, syscall.SIGKILL: // of RLIMIT_CPU
		return tooSlow(a.limits.Time)
	case syscall.SIGSEGV, syscall.SIGBUS: // the stack, at the end of what a tree may be
		return refuse("sql_construct", "", "语句过于复杂", "the statement is too complex", "请用 WITH 分步改写，或减少嵌套", "write it in steps with WITH, or nest less")
	}
	return refuse("sql_memory", "", "查询所需的内存超过限额", "the query needs more memory than allowed",
		"请缩小范围（年度、指标、省份），或先汇总再连接", "narrow it down (years, indicators, provinces), or sum before joining")
}

func tooSlow(limit time.Duration) *data.Error {
	t := limit.String()
	return &data.Error{Code: "sql_time", Reason: data.Text{ZH: "查询超过了时限 " + t, EN: "the query took longer than its limit of " + t},
		Way: data.Text{ZH: "请缩小范围（年度、指标、省份），或先汇总再连接", EN: "narrow it down (years, indicators, provinces), or sum before joining"}}
}

func tooLong(limit time.Duration) *data.Error {
	t := limit.String()
	return &data.Error{Code: "sql_hold", Reason: data.Text{ZH: "结果在 " + t + " 内没有取完", EN: "the rows were not taken within " + t},
		Way: data.Text{ZH: "请少取一些，或下载整表", EN: "take fewer, or download whole tables"}}
}

// watch ends the statement when its context ends or its hold is over.
func (a *Answer) watch(ctx context.Context) {
	hold := time.AfterFunc(a.limits.Hold, func() { a.stop(tooLong(a.limits.Hold)) })
	undo := context.AfterFunc(ctx, func() {
		var e *data.Error
		_ = errors.As(cancelled(), &e)
		a.stop(e)
	})
	a.before = append(a.before, func() { hold.Stop() }, func() { undo() })
}
