package connector_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
)

// TestCards: what is typed into a tool, with the names that the recipe gives
// where the document gives none.
func TestCards(t *testing.T) {
	cluster := catalog.Cluster{ID: "warehouse", Kind: catalog.Redshift, Host: "warehouse.example.com", Port: 5439, ViewDatabase: "views"}
	for name, test := range map[string]struct {
		c    connector.Connector
		on   catalog.Cluster
		want connector.Card
	}{
		"a password that is made": {
			connector.Connector{ID: "segment", Recipe: connector.SegmentDataGraph, User: "SEGMENT", AllowFrom: []string{"192.0.2.0/28"}}, cluster,
			connector.Card{Connector: "segment", Recipe: connector.SegmentDataGraph, Host: "warehouse.example.com", Port: 5439, Database: "segment_workspace", User: "segment",
				Password: "shown once, by the scrim connector apply that makes the user; one that was there before keeps its own", TLS: "verify-full", AllowFrom: []string{"192.0.2.0/28"},
				Notes: []string{"Profiles Sync writes the schema profiles_sync"}},
		},
		"a password that is kept": {
			connector.Connector{ID: "bi-tool", Recipe: connector.GovernedViews, Password: "env:BI"}, catalog.Cluster{Kind: catalog.Postgres, Host: "127.0.0.1", Port: 5432, ViewDatabase: "views", Prefix: "gauze"},
			connector.Card{Connector: "bi-tool", Recipe: connector.GovernedViews, Host: "127.0.0.1", Port: 5432, Database: "views", User: "bi_tool",
				Password: "in env:BI, where scrim serve runs", TLS: "disable",
				Notes: []string{"the columns of its views are in gauze_system.columns, for tools that can be given a query", "this address is the machine's own: a tool elsewhere needs another"}},
		},
		"no password": {
			connector.Connector{ID: "w", Recipe: connector.WhalyBI, IAM: true, Workspace: "dev"}, cluster,
			connector.Card{Connector: "w", Recipe: connector.WhalyBI, Host: "warehouse.example.com", Port: 5439, Database: "dev", User: "whaly_bi",
				Password: "none: AWS gives temporary ones for this user", TLS: "verify-full"},
		},
		"a key": {
			connector.Connector{ID: "g", Recipe: connector.SegmentBigQuery, Project: "acme-warehouse", Location: "EU"}, catalog.Cluster{},
			connector.Card{Connector: "g", Recipe: connector.SegmentBigQuery, Project: "acme-warehouse", Location: "EU", Account: "segment-connector@acme-warehouse.iam.gserviceaccount.com",
				Key:   "scrim connector apply g --key-file FILE makes one, which is kept nowhere else",
				Notes: []string{"where the tool can use workload identity federation, take that, and make no key"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, connector.CardOf(test.c, test.on)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
