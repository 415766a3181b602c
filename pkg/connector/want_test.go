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
