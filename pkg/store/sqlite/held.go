package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	sq "github.com/Masterminds/squirrel"

	"scrim/pkg/store"
)

// Hold notes things after those that are held.
func (s *Store) Hold(ctx context.Context, things []store.Held) error {
	if len(things) == 0 {
		return nil
	}
	err := s.writer.write(ctx, func(t *tx) error {
		for _, h := range things {
			_, err := t.exec(sq.Insert("held").Columns("connector", "place", "key", "thing", "before").
				Values(h.Connector, h.Place, h.Key, string(h.Thing), h.Before).
				Suffix("ON CONFLICT (connector, place, key) DO UPDATE SET thing = excluded.thing, before = excluded.before"))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("noting what is made for connector %q: %w", things[0].Connector, err)
	}
	return nil
}

// Held returns what was made for one connector, or for all.
func (s *Store) Held(ctx context.Context, connector string) ([]store.Held, error) {
	q := sq.Select("connector", "place", "key", "thing", "before").From("held").OrderBy("connector", "number")
	if connector != "" {
		q = q.Where("connector = ?", connector)
	}
	var out []store.Held
	err := s.read(ctx, func(snap *snapshot) (err error) {
		out, err = collect(ctx, snap.conn, q, func(row scanner) (h store.Held, err error) {
			var thing string
			err = row.Scan(&h.Connector, &h.Place, &h.Key, &thing, &h.Before)
			h.Thing = json.RawMessage(thing)
			return h, err
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading what was made for connectors: %w", err)
	}
	return out, nil
}

// LetGo forgets things of a connector.
func (s *Store) LetGo(ctx context.Context, connector, place string, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	err := s.writer.write(ctx, func(t *tx) error {
		for _, key := range keys {
			if _, err := t.exec(sq.Delete("held").Where("connector = ? AND place = ? AND key = ?", connector, place, key)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("forgetting what was made for connector %q: %w", connector, err)
	}
	return nil
}
