package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	sq "github.com/Masterminds/squirrel"

	"scrim/pkg/event"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// snapshot is a read transaction: in WAL mode it sees the last commit before
// its first read, whatever is written meanwhile.
type snapshot struct {
	ctx      context.Context // of the one Read that it lives in
	tx       *sql.Tx
	revision uint64
}

// Read calls f with a snapshot that is good until f returns.
func (s *Store) Read(ctx context.Context, f func(store.Snapshot) error) error {
	return s.read(ctx, func(snap *snapshot) error { return f(snap) })
}

func (s *Store) read(ctx context.Context, f func(*snapshot) error) (err error) {
	if s.writer.stopped() {
		return store.ErrClosed
	}
	tx, err := s.reading.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("beginning to read: %w", err)
	}
	defer func() {
		// A context that ends rolls back by itself; there is nothing to lose.
		if end := tx.Rollback(); end != nil && !errors.Is(end, sql.ErrTxDone) {
			err = errors.Join(err, fmt.Errorf("ending a read: %w", end))
		}
	}()
	snap := &snapshot{ctx: ctx, tx: tx}
	revision := sq.Select("revision").From("store").RunWith(tx)
	if err := revision.QueryRowContext(ctx).Scan(&snap.revision); err != nil {
		return fmt.Errorf("reading the revision: %w", err)
	}
	return f(snap)
}

// Revision is of the last event in the snapshot.
func (s *snapshot) Revision() uint64 { return s.revision }

// Objects returns every sender's objects of a kind that changed after since.
func (s *snapshot) Objects(kind event.Kind, since uint64) ([]state.Stored, error) {
	q := objects().Where("o.kind = ?", string(kind)).OrderBy("o.id", "o.sender")
	if since == 0 {
		q = q.Where("o.deleted = 0")
	} else {
		q = q.Where("o.revision > ?", since)
	}
	return selectObjects(s.ctx, s.tx, q)
}

// Object returns every sender's object of that kind and id.
func (s *snapshot) Object(kind event.Kind, id string) ([]state.Stored, error) {
	return selectObjects(s.ctx, s.tx, objects().Where("o.kind = ? AND o.id = ?", string(kind), id).OrderBy("o.sender"))
}

// Referring returns the objects of a kind whose document names the target.
func (s *snapshot) Referring(kind event.Kind, target state.Target) ([]state.Stored, error) {
	return selectObjects(s.ctx, s.tx, objects().
		Join("reference r ON r.kind = o.kind AND r.id = o.id AND r.sender = o.sender").
		Where("r.target_kind = ? AND r.target_id = ? AND r.kind = ?", string(target.Kind), target.ID, string(kind)).
		OrderBy("r.id", "r.sender"))
}

// IDs returns ids greater than after, in byte order.
func (s *snapshot) IDs(kind event.Kind, after string, limit int) ([]string, error) {
	q := sq.Select("DISTINCT id").From("object").
		Where("kind = ? AND id > ? AND deleted = 0", string(kind), after).
		OrderBy("id").Limit(atLeastZero(limit))
	ids, err := collect(s.ctx, s.tx, q, scanString)
	if err != nil {
		return nil, fmt.Errorf("reading ids: %w", err)
	}
	return ids, nil
}

// Dirty returns what a cluster has yet to look at.
func (s *snapshot) Dirty(cluster string) ([]store.Dirty, error) {
	q := sq.Select("kind", "id", "revision", "mark", "since").From("dirty").
		Where("cluster = ?", cluster).OrderBy("revision", "kind", "id")
	found, err := collect(s.ctx, s.tx, q, func(row scanner) (d store.Dirty, err error) {
		var since int64
		err = row.Scan(&d.Kind, &d.ID, &d.Revision, &d.Mark, &since)
		d.Since = moment(since)
		return d, err
	})
	if err != nil {
		return nil, fmt.Errorf("reading what is dirty: %w", err)
	}
	return found, nil
}

// DirtyClusters names the clusters that have dirty targets.
func (s *snapshot) DirtyClusters() ([]string, error) {
	found, err := collect(s.ctx, s.tx, sq.Select("DISTINCT cluster").From("dirty").OrderBy("cluster"), scanString)
	if err != nil {
		return nil, fmt.Errorf("reading which clusters are dirty: %w", err)
	}
	return found, nil
}

// Synced says, by sender, at which revision it said that everything was sent.
func (s *snapshot) Synced() (map[string]uint64, error) {
	type row struct {
		sender   string
		revision uint64
	}
	found, err := collect(s.ctx, s.tx, sq.Select("sender", "revision").From("synced"), func(s scanner) (r row, err error) {
		return r, s.Scan(&r.sender, &r.revision)
	})
	if err != nil {
		return nil, fmt.Errorf("reading who is synced: %w", err)
	}
	out := make(map[string]uint64, len(found))
	for _, r := range found {
		out[r.sender] = r.revision
	}
	return out, nil
}

func atLeastZero(limit int) uint64 { return uint64(max(limit, 0)) }
