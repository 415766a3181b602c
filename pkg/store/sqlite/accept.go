package sqlite

import (
	"bytes"
	"context"
	"fmt"

	sq "github.com/Masterminds/squirrel"

	"scrim/pkg/event"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// Accept takes all the events of one delivery in one transaction.
func (s *Store) Accept(ctx context.Context, d store.Delivery, events []event.Event) (store.Receipt, error) {
	if err := d.Check(); err != nil {
		return store.Receipt{}, err
	}
	var receipt store.Receipt
	err := s.writer.write(ctx, func(t *tx) (err error) {
		receipt, err = t.accept(d, events)
		return err
	})
	if err != nil {
		return store.Receipt{}, fmt.Errorf("accepting delivery %q: %w", d.ID, err)
	}
	return receipt, nil
}

// acceptance is one delivery on its way into the store.
type acceptance struct {
	*tx
	delivery store.Delivery
	counters counters
	touched  map[state.Target]uint64 // by the revision that touched it last
	order    []state.Target
	receipt  store.Receipt
}

func (t *tx) accept(d store.Delivery, events []event.Event) (store.Receipt, error) {
	receipt, known, err := t.repeated(d)
	if err != nil || known {
		return receipt, err
	}
	a := &acceptance{tx: t, delivery: d, touched: map[state.Target]uint64{}}
	if a.counters, err = t.counters(); err != nil {
		return store.Receipt{}, err
	}
	for _, e := range events {
		result, err := a.event(e)
		if err != nil {
			return store.Receipt{}, fmt.Errorf("event %q: %w", e.ID, err)
		}
		a.receipt.Results = append(a.receipt.Results, result)
		a.receipt.Revision = max(a.receipt.Revision, result.Revision)
	}
	return a.receipt, a.finish()
}

// repeated looks for the receipt of the same delivery.
func (t *tx) repeated(d store.Delivery) (store.Receipt, bool, error) {
	type row struct{ digest, receipt string }
	q := sq.Select("digest", "receipt").From("delivery").Where("sender = ? AND id = ?", d.Sender, d.ID)
	found, err := collect(t.ctx, t.conn, q, func(s scanner) (r row, err error) {
		return r, s.Scan(&r.digest, &r.receipt)
	})
	switch {
	case err != nil:
		return store.Receipt{}, false, fmt.Errorf("looking for the delivery: %w", err)
	case len(found) == 0:
		return store.Receipt{}, false, nil
	case found[0].digest != d.Digest:
		return store.Receipt{}, false, store.ErrDifferentBytes
	}
	receipt, err := decode[store.Receipt](found[0].receipt)
	receipt.Repeated = true
	return receipt, true, err
}

// event folds one event into its object.
func (a *acceptance) event(e event.Event) (store.Result, error) {
	kind, id, version, err := store.Describe(e)
	if err != nil {
		return store.Result{}, err
	}
	result := store.Result{EventID: e.ID, Verdict: state.Accepted, Kind: kind, ID: id, Version: version}
	if _, ok := e.Body.(event.Synced); ok {
		a.counters.revision++
		err = a.synced(e)
	} else {
		result.Verdict, err = a.fold(e, state.Key{Kind: kind, ID: id, Sender: e.Sender})
	}
	if err != nil || result.Verdict == state.Stale {
		return result, err
	}
	result.Revision = a.counters.revision
	return result, a.journal(e, result)
}

// fold applies state.Fold to the object and, unless the event is stale, gives
// it the next revision.
func (a *acceptance) fold(e event.Event, key state.Key) (state.Verdict, error) {
	old, err := a.object(key)
	if err != nil {
		return "", err
	}
	object, verdict := state.Fold(old, e)
	switch verdict {
	case state.Stale:
		return verdict, nil
	case state.Accepted, state.Conflicting:
	default:
		return "", fmt.Errorf("folding gave the unknown verdict %q", verdict)
	}
	a.counters.revision++
	for _, target := range state.Touches(old, object) {
		a.touch(target)
	}
	if err := a.putObject(object, a.counters.revision, a.delivery.Now); err != nil {
		return "", err
	}
	return verdict, a.refer(e, old, object)
}

// refer keeps the index of references in step with what the object says,
// which in a conflict is more than the event says.
func (a *acceptance) refer(e event.Event, old, object state.Object) error {
	if bytes.Equal(object.Data, old.Data) {
		return nil
	}
	if len(old.Data) > 0 {
		if err := a.dropReferences(object.Key); err != nil {
			return err
		}
	}
	put, ok := e.Body.(event.Put)
	if ok && bytes.Equal(object.Data, put.Document.Data) {
		return a.addReferences(object.Key, state.References(put.Document))
	}
	return a.addReferences(object.Key, state.ReferencesOf(object))
}

// touch notes a target for finish.
func (a *acceptance) touch(target state.Target) {
	if _, ok := a.touched[target]; !ok {
		a.order = append(a.order, target)
	}
	a.touched[target] = a.counters.revision
}

// synced records that a sender sent everything; the gates of every cluster
// may have waited for it.
func (a *acceptance) synced(e event.Event) error {
	_, err := a.exec(sq.Insert("synced").Columns("sender", "revision", "at").
		Values(e.Sender, a.counters.revision, micros(a.delivery.Now)).
		Suffix("ON CONFLICT (sender) DO UPDATE SET revision = excluded.revision, at = excluded.at"))
	if err != nil {
		return fmt.Errorf("recording the end of a sync: %w", err)
	}
	clusters, err := a.clusters()
	if err != nil {
		return err
	}
	for _, cluster := range clusters {
		a.touch(state.Target{Kind: event.KindCluster, ID: cluster})
	}
	return nil
}

func (a *acceptance) journal(e event.Event, r store.Result) error {
	_, err := a.exec(sq.Insert("journal").
		Columns("revision", "principal", "delivery", "event", "sender", "type", "kind", "id", "version", "verdict", "received", "raw").
		Values(r.Revision, a.delivery.Sender, a.delivery.ID, e.ID, e.Sender, e.Type,
			string(r.Kind), r.ID, int64(r.Version), string(r.Verdict), micros(a.delivery.Now), append([]byte{}, e.Raw...)))
	if err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	return nil
}

// finish marks what was touched, on the clusters that are registered now that
// the whole delivery is in, and keeps counters and receipt.
func (a *acceptance) finish() error {
	if len(a.order) > 0 {
		a.counters.mark++
		clusters, err := a.clusters()
		if err != nil {
			return err
		}
		for _, target := range a.order {
			m := marking{revision: a.touched[target], mark: a.counters.mark, now: a.delivery.Now}
			if err := a.mark(clustersFor(target, clusters), target, m); err != nil {
				return err
			}
		}
	}
	if a.receipt.Revision > 0 {
		if err := a.putCounters(a.counters); err != nil {
			return err
		}
	}
	receipt, err := encode(a.receipt)
	if err != nil {
		return err
	}
	_, err = a.exec(sq.Insert("delivery").Columns("sender", "id", "digest", "received", "receipt").
		Values(a.delivery.Sender, a.delivery.ID, a.delivery.Digest, micros(a.delivery.Now), receipt))
	if err != nil {
		return fmt.Errorf("keeping the receipt: %w", err)
	}
	return nil
}

// counters are the two numbers that only grow.
type counters struct{ revision, mark uint64 }

func (t *tx) counters() (counters, error) {
	found, err := collect(t.ctx, t.conn, sq.Select("revision", "mark").From("store"), func(s scanner) (c counters, err error) {
		return c, s.Scan(&c.revision, &c.mark)
	})
	if err != nil {
		return counters{}, fmt.Errorf("reading the revision: %w", err)
	}
	if len(found) != 1 {
		return counters{}, fmt.Errorf("reading the revision: %w", store.ErrNotFound)
	}
	return found[0], nil
}

func (t *tx) putCounters(c counters) error {
	_, err := t.exec(sq.Update("store").Set("revision", c.revision).Set("mark", c.mark))
	if err != nil {
		return fmt.Errorf("writing the revision: %w", err)
	}
	return nil
}
