package plan

import "strings"

// Target is what a unit is about: one source, or what sources share. Two are
// equal only when they are the same thing, whatever a sender calls a source.
type Target struct {
	Kind TargetKind
	Name string // of the source or the schema, or the statement; empty for what there is one of
}

// TargetKind is the kinds of targets.
type TargetKind string

// The kinds of targets.
const (
	TargetSource  TargetKind = "source"  // a source's view, by the source's id
	TargetSchema  TargetKind = "schema"  // a schema for views, by its name
	TargetFacts   TargetKind = "facts"   // facts and gates
	TargetSecrets TargetKind = "secrets" // salts
	TargetWitness TargetKind = "witness" // what the warehouse made of the views
	TargetOwn     TargetKind = "own"     // one statement of a teardown
)

// SourceTarget is the target of a source's own unit.
func SourceTarget(id string) Target { return Target{Kind: TargetSource, Name: id} }

// SchemaTarget is the target of the unit that makes a schema for views.
func SchemaTarget(name string) Target { return Target{Kind: TargetSchema, Name: name} }

// String is the target as a person reads it: a source's id alone, unless that
// reads as another kind's.
func (t Target) String() string {
	switch t.Kind {
	case TargetSource:
		if taken(t.Name) {
			return "source " + t.Name
		}
		return t.Name
	case TargetSchema:
		return "schema " + t.Name
	case TargetOwn:
		return t.Name
	case TargetFacts, TargetSecrets, TargetWitness:
	}
	return string(t.Kind)
}

func taken(id string) bool {
	switch TargetKind(id) {
	case TargetFacts, TargetSecrets, TargetWitness:
		return true
	case TargetSource, TargetSchema, TargetOwn:
	}
	return strings.HasPrefix(id, "schema ") || strings.HasPrefix(id, "source ")
}

// MarshalText is String: a plan is shown by it.
func (t Target) MarshalText() ([]byte, error) { return []byte(t.String()), nil }
