package analytics

import (
	"gongkai/analytics/duck"
	"gongkai/analytics/takeaway"
)

// lane is a connection that reads a portion ahead.
type lane struct {
	conn  *duck.Conn
	undo  func() bool
	ahead takeaway.Rows
	end   func()
}

func (l *lane) idle() bool { return l.ahead == nil }

func (l *lane) begin(columns []takeaway.Column, text string) {
	p := &portion{conn: l.conn, columns: columns, text: text}
	ahead, stop := takeaway.Ahead(p)
	l.ahead, l.end = ahead, func() {
		stop()
		p.close()
	}
}

func (l *lane) stop() {
	if !l.idle() {
		l.end()
		l.ahead = nil
	}
}

// portion is a statement that is asked when its first rows are.
type portion struct {
	conn    *duck.Conn
	columns []takeaway.Column
	text    string
	rows    *duck.Rows
}

func (p *portion) Columns() []takeaway.Column { return p.columns }

func (p *portion) Next() (batch [][]any, err error) {
	if p.rows == nil {
		if p.rows, err = p.conn.Select(p.text); err != nil {
			return nil, err
		}
	}
	return p.rows.Next()
}

func (p *portion) close() {
	if p.rows != nil {
		p.rows.Close()
		p.rows = nil
	}
}
