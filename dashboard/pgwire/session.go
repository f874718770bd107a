package pgwire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/jackc/pgx/v5/pgtype"

	"gongkai/data"
)

// States of a transaction, as a client is told them.
const (
	idle              = 'I'
	inTransaction     = 'T'
	failedTransaction = 'E'
)

// session is one connection.
type session struct {
	server  *Server
	raw     net.Conn // as it was accepted
	conn    net.Conn // the same, or TLS over it
	in      *inbox
	wire    *pgproto3.Backend
	from    netip.Addr
	secure  bool
	account Account
	number  uint32
	secret  []byte
	types   *pgtype.Map

	ctx context.Context // ends with the connection
	end context.CancelFunc

	mu     sync.Mutex
	cancel context.CancelFunc // of what runs

	settings   settings
	status     byte
	statements map[string]*statement
	held       int // bytes of the statements' texts
	portals    map[string]*portal
	running    *portal // whose answer is open; there is one at most
	skipping   bool    // to the next Sync, after an error
	unsent     int     // messages that were answered and not yet sent
}

func newSession(server *Server, conn net.Conn, from netip.Addr) *session {
	s := &session{server: server, raw: conn, from: from, status: idle, statements: map[string]*statement{}, portals: map[string]*portal{}, types: pgtype.NewMap()}
	s.ctx, s.end = context.WithCancel(server.life)
	s.speak(conn)
	return s
}

// run speaks with the client until it goes.
func (s *session) run(room bool) {
	defer func() {
		if r := recover(); r != nil {
			s.server.Log.Error("postgres", "panic", r)
		}
		s.server.strike(s)
		s.clear()
		s.end()
		s.conn.Close()
		if s.in != nil {
			s.in.stop()
		}
	}()
	undo := context.AfterFunc(s.server.life, func() { _ = s.raw.SetReadDeadline(time.Unix(1, 0)) })
	defer undo()
	err := s.start(room)
	for err == nil {
		err = s.next()
	}
	if errors.Is(err, errDone) {
		return
	}
	_ = s.conn.SetWriteDeadline(time.Now().Add(time.Second))
	s.wire.Send(message(err, "", s.settings.english(), true))
	_ = s.wire.Flush()
}

// next receives a message and answers it. Its error ends the session.
func (s *session) next() error {
	_ = s.conn.SetReadDeadline(time.Now().Add(s.server.Idle))
	if s.server.life.Err() != nil {
		return closing()
	}
	m, err := s.wire.Receive()
	if err != nil {
		return s.gone(err)
	}
	_ = s.conn.SetReadDeadline(time.Time{})
	_ = s.conn.SetWriteDeadline(time.Now().Add(s.server.Hold))
	switch m := m.(type) {
	case *pgproto3.Terminate:
		return errDone
	case *pgproto3.Sync:
		s.skipping = false
		if s.status == idle {
			s.clear()
		}
		s.ready()
		return s.flush()
	case *pgproto3.Query:
		s.skipping = false
		s.query(m.String)
		if s.status == idle {
			s.clear()
		}
		s.ready()
		return s.flush()
	case *pgproto3.Flush:
		return s.flush()
	case *pgproto3.CopyData, *pgproto3.CopyDone, *pgproto3.CopyFail:
		return nil // as PostgreSQL does outside of COPY
	}
	if s.skipping {
		return nil
	}
	if s.unsent++; s.unsent >= mostUnsent {
		if err := s.flush(); err != nil {
			return err
		}
	}
	if err := s.extended(m); err != nil {
		if errors.Is(err, errDone) {
			return err
		}
		if !errors.Is(err, errTold) {
			s.fail(err, "")
		}
		s.skipping = true
	}
	return nil
}

// gone says why nothing more is received.
func (s *session) gone(err error) error {
	var tooLong *pgproto3.ExceededMaxBodyLenErr
	var slow net.Error
	switch {
	case s.server.life.Err() != nil:
		return closing()
	case errors.As(err, &tooLong):
		return &data.Error{Code: "pg_long", Reason: data.Text{ZH: fmt.Sprintf("消息超过 %d KB", s.server.Message>>10), EN: fmt.Sprintf("a message of more than %d kB", s.server.Message>>10)}}
	case errors.As(err, &slow) && slow.Timeout():
		return &data.Error{Code: "pg_idle", Reason: data.Text{ZH: "连接闲置过久，已断开", EN: "the connection was idle for too long"}}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.ErrClosedPipe):
		return errDone
	}
	return protocol("消息有误", "a message is invalid")
}

func closing() error {
	return &data.Error{Code: "pg_closing", Reason: data.Text{ZH: "服务正在关闭", EN: "the server is shutting down"}}
}

// query answers a text of the simple protocol: one statement, and perhaps some
// of one's own beside it.
func (s *session) query(text string) {
	parts := split(text)
	if len(parts) == 0 {
		s.wire.Send(&pgproto3.EmptyQueryResponse{})
		return
	}
	asking := 0
	for _, part := range parts {
		if o, err := ownOf(part); o == nil && err == nil {
			asking++
		}
	}
	if asking > 1 {
		s.fail(&data.Error{Code: "sql_several", Reason: data.Text{ZH: fmt.Sprintf("一次只能执行一条语句，这里有 %d 条", asking), EN: fmt.Sprintf("one statement at a time, not %d", asking)},
			Way: data.Text{ZH: "请分开执行", EN: "run them one by one"}}, "")
		return
	}
	from := 0
	for _, part := range parts {
		from += strings.Index(text[from:], part)
		o, err := ownOf(part)
		p := &portal{statement: &statement{text: part, own: o}}
		if err == nil {
			err = s.simple(p)
		}
		if err != nil {
			s.fail(err, strings.Repeat(" ", utf8.RuneCountInString(text[:from]))+part)
			return
		}
		from += len(part)
	}
}

// simple runs a statement to its end.
func (s *session) simple(p *portal) error {
	if err := s.admit(p.statement); err != nil {
		return err
	}
	if p.statement.own == nil {
		if err := s.open(p); err != nil {
			return err
		}
		defer s.shut(p)
	}
	if columns := p.columns(); len(columns) > 0 {
		s.wire.Send(describe(columns, nil))
	}
	return s.execute(p, 0)
}

// admit refuses what comes after an error in a transaction.
func (s *session) admit(st *statement) error {
	if s.status == failedTransaction && (st.own == nil || !st.own.ends) {
		return &data.Error{Code: "pg_failed", Reason: data.Text{ZH: "事务中已有语句出错", EN: "a statement of this transaction failed"}, Way: data.Text{ZH: "请先 ROLLBACK", EN: "ROLLBACK first"}}
	}
	return nil
}

// fail tells of an error in a statement.
func (s *session) fail(err error, statement string) {
	var e *data.Error
	if !errors.As(err, &e) {
		s.server.Log.Error("postgres", "error", err)
	}
	if s.status == inTransaction {
		s.status = failedTransaction
	}
	s.wire.Send(message(err, statement, s.settings.english(), false))
}

func (s *session) ready() { s.wire.Send(&pgproto3.ReadyForQuery{TxStatus: s.status}) }

// mostUnsent bounds the answers that wait for a client to end a series of
// messages.
const mostUnsent = 100

func (s *session) flush() error {
	s.unsent = 0
	if err := s.wire.Flush(); err != nil {
		return errDone
	}
	return nil
}

// finish ends a transaction.
func (s *session) finish() error {
	s.status = idle
	s.clear()
	return nil
}

// tell reports a setting that changed, if it is one that clients are told of.
func (s *session) tell(name string) error {
	for _, r := range shownAs {
		if strings.EqualFold(r.name, name) {
			value, _ := s.settings.get(name)
			s.wire.Send(&pgproto3.ParameterStatus{Name: r.reported, Value: value})
		}
	}
	return nil
}

// begin makes a context that a cancel request ends.
func (s *session) begin() context.Context {
	ctx, cancel := context.WithCancel(s.ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cancel = cancel
	return ctx
}

// interrupt ends what runs.
func (s *session) interrupt() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancel != nil {
		s.cancel()
	}
}

// settle ends the context of what ran.
func (s *session) settle() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
}
