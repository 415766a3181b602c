package render_test

import (
	"fmt"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/render"
	"scrim/pkg/render/rendertest"
)

func TestAccountGolden(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		steps := rendertest.Steps(c.Kind)
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
