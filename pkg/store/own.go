package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"scrim/pkg/event"
	"scrim/pkg/state"
)

// Scrim is who scrim is to its own store: the sender of what operators and
// readers ask for.
const Scrim = "scrim"

// Own is scrim as a sender. Its versions follow on what it said before, so it
// says one thing at a time: two that counted from the same one would put the
// document in conflict, and close what depends on it.
type Own struct {
	to interface {
		Intake
		Reader
	}
	now func() time.Time
	one sync.Mutex
}

// NewOwn is scrim as a sender to that store. There should be one for a store.
func NewOwn(to interface {
	Intake
	Reader
}, now func() time.Time,
) *Own {
	return &Own{to: to, now: now}
}

// Accept makes events of the sender "scrim", where they do not say another, of
// what the store knows now, and gives them to it as one delivery: scrim is who
// delivers them in either case. A delivery is known by its key, and body is what
// must be the same when it comes again. No events are no delivery.
func (o *Own) Accept(ctx context.Context, key string, body []byte, build func(Snapshot) ([]event.Event, error)) (Receipt, error) {
	o.one.Lock()
	defer o.one.Unlock()
	var events []event.Event
	err := o.to.Read(ctx, func(s Snapshot) (err error) {
		events, err = build(s)
		return err
	})
	if err != nil || len(events) == 0 {
		return Receipt{}, err
	}
	for i := range events {
		events[i].Sender, events[i].Time = cmp.Or(events[i].Sender, Scrim), o.now().UTC()
		if events[i].Raw, err = event.Encode(events[i]); err != nil {
			return Receipt{}, fmt.Errorf("encoding: %w", err)
		}
		events[i].Type = typeOf(events[i])
	}
	sum := sha256.Sum256(body)
	receipt, err := o.to.Accept(ctx, Delivery{Sender: Scrim, ID: key, Digest: hex.EncodeToString(sum[:]), Now: o.now()}, events)
	if err != nil {
		return Receipt{}, fmt.Errorf("accepting: %w", err)
	}
	return receipt, nil
}

func typeOf(e event.Event) string {
	switch b := e.Body.(type) {
	case event.Put:
		return b.Document.Kind.Updated()
	case event.Delete:
		return b.Kind.Deleted()
	default:
		return event.TypeSynced
	}
}

// Said is what scrim itself said of a thing, tombstones too; the zero Object
// is nothing yet.
func Said(s Snapshot, kind event.Kind, id string) (state.Object, error) {
	objects, err := s.Object(kind, id)
	if err != nil {
		return state.Object{}, fmt.Errorf("reading %s %q: %w", kind, id, err)
	}
	for _, o := range objects {
		if o.Sender == Scrim {
			return o.Object, nil
		}
	}
	return state.Object{}, nil
}

// Next is a document of ours with the version after what scrim said before.
func Next(s Snapshot, kind event.Kind, data []byte) (event.Document, error) {
	d, issues := event.DecodeDocument(kind, data)
	if err := issues.Err(); err != nil {
		return event.Document{}, err
	}
	have, err := Said(s, kind, d.ID)
	if err != nil {
		return event.Document{}, err
	}
	return event.Versioned(d, have.Version+1)
}
