package render_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
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

// A user's limits come and go with the user and with nobody else, and a user
// is dropped when its turn comes, after what it was a member of.
func TestWhatOneStatementDoes(t *testing.T) {
	login := func(name string) connector.Thing { return connector.Login{Name: name, IAM: true} }
	limits := func(name string) connector.Thing { return connector.Settings{Login: name, Connections: 10} }
	member := connector.Member{Role: "crm", Login: "u"}
	for name, test := range map[string]struct {
		do     connector.Do
		things []connector.Thing
		want   [][]connector.Thing
	}{
		"made":                   {connector.Make, []connector.Thing{login("u"), member, limits("u")}, [][]connector.Thing{{login("u"), limits("u")}, {member}}},
		"made beside another":    {connector.Make, []connector.Thing{login("u"), limits("v"), login("v")}, [][]connector.Thing{{login("u")}, {limits("v"), login("v")}}},
		"removed":                {connector.Remove, []connector.Thing{limits("u"), member, login("u")}, [][]connector.Thing{{member}, {limits("u"), login("u")}}},
		"removed beside another": {connector.Remove, []connector.Thing{limits("u"), login("v"), login("u")}, [][]connector.Thing{{login("v")}, {limits("u"), login("u")}}},
		"mended":                 {connector.Mend, []connector.Thing{limits("u"), login("u")}, [][]connector.Thing{{limits("u")}, {login("u")}}},
		"mended, the user first": {connector.Mend, []connector.Thing{login("u"), limits("u")}, [][]connector.Thing{{login("u")}, {limits("u")}}},
	} {
		each(t, func(t *testing.T, d render.Dialect, _ catalog.Cluster) {
			var steps []connector.Step
			for _, thing := range test.things {
				steps = append(steps, connector.Step{Do: test.do, Thing: thing})
			}
			units, err := render.Account(d, steps)
			if err != nil {
				t.Fatal(err)
			}
			var got [][]connector.Thing
			for _, u := range units {
				var things []connector.Thing
				for _, s := range u.Steps {
					things = append(things, s.Thing)
				}
				got = append(got, things)
			}
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("%s: %+v", name, got)
			}
		})
	}
}

// strange is an attempt that no dialect knows.
type strange struct{ trial.Attempt }

func TestAttemptsThatNoDialectKnows(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, _ catalog.Cluster) {
		if a, err := render.Try(d, strange{}, "sales", "u", "probe"); err == nil {
			t.Errorf("it is tried by %q", a.Try)
		}
	})
}

// Names are stored as the catalogue of each has them.
func TestNamesAsStored(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, _ catalog.Cluster) {
		if got, want := render.Fold(d, "Ab"), map[string]string{"postgres": "Ab", "redshift": "ab"}[d.Name()]; got != want {
			t.Errorf("it is %s", got)
		}
	})
}
