package state

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"scrim/pkg/directory"
	"scrim/pkg/event"
)

// Settle makes one object of what all senders say of one kind and id
// (SEMANTICS S12): of sessions and of requests the later accepted; of access a revocation, else
// the approval that lasts longest; of acknowledgements the one of the greatest
// statement. Two live claims to anything else have no effect: ok is false and
// the object is in conflict, with the contents of all claims, so that what
// depends on any of them can be closed. An object that came in conflict from
// its own sender is also not ok.
//
// When nobody's claim is alive it returns a tombstone, or the zero Object when
// there is nothing at all, and true: that is settled too.
func Settle(claims []Stored) (object Object, ok bool) {
	var live []Stored
	for _, c := range claims {
		if c.Live() {
			live = append(live, c)
		}
	}
	if len(live) == 0 {
		return tombstone(claims), true
	}
	slices.SortFunc(live, func(a, b Stored) int { return cmp.Compare(a.Sender, b.Sender) })
	if slices.ContainsFunc(live, func(c Stored) bool { return c.Conflict }) {
		return clash(live), false
	}
	if len(live) == 1 {
		return live[0].Object, true
	}
	switch live[0].Kind {
	case event.KindSession, event.KindRequest:
		return slices.MaxFunc(live, func(a, b Stored) int { return cmp.Compare(a.Revision, b.Revision) }).Object, true
	case event.KindAccess:
		return slices.MaxFunc(live, func(a, b Stored) int { return compareAccess(a.Data, b.Data) }).Object, true
	case event.KindAcknowledgement:
		return slices.MaxFunc(live, func(a, b Stored) int {
			return cmp.Compare(noun[directory.Acknowledgement](a.Data).Statement, noun[directory.Acknowledgement](b.Data).Statement)
		}).Object, true
	default:
		return clash(live), false
	}
}

// tombstone is the last deletion of all senders'.
func tombstone(claims []Stored) Object {
	if len(claims) == 0 {
		return Object{}
	}
	return slices.MaxFunc(claims, func(a, b Stored) int {
		return cmp.Or(cmp.Compare(a.Version, b.Version), cmp.Compare(b.Sender, a.Sender))
	}).Object
}

// clash is several claims as one object in conflict.
func clash(live []Stored) Object {
	out := live[0].Object
	var contents []json.RawMessage
	for _, c := range live {
		contents = append(contents, c.Contents()...)
	}
	slices.SortFunc(contents, func(a, b json.RawMessage) int { return bytes.Compare(a, b) })
	contents = slices.CompactFunc(contents, func(a, b json.RawMessage) bool { return bytes.Equal(a, b) })
	out.Conflict, out.Reviews = true, nil
	out.Data = list(contents)
	out.Digest = digest(out.Data)
	return out
}

// compareAccess orders decisions by what they decide: a revocation above all,
// then the approval that lasts longer.
func compareAccess(a, b json.RawMessage) int {
	x, y := noun[directory.Access](a), noun[directory.Access](b)
	rank := func(d directory.Decision) int {
		switch d {
		case directory.Revoked:
			return 2
		case directory.Approved:
			return 1
		default:
			return 0
		}
	}
	return cmp.Or(cmp.Compare(rank(x.Decision), rank(y.Decision)), end(x).Compare(end(y)))
}

// end is when an approval ends; one without end ends after all others.
func end(a directory.Access) time.Time {
	if a.Until.IsZero() {
		return time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return a.Until
}

// noun reads a stored document, which was checked when it came in. One that
// cannot be read says nothing.
func noun[T any](data json.RawMessage) T {
	var out T
	if err := json.Unmarshal(data, &out); err != nil {
		var nothing T
		return nothing
	}
	return out
}
