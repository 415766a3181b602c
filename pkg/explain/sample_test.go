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

// No secret is asked for: whether a sample has a row is said to be open, and of
// a row that is hidden all the same, that it is.
func TestARowThatDependsOnASample(t *testing.T) {
	source := catalog.Source{ID: "orders", Columns: []catalog.Column{{Name: "id"}}, Key: []string{"id"}}
	base := catalog.Signature{Columns: []catalog.Observed{{Name: "id", Type: catalog.Type{Kind: catalog.Integer}, Ordinal: 1}}}
	tenth := policy.Policy{ID: "tenth", Type: policy.TypeRow, AppliesTo: policy.Target{All: true}, Rules: []policy.Rule{{Do: policy.Filter{Keep: policy.Sampled{Share: 1000}}}}}
	shut := policy.Policy{ID: "shut", Type: policy.TypeRow, AppliesTo: policy.Target{All: true}, Rules: []policy.Rule{{Do: policy.Hide{}}}}
	for name, one := range map[string]struct {
		policies []policy.Policy
		key      oracle.Value
		want     string
	}{
		"open":       {[]policy.Policy{tenth}, oracle.Integer(8), "whether ann sees this row of orders depends on whether the sample has it"},
		"hidden too": {[]policy.Policy{tenth, shut}, oracle.Integer(8), "ann does not see this row"},
		"no key":     {[]policy.Policy{tenth}, nil, "ann does not see this row"},
	} {
		f := oracle.Facts{
			Cluster: catalog.Cluster{ID: "c1", Unpoliced: "everyone"}, Source: source, Base: base, Reviews: map[string]oracle.Review{"id": {Ordinal: 1}},
			Policies: one.policies, Reader: "ann", Users: []directory.User{{ID: "ann"}},
		}
		got := told(explain.Row(explain.OneRow{User: "ann", Source: source, Decision: oracle.Explain(f, oracle.Row{one.key}, oracle.Comparison{}, now()), Policies: one.policies}), 0)
		if !strings.HasPrefix(got, one.want) || !strings.Contains(got, "taken as NULL: id") {
			t.Errorf("%s: want %q:\n%s", name, one.want, got)
		}
	}
}
