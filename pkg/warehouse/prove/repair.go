package prove

import (
	"context"
	"slices"

	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
	"scrim/pkg/render"
)

// repairs is the statements that put a failed trial right.
func (p *prover) repairs(ctx context.Context, t trial.Trial, a trial.Attempt) []trial.Repair {
	if t.Expect == trial.Allowed {
		return p.allows(ctx, t)
	}
	if p.super {
		return p.demotes()
	}
	switch a := a.(type) {
	case trial.GiveRole:
		return p.says(connector.Mend, connector.Member{Role: a.Role, Login: p.Connector.User})
	case trial.Become:
		return p.says(connector.Remove, connector.Member{Role: a.Who, Login: p.Connector.User})
	}
	g, ok := p.privilege(t, a)
	if !ok {
		return p.demotes()
	}
	_, option := a.(trial.GiveOn)
	do := connector.Remove
	if option {
		do = connector.Mend
	}
	var out []trial.Repair
	for _, held := range p.held(ctx, g, option) {
		out = append(out, p.says(do, held)...)
	}
	return out
}

// says is the statement of one step.
func (p *prover) says(do connector.Do, t connector.Thing) []trial.Repair {
	units, err := render.Account(p.dialect, []connector.Step{{Do: do, Thing: t}})
	if err != nil {
		return nil
	}
	var out []trial.Repair
	for _, u := range units {
		out = append(out, trial.Repair{Database: u.Database, Text: u.Text})
	}
	return out
}

// fewest is how many statements of a repair are written out.
const fewest = 20

// allows gives what the recipe would give, as far as it is not there. CONNECT
// is PostgreSQL's alone.
func (p *prover) allows(ctx context.Context, t trial.Trial) []trial.Repair {
	var out []trial.Repair
	for _, thing := range t.Mends {
		g, grant := thing.(connector.Grant)
		if len(out) == fewest || grant && (g.Privilege == connector.Connect && p.Cluster.Kind.IsRedshift() || len(p.held(ctx, g, false)) > 0) {
			continue
		}
		out = append(out, p.says(connector.Make, thing)...)
	}
	return out
}

// demotes takes power over the cluster from the account.
func (p *prover) demotes() []trial.Repair {
	return p.says(connector.Mend, connector.Settings{Login: p.Connector.User, Connections: p.Connector.Connections})
}

// privilege is what an attempt needs, where that is a grant on an object.
func (p *prover) privilege(t trial.Trial, a trial.Attempt) (connector.Grant, bool) {
	table := func(what connector.Privilege, schema, name string) (connector.Grant, bool) {
		return connector.Grant{Privilege: what, On: connector.Object{Kind: connector.OnTable, Database: t.Database, Schema: schema, Table: name}}, true
	}
	switch a := a.(type) {
	case trial.Read:
		return table(connector.Select, a.Table.Schema, a.Table.Name)
	case trial.Write:
		return table(a.How, a.Table.Schema, a.Table.Name)
	case trial.GiveOn:
		return table(connector.Select, a.Table.Schema, a.Table.Name)
	case trial.ReadNew:
		creator := a.Creator
		if creator == "" {
			creator = p.As.User
		}
		return connector.Grant{Privilege: connector.Select, On: connector.Object{Kind: connector.OnFuture, Database: t.Database, Schema: a.Schema, Creator: creator}}, true
	case trial.MakeTable:
		return connector.Grant{Privilege: connector.Create, On: connector.Object{Kind: connector.OnSchema, Database: t.Database, Schema: a.Schema}}, true
	case trial.MakeSchema:
		return connector.Grant{Privilege: connector.Create, On: connector.Object{Kind: connector.OnDatabase, Database: t.Database}}, true
	}
	return connector.Grant{}, false
}

// held is who of the account, its roles and everybody has a privilege on an
// object, on all tables of its schema, or on those to come; with option only
// who may hand it on.
func (p *prover) held(ctx context.Context, g connector.Grant, option bool) []connector.Grant {
	rows, err := p.looker.rows(ctx, g.On.Database, p.queries["trial_holders"], g.On.Schema, g.On.Table)
	if err != nil {
		return nil
	}
	var out []connector.Grant
	for _, row := range rows {
		one := g
		one.On.Kind, one.On.Creator = connector.ObjectKind(row[0]), row[5]
		one.To = connector.Principal{Kind: connector.PrincipalKind(row[1]), Name: row[2]}
		ours := one.To.Kind == connector.IsPublic || slices.Contains(p.principals(), one.To.Name)
		if ours && covers(one.On, g.On) && row[3] == string(g.Privilege) && (row[4] == "t" || !option) && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

// covers reports whether what is granted on one object reaches another.
func covers(granted, reached connector.Object) bool {
	switch granted.Kind {
	case connector.OnTables:
		return reached.Kind == connector.OnTable || reached.Kind == connector.OnTables || reached.Kind == connector.OnFuture
	case connector.OnFuture:
		return reached.Kind == connector.OnFuture && granted.Creator == reached.Creator
	default:
		return granted.Kind == reached.Kind
	}
}
