package plan_test

import (
	"slices"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/view"
)

// What is as a pass left it is not listed; what came to be otherwise is, for
// each way in which it can.
func TestMoved(t *testing.T) {
	base := func(identity string, kinds ...catalog.Kind) catalog.Signature {
		out := catalog.Signature{Identity: identity}
		for i, k := range kinds {
			out.Columns = append(out.Columns, catalog.Observed{Name: "c", Type: catalog.Type{Kind: k}, Ordinal: i + 1})
		}
		return out
	}
	table := base("1", catalog.Text)
	gate := func(all ...view.Admission) []view.Admission { return all }
	made := func(admission view.Admission, witness string) *plan.Managed {
		return &plan.Managed{Source: "s", Admission: admission, Witness: witness}
	}
	stands := func(witness string) *plan.Relation { return &plan.Relation{Ours: true, Witness: witness} }
	seen := map[string]plan.Seen{"s": {Base: table}}
	for name, c := range map[string]struct {
		now   plan.ObservedSource
		moved bool
	}{
		"as it was":                              {plan.ObservedSource{Base: table, Managed: made("a", "w"), Relation: stands("w"), Gate: gate("a")}, false},
		"shut":                                   {plan.ObservedSource{Base: table, Managed: made("a", "w"), Relation: stands("w")}, false},
		"admitted beside a wider one":            {plan.ObservedSource{Base: table, Managed: made("a", "w"), Relation: stands("w"), Gate: gate("0", "a")}, false},
		"without a view":                         {plan.ObservedSource{Base: table}, false},
		"without a view, its gate set":           {plan.ObservedSource{Base: table, Gate: gate("a")}, false},
		"another table":                          {plan.ObservedSource{Base: base("2", catalog.Text)}, true},
		"another type":                           {plan.ObservedSource{Base: base("1", catalog.Date)}, true},
		"a column more":                          {plan.ObservedSource{Base: base("1", catalog.Text, catalog.Date)}, true},
		"not to be read":                         {plan.ObservedSource{Base: table, Problem: plan.ProblemDenied}, true},
		"its view gone":                          {plan.ObservedSource{Base: table, Managed: made("a", "w"), Gate: gate("a")}, true},
		"its view somebody else's":               {plan.ObservedSource{Base: table, Managed: made("a", "w"), Relation: &plan.Relation{Witness: "w"}, Gate: gate("a")}, true},
		"its view altered":                       {plan.ObservedSource{Base: table, Managed: made("a", "w"), Relation: stands("x"), Gate: gate("a")}, true},
		"its view not read back":                 {plan.ObservedSource{Base: table, Managed: made("a", ""), Relation: stands("w"), Gate: gate("a")}, true},
		"its view an earlier writer's, and shut": {plan.ObservedSource{Base: table, Managed: made("b", "w"), Relation: stands("w"), Gate: gate("a")}, true},
	} {
		got := plan.Moved(seen, plan.Observed{Sources: map[string]plan.ObservedSource{"s": c.now}})
		if want := map[bool][]string{true: {"s"}}[c.moved]; !slices.Equal(got, want) {
			t.Errorf("%s: %v moved", name, got)
		}
	}
	unknown := plan.Observed{Sources: map[string]plan.ObservedSource{"z": {}, "b": {}, "s": {Base: table}}}
	if got := plan.Moved(seen, unknown); !slices.Equal(got, []string{"b", "z"}) {
		t.Errorf("of sources that no pass saw, %v moved", got)
	}
}
