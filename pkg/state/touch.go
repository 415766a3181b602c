package state

import (
	"slices"
	"time"

	"scrim/pkg/directory"
	"scrim/pkg/event"
)

// Touches names what must be looked at again when an object went from old to
// new: nothing when they are equal; the thing itself; for a session, an
// acknowledgement, an access or a request the users whom it was or is about; for a
// review its source. A policy, a project and a purpose are one target each,
// however much they reach: the worker works that out. A connector is a target on
// which no view and no fact depends: a loop of its own looks at it, and the worker
// only comes as far as its revision. scrim.sync.completed changes no object;
// that it makes clusters dirty is the store's business.
func Touches(old, new Object) []Target {
	if old.Equal(new) {
		return nil
	}
	key := new.Key
	if new.Version == 0 {
		key = old.Key
	}
	switch key.Kind {
	case event.KindSession, event.KindAcknowledgement, event.KindAccess, event.KindRequest:
		return users(old, new)
	case event.KindReview:
		return sources(old, new)
	case event.KindCluster, event.KindSource, event.KindUser, event.KindProject, event.KindPurpose, event.KindPolicy, event.KindConnector:
		return []Target{{Kind: key.Kind, ID: key.ID}}
	}
	return nil
}

// users are those of whom the objects speak.
func users(objects ...Object) []Target {
	var out []Target
	for _, o := range objects {
		for _, content := range o.Contents() {
			who := noun[struct {
				User string `json:"user"`
			}](content)
			if who.User != "" {
				out = append(out, Target{Kind: event.KindUser, ID: who.User})
			}
		}
	}
	return distinct(out)
}

// sources are those of which the objects speak.
func sources(objects ...Object) []Target {
	var out []Target
	for _, o := range objects {
		for _, content := range o.Contents() {
			what := noun[struct {
				Source string `json:"source"`
			}](content)
			if what.Source != "" {
				out = append(out, Target{Kind: event.KindSource, ID: what.Source})
			}
		}
	}
	return distinct(out)
}

func distinct(targets []Target) []Target {
	slices.SortFunc(targets, compareTargets)
	return slices.Compact(targets)
}

func compareTargets(a, b Target) int {
	if a.Kind != b.Kind {
		return slices.Compare([]byte(a.Kind), []byte(b.Kind))
	}
	return slices.Compare([]byte(a.ID), []byte(b.ID))
}

// References names the other things a document speaks of, each once: a session
// its user and project; an acknowledgement its user, purpose and project; an
// access or a request its user and source; a project its purposes, members and sources; a
// policy the sources that it names by id, to apply to or to look something up in; a connector its cluster. A store keeps them so that what
// speaks of a user is found without reading everything.
func References(d event.Document) []Target {
	var out []Target
	add := func(kind event.Kind, ids ...string) {
		for _, id := range ids {
			if id != "" {
				out = append(out, Target{Kind: kind, ID: id})
			}
		}
	}
	switch n := d.Noun.(type) {
	case event.Session:
		add(event.KindUser, n.User)
		add(event.KindProject, n.Project)
	case event.Acknowledgement:
		add(event.KindUser, n.User)
		add(event.KindPurpose, n.Purpose)
		add(event.KindProject, n.Project)
	case event.Access:
		add(event.KindUser, n.User)
		add(event.KindSource, n.Source)
	case event.Request:
		add(event.KindUser, n.User)
		add(event.KindSource, n.Source)
	case event.Project:
		add(event.KindPurpose, n.Purposes...)
		add(event.KindUser, n.Members...)
		add(event.KindSource, n.Sources...)
	case event.Policy:
		add(event.KindSource, n.AppliesTo.NamedSources()...)
		add(event.KindSource, n.Lookups()...)
	case event.Review:
		add(event.KindCluster, n.Cluster)
		add(event.KindSource, n.Source)
	case event.Connector:
		add(event.KindCluster, n.Cluster)
	case event.Cluster, event.Source, event.User, event.Purpose:
	}
	return distinct(out)
}

// ReferencesOf is References of everything that an object may say: in
// conflict, of all its contents. A content that can no longer be read speaks
// of nothing.
func ReferencesOf(o Object) []Target {
	var out []Target
	for _, content := range o.Contents() {
		d, issues := event.DecodeDocument(o.Kind, content)
		if !issues.HasErrors() {
			out = append(out, References(d)...)
		}
	}
	return distinct(out)
}

// Due says when time alone will next change what an object means, after now: a
// policy's valid_until, the end of an approval. It is false when that will
// never happen.
func Due(o Object, now time.Time) (next time.Time, ok bool) {
	if o.Deleted || o.Conflict {
		return time.Time{}, false
	}
	switch o.Kind {
	case event.KindPolicy:
		next = noun[struct {
			ValidUntil time.Time `json:"valid_until"`
		}](o.Data).ValidUntil
	case event.KindAccess:
		if a := noun[directory.Access](o.Data); a.Decision == directory.Approved {
			next = a.Until
		}
	case event.KindCluster, event.KindSource, event.KindUser, event.KindSession, event.KindAcknowledgement, event.KindProject, event.KindPurpose, event.KindReview, event.KindRequest, event.KindConnector:
	}
	return next, next.After(now)
}
