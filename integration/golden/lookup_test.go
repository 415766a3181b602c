package golden

import (
	"fmt"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
)

// listed is a table that policies of a case look something up in: a further
// source of its documents, with sections "table ID" and "rows ID".
type listed struct {
	source   catalog.Source
	base     catalog.Signature
	declared []string
	reviewed map[string]bool
	rows     [][]string
}

// further adds a source beside the one that the case is about.
func (c *aCase) further(s catalog.Source) { c.listed(s.ID).source = s }

// listed is a lookup table by its source's id.
func (c *aCase) listed(id string) *listed {
	for _, l := range c.lookups {
		if l.source.ID == id {
			return l
		}
	}
	l := &listed{source: catalog.Source{ID: id}, reviewed: map[string]bool{}}
	c.lookups = append(c.lookups, l)
	return l
}

// columns reads the lines of a section "table ID".
func (l *listed) columns(t *testing.T, text string) {
	t.Helper()
	for i, line := range lines(text) {
		name, declared, _ := strings.Cut(line, " ")
		declared, unreviewed := strings.CutSuffix(strings.TrimSpace(declared), " unreviewed")
		typ, ok := catalog.ParseType(declared)
		if !ok {
			t.Fatalf("%s: no type: %q", l.source.ID, declared)
		}
		l.base.Columns = append(l.base.Columns, catalog.Observed{Name: name, Type: typ, Ordinal: i + 1})
		l.declared = append(l.declared, declared)
		l.reviewed[name] = !unreviewed
	}
}

// tables is what the compiler knows of the lookup tables.
func (c *aCase) tables(on catalog.Cluster) []compile.Lookup {
	var out []compile.Lookup
	for _, l := range c.lookups {
		one := compile.Lookup{Source: l.source, Base: l.base, Reviewed: l.reviewed}
		if on.Kind == catalog.Postgres {
			one.Source.Table.Database = on.ViewDatabase // it reads no other
		}
		if l.source.Disabled {
			one.Closed = "it is disabled"
		}
		out = append(out, one)
	}
	return out
}

// list makes the case's lookup tables.
func (s *site) list(t *testing.T, c *aCase) {
	t.Helper()
	for _, l := range c.lookups {
		at := l.source.Table
		s.db.Exec(t, "DROP SCHEMA IF EXISTS "+quote(at.Schema)+" CASCADE", "CREATE SCHEMA "+quote(at.Schema),
			fmt.Sprintf("GRANT USAGE ON SCHEMA %s TO %s", quote(at.Schema), quote(s.account)))
		s.table(t, at, l.base, l.declared, l.rows)
	}
}
