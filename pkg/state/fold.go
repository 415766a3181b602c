package state

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
)

// Fold is what an object becomes when an event about it comes (SEMANTICS S12,
// S13). The event must be about the object's kind, id and sender; the zero
// Object stands for one never heard of. The verdict is Stale exactly when the
// object is as before, except that a version already in conflict stays
// Conflicting. scrim.sync.completed is about no object and is Stale here.
//
// Folding is a join: whatever the order and the duplicates, the same events
// make the same object. docs/design/0002-reviews.md says how and at what cost.
func Fold(old Object, e event.Event) (Object, Verdict) {
	said, ok := read(e)
	if !ok || said.version == 0 {
		return old, Stale
	}
	next := old
	verdict := Stale
	switch {
	case said.version > old.Version:
		next, verdict = said.succeed(old), Accepted
	case said.version == old.Version:
		next, verdict = said.rival(old)
	default:
		next.Reviews = old.Reviews.before(said.version, old.Version, said.columns)
	}
	if said.deleted {
		next.Created = max(next.Created, said.version+1)
	}
	if verdict == Stale && !next.Equal(old) {
		verdict = Accepted
	}
	return next, verdict
}

// statement is what an event says about an object.
type statement struct {
	key     Key
	version uint64
	deleted bool
	data    json.RawMessage
	columns []catalog.Column // sources
}

func read(e event.Event) (statement, bool) {
	switch body := e.Body.(type) {
	case event.Put:
		d := body.Document
		s := statement{key: Key{Kind: d.Kind, ID: d.ID, Sender: e.Sender}, version: d.Version, data: d.Data}
		if source, ok := d.Noun.(event.Source); ok {
			s.columns = source.Columns
		}
		return s, true
	case event.Delete:
		return statement{key: Key{Kind: body.Kind, ID: body.ID, Sender: e.Sender}, version: body.Version, deleted: true}, true
	default:
		return statement{}, false
	}
}

// succeed is the object after a greater version.
func (s statement) succeed(old Object) Object {
	return Object{
		Key: s.key, Version: s.version, Created: max(old.Created, 1),
		Deleted: s.deleted, Digest: digest(s.data), Data: s.data,
		Reviews: old.Reviews.after(old.Version, s.version, s.columns),
	}
}

// rival is the object after another word on its own version: the same object
// when that word is known, else one in conflict. A conflict keeps every
// content, since what depends on any of them must be closed.
func (s statement) rival(old Object) (Object, Verdict) {
	known := slices.ContainsFunc(old.Contents(), func(c json.RawMessage) bool { return bytes.Equal(c, s.data) })
	if s.deleted {
		known = old.Created > old.Version
	}
	switch {
	case known && old.Conflict:
		return old, Conflicting
	case known:
		return old, Stale
	}
	contents := slices.Clone(old.Contents())
	if !s.deleted {
		contents = append(contents, s.data)
	}
	slices.SortFunc(contents, func(a, b json.RawMessage) int { return bytes.Compare(a, b) })
	next := old
	next.Deleted, next.Conflict = false, true
	next.Data = list(contents)
	next.Digest = digest(next.Data)
	next.Reviews = old.Reviews.before(s.version, old.Version, s.columns)
	return next, Conflicting
}

// list writes contents, which are canonical JSON, as one canonical list.
func list(contents []json.RawMessage) json.RawMessage {
	out := []byte{'['}
	for i, c := range contents {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, c...)
	}
	return append(out, ']')
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
