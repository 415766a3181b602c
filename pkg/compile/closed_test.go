package compile_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/oracle"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// Law 1: who has no facts is let in nowhere, whatever the policies and the
// settings say; a negation of a fact is no way in either.
func TestWhoIsUnknownSeesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := draw.NewCase(t, rapid.SampledFrom([]catalog.ClusterKind{catalog.Postgres, catalog.Redshift}).Draw(t, "kind"))
		in := input(c)
		in.Reviewed = reviewed(c)
		v, _, _ := compile.Compile(in)
		nobody := reading{t: t, facts: c.Facts("nobody at all"), row: c.Rows[0], as: c.Comparison()}
		if nobody.holds(v.Admit) {
			t.Fatalf("whoever has no fact is let in: %#v", v.Admit)
		}
	})
}

// Law 1: a mask that the compiler does not know, a column that nobody reviewed
// and a condition that cannot be decided show no value.
func TestWhatIsNotUnderstoodShowsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := draw.NewCase(t, rapid.SampledFrom([]catalog.ClusterKind{catalog.Postgres, catalog.Redshift}).Draw(t, "kind"))
		in := input(c)
		in.Reviewed = map[string]bool{}
		for _, o := range c.Base.Columns {
			in.Reviewed[o.Name] = rapid.Bool().Draw(t, "reviewed")
		}
		absent := policy.Compare{Ref: policy.Ref{Column: "no such column"}, Op: policy.Equal, Literal: catalog.Literal{Kind: catalog.Text, Text: "x"}}
		about := policy.Target{Sources: []string{c.Source.ID}}
		misread := rapid.SampledFrom([]policy.Policy{
			{ID: "unknown mask", Type: policy.TypeMask, AppliesTo: about, Rules: []policy.Rule{{Do: policy.Apply{}}}},
			{ID: "no action", Type: policy.TypeMask, AppliesTo: about, Rules: []policy.Rule{{}}},
			{ID: "undecided mask", Type: policy.TypeMask, AppliesTo: about, Rules: []policy.Rule{{Where: absent, Do: policy.Clear{}}}, Otherwise: policy.OtherwiseClear},
			{ID: "undecided filter", Type: policy.TypeRow, AppliesTo: about, Rules: []policy.Rule{{Do: policy.Filter{Keep: policy.Not{Of: absent}}}}},
			{ID: "undecided chain", Type: policy.TypeRow, AppliesTo: about, Rules: []policy.Rule{{Where: absent, Do: policy.Hide{}}}, Otherwise: policy.OtherwiseClear},
			{ID: "undecided guardrail", Type: policy.TypeSubscription, AppliesTo: about, Subscription: policy.Subscription{Guardrail: true, Mode: policy.Entitlement}},
		}).Draw(t, "misread")
		in.Policies = append(slices.Clone(in.Policies), misread)
		v, _, _ := compile.Compile(in)
		for _, login := range draw.Logins() {
			facts := c.Facts(login)
			known, _ := oracle.Known(facts, draw.Now())
			for _, row := range c.Rows {
				r := reading{t: t, facts: facts, known: known, row: row, as: c.Comparison()}
				if !r.holds(v.Admit) || !r.holds(v.Rows) {
					continue
				}
				if misread.Type != policy.TypeMask {
					t.Fatalf("%s: with the policy %s a row is shown", login, misread.ID)
				}
				for _, column := range v.Columns {
					if cell := r.cell(column); cell != nil && cell != view.Cell(view.Null{}) {
						t.Fatalf("%s: with the policy %s column %s shows %s", login, misread.ID, column.Name, name(cell))
					}
				}
			}
		}
	})
}
