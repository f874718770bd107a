package store

import (
	"context"
	"strconv"
	"strings"
)

// FilesOf returns the SHA-256 of the files that the reports of some bodies were
// read from, superseded ones too.
func (s *Snapshot) FilesOf(ctx context.Context, bodies []string) ([]string, error) {
	return s.texts(ctx, "SELECT DISTINCT r.source_sha256 FROM report AS r JOIN body AS b ON b.body_id = r.body_id WHERE b.key IN ", bodies)
}

// BodiesIn returns the keys of the bodies that have reports from some files.
func (s *Snapshot) BodiesIn(ctx context.Context, files []string) ([]string, error) {
	return s.texts(ctx, "SELECT DISTINCT b.key FROM report AS r JOIN body AS b ON b.body_id = r.body_id WHERE r.source_sha256 IN ", files)
}

// RejectedFiles returns the SHA-256 of the files that were not taken in, or of
// which a report was not.
func (s *Snapshot) RejectedFiles(ctx context.Context) ([]string, error) {
	return s.texts(ctx, "SELECT DISTINCT sha256 FROM rejected WHERE '' IN ", []string{""})
}

// texts are the rows of a query of one column that ends in a list.
func (s *Snapshot) texts(ctx context.Context, query string, list []string) (out []string, err error) {
	if len(list) == 0 {
		return nil, nil
	}
	rows, err := s.DB.QueryContext(ctx, query+"(?"+strings.Repeat(", ?", len(list)-1)+")", anys(list)...)
	if err != nil {
		return nil, cannotOpen(s.Manifest.File, err)
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, cannotOpen(s.Manifest.File, err)
		}
		out = append(out, text)
	}
	if err := rows.Err(); err != nil {
		return nil, cannotOpen(s.Manifest.File, err)
	}
	return out, nil
}

// Key is the key of a body by its number in this snapshot, "" where there is none.
func (s *Snapshot) Key(ctx context.Context, body int) (string, error) {
	keys, err := s.texts(ctx, "SELECT key FROM body WHERE CAST(body_id AS VARCHAR) IN ", []string{strconv.Itoa(body)})
	if err != nil || len(keys) == 0 {
		return "", err
	}
	return keys[0], nil
}
