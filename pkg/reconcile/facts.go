package reconcile

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// reader is one user of the scope with what their facts came to.
type reader struct {
	id       string
	username string
	rows     []profile.Row
	issues   issue.List
}

// readers computes the facts of the users in scope.
func (w *world) readers(s store.Snapshot, scope *scope, now time.Time) ([]reader, error) {
	compared := w.compared()
	var out []reader
	for _, id := range slices.Sorted(maps.Keys(scope.users)) {
		r, err := w.reader(s, id, compared, now)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// reader computes one user's facts: none when the user is gone, has a problem
// or shares a warehouse name.
func (w *world) reader(s store.Snapshot, id string, compared map[string][]catalog.Type, now time.Time) (reader, error) {
	r := reader{id: id, username: w.users[id].username}
	if issues := w.problems[state.Target{Kind: event.KindUser, ID: id}]; issues != nil {
		r.issues = issues
		return r, nil
	}
	if _, known := w.users[id]; !known {
		return r, nil
	}
	if r.issues = w.clash(id); r.issues != nil {
		return r, nil
	}
	subject, err := w.subject(s, id)
	if err != nil {
		return r, fmt.Errorf("reading user %q: %w", id, err)
	}
	subject.Compared = compared
	r.rows, r.issues = profile.Of(subject, now)
	return r, nil
}

// subject gathers everything that one user's facts depend on.
func (w *world) subject(s store.Snapshot, id string) (profile.Subject, error) {
	out := profile.Subject{Username: w.users[id].username, Purposes: w.purposes}
	objects, err := s.Object(event.KindUser, id)
	if err != nil {
		return out, err
	}
	user, _ := state.Settle(objects)
	if err := decode(user, &out.User); err != nil {
		return out, err
	}
	target := state.Target{Kind: event.KindUser, ID: id}
	if out.Session, err = session(s, target); err != nil {
		return out, err
	}
	if project, ok := w.projects[out.Session.Project]; ok {
		out.Project = &project
	}
	if out.Acknowledged, err = acknowledged(s, target); err != nil {
		return out, err
	}
	out.Accesses, err = w.accesses(s, user, target)
	return out, err
}

// session is the user's session, the latest accepted of all senders'. In
// conflict it is one in no project that exists, where nothing is visible.
func session(s store.Snapshot, user state.Target) (directory.Session, error) {
	out := directory.Session{User: user.ID}
	objects, err := s.Referring(event.KindSession, user)
	if err != nil {
		return out, err
	}
	object, ok := state.Settle(objects)
	switch {
	case !ok:
		out.Project = "\x00in conflict"
		return out, nil
	case !object.Live():
		return out, nil
	}
	return out, decode(object, &out)
}

// acknowledged is what the user acknowledged; one in conflict does not count.
func acknowledged(s store.Snapshot, user state.Target) ([]directory.Acknowledgement, error) {
	objects, err := s.Referring(event.KindAcknowledgement, user)
	if err != nil {
		return nil, err
	}
	var out []directory.Acknowledgement
	for _, o := range objects {
		if !o.Live() || o.Conflict {
			continue
		}
		var one directory.Acknowledgement
		if err := decode(o.Object, &one); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// accesses is the decisions about the user. An approval counts when it speaks
// of the present incarnations; a revocation always does, and so does every
// decision that is in conflict: it may be one.
func (w *world) accesses(s store.Snapshot, user state.Object, target state.Target) ([]directory.Access, error) {
	objects, err := s.Referring(event.KindAccess, target)
	if err != nil {
		return nil, err
	}
	var out []directory.Access
	for _, o := range objects {
		for _, content := range o.Contents() {
			var one directory.Access
			if err := json.Unmarshal(content, &one); err != nil {
				return nil, fmt.Errorf("decoding stored access %q: %w", o.ID, err)
			}
			if o.Conflict {
				one.Decision = directory.Revoked
			}
			present := user.Speaks(one.UserIncarnation) && w.sources[one.Source].object.Speaks(one.SourceIncarnation)
			if one.Decision == directory.Revoked || present {
				out = append(out, one)
			}
		}
	}
	return out, nil
}

// decode reads a stored document into a noun. It was checked when it was
// accepted, so plain JSON serves.
func decode(o state.Object, noun any) error {
	if err := json.Unmarshal(o.Data, noun); err != nil {
		return fmt.Errorf("decoding stored %s %q: %w", o.Kind, o.ID, err)
	}
	return nil
}

// wantedUsers is the accounts whose facts the pass sets: those of the readers,
// and names that nobody holds any more.
func (w *world) wantedUsers(readers []reader, scope *scope) []plan.WantedUser {
	wanted := map[string]plan.WantedUser{}
	for name := range scope.names {
		if len(w.claimed[name]) == 0 {
			wanted[name] = plan.WantedUser{Name: name, Reason: "nobody has this name any more"}
		}
	}
	for _, r := range readers {
		if r.username != "" {
			wanted[r.username] = plan.WantedUser{Name: r.username, Rows: r.rows, Reason: "user " + r.id}
		}
	}
	return slices.Collect(maps.Values(wanted))
}
