package prove_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
)

// accounts is a connector of every recipe for clusters.
func accounts(redshift bool) []connector.Connector {
	crm := connector.Extent{Database: "shop", Schema: "crm"}
	if !redshift {
		crm.Creators = []string{"etl"}
	}
	devices := connector.Extent{Database: "shop", Schema: "crm", Tables: []string{"devices"}}
	now := crm
	now.Future, now.Creators = connector.NotCovered, nil
	return []connector.Connector{
		{ID: "graph", Recipe: connector.SegmentDataGraph, Reads: []connector.Extent{crm}},
		{ID: "graph-tables", Recipe: connector.SegmentDataGraph, User: "graph2", Role: "graph2_linked", SyncRole: "graph2_sync", Workspace: "shop", Profiles: "profiles2", Reads: []connector.Extent{devices}},
		{ID: "entities", Recipe: connector.SegmentEntities, Reads: []connector.Extent{devices}},
		{ID: "linked", Recipe: connector.SegmentLinked, Role: "linked_role", Reads: []connector.Extent{crm}},
		{ID: "whaly", Recipe: connector.WhalyBI, Workspace: "shop", Reads: []connector.Extent{{Schema: "crm", Creators: []string{"etl"}}}},
		{ID: "reader", Recipe: connector.ReadOnly, Workspace: "shop", Reads: []connector.Extent{now}},
		{ID: "writer", Recipe: connector.ReadWrite, Workspace: "shop", Reads: []connector.Extent{devices}, Writes: []connector.Extent{{Schema: "finance", Creators: []string{"etl"}}}},
		{ID: "viewer", Recipe: connector.GovernedViews},
	}
}

func both(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	t.Parallel()
	for _, kind := range []catalog.ClusterKind{catalog.Postgres, catalog.Redshift} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			test(t, newWorld(t, kind))
		})
	}
}

// An account that is as its recipe wants it passes wholly, and the run leaves
// nothing behind.
func TestRecipesPass(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		for _, c := range accounts(w.redshift()) {
			t.Run(c.ID, func(t *testing.T) {
				w.provision(t, c)
				before := w.dump(t)
				report := w.prove(t, w.ask(t, c))
				if !report.Proven() {
					t.Errorf("it is not proven:\n%s", tell(report))
				}
				if diff := cmp.Diff(before, w.dump(t)); diff != "" {
					t.Errorf("the run left traces:\n%s", diff)
				}
				if !slices.ContainsFunc(report.Results, func(r trial.Result) bool { return r.Name == "read-elsewhere" }) {
					t.Error("nothing else was tried to be read")
				}
			})
		}
	})
}
