package plan_test

import (
	"slices"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// Every text that a plan would store is a piece, once, however many share it;
// what it deletes is none.
func TestPieces(t *testing.T) {
	w := emptyWorld()
	w.users["ann"] = plan.ObservedUser{Rows: []profile.Row{row("ann", profile.KindGroup, "leaves")}}
	want := wants(shown(table("s", group("hr"), view.Raw{})))
	want.Users = []plan.WantedUser{
		{Name: "ann", Rows: []profile.Row{row("ann", profile.KindGroup, "hr"), row("ann", profile.KindRevoked, "s")}},
		{Name: "bob", Rows: []profile.Row{row("bob", profile.KindGroup, "hr")}},
	}
	got := plan.Diff(w.observe(want), want).Pieces()
	expected := []plan.Piece{
		{Fact: profile.Fact{Kind: profile.KindGroup, Value: "hr"}},
		{Fact: profile.Fact{Kind: profile.KindRevoked, Value: "s"}},
		{UserID: "ann"}, {UserID: "bob"}, {Source: "s"},
	}
	if !slices.Equal(got, expected) {
		t.Errorf("the pieces are %+v, not %+v", got, expected)
	}
	trial := plan.Trial(catalog.Cluster{ID: "c", ViewDatabase: "v"}, plan.Claim{Store: "store", Lease: 3}, got)
	if again := trial.Pieces(); !slices.Equal(again, got) {
		t.Errorf("of a trial the pieces are %+v", again)
	}
	if trial.Claim.Lease != 3 || len(trial.Units) != 1 || trial.Units[0].Database != "v" {
		t.Errorf("the trial is %+v", trial)
	}
}
