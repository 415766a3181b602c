package model

import (
	"cmp"
	"strings"
	"testing"
)

// scopes are the worlds that are explored: one user and all orders of views;
// two users, for what waits for every user; two sources, for what waits for
// every gate.
func scopes() map[string]Scope {
	return map[string]Scope{
		"one user, two facts, one source": {1, 1, 2, []Definition{Nobody, Both, A, B, Either, Everyone, NotA}},
		"two users, one source":           {2, 1, 1, []Definition{Nobody, A, Everyone, NotA}},
		"one user, two sources":           {1, 2, 1, []Definition{Nobody, A, NotA}},
	}
}

// Law 11, and that the last revision can always be applied, for every history
// within the scopes; in short mode for every sixteenth.
func TestNoReadShowsWhatNoRevisionAllowed(t *testing.T) {
	for name, scope := range scopes() {
		t.Run(name, func(t *testing.T) {
			histories, states := 0, 0
			scope.Histories(func(h History) bool {
				histories++
				if testing.Short() && histories%16 != 0 {
					return true
				}
				n, found := Explore(Full, h)
				states += n
				if found != nil {
					t.Errorf("stuck: %v\n%s%s", found.Stuck, h, strings.Join(found.Trace, "\n"))
				}
				return found == nil
			})
			t.Logf("%d histories, %d states", histories, states)
		})
	}
}

// Each clause is needed: without it there is a history on which a reader sees
// what no revision allowed; or on which the last revision can never be applied,
// since openings are lost or a gate goes on admitting what was wider.
func TestEachClauseIsNeeded(t *testing.T) {
	scope := map[Clause]string{OfEveryUser: "two users, one source", OnEveryGate: "one user, two sources"}
	for c := range clauses {
		t.Run(c.String(), func(t *testing.T) {
			name := cmp.Or(scope[c], "one user, two facts, one source")
			states := 0
			var failure *Finding
			scopes()[name].Histories(func(h History) bool {
				n, found := Explore(Full.Without(c), h)
				states += n
				if found != nil && found.Stuck == (c == OpeningsAreRecorded || c == WholeSet) {
					failure = found
				}
				return failure == nil
			})
			if failure == nil {
				t.Fatalf("nothing fails without it in %d states", states)
			}
			t.Logf("%s, after %d states:\n%s%s", name, states, failure.History, strings.Join(failure.Trace, "\n"))
		})
	}
}
