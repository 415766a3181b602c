// Package api is the vocabulary of scrim's admin API: what its routes ask and
// answer, the errors they mean, and a client that speaks it.
//
// It promises that server and client share one set of types, so that a field
// cannot mean two things, and that an error is the same one on both sides:
// errors.Is finds ErrNotFound, ErrConflict, ErrUnavailable and the rest, and
// errors.As finds the *issue.Failure with what a person did wrong. No answer
// holds a secret but the one that made it, ConnectorApplied. It serves nothing and decides nothing; package server
// does the first, and the control side that is given to it the second.
package api

import (
	"encoding/json"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/plan"
	"scrim/pkg/preflight"
	"scrim/pkg/state"
	"scrim/pkg/verify"
)

// Cluster is one registered cluster: as it was registered, and how it is.
// Credentials are references, never values.
type Cluster struct {
	Cluster catalog.Cluster     `json:"cluster"`
	Version uint64              `json:"version"` // of the cluster's document
	Status  state.ClusterStatus `json:"status"`
}

// Clusters is the answer of GET /v1/clusters, by id.
type Clusters struct {
	Clusters []Cluster `json:"clusters"`
}

// Removal is what DELETE /v1/clusters/{id} asks: that a cluster be shut and
// forgotten. With Abandon one that cannot be shut, because its warehouse is no
// more or cannot be reached, is forgotten as it stands.
type Removal struct {
	Cluster string
	Abandon bool
}

// Submission is what an operator sends to POST /v1/documents.
type Submission struct {
	Name string // what to call the input in an issue: a file name; empty is "body"
	Key  string // the delivery id, from Idempotency-Key; the same key with the same bytes gets the first answer again; empty is none
	Body []byte // one or more YAML or JSON documents
}

// Deletion names a document to delete. Sender is who sent it, when that is not
// an operator through this door: deleting what somebody else may send again has
// to be meant.
type Deletion struct {
	Kind   event.Kind
	ID     string
	Sender string // empty is "scrim" itself
}

// Receipt says what became of what was sent. Revision is the greatest that it
// was given: what "scrim wait" waits for.
type Receipt struct {
	Revision uint64   `json:"revision"`
	Repeated bool     `json:"repeated,omitempty"` // the same delivery was known: nothing changed, this is the first answer
	Results  []Result `json:"results"`

	// Checks is what was found on the clusters that the delivery registered or
	// changed. Nothing of it is a reason to refuse them.
	Checks []Check `json:"checks,omitempty"`
}

// Result is what became of one document.
type Result struct {
	Verdict  state.Verdict `json:"verdict"`
	Revision uint64        `json:"revision,omitempty"` // 0 when nothing changed
	Kind     event.Kind    `json:"kind,omitempty"`
	ID       string        `json:"id,omitempty"`
	Version  uint64        `json:"version,omitempty"`
	Issues   issue.List    `json:"issues,omitempty"` // warnings: it was accepted all the same
}

// Check is the answer of POST /v1/clusters/{id}/check: whether scrim can do
// its work there, and what is missing when it cannot. It is OK when no check
// failed; warnings are for somebody to know.
type Check struct {
	Cluster  string              `json:"cluster"`
	OK       bool                `json:"ok"`
	Findings []preflight.Finding `json:"findings"`
}

// BypassRequest asks who reads beneath the views of a cluster. Findings of
// accounts named in Except are accepted: shown, and no reason for alarm.
type BypassRequest struct {
	Except []string `json:"except,omitempty"`
}

// Bypass is the answer of POST /v1/clusters/{id}/bypass.
type Bypass struct {
	Cluster  string   `json:"cluster"`
	OK       bool     `json:"ok"` // there is nobody, or nobody that was not accepted
	Findings []Around `json:"findings"`
	Unseen   []string `json:"unseen,omitempty"` // what could not be looked at, and why
}

// Around is one way around the views, and the statement that would take it
// away; scrim never runs it.
type Around struct {
	verify.Finding
	Repair string `json:"repair,omitempty"`
}

// LeaksRequest asks what a reader can learn through views. As is an
// administrator that may make databases and accounts; it is kept nowhere.
type LeaksRequest struct {
	As *Account `json:"as"`
}

// Leaks is the answer of POST /v1/clusters/{id}/leaks.
type Leaks struct {
	Cluster string          `json:"cluster"`
	OK      bool            `json:"ok"` // everything was tried, nothing was learned that is not known, and nothing is left
	Results []verify.Result `json:"results"`
	Left    []string        `json:"left,omitempty"`  // what could not be dropped: statements for an administrator
	Error   string          `json:"error,omitempty"` // why not everything could be tried
}

// Scripts is the answer of GET /v1/clusters/{id}/bootstrap: what an
// administrator would run by hand, one script for each database, in order.
type Scripts struct {
	Cluster string   `json:"cluster"`
	Scripts []Script `json:"scripts"`
}

// Script is SQL for one database, as psql runs it. The account's password is
// psql's variable scrim_password.
type Script struct {
	Database string `json:"database"`
	Text     string `json:"text"`
}

// Unit is one unit of a plan as text.
type Unit struct {
	Target     string        `json:"target"`
	Database   string        `json:"database"`
	Reason     string        `json:"reason"`
	Hazards    []plan.Hazard `json:"hazards,omitempty"`
	Statements []string      `json:"statements"` // as they would run; values and secrets are holes
}

// Outcome is what became of one unit.
type Outcome struct {
	Target  string        `json:"target"`
	Done    bool          `json:"done"`
	DDL     int           `json:"ddl"`             // statements that changed a definition
	Error   string        `json:"error,omitempty"` // empty when done
	Retry   bool          `json:"retry,omitempty"` // it will be tried again without anybody doing anything
	Elapsed time.Duration `json:"elapsed"`         // nanoseconds
}

// Applied is the answer of everything that changes a cluster at once:
// bootstrap, teardown and apply.
type Applied struct {
	Cluster  string    `json:"cluster"`
	Hash     string    `json:"hash,omitempty"` // of the plan, hex SHA-256; empty for bootstrap and teardown
	Outcomes []Outcome `json:"outcomes"`
	Lines    []Line    `json:"lines,omitempty"`    // of a bootstrap with an administrator's account, or a teardown
	Exposure *Exposure `json:"exposure,omitempty"` // of apply: who sees what otherwise by what was approved
}

// Account is somebody's login on a warehouse, for one request. The server
// keeps it nowhere and writes it into no log.
type Account struct {
	User     string `json:"user"`
	Password string `json:"password,omitempty"`
	Unproven bool   `json:"unproven,omitempty"` // it may go to a warehouse that does not prove its name
}

// BootstrapRequest asks for what scrim needs on a cluster. Without an account
// scrim makes what its own may.
type BootstrapRequest struct {
	As     *Account `json:"as,omitempty"`
	Harden bool     `json:"harden,omitempty"` // also take from everybody what would let a function be put before Redshift's own, in a view database that scrim did not make
}

// TeardownRequest asks to remove what scrim made on a cluster. Without an
// account, what an administrator made for it is left and listed.
type TeardownRequest struct {
	Unharden bool     `json:"unharden,omitempty"` // also give back to everybody what hardening took
	As       *Account `json:"as,omitempty"`
}

// Line is an administrator's statement and what became of it: done, there
// (nothing was to be done), left (somebody must decide, or run it) or failed.
type Line struct {
	Database string `json:"database"` // empty is any
	SQL      string `json:"sql"`
	Comment  string `json:"comment"`
	Became   string `json:"became"`
	Error    string `json:"error,omitempty"`
}

// ResyncRequest asks that warehouses be compared whole with what the
// documents say. An empty Cluster is all of them, an empty Source every
// source.
type ResyncRequest struct {
	Cluster string `json:"cluster,omitempty"`
	Source  string `json:"source,omitempty"`
	DryRun  bool   `json:"dry_run,omitempty"` // say what would be done, and do nothing
	Prune   bool   `json:"prune,omitempty"`   // also remove what scrim made and no document asks for

	// TakeOver makes this scrim the writer of a warehouse that knows another
	// store, or is ahead of this one after a backup was restored.
	TakeOver bool `json:"take_over,omitempty"`
}

// Resync is the answer of POST /v1/resync.
type Resync struct {
	Clusters []ResyncedCluster `json:"clusters"`
}

// ResyncedCluster is what a resync found and did on one cluster.
type ResyncedCluster struct {
	Cluster  string     `json:"cluster"`
	Revision uint64     `json:"revision"` // the one it was compared with
	Units    []Unit     `json:"units"`    // the differences; none is "0 changes"
	Outcomes []Outcome  `json:"outcomes,omitempty"`
	DDL      int        `json:"ddl"`
	Error    string     `json:"error,omitempty"` // why this cluster could not be compared
	Issues   issue.List `json:"issues,omitempty"`
}

// StatusQuery narrows GET /v1/status; empty fields do not.
type StatusQuery struct {
	Cluster string
	Phase   state.Phase
}

// Status is the answer of GET /v1/status.
type Status struct {
	Revision uint64                `json:"revision"` // the newest accepted
	Clusters []state.ClusterStatus `json:"clusters"`
	Targets  []state.Status        `json:"targets"`
	Requests int                   `json:"requests,omitempty"` // for access, that wait for an answer
}

// Plan is the answer of GET /v1/plan: what is to be done on a cluster, and
// what of it waits for a person.
type Plan struct {
	Cluster  string     `json:"cluster"`
	Hash     string     `json:"hash"`     // hex SHA-256 of the text: what "scrim apply" names
	Revision uint64     `json:"revision"` // the one it was made at
	Units    []Unit     `json:"units"`
	Exposure Exposure   `json:"exposure"` // who sees what otherwise by it
	Issues   issue.List `json:"issues,omitempty"`
}

// ApplyRequest approves the plan with that hash, and no other.
type ApplyRequest struct {
	Cluster string `json:"cluster"`
	Hash    string `json:"hash"`
}

// ExplainQuery asks what a user sees of a source and why. Cluster may be
// empty when the source is on one cluster only.
type ExplainQuery struct {
	User    string `json:"user"`
	Source  string `json:"source"`
	Cluster string `json:"cluster,omitempty"`

	// Row is a row of the table, as the warehouse prints its values, when it is
	// about that row: nil within is NULL, as is what is left out.
	Row map[string]*string `json:"row,omitempty"`
}

// Explanation is the answer of GET /v1/explain, and of POST with a row.
type Explanation struct {
	User     string     `json:"user"`
	Source   string     `json:"source"`
	Cluster  string     `json:"cluster"`
	Username string     `json:"username,omitempty"` // the user's name on that cluster; empty is none
	View     string     `json:"view,omitempty"`
	Revision uint64     `json:"revision"`
	Visible  bool       `json:"visible"` // whether the user gets past subscription at all
	Tree     Node       `json:"tree"`
	Issues   issue.List `json:"issues,omitempty"`
}

// Node is one step of an explanation.
type Node struct {
	Text     string `json:"text"`              // "email: masked by hash"
	Because  string `json:"because,omitempty"` // "policy mask-email, rule 1"
	Children []Node `json:"children,omitempty"`
}

// Entry is one event of the journal.
type Entry struct {
	Revision uint64          `json:"revision"`
	At       time.Time       `json:"at"`                 // when it was accepted
	Sender   string          `json:"sender"`             // the authenticated sender of the delivery
	Delivery string          `json:"delivery,omitempty"` // its id
	Source   string          `json:"source"`             // CloudEvents source
	EventID  string          `json:"event_id"`
	Type     string          `json:"type"`
	Kind     event.Kind      `json:"kind,omitempty"`
	ID       string          `json:"id,omitempty"`
	Version  uint64          `json:"version,omitempty"`
	Verdict  state.Verdict   `json:"verdict"`
	Raw      json.RawMessage `json:"raw,omitempty"` // the event; only when one entry is asked for
}

// Entries is the answer of GET /v1/events, by revision. Next is the cursor of
// the following page, 0 when there is none yet.
type Entries struct {
	Events []Entry `json:"events"`
	Next   uint64  `json:"next,omitempty"`
}

// Rejected is a delivery that could never be read.
type Rejected struct {
	Number   uint64     `json:"number"` // in order of arrival
	At       time.Time  `json:"at"`
	Door     string     `json:"door"`
	Sender   string     `json:"sender,omitempty"` // empty when it could not be told
	Delivery string     `json:"delivery,omitempty"`
	Issues   issue.List `json:"issues"`         // why
	Body     []byte     `json:"body,omitempty"` // its beginning; base64 in JSON, since it need not be text
}

// Rejections is the answer of GET /v1/rejected, in order of arrival. Next is
// the cursor of the following page, 0 when there is none yet.
type Rejections struct {
	Rejected []Rejected `json:"rejected"`
	Next     uint64     `json:"next,omitempty"`
}

// Page asks for what comes after a cursor.
type Page struct {
	After uint64 // 0 is from the beginning
	Limit int    // 1 to MaxPage; 0 is DefaultPage
}

// The bounds of a page.
const (
	DefaultPage = 100
	MaxPage     = 1000
)

// Milestone is how far a revision has come (SEMANTICS S10).
type Milestone string

// The milestones, each implying the one before it.
const (
	Closed   Milestone = "closed"   // its closings are committed
	Current  Milestone = "applied"  // facts, gates and DDL are
	Enforced Milestone = "enforced" // and no reader's older snapshot remains
)

// WaitQuery asks to be told when a revision has come as far as For on every
// cluster.
type WaitQuery struct {
	Revision uint64
	For      Milestone     // empty is "applied"
	Timeout  time.Duration // 0 is DefaultWait; at most MaxWait
}

// The bounds of a wait.
const (
	DefaultWait = 30 * time.Second
	MaxWait     = 5 * time.Minute
)

// Wait is the answer of GET /v1/wait: 200 when Reached, 504 with the same
// body otherwise.
type Wait struct {
	Revision uint64                `json:"revision"`
	For      Milestone             `json:"for"`
	Reached  bool                  `json:"reached"`
	Clusters []state.ClusterStatus `json:"clusters"`
}

// ReviewRequest confirms columns of a source as they now are (SEMANTICS S13).
type ReviewRequest struct {
	Columns []string `json:"columns,omitempty"` // empty is every column of the newest snapshot
}

// State is every document as accepted: what a laptop needs to compile
// offline what the server compiles.
type State struct {
	Revision uint64         `json:"revision"`
	Objects  []state.Object `json:"objects"`
}

// Health is the answer of /healthz and /readyz.
type Health struct {
	OK bool `json:"ok"`
}
