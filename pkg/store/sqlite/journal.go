package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	sq "github.com/Masterminds/squirrel"

	"scrim/pkg/issue"
	"scrim/pkg/store"
)

// Journal returns entries with revisions greater than after.
func (s *Store) Journal(ctx context.Context, after uint64, limit int) ([]store.Entry, error) {
	return s.entries(ctx, entries().Where("revision > ?", after).OrderBy("revision").Limit(atLeastZero(limit)))
}

// Entry returns one, or store.ErrNotFound.
func (s *Store) Entry(ctx context.Context, revision uint64) (store.Entry, error) {
	found, err := s.entries(ctx, entries().Where("revision = ?", revision))
	if err != nil {
		return store.Entry{}, err
	}
	if len(found) == 0 {
		return store.Entry{}, fmt.Errorf("revision %d: %w", revision, store.ErrNotFound)
	}
	return found[0], nil
}

func entries() sq.SelectBuilder {
	return sq.Select("revision", "principal", "delivery", "event", "sender", "type", "kind", "id",
		"version", "verdict", "received", "raw").From("journal")
}

func (s *Store) entries(ctx context.Context, q sq.SelectBuilder) (out []store.Entry, err error) {
	err = s.read(ctx, func(snap *snapshot) (err error) {
		out, err = collect(ctx, snap.conn, q, scanEntry)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the journal: %w", err)
	}
	return out, nil
}

func scanEntry(s scanner) (store.Entry, error) {
	var e store.Entry
	var version, received int64
	var raw []byte
	err := s.Scan(&e.Revision, &e.Principal, &e.Delivery, &e.EventID, &e.Sender, &e.Type, &e.Kind, &e.ID,
		&version, &e.Verdict, &received, &raw)
	e.Version, e.Received, e.Raw = uint64(version), moment(received), raw
	return e, err
}

// Reject keeps what could never be read.
func (s *Store) Reject(ctx context.Context, r store.Rejection) (int64, error) {
	issues, err := encode(r.Issues)
	if err != nil {
		return 0, err
	}
	body := append([]byte{}, r.Body[:min(len(r.Body), store.MaxRejectedBody)]...)
	insert := sq.Insert("rejection").Columns("door", "sender", "delivery", "digest", "body", "issues", "at").
		Values(r.Door, r.Sender, r.Delivery, r.Digest, body, issues, micros(r.At)).Suffix("RETURNING id")
	var number int64
	err = s.writer.write(ctx, func(t *tx) error {
		given, err := collect(t.ctx, t.conn, insert, scanNumber)
		if err == nil && len(given) != 1 {
			err = errors.New("no number was given")
		}
		if err != nil {
			return err
		}
		number = given[0]
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("keeping a rejected message: %w", err)
	}
	return number, nil
}

// Rejections returns those with numbers greater than after.
func (s *Store) Rejections(ctx context.Context, after int64, limit int) (out []store.Rejection, err error) {
	q := sq.Select("id", "door", "sender", "delivery", "digest", "body", "issues", "at").From("rejection").
		Where("id > ?", after).OrderBy("id").Limit(atLeastZero(limit))
	err = s.read(ctx, func(snap *snapshot) (err error) {
		out, err = collect(ctx, snap.conn, q, func(row scanner) (r store.Rejection, err error) {
			var issues string
			var at int64
			err = row.Scan(&r.Number, &r.Door, &r.Sender, &r.Delivery, &r.Digest, &r.Body, &issues, &at)
			if err != nil {
				return r, err
			}
			r.At = moment(at)
			r.Issues, err = decode[issue.List](issues)
			return r, err
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading rejected messages: %w", err)
	}
	return out, nil
}

// Prune forgets deliveries and rejections that are older than before.
func (s *Store) Prune(ctx context.Context, before time.Time) (int64, error) {
	var forgotten int64
	err := s.writer.write(ctx, func(t *tx) error {
		deliveries, err := t.exec(sq.Delete("delivery").Where("received < ?", micros(before)))
		if err != nil {
			return err
		}
		rejections, err := t.exec(sq.Delete("rejection").Where("at < ?", micros(before)))
		forgotten = deliveries + rejections
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("pruning: %w", err)
	}
	return forgotten, nil
}
