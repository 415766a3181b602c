package catalog_test

import (
	"testing"

	"pgregory.net/rapid"

	"scrim/pkg/catalog"
)

func TestTagsAreATree(t *testing.T) {
	for _, one := range []struct {
		tag, parent catalog.Tag
		within      bool
	}{
		{"PII", "PII", true}, {"PII.Email", "PII", true}, {"PII.Email.Work", "PII", true}, {"PII.Email.Work", "PII.Email", true},
		{"PII", "PII.Email", false}, {"PIIX", "PII", false}, {"PII.EmailX", "PII.Email", false}, {"pii.Email", "PII", false}, {"Other", "PII", false}, {"PII", "", false},
	} {
		if got := one.tag.Within(one.parent); got != one.within {
			t.Errorf("%q within %q is %v", one.tag, one.parent, got)
		}
	}
	column := catalog.Column{Tags: []catalog.Tag{"A", "PII.Email"}}
	source := catalog.Source{Tags: []catalog.Tag{"Sales.EU"}}
	if !column.Tagged("PII") || column.Tagged("B") || !source.Tagged("Sales") || source.Tagged("PII") {
		t.Error("what is tagged below a tag is tagged with it")
	}
}

func TestWhereAViewIsPlaced(t *testing.T) {
	table := catalog.Table{Database: "Sales", Schema: "hr", Name: "{source}"}
	for _, one := range []struct {
		name     string
		cluster  catalog.Cluster
		given    catalog.ViewName
		want     string
		explicit bool
	}{
		{"nothing said", catalog.Cluster{}, catalog.ViewName{}, "governed.hr_{source}", false},
		{"templates", catalog.Cluster{ViewSchema: "v_{database}_{schema}", ViewName: "{table}.{source}"}, catalog.ViewName{}, "v_Sales_hr.{source}.s1", false},
		{"given", catalog.Cluster{ViewSchema: "v", ViewName: "n"}, catalog.ViewName{Schema: "a", Name: "{table}"}, "a.{table}", true},
		{"half given", catalog.Cluster{ViewSchema: "v"}, catalog.ViewName{Name: "n"}, "v.n", false},
		{"the other half", catalog.Cluster{ViewName: "n"}, catalog.ViewName{Schema: "a"}, "a.n", false},
		{"no such field", catalog.Cluster{ViewName: "{owner}-{table"}, catalog.ViewName{}, "governed.{owner}-{table", false},
	} {
		name, explicit := one.cluster.Place(catalog.Source{ID: "s1", Table: table, View: one.given})
		if name.String() != one.want || explicit != one.explicit {
			t.Errorf("%s: %s (%v), not %s", one.name, name, explicit, one.want)
		}
	}
}

// A field's value is never read as a template again.
func TestTemplatesAreFilledOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := catalog.Table{Database: rapid.String().Draw(t, "database"), Schema: rapid.SampledFrom([]string{"{table}", "{source}", "x"}).Draw(t, "schema"), Name: rapid.String().Draw(t, "table")}
		name, _ := catalog.Cluster{ViewSchema: "{schema}", ViewName: "{database}{schema}{table}{source}"}.Place(catalog.Source{ID: "id", Table: table})
		if want := table.Database + table.Schema + table.Name + "id"; name.Name != want || name.Schema != table.Schema {
			t.Fatalf("%q.%q, not %q.%q", name.Schema, name.Name, table.Schema, want)
		}
	})
}

func TestWhichClusterServesASource(t *testing.T) {
	c := catalog.Cluster{Host: "Warehouse.Example.", Port: 5439, ViewDatabase: "analytics"}
	for _, one := range []struct {
		host string
		port int
		want bool
	}{
		{"warehouse.example", 5439, true}, {"WAREHOUSE.EXAMPLE.", 0, true}, {"warehouse.example", 5440, false}, {"other.example", 5439, false}, {"", 0, false},
	} {
		if got := c.Serves(catalog.Source{Host: one.host, Port: one.port}); got != one.want {
			t.Errorf("%s:%d is %v", one.host, one.port, got)
		}
	}
	c.Port = 0
	if !c.Serves(catalog.Source{Host: "warehouse.example", Port: 1}) {
		t.Error("a cluster without a port serves any")
	}
	if !c.Governs("analytics") || c.Governs("sales") {
		t.Error("without a list the view database alone is governed")
	}
	c.Databases = []string{"sales"}
	if c.Governs("analytics") || !c.Governs("sales") {
		t.Error("with a list, what is on it is governed")
	}
}

func TestWhatAClusterDoesByDefault(t *testing.T) {
	for kind, want := range map[catalog.ClusterKind]catalog.Enforcement{
		catalog.Postgres: catalog.Fenced, catalog.Redshift: catalog.Fast, catalog.RedshiftServerless: catalog.Fast, catalog.BigQuery: catalog.Fast, "": catalog.Fast,
	} {
		if got := (catalog.Cluster{Kind: kind}).Mode(); got != want {
			t.Errorf("%s is %s", kind, got)
		}
	}
	if (catalog.Cluster{Kind: catalog.Postgres, Enforcement: catalog.Fast}).Mode() != catalog.Fast {
		t.Error("what is said counts")
	}
	if (catalog.Cluster{}).SystemPrefix() != "scrim" || (catalog.Cluster{Prefix: "x"}).SystemPrefix() != "x" {
		t.Error("the prefix")
	}
}

func TestColumnsAreFoundByTheirExactName(t *testing.T) {
	s := catalog.Signature{Columns: []catalog.Observed{{Name: "a", Ordinal: 1}, {Name: "A", Ordinal: 2}}}
	if c, ok := s.Column("A"); !ok || c.Ordinal != 2 {
		t.Errorf("%+v (%v)", c, ok)
	}
	if _, ok := s.Column("b"); ok {
		t.Error("a column that is not there")
	}
}
