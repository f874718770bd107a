// Package pgwire speaks PostgreSQL's protocol (version 3) with clients that only
// read: psql, drivers, tools of analysts. It knows messages, types and formats;
// what a statement means, who may ask and what the answer is, an Asker knows.
//
// The messages are those of pgx's pgproto3, the loop over them is our own: the
// rows go on as they come, an error has its position, and a cursor that waits is
// one that can be ended.
package pgwire

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"time"

	"gongkai/analytics/takeaway"
)

// Account is who asks, and how many statements a minute.
type Account struct {
	Who       string
	PerMinute int
}

// Question is a statement.
type Question struct {
	Account  Account
	Text     string         // one statement, its parameters being $1
	Values   map[string]any // by number, see cage.Question
	Describe bool           // columns and the types of parameters only
}

// Answer is a statement that runs, see cage.Answer.
type Answer interface {
	Columns() []takeaway.Column
	Parameters() map[string]string
	Next() ([][]any, error)
	Close()
}

// Asker is who answers. Errors are *data.Error.
type Asker interface {
	// Admit tells whose account a user has, whose password is empty where none
	// was asked for. Codes "bad_key", "key_needed".
	Admit(user, password string, from netip.Addr) (Account, error)
	Ask(ctx context.Context, q Question) (Answer, error)
}

// Config is what a Server needs.
type Config struct {
	Asker Asker
	// Anonymous is the user who is asked for no password; "" for none.
	Anonymous string
	TLS       *tls.Config // nil for none
	Log       *slog.Logger
	// Bounds; zero ones are the usual ones.
	Connections, PerAddress int           // at once: 50, of one address 30
	Message                 int           // bytes: 256 kB
	Startup                 time.Duration // that a client may take to say who it is: 10 s
	Idle                    time.Duration // that a connection may wait: 10 min
	Hold                    time.Duration // that a client may take to read an answer: 2 min
}

// Server is the endpoint.
type Server struct {
	Config
	life context.Context
	end  context.CancelFunc
	open sync.WaitGroup

	mu        sync.Mutex
	listening map[net.Listener]bool
	sessions  map[uint32]*session // by their numbers
	last      uint32
	connected int
	turned    int // away: connections that only hear so
	of        map[netip.Addr]int
}

// New returns a server.
func New(c Config) *Server {
	c.Connections, c.PerAddress, c.Message = cmp.Or(c.Connections, 50), cmp.Or(c.PerAddress, 30), cmp.Or(c.Message, 256<<10)
	c.Startup, c.Idle, c.Hold = cmp.Or(c.Startup, 10*time.Second), cmp.Or(c.Idle, 10*time.Minute), cmp.Or(c.Hold, 2*time.Minute)
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{Config: c, listening: map[net.Listener]bool{}, sessions: map[uint32]*session{}, of: map[netip.Addr]int{}}
	s.life, s.end = context.WithCancel(context.Background())
	return s
}

// Serve answers the connections of ln until Close.
func (s *Server) Serve(ln net.Listener) error {
	s.mu.Lock()
	s.listening[ln] = true
	s.mu.Unlock()
	for {
		conn, err := ln.Accept()
		if s.life.Err() != nil {
			if err == nil {
				conn.Close()
			}
			return nil
		}
		if err != nil {
			var temporary net.Error
			if errors.As(err, &temporary) && temporary.Timeout() {
				continue
			}
			return err
		}
		s.accept(conn)
	}
}

// Close ends the connections and what they ask.
func (s *Server) Close() {
	s.end()
	s.mu.Lock()
	for ln := range s.listening {
		ln.Close()
	}
	s.mu.Unlock()
	s.open.Wait()
}

// accept starts a session where there is room; otherwise one that says there is
// none, of which there may be as many again.
func (s *Server) accept(conn net.Conn) {
	from := addressOf(conn)
	s.mu.Lock()
	room := s.connected < s.Connections && s.of[from] < s.PerAddress
	if !room && s.turned >= s.Connections || s.life.Err() != nil {
		s.mu.Unlock()
		conn.Close()
		return
	}
	s.open.Add(1)
	if room {
		s.connected++
		s.of[from]++
	} else {
		s.turned++
	}
	s.mu.Unlock()
	go func() {
		defer s.open.Done()
		newSession(s, conn, from).run(room)
		s.mu.Lock()
		defer s.mu.Unlock()
		if !room {
			s.turned--
			return
		}
		s.connected--
		if s.of[from]--; s.of[from] == 0 {
			delete(s.of, from)
		}
	}()
}

func addressOf(conn net.Conn) netip.Addr {
	at, _ := netip.ParseAddrPort(conn.RemoteAddr().String())
	return at.Addr().Unmap()
}

// enlist gives a session the number and the secret by which it is cancelled.
func (s *Server) enlist(x *session) {
	x.secret = make([]byte, 4) // as long as version 3.0 has it
	_, _ = rand.Read(x.secret) // never fails
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		s.last = (s.last + 1) & 0x7fffffff
		if _, taken := s.sessions[s.last]; !taken && s.last != 0 {
			break
		}
	}
	x.number = s.last
	s.sessions[x.number] = x
}

func (s *Server) strike(x *session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, x.number)
}

// cancel ends what a session runs, if the secret is right.
func (s *Server) cancel(number uint32, secret []byte) {
	s.mu.Lock()
	x := s.sessions[number]
	s.mu.Unlock()
	if x != nil && subtle.ConstantTimeCompare(x.secret, secret) == 1 {
		x.interrupt()
	}
}
