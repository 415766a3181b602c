package warehouse

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/preflight"
	"scrim/pkg/render"
	"scrim/pkg/verify"
)

// usage looks at what letting readers into the schemas of tables would make
// effective: late-binding views may ask it of them.
func (c *checks) usage(ctx context.Context) {
	if !c.cluster.Kind.IsRedshift() {
		c.skipped(preflight.ReadersUsage, "PostgreSQL asks readers of a view for nothing in its base's schema, so nobody is to be let in")
		return
	}
	if len(c.ask.Sources) == 0 {
		c.passed(preflight.ReadersUsage, "no source is governed yet")
		return
	}
	crowd, err := c.crowd(ctx, c.ask.Usernames)
	if err != nil {
		c.unseen(preflight.ReadersUsage, err)
		return
	}
	entrances, err := c.entrances(ctx, c.ask.Sources)
	if err != nil {
		c.unseen(preflight.ReadersUsage, err)
		return
	}
	for _, l := range preflight.Usage(crowd, entrances, c.cluster.AcceptUsage) {
		c.found = append(c.found, l.Finding)
		if l.Status == preflight.Warning && l.Next == "" {
			c.repair(c.repairs.LetIn(l.Schema, l.Role, l.Grant, l.Join))
		}
	}
}

// crowd is who reads on a Redshift cluster, of these users of scrim's.
func (w *Warehouse) crowd(ctx context.Context, usernames []string) (preflight.Crowd, error) {
	own := w.cluster.ViewDatabase
	out := preflight.Crowd{Role: render.Fold(w.dialect, render.ReadersRole(w.cluster)), Spared: []string{w.cluster.Credentials.User}}
	for _, one := range []struct {
		query string
		names []string
		take  func(row []string)
	}{
		{"logins", usernames, func(row []string) { out.Readers = append(out.Readers, row[0]) }},
		{"check_superusers", nil, func(row []string) { out.Spared = append(out.Spared, row[0]) }},
		{"access_roles", nil, func(row []string) { out.There = out.There || row[0] == out.Role }},
		{"access_members", nil, memberOf(&out, verify.User, verify.Role)},
		{"access_nested", nil, memberOf(&out, verify.Role, verify.Role)},
		{"access_groups", nil, memberOf(&out, verify.User, verify.Group)},
	} {
		rows, err := w.rows(ctx, own, one.query, one.names)
		if err != nil {
			return out, err
		}
		for _, row := range rows {
			one.take(row)
		}
	}
	slices.Sort(out.Readers)
	return out, nil
}

func memberOf(c *preflight.Crowd, member, of verify.Kind) func(row []string) {
	return func(row []string) {
		c.Members = append(c.Members, verify.Member{Member: verify.Party{Kind: member, Name: row[0]}, Of: verify.Party{Kind: of, Name: row[1]}})
	}
}

// entrances is the schemas of these sources' tables, in order.
func (w *Warehouse) entrances(ctx context.Context, sources []catalog.Source) ([]preflight.Entrance, error) {
	unseen, err := w.blind(ctx)
	if err != nil {
		return nil, err
	}
	schemas := map[string][]string{}
	for _, s := range sources {
		database := render.Fold(w.dialect, s.Table.Database)
		schemas[database] = append(schemas[database], render.Fold(w.dialect, s.Table.Schema))
	}
	var out []preflight.Entrance
	for _, database := range w.databases() {
		names := schemas[render.Fold(w.dialect, database)]
		slices.Sort(names)
		for _, schema := range slices.Compact(names) {
			e := preflight.Entrance{Database: database, Schema: schema, Unseen: unseen}
			if err := w.grantedIn(ctx, &e); err != nil {
				return nil, err
			}
			out = append(out, e)
		}
	}
	return out, nil
}

// grantedIn reads who may name what is in a schema, and what was granted in
// it.
func (w *Warehouse) grantedIn(ctx context.Context, e *preflight.Entrance) error {
	add := func(verb, name, kind, who string) {
		e.Granted = append(e.Granted, preflight.Privilege{Verb: verb, On: catalog.Table{Database: e.Database, Schema: e.Schema, Name: name}, To: identity(kind, who)})
	}
	for query, take := range map[string]func(row []string){ // the first column is a schema, or nothing for all of them
		"access_usages":         func(row []string) { e.May = append(e.May, identity(row[1], row[2])) },
		"check_dormant":         func(row []string) { add(row[2], row[1], row[3], row[4]) },
		"check_dormant_columns": func(row []string) { add(row[2], row[1], row[3], row[4]) },
		"check_dormant_scoped":  func(row []string) { add(row[1], "*", row[2], row[3]) },
		"check_dormant_all":     func(row []string) { add(row[1], "*", row[2], row[3]) },
		"access_defaults":       func(row []string) { add("SELECT", "*", row[2], row[3]) },
		"access_callers":        func(row []string) { add("EXECUTE", row[1], row[3], row[4]) },
	} {
		rows, err := w.rows(ctx, e.Database, query, []string{e.Schema})
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row[0] == e.Schema || row[0] == "" && query != "access_usages" {
				take(row)
			}
		}
	}
	slices.SortFunc(e.Granted, func(a, b preflight.Privilege) int { return strings.Compare(a.String(), b.String()) })
	return nil
}

// blind says why grants to others cannot be seen; empty where they can.
func (w *Warehouse) blind(ctx context.Context) (string, error) {
	pool, err := w.own(ctx)
	if err != nil {
		return "", err
	}
	var relations, others int64
	err = pool.QueryRow(ctx, w.queries.text["access_sight"], w.cluster.SystemPrefix()+"_catalog").Scan(&relations, &others)
	switch {
	case err != nil:
		return "", classify("asking what the account sees", err)
	case others == 0:
		return "the account needs ACCESS SYSTEM TABLE, which scrim cluster bootstrap gives it", nil
	case relations == 0:
		return fmt.Sprintf("ALTER USER %s SYSLOG ACCESS UNRESTRICTED, for as long as you look, shows it", w.cluster.Credentials.User), nil
	}
	return "", nil
}
