package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gongkai/data"
)

// mostAmendments is how many snapshots in a row may be amendments of the one
// before: each leaves rows out of their order, and a full build sorts them
// again.
const mostAmendments = 100

// Amend publishes the current snapshot with some bodies' reports changed: those
// of in.Reports, which are all that there are of the bodies named by their
// keys, in order of arrival. A body without any goes. It holds what Publish
// would make of all reports, but for numbers of bodies and reports, and takes
// time by the size of the file and of the change rather than by the number of
// all reports. Codes: those of Publish, and "cannot_amend" where the whole has
// to be built: see MayAmend.
func Amend(ctx context.Context, dir string, in Input, bodies []string) (*Manifest, error) {
	if _, err := Current(dir); err != nil {
		return nil, err // nothing to amend, perhaps not even a folder
	}
	folder := snapshotFolder(dir)
	unlock, err := lock(folder)
	if err != nil {
		return nil, err
	}
	defer unlock()
	before, err := Current(dir)
	if err != nil {
		return nil, err
	}
	if !MayAmend(before, in) || in.Stream != nil {
		return nil, cannotAmend()
	}
	number, err := sweep(dir)
	if err != nil {
		return nil, cannotWrite(dir, err)
	}
	m := *before
	m.Number, m.Published, m.Arrivals, m.Amended = number, time.Now().UTC().Truncate(time.Second), in.Arrivals, before.Amended+1
	tmp := filepath.Join(folder, fmt.Sprintf("%s%06d.duckdb", building, number))
	if err := m.amend(ctx, filepath.Join(folder, before.File), tmp, in, bodies); err != nil {
		_, left := sweep(dir)
		return nil, refused(dir, errors.Join(err, left))
	}
	if err := m.settle(dir, tmp); err != nil {
		return nil, cannotWrite(dir, err)
	}
	at("published")
	return &m, nil
}

// MayAmend reports whether a snapshot can be amended with an input rather than
// built anew: it must be made by the same recipe in the same format, and not
// have been amended too often.
func MayAmend(m *Manifest, in Input) bool {
	return m.Format == Format && m.Recipe == in.Recipe && m.Generated == in.Generated && m.Amended < mostAmendments
}

func cannotAmend() error {
	return &data.Error{Code: "cannot_amend",
		Reason: data.Text{ZH: "当前快照不能只作局部更新", EN: "the current snapshot cannot be amended"},
		Way:    data.Text{ZH: "请重新生成整个快照", EN: "build the whole snapshot anew"}}
}

// amend writes the new snapshot: a copy of the former one, in which the bodies'
// rows are replaced by those of a small one, made of their reports alone in
// memory.
func (m *Manifest) amend(ctx context.Context, former, tmp string, in Input, bodies []string) (err error) {
	if err := copyFile(former, tmp); err != nil {
		return err
	}
	at("copied")
	db, err := openDB(tmp, "integer_division=true", "default_null_order=postgres", "memory_limit="+buildMemory)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	l := &loading{conn: conn, schema: newSchema(in.Catalogue)}
	a := arrange(in)
	if err := l.buildPart(ctx, db, a); err != nil {
		return err
	}
	if in.Reference != nil && a.beyond() {
		return cannotAmend() // every body's residents are of the years of all
	}
	at("part")
	if err := l.splice(ctx, m, a, bodies); err != nil {
		return err
	}
	at("spliced")
	if err := conn.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM body), (SELECT count(*) FROM report WHERE superseded_by IS NULL), (SELECT count(*) FROM figure)`).
		Scan(&m.Bodies, &m.Reports, &m.Figures); err != nil {
		return err
	}
	return l.exec(ctx, "CHECKPOINT")
}

// buildPart makes the tables of the reports given, in a database part.
func (l *loading) buildPart(ctx context.Context, db *sql.DB, a *arrangement) error {
	var whole string
	err := l.conn.QueryRowContext(ctx, "SELECT current_database(), (SELECT coalesce(min(first_year), 0) FROM body), (SELECT coalesce(max(last_year), 0) FROM body)").
		Scan(&whole, &a.years[0], &a.years[1])
	if err != nil {
		return err
	}
	if err := l.exec(ctx, "ATTACH ':memory:' AS part"); err != nil {
		return err
	}
	if err := l.exec(ctx, "USE part"); err != nil {
		return err
	}
	part := &loading{conn: l.conn, schema: l.schema, part: true}
	if err := part.build(ctx, db, a, &Manifest{Format: Format}); err != nil {
		return err
	}
	if err := l.exec(ctx, `USE "%s"`, strings.ReplaceAll(whole, `"`, `""`)); err != nil {
		return err
	}
	return l.exec(ctx, "DETACH "+staging)
}

// beyond reports whether a report is of a year that no other body has.
func (a *arrangement) beyond() bool {
	return slices.ContainsFunc(a.bodies, func(b *body) bool { return b.firstYear < a.years[0] || b.lastYear > a.years[1] })
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = out.ReadFrom(in)
	return errors.Join(err, out.Close())
}

// known loads the bodies' numbers by key.
func (l *loading) known(ctx context.Context) (map[string]int, error) {
	rows, err := l.conn.QueryContext(ctx, "SELECT key, body_id FROM body")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	ids := map[string]int{}
	for rows.Next() {
		var key string
		var id int
		if err := rows.Scan(&key, &id); err != nil {
			return nil, err
		}
		ids[key] = id
	}
	return ids, rows.Err()
}

// fresh are the columns whose numbers a snapshot gives anew, by how a part's
// become the whole's.
var fresh = map[string]string{
	"body_id":          "nb.whole",
	"report_id":        "CAST(s.report_id + top.report AS INTEGER)",
	"former_report_id": "CAST(s.former_report_id + top.report AS INTEGER)",
	"superseded_by":    "CAST(s.superseded_by + top.report AS INTEGER)",
	"finding_id":       "CAST(s.finding_id + top.finding AS INTEGER)",
	"layout_id":        "CAST(s.layout_id + top.layout AS INTEGER)",
	"item_id":          "coalesce(ni.whole, s.item_id)",
}

// taken selects the rows of a table of the part as the whole has them.
func taken(t table) string {
	var columns []string
	of := ""
	for _, c := range t.Columns {
		from := fresh[c.Name]
		switch {
		case from != "":
		case c.Type == statusType || c.Type == formType || c.Type == matchType: // a type of the part is another
			from = fmt.Sprintf("CAST(CAST(s.%s AS VARCHAR) AS %s)", c.Name, c.Type)
		default:
			from = "s." + c.Name
		}
		columns = append(columns, from+" AS "+c.Name)
		switch c.Name {
		case "body_id":
			of += " JOIN new_body AS nb ON nb.part = s.body_id"
		case "item_id":
			of += " LEFT JOIN new_item AS ni ON ni.part = s.item_id"
		}
	}
	return fmt.Sprintf("INSERT INTO %s SELECT %s FROM part.%s AS s CROSS JOIN top%s ORDER BY %s", t.Name, strings.Join(columns, ", "), t.Name, of, t.Key)
}

// ofBodies are the tables whose rows belong to a body.
func (s schema) ofBodies() (list []table) {
	for _, t := range slices.Concat(s.direct, s.byReport, s.currents, s.derived) {
		if t.Name != "rejected" && t.Name != "verdict" && slices.ContainsFunc(t.Columns, func(c column) bool { return c.Name == "body_id" }) {
			list = append(list, t)
		}
	}
	return list
}

// splice puts the rows of the part in place of those that the bodies had.
func (l *loading) splice(ctx context.Context, m *Manifest, a *arrangement, bodies []string) error {
	run := func(statements ...string) error {
		for _, s := range statements {
			if _, err := l.conn.ExecContext(ctx, s); err != nil {
				return fmt.Errorf("%.120s: %w", s, err)
			}
		}
		return nil
	}
	if err := run(
		"ATTACH ':memory:' AS "+staging,
		"CREATE TEMP TABLE named (key VARCHAR)",
		"BEGIN"); err != nil {
		return err
	}
	for _, key := range bodies {
		if _, err := l.conn.ExecContext(ctx, "INSERT INTO named VALUES (?)", key); err != nil {
			return err
		}
	}
	if err := run(
		`CREATE TEMP TABLE gone AS SELECT b.body_id FROM body AS b WHERE b.key IN (SELECT key FROM named) OR b.key IN (SELECT key FROM part.body)`,
		`CREATE TEMP TABLE top AS SELECT (SELECT coalesce(max(body_id), 0) FROM body) AS body, (SELECT coalesce(max(report_id), 0) FROM report) AS report,
			(SELECT coalesce(max(finding_id), 0) FROM finding) AS finding, (SELECT coalesce(max(layout_id), 0) FROM layout) AS layout, (SELECT max(item_id) FROM item) AS item`,
		`CREATE TEMP TABLE new_body AS SELECT p.body_id AS part, CAST(coalesce(b.body_id, top.body + row_number() OVER (PARTITION BY b.body_id IS NULL ORDER BY p.key)) AS INTEGER) AS whole
			FROM part.body AS p CROSS JOIN top LEFT JOIN body AS b ON b.key = p.key`,
		`CREATE TEMP TABLE new_item AS SELECT p.item_id AS part, CAST(coalesce(i.item_id, top.item + row_number() OVER (PARTITION BY i.item_id IS NULL ORDER BY p.cell)) AS INTEGER) AS whole
			FROM part.item AS p CROSS JOIN top LEFT JOIN item AS i ON i.cell = p.cell`,
		`INSERT INTO item SELECT n.whole, p.* EXCLUDE (item_id) FROM part.item AS p JOIN new_item AS n ON n.part = p.item_id CROSS JOIN top WHERE n.whole > top.item ORDER BY n.whole`,
	); err != nil {
		return err
	}
	if err := l.noteTouched(ctx, run); err != nil {
		return err
	}
	for _, t := range l.schema.ofBodies() {
		if err := run("DELETE FROM "+t.Name+" WHERE body_id IN (SELECT body_id FROM gone)", taken(t)); err != nil {
			return err
		}
	}
	if err := run(taken(layoutTable), "DELETE FROM layout WHERE layout_id NOT IN (SELECT layout_id FROM printed)"); err != nil {
		return err
	}
	if err := l.dropUnused(ctx, a); err != nil {
		return err
	}
	if err := l.spliceBeside(ctx, a.Beside); err != nil {
		return err
	}
	if err := l.spliceLists(ctx, a); err != nil {
		return err
	}
	if _, err := l.conn.ExecContext(ctx, "UPDATE meta SET number = ?, published = ?, program = ?, duckdb = ?", m.Number, m.Published, program(), Version()); err != nil {
		return err
	}
	if err := run("COMMIT"); err != nil {
		return err
	}
	if err := l.remeasure(ctx, a); err != nil {
		return err
	}
	return run("DETACH part")
}

// noteTouched lists the groups of bodies whose distribution changes: those of
// the level and kind, and the years, in which an indicator or a body changes.
func (l *loading) noteTouched(ctx context.Context, run func(...string) error) error {
	rows := func(from string) string { // of the bodies, whatever their numbers
		return `SELECT b.key, b.province, b.level, b.kind, w.* EXCLUDE (body_id, report_id) FROM ` + from + `wide_observation AS w JOIN ` + from + `body AS b ON b.body_id = w.body_id`
	}
	was, is := rows("")+" WHERE w.body_id IN (SELECT body_id FROM gone)", rows("part.")
	return run(`CREATE TEMP TABLE touched AS SELECT DISTINCT level, kind, year FROM ((` + was + ` EXCEPT ` + is + `) UNION ALL (` + is + ` EXCEPT ` + was + `))`)
}

// remeasure computes the distributions of the groups touched.
func (l *loading) remeasure(ctx context.Context, a *arrangement) error {
	var n int
	if err := l.conn.QueryRowContext(ctx, "SELECT count(*) FROM touched").Scan(&n); err != nil || n == 0 {
		return err
	}
	query, err := l.measured(ctx, a, "WHERE (b.level, b.kind, w.year) IN (SELECT level, kind, year FROM touched)", "year IN (SELECT year FROM touched) AND")
	if err != nil {
		return err
	}
	for _, s := range []string{"BEGIN", "DELETE FROM distribution WHERE (level, kind, year) IN (SELECT level, kind, year FROM touched)",
		"INSERT INTO distribution " + query + " ORDER BY " + distributionTable.Key, "COMMIT"} {
		if err := l.exec(ctx, "%s", s); err != nil {
			return err
		}
	}
	return nil
}
