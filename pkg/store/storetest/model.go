package storetest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"scrim/pkg/event"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// model is what a store must be equal to: maps, and state's functions.
type model struct {
	s          store.Store
	revision   uint64
	objects    map[state.Key]state.Stored
	synced     map[string]uint64
	dirty      map[string]map[state.Target]uint64
	journal    []string // event ids by revision
	deliveries []sent
	looking    map[string][]store.Dirty // what a worker of each cluster read last
	count      int                      // of deliveries and events, to name them
}

type sent struct {
	delivery store.Delivery
	events   []event.Event
	receipt  store.Receipt
}

// exerciseModel drives a store and the model with the same random events,
// duplicates, conflicts and workers, and compares everything that can be read
// after each step.
func exerciseModel(t *testing.T, open Open) {
	rapid.Check(t, func(rt *rapid.T) {
		m := &model{
			s:       open(t),
			objects: map[state.Key]state.Stored{}, synced: map[string]uint64{},
			dirty: map[string]map[state.Target]uint64{}, looking: map[string][]store.Dirty{},
		}
		defer func() {
			if err := m.s.Close(); err != nil {
				rt.Errorf("closing: %v", err)
			}
		}()
		rt.Repeat(map[string]func(*rapid.T){
			"deliver": m.deliver,
			"repeat":  m.repeat,
			"forge":   m.forge,
			"look":    m.look,
			"done":    m.done,
			"mark":    m.mark,
			"":        m.compare,
		})
	})
}

// deliver sends some new events, in no sensible order of versions.
func (m *model) deliver(t *rapid.T) {
	events := make([]event.Event, rapid.IntRange(0, 4).Draw(t, "events"))
	for i := range events {
		m.count++
		events[i] = drawEvent(t, fmt.Sprintf("e%d", m.count))
	}
	d := delivery(fmt.Sprintf("d%d", m.count), events...)
	d.ID += fmt.Sprintf("/%d", len(m.deliveries))
	want := m.fold(events)
	got, err := m.s.Accept(context.Background(), d, events)
	if err != nil {
		t.Fatalf("accepting: %v", err)
	}
	if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("receipt: %s", diff)
	}
	m.deliveries = append(m.deliveries, sent{d, events, got})
}

// fold is the model's Accept.
func (m *model) fold(events []event.Event) (receipt store.Receipt) {
	touched := map[state.Target]uint64{}
	for _, e := range events {
		result := store.Result{EventID: e.ID, Verdict: state.Accepted}
		var touches []state.Target
		if _, ok := e.Body.(event.Synced); ok {
			m.revision++
			m.synced[e.Sender] = m.revision
			for _, c := range m.clusters() {
				touches = append(touches, target(event.KindCluster, c))
			}
		} else {
			result.Kind, result.ID, result.Version, _ = store.Describe(e)
			key := state.Key{Kind: result.Kind, ID: result.ID, Sender: e.Sender}
			old := m.objects[key]
			object, verdict := state.Fold(old.Object, e)
			if result.Verdict = verdict; verdict != state.Stale {
				m.revision++
				touches = state.Touches(old.Object, object)
				m.objects[key] = state.Stored{Object: object, Revision: m.revision}
			}
		}
		if result.Verdict != state.Stale {
			result.Revision = m.revision
			receipt.Revision = m.revision
			m.journal = append(m.journal, e.ID)
			for _, one := range touches {
				touched[one] = m.revision
			}
		}
		receipt.Results = append(receipt.Results, result)
	}
	for one, revision := range touched {
		m.touch(one, revision)
	}
	return receipt
}

func (m *model) touch(one state.Target, revision uint64) {
	on := m.clusters()
	if one.Kind == event.KindCluster {
		on = []string{one.ID}
	}
	for _, c := range on {
		if m.dirty[c] == nil {
			m.dirty[c] = map[state.Target]uint64{}
		}
		m.dirty[c][one] = revision
		m.forget(c, one)
	}
}

// forget takes a target out of what a worker has read: its Done comes too
// late for it.
func (m *model) forget(cluster string, one state.Target) {
	for i, d := range m.looking[cluster] {
		if d.Target == one {
			m.looking[cluster][i].Since = time.Time{} // the mark of a lost race
		}
	}
}

func (m *model) clusters() []string {
	live := map[string]bool{}
	for _, o := range m.objects {
		if o.Kind == event.KindCluster && !o.Deleted {
			live[o.ID] = true
		}
	}
	return slices.Sorted(maps.Keys(live))
}

func (m *model) repeat(t *rapid.T) {
	if len(m.deliveries) == 0 {
		return
	}
	one := rapid.SampledFrom(m.deliveries).Draw(t, "delivery")
	got, err := m.s.Accept(context.Background(), one.delivery, one.events)
	if err != nil {
		t.Fatalf("accepting again: %v", err)
	}
	one.receipt.Repeated = true
	if diff := gocmp.Diff(one.receipt, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("receipt of a repeated delivery: %s", diff)
	}
}

func (m *model) forge(t *rapid.T) {
	if len(m.deliveries) == 0 {
		return
	}
	one := rapid.SampledFrom(m.deliveries).Draw(t, "delivery")
	one.delivery.Digest = "other"
	if _, err := m.s.Accept(context.Background(), one.delivery, one.events); !errors.Is(err, store.ErrDifferentBytes) {
		t.Fatalf("other bytes under an old id: %v", err)
	}
}

func (m *model) look(t *rapid.T) {
	c := rapid.SampledFrom(clusterNames()).Draw(t, "cluster")
	m.looking[c] = dirty(t, m.s, c)
}

func (m *model) done(t *rapid.T) {
	c := rapid.SampledFrom(clusterNames()).Draw(t, "cluster")
	var done []store.Dirty
	for _, d := range m.looking[c] {
		if rapid.Bool().Draw(t, "done") {
			done = append(done, d)
			if !d.Since.IsZero() {
				delete(m.dirty[c], d.Target)
			}
		}
	}
	if err := m.s.Done(context.Background(), c, done); err != nil {
		t.Fatalf("done: %v", err)
	}
}

func (m *model) mark(t *rapid.T) {
	c := rapid.SampledFrom(clusterNames()).Draw(t, "cluster")
	one := target(event.KindUser, rapid.SampledFrom(userNames()).Draw(t, "user"))
	if err := m.s.MarkDirty(context.Background(), c, []state.Target{one}, noon()); err != nil {
		t.Fatalf("marking: %v", err)
	}
	if m.dirty[c] == nil {
		m.dirty[c] = map[state.Target]uint64{}
	}
	m.dirty[c][one] = m.revision
	m.forget(c, one)
}

// compare reads everything at one revision.
func (m *model) compare(t *rapid.T) {
	since := uint64(rapid.IntRange(0, int(m.revision)).Draw(t, "since"))
	read(t, m.s, func(snap store.Snapshot) error {
		if snap.Revision() != m.revision {
			t.Fatalf("revision is %d, not %d", snap.Revision(), m.revision)
		}
		for _, kind := range kindsDrawn() {
			m.compareObjects(t, snap, kind, since)
		}
		for _, c := range clusterNames() {
			got := map[state.Target]uint64{}
			all, err := snap.Dirty(c)
			if err != nil {
				return err
			}
			for _, d := range all {
				got[d.Target] = d.Revision
			}
			same(t, "dirty on "+c, m.dirty[c], got)
		}
		got, err := snap.Synced()
		same(t, "synced", m.synced, got)
		return err
	})
	entries, err := m.s.Journal(context.Background(), 0, len(m.journal)+1)
	if err != nil {
		t.Fatalf("journal: %v", err)
	}
	var ids []string
	for _, e := range entries {
		ids = append(ids, e.EventID)
	}
	same(t, "journal", m.journal, ids)
}

func (m *model) compareObjects(t *rapid.T, snap store.Snapshot, kind event.Kind, since uint64) {
	get := func(v []state.Stored, err error) []state.Stored {
		t.Helper()
		return must(t, v, err)
	}
	of := func(keep func(state.Stored) bool) []state.Stored {
		return m.sorted(func(o state.Stored) bool { return o.Kind == kind && keep(o) })
	}
	same(t, "objects", of(func(o state.Stored) bool { return !o.Deleted }), get(snap.Objects(kind, 0)))
	if since > 0 {
		same(t, "objects since", of(func(o state.Stored) bool { return o.Revision > since }), get(snap.Objects(kind, since)))
	}
	ids := map[string]bool{}
	for _, o := range of(func(state.Stored) bool { return true }) {
		ids[o.ID] = ids[o.ID] || !o.Deleted
		same(t, "object", of(func(p state.Stored) bool { return p.ID == o.ID }), get(snap.Object(kind, o.ID)))
	}
	maps.DeleteFunc(ids, func(_ string, live bool) bool { return !live })
	page := must2(snap.IDs(kind, "", 100))(t)
	same(t, "ids", slices.Sorted(maps.Keys(ids)), page)
	for _, name := range userNames() {
		who := target(event.KindUser, name)
		want := of(func(o state.Stored) bool { return slices.Contains(state.ReferencesOf(o.Object), who) })
		same(t, "referring", want, get(snap.Referring(kind, who)))
	}
}

func (m *model) sorted(keep func(state.Stored) bool) (out []state.Stored) {
	for _, o := range m.objects {
		if keep(o) {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b state.Stored) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Sender, b.Sender))
	})
	return out
}

func same(t *rapid.T, what string, want, got any) {
	t.Helper()
	if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s: %s", what, diff)
	}
}

func clusterNames() []string { return []string{"c1", "c2"} }
func userNames() []string    { return []string{"ann", "Bob", "é"} }

// kindsDrawn are those that drawEvent draws.
func kindsDrawn() []event.Kind {
	return []event.Kind{event.KindCluster, event.KindUser, event.KindAccess, event.KindProject, event.KindSource}
}

// drawEvent draws from few names and versions, so that events meet.
func drawEvent(t *rapid.T, id string) event.Event {
	sender := rapid.SampledFrom([]string{"a", "b"}).Draw(t, "sender")
	who := rapid.SampledFrom(userNames()).Draw(t, "who")
	where := rapid.SampledFrom(clusterNames()).Draw(t, "cluster")
	version := uint64(rapid.IntRange(1, 4).Draw(t, "version"))
	word := rapid.SampledFrom([]string{"x", "y"}).Draw(t, "word")
	switch rapid.IntRange(0, 8).Draw(t, "what") {
	case 0:
		return synced(t, id, sender)
	case 1:
		return cluster(t, id, where, version)
	case 2:
		return remove(t, id, "scrim", event.KindCluster, where, version)
	case 3:
		return remove(t, id, sender, event.KindUser, who, version)
	case 4:
		return access(t, id, sender, who, word, version, noon().Add(time.Hour))
	case 5:
		gone := access(t, id, sender, who, word, version, noon()).Body.(event.Put).Document.ID
		return remove(t, id, sender, event.KindAccess, gone, version)
	case 6:
		return put(t, id, sender, event.KindProject, fmt.Sprintf(`{"id":"p","version":%d,"members":[%q,"eve"]}`, version, who))
	case 7:
		return put(t, id, sender, event.KindSource, fmt.Sprintf(`{"id":"s","version":%d,"host":"h",
			"table":{"database":"d","schema":"p","name":"n"},"columns":[{"name":%q,"type":"text","reviewed":true}]}`, version, word))
	default:
		return user(t, id, sender, who, version, word)
	}
}
