package policy_test

import (
	"slices"
	"strings"
	"testing"

	"scrim/pkg/issue"
	. "scrim/pkg/policy"
)

// What is just long enough is taken, and what is one longer is not.
func TestTheLongestID(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	for length, want := range map[int]bool{255: true, 256: true, 257: false} {
		_, issues := parser.Parse([]byte("kind: policy\nid: "+strings.Repeat("x", length)+"\napplies_to: {all: true}\nrules: [{hide: true}]\n"), issue.Place{})
		if issues.HasErrors() == want {
			t.Errorf("an id of %d bytes: %v", length, issues)
		}
	}
}

// A hundred issues are listed, and of more a hundred and the word that there
// are more.
func TestHowManyIssuesAreListed(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	for fields, want := range map[int]int{99: 99, 100: 100, 101: 101, 102: 101, 500: 101} {
		doc := "kind: policy\nid: a\napplies_to: {all: true}\nrules: [{hide: true}]\n"
		for i := range fields {
			doc += "f" + strings.Repeat("x", i) + ": 1\n"
		}
		_, issues := parser.Parse([]byte(doc), issue.Place{})
		last := issues.Has("too-many-issues")
		if len(issues) != want || last != (fields > 100) {
			t.Errorf("%d mistakes: %d issues, there are too many: %v", fields, len(issues), last)
		}
	}
}

func TestAPatternIsText(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"a\x00", "\xff", "a\xc3"} {
		issues := CheckPattern(pattern, issue.Place{})
		if len(issues) != 1 || !strings.Contains(issues[0].Message, "not text") {
			t.Errorf("%q: %v", pattern, issues)
		}
	}
}

// Every way of asking for an attribute names it.
func TestTheAttributesOfAPolicy(t *testing.T) {
	t.Parallel()
	held := Held{Ref{Column: "c"}, List{Kind: ListAttribute, Name: "held"}}
	groups := Held{Ref{Column: "c"}, List{Kind: ListGroups, Name: "okta"}}
	p := Policy{Type: TypeRow, Unless: HasAttribute{"has"}, Rules: []Rule{
		{For: AttributeIs{"is", "x"}, Do: Filter{Or{[]Condition{held, groups}}}}, {Where: Not{held}, Do: Hide{}},
	}}
	if got := p.Attributes(); !slices.Equal(got, []string{"has", "is", "held"}) {
		t.Error(got)
	}
}

func TestTimestampsThatNobodyStores(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	for text, want := range map[string]bool{
		"2026-01-01 00:00:00.123456": true, "2026-01-01 00:00:00.1234567": false, "0000-05-01 00:00:00": false, "0001-01-01T00:00:00Z": true,
	} {
		if got, _ := filter(t, parser, `row.x < timestamp("`+text+`")`); (got != nil) != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// A policy that is too long is not read at all, and dashes in a text nest
// nothing.
func TestLongTexts(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	const policy = "kind: policy\nid: a\napplies_to: {all: true}\nrules: [{hide: true}]\n"
	_, issues := parser.Parse([]byte(policy+"#"+strings.Repeat("x", 256<<10)), issue.Place{})
	if len(issues) != 1 || !issues.Has("too-large") {
		t.Error(issues)
	}
	if _, issues := parser.Parse([]byte(policy+"description: "+strings.Repeat("a-", 500)+"\n"), issue.Place{}); len(issues) > 0 {
		t.Error(issues)
	}
}

// What a lookup asks of a person decides its polarity, wherever it stands.
func TestThePolarityOfALookup(t *testing.T) {
	t.Parallel()
	mine := LookupTest{Column: "a", In: List{Kind: ListAttribute, Name: "region"}}
	fixed := LookupTest{Column: "b", Is: text("x")}
	owner := LookupTest{Column: "c", In: List{Kind: ListUserID}}
	want := PolarityOf(Lookup{Ref: col("x"), Source: "s", Key: "k", Where: []LookupTest{mine}})
	for _, tests := range [][]LookupTest{{fixed, mine}, {owner, mine}, {mine, fixed}} {
		if got := PolarityOf(Lookup{Ref: col("x"), Source: "s", Key: "k", Where: tests}); got != want {
			t.Errorf("%+v: %+v, not %+v", tests, got, want)
		}
	}
}
