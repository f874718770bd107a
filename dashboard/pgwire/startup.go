package pgwire

import (
	"crypto/tls"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"

	"gongkai/data"
)

// mostStartup bounds the first packet, as PostgreSQL does.
const mostStartup = 10_000

// Numbers in place of a version in the first packet.
const (
	asksTLS    = 80877103
	asksGSS    = 80877104
	asksCancel = 80877102
	versions3  = 3 << 16
)

// errDone ends a connection that only cancelled, or went away.
var errDone = errors.New("done")

// packet reads one packet of the start, exactly: nothing that follows in plain
// text may count once TLS has begun.
func packet(r io.Reader) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, errDone
	}
	n := binary.BigEndian.Uint32(head[:])
	if n < 8 || n > mostStartup {
		return nil, protocol("第一个消息的长度有误", "invalid length of the startup packet")
	}
	b := make([]byte, n-4)
	_, err := io.ReadFull(r, b)
	return b, err
}

// greet reads who comes, up to the message that names user and database.
func (s *session) greet() (*pgproto3.StartupMessage, error) {
	for asked := 0; asked < 3; asked++ {
		b, err := packet(s.conn)
		if err != nil {
			return nil, err
		}
		switch version := binary.BigEndian.Uint32(b); {
		case version == asksTLS && s.server.TLS != nil && !s.secure:
			if _, err := s.conn.Write([]byte{'S'}); err != nil {
				return nil, errDone
			}
			over := tls.Server(s.conn, s.server.TLS)
			if err := over.Handshake(); err != nil {
				return nil, errDone
			}
			s.speak(over)
			s.secure = true
		case version == asksTLS || version == asksGSS:
			if _, err := s.conn.Write([]byte{'N'}); err != nil {
				return nil, errDone
			}
		case version == asksCancel:
			if len(b) >= 12 {
				s.server.cancel(binary.BigEndian.Uint32(b[4:]), b[8:])
			}
			return nil, errDone
		case version&^0xffff == versions3:
			return s.introduced(b, version)
		default:
			return nil, protocol("只支持第 3 版协议", "only version 3 of the protocol is spoken")
		}
	}
	return nil, protocol("第一个消息有误", "invalid startup packet")
}

// introduced reads the message of the start. What is newer than version 3.0, or
// an option of the protocol, is declined.
func (s *session) introduced(b []byte, version uint32) (*pgproto3.StartupMessage, error) {
	m := &pgproto3.StartupMessage{}
	binary.BigEndian.PutUint32(b, versions3)
	if err := m.Decode(b); err != nil {
		return nil, protocol("第一个消息有误", "invalid startup packet")
	}
	var unknown []string
	for name := range m.Parameters {
		if strings.HasPrefix(name, "_pq_.") {
			unknown = append(unknown, name)
		}
	}
	if version != versions3 || len(unknown) > 0 {
		s.wire.Send(&pgproto3.NegotiateProtocolVersion{NewestMinorProtocol: 0, UnrecognizedOptions: unknown})
		if err := s.wire.Flush(); err != nil {
			return nil, errDone
		}
	}
	return m, nil
}

// start brings a connection to its first statement.
func (s *session) start(room bool) error {
	deadline := time.Now().Add(s.server.Startup)
	_ = s.conn.SetDeadline(deadline) // a connection that is closed says so when it is read
	m, err := s.greet()
	if err != nil {
		return err
	}
	if !room {
		return &data.Error{Code: "too_many_connections", Reason: data.Text{ZH: "连接数已达上限", EN: "too many connections"},
			Way: data.Text{ZH: "请关闭不用的连接，稍后再试", EN: "close those that are not used, and try again later"}}
	}
	for _, name := range slices.Sorted(maps.Keys(m.Parameters)) {
		if err := s.settings.start(name, m.Parameters[name]); err != nil {
			return err
		}
	}
	if !s.secure && s.server.TLS != nil && !s.from.IsLoopback() {
		return &data.Error{Code: "tls_needed", Reason: data.Text{ZH: "须以 TLS 连接", EN: "the connection must use TLS"},
			Way: data.Text{ZH: "请设 sslmode=require", EN: "set sslmode=require"}}
	}
	s.receiveFrom(s.conn)
	user, password := m.Parameters["user"], ""
	if user == "" {
		return protocol("没有用户名", "no user name")
	}
	if user != s.server.Anonymous || s.server.Anonymous == "" {
		if password, err = s.password(); err != nil {
			return err
		}
	}
	if s.account, err = s.server.Asker.Admit(user, password, s.from); err != nil {
		return err
	}
	s.settings.user = user
	s.wire.Send(&pgproto3.AuthenticationOk{})
	for _, status := range s.settings.reported() {
		s.wire.Send(&status)
	}
	s.server.enlist(s)
	s.wire.Send(&pgproto3.BackendKeyData{ProcessID: s.number, SecretKey: s.secret})
	s.ready()
	return s.flush()
}

func (s *session) password() (string, error) {
	s.wire.Send(&pgproto3.AuthenticationCleartextPassword{})
	if err := s.wire.SetAuthType(pgproto3.AuthTypeCleartextPassword); err != nil {
		return "", err
	}
	if err := s.wire.Flush(); err != nil {
		return "", errDone
	}
	message, err := s.wire.Receive()
	if err != nil {
		return "", errDone
	}
	p, is := message.(*pgproto3.PasswordMessage)
	if !is {
		return "", protocol("应为密码", "a password was expected")
	}
	return p.Password, nil
}

// speak makes a connection the one that messages go to.
func (s *session) speak(conn net.Conn) {
	s.conn = conn
	s.wire = pgproto3.NewBackend(conn, conn)
}

// receiveFrom reads messages of a connection from now on.
func (s *session) receiveFrom(conn net.Conn) {
	s.in = newInbox(conn, s.server.Message, s.end)
	s.wire = pgproto3.NewBackend(s.in, conn)
	s.wire.SetMaxBodyLen(s.server.Message)
}

func protocol(zh, en string) error {
	return &data.Error{Code: "pg_protocol", Reason: data.Text{ZH: zh, EN: en}}
}
