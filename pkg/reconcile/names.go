package reconcile

import (
	"slices"
	"strconv"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
	"scrim/pkg/render"
	"scrim/pkg/state"
)

// fold is a name in the form in which two of them compare on this cluster.
func (w *world) fold(name string) string {
	if w.cluster.Kind.IsRedshift() {
		return strings.ToLower(name)
	}
	return name
}

// claims is what a source claims on this cluster, in the form in which two
// claims compare.
type claims struct {
	name     catalog.ViewName
	explicit bool   // both parts of the name were given
	table    string // empty when the cluster does not take part: nothing is claimed
	place    string
	schema   string
}

func (w *world) claims(s catalog.Source) claims {
	name, explicit := w.cluster.Place(s)
	c := claims{name: name, explicit: explicit}
	if s.Disabled || w.here(s) != state.PhasePending {
		return c
	}
	c.table = w.fold(s.Table.Database) + "\x00" + w.fold(s.Table.Schema) + "\x00" + w.fold(s.Table.Name)
	c.place = w.fold(name.Schema) + "\x00" + w.fold(name.Name)
	c.schema = w.fold(name.Schema)
	return c
}

// register adds (or removes) a source's claims; whoever shares one is
// affected.
func (w *world) register(t *touched, s source, add bool) {
	if s.claims.table == "" {
		return
	}
	for _, index := range []struct {
		of  map[string]map[string]bool
		key string
	}{{w.tables, s.claims.table}, {w.places, s.claims.place}, {w.schemas, s.claims.schema}} {
		if add {
			if index.of[index.key] == nil {
				index.of[index.key] = map[string]bool{}
			}
			index.of[index.key][s.ID] = true
		} else {
			delete(index.of[index.key], s.ID)
		}
	}
	if id := w.stands[s.claims.place]; id != "" {
		t.affected[id] = true
	}
	for _, sharing := range []map[string]bool{w.tables[s.claims.table], w.places[s.claims.place]} {
		for id := range sharing {
			t.affected[id] = true
		}
	}
}

// place says what keeps a source from having its view: reserved schemas and
// collisions, in which none of the sources has a view, so that order never
// decides (SEMANTICS S11). An explicit name beats a template.
func (w *world) place(s source) issue.List {
	var issues issue.List
	at := issue.Place{Input: "source " + s.ID}
	for _, schema := range []string{s.claims.name.Schema, s.Table.Schema} {
		if w.cluster.Reserves(schema) {
			issues.Add(at, "reserved-schema", "choose another schema", "schema %q belongs to scrim or to the warehouse", schema)
		}
	}
	for _, name := range []string{s.Table.Schema, s.Table.Name, s.claims.name.Schema, s.claims.name.Name} {
		if err := w.writable(name); err != nil {
			issues.Add(at, "cannot-be-written", "choose a name that the warehouse can have", "no table, view or schema can have this name: %v", err)
		}
	}
	if others := without(w.tables[s.claims.table], s.ID); len(others) > 0 {
		issues.Add(at, "table-claimed-twice", "disable or delete all but one of them", "table %s is also claimed by %s, so none of them has a view", s.Table, strings.Join(others, ", "))
	}
	var names []string
	for _, other := range without(w.places[s.claims.place], s.ID) {
		if !s.claims.explicit || w.sources[other].claims.explicit {
			names = append(names, other)
		}
	}
	if len(names) > 0 {
		issues.Add(at, "name-claimed-twice", "give one of them another view name", "view %s is also claimed by %s, so none of them has a view", s.claims.name, strings.Join(names, ", "))
	}
	if w.fold(s.Table.Database) == w.fold(w.cluster.ViewDatabase) && len(w.schemas[w.fold(s.Table.Schema)]) > 0 {
		issues.Add(at, "base-in-view-schema", "move the table, or the views", "the table lies in schema %q, where views are made", s.Table.Schema)
	}
	return issues
}

func without(ids map[string]bool, id string) []string {
	var out []string
	for other := range ids {
		if other != id {
			out = append(out, other)
		}
	}
	slices.Sort(out)
	return out
}

// writable says why the warehouse has nothing of a name and cannot have: a
// statement with it would be refused whole, with everybody else's in it.
func (w *world) writable(name string) error {
	dialect, err := render.For(w.cluster)
	if err != nil {
		return err
	}
	return dialect.CheckName(name)
}

// clashing lists the other users that map to one user's name here.
func (w *world) clashing(id string) []string {
	return without(w.claimed[w.users[id].username], id)
}

func (w *world) clash(id string) issue.List {
	others := w.clashing(id)
	if len(others) == 0 {
		return nil
	}
	var l issue.List
	l.Add(issue.Place{Input: "user " + id}, "username-claimed-twice", "map one of them to another name, or to none, in the cluster's usernames",
		"warehouse name %s is also that of %s, so none of them has facts", strconv.Quote(w.users[id].username), strings.Join(others, ", "))
	return l
}

// nameless is the issue of a user whose warehouse name no account can have.
func (w *world) nameless(id string) issue.List {
	name := w.users[id].username
	if name == "" {
		return nil
	}
	err := w.writable(name)
	if err == nil {
		return nil
	}
	var l issue.List
	l.Add(issue.Place{Input: "user " + id}, "cannot-be-written", "map the user to the name of a login, or to none, in the cluster's usernames",
		"no account of the warehouse can have the user's name, so the user sees nothing: %v", err)
	return l
}
