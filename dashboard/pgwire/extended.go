package pgwire

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"

	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// portal is a statement with its values, and its answer once it was begun.
type portal struct {
	statement *statement
	values    map[string]any
	formats   []int16
	answer    Answer
	rows      [][]any // that were read and not yet sent
	sent      int
	ended     bool // nothing more comes
	lost      bool // another statement took its place
}

// columns are those of the answer.
func (p *portal) columns() []takeaway.Column {
	if p.answer != nil {
		return p.answer.Columns()
	}
	if p.statement.own != nil {
		return p.statement.own.columns
	}
	return p.statement.columns
}

// extended answers a message of the extended protocol.
func (s *session) extended(m pgproto3.FrontendMessage) error {
	switch m := m.(type) {
	case *pgproto3.Parse:
		if err := s.prepare(m.Name, m.Query, m.ParameterOIDs); err != nil {
			return err
		}
		s.wire.Send(&pgproto3.ParseComplete{})
	case *pgproto3.Bind:
		return s.bind(m)
	case *pgproto3.Describe:
		if m.ObjectType == 'S' {
			return s.describeStatement(m.Name)
		}
		return s.describePortal(m.Name)
	case *pgproto3.Execute:
		p, err := s.portal(m.Portal)
		if err != nil {
			return err
		}
		if err := s.admit(p.statement); err != nil {
			return err
		}
		if p.statement.empty {
			s.wire.Send(&pgproto3.EmptyQueryResponse{})
			return nil
		}
		if p.statement.own == nil && p.answer == nil && !p.ended {
			if err := s.open(p); err != nil {
				s.place(err, p.statement)
				return errTold
			}
		}
		return s.execute(p, int(m.MaxRows))
	case *pgproto3.Close:
		if m.ObjectType == 'S' {
			s.drop(m.Name)
		} else if p := s.portals[m.Name]; p != nil {
			s.shut(p)
			delete(s.portals, m.Name)
		}
		s.wire.Send(&pgproto3.CloseComplete{})
	default:
		return &data.Error{Code: "pg_call", Reason: data.Text{ZH: "不支持这种消息", EN: "this message is not supported"}}
	}
	return nil
}

// bind makes a portal. The message is only valid until the next one.
func (s *session) bind(m *pgproto3.Bind) error {
	st, err := s.find(m.PreparedStatement)
	if err != nil {
		return err
	}
	if s.status == idle || m.DestinationPortal == "" { // what was there before ends
		if old := s.portals[m.DestinationPortal]; old != nil {
			s.shut(old)
		}
	} else if s.portals[m.DestinationPortal] != nil || len(s.portals) >= mostPortals {
		return &data.Error{Code: "pg_many", Reason: data.Text{ZH: "游标过多或重名", EN: "too many cursors, or one of that name"}}
	}
	values, err := s.values(st, m.Parameters, m.ParameterFormatCodes)
	if err != nil {
		return err
	}
	s.portals[m.DestinationPortal] = &portal{statement: st, values: values, formats: slices.Clone(m.ResultFormatCodes)}
	s.wire.Send(&pgproto3.BindComplete{})
	return nil
}

func (s *session) portal(name string) (*portal, error) {
	p := s.portals[name]
	if p == nil {
		return nil, &data.Error{Code: "pg_portal", Reason: data.Text{ZH: "没有游标“" + cut(name) + "”", EN: "there is no portal “" + cut(name) + "”"}}
	}
	return p, nil
}

func (s *session) describeStatement(name string) error {
	st, err := s.find(name)
	if err != nil {
		return err
	}
	if err := s.learn(st); err != nil {
		s.place(err, st)
		return errTold
	}
	s.wire.Send(&pgproto3.ParameterDescription{ParameterOIDs: st.needed})
	s.sendColumns(st.columns, nil)
	return nil
}

// describePortal begins the statement: its values are known, and it is executed
// next.
func (s *session) describePortal(name string) error {
	p, err := s.portal(name)
	if err != nil {
		return err
	}
	if p.statement.own == nil && !p.statement.empty && p.answer == nil && !p.statement.described {
		if err := s.open(p); err != nil {
			s.place(err, p.statement)
			return errTold
		}
	}
	s.sendColumns(p.columns(), p.formats)
	return nil
}

func (s *session) sendColumns(columns []takeaway.Column, formats []int16) {
	if len(columns) == 0 {
		s.wire.Send(&pgproto3.NoData{})
		return
	}
	s.wire.Send(describe(columns, formats))
}

// open begins a statement. One that waits in another portal ends: a connection
// holds one place of those for all.
func (s *session) open(p *portal) error {
	if s.running != nil {
		s.running.lost = true
		s.shut(s.running)
	}
	if p.lost {
		return nil
	}
	a, err := s.server.Asker.Ask(s.begin(), Question{Account: s.account, Text: p.statement.text, Values: p.values})
	if err != nil {
		s.settle()
		return err
	}
	p.answer, s.running = a, p
	if st := p.statement; st.described && !slices.EqualFunc(st.columns, a.Columns(), func(x, y takeaway.Column) bool { return kindOf(x.Type).oid == kindOf(y.Type).oid }) {
		s.shut(p)
		return &data.Error{Code: "pg_changed", Reason: data.Text{ZH: "语句的列已变化", EN: "the columns of the statement have changed"}, Way: data.Text{ZH: "请重新预备语句", EN: "prepare it again"}}
	}
	return nil
}

// shut ends the statement of a portal, if it runs.
func (s *session) shut(p *portal) {
	if p.answer == nil {
		return
	}
	p.answer.Close()
	p.answer, p.rows, p.ended = nil, nil, true
	if s.running == p {
		s.running = nil
		s.settle()
	}
}

// clear ends all portals.
func (s *session) clear() {
	for name, p := range s.portals {
		s.shut(p)
		delete(s.portals, name)
	}
	if s.running != nil {
		s.shut(s.running)
	}
}

// errTold is an error that the client has been told of.
var errTold = errors.New("told")

// place tells of an error in a statement, with its position.
func (s *session) place(err error, st *statement) { s.fail(err, st.text) }

// flushBytes is when rows go on their way.
const flushBytes = 64 << 10

// execute sends rows, at most so many of them, all for 0.
func (s *session) execute(p *portal, most int) error {
	if p.lost {
		return &data.Error{Code: "pg_ended", Reason: data.Text{ZH: "同一连接中又执行了别的语句，这个游标已关闭", EN: "another statement ran on this connection, which closed this cursor"}, Way: data.Text{ZH: "请先取完，或另开连接", EN: "read it to its end first, or open another connection"}}
	}
	if p.statement.own != nil {
		return s.executeOwn(p)
	}
	if p.ended {
		return s.complete(p, 0)
	}
	w := newWriter(p.columns(), p.formats, s.types)
	_ = s.conn.SetWriteDeadline(time.Now().Add(s.server.Hold))
	var out []byte
	for n := 0; ; {
		if len(p.rows) == 0 {
			var err error
			if p.rows, err = p.answer.Next(); errors.Is(err, io.EOF) {
				s.wire.Send(raw(out))
				s.shut(p)
				return s.complete(p, n)
			} else if err != nil {
				s.wire.Send(raw(out))
				s.shut(p)
				return err
			}
			continue
		}
		if most > 0 && n == most {
			s.wire.Send(raw(out))
			s.wire.Send(&pgproto3.PortalSuspended{})
			return nil
		}
		var err error
		if out, err = w.appendRow(out, p.rows[0]); err != nil {
			s.shut(p)
			return err
		}
		p.rows = p.rows[1:]
		n++
		if len(out) >= flushBytes {
			s.wire.Send(raw(out))
			out = out[:0]
			if err := s.flush(); err != nil {
				s.shut(p)
				return err
			}
		}
	}
}

func (s *session) complete(p *portal, rows int) error {
	s.wire.Send(&pgproto3.CommandComplete{CommandTag: []byte("SELECT " + strconv.Itoa(rows))})
	return nil
}

// executeOwn answers a statement about the session.
func (s *session) executeOwn(p *portal) error {
	o := p.statement.own
	if o.do != nil {
		if err := o.do(s); err != nil {
			return err
		}
	}
	if len(o.columns) > 0 {
		w := newWriter(o.columns, p.formats, s.types)
		var out []byte
		for _, row := range o.rows {
			shown := slices.Clone(row)
			for i, v := range shown {
				if name, is := v.(showing); is {
					shown[i], _ = s.settings.get(string(name))
				}
			}
			out, _ = w.appendRow(out, shown) // of texts
		}
		s.wire.Send(raw(out))
	}
	s.wire.Send(&pgproto3.CommandComplete{CommandTag: []byte(o.tag)})
	return nil
}

// raw are messages that are written already.
type raw []byte

// Backend marks messages of a server.
func (raw) Backend() {}

// Decode is not for messages of ours.
func (raw) Decode([]byte) error { return errors.ErrUnsupported }

// Encode appends them.
func (r raw) Encode(b []byte) ([]byte, error) { return append(b, r...), nil }
