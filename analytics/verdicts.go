package analytics

import (
	"context"
	"database/sql"
	"time"

	"gongkai/data"
)

// VerdictsQuestion asks what people decided about reports of bodies. Without
// bodies and without a group it asks for all.
type VerdictsQuestion struct {
	Bodies   []int
	Body     int // whose peers Group finds
	Group    *Group
	From, To int    // 0: as Trend
	Kind     string // "waive", "correct", or "" for both

	Rows, Skip int // as in FindingsQuestion
}

// Force says whether a verdict still counts.
type Force string

// What became of a verdict.
const (
	VerdictApplies  Force = "applies"
	VerdictUndone   Force = "undone"   // somebody took it back
	VerdictReplaced Force = "replaced" // by a later one on the same
	VerdictLapsed   Force = "lapsed"   // what it was about changed, or is gone
)

// Name says it in words.
func (f Force) Name() data.Text {
	switch f {
	case VerdictApplies:
		return data.Text{ZH: "有效", EN: "applies"}
	case VerdictUndone:
		return data.Text{ZH: "已撤回", EN: "taken back"}
	case VerdictReplaced:
		return data.Text{ZH: "已被取代", EN: "replaced"}
	}
	return data.Text{ZH: "已失效", EN: "lapsed"}
}

// Verdict is a person's decision about a finding (Kind "waive") or a cell
// (Kind "correct").
type Verdict struct {
	Number  int          `json:"number"`
	Kind    string       `json:"kind"`
	Force   Force        `json:"force"`
	Body    BodyRef      `json:"body"`
	Year    int          `json:"year"`
	Check   string       `json:"check,omitempty"`
	Where   string       `json:"where,omitempty"`
	Cell    data.Cell    `json:"cell,omitempty"`
	Label   *data.Text   `json:"label,omitempty"` // the cell in the form's words
	From    string       `json:"from,omitempty"`  // as printed
	To      *data.Number `json:"to,omitempty"`    // in the unit of the cell
	Reason  string       `json:"reason"`
	Author  string       `json:"author"`
	Decided string       `json:"decided"` // RFC 3339, UTC

	Undone       string `json:"undone,omitempty"` // RFC 3339, UTC
	UndoneReason string `json:"undone_reason,omitempty"`
	UndoneAuthor string `json:"undone_author,omitempty"`
	Replaced     int    `json:"replaced_by,omitempty"` // number of the later verdict
}

// KindName says in words what was decided.
func (v Verdict) KindName() data.Text {
	if v.Kind == "waive" {
		return data.Text{ZH: "免核", EN: "waived"}
	}
	return data.Text{ZH: "更正", EN: "corrected"}
}

// Verdicts answers a VerdictsQuestion, the latest first.
type Verdicts struct {
	Snapshot SnapshotRef `json:"snapshot"`
	From     int         `json:"from"`
	To       int         `json:"to"`
	Of       int         `json:"of"` // how many there are
	Skip     int         `json:"skip,omitempty"`
	Verdicts []Verdict   `json:"verdicts"`
}

// Verdicts lists what people decided. Codes: those of Coverage, "bad_kind".
func (a *Analytics) Verdicts(ctx context.Context, q VerdictsQuestion) (*Verdicts, error) {
	rows, err := pageSize(q.Rows, q.Skip)
	if err != nil {
		return nil, err
	}
	switch q.Kind {
	case "", "waive", "correct":
	default:
		return nil, &data.Error{Code: "bad_kind", Place: q.Kind,
			Reason: data.Text{ZH: "没有这种决定", EN: "no such kind of verdict"},
			Way:    data.Text{ZH: "可用：waive、correct", EN: "use waive or correct"}}
	}
	years := TrendQuestion{From: q.From, To: q.To}
	if err := a.settleYears(ctx, &years); err != nil {
		return nil, err
	}
	v := &Verdicts{Snapshot: a.Snapshot(), From: years.From, To: years.To, Skip: q.Skip}
	who, _, err := a.whom(ctx, q.Group, q.Body, q.Bodies, v.To)
	if err != nil {
		return nil, err
	}
	v.Verdicts, err = ask(ctx, a, "verdicts", func(r *sql.Rows) (Verdict, error) { return a.readVerdict(r, &v.Of) }, who, v.From, v.To, q.Kind, rows, q.Skip)
	return v, err
}

func (a *Analytics) readVerdict(r *sql.Rows, of *int) (v Verdict, err error) {
	b, to := &v.Body, ""
	var decided time.Time
	var undone *time.Time
	var replaced *int
	var applies bool
	err = r.Scan(&b.ID, &b.Name, &b.RegionCode, &b.Organ, &b.Province, &b.FirstYear, &b.LastYear, &b.Reports, &b.Sample,
		&v.Year, &v.Number, &v.Kind, &v.Check, &v.Where, &v.Cell, &v.From, &to,
		&v.Reason, &v.Author, &decided, &undone, &v.UndoneReason, &v.UndoneAuthor, &replaced, &applies, of)
	if err != nil {
		return v, err
	}
	v.Decided = decided.UTC().Format(time.RFC3339)
	if to != "" {
		n, err := data.ParseNumber(to)
		if err != nil {
			return v, err
		}
		v.To = &n
	}
	if info := a.catalogue.Cell(v.Cell); v.Cell != "" && info != nil {
		label := info.Label()
		v.Label = &label
	}
	switch {
	case undone != nil:
		v.Force, v.Undone = VerdictUndone, undone.UTC().Format(time.RFC3339)
	case replaced != nil:
		v.Force, v.Replaced = VerdictReplaced, *replaced
	case applies:
		v.Force = VerdictApplies
	default:
		v.Force = VerdictLapsed
	}
	return v, nil
}
