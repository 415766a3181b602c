package plan

import (
	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// Wanted is what a warehouse should have, for the sources and users that a
// pass is about.
type Wanted struct {
	Cluster    catalog.Cluster
	Claim      Claim
	Sources    []WantedSource // any order
	Users      []WantedUser   // any order
	Ajar       []Gate         // what gates admit of sources that the pass is not about and that open when a fact is missing
	Everything bool           // the two lists are complete: what is there besides has its facts withdrawn and its gate shut
	Prune      bool           // and its view dropped
}

// Presence says what becomes of a source's view. The zero value closes it.
type Presence uint8

const (
	// Shut closes the gate and touches nothing else: a disabled source, one
	// whose base table is missing, one of two that claim a name.
	Shut Presence = iota
	// Shown has the view, admitted.
	Shown
	// ShownShut has the view but admits it to nobody: a cluster whose first
	// load is not complete, a quarantine.
	ShownShut
	// Gone has no view: the source was deleted or is none of this cluster's.
	Gone
)

// WantedSource is one source as it should be.
type WantedSource struct {
	ID        string
	Presence  Presence
	View      view.View  // of Shown and ShownShut
	Deployed  *view.View // what scrim believes to be deployed; nil when it does not know
	Opens     bool       // a policy shows more to whom a fact is missing (SEMANTICS S2, S10)
	Identity  string     // of the base table the view was compiled for
	Sensitive bool
	Reason    string // for a person: "policy mask-email changed"
}

// WantedUser is one warehouse account's facts as they should be; no rows
// withdraws it.
type WantedUser struct {
	Name   string
	Rows   []profile.Row
	Reason string
}
