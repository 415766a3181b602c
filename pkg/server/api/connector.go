package api

import (
	"scrim/pkg/connector"
	"scrim/pkg/issue"
	"scrim/pkg/state"
)

// Connectors is the answer of GET /v1/connectors, by id.
type Connectors struct {
	Connectors []ConnectorState `json:"connectors"`
}

// ConnectorState is one connector: as its document describes it, and how its
// account is.
type ConnectorState struct {
	Connector connector.Connector `json:"connector"`         // with its id and place alone once the document is deleted
	Deleted   bool                `json:"deleted,omitempty"` // the document is gone, and what scrim made is still there
	Place     string              `json:"place"`             // "cluster main", "project acme"
	Held      int                 `json:"held"`              // things that scrim made for it
	Status    state.Status        `json:"status"`            // as it was seen last; without a phase nobody has looked yet
}

// ConnectorRequest asks about one connector. The account is used for this once
// and kept nowhere.
type ConnectorRequest struct {
	As            *Account `json:"as,omitempty"`
	Authoritative bool     `json:"authoritative,omitempty"` // also take from the account what others gave to it, and mend what was there before scrim
	Rotate        bool     `json:"rotate,omitempty"`        // apply: set a new password
	Key           bool     `json:"key,omitempty"`           // apply, on BigQuery: make a key and answer it
	Verify        bool     `json:"verify,omitempty"`        // apply: prove afterwards what the account can do, while a password that was made is known
	ReassignTo    string   `json:"reassign_to,omitempty"`   // remove: who owns afterwards what the account owns
	DryRun        bool     `json:"dry_run,omitempty"`       // remove: say what would be done, and do nothing
}

// ConnectorPlan is the answer of POST /v1/connectors/{id}/plan.
type ConnectorPlan struct {
	Connector string             `json:"connector"`
	Place     string             `json:"place"`          // "cluster main", "project acme"
	As        string             `json:"as"`             // the account that looked
	Able      bool               `json:"able"`           // it may also do what is planned; scrim's own account may not
	Steps     []ConnectorStep    `json:"steps"`          // what is to be done, in order
	Waiting   []ConnectorThing   `json:"waiting"`        // wanted, and cannot be made now
	Kept      []ConnectorThing   `json:"kept,omitempty"` // wanted, and there before scrim: never removed by it
	Left      []ConnectorThing   `json:"left,omitempty"` // no longer wanted, and cannot be taken away now
	Foreign   []ConnectorThing   `json:"foreign,omitempty"`
	Owned     []string           `json:"owned,omitempty"` // what the login owns
	Unseen    []string           `json:"unseen,omitempty"`
	Hazards   []connector.Hazard `json:"hazards,omitempty"`
	Issues    issue.List         `json:"issues,omitempty"`
}

// ConnectorStep is one statement or call, with everything that it does.
type ConnectorStep struct {
	Do       connector.Do       `json:"do"`
	Things   []string           `json:"things"` // in words
	Database string             `json:"database,omitempty"`
	Text     string             `json:"text"` // SQL or a call; secrets are holes
	Why      []string           `json:"why"`
	Hazards  []connector.Hazard `json:"hazards,omitempty"`
	Error    string             `json:"error,omitempty"` // of what was begun: why it is not done
}

// ConnectorThing is one thing that an account needs or has.
type ConnectorThing struct {
	Key     connector.Key      `json:"key"`
	Text    string             `json:"text"` // in words
	Why     string             `json:"why,omitempty"`
	State   string             `json:"state,omitempty"`   // "present", "missing", "different", "unknown"
	MadeBy  string             `json:"made_by,omitempty"` // "scrim", "others"; empty when it is not there
	For     string             `json:"for,omitempty"`     // what it waits for
	Hazards []connector.Hazard `json:"hazards,omitempty"`
}

// ConnectorApplied is the answer of POST /v1/connectors/{id}/apply and
// /remove: what was done, up to the first failure, and what is still to do.
type ConnectorApplied struct {
	Connector string          `json:"connector"`
	Done      []ConnectorStep `json:"done"` // the last may have failed
	Left      ConnectorPlan   `json:"left"` // planned again afterwards

	// Password is the one that was made, if one was: it is answered once and
	// kept nowhere.
	Password string `json:"password,omitempty"`
	User     string `json:"user,omitempty"` // whose it is
	// Key is the file of the key that was made, if one was: likewise.
	Key []byte `json:"key,omitempty"`

	Proof *Proof `json:"proof,omitempty"` // when it was asked for and everything is there
}

// ConnectorExplanation is the answer of POST /v1/connectors/{id}/explain.
type ConnectorExplanation struct {
	Connector string           `json:"connector"`
	Place     string           `json:"place"`
	As        string           `json:"as"`
	Things    []ConnectorThing `json:"things"`            // wanted, in the order in which they are made
	Foreign   []ConnectorThing `json:"foreign,omitempty"` // what others gave besides
	Unseen    []string         `json:"unseen,omitempty"`
}
