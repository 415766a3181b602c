// Package event reads what the world tells scrim: CloudEvents whose data are
// documents, and the same documents as files.
//
// It promises that one decoder reads both, strictly: an unknown field, a wrong
// type or a missing version is an issue with its place, and all of them are
// reported at once. An Event that Decode returned is complete and checked by
// itself; whether it fits what is already known is package state's business.
// It verifies no signature and keeps nothing.
package event

import (
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/directory"
	"scrim/pkg/policy"
)

// Kind is a kind of document.
type Kind string

// The kinds of documents.
const (
	KindCluster         Kind = "cluster"
	KindSource          Kind = "source"
	KindUser            Kind = "user"
	KindSession         Kind = "session"
	KindAcknowledgement Kind = "acknowledgement"
	KindAccess          Kind = "access"
	KindRequest         Kind = "request"
	KindProject         Kind = "project"
	KindPurpose         Kind = "purpose"
	KindReview          Kind = "review"
	KindPolicy          Kind = "policy"
	KindConnector       Kind = "connector"
)

// Event is one thing that happened, in CloudEvents' terms.
type Event struct {
	ID     string    // unique within Sender
	Sender string    // CloudEvents source; "scrim" is scrim itself
	Type   string    // "scrim.source.updated"
	Time   time.Time // when the sender says it happened; informative
	Body   Body
	Raw    []byte // the event as JSON, for the journal
}

// Body is what an event says: Put, Delete or Synced.
type Body interface{ body() }

// Put says what a document now is: "scrim.KIND.updated".
type Put struct{ Document Document }

// Delete says that a document is no more: "scrim.KIND.deleted". A deletion is
// a version.
type Delete struct {
	Kind    Kind
	ID      string
	Version uint64
}

// Synced says that the sender has now sent everything there is:
// "scrim.sync.completed". Gates of new clusters wait for it (SEMANTICS S12).
type Synced struct{}

func (Put) body()    {}
func (Delete) body() {}
func (Synced) body() {}

// Document is one versioned description of one thing.
type Document struct {
	Kind    Kind
	ID      string
	Version uint64 // 0 in a file that does not say
	Noun    Noun
	Data    []byte // the document as canonical JSON: sorted keys, no blanks; what versions are compared by
}

// Noun is what a document describes: a sealed union of the types below, each
// the noun of another package.
type Noun interface{ noun() }

// The nouns, one for each Kind.
type (
	// Cluster is a warehouse: the noun of KindCluster.
	Cluster struct{ catalog.Cluster }
	// Source is a data source: the noun of KindSource.
	Source struct{ catalog.Source }
	// User is a person or a service account: the noun of KindUser.
	User struct{ directory.User }
	// Session is the project a user works in: the noun of KindSession.
	Session struct{ directory.Session }
	// Acknowledgement is a user's word to a purpose: the noun of KindAcknowledgement.
	Acknowledgement struct{ directory.Acknowledgement }
	// Access is a decision about a user and a source: the noun of KindAccess.
	Access struct{ directory.Access }
	// Request is a user's wish to read a source: the noun of KindRequest.
	Request struct{ directory.Request }
	// Project is a context in which purposes count: the noun of KindProject.
	Project struct{ directory.Project }
	// Purpose is a reason to use data: the noun of KindPurpose.
	Purpose struct{ directory.Purpose }
	// Review is somebody's word that columns are known: the noun of KindReview.
	Review struct{ catalog.Confirmation }
	// Policy is who sees what: the noun of KindPolicy.
	Policy struct{ policy.Policy }
	// Connector is the account of a data tool: the noun of KindConnector.
	Connector struct{ connector.Connector }
)

func (Cluster) noun()         {}
func (Source) noun()          {}
func (User) noun()            {}
func (Session) noun()         {}
func (Acknowledgement) noun() {}
func (Access) noun()          {}
func (Request) noun()         {}
func (Project) noun()         {}
func (Purpose) noun()         {}
func (Review) noun()          {}
func (Policy) noun()          {}
func (Connector) noun()       {}
