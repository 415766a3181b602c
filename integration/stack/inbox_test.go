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

// calls makes wishes without waiting for what comes of them.
func calls(t *testing.T, s *stack.Stack, reader string, all ...string) {
	t.Helper()
	for _, call := range all {
		if _, err := s.TryRead(reader, "CALL scrim_procedures."+call); err != nil {
			t.Fatalf("%s: %v", call, err)
		}
	}
}

// answered waits until nothing of a reader's is in the inbox.
func answered(t *testing.T, s *stack.Stack, reader string) {
	t.Helper()
	s.Until("the inbox is empty", func() bool {
		return !slices.ContainsFunc(s.Read(reader, myRequests), func(line string) bool { return strings.Contains(line, ": sent:") })
	})
}

// A process that is killed after a wish was accepted and before it was taken
// away takes it again, and nothing happens twice, nor out of order.
func TestWishIsTakenOnce(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		ana := s.Reader()
		s.Put(s.People() + stack.Everyone + project("cards", ana) + project("loans", ana) + stack.User(ana, ""))
		where := func(project string, version uint64) {
			t.Helper()
			answered(t, s, ana)
			session := own(t, s, event.KindSession, ana)
			if session.Version != version || session.Conflict || !strings.Contains(string(session.Data), `"`+project+`"`) {
				t.Errorf("the session has version %d, not %d: %s", session.Version, version, session.Data)
			}
		}
		s.Keep(true)
		asks(t, s, ana, "use_project('cards')", "project cards: accepted")
		s.Put(s.ClusterDocument() + "\nview_name: '{table}'\n") // the term ends, and with it what was remembered
		before := s.Kept()
		s.Until("it is taken again", func() bool { return s.Kept() > before })
		s.Keep(false)
		where("cards", 1)

		// What changes nothing is written nowhere: it must not come again after what followed it.
		s.Keep(true)
		before = s.Kept()
		calls(t, s, ana, "use_project('cards')", "use_project('loans')")
		s.Until("they are looked at", func() bool { return s.Kept() > before })
		s.Put(s.ClusterDocument())
		s.Keep(false)
		where("loans", 2)
		if got := s.Read(ana, myRequests); !slices.ContainsFunc(got, func(line string) bool { return strings.HasPrefix(line, "project loans: accepted") }) {
			t.Errorf("told at last: %q", got)
		}
	})
}

// An inbox that is locked, or gone, or full of another reader's wishes keeps
// nobody from anything else.
func TestWishesHoldUpNothing(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		ana, ben := s.Reader(), s.Reader()
		s.Put(s.People() + stack.Everyone + fraud + project("cards", ana, ben) + stack.User(ana, "") + stack.User(ben, ""))
		var many []string
		for range 20 {
			many = append(many, "acknowledge('nothing')")
		}
		s.Keep(true)
		calls(t, s, ben, many...)
		s.Keep(false)
		asks(t, s, ana, "use_project('cards')", "project cards: accepted")
		answered(t, s, ben)
		all, err := s.Control.Requests(t.Context(), api.RequestQuery{All: true})
		if err != nil || len(all.Refused) != 1 || all.Refused[0].Account != ben || all.Refused[0].User != ben || all.Refused[0].Times != 20 || all.Refused[0].Subject != "nothing" {
			t.Errorf("refused: %+v, %v", all.Refused, err)
		}
		if _, err := s.TryRead("", "DROP TABLE scrim_system.inbox CASCADE"); err != nil {
			t.Fatal(err)
		}
		asked := "\n---\nkind: acknowledgement\nuser: " + ana + "\npurpose: fraud.cards\nproject: cards\nstatement: 2\n"
		s.Put(asked)
		sees(t, s, ana, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
		s.Put(s.ClusterDocument() + "\ninbox: 1s\n") // another term makes it again
		settle(t, s)
		asks(t, s, ana, "leave_project()", "project : accepted")
		settle(t, s)
		sees(t, s, ana)
	})
}

// What an account asked for while it was another user's is nobody's wish.
func TestWishOfBefore(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		ana := s.Reader()
		s.Put(s.People() + stack.Everyone + project("cards", "old", "new") + stack.User("old", "usernames: {main: ''}") + stack.User("new", "usernames: {main: "+ana+"}"))
		asks(t, s, ana, "leave_project()", "project : accepted")
		insert := func(reader string, at time.Time) {
			t.Helper()
			if _, err := s.TryRead("", `INSERT INTO scrim_system.inbox (userid, reader, turn, wish, subject, words, statement, asked_at)
				VALUES ('`+ana+`', '`+reader+`', 1, 'project', 'cards', '', 0, CAST('`+at.UTC().Format("2006-01-02 15:04:05+00")+`' AS TIMESTAMPTZ))`); err != nil {
				t.Fatal(err)
			}
			answered(t, s, ana)
		}
		insert("old", time.Now())
		for _, id := range []string{"old", "new"} {
			if session := own(t, s, event.KindSession, id); session.Version != 0 {
				t.Errorf("%s has a session: %s", id, session.Data)
			}
		}
		if got := s.Read(ana, myRequests); len(got) != 1 {
			t.Errorf("the new one is told %q", got)
		}
		insert("new", time.Now().Add(-25*time.Hour)) // a warehouse that was set back
		if session := own(t, s, event.KindSession, "new"); session.Version != 0 {
			t.Errorf("a wish of yesterday made a session: %s", session.Data)
		}
		insert("new", time.Now())
		if session := own(t, s, event.KindSession, "new"); session.Version != 1 {
			t.Error("a wish of now made none")
		}
	})
}

// An account changes so much an hour and no more; what it asks for besides is
// refused, and nothing of it is written.
func TestWishesAnHour(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		const most = 60
		ana := s.Reader()
		s.Put(s.People() + stack.Everyone + project("cards", ana) + project("loans", ana) + stack.User(ana, ""))
		var all []string
		for i := range most {
			all = append(all, fmt.Sprintf("use_project('%s')", []string{"cards", "loans"}[i%2]))
		}
		for few := range slices.Chunk(all, 20) {
			calls(t, s, ana, few...)
			answered(t, s, ana)
		}
		asks(t, s, ana, "leave_project()", "project : refused: at most 60 wishes an hour; try again later")
		if session := own(t, s, event.KindSession, ana); session.Version != most || !strings.Contains(string(session.Data), `"loans"`) {
			t.Errorf("the session has version %d: %s", session.Version, session.Data)
		}
		asks(t, s, ana, "use_project('loans')", "project loans: accepted") // it is so, and nothing is written
	})
}

// Who comes under the id of one who was deleted reads nothing of what that one
// asked for.
func TestWishesAreForgotten(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		ana := s.Reader()
		s.Put(s.People() + stack.Everyone + project("cards", ana) + stack.User(ana, ""))
		asks(t, s, ana, "use_project('cards')", "project cards: accepted")
		receipt, err := s.Control.Delete(t.Context(), api.Deletion{Kind: event.KindUser, ID: ana})
		if err != nil {
			t.Fatal(err)
		}
		s.Wait(receipt.Revision)
		s.Until("nothing is kept of them", func() bool { return slices.Equal(s.Read("", "SELECT COUNT(*) FROM scrim_system.reply"), []string{"0"}) })
		s.Put(stack.User(ana, ""))
		if got := s.Read(ana, myRequests); len(got) != 0 {
			t.Errorf("the next one is told %q", got)
		}
	})
}

// Whoever comes with the id of a user who is no more reads nothing of what that
// one was told, also when nobody saw that there was none meanwhile.
func TestAnotherOfTheSameIDIsToldNothing(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		ana := s.Reader()
		sent := func(version int, verb string) string {
			return fmt.Sprintf(`{"specversion":"1.0","id":"u%d","source":"platform","type":"scrim.user.%s","data":{"id":%q,"version":%d}}`, version, verb, ana, version)
		}
		s.Put(s.People() + stack.Everyone + project("takeover", ana))
		s.Send(sent(1, "updated"))
		for i, inbox := range []string{"1s", "off"} {
			version := 2 + 2*i
			settle(t, s)
			asks(t, s, ana, "use_project('takeover')", "project takeover: accepted")
			answered(t, s, ana)
			s.Put(s.ClusterDocument() + "\ninbox: " + inbox + "\n")
			settle(t, s)
			s.Send(sent(version, "deleted"))
			s.Send(sent(version+1, "updated"))
			s.Put(s.ClusterDocument() + "\ninbox: 1s\n")
			settle(t, s)
			s.Until("what the one before was told is forgotten", func() bool { return len(s.Read(ana, myRequests)) == 0 })
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
