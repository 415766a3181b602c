package view_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// met decides terms as their documentation says.
func met(terms view.Terms, r reader) bool {
	test := func(t view.Test) bool {
		has := slices.Contains(r.facts(), t.Fact)
		if t.Any {
			has = len(r.values(t.Kind, t.Name)) > 0
		}
		return has != t.Absent
	}
	alternative := func(a view.Alternative) bool {
		return !slices.ContainsFunc(a, func(t view.Test) bool { return !test(t) })
	}
	return !slices.ContainsFunc(terms, func(t view.Term) bool { return !slices.ContainsFunc(t, alternative) })
}

// drawAdmit draws what can stand in Admit: questions about the reader.
func drawAdmit(t *rapid.T, depth int) view.Pred {
	if depth == 0 || rapid.IntRange(0, 9).Draw(t, "leaf") == 9 {
		fact := rapid.SampledFrom(facts()).Draw(t, "fact")
		absent := rapid.Bool().Draw(t, "absent")
		switch rapid.IntRange(0, 99).Draw(t, "atom") {
		case 97:
			return nil
		case 98:
			return view.Never{}
		case 99:
			return view.Always{}
		}
		if rapid.Bool().Draw(t, "any value") {
			return view.HasAny{Kind: fact.Kind, Name: fact.Name, Absent: absent}
		}
		return view.HasFact{Fact: fact, Absent: absent}
	}
	parts := make([]view.Pred, 4-rapid.IntRange(0, 4).Draw(t, "parts"))
	for i := range parts {
		parts[i] = drawAdmit(t, depth-1)
	}
	if rapid.Bool().Draw(t, "all") {
		return view.All(parts)
	}
	return view.Any(parts)
}

// Terms are met by exactly the readers for whom the predicate holds, and are
// rows: no level is empty. Beyond the bound nobody meets them.
func TestTermsAreThePredicate(t *testing.T) {
	bounded := 0
	rapid.Check(t, func(t *rapid.T) {
		p := drawAdmit(t, 4)
		terms, ok := view.TermsOf(p)
		size := 0
		if len(terms) == 0 {
			t.Fatal("there are no terms")
		}
		for _, term := range terms {
			if len(term) == 0 {
				t.Fatalf("a term without alternatives: %v", terms)
			}
			for _, a := range term {
				if len(a) == 0 {
					t.Fatalf("an alternative without tests: %v", terms)
				}
				size += len(a)
			}
		}
		if size > view.MaxTests {
			t.Fatalf("%d tests", size)
		}
		if !ok {
			bounded++
		}
		for _, r := range readers() {
			if got, want := met(terms, r), ok && holds(p, r, nil); got != want {
				t.Fatalf("with %v the terms are met: %v, the predicate holds: %v\n%v\n%v", r.facts(), got, want, p, terms)
			}
		}
	})
	t.Logf("%d beyond the bound", bounded)
}

func inGroup(i int) view.Pred {
	return view.HasFact{Fact: profile.Fact{Kind: profile.KindGroup, Value: fmt.Sprint("group", i)}}
}

// Projects, guardrails and grants add up; only what is nested multiplies, and
// that is bounded.
func TestTermsAreBounded(t *testing.T) {
	var wide, nested view.All
	for range 3 {
		var any view.Any
		for i := range 100 {
			any = append(any, view.All{inGroup(len(wide)*1000 + 2*i), inGroup(len(wide)*1000 + 2*i + 1)})
		}
		wide = append(wide, any)
	}
	if terms, ok := view.TermsOf(wide); !ok || len(terms) != 3 || len(terms[0]) != 100 {
		t.Errorf("three conjuncts of a hundred alternatives: %v, %d terms", ok, len(terms))
	}
	for i := range 12 {
		nested = append(nested, view.Any{inGroup(2 * i), inGroup(2*i + 1)})
	}
	for name, p := range map[string]view.Pred{
		"4096 alternatives":     view.Any{inGroup(99), nested},
		"a thousand and one":    manyGroups(view.MaxTests + 1),
		"a long text":           view.HasFact{Fact: profile.Fact{Kind: profile.KindGroup, Value: strings.Repeat("x", profile.MaxValue+1)}},
		"a long name's absence": view.HasAny{Kind: profile.KindAttribute, Name: strings.Repeat("x", profile.MaxName+1), Absent: true},
		"a blank at the end":    view.HasFact{Fact: profile.Fact{Kind: profile.KindGroup, Value: "hr "}, Absent: true},
		"a column":              view.All{inGroup(1), view.IsNull{Column: textColumn("a")}},
		"a user's list":         view.Any{inGroup(1), view.Held{Column: textColumn("a"), Kind: profile.KindGroup}},
	} {
		terms, ok := view.TermsOf(p)
		if ok {
			t.Errorf("%s became terms", name)
		}
		for _, r := range readers() {
			if met(terms, r) {
				t.Errorf("%s: %v meets the terms", name, r.facts())
			}
		}
	}
	if _, ok := view.TermsOf(manyGroups(view.MaxTests)); !ok {
		t.Error("a thousand alternatives are too many")
	}
}

// What contradicts itself is left away, and what is asked twice is asked once.
func TestTermsAreShort(t *testing.T) {
	not := inGroup(1).(view.HasFact)
	not.Absent = true
	p := view.Any{inGroup(0), view.All{view.Any{inGroup(1), inGroup(2)}, view.Any{not, inGroup(2)}}}
	terms, ok := view.TermsOf(p)
	if got, want := fmt.Sprint(terms), "[[[{{group  group0} false false}] [{{group  group1} false false} {{group  group2} false false}] [{{group  group2} false false} {{group  group1} false true}] [{{group  group2} false false}]]]"; !ok || got != want {
		t.Errorf("the terms are %s, want %s", got, want)
	}
}

func manyGroups(n int) view.Pred {
	var out view.Any
	for i := range n {
		out = append(out, inGroup(i))
	}
	return out
}
