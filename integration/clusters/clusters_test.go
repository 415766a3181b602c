package clusters_test

import (
	"fmt"
	"testing"

	"scrim/integration/doors/served"
	"scrim/integration/pgtest"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

// policies are the same for every cluster.
func policies() []string {
	return []string{served.Event("policy.updated", served.Everyone), served.Event("policy.updated", served.MaskEmail(1))}
}

// two starts a scrim with clusters "one" and "two", each with the table
// hr.people and a reader ana, who is in hr.
func two(t *testing.T, moreOfTwo ...string) (s *served.Scrim, one, other *served.Warehouse) {
	t.Helper()
	one, other = served.NewWarehouse(t, pgtest.Config{}), served.NewWarehouse(t, pgtest.Config{})
	one.Reader("ana")
	other.Reader("ana")
	s = served.Start(t)
	s.Submit(one.Cluster("one"))
	s.Submit(other.ClusterAt("two", "localhost", other.Port(), moreOfTwo...))
	return s, one, other
}

func TestEachSourceGoesWhereItsHostIs(t *testing.T) {
	s, one, other := two(t)
	events := append(policies(),
		served.Event("user.updated", served.User("ana", 1)),
		served.Event("source.updated", one.People("first", 1)),
		served.Event("source.updated", served.People("second", "LOCALHOST.", 0, 1)), // folded, and without a port
		served.Event("source.updated", served.People("nowhere", "elsewhere.example.com", 5432, 1)),
		served.Event("source.updated", served.People("other-port", "127.0.0.1", 1, 1)),
		served.Event("source.updated", `{"id":"foreign-database","version":1,"host":"localhost","table":{"database":"finance","schema":"hr","name":"people"},"columns":[{"name":"id"}]}`),
		served.Synced())
	s.Applied(s.Accept(events...), "one", "two")
	one.Sees("ana", served.Masked)
	other.Sees("ana", served.Masked)
	for _, want := range []struct {
		id, cluster string
		phase       state.Phase
	}{
		{"first", "one", state.PhaseApplied}, {"second", "two", state.PhaseApplied}, {"foreign-database", "two", state.PhaseOutOfScope},
		{"nowhere", "", state.PhaseUnmatched}, {"other-port", "", state.PhaseUnmatched},
	} {
		if got := s.Status("", "source", want.id); got.Phase != want.phase || got.Cluster != want.cluster {
			t.Errorf("source %s is %q on %q (%s), not %q on %q", want.id, got.Phase, got.Cluster, got.Message, want.phase, want.cluster)
		}
	}
	if views := one.Read("postgres", "SELECT count(*) FROM scrim_system.managed_view"); views[0] != "1" {
		t.Errorf("cluster one has %s views, not its one", views[0])
	}
}

func TestNamesPerCluster(t *testing.T) {
	s, one, other := two(t, `usernames: {bob@example.com: bob}`)
	other.Reader("bob")
	one.Reader("ann")
	user := func(id string, version int, names string) string {
		return served.Event("user.updated", fmt.Sprintf(`{"id":%q,"version":%d,"groups":[{"name":"hr"}],"usernames":%s}`, id, version, names))
	}
	events := append(policies(), user("ana@example.com", 1, `{"one":"ann","two":"ana"}`), user("bob@example.com", 1, `{"one":"ana","two":"never"}`),
		served.Event("source.updated", one.People("first", 1)), served.Event("source.updated", served.People("second", "localhost", 0, 1)), served.Synced())
	s.Applied(s.Accept(events...), "one", "two")
	one.Sees("ann", served.Clear)
	one.Sees("ana", served.Clear)   // bob's name there
	other.Sees("ana", served.Clear) // ana's name there
	other.Sees("bob", served.Clear) // the operator's word, against the platform's

	// A clash on one cluster costs both users that cluster alone.
	s.Applied(s.Accept(user("ana@example.com", 2, `{"one":"ana","two":"ana"}`)), "one", "two")
	one.Sees("ana", served.Nothing)
	one.Sees("ann", served.Nothing)
	other.Sees("ana", served.Clear)
	other.Sees("bob", served.Clear)
	for _, id := range []string{"ana@example.com", "bob@example.com"} {
		if got := s.Status("one", "user", id); got.Phase != state.PhaseConflict || !got.Issues.Has("username-claimed-twice") {
			t.Errorf("the clash of %s on one is told as %+v", id, got)
		}
		if got := s.Status("two", "user", id); got.Phase != state.PhaseApplied {
			t.Errorf("%s on two is %+v", id, got)
		}
	}
	s.Applied(s.Accept(user("ana@example.com", 3, `{"one":"ann","two":""}`)), "one", "two")
	one.Sees("ana", served.Clear)
	one.Sees("ann", served.Clear)
	other.Sees("ana", served.Nothing)
}

// One cluster applies by itself, the other waits for a person where more would
// be seen, and never where less would.
func TestAutoAndReviewSideBySide(t *testing.T) {
	s, one, other := two(t, "apply: review")
	approve := func() {
		t.Helper()
		plan, err := s.API.Plan(t.Context(), "two")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.API.Apply(t.Context(), api.ApplyRequest{Cluster: "two", Hash: plan.Hash}); err != nil {
			t.Fatal(err)
		}
	}
	s.Applied(s.Accept(append(policies(), served.Event("user.updated", served.User("ana", 1)),
		served.Event("source.updated", one.People("first", 1)), served.Event("source.updated", served.People("second", "localhost", 0, 1)), served.Synced())...), "one", "two")
	one.Sees("ana", served.Masked)
	other.Sees("ana", served.Nothing)
	if got := s.Status("two", "source", "second"); got.Phase != state.PhaseWaiting {
		t.Errorf("what waits for a person is %+v", got)
	}
	approve()
	other.Sees("ana", served.Masked)

	s.Applied(s.Accept(served.Event("policy.deleted", `{"id":"mask-email","version":2}`)), "one", "two")
	one.Sees("ana", served.Clear)
	other.Sees("ana", served.Masked)
	approve()
	other.Sees("ana", served.Clear)

	s.Applied(s.Accept(served.Event("policy.updated", served.MaskEmail(3))), "one", "two")
	one.Sees("ana", served.Masked)
	other.Sees("ana", served.Masked)
}

// Letting go of a cluster shuts it, and the other goes on; registered anew, it
// gets everything.
func TestRemovalAndReturn(t *testing.T) {
	s, one, other := two(t)
	s.Applied(s.Accept(append(policies(), served.Event("user.updated", served.User("ana", 1)),
		served.Event("source.updated", one.People("first", 1)), served.Event("source.updated", served.People("second", "localhost", 0, 1)), served.Synced())...), "one", "two")
	other.Sees("ana", served.Masked)
	if _, err := s.API.RemoveCluster(t.Context(), api.Removal{Cluster: "two"}); err != nil {
		t.Fatal(err)
	}
	other.Sees("ana", served.Nothing)
	s.Applied(s.Accept(served.Event("user.updated", served.User("ana", 2, "hr"))), "one")
	one.Sees("ana", served.Clear)
	other.Sees("ana", served.Nothing)
	if got := s.Status("", "source", "second"); got.Phase != state.PhaseUnmatched {
		t.Errorf("a source whose cluster is gone is %+v", got)
	}
	s.Applied(s.Submit(other.ClusterAt("two", "localhost", other.Port())), "two")
	other.Sees("ana", served.Clear)
}

// A new cluster's gates wait until the platform has sent everything, unless
// the operator opens them; one that comes after that gets everything at once.
func TestFirstLoad(t *testing.T) {
	s, one, other := two(t, "open: true")
	third := served.NewWarehouse(t, pgtest.Config{})
	third.Reader("ana")
	s.Applied(s.Accept(append(policies(), served.Event("user.updated", served.User("ana", 1)),
		served.Event("source.updated", one.People("first", 1)), served.Event("source.updated", served.People("second", "localhost", 0, 1)),
		served.Event("source.updated", third.People("third", 1)))...), "one", "two")
	one.Sees("ana", served.Nothing)
	other.Sees("ana", served.Masked)
	if got := s.Status("one", "source", "first"); got.Phase != state.PhaseClosed {
		t.Errorf("before the first load is complete, a source is %+v", got)
	}
	s.Applied(s.Accept(served.Synced()), "one", "two")
	one.Sees("ana", served.Masked)
	if got := s.Status("", "source", "third"); got.Phase != state.PhaseUnmatched {
		t.Errorf("a source without a cluster is %+v", got)
	}
	s.Applied(s.Submit(third.Cluster("three")), "three")
	third.Sees("ana", served.Masked)
}
