package connector_test

import (
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
)

// TestNamesAreAsTheCatalogueHasThem: Redshift lowers what is written in
// capitals, PostgreSQL does not.
func TestNamesAreAsTheCatalogueHasThem(t *testing.T) {
	c := connector.Connector{ID: "tool", Recipe: connector.SegmentLinked, Role: "SEGMENT_LINKED_ROLE",
		Reads: []connector.Extent{{Database: "CRM", Schema: "Devices", Creators: []string{"ETL"}}}}
	for kind, name := range map[catalog.ClusterKind]string{catalog.Redshift: "segment_linked_role", catalog.Postgres: "SEGMENT_LINKED_ROLE"} {
		g := connector.Ground{Kind: kind, ViewDatabase: "analytics", Prefix: "scrim"}
		want, issues := connector.Want(c, g)
		if len(issues) > 0 || len(want) == 0 {
			t.Fatalf("%s: %v", kind, issues)
		}
		found := false
		for _, w := range want {
			if r, ok := w.Thing.(connector.Role); ok {
				found = r.Name == name
			}
		}
		if !found {
			t.Errorf("%s wants no role %s", kind, name)
		}
	}
	needs := connector.Needs(c, connector.Ground{Kind: catalog.Redshift})
	if len(needs) != 1 || needs[0] != (connector.Schema{Database: "crm", Name: "devices"}) {
		t.Errorf("what must be listed: %v", needs)
	}
}

// TestNoToolIsSomebodyElse: scrim's own account, its readers' role, a
// provisioner and PUBLIC are no tool's, by name or by a name made of an id.
func TestNoToolIsSomebodyElse(t *testing.T) {
	for kind := range map[catalog.ClusterKind]bool{catalog.Redshift: true, catalog.Postgres: true} {
		g := connector.On(catalog.Cluster{Kind: kind, ViewDatabase: "analytics", Credentials: catalog.Credentials{User: "scrim"},
			Provisioner: &catalog.Credentials{User: "provisioner"}})
		for name, c := range map[string]connector.Connector{
			"scrim's account":   {ID: "tool", Recipe: connector.ReadOnly, User: "scrim"},
			"made of the id":    {ID: "scrim", Recipe: connector.GovernedViews},
			"the readers' role": {ID: "tool", Recipe: connector.ReadOnly, Role: "scrim_readers"},
			"the provisioner":   {ID: "tool", Recipe: connector.SegmentDataGraph, SyncRole: "provisioner"},
			"everybody":         {ID: "public", Recipe: connector.GovernedViews},
		} {
			if want, issues := connector.Want(c, g); !issues.HasErrors() || len(want) > 0 {
				t.Errorf("%s, %s: it is wanted: %v", kind, name, want)
			}
		}
		if _, issues := connector.Want(connector.Connector{ID: "tool", Recipe: connector.GovernedViews}, g); issues.HasErrors() {
			t.Errorf("%s: an account of its own: %v", kind, issues)
		}
	}
}
