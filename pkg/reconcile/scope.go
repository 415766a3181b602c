package reconcile

import (
	"fmt"
	"maps"
	"slices"

	"scrim/pkg/event"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// scope is what one pass is about: names of sources and of users.
type scope struct {
	everything bool
	sources    map[string]bool
	users      map[string]bool
	names      map[string]bool // warehouse names that somebody had before and that must be looked at
}

func newScope() *scope {
	return &scope{sources: map[string]bool{}, users: map[string]bool{}, names: map[string]bool{}}
}

// merge adds another scope, if there is one.
func (s *scope) merge(other *scope) {
	if other == nil {
		return
	}
	s.everything = s.everything || other.everything
	maps.Copy(s.sources, other.sources)
	maps.Copy(s.users, other.users)
	maps.Copy(s.names, other.names)
}

// expand turns what is dirty, and what a refresh found changed, into sources
// and users. A policy or a project is one dirty row; who and what it reaches,
// before and after the change, is worked out here.
func (w *world) expand(dirty []store.Dirty, t *touched) *scope {
	s := newScope()
	for _, d := range dirty {
		t.mark(d.Target)
	}
	if t.opened || t.all {
		return w.all(s)
	}
	maps.Copy(s.sources, t.sources)
	maps.Copy(s.sources, t.affected)
	maps.Copy(s.users, t.users)
	maps.Copy(s.users, t.members)
	maps.Copy(s.names, t.names)
	again := newTouched()
	for id := range t.policies {
		w.meets(again, id)
	}
	for id := range t.projects {
		w.joins(again, id)
	}
	for _, project := range w.projects {
		if slices.ContainsFunc(project.Purposes, func(p string) bool { return t.purposes[p] }) {
			w.joins(again, project.ID)
		}
	}
	maps.Copy(s.sources, again.affected)
	maps.Copy(s.users, again.members)
	return s
}

// all widens a scope to everything there is.
func (w *world) all(s *scope) *scope {
	s.everything = true
	for id := range w.sources {
		s.sources[id] = true
	}
	for id := range w.users {
		s.users[id] = true
	}
	return s
}

// mark adds a dirty target to what is touched.
func (t *touched) mark(target state.Target) {
	switch target.Kind {
	case event.KindCluster:
		t.all = true
	case event.KindSource:
		t.sources[target.ID] = true
	case event.KindUser:
		t.users[target.ID] = true
	case event.KindPolicy:
		t.policies[target.ID] = true
	case event.KindProject:
		t.projects[target.ID] = true
	case event.KindPurpose:
		t.purposes[target.ID] = true
	case event.KindSession, event.KindAcknowledgement, event.KindAccess, event.KindRequest, event.KindReview, event.KindConnector:
	}
}

// concern adds the users of whom documents speak together with what changed:
// who was given access to sources that are new, gone or others now, and who
// acknowledged something in a project, or a purpose, that is not what it was.
func (t *touched) concern(snapshot store.Snapshot, s *scope) error {
	for _, one := range []struct {
		documents, about event.Kind
		ids              map[string]bool
	}{
		{event.KindAccess, event.KindSource, t.reborn},
		{event.KindAcknowledgement, event.KindProject, t.projects},
		{event.KindAcknowledgement, event.KindPurpose, t.purposes},
	} {
		for id := range one.ids {
			objects, err := snapshot.Referring(one.documents, state.Target{Kind: one.about, ID: id})
			if err != nil {
				return fmt.Errorf("reading %s documents about %s %q: %w", one.documents, one.about, id, err)
			}
			for _, o := range objects {
				for _, target := range state.ReferencesOf(o.Object) {
					if target.Kind == event.KindUser {
						s.users[target.ID] = true
					}
				}
			}
		}
	}
	return nil
}

// holders adds the users who have one of these attributes.
func (w *world) holders(s *scope, attributes map[string]bool) {
	if len(attributes) == 0 {
		return
	}
	for id, u := range w.users {
		if slices.ContainsFunc(u.attributes, func(a string) bool { return attributes[a] }) {
			s.users[id] = true
		}
	}
}
