package stack_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/state"
)

// Whatever somebody does to a table or to a view of ours is found without a
// word from anybody: it is repaired, or closed and reported.
func TestWatch(t *testing.T) {
	masked := []string{"1|eu|-", "2|us|-", "3|-|-"}
	hidden := []string{"-|-|-", "-|-|-", "-|-|-"} // nobody reviewed anything of the other table
	stack.EachWatched(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		s.Put(s.People() + stack.Everyone + stack.MaskEmail + stack.User(reader, ""))
		sees(t, s, reader, masked...)
		shows := func(want []string) func() bool {
			return func() bool {
				got, err := s.TryRead(reader, people)
				return err == nil && cmp.Equal(want, got)
			}
		}
		problem := func(code issue.Code) func() bool {
			return func() bool {
				one := status(t, s, event.KindSource, "people")
				return one.Phase == state.PhaseBlocked && one.Issues.Has(code)
			}
		}
		view := s.Cluster.ViewDatabase
		base := "hr.people"
		if s.Cluster.Kind == catalog.Redshift {
			base = s.Base + "." + base + " WITH NO SCHEMA BINDING"
		}

		s.ExecIn(view, "CREATE OR REPLACE VIEW governed.hr_people AS SELECT id, region, email FROM "+base)
		s.Until("the definition is scrim's again", shows(masked))

		s.ExecIn(view, "DROP VIEW governed.hr_people")
		s.Until("the view is there again", shows(masked))

		s.ExecIn(view, "REVOKE SELECT ON governed.hr_people FROM PUBLIC")
		s.Until("everybody may ask again", shows(masked))

		s.Exec("ALTER TABLE hr.people RENAME TO people_old",
			"CREATE TABLE hr.people (id integer, region varchar(64), email varchar(64))",
			"INSERT INTO hr.people VALUES (1, 'a@x.com', 'eu'), (2, 'b@x.com', 'us'), (3, 'c@x.com', NULL)")
		s.Grant("hr")
		s.Until("nothing of another table shows", shows(hidden))
		s.Put(strings.NewReplacer("integer}", "integer, reviewed: true}", "varchar(64)}", "varchar(64), reviewed: true}", "varchar(64), tags", "varchar(64), reviewed: true, tags").Replace(s.PeopleDocument()))
		s.Until("what was confirmed shows", shows([]string{"1|a@x.com|-", "2|b@x.com|-", "3|c@x.com|-"}))

		s.Revoke("hr")
		s.Until("the source is blocked", problem("base-table-denied"))
		if got, err := s.TryRead(reader, people); err == nil && len(got) > 0 {
			t.Errorf("a blocked source shows %q", got)
		}
		s.Grant("hr")
		s.Until("the view works again", shows([]string{"1|a@x.com|-", "2|b@x.com|-", "3|c@x.com|-"}))

		s.Exec("DROP TABLE hr.people CASCADE")
		s.Until("the missing table is told", problem("base-table-missing"))
	})
}

// What somebody built on a view keeps its earlier form from being dropped, not
// the new one from being made: both are told, and when it is gone nothing is
// left over.
func TestDependants(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t) // a late-binding view has no dependants
	reader := s.Reader()
	s.Put(s.People() + stack.Everyone + stack.MaskEmail + stack.User(reader, ""))
	s.Exec("CREATE VIEW public.copied AS SELECT * FROM governed.hr_people", "GRANT SELECT ON public.copied TO PUBLIC")
	fewer := strings.Replace(s.PeopleDocument(), "  - {name: region, type: varchar(64)}\n", "", 1)
	s.Put(fewer)
	told := func() bool {
		one := status(t, s, event.KindSource, "people")
		return one.Phase == state.PhaseApplied && one.Issues.Has("view-has-dependents")
	}
	if !told() {
		t.Errorf("what depends on the view is told as %+v", status(t, s, event.KindSource, "people"))
	}
	s.Resync()
	if !told() {
		t.Error("and is forgotten by the next look")
	}
	if got := s.Read(reader, "SELECT * FROM public.copied"); len(got) != 0 {
		t.Errorf("the earlier form shows %q", got)
	}
	if got := s.Read(reader, "SELECT * FROM governed.hr_people WHERE id = 1"); !cmp.Equal(got, []string{"1|-"}) {
		t.Errorf("the view shows %q", got)
	}
	s.Exec("DROP VIEW public.copied")
	s.Put(s.PeopleDocument())
	s.Resync()
	if one := status(t, s, event.KindSource, "people"); one.Issues.Has("view-has-dependents") {
		t.Errorf("nothing depends on it any more, and it is told as %+v", one)
	}
}
