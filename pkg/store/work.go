package store

import (
	"encoding/json"
	"time"

	"scrim/pkg/event"
	"scrim/pkg/state"
)

// Dirty is one target that a cluster has yet to look at.
type Dirty struct {
	state.Target
	Revision uint64    `json:"revision"` // of the last change; looking at this revision or a later one is enough
	Since    time.Time `json:"since"`    // when it became dirty and has been since
	Mark     uint64    `json:"mark"`     // grows whenever it is marked again: by a change, by time or by a person; for Done
}

// Lease is the right to write to a cluster.
type Lease struct {
	Cluster string    `json:"cluster"`
	Holder  string    `json:"holder"`
	Token   uint64    `json:"token"` // grows by one at each change of holder
	Expires time.Time `json:"expires"`
}

// StatusFilter narrows a list of statuses. The zero filter lets all pass.
type StatusFilter struct {
	Kind   event.Kind    // empty is any
	ID     string        // empty is any
	Phases []state.Phase // empty is any
}

// Deployed is what scrim put on one cluster for one source.
type Deployed struct {
	Source   string          `json:"source"`
	View     json.RawMessage `json:"view,omitzero"` // the view.View that was applied; nil when none was
	Applied  state.Applied   `json:"applied"`
	Approved []byte          `json:"approved,omitzero"` // what a person approved, in the form that reconcile gave it; nil when nothing was
}

// Identities is which physical warehouse each cluster is, by cluster. No two
// clusters are one warehouse.
type Identities map[string]string

// Holder is the cluster that is the warehouse of that identity; empty is none.
func (i Identities) Holder(identity string) string {
	for cluster, known := range i {
		if known == identity {
			return cluster
		}
	}
	return ""
}

// Held is one thing that scrim made for a connector's account, or found there.
type Held struct {
	Connector string          `json:"connector"`
	Place     string          `json:"place"` // where it is: a cluster or a project, in the form that control gave it
	Key       string          `json:"key"`   // tells it from others there
	Thing     json.RawMessage `json:"thing"`
	Before    bool            `json:"before,omitempty"` // it was there before scrim, and is not scrim's to take away
}
