package render_test

import (
	"fmt"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/render"
)

// accountSteps is a plan with everything in it that a statement is about.
func accountSteps(scoped bool) []connector.Step {
	role := connector.Principal{Kind: connector.IsRole, Name: "crm"}
	user := connector.Principal{Kind: connector.IsUser, Name: `O"Tool`}
	in := func(o connector.Object) connector.Object {
		o.Database, o.Schema = "sales", "hr"
		return o
	}
	things := []connector.Thing{
		connector.Database{Name: "work"}, connector.Role{Name: "crm"},
		connector.Login{Name: `O"Tool`}, connector.Settings{Login: `O"Tool`, Connections: 10},
		connector.Member{Role: "crm", Login: `O"Tool`}, connector.Schema{Database: "work", Name: "books"},
		connector.Grant{Privilege: connector.Create, On: connector.Object{Kind: connector.OnDatabase, Database: "work"}, To: role},
		connector.Grant{Privilege: connector.Usage, On: in(connector.Object{Kind: connector.OnSchema}), To: role},
		connector.Grant{Privilege: connector.Select, On: in(connector.Object{Kind: connector.OnTable, Table: "staff"}), To: role},
		connector.Grant{Privilege: connector.Insert, On: in(connector.Object{Kind: connector.OnTable, Table: "staff"}), To: role},
		connector.Grant{Privilege: connector.Select, On: in(connector.Object{Kind: connector.OnTable, Table: "staff"}), To: user},
		connector.Grant{Privilege: connector.Select, On: in(connector.Object{Kind: connector.OnFuture, Creator: "etl"}), To: role},
	}
	if scoped {
		things = append(things,
			connector.Grant{Privilege: connector.Select, On: in(connector.Object{Kind: connector.OnTables}), To: role},
			connector.Grant{Privilege: connector.Update, On: in(connector.Object{Kind: connector.OnTables}), To: role})
	}
	var out []connector.Step
	for _, t := range things {
		out = append(out, connector.Step{Do: connector.Make, Thing: t})
	}
	out = append(out, mends(things)...)
	out = append(out, connector.Step{Do: connector.Rotate, Thing: things[2]})
	for _, table := range []connector.Object{
		{Kind: connector.OnDatabase, Database: "work"}, {Kind: connector.OnSchema, Database: "work", Schema: "own"}, in(connector.Object{Kind: connector.OnTable, Table: "t"}),
	} {
		out = append(out, connector.Step{Do: connector.Reassign, Thing: connector.Owned{On: table, By: `O"Tool`}, To: "etl"})
	}
	for i := range things {
		out = append(out, connector.Step{Do: connector.Remove, Thing: things[len(things)-1-i]})
	}
	return out
}

func mends(things []connector.Thing) []connector.Step {
	var out []connector.Step
	for _, t := range things {
		switch t := t.(type) {
		case connector.Settings, connector.Member:
			out = append(out, connector.Step{Do: connector.Mend, Thing: t})
		case connector.Grant:
			if t.On.Kind == connector.OnSchema {
				out = append(out, connector.Step{Do: connector.Mend, Thing: t})
			}
		}
	}
	return out
}

func TestAccountGolden(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, _ catalog.Cluster) {
		steps := accountSteps(d.Name() == "redshift")
		units, err := render.Account(d, steps)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		carried := 0
		for _, u := range units {
			carried += len(u.Steps)
			fmt.Fprintf(&b, "-- %s in %q", u.Steps[0].Do, u.Database)
			if u.Password {
				b.WriteString(", with a password")
			}
			for _, s := range u.Steps {
				fmt.Fprintf(&b, "\n--   %s", connector.Words(s.Thing))
			}
			b.WriteString("\n" + u.Text + ";\n")
			if u.Password != strings.Contains(u.Text, render.PasswordHole) {
				t.Errorf("%s: its hole and what it says of it differ", u.Text)
			}
		}
		if carried != len(steps) {
			t.Errorf("%d of %d steps are in units", carried, len(steps))
		}
		golden(t, d, "account", b.String())
	})
}

// TestWhatNoAccountGets: what a dialect has no statement for is an error, and
// never half a statement.
func TestWhatNoAccountGets(t *testing.T) {
	to := connector.Principal{Kind: connector.IsUser, Name: "u"}
	each(t, func(t *testing.T, d render.Dialect, _ catalog.Cluster) {
		for _, s := range []connector.Step{
			{Do: connector.Make, Thing: connector.Role{Name: "a\x00b"}},
			{Do: connector.Make, Thing: connector.Role{}},
			{Do: connector.Remove, Thing: connector.Grant{Privilege: `X" TO PUBLIC; --`, On: connector.Object{Kind: connector.OnSystem}, To: to}},
			{Do: connector.Make, Thing: connector.Grant{Privilege: connector.Select, On: connector.Object{Kind: connector.OnRoutine, Schema: "s", Table: "f()"}, To: to}},
			{Do: connector.Make, Thing: connector.Dataset{Project: "p", Name: "d"}},
			{Do: connector.Reassign, Thing: connector.Login{Name: "u"}},
		} {
			if units, err := render.Account(d, []connector.Step{s}); err == nil {
				t.Errorf("%+v is %q", s, units[0].Text)
			}
		}
	})
}
