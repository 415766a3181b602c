package warehouse

import (
	"context"
	"slices"
	"strconv"

	"scrim/pkg/catalog"
	"scrim/pkg/preflight"
	"scrim/pkg/render"
)

// bases looks at what keeps governed tables from being read across databases,
// and at what is read beneath their views, one database after the other.
func (c *checks) bases(ctx context.Context) {
	before := len(c.found)
	for _, database := range c.databases() {
		var sources []catalog.Source
		for _, s := range c.ask.Sources {
			if s.Table.Database == database {
				sources = append(sources, s)
			}
		}
		if len(sources) > 0 {
			c.basesIn(ctx, database, sources)
		}
	}
	for _, check := range []string{preflight.Interleaved, preflight.ColumnGrants, preflight.RowSecurity, preflight.ColumnNames, preflight.ExternalTable, preflight.Datashare} {
		if !slices.ContainsFunc(c.found[before:], func(f preflight.Finding) bool { return f.Check == check }) {
			c.passed(check, "none of the %d governed tables", len(c.ask.Sources))
		}
	}
}

func (c *checks) basesIn(ctx context.Context, database string, sources []catalog.Source) {
	at := map[catalog.ViewName]*preflight.Base{}
	var names []string
	for _, s := range sources {
		name := catalog.ViewName{Schema: c.fold(s.Table.Schema), Name: c.fold(s.Table.Name)}
		at[name] = &preflight.Base{Source: s.ID, Table: s.Table, Across: database != c.cluster.ViewDatabase, Folds: c.cluster.Kind.IsRedshift()}
		names = append(names, name.Name)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for _, one := range []struct {
		check, query string
		take         func(b *preflight.Base, row []string)
	}{
		{preflight.Interleaved, "check_columns", func(b *preflight.Base, row []string) {
			key, _ := strconv.Atoi(row[1]) // an integer of the catalogue
			b.Columns, b.SortKeys = append(b.Columns, row[0]), append(b.SortKeys, key)
		}},
		{preflight.ColumnGrants, "check_column_grants", func(b *preflight.Base, row []string) {
			b.GrantedTo = append(b.GrantedTo, identity(row[0], row[1]).String())
		}},
		{preflight.RowSecurity, "check_row_security", func(b *preflight.Base, _ []string) { b.RowSecurity = preflight.Yes }},
		{preflight.ExternalTable, "check_external", func(b *preflight.Base, _ []string) { b.External = true }},
	} {
		if c.queries.text[one.query] == "" {
			continue // nothing that this warehouse has
		}
		rows, err := c.rows(ctx, database, one.query, names)
		if err != nil {
			c.unseen(one.check, err)
		}
		for _, row := range rows {
			if b := at[catalog.ViewName{Schema: c.fold(row[0]), Name: c.fold(row[1])}]; b != nil {
				one.take(b, row[2:])
			}
		}
	}
	shared := c.isShared(ctx, database)
	for _, s := range sources {
		b := at[catalog.ViewName{Schema: c.fold(s.Table.Schema), Name: c.fold(s.Table.Name)}]
		b.Shared = shared
		for _, f := range b.Judge() {
			c.found = append(c.found, f)
			if f.Check == preflight.RowSecurity {
				c.repair(c.repairs.PassBy(s.Table))
			}
		}
	}
}

func (c *checks) fold(name string) string { return render.Fold(c.dialect, name) }

func (c *checks) isShared(ctx context.Context, database string) bool {
	if c.queries.text["check_shared"] == "" {
		return false
	}
	rows, err := c.rows(ctx, c.cluster.ViewDatabase, "check_shared", nil)
	if err != nil {
		c.unseen(preflight.Datashare, err)
	}
	return slices.ContainsFunc(rows, func(row []string) bool { return row[0] == c.fold(database) })
}
