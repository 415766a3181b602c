package warehouse

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/connector"
)

// scene reads what catalogues say about these accounts.
func (a *Accounts) scene(ctx context.Context, names []string) (connector.Scene, error) {
	s := connector.Scene{
		Users: map[string]connector.User{}, Roles: map[string]connector.Power{},
		Databases: map[string]*connector.Inside{}, System: map[connector.Key]connector.Found{},
	}
	for _, look := range []func(context.Context, *connector.Scene) error{a.users, a.roles, a.members, a.databases} {
		if err := look(ctx, &s); err != nil {
			return s, err
		}
	}
	if a.w.cluster.Kind.IsRedshift() {
		if err := a.redshift(ctx, &s, names); err != nil {
			return s, err
		}
	}
	for _, database := range slices.Sorted(maps.Keys(s.Databases)) {
		d := s.Databases[database]
		err := a.content(ctx, database, d)
		if err == nil {
			err = a.grants(ctx, database, names, d)
		}
		if err == nil {
			err = a.columns(ctx, database, names, &s)
		}
		switch {
		case errors.Is(err, ErrDenied), errors.Is(err, ErrPassword):
			*d = connector.Inside{Owner: d.Owner, Unseen: err.Error()}
		case errors.Is(err, ErrMissing): // dropped meanwhile
			delete(s.Databases, database)
		case err != nil:
			return s, err
		}
	}
	return s, nil
}

func (a *Accounts) users(ctx context.Context, s *connector.Scene) error {
	query := "account_users"
	if a.w.cluster.Kind.IsRedshift() {
		blind, err := a.sight(ctx, s)
		if err != nil {
			return err
		}
		if blind {
			query = "account_names"
		}
	}
	return a.ask(ctx, "", query, nil, func(rows pgx.Rows) error {
		var name string
		var u connector.User
		var power bool
		err := rows.Scan(&name, &power, &u.Limit)
		u.Power = connector.Power(power)
		s.Users[name] = u
		return err
	})
}

// sight says what Redshift shows of others; blind is that of users it shows
// nothing but the name.
func (a *Accounts) sight(ctx context.Context, s *connector.Scene) (blind bool, err error) {
	pool, err := a.in(ctx, "")
	if err != nil {
		return false, err
	}
	var relations, others int64
	err = pool.QueryRow(ctx, a.w.queries.text["access_sight"], a.w.cluster.SystemPrefix()+"_catalog").Scan(&relations, &others)
	s.BlindTables, s.BlindRoles = relations == 0, others == 0
	return s.BlindRoles, classify("looking what the account sees", err)
}

func (a *Accounts) roles(ctx context.Context, s *connector.Scene) error {
	return a.ask(ctx, "", "account_roles", nil, func(rows pgx.Rows) error {
		var name string
		var power bool
		err := rows.Scan(&name, &power)
		s.Roles[name] = connector.Power(power)
		return err
	})
}

func (a *Accounts) members(ctx context.Context, s *connector.Scene) error {
	return a.ask(ctx, "", "account_members", nil, func(rows pgx.Rows) error {
		var m connector.Membership
		err := rows.Scan(&m.Login, &m.Role, &m.Admin, &m.Nested)
		s.Members = append(s.Members, m)
		return err
	})
}

func (a *Accounts) databases(ctx context.Context, s *connector.Scene) error {
	owners := map[string]string{}
	err := a.ask(ctx, "", "account_databases", nil, func(rows pgx.Rows) error {
		var name, owner string
		err := rows.Scan(&name, &owner)
		owners[name] = owner
		return err
	})
	if err != nil || !a.w.cluster.Kind.IsRedshift() {
		for name, owner := range owners {
			s.Databases[name] = &connector.Inside{Owner: owner}
		}
		return err
	}
	return a.ask(ctx, "", "access_databases", nil, func(rows pgx.Rows) error { // local ones alone: nobody connects to another cluster's
		var name string
		err := rows.Scan(&name)
		s.Databases[name] = &connector.Inside{Owner: owners[name]}
		return err
	})
}

// redshift reads what PostgreSQL has no counterpart of.
func (a *Accounts) redshift(ctx context.Context, s *connector.Scene, names []string) error {
	err := a.ask(ctx, "", "access_nested", nil, func(rows pgx.Rows) error {
		m := connector.Membership{Member: connector.Member{Nested: true}}
		err := rows.Scan(&m.Login, &m.Role)
		s.Members = append(s.Members, m)
		return err
	})
	if err != nil {
		return err
	}
	err = a.ask(ctx, "", "access_groups", nil, func(rows pgx.Rows) error {
		var user, group string
		err := rows.Scan(&user, &group)
		if slices.Contains(names, user) {
			s.Hazards = append(s.Hazards, connector.Hazard{Code: "in-group", Message: fmt.Sprintf("%s is in group %s, and has what that has, which is not looked at here", user, group)})
		}
		return err
	})
	if err != nil || len(names) == 0 {
		return err
	}
	return a.ask(ctx, "", "account_system_grants", names, func(rows pgx.Rows) error {
		f, err := found("", rows)
		s.System[f.Key()] = f
		return err
	})
}

// content reads what is in a database, and whose it is.
func (a *Accounts) content(ctx context.Context, database string, d *connector.Inside) error {
	d.Schemas, d.Routines = map[string]string{}, map[[2]string]string{}
	err := a.ask(ctx, database, "account_schemas", nil, func(rows pgx.Rows) error {
		var name, owner string
		err := rows.Scan(&name, &owner)
		d.Schemas[name] = owner
		return err
	})
	if err != nil {
		return err
	}
	if err := a.relations(ctx, database, d); err != nil {
		return err
	}
	return a.ask(ctx, database, "account_routines", nil, func(rows pgx.Rows) error {
		var at [2]string
		var owner string
		err := rows.Scan(&at[0], &at[1], &owner)
		d.Routines[at] = owner
		return err
	})
}

func (a *Accounts) relations(ctx context.Context, database string, d *connector.Inside) error {
	d.Tables = map[[2]string]connector.Relation{}
	return a.ask(ctx, database, "account_relations", nil, func(rows pgx.Rows) error {
		var at [2]string
		var r connector.Relation
		err := rows.Scan(&at[0], &at[1], &r.Owner, &r.Readable)
		d.Tables[at] = r
		return err
	})
}

// grants reads what these accounts were granted in a database. An owner's own
// privileges are none.
func (a *Accounts) grants(ctx context.Context, database string, names []string, d *connector.Inside) error {
	d.Grants = map[connector.Key]connector.Found{}
	if len(names) == 0 {
		return nil
	}
	queries := []string{"account_grants"}
	if a.w.cluster.Kind.IsRedshift() {
		queries = append(queries, "account_database_grants", "account_schema_grants", "account_default_grants")
	}
	for _, query := range queries {
		err := a.ask(ctx, database, query, names, func(rows pgx.Rows) error {
			f, err := found(database, rows)
			if f.On.Kind != "" && !d.Owns(f.To.Name, f.On) {
				d.Grants[f.Key()] = f
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// found reads one grant.
func found(database string, rows pgx.Rows) (connector.Found, error) {
	var f connector.Found
	var kind, privilege string
	var user bool
	f.On.Database = database
	err := rows.Scan(&kind, &f.On.Schema, &f.On.Table, &f.On.Creator, &privilege, &f.To.Name, &user, &f.Grantable)
	f.Privilege = connector.Privilege(privilege)
	f.To.Kind = connector.IsRole
	if user {
		f.To.Kind = connector.IsUser
	}
	switch kind {
	case "database", "schema", "table", "future", "system":
		f.On.Kind = connector.ObjectKind(kind)
	case "TABLES":
		f.On.Kind = connector.OnTables
	default: // scoped permissions on functions and the like
	}
	return f, err
}

// columns says where these accounts were granted single columns, which is not
// looked at further.
func (a *Accounts) columns(ctx context.Context, database string, names []string, s *connector.Scene) error {
	if len(names) == 0 {
		return nil
	}
	return a.ask(ctx, database, "account_columns", names, func(rows pgx.Rows) error {
		var schema, table, who string
		err := rows.Scan(&schema, &table, &who)
		s.Hazards = append(s.Hazards, connector.Hazard{Code: "column-grants", Message: fmt.Sprintf("%s was granted columns of %s.%s in %s, which is not looked at here", who, schema, table, database)})
		return err
	})
}
