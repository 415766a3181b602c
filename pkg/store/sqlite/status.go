package sqlite

import (
	"context"
	"fmt"

	sq "github.com/Masterminds/squirrel"

	"scrim/pkg/state"
	"scrim/pkg/store"
)

// PutStatus keeps the statuses.
func (s *Store) PutStatus(ctx context.Context, all []state.Status) error {
	if len(all) == 0 {
		return nil
	}
	err := s.writer.write(ctx, func(t *tx) error {
		for _, one := range all {
			body, err := encode(one)
			if err != nil {
				return err
			}
			_, err = t.exec(sq.Insert("status").Columns("cluster", "kind", "id", "phase", "body").
				Values(one.Cluster, string(one.Target.Kind), one.Target.ID, string(one.Phase), body).
				Suffix("ON CONFLICT (cluster, kind, id) DO UPDATE SET phase = excluded.phase, body = excluded.body"))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keeping statuses: %w", err)
	}
	return nil
}

// Statuses returns those of one cluster, or of all.
func (s *Store) Statuses(ctx context.Context, cluster string, f store.StatusFilter) ([]state.Status, error) {
	q := sq.Select("body").From("status").OrderBy("cluster", "kind", "id")
	if cluster != "" {
		q = q.Where("cluster = ?", cluster)
	}
	if f.Kind != "" {
		q = q.Where("kind = ?", string(f.Kind))
	}
	if f.ID != "" {
		q = q.Where("id = ?", f.ID)
	}
	if len(f.Phases) > 0 {
		q = q.Where(sq.Eq{"phase": f.Phases})
	}
	return bodies[state.Status](ctx, s, q, "reading statuses")
}

// DropStatus forgets the statuses of targets that are no more.
func (s *Store) DropStatus(ctx context.Context, cluster string, targets []state.Target) error {
	if len(targets) == 0 {
		return nil
	}
	err := s.writer.write(ctx, func(t *tx) error {
		for _, target := range targets {
			_, err := t.exec(sq.Delete("status").
				Where("cluster = ? AND kind = ? AND id = ?", cluster, string(target.Kind), target.ID))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("forgetting statuses: %w", err)
	}
	return nil
}

// PutClusterStatus keeps the status of a cluster as a whole.
func (s *Store) PutClusterStatus(ctx context.Context, c state.ClusterStatus) error {
	body, err := encode(c)
	if err == nil {
		err = s.writer.write(ctx, func(t *tx) error {
			_, err := t.exec(sq.Insert("cluster_status").Columns("cluster", "body").Values(c.Cluster, body).
				Suffix("ON CONFLICT (cluster) DO UPDATE SET body = excluded.body"))
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("keeping the status of cluster %q: %w", c.Cluster, err)
	}
	return nil
}

// ClusterStatuses returns them by cluster.
func (s *Store) ClusterStatuses(ctx context.Context) ([]state.ClusterStatus, error) {
	q := sq.Select("body").From("cluster_status").OrderBy("cluster")
	return bodies[state.ClusterStatus](ctx, s, q, "reading the clusters' statuses")
}

// bodies reads a column of JSON.
func bodies[T any](ctx context.Context, s *Store, q sq.SelectBuilder, doing string) (out []T, err error) {
	err = s.read(ctx, func(snap *snapshot) (err error) {
		out, err = collect(ctx, snap.conn, q, func(row scanner) (T, error) {
			var body string
			if err := row.Scan(&body); err != nil {
				var none T
				return none, err
			}
			return decode[T](body)
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	return out, nil
}
