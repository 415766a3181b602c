package sqlite

import (
	"context"
	"fmt"

	sq "github.com/Masterminds/squirrel"

	"scrim/pkg/state"
	"scrim/pkg/store"
)

// PutDeployed keeps each, in place of an older one of the same source.
func (s *Store) PutDeployed(ctx context.Context, cluster string, all []store.Deployed) error {
	if len(all) == 0 {
		return nil
	}
	err := s.writer.write(ctx, func(t *tx) error {
		for _, d := range all {
			applied, err := encode(d.Applied)
			if err != nil {
				return err
			}
			_, err = t.exec(sq.Insert("deployed").Columns("cluster", "source", "view", "applied", "approved").
				Values(cluster, d.Source, blob(d.View), applied, blob(d.Approved)).
				Suffix(`ON CONFLICT (cluster, source) DO UPDATE SET view = excluded.view,
					applied = excluded.applied, approved = excluded.approved`))
			if err != nil {
				return fmt.Errorf("source %q: %w", d.Source, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keeping what was deployed on cluster %q: %w", cluster, err)
	}
	return nil
}

// Deployed returns those of a cluster by source.
func (s *Store) Deployed(ctx context.Context, cluster string) (map[string]store.Deployed, error) {
	q := sq.Select("source", "view", "applied", "approved").From("deployed").Where("cluster = ?", cluster)
	out := map[string]store.Deployed{}
	err := s.read(ctx, func(snap *snapshot) error {
		found, err := collect(ctx, snap.conn, q, scanDeployed)
		for _, d := range found {
			out[d.Source] = d
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading what was deployed on cluster %q: %w", cluster, err)
	}
	return out, nil
}

func scanDeployed(s scanner) (d store.Deployed, err error) {
	var view []byte
	var applied string
	if err := s.Scan(&d.Source, &view, &applied, &d.Approved); err != nil {
		return d, err
	}
	d.View = view
	d.Applied, err = decode[state.Applied](applied)
	return d, err
}

// DropDeployed forgets what was deployed of these sources.
func (s *Store) DropDeployed(ctx context.Context, cluster string, sources []string) error {
	if len(sources) == 0 {
		return nil
	}
	err := s.writer.write(ctx, func(t *tx) error {
		for _, source := range sources {
			if _, err := t.exec(sq.Delete("deployed").Where("cluster = ? AND source = ?", cluster, source)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("forgetting what was deployed on cluster %q: %w", cluster, err)
	}
	return nil
}
