package golden

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/integration/pgtest/pgtesting"
	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/plan"
	"scrim/pkg/policy"
)

// odd are types that PostgreSQL tells apart by more than their name.
func odd() []string {
	return []string{
		"smallint", "numeric", "numeric(10,2)", "real", "character(3)", "character varying(8)", "text", `character varying(9) COLLATE "C"`, "boolean", "date",
		"timestamp", "timestamp(3)", "timestamp(0)", "timestamptz", "timestamptz(3)", "time", "time(3)", "timetz(0)", "interval", "interval second(2)",
		"uuid", "jsonb", "bytea", "bit(3)", "bit varying(8)", "integer[]", "numeric(4,1)[]", "inet", "hr.mood", "hr.short", "hr.precise",
	}
}

// Law 3 on every type that a table can have: a policy never changes a view's
// column, so its change is a replacement and no reader misses the view.
func TestAPolicyNeverChangesAColumnsType(t *testing.T) {
	s := newSite(t, catalog.Fenced)
	c := oddTable(t, s)
	names := []string{}
	for _, column := range c.source.Columns {
		names = append(names, column.Name)
	}
	s.applyStep(t, c, plan.CreateView{})
	before := s.columnTypes(t)
	if len(before) != len(odd()) {
		t.Errorf("the view has %d columns of %d", len(before), len(odd()))
	}
	hide := policy.Policy{ID: "hide", Type: policy.TypeMask, AppliesTo: policy.Target{Sources: []string{"odd"}, Columns: names}, Rules: []policy.Rule{{Do: policy.Apply{Mask: policy.MaskNull{}}}}}
	c.policies = []policy.Policy{hide}
	s.applyStep(t, c, plan.ReplaceView{})
	if diff := cmp.Diff(before, s.columnTypes(t)); diff != "" {
		t.Errorf("with a mask:\n%s", diff)
	}
	hide.Unless = policy.InGroup{Name: "hr"}
	c.policies = []policy.Policy{hide}
	s.applyStep(t, c, plan.ReplaceView{})
	if diff := cmp.Diff(before, s.columnTypes(t)); diff != "" {
		t.Errorf("with a mask for some:\n%s", diff)
	}
	c.policies = nil
	s.applyStep(t, c, plan.ReplaceView{})
}

// oddTable makes a table with a column of every odd type, and one of a type
// that scrim does not write: the view is without that one, and stands.
func oddTable(t *testing.T, s *site) *aCase {
	t.Helper()
	c := &aCase{name: "odd types", reviewed: map[string]bool{}, sessions: map[string]directory.Session{}, cluster: s.cluster}
	c.cluster.Unpoliced = "everyone"
	c.source = catalog.Source{ID: "odd", Table: catalog.Table{Database: s.db.Name, Schema: "hr", Name: "odd"}}
	var columns []string
	for i, declared := range append(odd(), `hr."Mood"`) {
		name := fmt.Sprintf("c%02d", i)
		columns = append(columns, name+" "+declared)
		c.reviewed[name] = true
		c.source.Columns = append(c.source.Columns, catalog.Column{Name: name})
	}
	s.db.Exec(t, "CREATE SCHEMA hr", "CREATE TYPE hr.mood AS ENUM ('good', 'bad')", `CREATE TYPE hr."Mood" AS ENUM ('good', 'bad')`,
		"CREATE DOMAIN hr.short AS character varying(4)", "CREATE DOMAIN hr.precise AS timestamp(2)",
		"CREATE TABLE hr.odd ("+strings.Join(columns, ", ")+")",
		fmt.Sprintf("GRANT USAGE ON SCHEMA hr TO %[1]s; GRANT SELECT ON hr.odd TO %[1]s", quote(s.account)))
	return c
}

// applyStep applies the case, whose one DDL must be such a step.
func (s *site) applyStep(t *testing.T, c *aCase, like plan.Step) {
	t.Helper()
	p := s.plan(t, c)
	found := slices.ContainsFunc(p.Units, func(u plan.Unit) bool {
		return slices.ContainsFunc(u.Steps, func(step plan.Step) bool { return fmt.Sprintf("%T", step) == fmt.Sprintf("%T", like) })
	})
	if !found {
		t.Errorf("the plan has no %T: %+v", like, p.Units)
	}
	s.apply(t, c)
}

// columnTypes is what the view's columns are, as PostgreSQL says it.
func (s *site) columnTypes(t *testing.T) []string {
	t.Helper()
	rows, err := s.db.Connect(t, "").Query(t.Context(), `SELECT attname || ' ' || pg_catalog.format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'governed.odd'::regclass AND attnum > 0 ORDER BY attnum`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			t.Fatal(err)
		}
		out = append(out, one)
	}
	return out
}

func TestMain(m *testing.M) { pgtesting.Main(m) }
