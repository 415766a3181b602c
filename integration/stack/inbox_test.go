package stack_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/integration/stack"
	"scrim/pkg/event"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

const fraud = `
---
kind: purpose
id: fraud.cards
statement: I use this to stop card fraud.
statement_version: 2
---
kind: purpose
id: unsaid
---
kind: policy
id: for-fraud
applies_to: {all: true}
rules: [{purpose: [fraud]}]
`

func project(id string, members ...string) string {
	return fmt.Sprintf("\n---\nkind: project\nid: %s\npurposes: [fraud.cards]\nsources: [people]\nmembers: [%s]\n", id, strings.Join(members, ", "))
}

const myRequests = "SELECT wish || ' ' || subject || ': ' || outcome || ': ' || detail FROM scrim_system.my_requests ORDER BY asked_at"

// asks calls a procedure as a reader and waits until they are told what a line
// begins with.
func asks(t *testing.T, s *stack.Stack, reader, call, want string) {
	t.Helper()
	if _, err := s.TryRead(reader, "CALL scrim_procedures."+call); err != nil {
		t.Fatalf("%s: %v", call, err)
	}
	var last []string
	defer func() {
		if t.Failed() {
			t.Logf("%s is told %q", reader, last)
		}
	}()
	s.Until(call+" is answered with "+want, func() bool {
		last = s.Read(reader, myRequests)
		return slices.ContainsFunc(last, func(line string) bool { return strings.HasPrefix(line, want) })
	})
}

// settle waits until all that was accepted is applied.
func settle(t *testing.T, s *stack.Stack) {
	t.Helper()
	var revision uint64
	if err := s.Store.Read(t.Context(), func(snapshot store.Snapshot) error { revision = snapshot.Revision(); return nil }); err != nil {
		t.Fatal(err)
	}
	s.Wait(revision)
}

// own is what scrim itself said of a thing.
func own(t *testing.T, s *stack.Stack, kind event.Kind, id string) (out state.Object) {
	t.Helper()
	err := s.Store.Read(t.Context(), func(snapshot store.Snapshot) (err error) {
		out, err = store.Said(snapshot, kind, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A reader switches to a project in SQL, reads and acknowledges the statement of
// its purpose, and their view shows its rows; nothing else does that.
func TestReadersAskInSQL(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		ana, ben := s.Reader(), s.Reader()
		s.Put(s.People() + stack.Everyone + fraud + project("cards", ana) + project("secret", ben) + stack.User(ana, "") + stack.User(ben, ""))
		sees(t, s, ana)
		asks(t, s, ana, "acknowledge('fraud.cards', 2)", "purpose fraud.cards: refused: a purpose is acknowledged in a project")
		asks(t, s, ana, "use_project('secret')", "project secret: refused: there is no project of this name that you are a member of")
		asks(t, s, ana, "use_project('nowhere')", "project nowhere: refused: there is no project of this name that you are a member of")
		asks(t, s, ana, "use_project('none')", "project none: refused")
		sees(t, s, ana)
		asks(t, s, ana, "use_project('cards')", "project cards: accepted: you work in this project; its purposes, to be acknowledged: fraud.cards")
		settle(t, s)
		sees(t, s, ana)
		asks(t, s, ana, "acknowledge('unsaid', 1)", "purpose unsaid: refused: project cards has no purpose of this name")
		asks(t, s, ana, "acknowledge('fraud.cards')", "purpose fraud.cards: statement: acknowledge it with its version, 2, if you agree: I use this to stop card fraud.")
		sees(t, s, ana)
		asks(t, s, ana, "acknowledge('fraud.cards', 1)", "purpose fraud.cards: refused: the statement has version 2 by now")
		settle(t, s)
		sees(t, s, ana)
		asks(t, s, ana, "acknowledge('fraud.cards', 2)", "purpose fraud.cards: accepted")
		settle(t, s)
		sees(t, s, ana, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
		sees(t, s, ben)
		before := own(t, s, event.KindSession, ana).Version
		asks(t, s, ana, "use_project('cards')", "project cards: accepted")
		asks(t, s, ana, "leave_project()", "project : accepted: you work in no project")
		settle(t, s)
		sees(t, s, ana)
		if after := own(t, s, event.KindSession, ana).Version; after != before+1 {
			t.Errorf("the session went from version %d to %d: what is so already is written again", before, after)
		}
		// The platform's word counts from when it comes.
		s.Send(fmt.Sprintf(`{"specversion":"1.0","id":"s1","source":"platform","type":"scrim.session.updated","data":{"user":%q,"version":1,"project":"cards"}}`, ana))
		sees(t, s, ana, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
	})
}

// A reader asks for access in SQL; somebody approves until a moment, and what
// another sender revokes stays revoked. The reader is told each time.
func TestReadersRequestAccess(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		ana, ben := s.Reader(), s.Reader()
		s.Put(s.People() + `
---
kind: policy
id: on-request
applies_to: {sources: [people]}
subscription: {grant: approval}
` + stack.User(ana, "") + stack.User(ben, ""))
		asks(t, s, ana, "request_access('nothing', 'curious')", "access nothing: refused: there is nothing of this name to ask for here")
		view := strings.Fields(people)
		place := view[slices.Index(view, "FROM")+1]
		asks(t, s, ana, "request_access('"+place+"', 'head count')", "access people: waiting: somebody has to approve it")
		sees(t, s, ana)
		id := ana + "/people"
		all, err := s.Control.Requests(t.Context(), api.RequestQuery{})
		if err != nil || len(all.Requests) != 1 || all.Requests[0].ID != id || all.Requests[0].Reason != "head count" || all.Requests[0].NoPolicy {
			t.Fatal(all, err)
		}
		if _, err := s.Control.DenyRequest(t.Context(), id, api.Denial{Reason: "ask for less"}); err != nil {
			t.Fatal(err)
		}
		heard := func(want string) {
			t.Helper()
			s.Until("the reader hears "+want, func() bool {
				return slices.ContainsFunc(s.Read(ana, myRequests), func(line string) bool { return strings.HasPrefix(line, want) })
			})
		}
		heard("access people: denied: ask for less")
		asks(t, s, ana, "request_access('people', 'for less')", "access people: waiting")
		end := time.Now().Add(2 * time.Second)
		receipt, err := s.Control.ApproveRequest(t.Context(), id, api.Approval{Until: end})
		if err != nil {
			t.Fatal(err)
		}
		s.Wait(receipt.Revision)
		if got := s.Read(ana, people); len(got) != 3 && time.Now().Before(end) {
			t.Errorf("ana sees %q", got)
		}
		sees(t, s, ben)
		heard("access people: ended") // by itself
		sees(t, s, ana)
		asks(t, s, ana, "request_access('people', 'once more')", "access people: waiting")
		s.Send(fmt.Sprintf(`{"specversion":"1.0","id":"a1","source":"platform","type":"scrim.access.updated","data":{"user":%q,"source":"people","version":1,"decision":"revoked"}}`, ana))
		heard("access people: revoked")
		receipt, err = s.Control.ApproveRequest(t.Context(), id, api.Approval{Forever: true})
		if err != nil {
			t.Fatal(err)
		}
		s.Wait(receipt.Revision)
		sees(t, s, ana)
		asks(t, s, ana, "request_access('people', 'please')", "access people: refused: your access was revoked")
	})
}

// A process that is killed after a wish was accepted and before it was taken
// away takes it again, and nothing happens twice.
func TestWishIsTakenOnce(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		ana := s.Reader()
		s.Put(s.People() + stack.Everyone + project("cards", ana) + project("loans", ana) + stack.User(ana, ""))
		s.Keep(true)
		asks(t, s, ana, "use_project('cards')", "project cards: accepted")
		asks(t, s, ana, "use_project('loans')", "project loans: accepted")
		before := own(t, s, event.KindSession, ana)
		s.Put(s.ClusterDocument() + "\nview_name: '{table}'\n") // the term ends, and with it what was remembered
		s.Keep(false)
		s.Until("the inbox is empty", func() bool {
			return !slices.ContainsFunc(s.Read(ana, myRequests), func(line string) bool { return strings.Contains(line, ": sent:") })
		})
		after := own(t, s, event.KindSession, ana)
		if before.Version != 2 || after.Version != 2 || after.Conflict {
			t.Errorf("the session had version %d and has %d", before.Version, after.Version)
		}
		if got := s.Read(ana, myRequests); !slices.ContainsFunc(got, func(line string) bool { return strings.HasPrefix(line, "project loans: accepted") }) {
			t.Errorf("told at last: %q", got)
		}
	})
}

// Two users on one name: nobody knows whose wish it is, so it is nobody's.
func TestWishOfTwo(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		ana := s.Reader()
		s.Put(s.People() + stack.Everyone + project("cards", ana, "other") + stack.User(ana, ""))
		asks(t, s, ana, "leave_project()", "project : accepted")
		s.Put(stack.User("other", "usernames: {main: "+ana+"}"))
		if _, err := s.TryRead(ana, "CALL scrim_procedures.use_project('cards')"); err == nil || !strings.Contains(err.Error(), "nobody is known here") {
			t.Errorf("called: %v", err)
		}
		for _, id := range []string{ana, "other"} {
			if own(t, s, event.KindSession, id).Version != 0 {
				t.Errorf("%s has a session", id)
			}
		}
	})
}
