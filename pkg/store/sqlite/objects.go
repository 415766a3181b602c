package sqlite

import (
	"context"
	"fmt"
	"time"

	sq "github.com/Masterminds/squirrel"

	"scrim/pkg/event"
	"scrim/pkg/state"
)

// objects selects what scanObject reads.
func objects() sq.SelectBuilder {
	return sq.Select("o.kind", "o.id", "o.sender", "o.revision", "o.version", "o.created",
		"o.deleted", "o.conflict", "o.digest", "o.reviews", "o.data").From("object o")
}

func scanObject(s scanner) (state.Stored, error) {
	var o state.Stored
	var version, created int64
	var reviews string
	var data []byte
	err := s.Scan(&o.Kind, &o.ID, &o.Sender, &o.Revision, &version, &created,
		&o.Deleted, &o.Conflict, &o.Digest, &reviews, &data)
	if err != nil {
		return o, err
	}
	// Senders choose versions: all 64 bits are kept, as SQLite's signed ones.
	o.Version, o.Created = uint64(version), uint64(created)
	o.Data = data
	if reviews != "" {
		o.Reviews, err = decode[state.Reviews](reviews)
	}
	return o, err
}

func selectObjects(ctx context.Context, on sq.QueryerContext, q sq.SelectBuilder) ([]state.Stored, error) {
	found, err := collect(ctx, on, q, scanObject)
	if err != nil {
		return nil, fmt.Errorf("reading objects: %w", err)
	}
	return found, nil
}

// object is one object, the zero one when it was never heard of.
func (t *tx) object(k state.Key) (state.Object, error) {
	found, err := selectObjects(t.ctx, t.conn,
		objects().Where("o.kind = ? AND o.id = ? AND o.sender = ?", string(k.Kind), k.ID, k.Sender))
	if err != nil || len(found) == 0 {
		return state.Object{}, err
	}
	return found[0].Object, nil
}

func (t *tx) putObject(o state.Object, revision uint64, now time.Time) error {
	reviews := ""
	if len(o.Reviews) > 0 {
		var err error
		if reviews, err = encode(o.Reviews); err != nil {
			return err
		}
	}
	_, err := t.exec(sq.Insert("object").
		Columns("kind", "id", "sender", "revision", "version", "created", "deleted", "conflict", "digest", "due", "reviews", "data").
		Values(string(o.Kind), o.ID, o.Sender, revision, int64(o.Version), int64(o.Created),
			o.Deleted, o.Conflict, o.Digest, dueAt(o, now), reviews, blob(o.Data)).
		Suffix(`ON CONFLICT (kind, id, sender) DO UPDATE SET revision = excluded.revision, version = excluded.version,
			created = excluded.created, deleted = excluded.deleted, conflict = excluded.conflict,
			digest = excluded.digest, due = excluded.due, reviews = excluded.reviews, data = excluded.data`))
	if err != nil {
		return fmt.Errorf("writing the object: %w", err)
	}
	return nil
}

// dueAt is when time alone changes the object; 0 is never.
func dueAt(o state.Object, now time.Time) int64 {
	next, ok := state.Due(o, now)
	if !ok {
		return 0
	}
	return deadline(next)
}

func (t *tx) dropReferences(k state.Key) error {
	_, err := t.exec(sq.Delete("reference").Where("kind = ? AND id = ? AND sender = ?", string(k.Kind), k.ID, k.Sender))
	if err != nil {
		return fmt.Errorf("forgetting references: %w", err)
	}
	return nil
}

func (t *tx) addReferences(k state.Key, targets []state.Target) error {
	for _, target := range targets {
		_, err := t.exec(sq.Insert("reference").Columns("target_kind", "target_id", "kind", "id", "sender").
			Values(string(target.Kind), target.ID, string(k.Kind), k.ID, k.Sender))
		if err != nil {
			return fmt.Errorf("writing references: %w", err)
		}
	}
	return nil
}

// clusters are the ids that somebody has registered.
func (t *tx) clusters() ([]string, error) {
	q := sq.Select("DISTINCT id").From("object").Where("kind = ? AND deleted = 0", string(event.KindCluster)).OrderBy("id")
	found, err := collect(t.ctx, t.conn, q, scanString)
	if err != nil {
		return nil, fmt.Errorf("reading the registered clusters: %w", err)
	}
	return found, nil
}

func scanString(s scanner) (text string, err error) { return text, s.Scan(&text) }
