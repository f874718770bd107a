package cage

import (
	"context"
	"slices"
	"sync"

	"gongkai/data"
)

// queue lets so many statements run at once. Those that wait take turns by
// person, so that who asks much waits for who asks little, not the other way
// round.
type queue struct {
	limits Limits

	mu      sync.Mutex
	running int
	waiting int
	order   []string // persons who wait, the next one first
	tickets map[string][]chan struct{}
}

// enter waits for a place; leave must be called once, when it is free again.
// Code "sql_busy" when too many wait.
func (q *queue) enter(ctx context.Context, who string) (leave func(), err error) {
	q.mu.Lock()
	if q.running < q.limits.Running && q.waiting == 0 {
		q.running++
		q.mu.Unlock()
		return sync.OnceFunc(q.leave), nil
	}
	if mine := len(q.tickets[who]); mine >= q.limits.Waiting || q.waiting >= q.limits.Queue {
		q.mu.Unlock()
		return nil, busy(mine >= q.limits.Waiting)
	}
	ticket := make(chan struct{})
	if q.tickets == nil {
		q.tickets = map[string][]chan struct{}{}
	}
	if len(q.tickets[who]) == 0 {
		q.order = append(q.order, who)
	}
	q.tickets[who] = append(q.tickets[who], ticket)
	q.waiting++
	q.mu.Unlock()
	select {
	case <-ticket:
		return sync.OnceFunc(q.leave), nil
	case <-ctx.Done():
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if at := slices.Index(q.tickets[who], ticket); at >= 0 {
		q.drop(who, at)
		return nil, cancelled()
	}
	// called at the same moment: the place goes on
	q.next()
	return nil, cancelled()
}

func (q *queue) leave() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.next()
}

// next gives the place of one who leaves to the next person's first statement.
func (q *queue) next() {
	if len(q.order) == 0 {
		q.running--
		return
	}
	who := q.order[0]
	ticket := q.tickets[who][0]
	q.drop(who, 0)
	if at := slices.Index(q.order, who); at >= 0 { // has more: behind the others
		q.order = append(slices.Delete(q.order, at, at+1), who)
	}
	close(ticket)
}

// drop takes a ticket of a person out.
func (q *queue) drop(who string, at int) {
	q.waiting--
	if q.tickets[who] = slices.Delete(q.tickets[who], at, at+1); len(q.tickets[who]) == 0 {
		delete(q.tickets, who)
		q.order = slices.Delete(q.order, slices.Index(q.order, who), slices.Index(q.order, who)+1)
	}
}

func busy(yours bool) error {
	if yours {
		return &data.Error{Code: "sql_busy", Reason: data.Text{ZH: "您已有查询在排队", EN: "you have queries waiting already"},
			Way: data.Text{ZH: "请等它们结束，或先取消", EN: "wait for them to end, or cancel them"}}
	}
	return &data.Error{Code: "sql_busy", Reason: data.Text{ZH: "查询的人太多", EN: "too many people are asking"},
		Way: data.Text{ZH: "请几秒后再试", EN: "try again in a few seconds"}}
}

func cancelled() error {
	return &data.Error{Code: "sql_cancelled", Reason: data.Text{ZH: "查询已取消", EN: "the query was cancelled"}}
}
