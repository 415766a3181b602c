package stack_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
	"scrim/pkg/event"
	"scrim/pkg/reconcile"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

const people = "SELECT id, region, email FROM governed.hr_people ORDER BY id"

// sees compares what a reader gets with what they should.
func sees(t *testing.T, s *stack.Stack, reader string, want ...string) {
	t.Helper()
	if want == nil {
		want = []string{}
	}
	if diff := cmp.Diff(want, s.Read(reader, people)); diff != "" {
		t.Errorf("reader %s (-want +got):\n%s", reader, diff)
	}
}

func status(t *testing.T, s *stack.Stack, kind event.Kind, id string) state.Status {
	t.Helper()
	all, err := s.Store.Statuses(t.Context(), "main", store.StatusFilter{Kind: kind, ID: id})
	if err != nil || len(all) != 1 {
		t.Fatalf("status of %s %s: %d found, %v", kind, id, len(all), err)
	}
	return all[0]
}

// finds compares the columns that a reader's tools find with all or none of
// those of people.
func finds(t *testing.T, s *stack.Stack, reader string, all bool) {
	t.Helper()
	want := []string{}
	if all {
		want = []string{"hr_people|id|clear", "hr_people|region|clear", "hr_people|email|conditional"}
	}
	if diff := cmp.Diff(want, s.Read(reader, "SELECT view_name, column_name, state FROM scrim_system.columns ORDER BY ordinal")); diff != "" {
		t.Errorf("columns for reader %s (-want +got):\n%s", reader, diff)
	}
}

// A user's change is rows in the profile and never DDL; what the user's tools
// find follows.
func TestUserChangesCostNoDDL(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		s.Put(s.People() + stack.Everyone + stack.MaskEmail + stack.User(reader, "groups: [{name: hr}]"))
		sees(t, s, reader, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
		finds(t, s, reader, true)
		finds(t, s, s.Reader(), false)
		before := s.Read("", "SELECT xmin FROM pg_class WHERE relname = 'hr_people'")

		s.Put(stack.User(reader, "groups: [{name: analysts}]"))
		sees(t, s, reader, "1|eu|-", "2|us|-", "3|-|-")
		s.Put(stack.User(reader, "disabled: true"))
		sees(t, s, reader)
		finds(t, s, reader, false)
		s.Put(stack.User(reader, "groups: [{name: hr}]"))
		sees(t, s, reader, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
		finds(t, s, reader, true)
		s.Put("kind: access\nuser: " + reader + "\nsource: people\ndecision: revoked")
		sees(t, s, reader)
		finds(t, s, reader, false)

		if after := s.Read("", "SELECT xmin FROM pg_class WHERE relname = 'hr_people'"); !cmp.Equal(before, after) {
			t.Errorf("the view's catalogue row changed: %s, then %s", before, after)
		}
	})
}

// A policy change is CREATE OR REPLACE: the view keeps its identity and grants.
func TestPolicyChangeReplacesTheView(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		s.Put(s.People() + stack.Everyone + stack.User(reader, ""))
		sees(t, s, reader, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
		oid := s.Read("", "SELECT oid FROM pg_class WHERE relname = 'hr_people'")
		s.Put(stack.MaskEmail)
		sees(t, s, reader, "1|eu|-", "2|us|-", "3|-|-")
		s.Put(strings.ReplaceAll(stack.MaskEmail, `{"null": {}}`, "{partial: {first: 1}}"))
		sees(t, s, reader, "1|eu|a***", "2|us|b***", "3|-|c***")
		if after := s.Read("", "SELECT oid FROM pg_class WHERE relname = 'hr_people'"); !cmp.Equal(oid, after) {
			t.Errorf("the view was dropped and made again: oid %s, then %s", oid, after)
		}
	})
}

// Columns that come, change and go: the view follows by a swap, what nobody
// reviewed is NULL, and what the snapshot lacks is not there.
func TestTableChanges(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	reader := s.Reader()
	s.Put(s.People() + stack.Everyone + stack.User(reader, ""))
	s.Exec("ALTER TABLE hr.people ADD COLUMN salary integer DEFAULT 7")
	s.Resync()
	if got := s.Read(reader, "SELECT * FROM governed.hr_people WHERE id = 1"); !cmp.Equal(got, []string{"1|eu|a@x.com"}) {
		t.Errorf("a column that no snapshot has shows: %s", got)
	}
	with := strings.Replace(s.PeopleDocument(), "columns:", "columns:\n  - {name: salary, type: integer}", 1)
	s.Put(with)
	if got := s.Read(reader, "SELECT id, salary FROM governed.hr_people WHERE id = 1"); !cmp.Equal(got, []string{"1|-"}) {
		t.Errorf("a new column is not NULL: %s", got)
	}
	s.Put(strings.Replace(with, "type: integer}", "type: integer, reviewed: true}", 1))
	if got := s.Read(reader, "SELECT id, salary FROM governed.hr_people WHERE id = 1"); !cmp.Equal(got, []string{"1|7"}) {
		t.Errorf("a reviewed column does not show: %s", got)
	}
	// Swapped names: the attack of leak proof P7. Ordinals move, so both are NULL.
	s.Exec("DROP VIEW governed.hr_people", // as its owner's neighbour would have to, to rename
		"ALTER TABLE hr.people RENAME region TO x", "ALTER TABLE hr.people RENAME email TO region", "ALTER TABLE hr.people RENAME x TO email",
		"ALTER TABLE hr.people ALTER region TYPE text, ALTER email TYPE varchar(64)")
	s.Resync()
	sees(t, s, reader, "1|-|-", "2|-|-", "3|-|-")
}

// Deleted, disabled, and back.
func TestSourceComesAndGoes(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		document := s.People()
		s.Put(document + stack.Everyone + stack.User(reader, ""))
		s.Put(document + "disabled: true\n")
		sees(t, s, reader)
		if phase := status(t, s, event.KindSource, "people").Phase; phase != state.PhaseClosed {
			t.Errorf("a disabled source is %s", phase)
		}
		s.Put(document)
		sees(t, s, reader, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
	})
}

// Two users on one warehouse name: both get nothing, and it is reported.
func TestUsersThatShareAName(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		s.Put(s.People() + stack.Everyone + stack.User(reader, ""))
		s.Put(stack.User("other", "usernames: {main: "+reader+"}"))
		sees(t, s, reader)
		if one := status(t, s, event.KindUser, "other"); one.Phase != state.PhaseConflict || !one.Issues.Has("username-claimed-twice") {
			t.Errorf("the clash is reported as %+v", one)
		}
		s.Put(stack.User("other", `usernames: {main: ""}`))
		sees(t, s, reader, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
	})
}

// Two sources on one table, or on one name: none has a view.
func TestSourcesThatCollide(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		document := s.People()
		s.Put(document + stack.Everyone + stack.User(reader, ""))
		s.Put(strings.Replace(document, "id: people", "id: twin\nview: {schema: governed, name: twin}", 1))
		sees(t, s, reader)
		if one := status(t, s, event.KindSource, "people"); one.Phase != state.PhaseConflict || !one.Issues.Has("table-claimed-twice") {
			t.Errorf("the collision is reported as %+v", one)
		}
		s.Put(strings.Replace(document, "id: people", "id: twin\nview: {schema: governed, name: twin}\ndisabled: true", 1))
		sees(t, s, reader, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
	})
}

// Something that scrim did not make stands at the name: it is left alone.
func TestForeignObjectIsLeftAlone(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	document := s.People()
	s.Exec("CREATE SCHEMA IF NOT EXISTS governed", "CREATE VIEW governed.hr_people AS SELECT 42 AS answer")
	s.Put(document + stack.Everyone)
	if got := s.Read("", "SELECT * FROM governed.hr_people"); !cmp.Equal(got, []string{"42"}) {
		t.Errorf("the foreign view shows %s", got)
	}
	if one := status(t, s, event.KindSource, "people"); one.Phase != state.PhaseConflict || !one.Issues.Has("foreign-object") {
		t.Errorf("it is reported as %+v", one)
	}
	s.Exec("DROP VIEW governed.hr_people")
	reader := s.Reader()
	s.Put(stack.User(reader, ""))
	s.Resync()
	sees(t, s, reader, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
}

// A source that aims at scrim's own schemas would publish salts.
func TestSourceOverSystemSchema(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	_, err := s.TryRead("", "SELECT 1")
	if err != nil {
		t.Fatal(err)
	}
	document := strings.NewReplacer("schema: hr", "schema: scrim_system", "name: people}", "name: mask_secret}").Replace(s.PeopleDocument())
	if err := s.TryPut(document); err == nil || !strings.Contains(err.Error(), "reserved-schema") {
		t.Errorf("a source over scrim's own schema is answered with: %v", err)
	}
}

// A table that is missing blocks its source and nothing else.
func TestMissingTableBlocksItsSourceAlone(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		gone := strings.NewReplacer("id: people", "id: ghost", "name: people}", "name: ghost}").Replace(s.PeopleDocument())
		s.Put(s.People() + "---" + gone + stack.Everyone + stack.User(reader, ""))
		sees(t, s, reader, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
		if one := status(t, s, event.KindSource, "ghost"); one.Phase != state.PhaseBlocked || !one.Issues.Has("base-table-missing") {
			t.Errorf("the missing table is reported as %+v", one)
		}
		s.Exec("CREATE TABLE hr.ghost (id integer, region text, email varchar(64))", "INSERT INTO hr.ghost VALUES (9, 'eu', 'g@x.com')")
		s.Grant("hr")
		s.Resync()
		if got := s.Read(reader, "SELECT id FROM governed.hr_ghost"); !cmp.Equal(got, []string{"9"}) {
			t.Errorf("the table came and the view shows %s", got)
		}
	})
}

// Somebody widens our view by hand: the next look puts it right.
func TestDriftIsRepaired(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	reader := s.Reader()
	s.Put(s.People() + stack.Everyone + stack.MaskEmail + stack.User(reader, ""))
	s.Exec("CREATE OR REPLACE VIEW governed.hr_people AS SELECT id, region, email FROM hr.people")
	sees(t, s, reader, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
	if script := s.Resync(); len(script.Units) == 0 {
		t.Error("the drift was not seen")
	}
	sees(t, s, reader, "1|eu|-", "2|us|-", "3|-|-")
	if again := s.Resync(); len(again.Units) != 0 {
		t.Errorf("planning again is not empty: %+v", again.Units)
	}
}

// In review a widening waits for the plan's hash; a tightening does not.
func TestReview(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t, "apply: review")
	reader := s.Reader()
	s.Put(s.People() + stack.Everyone + stack.User(reader, ""))
	sees(t, s, reader)
	approve(t, s)
	sees(t, s, reader, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
	s.Put(stack.MaskEmail)
	sees(t, s, reader, "1|eu|-", "2|us|-", "3|-|-")
	// Mask another way: neither is proven to show less, so the meet is shown.
	s.Put(strings.ReplaceAll(stack.MaskEmail, `{"null": {}}`, "{partial: {first: 1}}"))
	sees(t, s, reader, "1|eu|-", "2|us|-", "3|-|-")
	if phase := status(t, s, event.KindSource, "people").Phase; phase != state.PhaseWaiting {
		t.Errorf("a widening is %s", phase)
	}
	approve(t, s)
	sees(t, s, reader, "1|eu|a***", "2|us|b***", "3|-|c***")
}

func approve(t *testing.T, s *stack.Stack) {
	t.Helper()
	preview, err := s.Engine.Plan(t.Context(), "main", reconcile.Request{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Engine.Approve(t.Context(), "main", "not it"); err == nil {
		t.Error("a plan of another hash was carried out")
	}
	if _, err := s.Engine.Approve(t.Context(), "main", preview.Script.Of); err != nil {
		t.Fatal(err)
	}
}

// Letting go of a cluster shuts it first.
func TestCloseShutsEverything(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		s.Put(s.People() + stack.Everyone + stack.User(reader, ""))
		if _, err := s.Control.RemoveCluster(t.Context(), api.Removal{Cluster: "main"}); err != nil {
			t.Fatal(err)
		}
		sees(t, s, reader)
		if facts := s.Read("", "SELECT count(*) FROM scrim_system.profile"); facts[0] != "0" {
			t.Errorf("%s facts are left", facts[0])
		}
	})
}

// A policy that two senders claim, or that came with two contents, closes what
// it may be about: to leave it out would show what it hides.
func TestPolicyInDoubtCloses(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		s.Put(s.People() + stack.Everyone + stack.MaskEmail + stack.User(reader, ""))
		sees(t, s, reader, "1|eu|-", "2|us|-", "3|-|-")
		claim := `{"specversion":"1.0","id":"1","source":"platform","type":"scrim.policy.updated","data":` +
			`{"kind":"policy","id":"mask-email","version":1,"applies_to":{"tags":["nothing has it"]},"rules":[{"mask":{"null":{}}}]}}`
		s.Send(claim)
		sees(t, s, reader)
		if one := status(t, s, event.KindSource, "people"); one.Phase != state.PhaseQuarantined || !one.Issues.Has("policy-unclear") {
			t.Errorf("the doubt is reported as %+v", one)
		}
		s.Send(`{"specversion":"1.0","id":"2","source":"platform","type":"scrim.policy.deleted","data":{"id":"mask-email","version":2}}`)
		sees(t, s, reader, "1|eu|-", "2|us|-", "3|-|-")
	})
}

// An operator's review shows a new column, until it changes again.
func TestOperatorReview(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		s.Put(s.People() + stack.Everyone + stack.User(reader, ""))
		s.Exec("ALTER TABLE hr.people ADD COLUMN salary integer DEFAULT 7")
		s.Put(strings.Replace(s.PeopleDocument(), "columns:", "columns:\n  - {name: salary, type: integer}", 1))
		if got := s.Read(reader, "SELECT id, salary FROM governed.hr_people WHERE id = 1"); !cmp.Equal(got, []string{"1|-"}) {
			t.Errorf("a new column is not NULL: %s", got)
		}
		if _, err := s.Control.Review(t.Context(), "people", api.ReviewRequest{Columns: []string{"wages"}}); err == nil {
			t.Error("a column that is not there was reviewed")
		}
		receipt, err := s.Control.Review(t.Context(), "people", api.ReviewRequest{Columns: []string{"salary"}})
		if err != nil {
			t.Fatal(err)
		}
		s.Wait(receipt.Revision)
		if got := s.Read(reader, "SELECT id, salary FROM governed.hr_people WHERE id = 1"); !cmp.Equal(got, []string{"1|7"}) {
			t.Errorf("a reviewed column does not show: %s", got)
		}
	})
}

// A name that the sender chose, in a schema that is not there yet; then another.
func TestChosenNames(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	reader := s.Reader()
	named := func(schema, name string) string {
		return strings.Replace(s.PeopleDocument(), "id: people", "id: people\nview: {schema: "+schema+", name: "+name+"}", 1)
	}
	s.People()
	s.Put(named("Shop Window", "people") + stack.Everyone + stack.User(reader, ""))
	if got := s.Read(reader, `SELECT id FROM "Shop Window".people ORDER BY id`); !cmp.Equal(got, []string{"1", "2", "3"}) {
		t.Errorf("under its chosen name the view shows %s", got)
	}
	s.Put(named("governed", "staff"))
	if got := s.Read(reader, "SELECT id FROM governed.staff ORDER BY id"); !cmp.Equal(got, []string{"1", "2", "3"}) {
		t.Errorf("under its new name the view shows %s", got)
	}
	if _, err := s.TryRead(reader, `SELECT id FROM "Shop Window".people`); err == nil {
		t.Error("the view still stands under its old name")
	}
	if again := s.Resync(); len(again.Units) != 0 {
		t.Errorf("planning again is not empty: %+v", again.Units)
	}
}

// Fencing a cluster reaches the views that stand there already.
func TestFencingReachesViews(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t, "enforcement: fast")
	fenced := func() string {
		return s.Read("", "SELECT coalesce(reloptions::text, 'none') FROM pg_class WHERE relname = 'hr_people'")[0]
	}
	s.Put(s.People() + stack.Everyone)
	if got := fenced(); got != "none" {
		t.Errorf("in fast mode the view's options are %s", got)
	}
	s.Put(s.ClusterDocument() + "\nenforcement: fenced")
	s.Resync()
	if got := fenced(); got != "{security_barrier=true}" {
		t.Errorf("in fenced mode the view's options are %s", got)
	}
}

// A purpose whose statement nobody numbered has the first one, and an
// acknowledgement that cannot count is told of until it can.
func TestAcknowledgementsThatCannotCount(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	ann := s.Reader()
	s.Put(s.People() + stack.Everyone + stack.User(ann, "") +
		"---\nkind: policy\nid: for-fraud\napplies_to: {all: true}\nrules: [{purpose: [fraud]}]\n" +
		"---\nkind: session\nuser: " + ann + "\nproject: q\n" +
		"---\nkind: acknowledgement\nuser: " + ann + "\nproject: q\npurpose: fraud\nstatement: 1\n")
	project := "kind: project\nid: q\nmembers: [" + ann + "]\nsources: [people]\n"
	all := []string{"1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com"}
	for _, step := range []struct{ put, told string }{
		{project, "no such purpose is in effect"},
		{"kind: purpose\nid: fraud\n", "which does not have that purpose"},
		{project + "purposes: [fraud]\n", ""},
		{"kind: purpose\nid: fraud\nstatement_version: 2\n", "by another version of its statement than the present one"},
		{"kind: acknowledgement\nuser: " + ann + "\nproject: q\npurpose: fraud\nstatement: 2\n", ""},
	} {
		s.Put(step.put)
		issues := status(t, s, event.KindUser, ann).Issues
		if step.told == "" {
			sees(t, s, ann, all...)
			if len(issues) > 0 {
				t.Errorf("after %q it is said that %v", step.put, issues)
			}
			continue
		}
		sees(t, s, ann)
		if len(issues) != 1 || issues[0].Code != "acknowledgement-without-effect" || !strings.Contains(issues[0].Message, step.told) {
			t.Errorf("after %q it is said that %v", step.put, issues)
		}
	}
}
