package connector

import (
	"slices"
	"strings"
)

// String is for people: "crm.devices", "crm.devices (2 tables)".
func (e Extent) String() string {
	switch {
	case e.Everything:
		return "the whole project"
	case e.Dataset != "":
		return e.Dataset
	}
	return e.Database + "." + e.Schema
}

func (w *wants) reads(to Principal) {
	for _, e := range w.Reads {
		w.read(e, to, "the document lets it read "+e.String())
	}
}

func (w *wants) read(e Extent, to Principal, why string) {
	w.tables(e, to, why, nil, Select)
}

// write gives what rows need, and of a whole schema the making of tables: who
// makes a table owns it. Tables of others stay theirs.
func (w *wants) write(e Extent, to Principal, why string) {
	var hazards []Hazard
	if theirs := w.theirs(e); len(theirs) > 0 {
		hazards = append(hazards, ownership(theirs))
	}
	w.tables(e, to, why, hazards, Select, Insert, Update, DeleteRows)
	if len(e.Tables) == 0 {
		w.grant(Create, Object{Kind: OnSchema, Database: e.Database, Schema: e.Schema}, to, why)
	}
}

// theirs are the tables of an extent that others own.
func (w *wants) theirs(e Extent) []Table {
	return slices.DeleteFunc(w.g.tables(e.Database, e.Schema), func(t Table) bool {
		return t.Owner == w.User || len(e.Tables) > 0 && !slices.Contains(e.Tables, t.Name)
	})
}

// tables gives privileges on the tables of an extent: those that are named,
// all of the schema for good, or those that there are and those that somebody
// will make.
func (w *wants) tables(e Extent, to Principal, why string, hazards []Hazard, privileges ...Privilege) {
	w.connect(e.Database, to)
	schema := Object{Kind: OnSchema, Database: e.Database, Schema: e.Schema}
	w.grant(Usage, schema, to, why, append(hazards, w.uncovered(e)...)...)
	on := func(o Object, hazards ...Hazard) {
		o.Database, o.Schema = e.Database, e.Schema
		for _, p := range privileges {
			w.grant(p, o, to, why, hazards...)
		}
	}
	switch {
	case len(e.Tables) > 0:
		for _, t := range e.Tables {
			on(Object{Kind: OnTable, Table: t})
		}
	case w.g.Kind.IsRedshift() && e.scoped():
		on(Object{Kind: OnTables}, wide(e))
	default:
		for _, t := range w.g.tables(e.Database, e.Schema) {
			if t.Owner != w.User {
				on(Object{Kind: OnTable, Table: t.Name})
			}
		}
		if e.Future != NotCovered {
			for _, creator := range e.Creators {
				on(Object{Kind: OnFuture, Creator: creator})
			}
		}
	}
}

// uncovered says which tables to come an extent leaves out.
func (w *wants) uncovered(e Extent) []Hazard {
	switch {
	case len(e.Tables) > 0:
		return []Hazard{chosenOnly(e)}
	case w.g.Kind.IsRedshift() && e.scoped():
		return nil
	case e.Future == NotCovered || len(e.Creators) == 0:
		return []Hazard{presentOnly(e)}
	}
	return []Hazard{creatorsOnly(e)}
}

func sorted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

func and(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
