package snapshots_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
	"scrim/pkg/control"
	"scrim/pkg/event"
	"scrim/pkg/reconcile"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

func TestMain(m *testing.M) { pgtesting.Main(m) }

const (
	people  = "SELECT id, region, email FROM governed.hr_people ORDER BY id"
	persons = "SELECT id, region, email FROM governed.persons ORDER BY id"
)

func sees(t *testing.T, s *stack.Stack, reader, query string, want ...string) {
	t.Helper()
	got, err := s.TryRead(reader, query)
	if err != nil {
		t.Errorf("reader %s: %v", reader, err)
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reader %s (-want +got):\n%s", reader, diff)
	}
}

func clear() []string { return []string{"1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com"} }

func masked() []string { return []string{"1|eu|-", "2|us|-", "3|-|-"} }

// submit sends documents without waiting.
func submit(t *testing.T, s *stack.Stack, documents string) uint64 {
	t.Helper()
	receipt, err := s.Control.Submit(t.Context(), api.Submission{Body: []byte(documents)})
	if err != nil {
		t.Fatal(err)
	}
	return receipt.Revision
}

// change is submit with deletions, all in one delivery and therefore in one
// step of the store.
func change(t *testing.T, s *stack.Stack, documents string, gone ...state.Target) uint64 {
	t.Helper()
	receipt, err := s.Store.Accept(t.Context(), delivery(), events(t, s, documents, gone))
	if err != nil {
		t.Fatal(err)
	}
	return receipt.Revision
}

func delivery() store.Delivery {
	return store.Delivery{Sender: control.Sender, ID: rand.Text(), Digest: "of a test", Now: time.Now()}
}

func events(t rapid.TB, s *stack.Stack, documents string, gone []state.Target) []event.Event {
	t.Helper()
	parsed, issues := event.DecodeDocuments([]byte(documents), "test")
	if err := issues.Err(); err != nil {
		t.Fatal(err)
	}
	var out []event.Event
	err := s.Store.Read(context.Background(), func(snapshot store.Snapshot) error {
		next := snapshot.Revision() + 1 // greater than all versions so far
		for _, d := range parsed {
			d, err := event.Versioned(d, next)
			if err != nil {
				return err
			}
			out = append(out, event.Event{Body: event.Put{Document: d}})
		}
		for _, g := range gone {
			out = append(out, event.Event{Body: event.Delete{Kind: g.Kind, ID: g.ID, Version: next}})
		}
		return nil
	})
	for i := range out {
		out[i].ID, out[i].Sender, out[i].Time = rand.Text(), control.Sender, time.Now().UTC()
		if err == nil {
			out[i].Raw, err = event.Encode(out[i])
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// until waits for the engine to reach what ok asks for.
func until(t *testing.T, s *stack.Stack, what string, ok func() bool) {
	t.Helper()
	comes(t, s.Engine, what, ok)
}

// lock reads a view in a transaction that stays open, so that DDL on it waits.
func lock(t *testing.T, s *stack.Stack, reader, query string) (release func()) {
	t.Helper()
	conn := connect(t, s, reader)
	tx, err := conn.Begin(t.Context())
	if err == nil {
		_, err = tx.Exec(t.Context(), query)
	}
	if err != nil {
		t.Fatal(err)
	}
	return func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) }
}

func connect(t testing.TB, s *stack.Stack, account string) *pgx.Conn {
	t.Helper()
	if account == "" {
		account = "postgres"
	}
	dsn := fmt.Sprintf("postgres://%s@%s:%d/%s?sslmode=disable", account, s.Cluster.Host, s.Cluster.Port, s.Cluster.ViewDatabase)
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// A policy moves from one source to another while a reader's lock keeps the
// first one's view from being made. What failed is still tried afterwards,
// though the policy as it is now has nothing to do with that source.
func TestWhatAChangeReachedBeforeIsTriedAgain(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	reader := s.Reader()
	mask := func(tag string) string {
		return "\n---\nkind: policy\nid: mask\napplies_to: {tags: [" + tag + "]}\nrules: [{mask: {\"null\": {}}}]\n"
	}
	other := strings.NewReplacer("id: people", "id: other\ntags: [other]", "name: people}", "name: other}").Replace(s.PeopleDocument())
	source := strings.Replace(s.People(), "id: people", "id: people\ntags: [people]", 1)
	s.Exec("CREATE TABLE hr.other (id integer, region varchar(64), email varchar(64))")
	s.Grant("hr")
	s.Put(source + "---" + other + stack.Everyone + mask("people") + stack.User(reader, ""))
	sees(t, s, reader, people, "-|-|-", "-|-|-", "-|-|-")

	release := lock(t, s, reader, people)
	revision := submit(t, s, mask("other"))
	until(t, s, "a failed pass", func() bool { return failing(t, s, "people") })
	release()
	s.Wait(revision)
	sees(t, s, reader, people, clear()...)
	if again := s.Resync(); len(again.Units) != 0 {
		t.Errorf("planning again is not empty: %+v", again.Units)
	}
}

func failing(t *testing.T, s *stack.Stack, source string) bool {
	t.Helper()
	status, err := s.Control.Status(t.Context(), api.StatusQuery{Cluster: "main"})
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range status.Targets {
		if one.Target.ID == source && one.Phase == "failed" {
			return true
		}
	}
	return false
}

// A view that cannot be replaced holds up nobody's facts, and its source alone
// is tried again.
func TestALockedViewHoldsUpNothingElse(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	holder, reader := s.Reader(), s.Reader()
	s.Put(s.People() + stack.Everyone + stack.MaskEmail + stack.User(holder, "") + stack.User(reader, "groups: [{name: hr}]"))
	sees(t, s, reader, people, clear()...)
	release := lock(t, s, holder, people)
	submit(t, s, strings.ReplaceAll(stack.MaskEmail, "hr", "eu"))
	until(t, s, "a failed pass", func() bool { return failing(t, s, "people") })
	sees(t, s, reader, people, []string{}...)
	revision := submit(t, s, stack.User(reader, "groups: [{name: eu}]"))
	until(t, s, "the fact", func() bool { return closed(t, s) >= revision })
	if got := s.Read("", "SELECT value FROM scrim_system.profile WHERE kind = 'group'"); !slices.Equal(got, []string{"eu"}) {
		t.Errorf("the profile has groups %s", got)
	}
	release()
	s.Wait(revision)
	sees(t, s, reader, people, clear()...)
}

func closed(t *testing.T, s *stack.Stack) uint64 {
	t.Helper()
	all, err := s.Store.ClusterStatuses(t.Context())
	if err != nil || len(all) == 0 {
		return 0
	}
	return all[0].Closed
}

// One source goes and another takes its view's name in one submission.
func TestANameChangesHands(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		document := s.People()
		s.Put(document + stack.Everyone + stack.User(reader, ""))
		s.Wait(change(t, s, strings.Replace(document, "id: people", "id: again", 1), state.Target{Kind: event.KindSource, ID: "people"}))
		sees(t, s, reader, people, clear()...)
	})
}

// Two sources exchange their views' names in one submission.
func TestNamesAreExchanged(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		named := func(document, name string) string {
			return strings.Replace(document, "kind: source", "kind: source\nview: {schema: governed, name: "+name+"}", 1)
		}
		first := s.People()
		s.Exec("CREATE TABLE hr.others (id integer, region varchar(64), email varchar(64))", "INSERT INTO hr.others VALUES (9, 'us', 'z@x.com')")
		s.Grant("hr")
		second := strings.NewReplacer("id: people", "id: others", "name: people}", "name: others}").Replace(first)
		s.Put(named(first, "hr_people") + "---" + named(second, "persons") + stack.Everyone + stack.User(reader, ""))
		sees(t, s, reader, persons, "9|us|z@x.com")
		s.Put(named(first, "persons") + "---" + named(second, "hr_people"))
		sees(t, s, reader, persons, clear()...)
		sees(t, s, reader, people, "9|us|z@x.com")
		if again := s.Resync(); len(again.Units) != 0 {
			t.Errorf("planning again is not empty: %+v", again.Units)
		}
	})
}

// A warehouse that is ahead of the store, as after restoring a backup, is
// written again when an operator says so, and not before.
func TestTakeOver(t *testing.T) {
	for name, ahead := range map[string]string{
		"of a newer store of the same scrim": `UPDATE scrim_system.control SET lease = 1000, revision = 1000`,
		"of another scrim":                   `UPDATE scrim_system.control SET store = 'another', lease = 1000, revision = 1000`,
	} {
		t.Run(name, func(t *testing.T) {
			pgtesting.NeedServers(t)
			s := stack.New(t)
			reader := s.Reader()
			s.Put(s.People() + stack.Everyone + stack.User(reader, ""))
			s.Exec(ahead)
			revision := submit(t, s, "kind: access\nuser: "+reader+"\nsource: people\ndecision: revoked")
			until(t, s, "a complaint", func() bool { return message(t, s) != "" })
			sees(t, s, reader, people, clear()...)
			if _, err := s.Engine.Resync(t.Context(), "main", reconcile.Request{TakeOver: true}); err != nil {
				t.Fatal(err)
			}
			s.Wait(revision)
			sees(t, s, reader, people, []string{}...)
		})
	}
}

func message(t *testing.T, s *stack.Stack) string {
	t.Helper()
	all, err := s.Store.ClusterStatuses(t.Context())
	if err != nil || len(all) == 0 {
		t.Fatal(err)
	}
	return all[0].Message
}

// An approval is of one change: what is narrowed afterwards does not widen by
// itself when the documents go back.
func TestAnApprovalIsUsedUp(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t, "apply: review")
	reader := s.Reader()
	s.Put(s.People() + stack.Everyone + stack.User(reader, ""))
	preview, err := s.Engine.Plan(t.Context(), "main", reconcile.Request{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Engine.Approve(t.Context(), "main", preview.Script.Of); err != nil {
		t.Fatal(err)
	}
	sees(t, s, reader, people, clear()...)
	s.Put(stack.MaskEmail)
	sees(t, s, reader, people, masked()...)
	s.Wait(change(t, s, "", state.Target{Kind: event.KindPolicy, ID: "mask-email"}))
	sees(t, s, reader, people, masked()...)
}

// What stands while a widening waits may open when a fact is missing, though
// the policies of today do not: it is shut while facts are in part, too.
func TestAMeetThatOpensWhenAFactIsMissing(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t, "apply: review")
	reader := s.Reader()
	mask := func(rules string) string {
		return "\n---\nkind: policy\nid: mask\napplies_to: {column_tags: [PII]}\n" + rules + "\n"
	}
	s.Put(s.People() + stack.Everyone + mask("rules: [{for: 'user.in_group(\"g\") || user.in_group(\"h\")', mask: {\"null\": {}}}]\notherwise: clear") + stack.User(reader, "groups: [{name: g}]"))
	preview, err := s.Engine.Plan(t.Context(), "main", reconcile.Request{})
	if err == nil {
		_, err = s.Engine.Approve(t.Context(), "main", preview.Script.Of)
	}
	if err != nil {
		t.Fatal(err)
	}
	s.Put(mask("rules: [{mask: {partial: {first: 1}}}]"))
	sees(t, s, reader, people, masked()...)
	s.Cut(1)
	revision := submit(t, s, stack.User(reader, "groups: [{name: h}]"))
	until(t, s, "the cut", func() bool { return message(t, s) != "" })
	sees(t, s, reader, people, []string{}...)
	s.Cut(-1)
	s.Wait(revision)
	sees(t, s, reader, people, masked()...)
}

// A user's facts are in part when the connection breaks between the two
// transactions: a view that opens when a fact is missing is shut until they are
// whole, though no pass is about it, also by the pass that comes after the cut.
func TestFactsInPart(t *testing.T) {
	pgtesting.NeedServers(t)
	for cut := range 3 {
		t.Run(fmt.Sprintf("after %d units", cut), func(t *testing.T) {
			s := stack.New(t)
			reader := s.Reader()
			s.Put(s.People() + stack.Everyone + stack.User(reader, "groups: [{name: g}]") +
				"\n---\nkind: policy\nid: mask\napplies_to: {column_tags: [PII]}\nrules: [{for: 'user.in_group(\"g\") || user.in_group(\"h\")', mask: {\"null\": {}}}]\notherwise: clear\n")
			sees(t, s, reader, people, masked()...)
			s.Cut(cut)
			revision := submit(t, s, stack.User(reader, "groups: [{name: h}]"))
			if cut < 2 { // the plan has two units
				until(t, s, "the cut", func() bool { return message(t, s) != "" })
			}
			if got := s.Read(reader, people); len(got) > 0 && !cmp.Equal(got, masked()) {
				t.Errorf("the reader sees %s", got)
			}
			s.Cut(1)
			if got := s.Read(reader, people); len(got) > 0 && !cmp.Equal(got, masked()) {
				t.Errorf("after the cut the reader sees %s", got)
			}
			s.Cut(-1)
			s.Wait(revision)
			sees(t, s, reader, people, masked()...)
		})
	}
}

// Somebody changed our view by hand, and a reader's lock keeps it from being
// made again. What he made is not taken for ours then.
func TestATamperedViewThatIsLockedIsRepairedLater(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	reader := s.Reader()
	s.Put(s.People() + stack.Everyone + stack.MaskEmail + stack.User(reader, ""))
	s.Exec("CREATE OR REPLACE VIEW governed.hr_people AS SELECT id, region, email FROM hr.people")
	release := lock(t, s, reader, people)
	s.Resync()
	release()
	s.Resync()
	sees(t, s, reader, people, masked()...)
}
