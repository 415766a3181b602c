package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"

	sq "github.com/Masterminds/squirrel"
	"github.com/ncruces/go-sqlite3"

	"scrim/pkg/event"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// snapshot is a read transaction: in WAL mode it sees the last commit before
// its first read, whatever is written meanwhile.
type snapshot struct {
	ctx      context.Context // of the one Read that it lives in
	conn     *prepared
	revision uint64
}

// Read calls f with a snapshot that is good until f returns.
func (s *Store) Read(ctx context.Context, f func(store.Snapshot) error) error {
	return s.read(ctx, func(snap *snapshot) error { return f(snap) })
}

func (s *Store) read(ctx context.Context, f func(*snapshot) error) (err error) {
	conn, err := s.readers.take(ctx)
	if err != nil {
		return err
	}
	defer s.readers.give(conn)
	defer func() {
		if errors.Is(err, sqlite3.INTERRUPT) && ctx.Err() != nil {
			err = fmt.Errorf("%w: %w", context.Cause(ctx), err) // SQLite does not say who interrupted
		}
	}()
	if _, err := conn.ExecContext(ctx, "BEGIN"); err != nil {
		return fmt.Errorf("beginning to read: %w", err)
	}
	defer func() {
		// Also when ctx has ended: the connection goes on to the next reader.
		if _, end := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK"); end != nil {
			err = errors.Join(err, fmt.Errorf("ending a read: %w", end))
		}
	}()
	revision, err := collect(ctx, conn, sq.Select("revision").From("store"), scanNumber)
	if err != nil || len(revision) != 1 {
		return fmt.Errorf("reading the revision: %w", cmp.Or(err, store.ErrNotFound))
	}
	return f(&snapshot{ctx: ctx, conn: conn, revision: uint64(revision[0])})
}

func scanNumber(s scanner) (n int64, err error) { return n, s.Scan(&n) }

// readers are connections, opened when they are first needed.
type readers struct {
	db    *sql.DB
	slots chan *prepared // nil is one that was never opened
	quit  chan struct{}
}

func newReaders(db *sql.DB, most int) *readers {
	r := &readers{db: db, slots: make(chan *prepared, most), quit: make(chan struct{})}
	for range most {
		r.slots <- nil
	}
	return r
}

func (r *readers) take(ctx context.Context) (*prepared, error) {
	var conn *prepared
	select {
	case <-r.quit:
		return nil, store.ErrClosed
	default:
	}
	select {
	case conn = <-r.slots:
	case <-r.quit:
		return nil, store.ErrClosed
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if conn != nil {
		return conn, nil
	}
	conn, err := prepare(ctx, r.db)
	if err != nil {
		r.slots <- nil
		return nil, fmt.Errorf("connecting to read: %w", err)
	}
	return conn, nil
}

func (r *readers) give(conn *prepared) { r.slots <- conn }

// stop waits for those who read.
func (r *readers) stop() error {
	close(r.quit)
	var errs []error
	for range cap(r.slots) {
		if conn := <-r.slots; conn != nil {
			errs = append(errs, conn.close())
		}
	}
	return errors.Join(append(errs, r.db.Close())...)
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
	return selectObjects(s.ctx, s.conn, q)
}

// Object returns every sender's object of that kind and id.
func (s *snapshot) Object(kind event.Kind, id string) ([]state.Stored, error) {
	return selectObjects(s.ctx, s.conn, objects().Where("o.kind = ? AND o.id = ?", string(kind), id).OrderBy("o.sender"))
}

// Referring returns the objects of a kind whose document names the target.
func (s *snapshot) Referring(kind event.Kind, target state.Target) ([]state.Stored, error) {
	return selectObjects(s.ctx, s.conn, objects().
		Join("reference r ON r.kind = o.kind AND r.id = o.id AND r.sender = o.sender").
		Where("r.target_kind = ? AND r.target_id = ? AND r.kind = ?", string(target.Kind), target.ID, string(kind)).
		OrderBy("r.id", "r.sender"))
}

// Disputed returns the live objects of what is in conflict or claimed twice.
// Both halves of the list are read from indexes alone.
func (s *snapshot) Disputed() ([]state.Stored, error) {
	return selectObjects(s.ctx, s.conn, objects().
		Where("o.deleted = 0 AND (o.kind, o.id) IN (SELECT kind, id FROM object WHERE conflict = 1 UNION SELECT kind, id FROM object GROUP BY kind, id HAVING count(*) > 1)").
		Where("(o.conflict = 1 OR EXISTS (SELECT 1 FROM object other WHERE other.kind = o.kind AND other.id = o.id AND other.sender <> o.sender AND other.deleted = 0))").
		OrderBy("o.kind", "o.id", "o.sender"))
}

// IDs returns ids greater than after, in byte order.
func (s *snapshot) IDs(kind event.Kind, after string, limit int) ([]string, error) {
	q := sq.Select("DISTINCT id").From("object").
		Where("kind = ? AND id > ? AND deleted = 0", string(kind), after).
		OrderBy("id").Limit(atLeastZero(limit))
	ids, err := collect(s.ctx, s.conn, q, scanString)
	if err != nil {
		return nil, fmt.Errorf("reading ids: %w", err)
	}
	return ids, nil
}

// Dirty returns what a cluster has yet to look at.
func (s *snapshot) Dirty(cluster string) ([]store.Dirty, error) {
	q := sq.Select("kind", "id", "revision", "mark", "since").From("dirty").
		Where("cluster = ?", cluster).OrderBy("revision", "kind", "id")
	found, err := collect(s.ctx, s.conn, q, func(row scanner) (d store.Dirty, err error) {
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
	found, err := collect(s.ctx, s.conn, sq.Select("DISTINCT cluster").From("dirty").OrderBy("cluster"), scanString)
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
	found, err := collect(s.ctx, s.conn, sq.Select("sender", "revision").From("synced"), func(s scanner) (r row, err error) {
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
