// Package state is the law by which events become objects: which version
// wins, what a deletion leaves behind, what an accepted change makes dirty and
// when time alone will change an object.
//
// It promises that the order of delivery does not matter (law 5): folding the
// same events in any order, with duplicates, gives the same objects. Fold is
// pure, so that an in-memory model and a SQL store share one law. It decides
// nothing about access.
package state

import (
	"encoding/json"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
)

// Key names an object. Two senders that claim one kind and id have two
// objects; Settle says what becomes of that (SEMANTICS S12).
type Key struct {
	Kind   event.Kind `json:"kind"`
	ID     string     `json:"id"`
	Sender string     `json:"sender"`
}

// Object is what is known of one thing from one sender. The zero Object is a
// thing never heard of.
type Object struct {
	Key
	Version  uint64          `json:"version"` // the greatest accepted; 0 is never heard of
	Created  uint64          `json:"created"` // the incarnation: the version that made it, or made it again after a deletion
	Deleted  bool            `json:"deleted,omitempty"`
	Conflict bool            `json:"conflict,omitempty"` // one version came with two contents: closed until a greater one comes
	Digest   string          `json:"digest"`             // hex SHA-256 of Data; of the empty string for a tombstone
	Data     json.RawMessage `json:"data,omitempty"`     // the document; nil for a tombstone
	Reviews  Reviews         `json:"reviews,omitempty"`  // sources: what was confirmed of each column
}

// Reviews says, by column name, what the last confirmation of it confirmed
// (SEMANTICS S13). A column that is not here was never reviewed.
type Reviews map[string]Review

// Review is one column as it was when somebody, or the first snapshot,
// confirmed it.
type Review struct {
	Type    string `json:"type"`    // as the snapshot gave it, canonical (catalog.Type.String); empty confirms no type
	Version uint64 `json:"version"` // of the snapshot: an observed identity or ordinal that changed after it is not confirmed
}

// Verdict is what became of one event. The values are stable words of the
// webhook's answer.
type Verdict string

const (
	// Accepted means that the event changed, or confirmed, the object.
	Accepted Verdict = "accepted"
	// Stale means that the same or a greater version is known: nothing changed.
	Stale Verdict = "stale"
	// Conflicting means that this version is known with other content: the
	// object is closed until a greater version comes.
	Conflicting Verdict = "conflicting"
)

// Target names what an accepted event makes dirty. It names, never carries:
// the worker reads everything again (level-triggered).
type Target struct {
	Kind event.Kind `json:"kind"` // source, user, policy, project, purpose or cluster
	ID   string     `json:"id"`
}

// Applied is what scrim remembers of a source on one cluster between passes.
type Applied struct {
	Identity string            `json:"identity"` // of the base table
	Ordinals map[string]int    `json:"ordinals"` // by column
	Types    map[string]string `json:"types"`    // by column
	Snapshot uint64            `json:"snapshot"` // the source version these were read under
	Table    catalog.Table     `json:"table"`
}
