package state

import (
	"time"

	"scrim/pkg/issue"
	"scrim/pkg/preflight"
)

// Phase is how far a target has come on one cluster. The zero value means
// that nothing is known.
type Phase string

// The phases.
const (
	PhasePending     Phase = "pending"      // accepted, not yet applied
	PhaseApplied     Phase = "applied"      // the warehouse does what the documents say
	PhaseWaiting     Phase = "waiting"      // a widening waits for "scrim apply"
	PhaseBlocked     Phase = "blocked"      // waits for somebody outside scrim: a missing table, a missing grant
	PhaseQuarantined Phase = "quarantined"  // shows no rows, because what it should show cannot be decided
	PhaseClosed      Phase = "closed"       // shows no rows as it should: disabled, or first load not complete
	PhaseFailed      Phase = "failed"       // the last try failed and will be repeated
	PhaseConflict    Phase = "conflict"     // two claims, none has effect
	PhaseUnmatched   Phase = "unmatched"    // no registered cluster has this host
	PhaseOutOfScope  Phase = "out-of-scope" // the cluster does not govern this database
)

// Status is what scrim knows about one target on one cluster.
type Status struct {
	Cluster  string     `json:"cluster"`
	Target   Target     `json:"target"`
	Phase    Phase      `json:"phase"`
	Revision uint64     `json:"revision"` // the one the phase speaks of
	Message  string     `json:"message,omitempty"`
	Issues   issue.List `json:"issues,omitempty"`
	Attempts int        `json:"attempts,omitempty"` // failed ones in a row
	Since    time.Time  `json:"since"`
	Next     time.Time  `json:"next,omitzero"` // when the next try is due
}

// ClusterState follows the lifecycle that administrators know from other
// governance tools.
type ClusterState string

// The states of a cluster.
const (
	ClusterCreating  ClusterState = "creating"                 // registered, nothing made there yet
	ClusterFailed    ClusterState = "createError"              // bootstrap is missing or incomplete
	ClusterEnabled   ClusterState = "enabled"                  // enforced
	ClusterInvalid   ClusterState = "recurringValidationError" // it worked and does not now
	ClusterDeleting  ClusterState = "deleting"
	ClusterDeleted   ClusterState = "deleted"
	ClusterUnchecked ClusterState = "" // nobody has looked yet
)

// ClusterStatus is one cluster as a whole.
type ClusterStatus struct {
	Cluster     string       `json:"cluster"`
	State       ClusterState `json:"state"`
	Message     string       `json:"message,omitempty"`
	Closed      uint64       `json:"closed"`   // closings up to this revision are committed
	Applied     uint64       `json:"applied"`  // facts, gates and DDL are
	Enforced    uint64       `json:"enforced"` // and no older snapshot is left
	Open        bool         `json:"open"`     // gates may open: the first load is complete
	Enforcement string       `json:"enforcement"`
	Proven      bool         `json:"proven"`  // somebody ran the live suite against it
	Pending     int          `json:"pending"` // dirty targets
	Attempts    int          `json:"attempts,omitempty"`
	OldestDirty time.Time    `json:"oldest_dirty,omitzero"` // since when the oldest accepted change waits
	Checked     time.Time    `json:"checked,omitzero"`

	// Findings is what the last periodic check found that somebody should do
	// something about; Looked is when that was.
	Findings []preflight.Finding `json:"findings,omitempty"`
	Looked   time.Time           `json:"looked,omitzero"`
}
