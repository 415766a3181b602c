package corpus

import (
	"slices"

	"scrim/integration/judges/walk"
	"scrim/pkg/catalog"
	"scrim/pkg/render"
	"scrim/pkg/render/rendertest"
	"scrim/pkg/verify"
)

// accounts is what makes, mends and removes the accounts of data tools, which
// is also what a trial of one proposes, and the trials themselves.
func (c *collector) accounts(d render.Dialect, cluster catalog.Cluster) {
	units, err := render.Account(d, rendertest.Steps(cluster.Kind))
	c.fail(err)
	for _, u := range units {
		c.add(walk.Statement{Name: "account, " + string(u.Steps[0].Do), Text: u.Text})
	}
	for _, a := range rendertest.Attempts(cluster.Kind) {
		tried, err := render.Try(d, a, "sales", "tool", "scrim_trial")
		c.fail(err)
		for _, text := range slices.Concat(tried.Make, tried.Setup, []string{tried.Try}, tried.Drop) {
			c.add(walk.Statement{Name: "trial, " + a.String(), Text: text})
		}
	}
	for kind, parts := range map[string][]string{"DATABASE": {"scrim_trial"}, "SCHEMA": {"scrim_trial"}, "TABLE": {"hr", "scrim_trial"}} {
		text, err := render.DropProbe(d, kind, parts...)
		c.fail(err)
		c.add(walk.Statement{Name: "what a trial left", Text: text})
	}
}

// withdrawals is what takes ways around the views away.
func (c *collector) withdrawals(d render.Dialect) {
	table := rendertest.Base()
	schema, database := catalog.Table{Database: table.Database, Schema: table.Schema}, catalog.Table{Database: table.Database}
	user, role, group := verify.Party{Kind: verify.User, Name: "Ana"}, verify.Party{Kind: verify.Role, Name: "analysts"}, verify.Party{Kind: verify.Group, Name: "staff"}
	everybody := verify.Party{Kind: verify.Public}
	routine := verify.Routine{Database: "sales", Schema: "hr", Name: "pay", Arguments: "character varying, integer"}
	procedure := routine
	procedure.Procedure = true
	for _, t := range []verify.Take{
		verify.RevokeSelect{Grant: verify.Grant{On: table, To: user}}, verify.RevokeSelect{Grant: verify.Grant{On: table, To: group}},
		verify.RevokeSelect{Grant: verify.Grant{On: table, Column: "salary", To: role}}, verify.RevokeSelect{Grant: verify.Grant{On: table, To: everybody}},
		verify.RevokeSelect{Grant: verify.Grant{On: schema, Scope: verify.OnSchema, To: role}}, verify.RevokeSelect{Grant: verify.Grant{On: database, Scope: verify.OnDatabase, To: role}},
		verify.RevokeUsage{Usage: verify.Usage{Database: "sales", Schema: "hr", To: everybody}},
		verify.RevokeDefault{Default: verify.Default{Database: "sales", Schema: "hr", Creator: "etl", To: group}},
		verify.RevokeDefault{Default: verify.Default{Database: "sales", Creator: "etl", To: user}},
		verify.RevokeMember{Member: verify.Member{Member: user, Of: group}}, verify.RevokeMember{Member: verify.Member{Member: user, Of: role}}, verify.RevokeMember{Member: verify.Member{Member: role, Of: role}},
		verify.RevokeExecute{Routine: routine, From: everybody}, verify.RevokeExecute{Routine: procedure, From: role},
		verify.RevokePower{Who: user, Power: "SUPERUSER"}, verify.RevokePower{Who: role, Power: verify.PassRLS},
		verify.GiveAway{On: table}, verify.DropView{On: table}, verify.DropView{On: table, Form: verify.Materialized},
		verify.Unshare{Share: verify.Share{Name: "outside", Table: table}},
	} {
		text, err := render.Withdraw(d, t)
		c.fail(err)
		c.add(walk.Statement{Name: "withdrawal", Text: text})
	}
}
