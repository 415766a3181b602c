package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/formula"
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
	lookup := Lookup{Ref: Ref{Column: "c"}, Source: "s", Key: "k", Where: []LookupTest{
		{Column: "a", Is: text("x")}, {Column: "b", In: List{Kind: ListGroups, Name: "okta"}}, {Column: "c", In: List{Kind: ListAttribute, Name: "looked up"}},
	}}
	p := Policy{Type: TypeRow, Unless: HasAttribute{"has"}, Rules: []Rule{
		{For: AttributeIs{"is", "x"}, Do: Filter{Or{[]Condition{held, groups}}}}, {Where: Not{held}, Do: Hide{}}, {Do: Filter{lookup}},
	}}
	if got := p.Attributes(); !slices.Equal(got, []string{"has", "is", "held", "looked up"}) {
		t.Error(got)
	}
	p = Policy{Type: TypeSubscription, Subscription: Subscription{Mode: Entitlement, Condition: HasAttribute{"let in"}}}
	if got := p.Attributes(); !slices.Equal(got, []string{"let in"}) {
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
	for length, want := range map[int]bool{256 << 10: false, 256<<10 + 1: true} {
		if _, issues := parser.Parse([]byte(policy+"#"+strings.Repeat("x", length-len(policy)-1)), issue.Place{}); issues.Has("too-large") != want {
			t.Errorf("%d bytes: %v", length, issues)
		}
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
	want := Polarity{TrueStays: true, KnownStays: true}
	for _, tests := range [][]LookupTest{{mine}, {fixed, mine}, {owner, mine}, {mine, fixed}} {
		if got := PolarityOf(Lookup{Ref: col("x"), Source: "s", Key: "k", Where: tests}); got != want {
			t.Errorf("%+v: %+v, not %+v", tests, got, want)
		}
	}
	want = Polarity{TrueStays: true, FalseStays: true, Steady: true, KnownStays: true}
	for _, tests := range [][]LookupTest{nil, {fixed}, {owner}, {owner, fixed}} {
		if got := PolarityOf(Lookup{Ref: col("x"), Source: "s", Key: "k", Where: tests}); got != want {
			t.Errorf("%+v: %+v, not %+v", tests, got, want)
		}
	}
}

// What each test by itself promises of more facts: what is only of the row
// stays, what asks for a fact stays true, and what may be NULL, or asks for a
// value of an attribute, may be unknown.
func TestThePolarityOfEachTest(t *testing.T) {
	t.Parallel()
	settled := Polarity{TrueStays: true, FalseStays: true, Steady: true, KnownStays: true, TwoValued: true}
	steady := Polarity{TrueStays: true, FalseStays: true, Steady: true, KnownStays: true}
	owned, valued := Polarity{TrueStays: true, KnownStays: true, TwoValued: true}, Polarity{TrueStays: true, KnownStays: true}
	if got := PolarityOf(nil); got != settled {
		t.Errorf("always: %+v", got)
	}
	for want, conditions := range map[Polarity][]Condition{
		settled: {Const{true}, Const{false}, IsNull{col("x")}, Not{IsNull{col("x")}}},
		steady: {
			Unknown{}, Compare{col("x"), Less, number("1")}, CompareColumns{col("x"), Equal, col("y")}, OneOf{col("x"), []catalog.Literal{text("a")}},
			IsTrue{col("x")}, Match{Ref: col("x"), Text: "a"}, Newer{Ref: col("x")}, Sampled{1}, Held{col("x"), List{Kind: ListUserID}},
		},
		owned:  {InGroup{Name: "g"}, HasAttribute{"a"}, UnderPurpose{"p"}},
		valued: {AttributeIs{"a", "x"}, Held{col("x"), List{Kind: ListAttribute, Name: "a"}}, Held{col("x"), List{Kind: ListGroups}}},
		{}:     {struct{ Condition }{}},
	} {
		for _, c := range conditions {
			if got := PolarityOf(c); got != want {
				t.Errorf("%#v: %+v, not %+v", c, got, want)
			}
		}
	}
}

// A sample is of a hundredth of a percent at least, and leaves out as much at
// least; it is told in as many digits as it has.
func TestTheSharesOfSamples(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	for percent, want := range map[string]struct {
		share int
		said  string
	}{
		"0.01": {1, "0.01"}, "0.1": {10, "0.1"}, "0.10": {10, "0.1"}, "0.50": {50, "0.5"}, "1": {100, "1"}, "1.05": {105, "1.05"},
		"10": {1000, "10"}, "1e1": {1000, "10"}, "10.6": {1060, "10.6"}, "10.61": {1061, "10.61"}, "12.3400": {1234, "12.34"}, "99.99": {9999, "99.99"}, "1e-2": {1, "0.01"},
		"0": {}, "0.00": {}, "0.001": {}, "0.005": {}, "0.009": {}, "-0.01": {}, "-1": {}, "12.345": {}, "99.991": {}, "99.999": {}, "100": {}, "100.01": {}, "1e2": {}, "1e15": {}, "1e99": {},
	} {
		p, issues := parser.Parse([]byte("{kind: policy, id: a, applies_to: {all: true}, rules: [{minimize: {percent: "+percent+"}}]}"), issue.Place{})
		if want.share == 0 {
			if !issues.Has("bad-number") {
				t.Errorf("%s: %v", percent, issues)
			}
			continue
		}
		if issues.HasErrors() || p.Rules[0].Do != (Filter{Sampled{want.share}}) || (Sampled{want.share}).Percent() != want.said {
			t.Errorf("%s: %+v, said as %s, %v", percent, p.Rules, Sampled{want.share}.Percent(), issues)
		}
	}
}

// Objects and lists nest so deep, and no deeper, in JSON and in both styles of
// YAML alike.
func TestHowDeepDocumentsNest(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	for deep, want := range map[int]bool{31: false, 32: false, 33: true, 34: true} {
		lists, objects, block := strings.Repeat("[", deep-1)+strings.Repeat("]", deep-1), strings.Repeat(`{"x": `, deep-1)+"1"+strings.Repeat("}", deep-1), ""
		for i := range deep {
			block += strings.Repeat(" ", i) + "x:\n"
		}
		for name, doc := range map[string]string{
			"lists of JSON": `{"x": ` + lists + "}", "objects of JSON": `{"x": ` + objects + "}", "lists of YAML": "x: " + lists, "objects of YAML": "x: " + objects, "a block": block,
		} {
			if _, issues := parser.Parse([]byte(doc), issue.Place{}); issues.Has("too-deep") != want {
				t.Errorf("%s, %d deep: %v", name, deep, issues)
			}
		}
	}
}

// What stands beside something that is too deep is read all the same, lists
// beside each other nest nothing, and neither do brackets in a text of JSON.
func TestBesideWhatIsDeep(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	_, issues := parser.Parse([]byte(`{"x": [`+strings.Repeat("[", 40)+"1, {}"+strings.Repeat("]", 40)+`, 2], "idd": 1}`), issue.Place{})
	if !issues.Has("too-deep") || !slices.ContainsFunc(issues, func(i issue.Issue) bool { return i.Place.Path == "idd" && i.Code == "unknown-field" }) {
		t.Error(issues)
	}
	if _, issues := parser.Parse([]byte("x: ["+strings.Repeat("[], {}, ", 400)+"1]"), issue.Place{}); issues.Has("too-deep") {
		t.Error(issues)
	}
	doc := `{"kind": "policy", "id": "a", "applies_to": {"all": true}, "rules": [{"hide": true}], "description": "` + strings.Repeat("[", 400) + `"}`
	if _, issues := parser.Parse([]byte(doc), issue.Place{}); len(issues) > 0 {
		t.Error(issues)
	}
}

// A moment is one of the years that it is asked of: the first of all is what a
// policy without one has.
func TestTheFirstMoment(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	for at, want := range map[string]bool{"0001-01-01T00:00:00Z": false, "0001-01-01T01:00:00+01:00": false, "0001-01-01T00:00:01Z": true, "soon": false} {
		_, issues := parser.Parse([]byte("kind: policy\nid: a\napplies_to: {all: true}\nrules: [{hide: true}]\nvalid_until: "+at+"\n"), issue.Place{})
		if issues.Has("bad-time") == want {
			t.Errorf("%s: %v", at, issues)
		}
	}
}

// The ends of a random number are numbers that a decimal holds.
func TestTheEndsOfARandomNumber(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	for end, want := range map[string]string{"0.123456": "", "0.1234567": "6 after the point", "1e15": "15 digits before", "1e99": "out of the range"} {
		_, issues := parser.Parse([]byte("{kind: policy, id: a, applies_to: {all: true}, rules: [{mask: {random: {low: 0, high: "+end+"}}}]}"), issue.Place{})
		if want == "" && len(issues) > 0 || want != "" && (len(issues) != 1 || !strings.Contains(issues[0].Message, want)) {
			t.Errorf("%s: %v", end, issues)
		}
	}
}

// What is wrong with a sample's percentage is said as of every number.
func TestWhatIsWrongWithAPercentage(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	for percent, want := range map[string]string{"1e99": "out of the range", "0.0000001": "6 after the point", "0.001": "two digits after the point", "0": "between 0 and 100"} {
		_, issues := parser.Parse([]byte("{kind: policy, id: a, applies_to: {all: true}, rules: [{minimize: {percent: "+percent+"}}]}"), issue.Place{})
		if len(issues) != 1 || !strings.Contains(issues[0].Message, want) {
			t.Errorf("%s: %v", percent, issues)
		}
	}
}

// A mistake in a condition of several lines is told on its own line, however
// the lines are folded and whatever blanks they end with.
func TestPlacesInFoldedConditions(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	const head = "kind: policy\nid: a\napplies_to: {all: true}\nrules:\n  - filter: "
	for name, written := range map[string]string{
		"plain":                     "row.a == 1 ||\n      row.b == 2 ||\n      rov.c == 3",
		"plain, ends of Windows":    "row.a == 1 ||\r\n      row.b == 2 ||\r\n      rov.c == 3",
		"in quotes":                 "'row.a == 1 ||\n      row.b == 2 ||\n      rov.c == 3'",
		"in quotes, with blanks":    "'row.a == 1 || \n      row.b == 2 ||  \n      rov.c == 3'",
		"in double quotes":          "\"row.a == 1 || \n      row.b == 2 ||\n      rov.c == 3\"",
		"a block":                   "|\n      row.a == 1 ||\n      row.b == 2 ||\n      rov.c == 3",
		"a block that is folded":    ">\n      row.a == 1 ||\n      row.b == 2 ||\n      rov.c == 3",
		"a block, by its last line": "|-\n      row.a == 1 ||\n      row.b == 2 ||\n      rov.c == 3",
	} {
		_, issues := parser.Parse([]byte(head+written+"\n"), issue.Place{})
		line := 4 + strings.Count(written, "\n") + 1
		if len(issues) != 1 || issues[0].Place.Line != line || issues[0].Place.Column != 7 {
			t.Errorf("%s: not on line %d: %v", name, line, issues)
		}
	}
}

// Whoever writes a function of SQL, or of another language, is told what there
// is instead.
func TestFunctionsThatPeopleKnow(t *testing.T) {
	t.Parallel()
	p := newParser(t)
	for hint, names := range map[string][]string{
		"value.middle(2, 3)": {"substring", "substr", "mid", "SUBSTR"}, "value.upperAscii()": {"upper", "lower", "ucase", "lcase"}, `value.left(2) + "***"`: {"concat"},
		"behind the text": {"left", "right", "replace", "middle", "cover"}, "size(value)": {"len", "length", "char_length"}, "floor(value)": {"round", "trunc", "ceil"},
		"regex:": {"matches", "regexp_replace"}, "hash: {}": {"md5", "sha1", "sha2", "hash"}, "those of a number are abs and floor": {"now"},
	} {
		for _, name := range names {
			_, issues := expression(t, p, name+"(value)")
			if len(issues) != 1 || issues[0].Code != "unknown-name" || !strings.Contains(issues[0].Hint, hint) {
				t.Errorf("%s: %v", name, issues)
			}
		}
	}
	most := formula.MaxCount
	for written, right := range map[string]bool{
		fmt.Sprintf("value.left(%d)", most): true, fmt.Sprintf("value.left(%d)", most+1): false, "value.left(-1)": false, `value.cover("1", 0, "*")`: false,
		"value.left(1)": true, "value.left(0)": false, "value.right(0)": false, `value.cover(0, 0, "*")`: true, `value.cover(0, 2, "*")`: true,
	} {
		if _, issues := expression(t, p, written); issues.HasErrors() == right || !right && !strings.Contains(issues[0].Hint, "a number from 1 to") {
			t.Errorf("%s: %v", written, issues)
		}
	}
}

// What CEL refuses as a whole is told where it begins.
func TestWhereACELTextIsTooDeep(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	for _, field := range []string{`filter: "`, `mask: {custom: "`} {
		doc := "kind: policy\nid: a\napplies_to: {all: true}\nrules:\n  - " + field + strings.Repeat("(", 300) + "value" + strings.Repeat(")", 300) + `"`
		if strings.Contains(field, "{") {
			doc += "}"
		}
		_, issues := parser.Parse([]byte(doc+"\n"), issue.Place{})
		if len(issues) != 1 || issues[0].Place.Line != 5 || issues[0].Place.Column != len("  - ")+len(field) || !strings.Contains(issues[0].Message, "recursion") {
			t.Errorf("%s: %v", field, issues)
		}
	}
}

// Groups nest so deep; of one that is deeper that is all that is said.
func TestHowDeepGroupsNest(t *testing.T) {
	t.Parallel()
	for deep, want := range map[int]int{50: 0, 51: 1, 55: 1} {
		if issues := CheckPattern(strings.Repeat("(", deep)+"a"+strings.Repeat(")", deep), issue.Place{}); len(issues) != want || want > 0 && !strings.Contains(issues[0].Message, "deeper") {
			t.Errorf("%d groups: %v", deep, issues)
		}
	}
}
