package reconcile

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/plan"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// desk takes what readers ask for in SQL on one cluster, and tells them what
// came of it. It works beside the passes and over connections of its own, so
// that no fact waits for a reader who keeps the inbox locked; what it accepts
// goes through the store like everything else, so that a wish opens nothing that
// the documents do not. One that was accepted and not yet taken away when the
// process ended comes again, as the same delivery.
type desk struct {
	*worker
	cluster   catalog.Cluster
	warehouse Warehouse
	world     *world                 // of the documents, for the desk alone; nil until it is needed
	told      uint64                 // requests up to this revision were told of
	ends      time.Time              // when an approval ends that was told of; zero is none
	taken     map[string]bool        // wishes that are done and could not be taken away yet
	spent     map[string][]time.Time // by account: what it wrote into the journal lately
	stop      context.CancelFunc     // nil while it is closed
	done      chan struct{}
}

// atMost is how many wishes of one account change something within an hour.
// The journal is kept for ever, and who asks more often is a program.
const atMost = 60

// open begins to work, if it does not yet: not before a pass went through, so
// that it is certain whose warehouse this is.
func (d *desk) open(ctx context.Context) {
	if d.stop != nil || d.cluster.Inbox == catalog.InboxOff {
		return
	}
	ctx, d.stop = context.WithCancel(ctx)
	done := make(chan struct{})
	d.done = done
	go func() {
		defer close(done)
		d.work(ctx)
	}()
}

// close ends the work and waits for its end.
func (d *desk) close() {
	if d.stop != nil {
		d.stop()
		<-d.done
		d.stop = nil
	}
}

// work looks into the inbox now and then, and at the store whenever something
// came.
func (d *desk) work(ctx context.Context) {
	wake, cancel := d.Store.Subscribe()
	defer cancel()
	every := d.cluster.InboxEvery(d.Inbox)
	var next time.Time
	for {
		var err error
		if now := d.Now(); !now.Before(next) {
			err = d.attend(ctx)
			next = now.Add(every)
		}
		if err = errors.Join(err, d.tell(ctx)); err != nil {
			d.complain(ctx, "answering readers", err)
		}
		if !sleep(ctx, min(max(next.Sub(d.Now()), 0), every), wake) {
			return
		}
	}
}

// attend takes what lies in the inbox, in order.
func (d *desk) attend(ctx context.Context) error {
	wishes, err := d.warehouse.Wishes(ctx)
	if err != nil || len(wishes) == 0 {
		d.taken = nil // nothing is left of what could not be taken away, or nobody knows
		return err
	}
	said, ids := map[string][]plan.Said{}, make([]int64, 0, len(wishes))
	taken := map[string]bool{}
	for _, wish := range wishes {
		key := keyOf(d.id, wish)
		if d.taken[key] {
			taken[key], ids = true, append(ids, wish.ID)
			continue
		}
		user, one, err := d.take(ctx, wish)
		if ctx.Err() != nil {
			return fmt.Errorf("taking a wish: %w", err)
		}
		if err != nil { // one that cannot be decided holds up nobody else's
			d.complain(ctx, "taking a wish", err)
			continue
		}
		taken[key], ids = true, append(ids, wish.ID)
		if user != "" {
			said[user] = append(said[user], one)
		}
	}
	for _, user := range slices.Sorted(maps.Keys(said)) {
		if err := d.warehouse.Tell(ctx, user, said[user]); err != nil {
			return err
		}
	}
	d.taken = taken
	defer d.announce()
	return d.warehouse.Took(ctx, ids)
}

// keyOf names a wish for ever: row numbers begin again when a warehouse is
// torn down and made anew.
func keyOf(cluster string, wish plan.Wish) string {
	sum := sha256.Sum256(bodyOf(wish))
	return "inbox/" + cluster + "/" + hex.EncodeToString(sum[:])
}

func bodyOf(wish plan.Wish) []byte {
	wish.At = wish.At.UTC()
	body, err := json.Marshal(wish)
	if err != nil {
		return []byte(wish.Account) // numbers, text and a time can always be written
	}
	return body
}

// take decides one wish and accepts what comes of it. No user means that
// nobody can be told.
func (d *desk) take(ctx context.Context, wish plan.Wish) (user string, said plan.Said, err error) {
	spent := slices.DeleteFunc(d.spent[wish.Account], func(at time.Time) bool { return d.Now().Sub(at) > time.Hour })
	receipt, err := d.Own.Accept(ctx, keyOf(d.id, wish), bodyOf(wish), func(s store.Snapshot) ([]event.Event, error) {
		if err := d.refresh(s); err != nil {
			return nil, err
		}
		decided, err := d.world.decide(s, wish, d.Now())
		if err != nil {
			return nil, err
		}
		user, said = decided.user, decided.said
		if len(decided.events) > 0 && len(spent) >= atMost {
			said.Outcome, said.Detail = outcomeRefused, fmt.Sprintf("at most %d wishes an hour; try again later", atMost)
			return nil, nil
		}
		for i := range decided.events {
			decided.events[i].ID = keyOf(d.id, wish)
		}
		return decided.events, nil
	})
	if len(receipt.Results) > 0 && !receipt.Repeated {
		spent = append(spent, d.Now())
	}
	if d.spent == nil {
		d.spent = map[string][]time.Time{}
	}
	if d.spent[wish.Account] = spent; len(spent) == 0 {
		delete(d.spent, wish.Account)
	}
	return user, said, err
}

func (d *desk) refresh(s store.Snapshot) error {
	if d.world == nil {
		d.world = newWorld(d.cluster, d.decoder)
	}
	_, err := d.world.refresh(s)
	return err
}

// tell tells readers what came of their requests for access since it told last.
func (d *desk) tell(ctx context.Context) error {
	var said map[string][]plan.Said
	var revision uint64
	err := d.Store.Read(ctx, func(s store.Snapshot) error {
		revision = s.Revision()
		switch over := !d.ends.IsZero() && !d.Now().Before(d.ends); {
		case over:
			d.told, d.ends = 0, time.Time{} // tell all of it again
		case revision == d.told:
			return nil
		}
		users, err := d.concerned(s)
		if err != nil || len(users) == 0 {
			return err
		}
		if err := d.refresh(s); err != nil {
			return err
		}
		said, err = d.world.replies(s, users, d.Now())
		return err
	})
	if err != nil {
		return err
	}
	for _, user := range slices.Sorted(maps.Keys(said)) {
		if err := d.warehouse.Tell(ctx, user, said[user]); err != nil {
			return err
		}
		for _, one := range said[user] {
			if one.Until.After(d.Now()) && (d.ends.IsZero() || one.Until.Before(d.ends)) {
				d.ends = one.Until
			}
		}
	}
	if d.told = revision; len(said) > 0 {
		d.announce()
	}
	return nil
}

// concerned is whose requests may be answered otherwise than they were.
func (d *desk) concerned(s store.Snapshot) (map[string]bool, error) {
	out, gone := map[string]bool{}, false
	kinds := []event.Kind{event.KindRequest}
	if d.told > 0 {
		kinds = append(kinds, event.KindAccess)
	}
	for since := d.told; ; since = 0 {
		for _, kind := range kinds {
			all, err := s.Objects(kind, since)
			if err != nil {
				return nil, fmt.Errorf("reading %s documents: %w", kind, err)
			}
			for _, o := range all {
				gone = gone || !o.Live()
				for _, target := range state.ReferencesOf(o.Object) {
					if target.Kind == event.KindUser {
						out[target.ID] = true
					}
				}
			}
		}
		if !gone || since == 0 {
			return out, nil
		}
		kinds = kinds[:1] // a tombstone does not say whose it was: all who asked
	}
}
