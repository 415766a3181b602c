package warehouse

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"scrim/pkg/catalog"
	"scrim/pkg/verify"
)

// postgres looks at the one database that a PostgreSQL cluster governs.
func (s *scan) postgres(ctx context.Context) error {
	pool, err := s.w.own(ctx)
	if err != nil {
		return err
	}
	relations, err := s.relations(ctx, pool)
	if err != nil {
		return err
	}
	for _, look := range []func(context.Context, *pgxpool.Pool) error{s.usages, s.parties, s.members, s.defaults, s.routines} {
		if err := look(ctx, pool); err != nil {
			return err
		}
	}
	if err := s.grants(ctx, pool, relations); err != nil {
		return err
	}
	return s.markReaders(ctx)
}

// relations reads everything by object id, then tells sources and views.
func (s *scan) relations(ctx context.Context, pool *pgxpool.Pool) (map[int64]*verify.Relation, error) {
	database := s.w.cluster.ViewDatabase
	byID := map[int64]*verify.Relation{}
	err := s.all(ctx, pool, "relations", "access_relations", nil, func(rows pgx.Rows) error {
		var id int64
		var kind string
		r := &verify.Relation{Table: catalog.Table{Database: database}}
		err := rows.Scan(&id, &r.Schema, &r.Name, &kind, &r.Owner, &r.Fenced, &r.Invoker)
		r.Form, r.Source = form(kind), s.governed[r.Table]
		s.ours(r)
		byID[id] = r
		return err
	})
	if err != nil {
		return nil, err
	}
	reads := map[int64][]int64{}
	err = s.all(ctx, pool, "dependencies of views", "access_reads", nil, func(rows pgx.Rows) error {
		var id, of int64
		err := rows.Scan(&id, &of)
		if byID[id] != nil && byID[of] != nil {
			reads[id] = append(reads[id], of)
			byID[id].Reads = append(byID[id].Reads, byID[of].Table)
		}
		return err
	})
	spread(byID, reads)
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		s.out.Relations = append(s.out.Relations, *byID[id])
	}
	return byID, err
}

// spread gives a source's name to the tables that its table is made of, and
// to those that are made of it: whoever reads one of them reads its rows.
func spread(byID map[int64]*verify.Relation, parts map[int64][]int64) {
	for changed := true; changed; {
		changed = false
		for whole, below := range parts {
			if byID[whole].Form != verify.Stored {
				continue
			}
			for _, part := range below {
				w, p := byID[whole], byID[part]
				switch {
				case w.Source != "" && p.Source == "" && !w.Above:
					p.Source, changed = w.Source, true
				case p.Source != "" && w.Source == "":
					w.Source, w.Above, changed = p.Source, true, true
				}
			}
		}
	}
}

func (s *scan) grants(ctx context.Context, pool *pgxpool.Pool, relations map[int64]*verify.Relation) error {
	var ids []int64
	for id, r := range relations {
		if r.Source != "" || r.Form != verify.Stored {
			ids = append(ids, id)
		}
	}
	return s.all(ctx, pool, "grants", "access_grants", []any{ids}, func(rows pgx.Rows) error {
		var id int64
		var login bool
		var g verify.Grant
		var name string
		err := rows.Scan(&id, &g.Column, &login, &name)
		g.On, g.To = relations[id].Table, party(login, name)
		s.out.Grants = append(s.out.Grants, g)
		return err
	})
}

func (s *scan) usages(ctx context.Context, pool *pgxpool.Pool) error {
	return s.all(ctx, pool, "schemas", "access_usages", nil, func(rows pgx.Rows) error {
		var login bool
		var name string
		u := verify.Usage{Database: s.w.cluster.ViewDatabase}
		err := rows.Scan(&u.Schema, &login, &name)
		u.To = party(login, name)
		s.out.Usages = append(s.out.Usages, u)
		return err
	})
}

func (s *scan) parties(ctx context.Context, pool *pgxpool.Pool) error {
	return s.all(ctx, pool, "accounts", "access_parties", nil, func(rows pgx.Rows) error {
		var a verify.Account
		var name, powers string
		err := rows.Scan(&name, &a.Login, &powers)
		a.Party = party(a.Login, name)
		for _, power := range strings.FieldsFunc(powers, func(r rune) bool { return r == ',' }) {
			a.Powers = append(a.Powers, verify.Power(power))
		}
		s.out.Parties = append(s.out.Parties, a)
		return err
	})
}

func (s *scan) members(ctx context.Context, pool *pgxpool.Pool) error {
	return s.all(ctx, pool, "memberships", "access_members", nil, func(rows pgx.Rows) error {
		var member, of string
		var memberLogin, ofLogin bool
		err := rows.Scan(&member, &memberLogin, &of, &ofLogin)
		s.out.Members = append(s.out.Members, verify.Member{Member: party(memberLogin, member), Of: party(ofLogin, of)})
		return err
	})
}

func (s *scan) defaults(ctx context.Context, pool *pgxpool.Pool) error {
	return s.all(ctx, pool, "default privileges", "access_defaults", nil, func(rows pgx.Rows) error {
		var login bool
		var name string
		d := verify.Default{Database: s.w.cluster.ViewDatabase}
		err := rows.Scan(&d.Schema, &d.Creator, &login, &name)
		d.To = party(login, name)
		s.out.Defaults = append(s.out.Defaults, d)
		return err
	})
}

// routines has a row for each who may call one.
func (s *scan) routines(ctx context.Context, pool *pgxpool.Pool) error {
	return s.all(ctx, pool, "routines", "access_routines", nil, func(rows pgx.Rows) error {
		var login bool
		var name string
		f := verify.Routine{Database: s.w.cluster.ViewDatabase}
		if err := rows.Scan(&f.Schema, &f.Name, &f.Arguments, &f.Procedure, &f.Owner, &f.Text, &login, &name); err != nil {
			return err
		}
		f.Execute = []verify.Party{party(login, name)}
		s.out.Routines = append(s.out.Routines, f)
		return nil
	})
}
