package reconcile

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// about is one user of the scope as the store knows them.
type about struct {
	id       string
	username string
	issues   issue.List       // what keeps something of theirs from having effect
	subject  *profile.Subject // nil is nothing that facts could be made of: the user is gone, has a problem or shares a warehouse name
}

// reader is one user of the scope with what their facts came to.
type reader struct {
	id       string
	username string
	rows     []profile.Row
	issues   issue.List
}

// about reads what the facts of the users in scope are made of.
func (w *world) about(s store.Snapshot, scope *scope) ([]about, error) {
	var out []about
	for _, id := range slices.Sorted(maps.Keys(scope.users)) {
		one, err := w.aboutUser(s, id)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

func (w *world) aboutUser(s store.Snapshot, id string) (about, error) {
	out := about{id: id, username: w.users[id].username}
	if issues := w.problems[state.Target{Kind: event.KindUser, ID: id}]; issues != nil {
		out.issues = issues
		return out, nil
	}
	if _, known := w.users[id]; !known {
		return out, nil
	}
	if out.issues = w.clash(id); out.issues != nil {
		return out, nil
	}
	if out.issues = w.nameless(id); out.issues != nil {
		return out, nil
	}
	subject, disputes, err := w.subject(s, id)
	if err != nil {
		return out, fmt.Errorf("reading user %q: %w", id, err)
	}
	out.subject, out.issues = &subject, disputes
	return out, nil
}

// factsOf computes the facts of users, by what views compare now.
func (w *world) factsOf(people []about, now time.Time) []reader {
	compared := w.compared()
	out := make([]reader, len(people))
	for i, one := range people {
		r := reader{id: one.id, username: one.username, issues: one.issues}
		if one.subject != nil {
			one.subject.Compared = compared
			rows, issues := profile.Of(*one.subject, now)
			r.rows, r.issues = rows, slices.Concat(one.issues, issues)
			w.unstorable.withdraw(&r)
		}
		out[i] = r
	}
	return out
}

// subject gathers everything that one user's facts depend on, and what keeps
// some of it from having effect because nobody can say what it is.
func (w *world) subject(s store.Snapshot, id string) (profile.Subject, issue.List, error) {
	out := profile.Subject{Username: w.users[id].username, Projects: w.projects, Purposes: w.purposes}
	objects, err := s.Object(event.KindUser, id)
	if err != nil {
		return out, nil, err
	}
	user, _ := state.Settle(objects)
	if err := decode(user, &out.User); err != nil {
		return out, nil, err
	}
	target := state.Target{Kind: event.KindUser, ID: id}
	about := map[event.Kind][]state.Stored{}
	var disputes issue.List
	for _, kind := range []event.Kind{event.KindSession, event.KindAcknowledgement, event.KindAccess} {
		if about[kind], err = s.Referring(kind, target); err != nil {
			return out, nil, fmt.Errorf("reading %s documents: %w", kind, err)
		}
		disputes = append(disputes, state.Disputes(about[kind])...)
	}
	if out.Session, out.Unplaced, err = session(id, about[event.KindSession]); err != nil {
		return out, nil, err
	}
	if out.Acknowledged, err = acknowledged(about[event.KindAcknowledgement]); err != nil {
		return out, nil, err
	}
	out.Accesses, err = w.accesses(user, about[event.KindAccess])
	return out, append(disputes, w.unclearContext(out)...), err
}

// unclearContext is what is wrong with the documents of the project that a user
// works in, and of the purposes that they acknowledged.
func (w *world) unclearContext(s profile.Subject) issue.List {
	out := slices.Clone(w.problems[state.Target{Kind: event.KindProject, ID: s.Session.Project}])
	seen := map[string]bool{}
	for _, a := range s.Acknowledged {
		if !seen[a.Purpose] {
			out = append(out, w.problems[state.Target{Kind: event.KindPurpose, ID: a.Purpose}]...)
		}
		seen[a.Purpose] = true
	}
	return out
}

// session is the user's session, the latest accepted of all senders';
// unplaced says that it is in conflict, so that nobody knows which.
func session(user string, claims []state.Stored) (out directory.Session, unplaced bool, err error) {
	out.User = user
	object, ok := state.Settle(claims)
	if !ok || !object.Live() {
		return out, !ok, nil
	}
	return out, false, decode(object, &out)
}

// acknowledged is what the user acknowledged; one in conflict does not count.
func acknowledged(all []state.Stored) ([]directory.Acknowledgement, error) {
	var out []directory.Acknowledgement
	for _, o := range all {
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
func (w *world) accesses(user state.Object, all []state.Stored) ([]directory.Access, error) {
	var out []directory.Access
	for _, o := range all {
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
