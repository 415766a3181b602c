package reconcile

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/plan"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// The outcomes of wishes, besides those of requests (state.Reply).
const (
	outcomeAccepted  = "accepted"
	outcomeRefused   = "refused"
	outcomeStatement = "statement" // the reader has it before them and has not acknowledged it yet
)

// stale is how old a wish may be that changes something: scrim was away for
// longer, or the warehouse was set back, and who asked has gone on.
const stale = 24 * time.Hour

// longestStatement is how many bytes of a statement a reader can be shown.
const longestStatement = 7000

// decided is what becomes of a wish: what is said to whom, and what scrim says
// to its store. No user is nobody who can be told.
type decided struct {
	user   string
	said   plan.Said
	events []event.Event
}

func (d *decided) refuse(format string, args ...any) {
	d.said.Outcome, d.said.Detail = outcomeRefused, fmt.Sprintf(format, args...)
}

// write adds the next version of a document of ours, and says its id; none is
// that it was refused.
func (d *decided) write(s store.Snapshot, kind event.Kind, noun any) (id string, err error) {
	data, err := json.Marshal(noun)
	if err != nil {
		return "", fmt.Errorf("writing a document of kind %s: %w", kind, err)
	}
	document, err := store.Next(s, kind, data)
	var unfit *issue.Failure
	if errors.As(err, &unfit) { // it is no better the next time
		d.refuse("this cannot be written down: %s", unfit.Issues[0].Message)
		return "", nil
	}
	if err != nil {
		return "", err
	}
	d.events = append(d.events, event.Event{Body: event.Put{Document: document}})
	return document.ID, nil
}

// decide validates a wish against the documents. What it says of things that a
// reader may not know of is the same as of things that are not there. Nothing
// that it writes opens anything by itself: facts are made of all documents.
func (w *world) decide(s store.Snapshot, wish plan.Wish, now time.Time) (decided, error) {
	if wish.At.After(now) {
		wish.At = now // by the warehouse's clock, or by a reader's zone
	}
	out := decided{said: plan.Said{Kind: wish.Kind, Subject: wish.Subject, At: wish.At}}
	ids := slices.Sorted(maps.Keys(w.claimed[wish.Account]))
	if len(ids) != 1 || w.problems[state.Target{Kind: event.KindUser, ID: ids[0]}] != nil {
		out.refuse("nobody can say whose account this is")
		return out, nil
	}
	if ids[0] != wish.Reader {
		out.refuse("the account was another user's when it asked")
		return out, nil
	}
	subject, _, err := w.subject(s, ids[0])
	if err != nil || subject.User.Disabled {
		out.refuse("the user is disabled")
		return out, err
	}
	out.user = ids[0]
	if now.Sub(wish.At) > stale {
		out.refuse("it was asked too long ago; ask again if you still want it")
		return out, nil
	}
	switch wish.Kind {
	case plan.WishProject:
		err = w.decideProject(s, subject, &out)
	case plan.WishPurpose:
		err = w.decidePurpose(s, subject, wish, &out)
	case plan.WishAccess:
		err = w.decideAccess(s, wish, now, &out)
	default:
		out.refuse("there is no such wish")
	}
	return out, err
}

func (w *world) decideProject(s store.Snapshot, who profile.Subject, out *decided) error {
	name := out.said.Subject
	if who.Unplaced {
		out.refuse("nobody can say what your session is, until whoever sent it sends a greater version")
		return nil
	}
	out.said.Outcome, out.said.Detail = outcomeAccepted, "you work in no project"
	if name != "" {
		project, ok := w.projects[name]
		if !ok || project.Disabled || name == profile.NoProject || !slices.Contains(project.Members, out.user) {
			out.refuse("there is no project of this name that you are a member of")
			return nil
		}
		out.said.Detail = "you work in this project" + purposesOf(project)
	}
	if who.Session.Project == name {
		return nil
	}
	_, err := out.write(s, event.KindSession, directory.Session{User: out.user, Project: name})
	return err
}

func purposesOf(p directory.Project) string {
	if len(p.Purposes) == 0 {
		return ""
	}
	return "; its purposes, to be acknowledged: " + strings.Join(p.Purposes, ", ")
}

// decidePurpose shows a purpose's statement to whoever has not said its
// version, so that nobody acknowledges what they have not read.
func (w *world) decidePurpose(s store.Snapshot, who profile.Subject, wish plan.Wish, out *decided) error {
	project, ok := w.projects[who.Session.Project]
	if who.Unplaced || !ok || project.Disabled || !slices.Contains(project.Members, out.user) {
		out.refuse("a purpose is acknowledged in a project: use_project comes first")
		return nil
	}
	purpose, ok := w.purposes[wish.Subject]
	if !ok || !slices.Contains(project.Purposes, wish.Subject) {
		out.refuse("project %s has no purpose of this name", project.ID)
		return nil
	}
	version := max(purpose.Version, 1)
	word := directory.Acknowledgement{User: out.user, Purpose: purpose.ID, Project: project.ID, Statement: version}
	known := slices.ContainsFunc(who.Acknowledged, func(a directory.Acknowledgement) bool {
		return a.User == out.user && a.Project == project.ID && a.Reads(purpose)
	})
	out.said.Outcome, out.said.Detail = outcomeAccepted, fmt.Sprintf("acknowledged in project %s, version %d", project.ID, version)
	switch {
	case known:
		return nil
	case wish.Statement == 0 && len(purpose.Statement) > longestStatement:
		out.refuse("the statement is too long to be shown here; acknowledge it where the project is kept")
		return nil
	case wish.Statement == 0 && purpose.Statement != "":
		out.said.Outcome, out.said.Detail = outcomeStatement, fmt.Sprintf("acknowledge it with its version, %d, if you agree: %s", version, strings.ReplaceAll(purpose.Statement, "\x00", " "))
		return nil
	case wish.Statement != 0 && wish.Statement != version:
		out.refuse("the statement has version %d by now; call acknowledge without a version to be shown it", version)
		return nil
	}
	_, err := out.write(s, event.KindAcknowledgement, word)
	return err
}

// decideAccess writes a request where somebody could approve it.
func (w *world) decideAccess(s store.Snapshot, wish plan.Wish, now time.Time, out *decided) error {
	one, ok := w.requestable(wish.Subject, now)
	if !ok {
		out.refuse("there is nothing of this name to ask for here")
		return nil
	}
	out.said.Subject = one.ID
	user, source, accesses, err := w.between(s, out.user, one.ID)
	if err != nil {
		return err
	}
	request := directory.Request{
		User: out.user, Source: one.ID, Reason: directory.OneLine(wish.Words), At: wish.At.UTC(),
		UserIncarnation: user.Version, SourceIncarnation: source.Version,
	}
	id, err := out.write(s, event.KindRequest, request)
	if err != nil || id == "" {
		return err
	}
	claims, err := s.Object(event.KindRequest, id)
	if err != nil {
		return err
	}
	have, asked := state.Replied(state.Ask{Requests: claims, Accesses: accesses, User: user, Source: source}, now)
	if !asked { // what would become of it
		have = state.Answered(request, accesses, user, source, now)
	}
	switch have.Reply {
	case state.ReplyRevoked:
		out.events = nil
		out.refuse("your access was revoked; only whoever revoked it can give it back")
		return nil
	case state.ReplyWaiting, state.ReplyApproved:
		if asked || have.Reply == state.ReplyApproved {
			out.events = nil
		}
	case state.ReplyDenied, state.ReplyEnded, state.ReplyVoid, state.ReplyConflict:
		have.Reply = state.ReplyWaiting
	}
	out.said.Outcome, out.said.Detail, out.said.Until = string(have.Reply), replyWords(have), have.Until
	return nil
}

// between is a user and a source as they settled, and the decisions about the
// user.
func (w *world) between(s store.Snapshot, user, source string) (u, o state.Object, accesses []state.Stored, err error) {
	objects := map[event.Kind]state.Object{}
	for kind, id := range map[event.Kind]string{event.KindUser: user, event.KindSource: source} {
		claims, err := s.Object(kind, id)
		if err != nil {
			return u, o, nil, fmt.Errorf("reading %s %q: %w", kind, id, err)
		}
		if object, ok := state.Settle(claims); ok {
			objects[kind] = object
		}
	}
	accesses, err = s.Referring(event.KindAccess, state.Target{Kind: event.KindUser, ID: user})
	return objects[event.KindUser], objects[event.KindSource], accesses, err
}

// requestable is the source that a reader means, by its id or by its view, if
// it may be asked for: it is here, and a policy lets in whom somebody approves.
func (w *world) requestable(name string, now time.Time) (source, bool) {
	var found []source
	schema, view, _ := strings.Cut(name, ".")
	for _, one := range w.sources {
		place := one.claims.name
		named := one.ID == name || w.fold(place.Schema) == w.fold(schema) && w.fold(place.Name) == w.fold(view)
		if named && w.here(one.Source) == state.PhasePending && !one.Disabled && w.onRequest(one.Source, now) {
			found = append(found, one)
		}
	}
	if len(found) != 1 { // a name of one and the view of another is nobody's
		return source{}, false
	}
	return found[0], true
}

func (w *world) onRequest(s catalog.Source, now time.Time) bool {
	return len(w.doubts(s)) == 0 && slices.ContainsFunc(w.activePolicies(), func(p policy.Policy) bool { return p.OnRequest(s, w.cluster.Kind, now) })
}

// replies is what these users are told of the requests that are theirs and of
// sources here.
func (w *world) replies(s store.Snapshot, users map[string]bool, now time.Time) (map[string][]plan.Said, error) {
	out := map[string][]plan.Said{}
	for id := range users {
		requests, err := s.Referring(event.KindRequest, state.Target{Kind: event.KindUser, ID: id})
		if err != nil {
			return nil, fmt.Errorf("reading requests of user %q: %w", id, err)
		}
		if w.users[id].username == "" {
			continue
		}
		for claims := range state.Claims(requests) {
			first, ok := state.Replied(state.Ask{Requests: claims}, now)
			one, here := w.sources[first.Source]
			if !ok || !here || first.User != id || w.here(one.Source) != state.PhasePending {
				continue
			}
			user, object, accesses, err := w.between(s, id, first.Source)
			if err != nil {
				return nil, err
			}
			have, _ := state.Replied(state.Ask{Requests: claims, Accesses: accesses, User: user, Source: object}, now)
			if have.Reply == state.ReplyVoid || have.Reply == state.ReplyConflict {
				continue
			}
			out[id] = append(out[id], plan.Said{
				Kind: plan.WishAccess, Subject: one.ID, Outcome: string(have.Reply), Detail: replyWords(have), At: have.At, Until: have.Until,
			})
		}
	}
	return out, nil
}

// replyWords is what a reader is told of a request besides its reply.
func replyWords(a state.Asked) string {
	switch a.Reply {
	case state.ReplyWaiting:
		if !a.Until.IsZero() {
			return "somebody has to approve it; until then you are in by an approval that ends"
		}
		return "somebody has to approve it"
	case state.ReplyDenied:
		return directory.OneLine(a.Denied)
	case state.ReplyRevoked:
		return "your access was revoked; only whoever revoked it can give it back"
	case state.ReplyEnded:
		return "the approval is over; ask again if you need it"
	case state.ReplyApproved, state.ReplyVoid, state.ReplyConflict:
	}
	return ""
}
