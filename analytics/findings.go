package analytics

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"gongkai/analytics/query"
	"gongkai/data"
)

// FindingsQuestion asks what the audit says of the current reports of bodies.
// Without bodies and without a group it asks for all.
type FindingsQuestion struct {
	Bodies   []int
	Body     int // whose peers Group finds
	Group    *Group
	From, To int           // 0: as Trend
	Check    string        // "" for any
	State    data.State    // "" for any
	Severity data.Severity // "" for any

	// Rows lists so many findings behind the first Skip ones; 0 for
	// DefaultRows. The counts are of all.
	Rows, Skip int
}

// FoundIn is a finding with the report that it is about.
type FoundIn struct {
	Body BodyRef `json:"body"`
	Year int     `json:"year"`
	Form string  `json:"form"`
	Judged
}

// Judged is a finding with the verdict that waived it, nil for none.
type Judged struct {
	data.Finding
	Waiver *Waiver `json:"waiver,omitempty"`
}

// Waiver says why and by whom a finding was waived.
type Waiver struct {
	Number  int    `json:"number"`
	Reason  string `json:"reason"`
	Author  string `json:"author"`
	Decided string `json:"decided"` // RFC 3339, UTC
}

// CheckCount is how often a check came to a result.
type CheckCount struct {
	Check    string        `json:"check"`
	State    data.State    `json:"state"`
	Severity data.Severity `json:"severity"`
	Findings int           `json:"findings"`
	Reports  int           `json:"reports"`
}

// Findings answers a FindingsQuestion.
type Findings struct {
	Snapshot SnapshotRef `json:"snapshot"`
	From     int         `json:"from"`
	To       int         `json:"to"`
	Rule     *data.Text  `json:"rule,omitempty"`
	// Counts are of all checks and results, whatever Check and State ask for;
	// Of is how many findings these two leave.
	Counts   []CheckCount `json:"counts"`
	Of       int          `json:"of"`
	Skip     int          `json:"skip,omitempty"`
	Findings []FoundIn    `json:"findings"`
}

// Findings lists what the audit found, the latest year first and failed checks
// before the others. Codes: those of Coverage, "bad_state",
// "bad_severity".
func (a *Analytics) Findings(ctx context.Context, q FindingsQuestion) (*Findings, error) {
	rows, err := pageSize(q.Rows, q.Skip)
	if err != nil {
		return nil, err
	}
	switch q.State {
	case "", data.OK, data.Failed, data.NotAssessable, data.Waived:
	default:
		return nil, &data.Error{Code: "bad_state", Place: string(q.State),
			Reason: data.Text{ZH: "没有这种核验结果", EN: "no such result of a check"},
			Way:    data.Text{ZH: "可用：ok、failed、not_assessable、waived", EN: "use ok, failed, not_assessable or waived"}}
	}
	switch q.Severity {
	case "", data.Hard, data.Soft, data.Note:
	default:
		return nil, &data.Error{Code: "bad_severity", Place: string(q.Severity),
			Reason: data.Text{ZH: "没有这种核验性质", EN: "no such severity"},
			Way:    data.Text{ZH: "可用：hard、soft、note", EN: "use hard, soft or note"}}
	}
	years := TrendQuestion{From: q.From, To: q.To}
	if err := a.settleYears(ctx, &years); err != nil {
		return nil, err
	}
	f := &Findings{Snapshot: a.Snapshot(), From: years.From, To: years.To, Skip: q.Skip}
	who, rule, err := a.whom(ctx, q.Group, q.Body, q.Bodies, f.To)
	if err != nil {
		return nil, err
	}
	f.Rule = rule
	err = together(
		func() (err error) { f.Counts, err = a.countFindings(ctx, who, f.From, f.To); return err },
		func() (err error) {
			f.Findings, err = ask(ctx, a, "findings", readFoundIn, who, f.From, f.To, q.Check, string(q.State), string(q.Severity), rows, q.Skip)
			return err
		})
	for _, c := range f.Counts {
		if (q.Check == "" || q.Check == c.Check) && (q.State == "" || q.State == c.State) && (q.Severity == "" || q.Severity == c.Severity) {
			f.Of += c.Findings
		}
	}
	return f, err
}

func (a *Analytics) countFindings(ctx context.Context, who query.Bodies, from, to int) ([]CheckCount, error) {
	return ask(ctx, a, "findings_count", func(r *sql.Rows) (c CheckCount, err error) {
		return c, r.Scan(&c.Check, &c.State, &c.Severity, &c.Findings, &c.Reports)
	}, who, from, to)
}

func readFoundIn(r *sql.Rows) (f FoundIn, err error) {
	b := &f.Body
	err = f.Judged.scan(r, &b.ID, &b.Name, &b.RegionCode, &b.Organ, &b.Province, &b.FirstYear, &b.LastYear, &b.Reports, &b.Sample, &f.Year, &f.Form)
	return f, err
}

// scan reads a finding from the columns behind some others.
func (f *Judged) scan(r *sql.Rows, before ...any) error {
	var cells, others string
	var number *int
	var reason, author *string
	var decided *time.Time
	err := r.Scan(append(before, &f.Check, &f.Where, &f.State, &f.Severity, &f.Detail, &cells, &others, &number, &reason, &author, &decided)...)
	if err != nil {
		return err
	}
	f.Cells, f.Others = cellList(cells), otherCells(others)
	if number != nil {
		f.Verdict, f.Waiver = *number, &Waiver{*number, *reason, *author, decided.UTC().Format(time.RFC3339)}
	}
	return nil
}

// cellList splits the cells of a finding as the store keeps them.
func cellList(words string) (cells []data.Cell) {
	for c := range strings.FieldsSeq(words) {
		cells = append(cells, data.Cell(c))
	}
	return cells
}

// otherCells splits the cells of other reports as the store keeps them.
func otherCells(words string) (cells []data.OtherCell) {
	for w := range strings.FieldsSeq(words) {
		if c, ok := data.ParseOtherCell(w); ok {
			cells = append(cells, c)
		}
	}
	return cells
}

// whom is the bodies that a question is about: a body's peers, those named, or
// without either all of them.
func (a *Analytics) whom(ctx context.Context, g *Group, body int, bodies []int, year int) (query.Bodies, *data.Text, error) {
	switch {
	case g != nil:
		group, err := a.crowd(ctx, g, body, year)
		if err != nil {
			return query.Bodies{}, nil, err
		}
		rule := g.text(group.own)
		return group.who, &rule, nil
	case len(bodies) == 0:
		return query.Bodies{}, nil, nil
	}
	_, err := a.bodiesOf(ctx, bodies)
	return these(bodies...), nil, err
}
