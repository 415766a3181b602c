// Package storetest is what every implementation of store.Store must pass.
//
// It promises that a store which passes Exercise keeps the contract that
// package store states; its oracle is state.Fold on a map. It tests no
// implementation's own doings: surviving a killed process, or speed, are for
// the tests beside the implementation.
package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"
	"time"

	"scrim/pkg/event"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// Open makes a new and empty store. The suite closes it.
type Open func(t *testing.T) store.Store

// Exercise runs the suite.
func Exercise(t *testing.T, open Open) {
	t.Helper()
	for _, group := range []struct {
		name  string
		tests tests
	}{
		{"Intake", intakeTests()},
		{"Rejections", rejectionTests()},
		{"Read", readTests()},
		{"Work", workTests()},
		{"Due", dueTests()},
		{"Leases", leaseTests()},
		{"Remember", rememberTests()},
	} {
		for name, test := range group.tests {
			t.Run(group.name+"/"+name, func(t *testing.T) {
				t.Parallel()
				s := open(t)
				t.Cleanup(func() {
					if err := s.Close(); err != nil {
						t.Errorf("closing: %v", err)
					}
				})
				test(t, s)
			})
		}
	}
	t.Run("EqualsTheModel", func(t *testing.T) { t.Parallel(); exerciseModel(t, open) })
}

// tests are one group, by name; each gets an empty store of its own.
type tests map[string]func(*testing.T, store.Store)

// noon is when the tests take place.
func noon() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

// tester is a *testing.T or a *rapid.T.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// put is an event that says what a document is now, as a door would decode it.
func put(t tester, id, sender string, kind event.Kind, document string) event.Event {
	t.Helper()
	d, issues := event.DecodeDocument(kind, []byte(document))
	if issues.HasErrors() {
		t.Fatalf("the test's document %s: %v", document, issues)
	}
	return sealed(t, event.Event{ID: id, Sender: sender, Type: kind.Updated(), Body: event.Put{Document: d}})
}

func remove(t tester, id, sender string, kind event.Kind, object string, version uint64) event.Event {
	t.Helper()
	body := event.Delete{Kind: kind, ID: object, Version: version}
	return sealed(t, event.Event{ID: id, Sender: sender, Type: kind.Deleted(), Body: body})
}

func synced(t tester, id, sender string) event.Event {
	t.Helper()
	return sealed(t, event.Event{ID: id, Sender: sender, Type: event.TypeSynced, Body: event.Synced{}})
}

func sealed(t tester, e event.Event) event.Event {
	t.Helper()
	raw, err := event.Encode(e)
	if err != nil {
		t.Fatalf("encoding the test's event: %v", err)
	}
	e.Raw = raw
	return e
}

func user(t tester, id, sender, name string, version uint64, groups string) event.Event {
	t.Helper()
	return put(t, id, sender, event.KindUser, fmt.Sprintf(`{"id":%q,"version":%d,"groups":[{"name":%q}]}`, name, version, groups))
}

func cluster(t tester, id, name string, version uint64) event.Event {
	t.Helper()
	return put(t, id, "scrim", event.KindCluster, fmt.Sprintf(
		`{"id":%q,"version":%d,"warehouse":"postgres","host":"%s.example","port":5432,"credentials":{"user":"scrim"},"view_database":"views"}`,
		name, version, name))
}

func access(t tester, id, sender, who, source string, version uint64, until time.Time) event.Event {
	t.Helper()
	field := ""
	if !until.IsZero() {
		field = fmt.Sprintf(`,"until":%q`, until.Format(time.RFC3339Nano))
	}
	return put(t, id, sender, event.KindAccess, fmt.Sprintf(
		`{"user":%q,"source":%q,"decision":"approved","version":%d%s}`, who, source, version, field))
}

// delivery is one from the platform, whose digest follows from the events.
func delivery(id string, events ...event.Event) store.Delivery {
	sum := sha256.New()
	for _, e := range events {
		sum.Write(e.Raw)
	}
	return store.Delivery{Sender: "platform", ID: id, Digest: hex.EncodeToString(sum.Sum(nil)), Now: noon()}
}

// accept delivers events and expects no error.
func accept(t tester, s store.Store, id string, events ...event.Event) store.Receipt {
	t.Helper()
	receipt, err := s.Accept(context.Background(), delivery(id, events...), events)
	if err != nil {
		t.Fatalf("accepting %s: %v", id, err)
	}
	return receipt
}

// read runs f on a snapshot and expects no error.
func read(t tester, s store.Store, f func(store.Snapshot) error) {
	t.Helper()
	if err := s.Read(context.Background(), f); err != nil {
		t.Fatalf("reading: %v", err)
	}
}

// dirty is what a cluster has yet to look at.
func dirty(t tester, s store.Store, cluster string) (out []store.Dirty) {
	t.Helper()
	read(t, s, func(snap store.Snapshot) (err error) {
		out, err = snap.Dirty(cluster)
		return err
	})
	return out
}

// must passes a result through and fails the test on an error.
func must[T any](t tester, v T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatalf("%v", err)
	}
	return v
}

func target(kind event.Kind, id string) state.Target { return state.Target{Kind: kind, ID: id} }
