package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/event"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

func readTests() tests {
	return tests{
		"ObjectsOfAllSenders":              objectsOfAllSenders,
		"WhatChangedSince":                 whatChangedSince,
		"ObjectsComeBackWhole":             objectsComeBackWhole,
		"WhoRefersToAUser":                 whoRefersToAUser,
		"AConflictRefersToAllThatItMaySay": aConflictRefersToAllThatItMaySay,
		"TheLineGoesOn":                    theLineGoesOn,
		"WhatIsDisputed":                   whatIsDisputed,
		"IdsInPages":                       idsInPages,
		"ASnapshotStaysWhereItIs":          aSnapshotStaysWhereItIs,
		"AReadersErrorIsItsOwn":            aReadersErrorIsItsOwn,
		"AClosedStoreSaysSo":               aClosedStoreSaysSo,
	}
}

func objectsOfAllSenders(t *testing.T, s store.Store) {
	accept(t, s, "d1", user(t, "e1", "b", "ann", 1, "x"), user(t, "e2", "a", "ann", 5, "y"), user(t, "e3", "a", "Zoë", 1, "z"))
	read(t, s, func(snap store.Snapshot) error {
		expect(t, names(snap.Objects(event.KindUser, 0)), "Zoë/a@3", "ann/a@2", "ann/b@1")
		expect(t, names(snap.Object(event.KindUser, "ann")), "ann/a@2", "ann/b@1")
		expect(t, names(snap.Object(event.KindUser, "nobody")))
		expect(t, names(snap.Objects(event.KindSource, 0)))
		return nil
	})
}

func whatChangedSince(t *testing.T, s store.Store) {
	accept(t, s, "d1", user(t, "e1", "a", "ann", 1, "x"), user(t, "e2", "a", "bob", 1, "x"), user(t, "e3", "a", "eve", 1, "x"))
	accept(t, s, "d2", user(t, "e4", "a", "ann", 2, "x"), remove(t, "e5", "a", event.KindUser, "bob", 2))
	read(t, s, func(snap store.Snapshot) error {
		expect(t, names(snap.Objects(event.KindUser, 0)), "ann/a@4", "eve/a@3")
		expect(t, names(snap.Objects(event.KindUser, 2)), "ann/a@4", "bob/a@5 gone", "eve/a@3")
		expect(t, names(snap.Objects(event.KindUser, 4)), "bob/a@5 gone")
		expect(t, names(snap.Object(event.KindUser, "bob")), "bob/a@5 gone")
		return nil
	})
}

func objectsComeBackWhole(t *testing.T, s store.Store) {
	source := put(t, "e1", "a", event.KindSource, `{"id":"s","version":3,"host":"h","table":{"database":"d","schema":"p","name":"n"},
		"columns":[{"name":"c","type":"text","tags":["PII.Email"]},{"name":"d","type":"bigint","reviewed":true}]}`)
	accept(t, s, "d1", source)
	want, verdict := state.Fold(state.Object{}, source)
	if verdict != state.Accepted {
		t.Fatalf("verdict %s", verdict)
	}
	read(t, s, func(snap store.Snapshot) error {
		got, err := snap.Object(event.KindSource, "s")
		if diff := cmp.Diff([]state.Stored{{Object: want, Revision: 1}}, got); diff != "" {
			t.Error(diff)
		}
		return err
	})
}

func whoRefersToAUser(t *testing.T, s store.Store) {
	accept(t, s, "d1",
		access(t, "e1", "a", "ann", "s1", 1, noon()),
		access(t, "e2", "a", "ann", "s2", 1, noon()),
		access(t, "e3", "a", "bob", "s1", 1, noon()),
		put(t, "e4", "a", event.KindSession, `{"user":"ann","version":1,"project":"p"}`))
	ann := target(event.KindUser, "ann")
	count := func(kind event.Kind, of state.Target) (n int) {
		read(t, s, func(snap store.Snapshot) error {
			found, err := snap.Referring(kind, of)
			n = len(found)
			return err
		})
		return n
	}
	if a, b, c := count(event.KindAccess, ann), count(event.KindSession, ann), count(event.KindAccess, target(event.KindSource, "s1")); a != 2 || b != 1 || c != 2 {
		t.Errorf("%d accesses and %d sessions of ann, %d accesses to s1", a, b, c)
	}
	gone := access(t, "x", "a", "ann", "s1", 1, noon()).Body.(event.Put).Document.ID
	accept(t, s, "d2", remove(t, "e5", "a", event.KindAccess, gone, 2))
	accept(t, s, "d3", put(t, "e6", "a", event.KindSession, `{"user":"ann","version":2}`))
	if a, b, c := count(event.KindAccess, ann), count(event.KindSession, ann), count(event.KindSession, target(event.KindProject, "p")); a != 1 || b != 1 || c != 0 {
		t.Errorf("after a deletion %d accesses, %d sessions; %d in a project that was left", a, b, c)
	}
}

func aConflictRefersToAllThatItMaySay(t *testing.T, s store.Store) {
	accept(t, s, "d1",
		put(t, "e1", "a", event.KindProject, `{"id":"p","version":1,"members":["ann"]}`),
		put(t, "e2", "a", event.KindProject, `{"id":"p","version":1,"members":["bob"]}`))
	read(t, s, func(snap store.Snapshot) error {
		for _, who := range []string{"ann", "bob"} {
			expect(t, names(snap.Referring(event.KindProject, target(event.KindUser, who))), "p/a@2")
		}
		return nil
	})
}

func theLineGoesOn(t *testing.T, s store.Store) {
	accept(t, s, "d1", user(t, "e1", "a", "ann", 1, "x"))
	read(t, s, func(snap store.Snapshot) error {
		line, err := snap.Line()
		if err != nil || line == "" {
			t.Errorf("line %q, %v", line, err)
		}
		for of, want := range map[string]uint64{line: 1, "": 0} {
			if end, known, err := snap.LineEnd(of); end != want || !known || err != nil {
				t.Errorf("line %q ends at %d, %v, %v", of, end, known, err)
			}
		}
		if _, known, err := snap.LineEnd("another"); known || err != nil {
			t.Errorf("another store's line: %v, %v", known, err)
		}
		return nil
	})
}

func whatIsDisputed(t *testing.T, s store.Store) {
	accept(t, s, "d1", user(t, "e1", "a", "ann", 1, "x"), user(t, "e2", "b", "ann", 1, "y"), user(t, "e3", "c", "ann", 1, "z"), remove(t, "e4", "c", event.KindUser, "ann", 2),
		user(t, "e5", "a", "bob", 1, "x"), user(t, "e6", "b", "bob", 1, "y"), remove(t, "e7", "b", event.KindUser, "bob", 2),
		user(t, "e8", "a", "eve", 1, "x"), user(t, "e9", "a", "eve", 1, "y"), user(t, "e10", "a", "zoe", 1, "x"))
	disputed := func(want ...string) {
		t.Helper()
		read(t, s, func(snap store.Snapshot) error {
			expect(t, names(snap.Disputed()), want...)
			return nil
		})
	}
	disputed("ann/a@1", "ann/b@2", "eve/a@9")
	accept(t, s, "d2", user(t, "e11", "a", "eve", 2, "x"), remove(t, "e12", "a", event.KindUser, "ann", 2))
	disputed()
}

func idsInPages(t *testing.T, s store.Store) {
	accept(t, s, "d1",
		user(t, "e1", "a", "b", 1, "x"), user(t, "e2", "b", "b", 1, "x"), user(t, "e3", "a", "B", 1, "x"),
		user(t, "e4", "a", "é", 1, "x"), user(t, "e5", "a", "c", 1, "x"), remove(t, "e6", "a", event.KindUser, "c", 2))
	var got []string
	read(t, s, func(snap store.Snapshot) error {
		for after := ""; ; {
			page, err := snap.IDs(event.KindUser, after, 2)
			if err != nil || len(page) == 0 {
				return err
			}
			if len(page) > 2 {
				return fmt.Errorf("a page of %d", len(page))
			}
			got = append(got, page...)
			after = page[len(page)-1]
		}
	})
	expect(t, got, "B", "b", "é")
}

func aSnapshotStaysWhereItIs(t *testing.T, s store.Store) {
	accept(t, s, "d1", cluster(t, "e1", "c", 1), user(t, "e2", "a", "ann", 1, "x"))
	read(t, s, func(snap store.Snapshot) error {
		accept(t, s, "d2", user(t, "e3", "a", "ann", 2, "y"), user(t, "e4", "a", "bob", 1, "y"), synced(t, "e5", "a"))
		expect(t, names(snap.Objects(event.KindUser, 0)), "ann/a@2")
		left, err := snap.Dirty("c")
		if len(left) != 2 || snap.Revision() != 2 {
			t.Errorf("revision %d, dirty %+v", snap.Revision(), left)
		}
		if who, _ := snap.Synced(); len(who) > 0 {
			t.Errorf("synced: %v", who)
		}
		return err
	})
	read(t, s, func(snap store.Snapshot) error {
		if who, err := snap.Synced(); err != nil || snap.Revision() != 5 || !cmp.Equal(who, map[string]uint64{"a": 5}) {
			t.Errorf("revision %d, synced %v, error %v", snap.Revision(), who, err)
		}
		return nil
	})
}

func aReadersErrorIsItsOwn(t *testing.T, s store.Store) {
	mine := errors.New("mine")
	if err := s.Read(context.Background(), func(store.Snapshot) error { return mine }); !errors.Is(err, mine) {
		t.Errorf("error is %v", err)
	}
}

func aClosedStoreSaysSo(t *testing.T, s store.Store) {
	if s.Identity() == "" {
		t.Error("there is no identity")
	}
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatalf("closing: %v", err)
		}
	}
	e := user(t, "e1", "a", "ann", 1, "x")
	_, err := s.Accept(context.Background(), delivery("d1", e), []event.Event{e})
	if !errors.Is(err, store.ErrClosed) {
		t.Errorf("accepting: %v", err)
	}
	err = s.Read(context.Background(), func(store.Snapshot) error { return nil })
	if !errors.Is(err, store.ErrClosed) {
		t.Errorf("reading: %v", err)
	}
}

// names writes objects as "id/sender@revision", or one error.
func names(objects []state.Stored, err error) []string {
	if err != nil {
		return []string{err.Error()}
	}
	out := []string{}
	for _, o := range objects {
		text := fmt.Sprintf("%s/%s@%d", o.ID, o.Sender, o.Revision)
		if o.Deleted {
			text += " gone"
		}
		out = append(out, text)
	}
	return out
}

func expect(t tester, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(append([]string{}, want...), append([]string{}, got...)); diff != "" {
		t.Errorf("%s", diff)
	}
}
