// Package rendertest holds views and plans that tests of rendering, and judges
// of what is rendered, look at: an example that a person can read, names and
// literals that would mean something in SQL, every mask on every type that it
// fits, every shape of predicate, and a plan with one of each step.
//
// It promises plain values, the same every time. It is for tests alone; no
// product code imports it.
package rendertest

import (
	"strings"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// Admission is what the gates of these views admit.
const Admission view.Admission = "00112233445566778899aabbccddeeff"

// Cluster is a cluster of a kind, for which everything here is made.
func Cluster(kind catalog.ClusterKind) catalog.Cluster {
	return catalog.Cluster{ID: "c", Kind: kind, ViewDatabase: "governed", Databases: []string{"sales"}, Credentials: catalog.Credentials{User: "scrim"}}
}

// Base is the table under Employees.
func Base() catalog.Table {
	return catalog.Table{Database: "sales", Schema: "hr", Name: "employees"}
}

// typed is a type by its name; a name that is none is the unknown type, which
// cannot be rendered.
func typed(name string) catalog.Type {
	out, _ := catalog.ParseType(name)
	return out
}

func ref(name, typ string) view.ColumnRef { return view.ColumnRef{Name: name, Type: typed(typ)} }

func col(name, typ string, choices ...view.Choice) view.Column {
	return view.Column{Name: name, Type: typed(typ), Choices: choices}
}

// Fact is a predicate about a fact of the reader.
func Fact(kind profile.Kind, name, value string) view.HasFact {
	return view.HasFact{Fact: profile.Fact{Kind: kind, Name: name, Value: value}}
}

// Always is the choices that show a cell to everybody.
func Always(c view.Cell) []view.Choice { return []view.Choice{{When: view.Always{}, Show: c}} }

// Text is a literal.
func Text(s string) catalog.Literal { return catalog.Literal{Kind: catalog.Text, Text: s} }

// Employees is the view of the design's example, and a little more.
func Employees() view.View {
	hr := Fact(profile.KindGroup, "", "hr")
	country := ref("country", "character varying(2)")
	held := view.Held{Column: ref("region", "character varying(64)"), Kind: profile.KindAttribute, Name: "region"}
	notHeld := held
	notHeld.Not = true
	return view.View{
		Source: "ds_42", Name: catalog.ViewName{Schema: "governed", Name: "hr_employees"},
		Base: Base(),
		Columns: []view.Column{
			col("id", "integer", Always(view.Raw{})...),
			col("region", "character varying(64)", Always(view.Raw{})...),
			col("country", "character varying(2)", Always(view.Raw{})...),
			col("email", "character varying(256)", view.Choice{When: hr, Show: view.Raw{}},
				view.Choice{When: view.Compare{Column: country, Op: "=", Literal: Text("US")}, Show: view.Hash{Salt: "source/ds_42/1", Digits: 64}},
				view.Choice{When: view.Compare{Column: country, Op: "<>", Literal: Text("US")}, Show: view.Null{}}),
			col("salary", "numeric(12,2)", view.Choice{When: view.Any{hr, held}, Show: view.Raw{}}, view.Choice{When: view.Always{}, Show: view.RoundNumber{Step: "1000"}}),
			col("tax_id", "character(11)"),
			col("badge", "bigint", Always(view.Hash{Salt: "source/ds_42/1"})...),
			col("phone", "character varying(20)", Always(view.Partial{First: 3, Last: 2, Fill: "***"})...),
			col("note", "character varying(100)", Always(view.Regex{Pattern: "[0-9]{3}-[0-9]{2}", Replacement: "###"})...),
			col("born", "date", Always(view.RoundTime{Unit: "year"})...),
			col("seen", "timestamp with time zone", Always(view.RoundTime{Unit: "hour"})...),
		},
		Admit: view.All{
			view.HasAny{Kind: profile.KindUser}, view.HasFact{Fact: profile.Fact{Kind: profile.KindRevoked, Value: "ds_42"}, Absent: true},
			view.Any{Fact(profile.KindContext, "", "none"), Fact(profile.KindContext, "", "project_7")},
		},
		Rows: view.All{
			held,
			view.Any{hr, notHeld, view.OneOf{Column: country, Literals: []catalog.Literal{Text("DE"), Text("FR")}}},
		},
	}
}

// Hostile has names and literals that would mean something in SQL, and what
// only that kind of cluster has: a collation, or names of 127 bytes.
func Hostile(kind catalog.ClusterKind) view.View {
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
		typ := typed("character varying(256)")
		v.Columns = append(v.Columns, view.Column{Name: name, Type: typ, Choices: Always(view.Constant{Value: Text(literals[i])})})
		rows = append(rows, view.Match{Column: view.ColumnRef{Name: name, Type: typ}, Kind: view.MatchContains, Text: literals[i]})
	}
	collated := typed("text")
	if kind.IsRedshift() {
		v.Columns[0].Name = strings.Repeat("n", 125) + "é"
	} else {
		collated.Collation = `"sch""ema"."c\i"`
	}
	v.Columns = append(v.Columns, view.Column{Name: "odd", Type: collated, Choices: Always(view.Regex{Pattern: `\.'[a\-z]`, Replacement: `\1$1&`})})
	v.Rows = rows
	return v
}

// Plan is one of each step.
func Plan() plan.Plan {
	v := Employees()
	v.Columns = v.Columns[:4]
	d := plan.Deployment{View: v, Admission: Admission, Barrier: true, Identity: "5/16384"}
	until := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	row := func(user string, kind profile.Kind, name, value string) profile.Row {
		return profile.Row{UserID: user, Fact: profile.Fact{Kind: kind, Name: name, Value: value}, ValidUntil: until}
	}
	unit := func(target plan.Target, reason string, steps ...plan.Step) plan.Unit {
		return plan.Unit{Target: target, Database: "governed", Reason: reason, Steps: steps}
	}
	return plan.Plan{Cluster: "c", Claim: plan.Claim{Store: "store", Lease: 3, Revision: 14}, Units: []plan.Unit{
		unit(plan.Target{Kind: plan.TargetFacts}, "2 facts withdrawn, 1 gate set", plan.WriteFacts{
			Delete: []profile.Row{row("alice", "group", "", "hr"), row("alice", "attribute", "region", "us"), row("alice", "attribute", "region", "eu")},
			Insert: []profile.Row{row("bob", "group", "", "hr"), row("bob", "user", "", "bob")},
			States: []plan.UserState{{UserID: "alice", Pending: true}}, Wipe: []string{"mallory"},
		}, plan.SetGates{Gates: []plan.Gate{{Source: "ds_42", Admit: []view.Admission{Admission}}, {Source: "ds_43"}}}),
		unit(plan.Target{Kind: plan.TargetSecrets}, "1 salt written", plan.PutSecrets{Names: []string{"source/ds_42/1"}}),
		unit(plan.SourceTarget("ds_42"), "first view", plan.CreateView{Deployment: d}),
		unit(plan.SourceTarget("ds_42"), "policy mask-email changed", plan.ReplaceView{Deployment: d}),
		{Target: plan.SourceTarget("ds_42"), Database: "governed", Reason: "a column was added", Steps: []plan.Step{plan.SwapView{Deployment: d}}, Hazards: []plan.Hazard{{Code: "widens", Message: "shows more"}}},
		unit(plan.SourceTarget("ds_44"), "the source was deleted", plan.DropView{Source: "ds_44", Name: catalog.ViewName{Schema: "governed", Name: "hr_old"}}),
		unit(plan.SourceTarget("ds_45"), "its view is gone", plan.Forget{Source: "ds_45"}),
		unit(plan.SourceTarget("ds_42"), "readers find its columns listed", plan.List{Deployment: d}),
		unit(plan.Target{Kind: plan.TargetWitness}, "read back 1 view", plan.Witness{Views: []plan.ReadBackView{{Source: "ds_42"}}}),
	}}
}
