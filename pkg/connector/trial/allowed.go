package trial

import (
	"fmt"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
)

// enters connects.
func (l *list) enters() {
	l.add(Trial{Name: "log-in", Tries: "log in to " + l.Workspace + " as " + l.User, Expect: Allowed, Database: l.Workspace,
		Why: "the tool does nothing without it", Attempts: []Attempt{LogIn{l.Workspace}},
		Mends: []connector.Thing{l.grant(connector.Connect, connector.Object{Kind: connector.OnDatabase, Database: l.Workspace})}})
}

// looksAround says what nobody could look at, and so nothing was tried in.
func (l *list) looksAround() {
	for _, why := range l.seen.Unseen {
		l.add(Trial{Name: "look-around", Tries: "look what there is", Expect: Allowed, Why: "what is not seen is not tried", Database: l.Workspace, Beyond: why})
	}
}

// lists looks up in catalogues what the account works with.
func (l *list) lists() {
	found := map[Listed]map[string][]Attempt{Schemas: {}, Tables: {}, Columns: {}}
	databases := []Attempt{List{What: Databases, Table: catalog.Table{Database: l.Workspace}}}
	known := map[string]bool{l.Workspace: true}
	l.each(func(database string, s Schema) {
		rs := relations(database, s, func(t catalog.Table, _ Relation) bool { return l.offers(t) })
		if len(rs) == 0 {
			return
		}
		if !known[database] {
			known[database] = true
			databases = append(databases, List{What: Databases, Table: catalog.Table{Database: database}})
		}
		found[Schemas][database] = append(found[Schemas][database], List{Schemas, catalog.Table{Database: database, Schema: s.Name}})
		for _, r := range rs {
			t := catalog.Table{Database: database, Schema: s.Name, Name: r.Name}
			found[Tables][database] = append(found[Tables][database], List{Tables, t})
			if !r.View { // columns of late-binding views stand in scrim's own catalogue
				found[Columns][database] = append(found[Columns][database], List{Columns, t})
			}
		}
	})
	l.some(Trial{Name: "list-databases", Tries: "list databases", Expect: Allowed, Why: "the tool offers them to choose from", Database: l.Workspace}, databases)
	for _, what := range []Listed{Schemas, Tables, Columns} {
		for _, d := range l.seen.Databases {
			attempts := found[what][d.Name]
			of := map[Listed]string{Schemas: "schemas", Tables: "tables", Columns: "columns"}[what]
			l.some(Trial{Name: "list-" + of, Tries: fmt.Sprintf("list the %s of %s", of, d.Name), Expect: Allowed,
				Why: "the tool shows what it found, and works with nothing else", Database: l.from(d.Name)}, attempts)
		}
	}
}

// offers reports whether a relation is one that the tool works with: scrim's
// views are where it was given no table.
func (l *list) offers(t catalog.Table) bool {
	if l.everybodys(t) {
		return l.Recipe == connector.GovernedViews && t.Schema != l.system()
	}
	return l.may(t) != nothing
}

// reads reads what the document lets it read, what is there and what comes.
func (l *list) reads() {
	for _, e := range l.Reads {
		l.readsNow(e)
		l.readsLater(e)
	}
	if l.Recipe != connector.GovernedViews {
		return
	}
	for _, schema := range append([]string{l.system()}, l.ground.Views...) {
		l.readsView(schema)
	}
}

func (l *list) readsView(schema string) {
	database := l.ground.ViewDatabase
	s, _ := l.seen.schema(database, schema)
	rs := relations(database, s, func(t catalog.Table, _ Relation) bool { return l.everybodys(t) })
	l.some(Trial{Name: "read-view", Tries: tries("read", database, schema, rs), Expect: Allowed, Database: l.from(database),
		Why: "the tool reads views in place of tables; they show it what the policies let it see", Mends: append(l.onTables(database, schema, rs, connector.Select), l.beneath()...)},
		all(database, schema, rs, true))
}

// beneath is what late-binding views ask of their readers besides: USAGE on
// the schemas under them. The readers' role has it, where there is one.
func (l *list) beneath() []connector.Thing {
	var out []connector.Thing
	switch {
	case !l.ground.Kind.IsRedshift():
		return nil
	case l.seen.Readers != "":
		return []connector.Thing{connector.Member{Role: l.seen.Readers, Login: l.User}}
	}
	for _, t := range l.seen.Raw {
		out = append(out, l.grant(connector.Usage, connector.Object{Kind: connector.OnSchema, Database: t.Database, Schema: t.Schema}))
	}
	return slices.Compact(out)
}

func (l *list) readsNow(e connector.Extent) {
	t := Trial{Name: "read", Expect: Allowed, Why: "the document lets it read " + e.String(), Database: l.from(e.Database)}
	s, there := l.seen.schema(e.Database, e.Schema)
	rs := relations(e.Database, s, func(t catalog.Table, _ Relation) bool { return l.may(t) != nothing })
	if len(e.Tables) > 0 {
		rs = nil
		for _, name := range e.Tables {
			rs = append(rs, Relation{Name: name})
		}
	}
	t.Mends = l.onTables(e.Database, e.Schema, rs, connector.Select)
	if l.later(e) == connector.Scoped {
		t.Mends = append(l.onSchema(e.Database, e.Schema), l.grant(connector.Select, connector.Object{Kind: connector.OnTables, Database: e.Database, Schema: e.Schema}))
	}
	t.Tries = tries("read", e.Database, e.Schema, rs)
	switch {
	case !there:
		t.Tries, t.Beyond = "read "+e.Schema+" in "+e.Database, "there is no such schema"
		l.add(t)
	case len(rs) == 0 && l.later(e) == connector.NotCovered:
		t.Tries, t.Beyond = "read "+e.Schema+" in "+e.Database, "there is no table in it"
		l.add(t)
	default:
		l.some(t, all(e.Database, e.Schema, rs, true))
	}
}

// readsLater makes tables where the account reads. Whether it reads them is
// asked for by the document, or ruled out.
func (l *list) readsLater(e connector.Extent) {
	if _, there := l.seen.schema(e.Database, e.Schema); !there || l.own(e.Database, e.Schema) {
		return
	}
	future := l.later(e)
	one := func(expect Expected, who, why string) {
		name := map[Expected]string{Allowed: "read-later-table", Refused: "later-table-of-others"}[expect]
		on := connector.Object{Kind: connector.OnTables, Database: e.Database, Schema: e.Schema}
		if future == connector.ByCreator {
			on.Kind, on.Creator = connector.OnFuture, who
		}
		a := ReadNew{Schema: e.Schema, Creator: who, Named: e.Creators}
		l.add(Trial{Name: name, Tries: "read " + a.String() + " in " + e.Database, Expect: expect, Why: why, Database: e.Database,
			Attempts: []Attempt{a}, Mends: []connector.Thing{l.grant(connector.Usage, connector.Object{Kind: connector.OnSchema, Database: e.Database, Schema: e.Schema}), l.grant(connector.Select, on)}})
	}
	switch future {
	case connector.Scoped:
		one(Allowed, "", "tables that anybody makes in "+e.String()+" are covered")
	case connector.ByCreator:
		for _, who := range e.Creators {
			one(Allowed, who, "tables that "+who+" makes in "+e.String()+" are covered")
		}
		one(Refused, "", "tables of others than "+listing(e.Creators)+" are for nobody to read unasked")
	default:
		one(Refused, "", "the document covers no tables to come in "+e.String())
	}
}

func listing(names []string) string {
	switch n := len(names); n {
	case 0:
		return "nobody"
	case 1:
		return names[0]
	default:
		return fmt.Sprintf("%s and %d more", names[0], n-1)
	}
}

// keepsBooks does what the tool does with its checkpoint tables.
func (l *list) keepsBooks() {
	if !l.books() {
		return
	}
	on := connector.Object{Kind: connector.OnDatabase, Database: l.Workspace}
	l.add(Trial{Name: "create-books-schema", Tries: "create a schema in " + l.Workspace, Expect: Allowed, Database: l.Workspace,
		Why: "the tool makes the schema " + l.Books + ", in which it keeps its books", Attempts: []Attempt{MakeSchema{}}, Mends: []connector.Thing{l.grant(connector.Create, on)}})
	schema := ""
	if _, there := l.seen.schema(l.Workspace, l.Books); there {
		schema = l.Books
	}
	l.checkpoint("checkpoint", schema, l.Books, "the tool keeps its books in such tables")
}

// checkpoint creates, writes, reads, alters and drops a table.
func (l *list) checkpoint(name, schema, shown, why string) {
	for _, step := range []Step{StepCreate, StepWrite, StepRead, StepAlter, StepDrop} {
		l.add(Trial{Name: string(step) + "-" + name, Tries: fmt.Sprintf("%s a table of its own in %s of %s", step, shown, l.Workspace), Expect: Allowed, Why: why,
			Database: l.Workspace, Attempts: []Attempt{Checkpoint{Schema: schema, Step: step}}, Mends: l.makes(schema)})
	}
}

// makes is what making tables in a schema takes.
func (l *list) makes(schema string) []connector.Thing {
	if schema == "" {
		return []connector.Thing{l.grant(connector.Create, connector.Object{Kind: connector.OnDatabase, Database: l.Workspace})}
	}
	return l.onSchema(l.Workspace, schema, connector.Create)
}

// writes writes where the document lets it, into tables that there are.
func (l *list) writes() {
	l.each(func(database string, s Schema) {
		rs := relations(database, s, func(t catalog.Table, _ Relation) bool { return l.may(t) == writing })
		why := "the document lets it write " + database + "." + s.Name
		if l.keeps(database, s.Name) {
			why = "another account kept the books there before, and its tables go on being used"
			if !l.UsedBefore {
				why = "the tool made these tables"
			}
		}
		mends := l.onTables(database, s.Name, rs, connector.Select, connector.Insert, connector.Update, connector.DeleteRows)
		l.some(Trial{Name: "read", Tries: tries("read", database, s.Name, rs), Expect: Allowed, Why: why, Database: database, Mends: mends}, all(database, s.Name, rs, true))
		l.some(Trial{Name: "write", Tries: tries("insert into, update and delete from", database, s.Name, rs), Expect: Allowed, Why: why, Database: database, Mends: mends},
			changes(database, s.Name, rs))
		if l.own(database, s.Name) && !l.keeps(database, s.Name) {
			l.ownTables(database, s.Name)
		}
	})
}

// ownTables makes tables of its own where the document says so.
func (l *list) ownTables(database, schema string) {
	why := "the document lets it make tables in " + database + "." + schema
	if database == l.Workspace && schema == l.Profiles {
		why = "Profiles Sync makes its tables there"
	}
	for _, step := range []Step{StepCreate, StepWrite, StepRead, StepAlter, StepDrop} {
		l.add(Trial{Name: string(step) + "-own-table", Tries: fmt.Sprintf("%s a table of its own in %s of %s", step, schema, database), Expect: Allowed, Why: why,
			Database: database, Attempts: []Attempt{Checkpoint{Schema: schema, Step: step}}, Mends: l.onSchema(database, schema, connector.Create)})
	}
}
