package trial

import (
	"fmt"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
)

// Of is the trials of a connector: first what it must be able to do, then
// what it must not. That it is no superuser comes before, who may do everything.
func Of(c connector.Connector, g connector.Ground, seen Seen) []Trial {
	l := &list{asked: asked{Connector: c.Complete(g), ground: g, seen: seen}}
	l.enters()
	l.needsNoGrant()
	l.looksAround()
	l.lists()
	l.reads()
	l.keepsBooks()
	l.writes()
	l.readsElsewhere()
	l.writesElsewhere()
	l.creates()
	l.handsOn()
	l.climbs()
	return l.trials
}

// list collects trials.
type list struct {
	asked
	trials []Trial
}

func (l *list) add(t Trial) { l.trials = append(l.trials, t) }

// most is how many attempts one trial makes: a schema of ten thousand tables
// takes no hour.
const most = 200

// some are a trial's attempts, of which there may be too many.
func (l *list) some(t Trial, attempts []Attempt) {
	if len(attempts) == 0 {
		return
	}
	if len(attempts) > most {
		t.Beyond = fmt.Sprintf("%d were tried and came out as they must, %d more were not", most, len(attempts)-most)
		attempts = attempts[:most]
	}
	t.Attempts = attempts
	l.add(t)
}

// reader is whom a missing privilege is to be given: the role, where the
// recipe has one.
func (l *list) reader() connector.Principal {
	if l.Role != "" {
		return connector.Principal{Kind: connector.IsRole, Name: l.Role}
	}
	return connector.Principal{Kind: connector.IsUser, Name: l.User}
}

func (l *list) grant(p connector.Privilege, o connector.Object) connector.Grant {
	return connector.Grant{Privilege: p, On: o, To: l.reader()}
}

// onSchema is USAGE on a schema, and privileges on it.
func (l *list) onSchema(database, schema string, privileges ...connector.Privilege) []connector.Thing {
	var out []connector.Thing
	for _, p := range append([]connector.Privilege{connector.Usage}, privileges...) {
		out = append(out, l.grant(p, connector.Object{Kind: connector.OnSchema, Database: database, Schema: schema}))
	}
	return out
}

// onTables is USAGE on a schema, and privileges on these tables of it.
func (l *list) onTables(database, schema string, rs []Relation, privileges ...connector.Privilege) []connector.Thing {
	out := l.onSchema(database, schema)
	for _, r := range rs {
		for _, p := range privileges {
			out = append(out, l.grant(p, connector.Object{Kind: connector.OnTable, Database: database, Schema: schema, Table: r.Name}))
		}
	}
	return out
}

// from is the database in which something of another is asked for: on
// Redshift the tool stays where it is.
func (l *list) from(database string) string {
	if l.ground.Kind.IsRedshift() {
		return l.Workspace
	}
	return database
}

func tries(verb, database, schema string, rs []Relation) string {
	if len(rs) == 1 {
		return fmt.Sprintf("%s %s.%s in %s", verb, schema, rs[0].Name, database)
	}
	what := "tables"
	if !slices.ContainsFunc(rs, func(r Relation) bool { return !r.View }) {
		what = "views"
	}
	return fmt.Sprintf("%s any of %d %s of %s in %s", verb, len(rs), what, schema, database)
}

func all(database, schema string, rs []Relation, whole bool) []Attempt {
	out := make([]Attempt, len(rs))
	for i, r := range rs {
		out[i] = Read{Table: catalog.Table{Database: database, Schema: schema, Name: r.Name}, Whole: whole}
	}
	return out
}

// changes is all ways to write each of several tables. Of one without a
// column nothing can be inserted.
func changes(database, schema string, rs []Relation) []Attempt {
	var out []Attempt
	for _, r := range rs {
		for _, how := range []connector.Privilege{connector.Insert, connector.Update, connector.DeleteRows} {
			if r.View || r.Column == "" && how != connector.DeleteRows {
				continue
			}
			out = append(out, Write{Table: catalog.Table{Database: database, Schema: schema, Name: r.Name}, Column: r.Column, How: how})
		}
	}
	return out
}
