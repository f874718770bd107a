package store

import (
	"context"
	"fmt"
	"time"

	"gongkai/data"
)

// Origin is a file that reports of a snapshot came from.
type Origin struct {
	File, SHA256 string
	Arrived      time.Time // UTC
	Sample       bool
}

// Origins lists the files of all reports, superseded ones too, in order of
// arrival: where the archive's list is lost, this is what is known of it.
func (s *Snapshot) Origins(ctx context.Context) (list []Origin, err error) {
	rows, err := s.DB.QueryContext(ctx, `SELECT source_file, source_sha256, arrived, sample FROM report
		WHERE arrived IS NOT NULL GROUP BY source_file, source_sha256, arrived, sample ORDER BY arrived, min(report_id)`)
	if err != nil {
		return nil, cannotOpen(s.Manifest.File, err)
	}
	defer rows.Close()
	for rows.Next() {
		var o Origin
		if err := rows.Scan(&o.File, &o.SHA256, &o.Arrived, &o.Sample); err != nil {
			return nil, cannotOpen(s.Manifest.File, err)
		}
		list = append(list, o)
	}
	return list, rows.Err()
}

// RestsOn checks that no snapshot rests on more lines of the archive's list than
// it has: what would be built from it now would lack reports, without a word.
// Code "arrivals_lost".
func RestsOn(dir string, has int) error {
	list, err := Entries(dir)
	if err != nil {
		return err
	}
	for _, e := range list {
		if e.Manifest != nil && e.Manifest.Arrivals > has {
			return ArrivalsLost(dir, e.Manifest, has)
		}
	}
	return nil
}

// ArrivalsLost says that the archive has lost lines that a snapshot rests on.
func ArrivalsLost(dir string, m *Manifest, has int) error {
	return &data.Error{Code: "arrivals_lost", File: dir,
		Reason: data.Text{
			ZH: fmt.Sprintf("快照 %d 依据归档清单的 %d 行，清单只剩 %d 行", m.Number, m.Arrivals, has),
			EN: fmt.Sprintf("snapshot %d was built from %d lines of the archive's list, which has %d left", m.Number, m.Arrivals, has)},
		Way: data.Text{ZH: "请从备份恢复归档，或运行 gongkai doctor --mend", EN: "restore the archive from a backup, or run gongkai doctor --mend"}}
}
