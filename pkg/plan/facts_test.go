package plan_test

import (
	"fmt"
	"testing"
	"time"

	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// Which half of a change closes and which opens (S10): a revocation is the
// other way round.
func TestWhatClosesAndWhatOpens(t *testing.T) {
	sooner, later := profile.Forever.AddDate(-2, 0, 0), profile.Forever.AddDate(-1, 0, 0)
	until := func(kind profile.Kind, at time.Time) []profile.Row {
		r := row("ann", kind, "s")
		r.ValidUntil = at
		return []profile.Row{r}
	}
	closing := "facts: 1 fact withdrawn\n  facts: delete [ann %[1]s=s], insert [%[2]s], states [{ann false}], wipe []"
	for _, one := range []struct {
		name       string
		have, want []profile.Row
		plan       string
	}{
		{"a fact goes", until(profile.KindApproved, later), nil, fmt.Sprintf(closing, "approved", "")},
		{"a fact comes", nil, until(profile.KindApproved, later), "facts: 1 fact given to 1 user\n  facts: delete [], insert [ann approved=s], states [{ann false}], wipe []"},
		{"a fact ends sooner", until(profile.KindApproved, later), until(profile.KindApproved, sooner), fmt.Sprintf(closing, "approved", "ann approved=s")},
		{"a fact ends later", until(profile.KindApproved, sooner), until(profile.KindApproved, later), "facts: 1 fact given to 1 user\n  facts: delete [ann approved=s], insert [ann approved=s], states [{ann false}], wipe []"},
		{"a revocation comes", nil, until(profile.KindRevoked, later), "facts: 1 revocation written\n  facts: delete [], insert [ann revoked=s], states [{ann false}], wipe []"},
		{"a revocation goes", until(profile.KindRevoked, later), nil, "facts: 1 revocation lifted of 1 user\n  facts: delete [ann revoked=s], insert [], states [{ann false}], wipe []"},
		{"a revocation ends later", until(profile.KindRevoked, sooner), until(profile.KindRevoked, later), fmt.Sprintf(closing, "revoked", "ann revoked=s")},
		{"a revocation ends sooner", until(profile.KindRevoked, later), until(profile.KindRevoked, sooner), "facts: 1 fact given to 1 user\n  facts: delete [ann revoked=s], insert [ann revoked=s], states [{ann false}], wipe []"},
		{"nothing", until(profile.KindApproved, later), until(profile.KindApproved, later), ""},
	} {
		t.Run(one.name, func(t *testing.T) {
			w := emptyWorld()
			w.users["ann"] = plan.ObservedUser{Rows: one.have}
			w.gates["opens"] = []view.Admission{"1"}
			v := table("s", group("hr"), view.Raw{})
			apply(t, w, wants(shown(v)))
			source := shown(v)
			source.Opens = true
			want := wants(source)
			want.Users = []plan.WantedUser{{Name: "ann", Rows: one.want}}
			want.Ajar = []plan.Gate{{Source: "opens", Admit: []view.Admission{"1"}}}
			expect(t, apply(t, w, want), one.plan)
			expect(t, apply(t, w, want), "")
		})
	}
}

// While facts are in part, sources that open when a fact is missing are shut:
// those of the pass and those that it is not about.
func TestPartialFactsShutWhatOpens(t *testing.T) {
	w := emptyWorld()
	w.users["ann"] = plan.ObservedUser{Rows: []profile.Row{row("ann", profile.KindGroup, "a")}}
	v := table("s", group("x"), view.Raw{})
	source := shown(v)
	source.Opens = true
	apply(t, w, wants(source, shown(table("safe", group("hr"), view.Raw{}))))
	want := wants(source, shown(table("safe", group("hr"), view.Raw{})))
	want.Users = []plan.WantedUser{
		{Name: "ann", Rows: nil},
		{Name: "bob", Rows: []profile.Row{row("bob", profile.KindGroup, "b")}},
	}
	want.Ajar = []plan.Gate{{Source: "z", Admit: []view.Admission{"1", "2"}}, {Source: "s", Admit: []view.Admission{"3"}}, {Source: "a", Admit: []view.Admission{"4"}}}
	full := `
		facts: 1 fact withdrawn, 1 gate shut
		  facts: delete [ann group=a], insert [], states [{ann false} {bob true}], wipe []
		  gates: s admits 0, a admits 0, z admits 0
		facts: 1 fact given to 1 user
		  facts: delete [], insert [bob group=b], states [{bob false}], wipe []
		  gates: s admits 1, a admits 1, z admits 2`
	p := plan.Diff(w.observe(want), want)
	expect(t, outline(p), full)

	// Cut after the first transaction: the next pass opens all of them again,
	// with the facts and not before.
	if err := w.apply(p.Units[0]); err != nil {
		t.Fatal(err)
	}
	expect(t, apply(t, w, want), `
		facts: facts in order
		  gates: a admits 0, z admits 0
		facts: 1 fact given to 1 user
		  facts: delete [], insert [bob group=b], states [{bob false}], wipe []
		  gates: s admits 1, a admits 1, z admits 2`)
	expect(t, apply(t, w, want), ``)
}

// A pass that was cut off left facts in part; then they are wanted as they
// are. What was shut opens at once, and the mark goes.
func TestAnInterruptedChangeThatIsNotWantedAnyMore(t *testing.T) {
	w := emptyWorld()
	w.users["ann"] = plan.ObservedUser{Rows: []profile.Row{row("ann", profile.KindGroup, "a")}, Pending: true}
	want := wants()
	want.Users = []plan.WantedUser{{Name: "ann", Rows: []profile.Row{row("ann", profile.KindGroup, "a")}}}
	want.Ajar = []plan.Gate{{Source: "z", Admit: []view.Admission{"1"}}}
	expect(t, apply(t, w, want), `
		facts: facts in order
		  gates: z admits 1
		facts: an interrupted change is complete
		  facts: delete [], insert [], states [{ann false}], wipe []`)
	expect(t, apply(t, w, want), ``)
}

// A source that opens when a fact is missing and is admitted now meets the
// facts of now: its gate waits for them, also where no fact goes.
func TestAGateWaitsForFactsWhereTheirAbsenceOpens(t *testing.T) {
	w := emptyWorld()
	source := shown(table("s", group("x"), view.Raw{}))
	source.Opens = true
	shut := source
	shut.Presence = plan.ShownShut
	apply(t, w, wants(shut))
	want := wants(source)
	want.Users = []plan.WantedUser{{Name: "ann", Rows: []profile.Row{row("ann", profile.KindGroup, "contractors")}}}
	expect(t, apply(t, w, want), `
		facts: 1 fact given to 1 user
		  facts: delete [], insert [ann group=contractors], states [{ann false}], wipe []
		  gates: s admits 1`)
	expect(t, apply(t, w, want), ``)
}
