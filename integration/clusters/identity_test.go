package clusters_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"scrim/integration/doors/served"
	"scrim/integration/pgtest"
	"scrim/pkg/issue"
	"scrim/pkg/preflight"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

// refused fails the test when a document is accepted, or refused for another
// reason.
func refused(t *testing.T, s *served.Scrim, document string, code issue.Code) {
	t.Helper()
	_, err := s.API.Submit(t.Context(), api.Submission{Body: []byte(document)})
	var failure *issue.Failure
	if !errors.As(err, &failure) || !failure.Issues.Has(code) {
		t.Errorf("%s\nis answered with %v, not %s", document, err, code)
	}
}

// said waits until a cluster's message holds a text.
func said(s *served.Scrim, cluster, text string) {
	s.Until(cluster+" says "+text, func(all map[string]state.ClusterStatus) bool { return strings.Contains(all[cluster].Message, text) })
}

// written is the schemas that scrim has made on a warehouse.
func written(w *served.Warehouse) string {
	return strings.Join(w.Read("postgres", "SELECT nspname FROM pg_namespace WHERE nspowner = '"+served.Account+"'::regrole ORDER BY 1"), " ")
}

// One warehouse is one cluster, by whatever name it is reached.
func TestSecondRegistrationIsRefused(t *testing.T) {
	s, one, _ := two(t)
	for _, document := range []string{
		one.Cluster("again"),
		one.ClusterAt("again", "127.0.0.1.", one.Port()),
		one.ClusterAt("again", "localhost", one.Port()),
		one.ClusterAt("again", "localhost", one.Port(), "prefix: other"),
		strings.Replace(one.ClusterAt("again", "localhost", one.Port()), "view_database: "+served.Database, "view_database: postgres", 1),
	} {
		refused(t, s, document, "warehouse-registered-twice")
	}
	all, err := s.API.Clusters(t.Context())
	if err != nil || len(all.Clusters) != 2 {
		t.Errorf("%d clusters are registered, %v", len(all.Clusters), err)
	}
	third := served.NewWarehouse(t, pgtest.Config{})
	refused(t, s, third.Cluster("a")+"---\n"+third.ClusterAt("b", "localhost", third.Port()), "warehouse-registered-twice")
}

// A warehouse that does not answer when it is registered is compared before
// anything is written there.
func TestSecondRegistrationThatComesToLight(t *testing.T) {
	s, one, _ := two(t)
	proxy := served.NewProxy(t, one.Addr())
	proxy.Cut()
	s.Submit(one.ClusterAt("again", "127.0.0.1", proxy.Port(), "prefix: other"))
	said(s, "again", "the warehouse cannot be reached")
	proxy.Mend()
	said(s, "again", `the warehouse is registered as another cluster, "one"`)
	if got := s.Cluster("again"); got.State != state.ClusterFailed || got.Applied != 0 {
		t.Errorf("a second registration is told as %+v", got)
	}
	for _, as := range []*api.Account{nil, {User: pgtest.Superuser}} {
		if _, err := s.API.Bootstrap(t.Context(), "again", api.BootstrapRequest{As: as}); !errors.Is(err, api.ErrConflict) || !strings.Contains(err.Error(), `another cluster, "one"`) {
			t.Errorf("preparing it as %v is answered with %v", as, err)
		}
	}
	if _, err := s.API.Teardown(t.Context(), "again", api.TeardownRequest{}); !errors.Is(err, api.ErrConflict) {
		t.Errorf("tearing it down is answered with %v", err)
	}
	s.Applied(s.Accept(served.Event("user.updated", served.User("ana", 1))), "one")
	if got := written(one); strings.Contains(got, "other") || !strings.Contains(got, "scrim_system") {
		t.Errorf("scrim's schemas are %q", got)
	}

	// The way out: either of the two.
	if _, err := s.API.RemoveCluster(t.Context(), api.Removal{Cluster: "again"}); err != nil {
		t.Errorf("letting go of a cluster that scrim never wrote to: %v", err)
	}
	s.Submit(one.Cluster("one", "unpoliced: nobody"))
	proxy.Cut()
	s.Submit(one.ClusterAt("again", "127.0.0.1", proxy.Port(), "prefix: other"))
	proxy.Mend()
	said(s, "again", "registered as another cluster")
	if _, err := s.API.RemoveCluster(t.Context(), api.Removal{Cluster: "one"}); err != nil {
		t.Fatal(err)
	}
	s.Until("it is the warehouse's cluster now", func(all map[string]state.ClusterStatus) bool { return all["again"].Applied > 0 })
	if got := written(one); !strings.Contains(got, "other_system") {
		t.Errorf("scrim's schemas are %q", got)
	}
}

// A host that leads to another warehouse one day is not written to there, and
// goes on where it left off when it leads back.
func TestHostThatLeadsElsewhere(t *testing.T) {
	one, other := served.NewWarehouse(t, pgtest.Config{}), served.NewWarehouse(t, pgtest.Config{})
	one.Reader("ana")
	other.Reader("ana")
	proxy := served.NewProxy(t, one.Addr())
	s := served.Start(t)
	s.Submit(one.ClusterAt("main", "127.0.0.1", proxy.Port()))
	people := served.Event("source.updated", served.People("people", "127.0.0.1", proxy.Port(), 1))
	s.Applied(s.Accept(append(policies(), served.Event("user.updated", served.User("ana", 1)), people, served.Synced())...), "main")
	one.Sees("ana", served.Masked)

	proxy.Lead(other.Addr())
	revision := s.Accept(served.Event("user.updated", served.User("ana", 2, "hr")))
	said(s, "main", "the address leads to another warehouse than the one that scrim wrote")
	got := s.Cluster("main")
	if got.State != state.ClusterInvalid || got.Applied >= revision || !strings.Contains(got.Message, "scrim cluster remove main --abandon") {
		t.Errorf("a host that leads elsewhere is told as %+v", got)
	}
	if got := written(other); got != "" {
		t.Errorf("scrim made %s on another warehouse", got)
	}
	if _, err := s.API.Bootstrap(t.Context(), "main", api.BootstrapRequest{}); err == nil || !strings.Contains(err.Error(), "leads to another warehouse") {
		t.Errorf("preparing it is answered with %v", err)
	}
	if _, err := s.API.RemoveCluster(t.Context(), api.Removal{Cluster: "main"}); !errors.Is(err, api.ErrUnavailable) {
		t.Errorf("letting go of what nobody can shut is answered with %v", err)
	}
	proxy.Lead(one.Addr())
	s.Applied(revision, "main")
	one.Sees("ana", served.Clear)

	// The other way out, when the old warehouse is no more.
	proxy.Lead(other.Addr())
	s.Accept(served.Event("user.updated", served.User("ana", 3)))
	said(s, "main", "the address leads to another warehouse than the one that scrim wrote")
	if _, err := s.API.RemoveCluster(t.Context(), api.Removal{Cluster: "main", Abandon: true}); err != nil {
		t.Fatal(err)
	}
	s.Applied(s.Submit(one.ClusterAt("main", "127.0.0.1", proxy.Port())), "main")
	other.Sees("ana", served.Masked)
}

// A registered cluster may be reached in another way, but not become another
// warehouse, nor leave its views behind.
func TestChangedRegistration(t *testing.T) {
	s, one, other := two(t)
	s.Applied(s.Accept(append(policies(), served.Event("user.updated", served.User("ana", 1)),
		served.Event("source.updated", served.People("first", "localhost", one.Port(), 1)), served.Synced())...), "one", "two")
	s.Applied(s.Submit(one.ClusterAt("one", "localhost", one.Port())), "one")
	one.Sees("ana", served.Masked)

	third := served.NewWarehouse(t, pgtest.Config{})
	for _, document := range []string{
		third.Cluster("one"),
		one.ClusterAt("one", "localhost", 1), // nobody answers there
		one.Cluster("one", "prefix: other"),
		strings.Replace(one.Cluster("one"), "view_database: "+served.Database, "view_database: postgres", 1),
	} {
		refused(t, s, document, "warehouse-moved")
	}
	refused(t, s, other.ClusterAt("one", "127.0.0.1", other.Port()), "warehouse-registered-twice")
	if got := written(third); got != "" {
		t.Errorf("scrim made %s on another warehouse", got)
	}
	s.Applied(s.Accept(served.Event("user.updated", served.User("ana", 2, "hr"))), "one")
	one.Sees("ana", served.Clear)

	if _, err := s.API.RemoveCluster(t.Context(), api.Removal{Cluster: "one"}); err != nil {
		t.Fatal(err)
	}
	one.Sees("ana", served.Nothing)
	s.Submit(third.Cluster("one"))
}

// A registration says what somebody should do on the cluster, and is accepted
// all the same; sending it again looks at nothing.
func TestRegistrationIsChecked(t *testing.T) {
	w := served.NewWarehouse(t, pgtest.Config{})
	w.Exec("ALTER TABLE hr.people ENABLE ROW LEVEL SECURITY")
	s := served.Start(t)
	register := func(document string) map[string]preflight.Finding {
		t.Helper()
		receipt, err := s.API.Submit(t.Context(), api.Submission{Body: []byte(document)})
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]preflight.Finding{}
		for _, check := range receipt.Checks {
			for _, f := range check.Findings {
				out[f.Check] = f
			}
		}
		return out
	}
	s.Accept(served.Event("source.updated", w.People("people", 1)), served.Event("user.updated", served.User("ana", 1)))
	found := register(w.Cluster("main"))
	for check, want := range map[string]preflight.Status{
		preflight.Reachable: preflight.Passed, preflight.Identity: preflight.Passed, preflight.Privileges: preflight.Passed,
		preflight.RowSecurity: preflight.Warning, preflight.MissingUsers: preflight.Warning,
	} {
		if found[check].Status != want {
			t.Errorf("%s is %+v, not %s", check, found[check], want)
		}
	}
	if again := register(w.Cluster("main")); len(again) > 0 {
		t.Errorf("the same document again is checked: %v", again)
	}
	gone := register("kind: cluster\nid: gone\nwarehouse: postgres\nhost: 127.0.0.1\nport: 1\nview_database: d\ncredentials: {user: u}\n")
	if gone[preflight.Reachable].Status != preflight.Failed {
		t.Errorf("a warehouse that does not answer is registered with %v", gone)
	}
	s.Until("the worker's own check is in the status", func(all map[string]state.ClusterStatus) bool {
		return slices.ContainsFunc(all["main"].Findings, func(f preflight.Finding) bool { return f.Check == preflight.MissingUsers })
	})
}
