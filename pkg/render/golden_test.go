package render_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
	"scrim/pkg/render/rendertest"
	"scrim/pkg/view"
)

var update = flag.Bool("update", false, "write testdata instead of comparing with it")

// golden compares with testdata/NAME.DIALECT.sql, which a DBA can read.
func golden(t *testing.T, d render.Dialect, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+"."+d.Name()+".sql")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (run with -update when this is meant):\n%s", path, diff)
	}
}

func clusters() map[string]catalog.Cluster {
	out := map[string]catalog.Cluster{}
	for _, kind := range []catalog.ClusterKind{catalog.Postgres, catalog.Redshift} {
		out[string(kind)] = rendertest.Cluster(kind)
	}
	return out
}

func each(t *testing.T, test func(t *testing.T, d render.Dialect, c catalog.Cluster)) {
	t.Helper()
	for kind, c := range clusters() {
		t.Run(kind, func(t *testing.T) {
			d, err := render.For(c)
			if err != nil {
				t.Fatal(err)
			}
			test(t, d, c)
		})
	}
}

func TestViewGolden(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		v := rendertest.Employees()
		got, err := render.View(d, v, render.Options{Cluster: c, Barrier: true, Admission: rendertest.Admission})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, d, "employees", got+";\n")
		closed, err := render.View(d, v.Quarantined(), render.Options{Cluster: c, Replace: true, Admission: rendertest.Admission})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, d, "quarantined", closed+";\n")
	})
}

// TestShapesGolden: every mask on every type that it fits, and every predicate.
func TestShapesGolden(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		for name, v := range map[string]view.View{"masks": rendertest.Masks(), "predicates": rendertest.Predicates()} {
			got, err := render.View(d, v, render.Options{Cluster: c, Barrier: true, Admission: rendertest.Admission})
			if err != nil {
				t.Fatal(err)
			}
			golden(t, d, name, got+";\n")
		}
	})
}

func TestHostileGolden(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		v := rendertest.Hostile(c.Kind)
		got, err := render.View(d, v, render.Options{Cluster: c, Admission: rendertest.Admission})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, d, "hostile", got+";\n")
	})
}

func TestScriptGolden(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		s, err := render.Script(d, rendertest.Plan(), c)
		if err != nil {
			t.Fatal(err)
		}
		got := render.Text(s)
		golden(t, d, "script", got)
		for _, personal := range []string{"alice", "bob", "mallory"} {
			if strings.Contains(got, personal) {
				t.Errorf("the text names %s", personal)
			}
		}
	})
}

func TestBootstrapGolden(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		up, err := render.Bootstrap(d, c, rendertest.Base())
		if err != nil {
			t.Fatal(err)
		}
		golden(t, d, "bootstrap", render.BootstrapText(d, up))
		down, err := render.Teardown(d, c, []plan.Managed{{Source: "ds_42", Name: catalog.ViewName{Schema: "other", Name: "employees"}}}, rendertest.Base())
		if err != nil {
			t.Fatal(err)
		}
		golden(t, d, "teardown", render.BootstrapText(d, down))
	})
}

// An account that AWS gives passwords to has none that somebody could guess.
func TestBootstrapWithoutPassword(t *testing.T) {
	t.Parallel()
	c := clusters()["redshift"]
	c.Credentials.IAM = &catalog.IAM{}
	d, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	up, err := render.Bootstrap(d, c)
	if err != nil {
		t.Fatal(err)
	}
	if text := render.BootstrapText(d, up); !strings.Contains(text, " PASSWORD DISABLE ") || strings.Contains(text, render.PasswordHole) {
		t.Errorf("the bootstrap is\n%s", text)
	}
}

// Where governed tables lie in the database of the views, nobody is told to drop
// it: the line would be listed, and pasted, and take the tables with it.
func TestTeardownSparesADatabaseWithTables(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		base := rendertest.Base()
		for database, want := range map[string]bool{base.Database: true, c.ViewDatabase: false} {
			base.Database = database
			scripts, err := render.Teardown(d, c, nil, base)
			if err != nil {
				t.Fatal(err)
			}
			dropped := slices.ContainsFunc(scripts, func(s render.BootstrapScript) bool {
				return slices.ContainsFunc(s.Admin, func(l render.BootstrapLine) bool { return l.Thing == render.ViewDatabase })
			})
			if dropped != want {
				t.Errorf("with a table in %s it is %v that the database is dropped", database, dropped)
			}
		}
	})
}
