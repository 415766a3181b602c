package plan_test

import (
	"testing"

	"scrim/pkg/plan"
)

// Whatever a sender calls a source, it is nothing that all sources share: not
// to the plan, and not to who reads it.
func TestTargetsAreToldApart(t *testing.T) {
	t.Parallel()
	seen, shown := map[plan.Target]bool{}, map[string]bool{}
	for _, target := range []plan.Target{
		{Kind: plan.TargetFacts}, {Kind: plan.TargetSecrets}, {Kind: plan.TargetWitness}, plan.SchemaTarget("governed"),
		plan.SourceTarget("facts"), plan.SourceTarget("secrets"), plan.SourceTarget("witness"), plan.SourceTarget("schema governed"), plan.SourceTarget("source facts"), plan.SourceTarget("ds_42"),
	} {
		if seen[target] || shown[target.String()] {
			t.Errorf("%s is told from nothing else", target)
		}
		seen[target], shown[target.String()] = true, true
	}
	if got := plan.SourceTarget("ds_42").String(); got != "ds_42" {
		t.Errorf("a source is shown as %q", got)
	}
}
