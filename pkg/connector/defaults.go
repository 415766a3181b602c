package connector

import (
	"cmp"
	"slices"
	"strings"
)

// guide has the names that a tool's own guide uses.
func guide(r Recipe) Connector {
	const books = "__segment_reverse_etl"
	switch r {
	case SegmentDataGraph:
		return Connector{User: "segment_user", Role: "segment_linked_role", SyncRole: "segment_profiles_sync_role",
			Workspace: "segment_workspace", Profiles: "profiles_sync", Books: books}
	case SegmentEntities:
		return Connector{User: "segment_entities_user", Role: "segment_entities", Books: books}
	case SegmentLinked:
		return Connector{User: "segment_linked_user", Role: "segment_linked_role", Workspace: "segment_linked_profiles_db", Books: books}
	case SegmentBigQuery:
		return Connector{Account: "segment-connector", DisplayName: "Segment", Description: "Segment reads what it was given, and keeps its books", Books: books}
	case WhalyBI:
		return Connector{User: "whaly_bi"}
	default: // those of no tool's guide are named after the document
		return Connector{}
	}
}

// connections is how many a login may have at once, unless a document says
// otherwise.
const connections = 10

// Complete is the connector with its recipe's defaults where it says nothing,
// and with its names as the warehouse's catalogue has them.
func (c Connector) Complete(g Ground) Connector {
	d := guide(c.Recipe)
	if d.User == "" && d.Account == "" {
		d.User = strings.Map(word, c.ID)
	}
	if c.Recipe == ReadOnly || c.Recipe == ReadWrite {
		d.Role = cmp.Or(c.User, d.User) + "_role"
	}
	for _, f := range []struct {
		field    *string
		fallback string
	}{
		{&c.User, d.User}, {&c.Role, d.Role}, {&c.SyncRole, d.SyncRole},
		{&c.Workspace, cmp.Or(d.Workspace, g.ViewDatabase)}, {&c.Profiles, d.Profiles}, {&c.Books, d.Books},
		{&c.Account, d.Account}, {&c.DisplayName, d.DisplayName}, {&c.Description, d.Description},
	} {
		*f.field = cmp.Or(*f.field, f.fallback)
	}
	if c.Recipe == SegmentBigQuery {
		c.Workspace = ""
		return c
	}
	c.Connections = cmp.Or(c.Connections, connections)
	for _, name := range []*string{&c.User, &c.Role, &c.SyncRole, &c.Workspace, &c.Profiles, &c.Books} {
		*name = g.fold(*name)
	}
	c.Reads, c.Writes = g.complete(c.Reads, c.Workspace), g.complete(c.Writes, c.Workspace)
	return c
}

// word is a letter of a user's name that is made from an id.
func word(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		return r
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	}
	return '_'
}

func (g Ground) complete(extents []Extent, database string) []Extent {
	out := slices.Clone(extents)
	for i, e := range out {
		out[i].Database, out[i].Schema = cmp.Or(g.fold(e.Database), database), g.fold(e.Schema)
		out[i].Tables, out[i].Creators = g.foldAll(e.Tables), g.foldAll(e.Creators)
	}
	return out
}

func (g Ground) fold(name string) string { return g.Kind.Fold(name) }

func (g Ground) foldAll(names []string) []string {
	out := slices.Clone(names)
	for i, n := range out {
		out[i] = g.fold(n)
	}
	return out
}
