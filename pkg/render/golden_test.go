package render_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/render"
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
	c := catalog.Cluster{ID: "c", ViewDatabase: "governed", Databases: []string{"sales"}, Credentials: catalog.Credentials{User: "scrim"}}
	out := map[string]catalog.Cluster{}
	for _, kind := range []catalog.ClusterKind{catalog.Postgres, catalog.Redshift} {
		c.Kind = kind
		out[string(kind)] = c
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

func parse(t *testing.T, text string) catalog.Type {
	t.Helper()
	typ, ok := catalog.ParseType(text)
	if !ok {
		t.Fatalf("no type: %s", text)
	}
	return typ
}

func fact(kind profile.Kind, name, value string) view.HasFact {
	return view.HasFact{Fact: profile.Fact{Kind: kind, Name: name, Value: value}}
}

func always(c view.Cell) []view.Choice { return []view.Choice{{When: view.Always{}, Show: c}} }

func text(s string) catalog.Literal { return catalog.Literal{Kind: catalog.Text, Text: s} }

// employees is the view of the design's example, and a little more.
func employees(t *testing.T) view.View {
	t.Helper()
	ref := func(name, typ string) view.ColumnRef { return view.ColumnRef{Name: name, Type: parse(t, typ)} }
	col := func(name, typ string, choices ...view.Choice) view.Column {
		return view.Column{Name: name, Type: parse(t, typ), Choices: choices}
	}
	hr := fact(profile.KindGroup, "", "hr")
	country := ref("country", "character varying(2)")
	held := view.Held{Column: ref("region", "character varying(64)"), Kind: profile.KindAttribute, Name: "region"}
	notHeld := held
	notHeld.Not = true
	return view.View{
		Source: "ds_42", Name: catalog.ViewName{Schema: "governed", Name: "hr_employees"},
		Base: catalog.Table{Database: "sales", Schema: "hr", Name: "employees"},
		Columns: []view.Column{
			col("id", "integer", always(view.Raw{})...),
			col("region", "character varying(64)", always(view.Raw{})...),
			col("country", "character varying(2)", always(view.Raw{})...),
			col("email", "character varying(256)", view.Choice{When: hr, Show: view.Raw{}},
				view.Choice{When: view.Compare{Column: country, Op: "=", Literal: text("US")}, Show: view.Hash{Salt: "source/ds_42/1", Digits: 64}},
				view.Choice{When: view.Compare{Column: country, Op: "<>", Literal: text("US")}, Show: view.Null{}}),
			col("salary", "numeric(12,2)", view.Choice{When: view.Any{hr, held}, Show: view.Raw{}}, view.Choice{When: view.Always{}, Show: view.RoundNumber{Step: "1000"}}),
			col("tax_id", "character(11)"),
			col("badge", "bigint", always(view.Hash{Salt: "source/ds_42/1"})...),
			col("phone", "character varying(20)", always(view.Partial{First: 3, Last: 2, Fill: "***"})...),
			col("note", "character varying(100)", always(view.Regex{Pattern: "[0-9]{3}-[0-9]{2}", Replacement: "###"})...),
			col("born", "date", always(view.RoundTime{Unit: "year"})...),
			col("seen", "timestamp with time zone", always(view.RoundTime{Unit: "hour"})...),
		},
		Admit: view.All{
			view.HasAny{Kind: profile.KindUser}, view.HasFact{Fact: profile.Fact{Kind: profile.KindRevoked, Value: "ds_42"}, Absent: true},
			view.Any{fact(profile.KindContext, "", "none"), fact(profile.KindContext, "", "project_7")},
		},
		Rows: view.All{
			held,
			view.Any{hr, notHeld, view.OneOf{Column: country, Literals: []catalog.Literal{text("DE"), text("FR")}}},
		},
	}
}

func TestViewGolden(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		v := employees(t)
		got, err := render.View(d, v, render.Options{Cluster: c, Barrier: true, Admission: "00112233445566778899aabbccddeeff"})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, d, "employees", got+";\n")
		closed, err := render.View(d, v.Quarantined(), render.Options{Cluster: c, Replace: true, Admission: "00112233445566778899aabbccddeeff"})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, d, "quarantined", closed+";\n")
	})
}

// hostile has names and literals that would mean something in SQL.
func hostile(t *testing.T) view.View {
	t.Helper()
	long := strings.Repeat("é", 31)
	names := []string{`a"b`, "select", "UPPER Case", "ünï ☃", `back\slash`, "x'); DROP TABLE t; --", long, "t"}
	literals := []string{"o'brien", `x\`, ` or true --`, `\'; DROP TABLE t; --`, "$1", "%s", "new\nline", "é☃"}
	v := view.View{
		Source: `src'\`, Name: catalog.ViewName{Schema: `sch"ema`, Name: "user"},
		Base:  catalog.Table{Database: "sales", Schema: `s"c\h`, Name: "table"},
		Admit: view.Always{},
	}
	rows := view.Any{}
	for i, name := range names {
		typ := parse(t, "character varying(256)")
		v.Columns = append(v.Columns, view.Column{Name: name, Type: typ, Choices: always(view.Constant{Value: text(literals[i])})})
		rows = append(rows, view.Match{Column: view.ColumnRef{Name: name, Type: typ}, Kind: view.MatchContains, Text: literals[i]})
	}
	collated := parse(t, "text")
	collated.Collation = `"sch""ema"."c\i"`
	v.Columns = append(v.Columns, view.Column{Name: "odd", Type: collated, Choices: always(view.Regex{Pattern: `\.'[a\-z]`, Replacement: `\1$1&`})})
	v.Rows = rows
	return v
}

func TestHostileGolden(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		v := hostile(t)
		if d.Name() == "redshift" {
			v.Columns[len(v.Columns)-1].Type.Collation = ""
			v.Columns[0].Name = strings.Repeat("n", 125) + "é"
		}
		got, err := render.View(d, v, render.Options{Cluster: c, Admission: "00112233445566778899aabbccddeeff"})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, d, "hostile", got+";\n")
	})
}

// script is one of each step.
func script(t *testing.T) plan.Plan {
	t.Helper()
	v := employees(t)
	v.Columns = v.Columns[:4]
	d := plan.Deployment{View: v, Admission: "00112233445566778899aabbccddeeff", Barrier: true, Identity: "5/16384"}
	until := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	row := func(user string, kind profile.Kind, name, value string) profile.Row {
		return profile.Row{UserID: user, Fact: profile.Fact{Kind: kind, Name: name, Value: value}, ValidUntil: until}
	}
	unit := func(target, reason string, steps ...plan.Step) plan.Unit {
		return plan.Unit{Target: target, Database: "governed", Reason: reason, Steps: steps}
	}
	return plan.Plan{Cluster: "c", Claim: plan.Claim{Store: "store", Lease: 3, Revision: 14}, Units: []plan.Unit{
		unit("facts", "2 facts withdrawn, 1 gate set", plan.WriteFacts{
			Delete: []profile.Row{row("alice", "group", "", "hr"), row("alice", "attribute", "region", "us"), row("alice", "attribute", "region", "eu")},
			Insert: []profile.Row{row("bob", "group", "", "hr"), row("bob", "user", "", "bob")},
			States: []plan.UserState{{UserID: "alice", Pending: true}}, Wipe: []string{"mallory"},
		}, plan.SetGates{Gates: []plan.Gate{{Source: "ds_42", Admit: []view.Admission{"00112233445566778899aabbccddeeff"}}, {Source: "ds_43"}}}),
		unit("secrets", "1 salt written", plan.PutSecrets{Names: []string{"source/ds_42/1"}}),
		unit("ds_42", "first view", plan.CreateView{Deployment: d}),
		unit("ds_42", "policy mask-email changed", plan.ReplaceView{Deployment: d}),
		{Target: "ds_42", Database: "governed", Reason: "a column was added", Steps: []plan.Step{plan.SwapView{Deployment: d}}, Hazards: []plan.Hazard{{Code: "widens", Message: "shows more"}}},
		unit("ds_44", "the source was deleted", plan.DropView{Source: "ds_44", Name: catalog.ViewName{Schema: "governed", Name: "hr_old"}}),
		unit("ds_45", "its view is gone", plan.Forget{Source: "ds_45"}),
		unit("witness", "read back 1 view", plan.Witness{Views: []plan.ReadBackView{{Source: "ds_42"}}}),
	}}
}

func TestScriptGolden(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		s, err := render.Script(d, script(t), c)
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
		base := catalog.Table{Database: "sales", Schema: "hr", Name: "employees"}
		up, err := render.Bootstrap(d, c, base)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, d, "bootstrap", render.BootstrapText(d, up))
		down, err := render.Teardown(d, c, []plan.Managed{{Source: "ds_42", Name: catalog.ViewName{Schema: "other", Name: "employees"}}}, base)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, d, "teardown", render.BootstrapText(d, down))
	})
}
