package connector_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
)

var update = flag.Bool("update", false, "write the golden files")

// ground is a cluster that has seen some use: Reverse ETL kept its books as
// the user old_segment.
func ground(kind catalog.ClusterKind) connector.Ground {
	var tables []connector.Table
	for _, words := range []string{
		"crm __segment_reverse_etl checkpoints old_segment", "crm __segment_reverse_etl syncs old_segment",
		"crm accounts accounts etl", "crm devices device_locations etl", "crm devices user_devices etl",
		"sales marts revenue etl", "sales orders lines etl", "sales orders orders etl", "sales public notes ann",
		"segment_linked_profiles_db __segment_reverse_etl checkpoints old_segment",
	} {
		w := strings.Fields(words)
		tables = append(tables, connector.Table{Table: catalog.Table{Database: w[0], Schema: w[1], Name: w[2]}, Owner: w[3]})
	}
	return connector.Ground{
		Kind: kind, ViewDatabase: "views", Prefix: "gauze", Views: []string{"governed"}, Tables: tables,
		Locations: map[string]string{"devices": "EU", "profiles": "EU"},
	}
}

// TestWant: what every preset, and some documents besides, want on each kind
// of warehouse, as a person who must answer for it reads it.
func TestWant(t *testing.T) {
	documents := map[string]string{}
	for _, p := range connector.Presets() {
		documents[string(p.Recipe)] = p.Document
	}
	files, err := filepath.Glob("testdata/want/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		documents[strings.TrimSuffix(filepath.Base(f), ".yaml")] = string(text)
	}
	for name, text := range documents {
		c := decode(t, name, text)
		kinds := []catalog.ClusterKind{catalog.Redshift, catalog.Postgres}
		if c.Recipe == connector.SegmentBigQuery {
			kinds = []catalog.ClusterKind{catalog.BigQuery}
		}
		for _, kind := range kinds {
			t.Run(name+"."+string(kind), func(t *testing.T) {
				golden(t, filepath.Join("testdata/want", name+"."+string(kind)+".txt"), told(c, ground(kind)))
			})
		}
	}
}

func told(c connector.Connector, g connector.Ground) string {
	var b strings.Builder
	for _, s := range connector.Needs(c, g) {
		fmt.Fprintf(&b, "look at %s.%s\n", s.Database, s.Name)
	}
	want, issues := connector.Want(c, g)
	for _, w := range want {
		fmt.Fprintf(&b, "%s\n    because %s\n", connector.Words(w.Thing), w.Why)
		for _, h := range w.Hazards {
			fmt.Fprintf(&b, "    ! %s: %s\n", h.Code, h.Message)
		}
	}
	for _, one := range issues {
		fmt.Fprintln(&b, one)
	}
	return b.String()
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test -update writes it", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}
