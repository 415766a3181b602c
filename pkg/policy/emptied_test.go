package policy_test

import (
	"testing"

	"pgregory.net/rapid"

	"scrim/pkg/issue"
	. "scrim/pkg/policy"
)

// TestEmptiedLookupsOpenNothing holds which uses of a lookup are refused: those
// by which a row that is missing shows a row or a cell as it is. Each policy is
// given by what stands after applies_to.
func TestEmptiedLookupsOpenNothing(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	const found = `row.x in lookup("s", "k", {"m": user.id})`
	for _, test := range []struct {
		body            string
		refused, warned bool
	}{
		{`{rules: [{filter: '` + found + `'}]}`, false, false},
		{`{rules: [{filter: '` + found + ` || row.y == 1'}]}`, false, false},
		{`{rules: [{filter: '` + found + ` && !user.in_group("a")'}]}`, false, false},
		{`{rules: [{filter: '!(` + found + `)'}]}`, true, true},
		{`{rules: [{filter: '!!(` + found + `)'}]}`, false, false},
		{`{rules: [{filter: '!(row.y == 1 || ` + found + `)'}]}`, true, true},
		{`{unless: 'user.in_group("a")', rules: [{filter: '` + found + `'}]}`, false, false},
		{`{rules: [{clear: true, where: '` + found + `'}, {hide: true}]}`, false, false},
		{`{rules: [{hide: true, where: '` + found + `'}], otherwise: clear}`, true, true},
		{`{rules: [{hide: true, where: '` + found + `'}], otherwise: hide}`, false, false},
		{`{rules: [{clear: true, where: '` + found + `'}, {filter: 'row.y == 1'}]}`, false, false},
		{`{rules: [{filter: 'row.y == 1', where: '` + found + `'}], otherwise: clear}`, true, true},
		{`{rules: [{clear: true, where: '` + found + `'}, {mask: {hash: {}}}]}`, false, false},
		{`{rules: [{mask: {hash: {}}, where: '` + found + `'}], otherwise: clear}`, true, true},
		{`{rules: [{mask: {hash: {}}, where: '` + found + `'}], otherwise: hide}`, false, false},
		{`{rules: [{minimize: {percent: 10}, where: '` + found + `'}, {hide: true}]}`, false, false},
		{`{rules: [{minimize: {percent: 10}, where: '` + found + `'}, {minimize: {percent: 5}}]}`, false, false},
		{`{rules: [{minimize: {percent: 5}, where: '` + found + `'}, {minimize: {percent: 10}}]}`, true, true},
		{`{rules: [{hide: true, where: '` + found + `'}, {minimize: {percent: 10}}]}`, true, true},
		// less masked, and masked all the same
		{`{rules: [{mask: {"null": {}}, where: '` + found + `'}, {mask: {hash: {}}}]}`, false, true},
		{`{rules: [{mask: {partial: {last: 4}}, where: '` + found + `'}, {mask: {hash: {}}}]}`, false, true},
		// where row.y is NULL, a row turns false into unknown
		{`{rules: [{clear: true, where: 'row.y == 1 && ` + found + `'}, {mask: {hash: {}}}]}`, false, true},
		{`{rules: [{clear: true, where: 'row.y == 1 && ` + found + `'}, {filter: 'row.z'}]}`, true, true},
	} {
		p, issues := parser.Parse([]byte(`{kind: policy, id: p, applies_to: {all: true}, `+test.body[1:]), issue.Place{})
		if issues.Has("opens-when-row-missing") != test.refused || issues.HasErrors() != test.refused {
			t.Errorf("%s: refused %v, want %v: %v", test.body, issues.HasErrors(), test.refused, issues)
		}
		if !test.refused && OpensWhenRowMissing(p, true) != test.warned {
			t.Errorf("%s: warned %v, want %v", test.body, !test.warned, test.warned)
		}
	}
}

// TestRowMonotone holds the promise against the meaning: where Parse lets a
// policy through, taking the matching row away never shows as it is what was
// not, and without the warning shows nothing more at all.
func TestRowMonotone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPolicy(t)
		if len(p.Lookups()) == 0 {
			return
		}
		refused, warned := OpensWhenRowMissing(p, false), OpensWhenRowMissing(p, true)
		if refused && !warned {
			t.Fatal("what opens opens no mask")
		}
		for facts := range factSets {
			for _, value := range []string{"", "x", "y", "z"} {
				with := world{facts: facts, value: value, listed: true}
				without := with
				without.listed = false
				more, less := with.sees(p), without.sees(p)
				if less == nil && more != nil && !refused {
					t.Fatalf("facts %b, value %q: a missing row shows it as it is\n%+v", facts, value, p)
				}
				if !atMostOf(less, more) && !warned {
					t.Fatalf("facts %b, value %q: a missing row shows %T rather than %T\n%+v", facts, value, less, more, p)
				}
			}
		}
	})
}

func atMostOf(a, b Mask) bool { return a == b || a == MaskNull{} || b == nil }
