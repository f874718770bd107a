package dashboard

import (
	"context"
	"errors"
	"net/netip"
	"time"

	"gongkai/analytics/cage"
	"gongkai/analytics/pgcatalog"
	"gongkai/dashboard/pgwire"
	"gongkai/data"
)

// PostgresAnonymous is the user of the PostgreSQL endpoint who needs no
// password, where the API needs no key.
const PostgresAnonymous = "anonymous"

// Postgres is the endpoint for PostgreSQL's clients.
type Postgres struct {
	*pgwire.Server
	catalogues *pgcatalog.Keeper
}

// Close ends the connections, and removes what was made for them.
func (p *Postgres) Close() {
	p.Server.Close()
	p.catalogues.Close()
}

// Postgres returns the endpoint for PostgreSQL's clients, with the accounts, the
// rates and the cage of the API.
func (s *Server) Postgres(c pgwire.Config) *Postgres {
	k := &pgcatalog.Keeper{Settings: pgwire.Settings()}
	c.Asker, c.Log = &postgresAsker{s, k}, s.Log
	if s.Anonymous > 0 {
		c.Anonymous = PostgresAnonymous
	}
	if s.SQL != nil {
		c.Hold = s.SQL.Limits().Hold
	}
	return &Postgres{pgwire.New(c), k}
}

// postgresAsker answers the statements of the endpoint.
type postgresAsker struct {
	*Server
	catalogues *pgcatalog.Keeper
}

// Admit takes the password for an API key; without one it is the address that
// asks. The user's name does not matter.
func (p *postgresAsker) Admit(_, password string, from netip.Addr) (pgwire.Account, error) {
	if password == "" {
		if p.Anonymous <= 0 {
			return pgwire.Account{}, &data.Error{Code: "key_needed",
				Reason: data.Text{ZH: "须以接口密钥为密码", EN: "the password must be an API key"},
				Way:    data.Text{ZH: "密钥向管理员索取（gongkai keys add）", EN: "ask the operator for one (gongkai keys add)"}}
		}
		return pgwire.Account{Who: nameOf(from), PerMinute: p.Anonymous}, nil
	}
	name, perMinute, ok, err := p.key(password)
	if err != nil {
		return pgwire.Account{}, err
	}
	if !ok {
		return pgwire.Account{}, badKey()
	}
	return pgwire.Account{Who: "key " + name, PerMinute: perMinute}, nil
}

// Ask gives a statement to the cage: with the snapshot, or with the catalogue
// if it is about that. Codes "sql_off", "too_many_requests", those of Answers
// and of cage.Ask.
func (p *postgresAsker) Ask(ctx context.Context, q pgwire.Question) (pgwire.Answer, error) {
	if p.SQL == nil {
		return nil, sqlOff()
	}
	if wait := p.pace.wait(q.Account.Who, q.Account.PerMinute, time.Now()); wait > 0 {
		return nil, tooMany(q.Account.PerMinute, int(wait.Seconds())+1)
	}
	a, release, err := p.Answers(data.Moment{})
	if err != nil {
		return nil, err
	}
	defer release() // the child has the file open from the first row on
	question := cage.Question{Who: q.Account.Who, Snapshot: a.File(), Text: q.Text, Values: q.Values, Describe: q.Describe}
	if len(q.Text) <= p.SQL.Limits().Text && pgcatalog.Concerns(q.Text) { // the cage says of a longer one that it is
		if question.Snapshot, err = p.catalogues.File(ctx, a); err != nil {
			return nil, err
		}
		question.Text = pgcatalog.Rewrite(q.Text)
	}
	answer, err := p.SQL.Ask(ctx, question)
	if err == nil {
		return answer, nil
	}
	var e *data.Error
	if question.Text != q.Text && errors.As(err, &e) { // a place in what nobody wrote
		said := *e
		said.Place = ""
		err = &said
	}
	return nil, err // not the answer, which is nil: an interface that holds one is not
}
