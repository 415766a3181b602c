package compile_test

import (
	"fmt"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// entitled is a policy that lets in whom a condition holds for.
func entitled(t *testing.T, id, condition string) policy.Policy {
	t.Helper()
	p, issues := policy.Parse([]byte(fmt.Sprintf("kind: policy\nid: %s\napplies_to: {all: true}\nsubscription: {grant: {when: '%s'}}\n", id, condition)), issue.Place{Input: id})
	if err := issues.Err(); err != nil {
		t.Fatal(err)
	}
	return p
}

// A source whose terms would be too many has its view all the same, and says
// that its columns are listed for nobody.
func TestWhoseColumnsAreNotListed(t *testing.T) {
	var parts []string
	for i := range 12 {
		parts = append(parts, fmt.Sprintf(`(user.in_group("a%d") || user.in_group("b%d"))`, i, i))
	}
	nested := strings.Join(parts, " && ")
	for name, c := range map[string]struct {
		policies []policy.Policy
		listed   bool
	}{
		"one grant of twelve conjuncts":  {[]policy.Policy{entitled(t, "p", nested)}, true},
		"beneath an alternative":         {[]policy.Policy{entitled(t, "p", nested), entitled(t, "q", `user.in_group("c")`)}, false},
		"a name longer than any fact is": {[]policy.Policy{entitled(t, "p", `user.in_group("`+strings.Repeat("x", 1025)+`")`)}, false},
	} {
		v, _, issues := compile.Compile(compile.Input{
			Source: catalog.Source{ID: "s", Columns: []catalog.Column{{Name: "c"}}}, Reviewed: map[string]bool{"c": true},
			Base:     catalog.Signature{Columns: []catalog.Observed{{Name: "c", Type: catalog.Type{Kind: catalog.Text}, Ordinal: 1}}},
			Policies: c.policies,
		})
		told := issues.Has("columns-not-listed")
		if _, ok := view.TermsOf(v.Admit); ok != c.listed || told == c.listed || issues.HasErrors() {
			t.Errorf("%s: listed %v, told of %v: %v", name, ok, told, issues)
		}
		if view.Same(v.Admit, view.Never{}) {
			t.Errorf("%s: the view lets nobody in", name)
		}
	}
}

// A guardrail is its condition, whatever way in it names besides.
func TestAGuardrailIsACondition(t *testing.T) {
	in := compile.Input{
		Source: catalog.Source{ID: "s", Columns: []catalog.Column{{Name: "c"}}}, Reviewed: map[string]bool{"c": true},
		Base: catalog.Signature{Columns: []catalog.Observed{{Name: "c", Type: catalog.Type{Kind: catalog.Text}, Ordinal: 1}}},
	}
	admit := func(mode policy.SubscriptionMode) view.Pred {
		guardrail := policy.Policy{ID: "g", Type: policy.TypeSubscription, AppliesTo: policy.Target{All: true}}
		guardrail.Subscription = policy.Subscription{Mode: mode, Guardrail: true, Condition: policy.InGroup{Name: "staff"}}
		in.Policies = []policy.Policy{entitled(t, "p", `user.in_group("sales")`), guardrail}
		v, _, _ := compile.Compile(in)
		return v.Admit
	}
	for _, mode := range []policy.SubscriptionMode{policy.Everyone, policy.Approval, policy.Individual, policy.Nobody} {
		if !view.Same(admit(mode), admit(policy.Entitlement)) {
			t.Errorf("a guardrail with the mode %v lets in %#v", mode, admit(mode))
		}
	}
}
