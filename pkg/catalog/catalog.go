// Package catalog names what is protected: clusters, data sources, columns,
// types and tags.
//
// It promises that a name means the same thing everywhere in scrim, and that
// every zero value is the closed one. It knows nothing of people, of policies
// or of SQL, and reads nothing from anywhere.
package catalog

import (
	"slices"
	"strings"
)

// Tag is a path in the tag tree, "PII.Email". A policy for "PII" also meets
// "PII.Email".
type Tag string

// Within reports whether t is parent or lies below it.
func (t Tag) Within(parent Tag) bool {
	return t == parent || strings.HasPrefix(string(t), string(parent)+".")
}

// TagNew marks a column that the platform has not classified yet; it is never
// reviewed by itself (SEMANTICS S13).
const TagNew Tag = "New"

// Table names a physical table on one cluster.
type Table struct {
	Database string `json:"database"`
	Schema   string `json:"schema"`
	Name     string `json:"name"`
}

// String is for people: "sales.hr.employees". It is not SQL.
func (t Table) String() string { return t.Database + "." + t.Schema + "." + t.Name }

// ViewName is where a dynamic view lives in its cluster's view database.
type ViewName struct {
	Schema string `json:"schema"`
	Name   string `json:"name"`
}

// String is for people: "governed.employees". It is not SQL.
func (n ViewName) String() string { return n.Schema + "." + n.Name }

// Column is one column as the platform describes it.
type Column struct {
	Name     string `json:"name"`
	Type     string `json:"type,omitempty"` // a hint for offline work; the observed type decides (law 3)
	Tags     []Tag  `json:"tags,omitempty"`
	Reviewed bool   `json:"reviewed,omitempty"` // this snapshot confirms the column as it now is (SEMANTICS S13)
}

// Tagged reports whether the column carries the tag or one below it.
func (c Column) Tagged(tag Tag) bool { return tagged(c.Tags, tag) }

func tagged(tags []Tag, tag Tag) bool {
	return slices.ContainsFunc(tags, func(t Tag) bool { return t.Within(tag) })
}

// Source is a data source: one physical table that is read through one view.
type Source struct {
	ID        string   `json:"id"`
	Host      string   `json:"host"`
	Port      int      `json:"port,omitempty"` // 0 matches any port of the host
	Table     Table    `json:"table"`
	Columns   []Column `json:"columns"`
	Tags      []Tag    `json:"tags,omitempty"`
	EventTime string   `json:"event_time,omitempty"` // the column that time windows read
	Key       []string `json:"key,omitempty"`        // the columns that tell the rows apart, by which samples are drawn
	View      ViewName `json:"view,omitzero"`        // given by the sender; an empty part is filled from the cluster's template
	Owner     string   `json:"owner,omitempty"`      // a contact, and what restricted policies ask for; owners have no privilege (SEMANTICS S6)
	Policies  []string `json:"policies,omitempty"`   // what the owner selected: ids of policies that apply where they are selected
	Disabled  bool     `json:"disabled,omitempty"`
	Sensitive bool     `json:"sensitive,omitempty"` // refused in fast mode unless accepted by name (SEMANTICS S16)
}

// Tagged reports whether the source itself carries the tag or one below it.
func (s Source) Tagged(tag Tag) bool { return tagged(s.Tags, tag) }

// Confirmation is somebody's word that columns of a source's table on one
// cluster are known as they now are (SEMANTICS S13). It holds for as long as
// table and columns are exactly these.
type Confirmation struct {
	Cluster  string            `json:"cluster"`
	Source   string            `json:"source"`
	Identity string            `json:"identity,omitempty"` // Signature.Identity
	Columns  []ConfirmedColumn `json:"columns"`
}

// ConfirmedColumn is one column as it was seen.
type ConfirmedColumn struct {
	Name    string `json:"name"`
	Type    string `json:"type"` // canonical: Type.String
	Ordinal int    `json:"ordinal"`
}

// Covers reports whether the column is confirmed as it now is.
func (c Confirmation) Covers(now Signature, column Observed) bool {
	return c.Identity == now.Identity && slices.Contains(c.Columns, ConfirmedColumn{Name: column.Name, Type: column.Type.String(), Ordinal: column.Ordinal})
}

// Observed is one column as the warehouse declares it now.
type Observed struct {
	Name    string `json:"name"`
	Type    Type   `json:"type"` // domains unwrapped
	Ordinal int    `json:"ordinal"`
}

// Signature is a physical table as the warehouse declares it now.
type Signature struct {
	Identity string     `json:"identity"` // changes when the table is dropped and made again; empty where the warehouse does not tell
	Columns  []Observed `json:"columns"`  // by ordinal
}

// Equal reports whether it is the same table with the same columns.
func (s Signature) Equal(other Signature) bool {
	return s.Identity == other.Identity && slices.Equal(s.Columns, other.Columns)
}

// Column finds an observed column by its exact name.
func (s Signature) Column(name string) (Observed, bool) {
	i := slices.IndexFunc(s.Columns, func(c Observed) bool { return c.Name == name })
	if i < 0 {
		return Observed{}, false
	}
	return s.Columns[i], true
}
