package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"

	sq "github.com/Masterminds/squirrel"
)

// begin opens a new line of the store's life at its present revision.
func begin(ctx context.Context, db *sql.DB) error {
	q := sq.Insert("line").Columns("token", "since").Select(sq.Select().Column("?", rand.Text()).Column("revision").From("store"))
	if _, err := sq.ExecContextWith(ctx, db, q); err != nil {
		return fmt.Errorf("beginning a line: %w", err)
	}
	return nil
}

// Line is the newest line.
func (s *snapshot) Line() (string, error) {
	found, err := collect(s.ctx, s.conn, sq.Select("token").From("line").OrderBy("number DESC").Limit(1), scanString)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}

// LineEnd is the last revision of a line.
func (s *snapshot) LineEnd(line string) (end uint64, known bool, err error) {
	begun := int64(0)
	if line != "" {
		found, err := collect(s.ctx, s.conn, sq.Select("number").From("line").Where("token = ?", line), scanNumber)
		if err != nil || len(found) == 0 {
			return 0, false, err
		}
		begun = found[0]
	}
	next, err := collect(s.ctx, s.conn, sq.Select("since").From("line").Where("number > ?", begun).OrderBy("number").Limit(1), scanNumber)
	switch {
	case err != nil:
		return 0, false, err
	case len(next) == 0:
		return s.revision, true, nil
	}
	return uint64(next[0]), true, nil //nolint:gosec // a counter from 0
}
