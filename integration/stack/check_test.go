package stack_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/preflight"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// becomes waits until a source has that phase.
func becomes(t *testing.T, s *stack.Stack, id string, phase state.Phase) state.Status {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for {
		changed := s.Engine.Changed()
		all, err := s.Store.Statuses(t.Context(), "main", store.StatusFilter{Kind: event.KindSource, ID: id})
		if err != nil {
			t.Fatal(err)
		}
		if len(all) == 1 && all[0].Phase == phase {
			return all[0]
		}
		select {
		case <-changed:
		case <-ctx.Done():
			t.Fatalf("source %s does not become %s: %+v", id, phase, all)
		}
	}
}

// A source that a check finds unreadable waits, with the reason, and so does
// nothing else; what was found is in the cluster's status.
func TestCheckBlocksASource(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.NewRedshift(t)
	reader := s.Reader()
	people := s.People()
	s.Exec("CREATE TABLE hr.keyed (id INTEGER, region VARCHAR(64)) INTERLEAVED SORTKEY (id, region)", "INSERT INTO hr.keyed VALUES (9, 'eu')")
	keyed := strings.NewReplacer("id: people", "id: keyed", "name: people}", "name: keyed}", "varchar(64), tags: [PII.Email]", "varchar(64)").Replace(s.PeopleDocument())
	s.Put(people + "---" + keyed + stack.Everyone + stack.User(reader, ""))
	one := becomes(t, s, "keyed", state.PhaseBlocked)
	if !one.Issues.Has("check-failed") || !strings.Contains(one.Issues[0].Message, preflight.Interleaved) {
		t.Errorf("a table that views cannot read is reported as %+v", one)
	}
	sees(t, s, reader, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
	all, err := s.Store.ClusterStatuses(t.Context())
	if err != nil || len(all) != 1 || all[0].State != state.ClusterEnabled || preflight.Blocked(all[0].Findings)["keyed"].Check != preflight.Interleaved || all[0].Looked.IsZero() {
		t.Errorf("the cluster is %+v, %v", all, err)
	}

	s.Exec("DROP TABLE hr.keyed", "CREATE TABLE hr.keyed (id INTEGER, region VARCHAR(64))", "INSERT INTO hr.keyed VALUES (9, 'eu')")
	s.Grant("hr")
	s.Resync()
	becomes(t, s, "keyed", state.PhaseApplied)
	if got := s.Read(reader, "SELECT id FROM governed.hr_keyed"); len(got) != 1 || got[0] != "9" {
		t.Errorf("the table is repaired and the view shows %s", got)
	}
}

// A check of the cluster that fails shows in its state, while what is there
// goes on.
func TestFailedCheckIsTold(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	reader := s.Reader()
	s.Put(s.People() + stack.Everyone + stack.User(reader, ""))
	is := func(want state.ClusterState, words string) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		for {
			changed := s.Engine.Changed()
			all, err := s.Store.ClusterStatuses(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if len(all) == 1 && all[0].State == want && strings.Contains(all[0].Message, words) {
				return
			}
			select {
			case <-changed:
			case <-ctx.Done():
				t.Fatalf("the cluster is not %s: %+v", want, all)
			}
		}
	}
	is(state.ClusterEnabled, "")
	s.Exec("REVOKE SELECT ON scrim_system.user_profile FROM PUBLIC")
	s.Resync()
	is(state.ClusterInvalid, preflight.SecureView)
	s.Exec("GRANT SELECT ON scrim_system.user_profile TO PUBLIC")
	s.Resync()
	is(state.ClusterEnabled, "")
	sees(t, s, reader, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com")
}

// Where scrim may not make the schema that somebody chose for views, the source
// says so, and with what an administrator mends it.
func TestNoSchemaForViews(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		s.Put(s.People() + stack.Everyone + stack.User(reader, ""))
		if s.Cluster.Kind == catalog.Postgres { // what an administrator runs on Redshift does not let it make schemas
			s.Exec("REVOKE CREATE ON DATABASE " + quoted(s.Cluster.ViewDatabase) + " FROM " + quoted(s.Cluster.Credentials.User))
		}
		document := strings.Replace(s.PeopleDocument(), "id: people", "id: people\nview: {schema: shop window, name: staff}", 1)
		receipt, err := s.Control.Submit(t.Context(), api.Submission{Body: []byte(document)})
		if err != nil {
			t.Fatal(err)
		}
		at := becomes(t, s, "people", state.PhaseBlocked)
		told := slices.IndexFunc(at.Issues, func(i issue.Issue) bool { return i.Code == "no-view-schema" })
		if told < 0 || !strings.Contains(at.Message, "42501") {
			t.Fatalf("the source is %+v", at)
		}
		said, err := s.Control.Explain(t.Context(), api.ExplainQuery{User: reader, Source: "people"})
		if err != nil || said.Visible || !said.Issues.Has("no-view-schema") || !strings.Contains(said.Tree.Text, "the source is blocked there") {
			t.Errorf("explain says %+v, %v", said, err)
		}
		if said, err := s.Control.Explain(t.Context(), api.ExplainQuery{User: "nobody at all", Source: "people"}); !errors.Is(err, api.ErrNotFound) || !strings.Contains(err.Error(), "nobody at all") {
			t.Errorf("of an unknown user it says %+v, %v", said, err)
		}
		for what, err := range map[string]error{
			"plan":  func() error { _, err := s.Control.Plan(t.Context(), api.PlanQuery{Cluster: "nowhere"}); return err }(),
			"apply": func() error { _, err := s.Control.Apply(t.Context(), api.ApplyRequest{Cluster: "nowhere"}); return err }(),
		} {
			if !errors.Is(err, api.ErrNotFound) || errors.Is(err, api.ErrUnavailable) {
				t.Errorf("%s of an unknown cluster: %v", what, err)
			}
		}
		_, repair, _ := strings.Cut(at.Issues[told].Hint, ": ")
		s.ExecIn(s.Cluster.ViewDatabase, strings.Split(repair, "; ")...)
		s.Wait(receipt.Revision)
		if got := s.Read(reader, `SELECT id FROM "shop window".staff ORDER BY id`); len(got) != 3 {
			t.Errorf("the view shows %q", got)
		}
	})
}

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }
