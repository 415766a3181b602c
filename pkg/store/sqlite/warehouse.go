package sqlite

import (
	"context"
	"fmt"

	sq "github.com/Masterminds/squirrel"

	"scrim/pkg/store"
)

// Claim remembers which warehouse a cluster is; the first claim of either
// stays.
func (s *Store) Claim(ctx context.Context, cluster, identity string) (store.Identities, error) {
	err := s.writer.write(ctx, func(t *tx) error {
		_, err := t.exec(sq.Insert("warehouse").Columns("cluster", "identity").Values(cluster, identity).Suffix("ON CONFLICT DO NOTHING"))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("remembering which warehouse cluster %q is: %w", cluster, err)
	}
	return s.Identities(ctx)
}

// Identities returns which warehouse each cluster is.
func (s *Store) Identities(ctx context.Context) (store.Identities, error) {
	out := store.Identities{}
	err := s.read(ctx, func(snap *snapshot) error {
		_, err := collect(ctx, snap.conn, sq.Select("cluster", "identity").From("warehouse"), func(row scanner) (struct{}, error) {
			var cluster, identity string
			err := row.Scan(&cluster, &identity)
			out[cluster] = identity
			return struct{}{}, err
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading which warehouse each cluster is: %w", err)
	}
	return out, nil
}
