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
	"bytes"
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
//
// It is a function of the set of events that came, never of their order or
// number (law 5). That is why some fields say less than one might wish:
// Created and Reviews hold only what no order of delivery can change.
type Object struct {
	Key
	Version uint64 `json:"version"` // the greatest that came; 0 is never heard of
	// Created is the incarnation: the first version that can belong to the
	// thing as it now is, one more than the last deletion's, or 1. A sender
	// that counts by one and makes a thing again with its next version finds
	// exactly that version here. Compare with Speaks, not with ==.
	Created  uint64          `json:"created"`
	Deleted  bool            `json:"deleted,omitempty"`
	Conflict bool            `json:"conflict,omitempty"` // one version came with two contents: closed until a greater one comes
	Digest   string          `json:"digest"`             // hex SHA-256 of Data; of the empty string for a tombstone
	Data     json.RawMessage `json:"data,omitempty"`     // the document; nil for a tombstone; in conflict the list of all contents (Contents)
	Reviews  Reviews         `json:"reviews,omitempty"`  // sources: what was confirmed of each column
}

// Live reports whether the thing exists, in conflict or not.
func (o Object) Live() bool { return o.Version > 0 && !o.Deleted }

// Speaks reports whether somebody who names a creation version means the
// thing as it now is, and not one of the same id that was deleted, or one that
// has not arrived yet. 0 means any (SEMANTICS S12).
func (o Object) Speaks(created uint64) bool {
	return created == 0 || o.Live() && o.Created <= created && created <= o.Version
}

// Contents lists what the object may say: nothing for a tombstone, one
// document, or in conflict every document that came with the version. What
// depends on any of them is closed then.
func (o Object) Contents() []json.RawMessage {
	switch {
	case len(o.Data) == 0:
		return nil
	case !o.Conflict:
		return []json.RawMessage{o.Data}
	}
	var all []json.RawMessage
	if err := json.Unmarshal(o.Data, &all); err != nil {
		return []json.RawMessage{o.Data} // never written by Fold
	}
	return all
}

// Equal reports whether two objects are the same in every field.
func (o Object) Equal(other Object) bool {
	return o.Key == other.Key && o.Version == other.Version && o.Created == other.Created &&
		o.Deleted == other.Deleted && o.Conflict == other.Conflict && o.Digest == other.Digest &&
		bytes.Equal(o.Data, other.Data) && o.Reviews.equal(other.Reviews)
}

// Stored is an object with the revision of the event that changed it last.
type Stored struct {
	Object
	Revision uint64 `json:"revision"`
}

// Verdict is what became of one event. The values are stable words of the
// webhook's answer.
type Verdict string

const (
	// Accepted means that the event changed the object. An old snapshot of a
	// source, or an old deletion, that comes late is accepted when it says
	// something about the past that changes what may be shown now; the
	// document of the greatest version stays.
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
