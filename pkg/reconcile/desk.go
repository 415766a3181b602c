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
	born      map[state.Key]uint64   // which of all that had a user's id it was, as of then
	ends      map[string]time.Time   // by user: when an approval ends that they were told of
	taken     map[string]bool        // wishes that are done and could not be taken away yet
	spent     map[string][]time.Time // by account: what it wrote into the journal lately
	stop      context.CancelFunc     // nil while it is closed
	done      chan struct{}
}

const (
	// atMost is how many wishes of one account change something within an hour.
	// The journal is kept for ever, and who asks more often is a program.
	atMost = 60
	// rounds is how many wishes of one account are taken in one look: as many as
	// may wait.
	rounds = 20
)

// open begins to work, if it does not yet: not before a pass went through, so
// that it is certain whose warehouse this is.
func (d *desk) open(ctx context.Context) {
	if d.stop != nil || d.cluster.Inbox == catalog.InboxOff {
		return
	}
	d.told, d.born = 0, nil // what was told before may have been told by another
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
	var failed bool // then what comes to the store is no reason to try sooner
	for {
		now := d.Now()
		due := !now.Before(next)
		var err error
		if due || !failed {
			err = d.tell(ctx) // first, since it forgets what others of the same id were told
			failed = err != nil
		}
		if due {
			err = errors.Join(err, d.attend(ctx))
			next = now.Add(every)
		}
		if err != nil {
			d.complain(ctx, "answering readers", err)
		}
		if !sleep(ctx, min(max(next.Sub(d.Now()), 0), every), wake) {
			return
		}
	}
}

// attend takes what lies in the inbox, round by round.
func (d *desk) attend(ctx context.Context) error {
	for range rounds {
		if more, err := d.round(ctx); err != nil || !more {
			return err
		}
	}
	return nil
}

// round takes of each account the wish that it made first. The next comes when
// that one is gone: so nobody's wishes keep others waiting, and one that comes
// again after a crash does not come after those that followed it. More is false
// when nothing could be taken.
func (d *desk) round(ctx context.Context) (more bool, err error) {
	wishes, err := d.warehouse.Wishes(ctx)
	if err != nil || len(wishes) == 0 {
		d.taken = nil // nothing is left of what could not be taken away, or nobody knows
		return false, err
	}
	if err := d.Store.Read(ctx, d.refresh); err != nil { // here rather than while nobody else may say anything
		return false, err
	}
	said, ids := map[string][]plan.Said{}, make([]int64, 0, len(wishes))
	taken, accounts := map[string]bool{}, map[string]bool{}
	for _, wish := range wishes {
		if accounts[wish.Account] { // it asked twice at one moment
			continue
		}
		accounts[wish.Account] = true
		key := keyOf(d.id, wish)
		if d.taken[key] {
			taken[key], ids = true, append(ids, wish.ID)
			continue
		}
		user, one, err := d.take(ctx, wish)
		if ctx.Err() != nil {
			return false, fmt.Errorf("taking a wish: %w", err)
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
			return false, err
		}
	}
	d.taken = taken
	defer d.announce()
	return len(ids) > 0, d.warehouse.Took(ctx, ids)
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
	if err == nil && said.Outcome == outcomeRefused {
		d.refuse(Refused{Cluster: d.id, Account: wish.Account, User: user, Wish: wish.Kind, Subject: said.Subject, Why: said.Detail, At: said.At})
	}
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

// tell tells readers what came of their requests for access since it told
// last, and that an approval is over.
func (d *desk) tell(ctx context.Context) error {
	now := d.Now()
	over := map[string]bool{}
	for user, at := range d.ends {
		if !now.Before(at) {
			over[user] = true
		}
	}
	var said map[string][]plan.Said
	var gone []string
	var born map[state.Key]uint64
	var revision uint64
	err := d.Store.Read(ctx, func(s store.Snapshot) (err error) {
		revision = s.Revision()
		users := map[string]bool{}
		if revision != d.told {
			if users, err = d.answered(s); err != nil {
				return err
			}
			if gone, born, err = d.gone(s); err != nil {
				return err
			}
		}
		maps.Copy(users, over)
		if len(users) == 0 {
			return nil
		}
		if err := d.refresh(s); err != nil {
			return err
		}
		said, err = d.world.replies(s, users, now)
		return err
	})
	if err != nil {
		return err
	}
	if len(gone) > 0 {
		if err := d.warehouse.Forget(ctx, gone); err != nil {
			return err
		}
	}
	for _, user := range slices.Sorted(maps.Keys(said)) {
		if err := d.warehouse.Tell(ctx, user, said[user]); err != nil {
			return err
		}
		d.remind(user, said[user], now)
	}
	for user := range over {
		if said[user] == nil { // nothing is to be said of them any more
			delete(d.ends, user)
		}
	}
	if d.born == nil {
		d.born = map[state.Key]uint64{}
	}
	maps.Copy(d.born, born)
	if d.told = revision; len(said) > 0 {
		d.announce()
	}
	return nil
}

// remind notes when the first of a user's approvals ends.
func (d *desk) remind(user string, said []plan.Said, now time.Time) {
	if d.ends == nil {
		d.ends = map[string]time.Time{}
	}
	delete(d.ends, user)
	for _, one := range said {
		if end, noted := d.ends[user]; one.Until.After(now) && (!noted || one.Until.Before(end)) {
			d.ends[user] = one.Until
		}
	}
}

// gone is which users are no more since it told last: those too who are there
// again, since another of the same id is another. Of whoever was made more than
// once before this process looked, nobody knows which of them was told. And it
// is which of all of an id those are that came since.
func (d *desk) gone(s store.Snapshot) (gone []string, born map[state.Key]uint64, err error) {
	people, err := s.Objects(event.KindUser, d.told)
	if err != nil {
		return nil, nil, fmt.Errorf("reading user documents: %w", err)
	}
	born = map[state.Key]uint64{}
	for _, o := range people {
		born[o.Key] = o.Created
		was, known := d.born[o.Key]
		again := known && was != o.Created || !known && o.Created > 1
		if !o.Live() {
			claims, err := s.Object(event.KindUser, o.ID)
			if err != nil {
				return nil, nil, fmt.Errorf("reading user %q: %w", o.ID, err)
			}
			again = !slices.ContainsFunc(claims, func(o state.Stored) bool { return o.Live() })
		}
		if again {
			gone = append(gone, o.ID)
		}
	}
	slices.Sort(gone)
	return slices.Compact(gone), born, nil
}

// answered is who asked for something, or was decided about, since it was told
// last.
func (d *desk) answered(s store.Snapshot) (map[string]bool, error) {
	out, lost := map[string]bool{}, false
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
				lost = lost || !o.Live()
				for _, target := range state.ReferencesOf(o.Object) {
					if target.Kind == event.KindUser {
						out[target.ID] = true
					}
				}
			}
		}
		if !lost || since == 0 {
			return out, nil
		}
		kinds = kinds[:1] // a tombstone does not say whose it was: all who asked
	}
}
