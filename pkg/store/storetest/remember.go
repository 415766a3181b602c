package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

func leaseTests() tests {
	return tests{
		"OneHolderAtATime":    oneHolderAtATime,
		"ALostLeaseStaysLost": aLostLeaseStaysLost,
		"TokensNeverGoBack":   tokensNeverGoBack,
		"OneOfManyGetsIt":     oneOfManyGetsIt,
	}
}

func oneHolderAtATime(t *testing.T, s store.Store) {
	ctx := context.Background()
	first, ok, err := s.Acquire(ctx, "c", "one", time.Minute, noon())
	want := store.Lease{Cluster: "c", Holder: "one", Token: 1, Expires: noon().Add(time.Minute)}
	if err != nil || !ok || !cmp.Equal(first, want) {
		t.Fatalf("lease %+v, %v, %v", first, ok, err)
	}
	other, ok, err := s.Acquire(ctx, "c", "two", time.Minute, noon().Add(time.Minute-time.Microsecond))
	if err != nil || ok || !cmp.Equal(other, want) {
		t.Fatalf("two, early: %+v, %v, %v", other, ok, err)
	}
	again, ok, err := s.Acquire(ctx, "c", "one", time.Minute, noon().Add(30*time.Second))
	if err != nil || !ok || again.Token != 1 || !again.Expires.Equal(noon().Add(90*time.Second)) {
		t.Fatalf("one, again: %+v, %v, %v", again, ok, err)
	}
	taken, ok, err := s.Acquire(ctx, "c", "two", time.Minute, noon().Add(90*time.Second))
	if err != nil || !ok || taken.Token != 2 || taken.Holder != "two" {
		t.Fatalf("two, in time: %+v, %v, %v", taken, ok, err)
	}
	if elsewhere, ok, err := s.Acquire(ctx, "d", "one", time.Minute, noon()); err != nil || !ok || elsewhere.Token != 1 {
		t.Fatalf("another cluster: %+v, %v, %v", elsewhere, ok, err)
	}
}

func aLostLeaseStaysLost(t *testing.T, s store.Store) {
	ctx := context.Background()
	first, _, err := s.Acquire(ctx, "c", "one", time.Minute, noon())
	if err != nil {
		t.Fatal(err)
	}
	late := noon().Add(time.Hour)
	renewed, err := s.Renew(ctx, first, time.Minute, late)
	if err != nil || renewed.Token != 1 || !renewed.Expires.Equal(late.Add(time.Minute)) {
		t.Fatalf("renewing what nobody took: %+v, %v", renewed, err)
	}
	if _, ok, err := s.Acquire(ctx, "c", "two", time.Minute, late.Add(time.Hour)); err != nil || !ok {
		t.Fatal(ok, err)
	}
	if _, err := s.Renew(ctx, renewed, time.Minute, late); !errors.Is(err, store.ErrLeaseLost) {
		t.Errorf("renewing a lost lease: %v", err)
	}
	must(t, 0, s.Release(ctx, renewed))
	if current, ok, err := s.Acquire(ctx, "c", "three", time.Minute, late.Add(time.Hour)); err != nil || ok || current.Holder != "two" {
		t.Errorf("a lost lease released another's: %+v, %v, %v", current, ok, err)
	}
	if _, err := s.Renew(ctx, store.Lease{Cluster: "never", Holder: "one", Token: 1}, time.Minute, noon()); !errors.Is(err, store.ErrLeaseLost) {
		t.Errorf("renewing what never was: %v", err)
	}
}

func tokensNeverGoBack(t *testing.T, s store.Store) {
	ctx := context.Background()
	for want := uint64(1); want <= 3; want++ {
		lease, ok, err := s.Acquire(ctx, "c", "one", time.Minute, noon())
		if err != nil || !ok || lease.Token != want {
			t.Fatalf("lease %+v, %v, %v", lease, ok, err)
		}
		must(t, 0, s.Release(ctx, lease))
		must(t, 0, s.DropCluster(ctx, "c"))
		if _, err := s.Renew(ctx, lease, time.Minute, noon()); !errors.Is(err, store.ErrLeaseLost) {
			t.Errorf("renewing a released lease: %v", err)
		}
	}
}

func oneOfManyGetsIt(t *testing.T, s store.Store) {
	var got atomic.Int32
	var wg sync.WaitGroup
	for _, holder := range []string{"a", "b", "c", "d", "e", "f"} {
		wg.Go(func() {
			_, ok, err := s.Acquire(context.Background(), "c", holder, time.Minute, noon())
			if err != nil {
				t.Error(err)
			}
			if ok {
				got.Add(1)
			}
		})
	}
	wg.Wait()
	if got.Load() != 1 {
		t.Errorf("%d got the lease", got.Load())
	}
}

func rememberTests() tests {
	return tests{
		"StatusesByTarget":        statusesByTarget,
		"ClustersByName":          clustersByName,
		"DeployedBySource":        deployedBySource,
		"OneClusterAWarehouse":    oneClusterAWarehouse,
		"OneOfManyIsTheWarehouse": oneOfManyIsTheWarehouse,
		"HeldInOrder":             heldInOrder,
	}
}

func statusesByTarget(t *testing.T, s store.Store) {
	ctx := context.Background()
	status := func(cluster string, kind event.Kind, id string, phase state.Phase) state.Status {
		return state.Status{Cluster: cluster, Target: target(kind, id), Phase: phase, Revision: 7, Message: "m", Since: noon(),
			Issues: issue.List{{Code: "c", Message: "m", Severity: issue.Warning}}}
	}
	a := status("c1", event.KindSource, "s1", state.PhaseApplied)
	b := status("c1", event.KindSource, "s2", state.PhaseFailed)
	c := status("c1", event.KindUser, "s1", state.PhaseBlocked)
	d := status("c2", event.KindSource, "s1", state.PhaseApplied)
	must(t, 0, s.PutStatus(ctx, []state.Status{d, c, b, status("c1", event.KindSource, "s1", state.PhasePending)}))
	must(t, 0, s.PutStatus(ctx, []state.Status{a}))
	must(t, 0, s.PutStatus(ctx, nil))
	for _, tc := range []struct {
		name    string
		cluster string
		filter  store.StatusFilter
		want    []state.Status
	}{
		{"all", "", store.StatusFilter{}, []state.Status{a, b, c, d}},
		{"cluster", "c1", store.StatusFilter{}, []state.Status{a, b, c}},
		{"kind", "c1", store.StatusFilter{Kind: event.KindSource}, []state.Status{a, b}},
		{"id", "", store.StatusFilter{ID: "s1"}, []state.Status{a, c, d}},
		{"phases", "", store.StatusFilter{Phases: []state.Phase{state.PhaseFailed, state.PhaseBlocked}}, []state.Status{b, c}},
		{"none", "c3", store.StatusFilter{}, nil},
	} {
		if diff := cmp.Diff(tc.want, must2(s.Statuses(ctx, tc.cluster, tc.filter))(t)); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
	must(t, 0, s.DropStatus(ctx, "c1", []state.Target{a.Target, target(event.KindUser, "never")}))
	if diff := cmp.Diff([]state.Status{b, c, d}, must2(s.Statuses(ctx, "", store.StatusFilter{}))(t)); diff != "" {
		t.Errorf("after dropping: %s", diff)
	}
}

func clustersByName(t *testing.T, s store.Store) {
	ctx := context.Background()
	want := []state.ClusterStatus{
		{Cluster: "a", State: state.ClusterEnabled, Closed: 5, Applied: 4, Enforced: 3, Open: true, Checked: noon()},
		{Cluster: "b", State: state.ClusterInvalid, Message: "down", Pending: 2, OldestDirty: noon()},
	}
	must(t, 0, s.PutClusterStatus(ctx, want[1]))
	must(t, 0, s.PutClusterStatus(ctx, state.ClusterStatus{Cluster: "a"}))
	must(t, 0, s.PutClusterStatus(ctx, want[0]))
	if diff := cmp.Diff(want, must2(s.ClusterStatuses(ctx))(t)); diff != "" {
		t.Error(diff)
	}
}

func deployedBySource(t *testing.T, s store.Store) {
	ctx := context.Background()
	full := store.Deployed{Source: "s1", View: json.RawMessage(`{"a": 1}`), Approved: []byte{0, 1}, Applied: state.Applied{
		Identity: "42", Ordinals: map[string]int{"c": 2}, Types: map[string]string{"c": "text"}, Snapshot: 3,
		Table: catalog.Table{Database: "d", Schema: "s", Name: "t"}}}
	bare := store.Deployed{Source: "s2"}
	must(t, 0, s.PutDeployed(ctx, "c", []store.Deployed{{Source: "s1"}, bare}))
	must(t, 0, s.PutDeployed(ctx, "c", []store.Deployed{full}))
	must(t, 0, s.PutDeployed(ctx, "other", []store.Deployed{bare}))
	want := map[string]store.Deployed{"s1": full, "s2": bare}
	if diff := cmp.Diff(want, must2(s.Deployed(ctx, "c"))(t)); diff != "" {
		t.Error(diff)
	}
	must(t, 0, s.DropDeployed(ctx, "c", []string{"s2", "never"}))
	delete(want, "s2")
	if diff := cmp.Diff(want, must2(s.Deployed(ctx, "c"))(t)); diff != "" {
		t.Error(diff)
	}
	if got := must2(s.Deployed(ctx, "other"))(t); len(got) != 1 {
		t.Errorf("another cluster has %+v", got)
	}
}

func oneClusterAWarehouse(t *testing.T, s store.Store) {
	ctx := context.Background()
	claim := func(cluster, identity string, want store.Identities) {
		t.Helper()
		got := must2(s.Claim(ctx, cluster, identity))(t)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s claims %s: %s", cluster, identity, diff)
		}
		if diff := cmp.Diff(got, must2(s.Identities(ctx))(t)); diff != "" {
			t.Errorf("read again: %s", diff)
		}
	}
	if got := must2(s.Identities(ctx))(t); got == nil || len(got) != 0 {
		t.Errorf("an empty store remembers %v", got)
	}
	claim("a", "1", store.Identities{"a": "1"})
	claim("a", "1", store.Identities{"a": "1"})
	claim("b", "1", store.Identities{"a": "1"})           // another's
	claim("a", "2", store.Identities{"a": "1"})           // it is one already
	claim("b", "2", store.Identities{"a": "1", "b": "2"}) // and what was refused is free
	claim("a", "2", store.Identities{"a": "1", "b": "2"})
	if got := must2(s.Identities(ctx))(t); got.Holder("2") != "b" || got.Holder("3") != "" {
		t.Errorf("warehouse 2 is %q, 3 is %q", got.Holder("2"), got.Holder("3"))
	}
	must(t, 0, s.DropCluster(ctx, "a"))
	claim("c", "1", store.Identities{"b": "2", "c": "1"})
}

func oneOfManyIsTheWarehouse(t *testing.T, s store.Store) {
	var got atomic.Int32
	var wg sync.WaitGroup
	for _, cluster := range []string{"a", "b", "c", "d", "e", "f"} {
		wg.Go(func() {
			known, err := s.Claim(context.Background(), cluster, "1")
			if err != nil {
				t.Error(err)
			}
			if known.Holder("1") == cluster {
				got.Add(1)
			}
		})
	}
	wg.Wait()
	if got.Load() != 1 {
		t.Errorf("%d clusters are the warehouse", got.Load())
	}
}

func heldInOrder(t *testing.T, s store.Store) {
	ctx := context.Background()
	held := func(connector, place, key, thing string) store.Held {
		return store.Held{Connector: connector, Place: place, Key: key, Thing: json.RawMessage(thing)}
	}
	z, a, b := held("one", "p", "z", `{"is": 1}`), held("one", "p", "a", `{}`), held("one", "q", "z", `{}`)
	other := held("other", "p", "z", `{}`)
	must(t, 0, s.Hold(ctx, nil))
	must(t, 0, s.Hold(ctx, []store.Held{other}))
	must(t, 0, s.Hold(ctx, []store.Held{z, a}))
	must(t, 0, s.Hold(ctx, []store.Held{b}))
	z.Thing, z.Before = json.RawMessage(`{"is": 2}`), true
	must(t, 0, s.Hold(ctx, []store.Held{z}))
	if diff := cmp.Diff([]store.Held{z, a, b}, must2(s.Held(ctx, "one"))(t)); diff != "" {
		t.Errorf("of one: %s", diff)
	}
	if diff := cmp.Diff([]store.Held{z, a, b, other}, must2(s.Held(ctx, ""))(t)); diff != "" {
		t.Errorf("of all: %s", diff)
	}
	must(t, 0, s.LetGo(ctx, "one", "p", []string{"z", "never"}))
	must(t, 0, s.Hold(ctx, []store.Held{z}))
	must(t, 0, s.DropCluster(ctx, "p"))
	if diff := cmp.Diff([]store.Held{a, b, z, other}, must2(s.Held(ctx, ""))(t)); diff != "" {
		t.Errorf("what was let go and made again comes last: %s", diff)
	}
}
