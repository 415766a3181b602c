package policy_test

import (
	"slices"
	"testing"

	"scrim/pkg/issue"
	. "scrim/pkg/policy"
)

// TestOpensWhenFactMissing holds the table of SEMANTICS S2: each policy is
// given by what stands after applies_to.
func TestOpensWhenFactMissing(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	for _, test := range []struct {
		body  string
		opens bool
	}{
		// unless
		{`{unless: 'user.in_group("hr")', rules: [{mask: {"null": {}}}]}`, false},
		{`{unless: '!user.in_group("blocked")', rules: [{mask: {"null": {}}}]}`, true},
		{`{unless: '!user.has_attribute("a")', rules: [{mask: {"null": {}}}]}`, true},
		{`{unless: '"x" in user.attribute("a")', rules: [{mask: {"null": {}}}]}`, false},
		{`{unless: '!("x" in user.attribute("a"))', rules: [{mask: {"null": {}}}]}`, true},
		{`{unless: 'user.in_group("a") && user.purpose("b") || user.has_attribute("c")', rules: [{hide: true}]}`, false},
		{`{unless: 'user.in_group("a") && !user.purpose("b")', rules: [{hide: true}]}`, true},
		{`{unless: '!(!user.in_group("a"))', rules: [{hide: true}]}`, false},
		// filters
		{`{rules: [{filter: 'row.x in user.attribute("a")'}]}`, false},
		{`{rules: [{filter: '!(row.x in user.attribute("a"))'}]}`, true},
		{`{rules: [{filter: '!(row.x in user.groups())'}]}`, true},
		{`{rules: [{filter: 'row.x == user.id'}]}`, false},
		{`{rules: [{filter: 'row.x != user.id'}]}`, false},
		{`{rules: [{filter: 'row.x != 5 && !is_null(row.y)'}]}`, false},
		{`{rules: [{filter: 'row.x != 5 || user.in_group("a")'}]}`, false},
		{`{rules: [{filter: 'row.x != 5 || !user.in_group("a")'}]}`, true},
		{`{rules: [{purpose: [fraud]}]}`, false},
		// samples
		{`{rules: [{minimize: {percent: 10}}]}`, false},
		{`{rules: [{for: 'user.in_group("a")', minimize: {percent: 10}}, {minimize: {percent: 0.5}}]}`, false},
		{`{rules: [{for: 'user.in_group("a")', minimize: {percent: 10}}, {minimize: {percent: 10.01}}]}`, true},
		{`{rules: [{for: 'user.in_group("a")', minimize: {percent: 10}}], otherwise: hide}`, false},
		{`{rules: [{for: 'user.in_group("a")', minimize: {percent: 10}}], otherwise: clear}`, true},
		{`{rules: [{for: 'user.in_group("a")', filter: 'row.x == 1'}, {minimize: {percent: 10}}]}`, true},
		// masks, conditions on rows alone
		{`{rules: [{mask: {hash: {}}, where: 'row.x == 1'}, {mask: {"null": {}}}]}`, false},
		{`{rules: [{mask: {hash: {}}, where: 'row.x == 1'}], otherwise: clear}`, false},
		// a positive fact leads to more
		{`{rules: [{clear: true, for: 'user.in_group("a")'}, {mask: {hash: {}}}]}`, false},
		{`{rules: [{mask: {hash: {}}, for: 'user.in_group("a")'}, {mask: {"null": {}}}]}`, false},
		{`{rules: [{mask: {hash: {}}, for: 'user.in_group("a")'}], otherwise: hide}`, false},
		{`{rules: [{clear: true, where: 'row.x in user.attribute("a")'}, {hide: true, where: 'row.y'}], otherwise: hide}`, false},
		{`{rules: [{filter: 'row.x == 1', for: 'user.in_group("a")'}], otherwise: hide}`, false},
		{`{rules: [{clear: true, for: 'user.in_group("a")'}, {filter: 'row.x == 1'}]}`, false},
		// a positive fact leads to less, or to something else
		{`{rules: [{mask: {hash: {}}, for: 'user.in_group("a")'}], otherwise: clear}`, true},
		{`{rules: [{hide: true, for: 'user.in_group("blocked")'}], otherwise: clear}`, true},
		{`{rules: [{mask: {"null": {}}, for: 'user.in_group("a")'}, {mask: {hash: {}}}]}`, true},
		{`{rules: [{mask: {hash: {}}, for: 'user.in_group("a")'}, {mask: {partial: {last: 4}}}]}`, true},
		{`{rules: [{mask: {hash: {}}, for: 'user.in_group("a")'}, {mask: {hash: {length: 16}}}]}`, true},
		{`{rules: [{mask: {hash: {}}, where: 'row.x in user.attribute("a")'}], otherwise: clear}`, true},
		{`{rules: [{filter: 'row.x == 1', for: 'user.in_group("a")'}], otherwise: clear}`, true},
		// the same outcome either way
		{`{rules: [{mask: {hash: {}}, for: 'user.in_group("a")'}, {mask: {hash: {}}}]}`, false},
		{`{rules: [{hide: true, for: 'user.in_group("a")'}], otherwise: hide}`, false},
		// a negative fact leads to less
		{`{rules: [{hide: true, for: '!user.in_group("staff")'}], otherwise: clear}`, false},
		{`{rules: [{mask: {hash: {}}, for: '!user.in_group("staff")'}], otherwise: clear}`, false},
		{`{rules: [{clear: true, for: '!user.in_group("staff")'}, {hide: true}]}`, true},
		// two values only: an attribute may be unknown, a row may be
		{`{rules: [{hide: true, for: '!("x" in user.attribute("a"))'}], otherwise: clear}`, false},
		{`{rules: [{clear: true, for: '"x" in user.attribute("a")'}, {mask: {hash: {}}}]}`, false},
		{`{rules: [{clear: true, where: '"x" in user.attribute("a") && is_null(row.y)'}, {mask: {hash: {}}}]}`, false},
		{`{rules: [{clear: true, for: '"x" in user.attribute("a") && "y" in user.attribute("b")'}, {mask: {hash: {}}}]}`, true},
		{`{rules: [{clear: true, for: 'user.in_group("a") || "y" in user.attribute("b")'}, {mask: {hash: {}}}]}`, true},
		{`{rules: [{clear: true, for: 'user.in_group("a")', where: 'row.x == 1'}, {mask: {hash: {}}}]}`, true},
		{`{rules: [{clear: true, for: 'user.in_group("a")', where: 'is_null(row.x)'}, {mask: {hash: {}}}]}`, false},
		{`{rules: [{clear: true, for: 'user.in_group("a")', where: 'row.x == 1'}, {hide: true}]}`, false},
		{`{rules: [{clear: true, for: 'user.in_group("a")', where: 'row.x.newer_than("1d")'}, {hide: true}]}`, false},
		{`{rules: [{filter: 'event_time().older_than("1d") && user.in_group("a")'}]}`, false},
		// subscriptions
		{`{subscription: {grant: everyone}}`, false},
		{`{subscription: {grant: approval}}`, false},
		{`{subscription: {grant: {when: 'user.in_group("a")'}}}`, false},
		{`{subscription: {grant: {when: '!user.in_group("a")'}}}`, true},
		{`{subscription: {guardrail: 'user.in_group("a")'}}`, false},
		{`{subscription: {guardrail: '!user.in_group("blocked")'}}`, true},
	} {
		p, issues := parser.Parse([]byte(`{kind: policy, id: a, applies_to: {all: true}, `+test.body[1:]), issue.Place{})
		if issues.HasErrors() {
			t.Fatalf("%s: %v", test.body, issues.Err())
		}
		if got := OpensWhenFactMissing(p); got != test.opens {
			t.Errorf("%s: OpensWhenFactMissing = %v", test.body, got)
		}
	}
}

func TestMentions(t *testing.T) {
	t.Parallel()
	p := parsed(t, newParser(t), `
kind: policy
id: a
applies_to: {column_tags: [PII]}
unless: 'user.in_group("a") || user.in_group("okta", "a") || user.has_attribute("r") || user.purpose("p.q")'
rules:
  - clear: true
    for: '"eu" in user.attribute("s")'
    where: 'row.x > row.y && (tag("T") in user.attribute("r") || !is_null(row.x) || row.z in user.groups("okta"))'
  - mask: {hash: {}}
    where: 'row.a in [1] || row.b || row.c.matches("a") || user.purpose("p.q") || event_time().newer_than("1d")'
otherwise: hide
`)
	if got := References(p); !slices.Equal(got, []Ref{col("x"), col("y"), tag("T"), col("z"), col("a"), col("b"), col("c"), {EventTime: true}}) {
		t.Errorf("References = %v", got)
	}
	if got := p.Purposes(); !slices.Equal(got, []string{"p.q"}) {
		t.Errorf("Purposes = %q", got)
	}
	if got := p.Attributes(); !slices.Equal(got, []string{"r", "s"}) {
		t.Errorf("Attributes = %q", got)
	}
	if got := p.Groups(); !slices.Equal(got, []InGroup{{"", "a"}, {"okta", "a"}}) {
		t.Errorf("Groups = %v", got)
	}
}
