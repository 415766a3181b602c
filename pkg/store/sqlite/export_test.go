package sqlite

import (
	"context"
	"testing"
)

// Pragma reads a setting of the connection that writes.
func (s *Store) Pragma(t *testing.T, name string) (value string) {
	t.Helper()
	err := s.writer.write(context.Background(), func(tx *tx) error {
		return tx.conn.conn.QueryRowContext(tx.ctx, "PRAGMA "+name).Scan(&value)
	})
	if err != nil {
		t.Fatalf("reading %s: %v", name, err)
	}
	return value
}

// Break ends the shared transaction from within, as a full disk would.
func (s *Store) Break(ctx context.Context) error {
	return s.writer.write(ctx, func(tx *tx) error {
		_, err := tx.conn.ExecContext(tx.ctx, "ROLLBACK")
		return err
	})
}
