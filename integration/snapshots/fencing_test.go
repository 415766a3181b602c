package snapshots_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
	"scrim/pkg/reconcile"
	"scrim/pkg/warehouse"
)

// An engine reads and plans something that opens, and stops. Another one takes
// over and closes it. When the first goes on, nothing of its script is written:
// the claim on the control row goes with every transaction that writes facts or
// gates, and a term begins with it, so that a plan with nothing in it fences too.
func TestAStaleLeaseWritesNothing(t *testing.T) {
	for name, one := range map[string]struct {
		before        func(s *stack.Stack, reader string)
		opens, closes func(s *stack.Stack, reader string) string
		want          []string
	}{
		"a group's fact": {
			before: func(s *stack.Stack, reader string) { s.Put(s.People() + stack.User(reader, "")) },
			opens:  func(_ *stack.Stack, reader string) string { return stack.User(reader, "groups: [{name: hr}]") },
			closes: func(_ *stack.Stack, reader string) string { return stack.User(reader, "groups: [{name: analysts}]") },
			want:   masked(),
		},
		"a gate that the other found shut": {
			before: func(s *stack.Stack, reader string) {
				s.Put(s.People() + stack.User(reader, "groups: [{name: hr}]"))
				s.Put(s.PeopleDocument() + "disabled: true\n")
			},
			opens:  func(s *stack.Stack, _ string) string { return s.PeopleDocument() },
			closes: func(s *stack.Stack, _ string) string { return s.PeopleDocument() + "disabled: true\n" },
			want:   []string{},
		},
	} {
		t.Run(name, func(t *testing.T) {
			pgtesting.NeedServers(t)
			s := stack.New(t)
			reader := s.Reader()
			s.Put(stack.Everyone + stack.MaskEmail)
			one.before(s, reader)

			held := s.Hold()
			submit(t, s, one.opens(s, reader))
			<-held.Reached
			e := engine(t, s, ahead)
			stop := start(t, e)
			defer stop()
			revision := submit(t, s, one.closes(s, reader))
			applied(t, s, e, revision)
			sees(t, s, reader, people, one.want...)

			if err := held.Release(); !errors.Is(err, warehouse.ErrSuperseded) {
				t.Errorf("the older engine's script ended with %v", err)
			}
			sees(t, s, reader, people, one.want...)

			stop()
			s.Wait(revision)
			if again := s.Resync(); len(again.Units) != 0 {
				t.Errorf("planning again is not empty: %+v", again.Units)
			}
			sees(t, s, reader, people, one.want...)
		})
	}
}

// An engine has set the gates and stops before the view. Another one takes
// over, and its view stands. When the first goes on, its view takes the other's
// place, since no claim goes with a definition: the gate does not admit it, and
// the other finds it so without a word from anybody.
func TestALateViewIsFound(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	reader := s.Reader()
	s.Put(s.People() + stack.Everyone + stack.User(reader, ""))
	sees(t, s, reader, people, clear()...)

	held := s.HoldViews()
	submit(t, s, stack.MaskEmail)
	<-held.Reached
	e := engine(t, s, ahead)
	e.Watch = time.Second // most often after the older one has read its view back
	defer start(t, e)()
	revision := submit(t, s, strings.Replace(stack.MaskEmail, `{"null": {}}`, "{constant: hidden}", 1))
	applied(t, s, e, revision)
	hidden := []string{"1|eu|hidden", "2|us|hidden", "3|-|hidden"}
	sees(t, s, reader, people, hidden...)

	if err := held.Release(); err != nil {
		t.Fatalf("the older engine's view was not made: %v", err)
	}
	comes(t, e, "the view is the newer engine's again", func() bool {
		got, err := s.TryRead(reader, people)
		if err == nil && len(got) > 0 && !slices.Equal(got, hidden) {
			t.Errorf("the reader sees %q", got)
		}
		return err == nil && slices.Equal(got, hidden)
	})
}

// applied waits until an engine has applied a revision.
func applied(t *testing.T, s *stack.Stack, e *reconcile.Engine, revision uint64) {
	t.Helper()
	comes(t, e, "the revision is applied", func() bool {
		all, err := s.Store.ClusterStatuses(t.Context())
		return err == nil && len(all) == 1 && all[0].Applied >= revision
	})
}

// comes waits for something to become true after an engine's pass.
func comes(t *testing.T, e *reconcile.Engine, what string, ok func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for {
		changed := e.Changed()
		if ok() {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			t.Fatalf("in vain waited until %s", what)
		}
	}
}
