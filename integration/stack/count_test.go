package stack_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

const rareRegions = `
---
kind: policy
id: rare-regions
applies_to: {sources: [people], columns: [region]}
rules:
  - mask: {k_anonymity: {k: 2}}
`

func count(t *testing.T, s *stack.Stack, r api.CountRequest) api.Counted {
	t.Helper()
	counted, err := s.Control.Count(t.Context(), "people", r)
	if err != nil {
		t.Fatal(err)
	}
	return counted
}

func says(s *stack.Stack, t *testing.T, code issue.Code) func() bool {
	return func() bool {
		st := status(t, s, event.KindSource, "people")
		return st.Phase == state.PhaseApplied && st.Issues.Has(code)
	}
}

// k-anonymity from its policy to its end: nothing is shown before somebody
// counts, what is common then until the time is over, and nothing when what is to
// be counted becomes another thing.
func TestCounting(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		s.Put(s.People() + stack.Everyone + rareRegions + stack.User(reader, ""))
		s.Exec("INSERT INTO hr.people VALUES (4, 'eu', 'd@x.com')")
		hidden := []string{"1|-|a@x.com", "2|-|b@x.com", "3|-|c@x.com", "4|-|d@x.com"}
		sees(t, s, reader, hidden...)
		s.Until("the source says that nobody counted", says(s, t, "not-counted"))

		got := count(t, s, api.CountRequest{})
		if got.Cluster != "main" || got.K != 2 || got.Combinations != 1 || got.TooMany || !slices.Equal(got.Columns, []string{"region"}) || got.ValidUntil.Sub(got.CountedAt) != api.DefaultValidFor {
			t.Errorf("counted %+v", got)
		}
		sees(t, s, reader, "1|eu|a@x.com", "2|-|b@x.com", "3|-|c@x.com", "4|eu|d@x.com")
		s.Until("the source says what was counted", func() bool {
			st := status(t, s, event.KindSource, "people")
			return len(st.Issues) == 0 && strings.Contains(st.Message, "1 combinations of values are common")
		})

		s.Exec("INSERT INTO hr.people VALUES (5, 'us', 'e@x.com')")
		sees(t, s, reader, "1|eu|a@x.com", "2|-|b@x.com", "3|-|c@x.com", "4|eu|d@x.com", "5|-|e@x.com")
		if got := count(t, s, api.CountRequest{Cluster: "main", ValidFor: "24h"}); got.Combinations != 2 {
			t.Errorf("counted again %+v", got)
		}
		sees(t, s, reader, "1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com", "4|eu|d@x.com", "5|us|e@x.com")

		s.Put(strings.Replace(rareRegions, "k: 2", "k: 3", 1))
		sees(t, s, reader, append(hidden, "5|-|e@x.com")...)
		s.Until("the source says that another thing was counted", says(s, t, "not-counted"))
		if got := count(t, s, api.CountRequest{}); got.Combinations != 0 {
			t.Errorf("counted with k = 3: %+v", got)
		}
		sees(t, s, reader, append(hidden, "5|-|e@x.com")...)
		s.Put(rareRegions)
		sees(t, s, reader, append(hidden, "5|-|e@x.com")...)
		if left := s.Read("", "SELECT COUNT(*) FROM scrim_system.common_combination"); left[0] != "0" {
			t.Errorf("%s combinations of earlier countings are left", left[0])
		}
	})
}

// A counting ends by itself, and nobody but scrim reads any of it.
func TestACountingEnds(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		s.Put(s.People() + stack.Everyone + rareRegions + stack.User(reader, ""))
		s.Exec("INSERT INTO hr.people VALUES (4, 'eu', 'd@x.com')")
		until := count(t, s, api.CountRequest{ValidFor: "3s"}).ValidUntil
		for deadline := time.Now().Add(20 * time.Second); ; {
			seen := s.Read(reader, people)[0]
			if time.Now().After(until.Add(time.Second)) && seen != "1|-|a@x.com" || time.Now().After(deadline) {
				t.Fatalf("after its end a counting shows %s", seen)
			}
			if time.Now().After(until) && seen == "1|-|a@x.com" {
				break
			}
		}
		s.Resync()
		s.Until("the source says that the counting is over", says(s, t, "count-expired"))
		for _, name := range []string{"counting", "common_combination", "valid_counting"} {
			if lines, err := s.TryRead(reader, "SELECT * FROM scrim_system."+name); err == nil {
				t.Errorf("a reader reads %s: %s", name, lines)
			}
		}
	})
}

// Nothing is counted where that would mean nothing.
func TestWhatIsNotCounted(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		s.Put(s.People() + stack.Everyone)
		refused := func(want issue.Code) {
			t.Helper()
			_, err := s.Control.Count(t.Context(), "people", api.CountRequest{})
			var wrong *issue.Failure
			if !errors.As(err, &wrong) || !wrong.Issues.Has(want) || !wrong.Issues.Has("nothing-to-count") {
				t.Errorf("want %s: %v", want, err)
			}
		}
		refused("nothing-to-count")
		s.Put(rareRegions + "\n---\nkind: policy\nid: some\napplies_to: {sources: [people]}\nrules: [{filter: row.id > 1}]")
		refused("k-anonymity-with-filters")
		if _, err := s.Control.Count(t.Context(), "nobody", api.CountRequest{}); !errors.Is(err, api.ErrNotFound) {
			t.Errorf("an unknown source: %v", err)
		}
		if _, err := s.Control.Count(t.Context(), "nobody", api.CountRequest{Cluster: "main"}); !errors.Is(err, api.ErrNotFound) {
			t.Errorf("an unknown source on a cluster: %v", err)
		}
	})
}

// A view that somebody registers as a table is not counted: what it calls would
// write as scrim's own account.
func TestCountingRunsNothingOfAView(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	documents := s.People() + stack.Everyone + rareRegions
	s.Exec(
		"ALTER TABLE hr.people RENAME TO kept",
		"CREATE FUNCTION hr.spy() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$ BEGIN INSERT INTO scrim_system.mask_secret VALUES ('spy', CURRENT_USER); RETURN TRUE; END $$",
		"CREATE VIEW hr.people AS SELECT id, region, email FROM hr.kept WHERE hr.spy()",
	)
	s.Grant("hr")
	s.Put(documents)
	s.Until("the source says that nobody counted", says(s, t, "not-counted"))
	if _, err := s.Control.Count(t.Context(), "people", api.CountRequest{}); err == nil || !strings.Contains(err.Error(), "hr.people is a view") {
		t.Errorf("counted: %v", err)
	}
}
