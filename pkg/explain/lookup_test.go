package explain_test

import (
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/explain"
	"scrim/pkg/oracle"
	"scrim/pkg/policy"
)

// Nobody guesses what stands in a lookup table: whether a row is shown that only
// a lookup decides is said to depend on it, and of one that another policy hides
// that it is hidden.
func TestARowThatDependsOnALookup(t *testing.T) {
	text := catalog.Type{Kind: catalog.Text}
	source := catalog.Source{ID: "accounts", Columns: []catalog.Column{{Name: "account"}}}
	managers := catalog.Source{ID: "managers", Columns: []catalog.Column{{Name: "account"}}}
	base := catalog.Signature{Columns: []catalog.Observed{{Name: "account", Type: text, Ordinal: 1}}}
	reviews := map[string]oracle.Review{"account": {Ordinal: 1}}
	own := policy.Policy{
		ID: "own", Type: policy.TypeRow, AppliesTo: policy.Target{All: true},
		Rules: []policy.Rule{{Do: policy.Filter{Keep: policy.Lookup{Ref: policy.Ref{Column: "account"}, Source: "managers", Key: "account"}}}},
	}
	none, every := own, own
	look, never := own.Rules[0].Do.(policy.Filter).Keep, policy.Compare{Ref: policy.Ref{Column: "account"}, Op: policy.Equal, Literal: catalog.Literal{Kind: catalog.Text, Text: "other"}}
	none.Rules = []policy.Rule{{Do: policy.Filter{Keep: policy.And{All: []policy.Condition{look, never}}}}}
	every.Rules = []policy.Rule{{Do: policy.Filter{Keep: policy.Or{Any: []policy.Condition{look, policy.Not{Of: never}}}}}}
	shut := policy.Policy{ID: "shut", Type: policy.TypeRow, AppliesTo: policy.Target{All: true}, Rules: []policy.Rule{{Do: policy.Hide{}}}}
	for name, one := range map[string]struct {
		policies   []policy.Policy
		table      oracle.LookupTable
		row        oracle.Row
		want, also string
	}{
		"unseen":        {[]policy.Policy{own}, oracle.LookupTable{Unseen: true}, oracle.Row{oracle.Text("acme")}, "whether ann sees this row of accounts depends on what stands in managers", "counts as unknown: managers"},
		"hidden too":    {[]policy.Policy{own, shut}, oracle.LookupTable{Unseen: true}, oracle.Row{oracle.Text("acme")}, "ann does not see this row", "counts as unknown: managers"},
		"hidden anyway": {[]policy.Policy{none}, oracle.LookupTable{Unseen: true}, oracle.Row{oracle.Text("acme")}, "ann does not see this row", ""},
		"shown anyway":  {[]policy.Policy{every}, oracle.LookupTable{Unseen: true}, oracle.Row{oracle.Text("acme")}, "ann sees this row", ""},
		"nothing asks":  {[]policy.Policy{own}, oracle.LookupTable{Unseen: true}, oracle.Row{nil}, "ann does not see this row", ""},
		"found":         {[]policy.Policy{own}, oracle.LookupTable{Rows: []oracle.Row{{oracle.Text("acme")}}}, oracle.Row{oracle.Text("acme")}, "ann sees this row", ""},
		"not found":     {[]policy.Policy{own}, oracle.LookupTable{}, oracle.Row{oracle.Text("acme")}, "ann does not see this row", ""},
		"closed":        {[]policy.Policy{own}, oracle.LookupTable{Source: catalog.Source{ID: "others"}}, oracle.Row{oracle.Text("acme")}, "ann does not see this row", "where nothing may be looked up"},
	} {
		if one.table.Source.ID == "" {
			one.table.Source = managers
		}
		one.table.Base, one.table.Reviews = base, reviews
		f := oracle.Facts{
			Cluster: catalog.Cluster{ID: "c1", Unpoliced: "everyone"}, Source: source, Base: base, Reviews: reviews, Policies: one.policies,
			Lookups: []oracle.LookupTable{one.table}, Reader: "ann", Users: []directory.User{{ID: "ann"}},
		}
		got := told(explain.Row(explain.OneRow{User: "ann", Source: source, Decision: oracle.Explain(f, one.row, oracle.Comparison{}, now()), Policies: one.policies, Given: []string{"account"}}), 0)
		if strings.Contains(one.also, "counts as unknown") != strings.Contains(got, "not known: rule 1") {
			t.Errorf("%s: a policy is said to be open, or is not:\n%s", name, got)
		}
		if !strings.HasPrefix(got, one.want) || !strings.Contains(got, one.also) || strings.Contains(got, "counts as unknown") && !strings.Contains(one.also, "unknown") {
			t.Errorf("%s: want %q and %q:\n%s", name, one.want, one.also, got)
		}
	}
}
