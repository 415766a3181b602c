package rendertest

import (
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
)

// Steps is a connector's plan with everything in it that a statement is about.
func Steps(kind catalog.ClusterKind) []connector.Step {
	things := asked(kind)
	var out []connector.Step
	for _, t := range things {
		out = append(out, connector.Step{Do: connector.Make, Thing: t})
	}
	out = append(out, mends(things)...)
	out = append(out, connector.Step{Do: connector.Rotate, Thing: things[2]})
	for _, o := range []connector.Object{
		{Kind: connector.OnDatabase, Database: "work"}, {Kind: connector.OnSchema, Database: "work", Schema: "own"}, in(connector.Object{Kind: connector.OnTable, Table: "t"}),
	} {
		out = append(out, connector.Step{Do: connector.Reassign, Thing: connector.Owned{On: o, By: `O"Tool`}, To: "etl"})
	}
	for _, t := range slices.Backward(slices.Concat(things, given(kind))) {
		out = append(out, connector.Step{Do: connector.Remove, Thing: t})
	}
	return out
}

func in(o connector.Object) connector.Object {
	o.Database, o.Schema = "sales", "hr"
	return o
}

// asked is what recipes ask for.
func asked(kind catalog.ClusterKind) []connector.Thing {
	role := connector.Principal{Kind: connector.IsRole, Name: "crm"}
	user := connector.Principal{Kind: connector.IsUser, Name: `O"Tool`}
	out := []connector.Thing{
		connector.Database{Name: "work"}, connector.Role{Name: "crm"},
		connector.Login{Name: `O"Tool`}, connector.Settings{Login: `O"Tool`, Connections: 10}, connector.Login{Name: "cloud", IAM: true},
		connector.Member{Role: "crm", Login: `O"Tool`}, connector.Schema{Database: "work", Name: "books"},
		connector.Grant{Privilege: connector.Create, On: connector.Object{Kind: connector.OnDatabase, Database: "work"}, To: role},
		connector.Grant{Privilege: connector.Usage, On: in(connector.Object{Kind: connector.OnSchema}), To: role},
		connector.Grant{Privilege: connector.Select, On: in(connector.Object{Kind: connector.OnTable, Table: "staff"}), To: role},
		connector.Grant{Privilege: connector.Insert, On: in(connector.Object{Kind: connector.OnTable, Table: "staff"}), To: role},
		connector.Grant{Privilege: connector.Select, On: in(connector.Object{Kind: connector.OnTable, Table: "staff"}), To: user},
		connector.Grant{Privilege: connector.Select, On: in(connector.Object{Kind: connector.OnFuture, Creator: "etl"}), To: role},
	}
	if kind.IsRedshift() {
		out = append(out,
			connector.Grant{Privilege: connector.Select, On: in(connector.Object{Kind: connector.OnTables}), To: role},
			connector.Grant{Privilege: connector.Update, On: in(connector.Object{Kind: connector.OnTables}), To: role})
	}
	return out
}

// given is what an account never gets from a recipe and may have from others.
func given(kind catalog.ClusterKind) []connector.Thing {
	role := connector.Principal{Kind: connector.IsRole, Name: "crm"}
	public := connector.Principal{Kind: connector.IsPublic}
	out := []connector.Thing{
		connector.Member{Role: "boss", Login: "crm", Nested: true},
		connector.Grant{Privilege: connector.Select, On: in(connector.Object{Kind: connector.OnTable, Table: "staff"}), To: public},
		connector.Grant{Privilege: connector.Select, On: connector.Object{Kind: connector.OnFuture, Database: "sales", Creator: "etl"}, To: role},
	}
	if kind.IsRedshift() {
		out = append(out,
			connector.Grant{Privilege: connector.Select, On: connector.Object{Kind: connector.OnTables, Database: "sales"}, To: role},
			connector.Grant{Privilege: "CREATE USER", On: connector.Object{Kind: connector.OnSystem}, To: role})
	}
	return out
}

// mends is what a plan puts right of things that are there: all that a login
// may do beyond its limits, hand on, or log in by.
func mends(things []connector.Thing) []connector.Step {
	var out []connector.Step
	for _, t := range things {
		mended := false
		switch t := t.(type) {
		case connector.Settings, connector.Member:
			mended = true
		case connector.Login:
			mended = t.IAM
		case connector.Grant:
			mended = t.On.Kind != connector.OnDatabase && t.Privilege != connector.Insert && t.Privilege != connector.Update
		}
		if mended {
			out = append(out, connector.Step{Do: connector.Mend, Thing: t})
		}
	}
	return out
}

// Attempts is one of each thing that is tried as an account.
func Attempts(kind catalog.ClusterKind) []trial.Attempt {
	table := catalog.Table{Database: "sales", Schema: "hr", Name: "staff"}
	elsewhere := catalog.Table{Database: "other", Schema: "hr", Name: "staff"}
	out := []trial.Attempt{
		trial.LogIn{Database: "sales"}, trial.Read{Table: table}, trial.Read{Table: table, Whole: true},
		trial.MakeSchema{}, trial.MakeTable{Schema: "hr"}, trial.MakeDatabase{}, trial.MakeUser{}, trial.MakeRole{}, trial.Promote{},
		trial.Become{Who: "etl", Session: true}, trial.GiveRole{Role: "crm"}, trial.GiveRole{Role: "crm", To: "etl"}, trial.GiveOn{Table: table, To: "etl"},
		trial.ReadNew{Schema: "hr"}, trial.ReadNew{Schema: "hr", Creator: "etl"},
	}
	for _, what := range []trial.Listed{trial.Databases, trial.Schemas, trial.Tables, trial.Columns} {
		out = append(out, trial.List{What: what, Table: table})
	}
	for _, how := range []connector.Privilege{connector.Insert, connector.Update, connector.DeleteRows} {
		out = append(out, trial.Write{Table: table, Column: "id", How: how})
	}
	for _, step := range []trial.Step{trial.StepCreate, trial.StepWrite, trial.StepRead, trial.StepAlter, trial.StepDrop} {
		out = append(out, trial.Checkpoint{Step: step}, trial.Checkpoint{Schema: "books", Step: step})
	}
	if kind.IsRedshift() {
		return append(out, trial.Read{Table: elsewhere}, trial.Read{Table: elsewhere, Whole: true})
	}
	return append(out, trial.Become{Who: "etl"})
}
