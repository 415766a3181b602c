package trial

import (
	"fmt"

	"scrim/pkg/catalog"
)

// readsElsewhere reads what the document does not name: what is beneath
// scrim's views, what is scrim's own, and everything else.
func (l *list) readsElsewhere() {
	l.each(func(database string, s Schema) {
		others := relations(database, s, func(t catalog.Table, _ Relation) bool { return l.may(t) == nothing })
		kinds := []struct{ name, why string }{
			{"read-scrims-own", "whoever reads there learns everybody's facts, or the salts of hashes"},
			{"read-raw-table", "it stands beneath scrim's views: read raw, nothing of it is masked or filtered"},
			{"read-elsewhere", "the document does not name it, so the tool has no business with it"},
		}
		of := func(r Relation) int {
			switch t := (catalog.Table{Database: database, Schema: s.Name, Name: r.Name}); {
			case database == l.ground.ViewDatabase && s.Name == l.system():
				return 0
			case l.raw(t):
				return 1
			}
			return 2
		}
		for i, k := range kinds {
			var rs []Relation
			for _, r := range others {
				if of(r) == i {
					rs = append(rs, r)
				}
			}
			l.some(Trial{Name: k.name, Tries: tries("read", database, s.Name, rs), Expect: Refused, Why: k.why, Database: database}, all(database, s.Name, rs, false))
		}
	})
}

// writesElsewhere writes where the account may at most read.
func (l *list) writesElsewhere() {
	l.each(func(database string, s Schema) {
		for _, k := range []struct {
			use       use
			name, why string
		}{
			{reading, "write-where-it-reads", "a tool that may only read must not change what others rely on"},
			{nothing, "write-elsewhere", "the document does not name it, so the tool has no business with it"},
		} {
			rs := relations(database, s, func(t catalog.Table, r Relation) bool { return l.may(t) == k.use && !r.View })
			l.some(Trial{Name: k.name, Tries: tries("insert into, update or delete from", database, s.Name, rs), Expect: Refused, Why: k.why, Database: database},
				changes(database, s.Name, rs))
		}
	})
}

// creates makes schemas and tables where the account has none of its own.
func (l *list) creates() {
	l.each(func(database string, s Schema) {
		if l.own(database, s.Name) {
			return
		}
		t := Trial{Name: "create-table", Tries: fmt.Sprintf("create a table in %s of %s", s.Name, database), Expect: Refused, Database: database,
			Why: "what it makes there would be taken for somebody else's", Attempts: []Attempt{MakeTable{s.Name}}}
		if s.Name == "public" {
			t.Name, t.Why = "create-in-public", "where PUBLIC may create, so may every account: a tool that writes to one database only writes to this one too"
		}
		l.add(t)
	})
	for _, d := range l.seen.Databases {
		if d.Name == l.Workspace && l.books() {
			continue
		}
		l.add(Trial{Name: "create-schema", Tries: "create a schema in " + d.Name, Expect: Refused, Database: d.Name,
			Why: "the tool keeps nothing there", Attempts: []Attempt{MakeSchema{}}})
	}
}

// handsOn gives to others what the account has.
func (l *list) handsOn() {
	if l.seen.Service == "" {
		return
	}
	for _, e := range append(l.Reads[:len(l.Reads):len(l.Reads)], l.Writes...) {
		s, _ := l.seen.schema(e.Database, e.Schema)
		rs := relations(e.Database, s, func(t catalog.Table, _ Relation) bool { return l.may(t) != nothing && !l.own(t.Database, t.Schema) })
		attempts := make([]Attempt, len(rs))
		for i, r := range rs {
			attempts[i] = GiveOn{Table: catalog.Table{Database: e.Database, Schema: e.Schema, Name: r.Name}, To: l.seen.Service}
		}
		l.some(Trial{Name: "grant-on", Tries: tries("let others read", e.Database, e.Schema, rs), Expect: Refused, Database: e.Database,
			Why: "who reads is for those to say who own the tables"}, attempts)
	}
	for _, role := range []string{l.Role, l.SyncRole} {
		if role != "" {
			l.add(Trial{Name: "grant-role", Tries: "give the role " + role + " to " + l.seen.Service, Expect: Refused, Database: l.Workspace,
				Why: "with it goes all that the account may do", Attempts: []Attempt{GiveRole{Role: role, To: l.seen.Service}}})
		}
	}
}

// needsNoGrant asks whether anything else can be learned: a superuser may do
// all of it.
func (l *list) needsNoGrant() {
	l.climb("become-superuser", "make itself a superuser", "a superuser needs no grant", Promote{})
}

func (l *list) climb(name, tries, why string, a Attempt) {
	l.add(Trial{Name: name, Tries: tries, Expect: Refused, Why: why, Database: l.Workspace, Attempts: []Attempt{a}})
}

// climbs reaches for power over the cluster.
func (l *list) climbs() {
	l.climb("create-user", "create a user", "an account that nobody knows is one that nobody takes away", MakeUser{})
	l.climb("create-role", "create a role", "a role of its own is a way to hand on what it has", MakeRole{})
	l.climb("create-database", "create a database", "whoever makes a database may do everything in it", MakeDatabase{})
	for _, role := range l.seen.Roles {
		if role != l.Role && role != l.SyncRole {
			l.climb("take-role", "give itself the role "+role, "a role that the document does not name gives what it does not name", GiveRole{Role: role})
		}
	}
	if who := l.seen.Service; who != "" {
		l.climb("become-another", "go on as "+who+", in a session of his", "scrim's own account reads every governed table", Become{Who: who, Session: true})
		if !l.ground.Kind.IsRedshift() {
			l.climb("set-role", "go on as "+who+" by SET ROLE", "scrim's own account reads every governed table", Become{Who: who})
		}
	}
}
