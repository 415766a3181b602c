package warehouse

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"scrim/pkg/catalog"
	"scrim/pkg/render"
	"scrim/pkg/verify"
)

// redshift looks at each database by itself: catalogues of grants show only
// the one that a session is connected to.
func (s *scan) redshift(ctx context.Context) error {
	texts := map[catalog.Table]string{}
	for _, database := range s.w.databases() {
		pool, err := s.w.pool(ctx, database)
		if err == nil {
			err = s.database(ctx, pool, database, texts)
		}
		if errors.Is(err, ErrDenied) || errors.Is(err, ErrPassword) || errors.Is(err, ErrMissing) {
			s.unseen("database %s: %v", database, err)
			continue
		}
		if err != nil {
			return err
		}
	}
	s.mentions(texts)
	pool, err := s.w.own(ctx)
	if err != nil {
		return err
	}
	if err := s.identities(ctx, pool); err != nil {
		return err
	}
	if err := s.sight(ctx, pool); err != nil {
		return err
	}
	return s.markReaders(ctx)
}

// mentions tells what views read, from their texts.
func (s *scan) mentions(texts map[catalog.Table]string) {
	var all []catalog.Table
	for _, r := range s.out.Relations {
		all = append(all, r.Table)
	}
	for i, r := range s.out.Relations {
		text := texts[r.Table]
		if text == "" {
			continue
		}
		reads := slices.DeleteFunc(verify.Mentions(text, r.Database, all), func(t catalog.Table) bool { return t == r.Table })
		if r.Form != verify.Governed && slices.Contains(reads, s.gate()) {
			reads = s.copied(text)
		}
		s.out.Relations[i].Reads = reads
	}
}

// gate is the table that every view of scrim's asks, and nobody else's.
func (s *scan) gate() catalog.Table {
	return catalog.Table{Database: s.w.cluster.ViewDatabase, Schema: render.Fold(s.w.dialect, render.SystemSchema(s.w.cluster)), Name: "gate"}
}

// copied is the views of scrim's of which a text holds a copy: a regular view
// over a late-binding one may show that one's text in the place of its name.
func (s *scan) copied(text string) []catalog.Table {
	var out []catalog.Table
	for _, r := range s.out.Relations {
		if r.Form == verify.Governed && r.Source != "" && strings.Contains(text, "'"+r.Source+"'") {
			out = append(out, r.Table)
		}
	}
	return out
}

func (s *scan) database(ctx context.Context, pool *pgxpool.Pool, database string, texts map[catalog.Table]string) error {
	for _, look := range []func(context.Context, *pgxpool.Pool, string) error{
		func(ctx context.Context, pool *pgxpool.Pool, database string) error {
			return s.relationsIn(ctx, pool, database, texts)
		},
		s.external, s.grantsIn, s.scopedIn, s.usagesIn, s.defaultsIn, s.routinesIn, s.sharesIn,
	} {
		if err := look(ctx, pool, database); err != nil {
			return err
		}
	}
	return nil
}

func (s *scan) relationsIn(ctx context.Context, pool *pgxpool.Pool, database string, texts map[catalog.Table]string) error {
	return s.all(ctx, pool, "relations of database "+database, "access_relations", nil, func(rows pgx.Rows) error {
		r := verify.Relation{Table: catalog.Table{Database: database}}
		var kind, text string
		err := rows.Scan(&r.Schema, &r.Name, &kind, &r.Owner, &text)
		r.Form, r.Source = form(kind), s.governed[r.Table]
		if begin := strings.ToLower(strings.TrimSpace(text)); strings.HasPrefix(begin, "create") {
			r.Form = verify.LateBinding // its definition is the statement that made it
			if strings.HasPrefix(begin, "create materialized") {
				r.Form = verify.Materialized
			}
		}
		s.ours(&r)
		if r.Form != verify.Stored {
			texts[r.Table] = text
		}
		s.out.Relations = append(s.out.Relations, r)
		return err
	})
}

// external finds governed tables that lie outside: no catalogue of relations
// has them.
func (s *scan) external(ctx context.Context, pool *pgxpool.Pool, database string) error {
	return s.all(ctx, pool, "external schemas of database "+database, "access_external", nil, func(rows pgx.Rows) error {
		var schema string
		err := rows.Scan(&schema)
		for t, source := range s.governed {
			if t.Database == database && t.Schema == schema {
				s.out.Relations = append(s.out.Relations, verify.Relation{Table: t, Source: source, Form: verify.Stored, External: true})
			}
		}
		return err
	})
}

// concerned is the names of a database's relations whose grants matter.
func (s *scan) concerned(database string) []any {
	var names []string
	for _, r := range s.out.Relations {
		if r.Database == database && r.Form != verify.Governed && (r.Source != "" || r.Form != verify.Stored) {
			names = append(names, r.Name)
		}
	}
	slices.Sort(names)
	return anys(slices.Compact(names))
}

func (s *scan) grantsIn(ctx context.Context, pool *pgxpool.Pool, database string) error {
	add := func(rows pgx.Rows) error {
		g := verify.Grant{On: catalog.Table{Database: database}}
		var kind, name string
		err := rows.Scan(&g.On.Schema, &g.On.Name, &g.Column, &kind, &name)
		g.To = identity(kind, name)
		s.out.Grants = append(s.out.Grants, g)
		return err
	}
	for chunk := range slices.Chunk(s.concerned(database), chunkAsked) {
		if err := s.all(ctx, pool, "grants in database "+database, "access_grants", chunk, add); err != nil {
			return err
		}
		if err := s.all(ctx, pool, "grants on columns in database "+database, "access_columns", chunk, add); err != nil {
			return err
		}
	}
	return nil
}

func (s *scan) scopedIn(ctx context.Context, pool *pgxpool.Pool, database string) error {
	for query, scope := range map[string]verify.Scope{"access_scoped": verify.OnSchema, "access_scoped_all": verify.OnDatabase} {
		err := s.all(ctx, pool, fmt.Sprintf("grants on all tables of a %s in database %s", scope, database), query, nil, func(rows pgx.Rows) error {
			g := verify.Grant{On: catalog.Table{Database: database}, Scope: scope}
			var kind, name string
			err := rows.Scan(&g.On.Schema, &kind, &name)
			g.To = identity(kind, name)
			s.out.Grants = append(s.out.Grants, g)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *scan) usagesIn(ctx context.Context, pool *pgxpool.Pool, database string) error {
	for _, query := range []string{"access_usages", "access_schema_owners"} {
		err := s.all(ctx, pool, "schemas of database "+database, query, nil, func(rows pgx.Rows) error {
			u := verify.Usage{Database: database}
			var kind, name string
			err := rows.Scan(&u.Schema, &kind, &name)
			u.To = identity(kind, name)
			s.out.Usages = append(s.out.Usages, u)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *scan) defaultsIn(ctx context.Context, pool *pgxpool.Pool, database string) error {
	return s.all(ctx, pool, "default privileges of database "+database, "access_defaults", nil, func(rows pgx.Rows) error {
		d := verify.Default{Database: database}
		var kind, name string
		err := rows.Scan(&d.Schema, &d.Creator, &kind, &name)
		d.To = identity(kind, name)
		s.out.Defaults = append(s.out.Defaults, d)
		return err
	})
}

// routinesIn reads procedures and who may call them, which are two catalogues.
// Only the second tells the arguments of several with one name.
func (s *scan) routinesIn(ctx context.Context, pool *pgxpool.Pool, database string) error {
	type caller struct {
		arguments string
		who       verify.Party
	}
	callers := map[[2]string][]caller{}
	err := s.all(ctx, pool, "callers of procedures in database "+database, "access_callers", nil, func(rows pgx.Rows) error {
		var at [2]string
		var arguments, kind, name string
		err := rows.Scan(&at[0], &at[1], &arguments, &kind, &name)
		callers[at] = append(callers[at], caller{arguments, identity(kind, name)})
		return err
	})
	if err != nil {
		return err
	}
	return s.all(ctx, pool, "procedures of database "+database, "access_routines", nil, func(rows pgx.Rows) error {
		f := verify.Routine{Database: database, Procedure: true}
		err := rows.Scan(&f.Schema, &f.Name, &f.Owner, &f.Text)
		for _, c := range callers[[2]string{f.Schema, f.Name}] {
			f.Arguments, f.Execute = c.arguments, []verify.Party{c.who}
			s.out.Routines = append(s.out.Routines, f)
		}
		return err
	})
}

func (s *scan) sharesIn(ctx context.Context, pool *pgxpool.Pool, database string) error {
	consumers := map[string][]string{}
	err := s.all(ctx, pool, "consumers of datashares", "access_consumers", nil, func(rows pgx.Rows) error {
		var share, who string
		err := rows.Scan(&share, &who)
		consumers[share] = append(consumers[share], who)
		return err
	})
	if err != nil {
		return err
	}
	return s.all(ctx, pool, "datashares of database "+database, "access_shares", nil, func(rows pgx.Rows) error {
		var name, kind, object string
		err := rows.Scan(&name, &kind, &object)
		if schema, table, ok := strings.Cut(object, "."); ok && kind != "schema" { // a schema alone shares nothing that is in it
			s.out.Shares = append(s.out.Shares, verify.Share{Name: name, Table: catalog.Table{Database: database, Schema: schema, Name: table}, Consumers: consumers[name]})
		}
		return err
	})
}

// identities reads users, roles and groups, which are the cluster's.
func (s *scan) identities(ctx context.Context, pool *pgxpool.Pool) error {
	err := s.all(ctx, pool, "users", "access_users", nil, func(rows pgx.Rows) error {
		a := verify.Account{Party: verify.Party{Kind: verify.User}, Login: true}
		var super bool
		err := rows.Scan(&a.Name, &super)
		if super {
			a.Powers = []verify.Power{"SUPERUSER"}
		}
		s.out.Parties = append(s.out.Parties, a)
		return err
	})
	if err != nil {
		return err
	}
	err = s.all(ctx, pool, "roles", "access_roles", nil, func(rows pgx.Rows) error {
		a := verify.Account{Party: verify.Party{Kind: verify.Role}}
		err := rows.Scan(&a.Name)
		s.out.Parties = append(s.out.Parties, a)
		return err
	})
	if err != nil {
		return err
	}
	for query, kinds := range map[string][2]verify.Kind{
		"access_members": {verify.User, verify.Role}, "access_nested": {verify.Role, verify.Role}, "access_groups": {verify.User, verify.Group},
	} {
		err := s.all(ctx, pool, "memberships", query, nil, func(rows pgx.Rows) error {
			var member, of string
			err := rows.Scan(&member, &of)
			s.out.Members = append(s.out.Members, verify.Member{Member: verify.Party{Kind: kinds[0], Name: member}, Of: verify.Party{Kind: kinds[1], Name: of}})
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.all(ctx, pool, "system privileges", "access_powers", nil, func(rows pgx.Rows) error {
		var kind, name, power string
		err := rows.Scan(&kind, &name, &power)
		for i := range s.out.Parties {
			if a := &s.out.Parties[i]; a.Party == identity(kind, name) {
				a.Powers = append(a.Powers, verify.Power(power))
			}
		}
		return err
	})
}

// sight says which catalogues show the account only what concerns itself, and
// which databases were passed over.
func (s *scan) sight(ctx context.Context, pool *pgxpool.Pool) error {
	user := s.w.cluster.Credentials.User
	blind := false
	err := s.all(ctx, pool, "what the account sees", "access_sight", []any{s.w.cluster.SystemPrefix() + "_catalog"}, func(rows pgx.Rows) error {
		var relations, others int64
		err := rows.Scan(&relations, &others)
		if blind = relations == 0; blind {
			s.unseen("by which grants others may read a relation: ALTER USER %s SYSLOG ACCESS UNRESTRICTED, for as long as you look, shows them", user)
		}
		if others == 0 {
			s.unseen("grants and memberships that concern others: the account needs ACCESS SYSTEM TABLE, which scrim cluster bootstrap gives it")
		}
		return err
	})
	if err != nil {
		return err
	}
	if blind {
		if err := s.effective(ctx); err != nil {
			return err
		}
	}
	looked := s.w.databases()
	return s.all(ctx, pool, "databases", "access_databases", nil, func(rows pgx.Rows) error {
		var name string
		err := rows.Scan(&name)
		if !slices.Contains(looked, name) {
			s.unseen("database %s: it is not governed here, and its views and procedures were not looked at", name)
		}
		return err
	})
}

// effective finds who may read, where it cannot be seen by which grants.
func (s *scan) effective(ctx context.Context) error {
	for _, database := range s.w.databases() {
		pool, err := s.w.pool(ctx, database)
		if err != nil {
			return err
		}
		for chunk := range slices.Chunk(s.concerned(database), chunkAsked) {
			err := s.all(ctx, pool, "who may read in database "+database, "access_effective", chunk, func(rows pgx.Rows) error {
				g := verify.Grant{On: catalog.Table{Database: database}, To: verify.Party{Kind: verify.User}, Blind: true}
				err := rows.Scan(&g.On.Schema, &g.On.Name, &g.To.Name)
				s.out.Grants = append(s.out.Grants, g)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
