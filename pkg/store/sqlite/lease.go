package sqlite

import (
	"context"
	"fmt"
	"time"

	sq "github.com/Masterminds/squirrel"

	"scrim/pkg/store"
)

// Acquire takes the lease of a cluster when nobody else has it at now.
func (s *Store) Acquire(ctx context.Context, cluster, holder string, ttl time.Duration, now time.Time) (store.Lease, bool, error) {
	var lease store.Lease
	got := false
	err := s.writer.write(ctx, func(t *tx) (err error) {
		lease, err = t.lease(cluster)
		if err != nil {
			return err
		}
		if lease.Holder != "" && lease.Holder != holder && now.Before(lease.Expires) {
			return nil
		}
		if lease.Holder != holder {
			lease.Token++
		}
		lease.Holder, lease.Expires, got = holder, moment(micros(now.Add(ttl))), true
		return t.putLease(lease)
	})
	if err != nil {
		return store.Lease{}, false, fmt.Errorf("acquiring the lease of cluster %q: %w", cluster, err)
	}
	return lease, got, nil
}

// Renew moves the end of a lease to now + ttl.
func (s *Store) Renew(ctx context.Context, l store.Lease, ttl time.Duration, now time.Time) (store.Lease, error) {
	renewed := l
	renewed.Expires = moment(micros(now.Add(ttl)))
	err := s.writer.write(ctx, func(t *tx) error {
		current, err := t.lease(l.Cluster)
		if err != nil {
			return err
		}
		if current.Holder != l.Holder || current.Token != l.Token {
			return store.ErrLeaseLost
		}
		return t.putLease(renewed)
	})
	if err != nil {
		return store.Lease{}, fmt.Errorf("renewing the lease of cluster %q: %w", l.Cluster, err)
	}
	return renewed, nil
}

// Release gives a lease back. The row stays, for its token.
func (s *Store) Release(ctx context.Context, l store.Lease) error {
	err := s.writer.write(ctx, func(t *tx) error {
		_, err := t.exec(sq.Update("lease").Set("holder", "").Set("expires", 0).
			Where("cluster = ? AND holder = ? AND token = ?", l.Cluster, l.Holder, l.Token))
		return err
	})
	if err != nil {
		return fmt.Errorf("releasing the lease of cluster %q: %w", l.Cluster, err)
	}
	return nil
}

// lease is the row of a cluster; without holder when there is none.
func (t *tx) lease(cluster string) (store.Lease, error) {
	q := sq.Select("holder", "token", "expires").From("lease").Where("cluster = ?", cluster)
	found, err := collect(t.ctx, t.conn, q, func(s scanner) (l store.Lease, err error) {
		var expires int64
		err = s.Scan(&l.Holder, &l.Token, &expires)
		l.Cluster, l.Expires = cluster, moment(expires)
		return l, err
	})
	if err != nil || len(found) == 0 {
		return store.Lease{Cluster: cluster}, err
	}
	return found[0], nil
}

func (t *tx) putLease(l store.Lease) error {
	_, err := t.exec(sq.Insert("lease").Columns("cluster", "holder", "token", "expires").
		Values(l.Cluster, l.Holder, l.Token, micros(l.Expires)).
		Suffix("ON CONFLICT (cluster) DO UPDATE SET holder = excluded.holder, token = excluded.token, expires = excluded.expires"))
	return err
}
