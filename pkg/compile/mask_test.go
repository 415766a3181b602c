package compile_test

import (
	"strings"
	"testing"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/directory"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// one compiles a source of one column of the type, with these masks on it, and
// returns what the column shows to everybody.
func one(t *testing.T, declared string, masks ...policy.Mask) (view.Cell, issue.List) {
	t.Helper()
	typ, ok := catalog.ParseType(declared)
	if !ok {
		t.Fatal(declared)
	}
	in := compile.Input{
		Source: catalog.Source{ID: "s", Columns: []catalog.Column{{Name: "c"}}}, Cluster: catalog.Cluster{Unpoliced: "everyone"},
		Base: catalog.Signature{Columns: []catalog.Observed{{Name: "c", Type: typ, Ordinal: 1}}}, Reviewed: map[string]bool{"c": true},
	}
	for i, m := range masks {
		in.Policies = append(in.Policies, policy.Policy{
			ID: string(rune('a' + i)), Type: policy.TypeMask, AppliesTo: policy.Target{All: true}, Rules: []policy.Rule{{Do: policy.Apply{Mask: m}}},
		})
	}
	v, _, issues := compile.Compile(in)
	if len(v.Columns) != 1 {
		t.Fatalf("columns: %+v", v.Columns)
	}
	for _, choice := range v.Columns[0].Choices {
		if view.Same(choice.When, view.Always{}) {
			return choice.Show, issues
		}
	}
	return view.Null{}, issues
}

func constant(kind catalog.Kind, text string) policy.Mask {
	return policy.MaskConstant{Value: catalog.Literal{Kind: kind, Text: text}}
}

func numbers(edges ...string) policy.Mask {
	return policy.MaskBucket{Kind: catalog.Decimal, Edges: catalog.NewEdges(edges...)}
}

func between(low, high string) policy.Mask {
	return policy.MaskRandom{Kind: catalog.Decimal, Low: low, High: high}
}

func times(edges ...string) policy.Mask {
	return policy.MaskBucket{Kind: catalog.Timestamp, Edges: catalog.NewEdges(edges...)}
}

// Where a mask just fits and where it just does not (S4).
func TestWhatFits(t *testing.T) {
	decimal := func(text string) view.Cell {
		return view.Constant{Value: catalog.Literal{Kind: catalog.Decimal, Text: text}}
	}
	for _, c := range []struct {
		declared string
		mask     policy.Mask
		want     view.Cell
	}{
		{"varchar(3)", constant(catalog.Text, "abc"), view.Constant{Value: catalog.Literal{Kind: catalog.Text, Text: "abc"}}},
		{"varchar(3)", constant(catalog.Text, "abcd"), nil},
		{"varchar(3)", constant(catalog.Text, "üü"), nil}, // four bytes
		{"numeric(5,2)", constant(catalog.Bigint, "999"), decimal("999")},
		{"numeric(5,2)", constant(catalog.Bigint, "-1000"), nil},
		{"numeric(5,2)", constant(catalog.Decimal, "999.99"), decimal("999.99")},
		{"numeric(5,2)", constant(catalog.Decimal, "0.125"), nil},
		{"numeric(5,2)", constant(catalog.Decimal, "0.1200"), decimal("0.12")},
		{"numeric(5,2)", constant(catalog.Decimal, "0001.0"), decimal("0001")},
		{"numeric(2,2)", constant(catalog.Decimal, "-0.50"), decimal("-0.5")},
		{"numeric(2,2)", constant(catalog.Decimal, "1.0"), nil},
		{"numeric", constant(catalog.Decimal, "123456789.123456789"), decimal("123456789.123456789")},
		{"smallint", constant(catalog.Bigint, "32767"), view.Constant{Value: catalog.Literal{Kind: catalog.Bigint, Text: "32767"}}},
		{"smallint", constant(catalog.Bigint, "32768"), nil},
		{"varchar(64)", policy.MaskHash{}, view.Hash{Salt: "source/s/1", Digits: 64}},
		{"varchar(63)", policy.MaskHash{}, nil},
		{"varchar", policy.MaskHash{Length: 8}, view.Hash{Salt: "source/s/1", Digits: 8}},
		{"char(8)", policy.MaskHash{Length: 8}, view.Hash{Salt: "source/s/1", Digits: 8}},
		{"char(7)", policy.MaskHash{Length: 8}, nil},
		{"bigint", policy.MaskHash{Length: 8}, view.Hash{Salt: "source/s/1", Digits: 15}},
		{"integer", policy.MaskHash{}, nil},
		{"uuid", policy.MaskHash{}, nil},
		{"integer", policy.MaskRound{Step: "10"}, view.RoundNumber{Step: "10"}},
		{"integer", policy.MaskRound{Step: "0.5"}, nil},
		{"numeric(5,1)", policy.MaskRound{Step: "0.5"}, view.RoundNumber{Step: "0.5"}},
		{"numeric(5,1)", policy.MaskRound{Step: "0.25"}, nil},
		{"numeric", policy.MaskRound{Step: "0.25"}, view.RoundNumber{Step: "0.25"}},
		{"real", policy.MaskRound{Step: "0.25"}, view.RoundNumber{Step: "0.25"}},
		{"date", policy.MaskRound{Step: "1"}, nil},
		{"date", policy.MaskRound{Unit: policy.Month}, view.RoundTime{Unit: "month"}},
		{"date", policy.MaskRound{Unit: policy.Day}, nil},
		{"timestamp", policy.MaskRound{Unit: policy.Day}, view.RoundTime{Unit: "day"}},
		{"text", policy.MaskRound{Unit: policy.Day}, nil},
		{"text", policy.MaskRegex{Pattern: "a", Replacement: "b"}, view.Regex{Pattern: "a", Replacement: "b"}},
		{"uuid", policy.MaskRegex{Pattern: "a"}, nil},
		{"text", policy.MaskPartial{First: 1}, view.Partial{First: 1}},
		{"bytea", policy.MaskPartial{First: 1}, nil},
		{"char(5)", policy.MaskEmail{First: 1, Fill: "*"}, view.Email{First: 1, Fill: "*"}},
		{"bigint", policy.MaskEmail{}, nil},
		{"char(9)", constant(catalog.Text, "é"), nil},
		{"char(9)", constant(catalog.Text, "\x7f"), view.Constant{Value: catalog.Literal{Kind: catalog.Text, Text: "\x7f"}}}, // the last of ASCII
		{"char(9)", constant(catalog.Text, "\u0080"), nil},
		{"char(9)", policy.MaskEmail{Fill: "…"}, nil},
		{"char(9)", policy.MaskPartial{First: 1, Fill: "…"}, nil},
		{"char(9)", policy.MaskRegex{Pattern: "é", Replacement: "…"}, nil},
		{"char(9)", policy.MaskRegex{Pattern: "é", Replacement: "e"}, view.Regex{Pattern: "é", Replacement: "e"}},
		{"smallint", between("-1", "32767"), view.Random{Salt: "source/s/1/random", Low: "-1", High: "32767"}},
		{"smallint", between("-1", "32768"), nil},
		{"smallint", between("5", "5"), nil},
		{"smallint", between("5", "6"), view.Random{Salt: "source/s/1/random", Low: "5", High: "6"}},
		{"bigint", between("0", "1000000000000001"), nil},
		{"numeric(18,2)", between("0", "0.25"), view.Random{Salt: "source/s/1/random", Low: "0", High: "0.25"}},
		{"numeric(19,2)", between("0", "0.25"), nil},
		{"numeric", between("0", "0.25"), nil},
		{"numeric(18,1)", between("0", "0.25"), nil},
		{"real", between("0", "1"), nil},
		{"date", between("0", "1"), nil},
		{"timestamptz", policy.MaskRandom{Kind: catalog.Date, Low: "2020-01-01", High: "2020-01-02"}, view.Random{Salt: "source/s/1/random", Low: "2020-01-01", High: "2020-01-02"}},
		{"integer", policy.MaskRandom{Kind: catalog.Date, Low: "2020-01-01", High: "2020-01-02"}, nil},
		{"smallint", policy.MaskNoise{Within: "32767"}, view.Noise{Salt: "source/s/1/noise", Within: "32767"}},
		{"smallint", policy.MaskNoise{Within: "32768"}, nil},
		{"integer", policy.MaskNoise{Within: "0.5"}, nil},
		{"numeric(5,2)", policy.MaskNoise{Within: "0.5"}, view.Noise{Salt: "source/s/1/noise", Within: "0.5"}},
		{"numeric(5,0)", policy.MaskNoise{Within: "0.5"}, nil},
		{"numeric(18,6)", policy.MaskNoise{Within: "1000000000.000001"}, nil},
		{"double precision", policy.MaskNoise{Within: "1"}, nil},
		{"date", policy.MaskNoise{Days: 30}, view.Noise{Salt: "source/s/1/noise", Within: "30"}},
		{"integer", policy.MaskNoise{Days: 30}, nil},
		{"smallint", numbers("-1", "32767"), view.Bucket{Edges: "-1|32767"}},
		{"smallint", numbers("-1", "32768"), nil},
		{"integer", numbers("0", "0.5"), nil},
		{"numeric(3,1)", numbers("-99.9", "0.5"), view.Bucket{Edges: "-99.9|0.5"}},
		{"numeric(3,1)", numbers("100"), nil},
		{"numeric(3,1)", numbers("0.25"), nil},
		{"numeric(1,0)", numbers("0", "9"), view.Bucket{Edges: "0|9"}},
		{"numeric(1,0)", numbers("0", "10"), nil},
		{"numeric", numbers("0.25"), view.Bucket{Edges: "0.25"}},
		{"real", numbers("0.25"), view.Bucket{Edges: "0.25"}},
		{"text", numbers("1"), nil},
		{"date", numbers("1"), nil},
		{"integer", times("2020-01-01 00:00:00.000000"), nil},
		{"date", times("2020-01-01 00:00:00.000000", "2021-01-01 00:00:00.000000"), view.Bucket{Edges: "2020-01-01|2021-01-01"}},
		{"date", times("2020-01-01 10:00:00.000000"), nil},
		{"timestamptz", times("2020-01-01 10:00:00.000000"), view.Bucket{Edges: "2020-01-01 10:00:00.000000"}},
	} {
		want := c.want
		if want == nil {
			want = view.Null{}
		}
		got, issues := one(t, c.declared, c.mask)
		if got != want || issues.Has("mask-does-not-fit") != (c.want == nil) {
			t.Errorf("%+v on %s is %+v (%v)", c.mask, c.declared, got, issues)
		}
	}
	if got, issues := one(t, "uuid", policy.MaskNull{}); got != (view.Null{}) || len(issues) > 0 {
		t.Errorf("null on anything is %+v (%v)", got, issues)
	}
}

// Hashes join in the projects that say so, are not disabled and contain the
// source.
func TestHashesJoinInProjects(t *testing.T) {
	project := func(id string, joins, disabled bool, sources ...string) directory.Project {
		return directory.Project{ID: id, MaskedJoins: joins, Disabled: disabled, Sources: sources}
	}
	in := compile.Input{
		Source: catalog.Source{ID: "s", Columns: []catalog.Column{{Name: "c"}}}, Cluster: catalog.Cluster{Unpoliced: "everyone"},
		Base:     catalog.Signature{Columns: []catalog.Observed{{Name: "c", Type: catalog.Type{Kind: catalog.Text}, Ordinal: 1}}},
		Reviewed: map[string]bool{"c": true},
		Projects: []directory.Project{
			project("z", true, false, "s"), project("b", true, false, "t", "s"), project("plain", false, false, "s"),
			project("disabled", true, true, "s"), project("other", true, false, "t"),
		},
		Policies: []policy.Policy{{ID: "a", Type: policy.TypeMask, AppliesTo: policy.Target{All: true}, Rules: []policy.Rule{{Do: policy.Apply{Mask: policy.MaskHash{Length: 8}}}}}},
	}
	v, _, _ := compile.Compile(in)
	want := view.Hash{Salt: "source/s/1", Digits: 8, Joint: view.NewJoint("b", "z")}
	if got := v.Columns[0].Choices[0].Show; got != want {
		t.Errorf("%+v, not %+v", got, want)
	}
}

// Equal masks after fitting are one mask: 5 and 5.0 of a decimal, two lengths
// of a number's hash.
func TestEqualMasksAreOne(t *testing.T) {
	if got, issues := one(t, "numeric(5,2)", constant(catalog.Bigint, "5"), constant(catalog.Decimal, "5.0"), constant(catalog.Decimal, "5.00")); got == (view.Null{}) || len(issues) > 0 {
		t.Errorf("%+v (%v)", got, issues)
	}
	if got, issues := one(t, "bigint", policy.MaskHash{}, policy.MaskHash{Length: 8}); got == (view.Null{}) || len(issues) > 0 {
		t.Errorf("%+v (%v)", got, issues)
	}
}

// What a view compares an attribute with does not depend on what else decides.
func TestComparisonsAreThoseOfEveryPolicyThatGoverns(t *testing.T) {
	text, number, day := catalog.Type{Kind: catalog.Text}, catalog.Type{Kind: catalog.Integer}, catalog.Type{Kind: catalog.Decimal}
	in := compile.Input{
		Source:   catalog.Source{ID: "s", Columns: []catalog.Column{{Name: "a"}, {Name: "b"}, {Name: "c"}, {Name: "gone"}}},
		Base:     catalog.Signature{Columns: []catalog.Observed{{Name: "a", Type: text}, {Name: "b", Type: number}, {Name: "c", Type: day}}},
		Reviewed: map[string]bool{"a": true, "b": false, "c": true},
	}
	held := func(column, attribute string) policy.Condition {
		return policy.Held{Ref: policy.Ref{Column: column}, List: policy.List{Kind: policy.ListAttribute, Name: attribute}}
	}
	rows := func(id string, c policy.Condition) policy.Policy {
		return policy.Policy{ID: id, Type: policy.TypeRow, AppliesTo: policy.Target{All: true}, Rules: []policy.Rule{{Do: policy.Hide{}}, {Do: policy.Filter{Keep: c}}}}
	}
	staged, masked := rows("staged", held("a", "not")), rows("mask", held("a", "neither"))
	staged.Staged = true
	masked.Type, masked.AppliesTo = policy.TypeMask, policy.Target{Sources: []string{"s"}, Columns: []string{"none"}}
	in.Policies = []policy.Policy{
		rows("1", policy.Not{Of: held("b", "level")}), rows("2", policy.Or{Any: []policy.Condition{policy.Const{Value: true}, held("a", "region")}}),
		rows("3", held("c", "decimals do not compare")), rows("4", held("gone", "nor what is not there")), rows("5", held("a", "region")), staged, masked,
	}
	_, decision, _ := compile.Compile(in)
	want := []view.Comparison{{Attribute: "level", Type: number}, {Attribute: "region", Type: text}}
	if len(decision.Comparisons) != 2 || decision.Comparisons[0] != want[0] || decision.Comparisons[1] != want[1] {
		t.Errorf("%+v, not %+v", decision.Comparisons, want)
	}
}

// Who works in a project sees its sources alone; an equalised one refuses what
// opens when a fact is missing (S7).
func TestTheProjectsInAView(t *testing.T) {
	in := compile.Input{
		Source: catalog.Source{ID: "s"}, Cluster: catalog.Cluster{Unpoliced: "everyone"}, Now: time.Time{},
		Projects: []directory.Project{
			{ID: "z", Sources: []string{"s"}}, {ID: "off", Sources: []string{"s"}, Disabled: true}, {ID: "other", Sources: []string{"t"}},
			{ID: "equal", Sources: []string{"s"}, Equalized: &directory.Entitlements{}},
		},
	}
	projects := func() (out []string) {
		v, _, _ := compile.Compile(in)
		view.Walk(v.Admit, func(p view.Pred) {
			if has, ok := p.(view.HasFact); ok && has.Kind == profile.KindContext {
				out = append(out, has.Value)
			}
		})
		return out
	}
	if got := projects(); len(got) != 3 || got[0] != "equal" || got[1] != "none" || got[2] != "z" {
		t.Errorf("%q", got)
	}
	in.Policies = []policy.Policy{{ID: "p", Type: policy.TypeRow, AppliesTo: policy.Target{All: true}, Otherwise: policy.OtherwiseClear, Rules: []policy.Rule{{For: policy.InGroup{Name: "x"}, Do: policy.Hide{}}}}}
	if got := projects(); len(got) != 2 || got[0] != "none" || got[1] != "z" {
		t.Errorf("with a policy that opens: %q", got)
	}
}

// A reference that names two columns, or none, closes its policy, and the
// issue says which of the two it is.
func TestWhatDoesNotResolveIsTold(t *testing.T) {
	text := catalog.Type{Kind: catalog.Text}
	in := compile.Input{
		Source:   catalog.Source{ID: "s", Columns: []catalog.Column{{Name: "a", Tags: []catalog.Tag{"T.1", "U"}}, {Name: "b", Tags: []catalog.Tag{"T.2"}}, {Name: "gone", Tags: []catalog.Tag{"U"}}}},
		Base:     catalog.Signature{Columns: []catalog.Observed{{Name: "a", Type: text}, {Name: "b", Type: text}}},
		Reviewed: map[string]bool{"a": true}, Cluster: catalog.Cluster{Unpoliced: "everyone"},
	}
	for _, c := range []struct {
		ref     policy.Ref
		code    issue.Code
		message string
	}{
		{policy.Ref{Tag: "T"}, "unresolved-column", `tag "T" names several columns: a, b; the policy closes this source`},
		{policy.Ref{Tag: "U"}, "unresolved-column", `tag "U" names several columns: a, gone; the policy closes this source`},
		{policy.Ref{Tag: "V"}, "unresolved-column", `tag "V" names no column of this source; the policy closes this source`},
		{policy.Ref{Column: "A"}, "unresolved-column", `column A names no column of this source; the policy closes this source`},
		{policy.Ref{Column: "gone"}, "unresolved-column", `column gone names no column of this source; the policy closes this source`},
		{policy.Ref{EventTime: true}, "unresolved-column", `the source names no column for its event time; the policy closes this source`},
		{policy.Ref{Column: "b"}, "unreviewed-column", `column "b" is new or has changed and nobody reviewed it; the policy closes this source`},
		{policy.Ref{Column: "a"}, "", ""},
	} {
		in.Policies = []policy.Policy{{ID: "p", Type: policy.TypeRow, AppliesTo: policy.Target{All: true}, Rules: []policy.Rule{{Do: policy.Filter{Keep: policy.IsNull{Ref: c.ref}}}}}}
		v, decision, issues := compile.Compile(in)
		closed := view.Same(v.Rows, view.Never{})
		if closed != (c.code != "") || decision.Rows[0].Closed != closed {
			t.Errorf("%+v: rows where %#v", c.ref, v.Rows)
		}
		message := ""
		for _, one := range issues {
			if one.Place.Input == "policy p" {
				message = one.Message
			}
		}
		if message != c.message || c.code != "" && !issues.Has(c.code) {
			t.Errorf("%+v: %q, not %q", c.ref, message, c.message)
		}
	}
	in.Cluster.Kind = catalog.Redshift
	in.Policies[0].Rules[0].Do = policy.Filter{Keep: policy.IsNull{Ref: policy.Ref{Column: "A"}}}
	if v, _, _ := compile.Compile(in); view.Same(v.Rows, view.Never{}) {
		t.Error("Redshift knows no case of names")
	}
}

// For whom a rule's "for" is unknown, nothing further is tried, also where its
// "where" is false (S1).
func TestAnUnknownForEndsTheChain(t *testing.T) {
	text := catalog.Type{Kind: catalog.Text}
	in := compile.Input{
		Source: catalog.Source{ID: "s", Columns: []catalog.Column{{Name: "a"}}}, Base: catalog.Signature{Columns: []catalog.Observed{{Name: "a", Type: text}}}, Reviewed: map[string]bool{"a": true},
		Policies: []policy.Policy{{ID: "p", Type: policy.TypeRow, AppliesTo: policy.Target{All: true}, Otherwise: policy.OtherwiseClear, Rules: []policy.Rule{{
			For:   policy.AttributeIs{Name: "contract", Value: "external"},
			Where: policy.Compare{Ref: policy.Ref{Column: "a"}, Op: policy.Equal, Literal: catalog.Literal{Kind: catalog.Text, Text: "x"}},
			Do:    policy.Hide{},
		}}}},
	}
	v, _, _ := compile.Compile(in)
	if left := view.Given(v.Rows, view.FactsOf(nil, time.Time{})); !view.Same(left, view.Never{}) {
		t.Errorf("who has no contract sees the rows where %#v", left)
	}
}

// Two masks that do not compare meet in NULL, and a third one brings nothing
// back (law 2).
func TestAThirdMaskBringsNothingBack(t *testing.T) {
	step := func(s string) policy.Mask { return policy.MaskRound{Step: s} }
	if got, issues := one(t, "integer", step("10"), step("15"), step("30")); got != (view.Null{}) || !issues.Has("masks-meet-in-null") {
		t.Errorf("%+v (%v)", got, issues)
	}
	if got, _ := one(t, "integer", step("10"), step("30")); got != (view.RoundNumber{Step: "30"}) {
		t.Errorf("%+v", got)
	}
}

// What a mask hides less well than it seems to is told.
func TestMasksThatHideLittleAreTold(t *testing.T) {
	for _, c := range []struct {
		declared string
		mask     policy.Mask
		code     issue.Code
	}{
		{"text", policy.MaskHash{Length: 15}, "short-hash"},
		{"text", policy.MaskHash{Length: 16}, ""},
		{"bigint", policy.MaskHash{Length: 8}, ""}, // sixty bits whatever the length
		{"integer", policy.MaskRound{Step: "1"}, "mask-shows-value"},
		{"integer", policy.MaskRound{Step: "2"}, ""},
		{"numeric(5,2)", policy.MaskRound{Step: "0.01"}, "mask-shows-value"},
		{"numeric(5,2)", policy.MaskRound{Step: "0.05"}, ""},
		{"numeric(5,0)", policy.MaskRound{Step: "1"}, "mask-shows-value"},
		{"numeric", policy.MaskRound{Step: "0.000001"}, ""},
		{"double precision", policy.MaskRound{Step: "1"}, ""},
		{"smallint", policy.MaskRandom{Kind: catalog.Decimal, Low: "1", High: "9"}, "low-cardinality"},
		{"numeric(4,2)", policy.MaskRandom{Kind: catalog.Decimal, Low: "1", High: "9"}, "low-cardinality"},
		{"numeric(5,2)", policy.MaskRandom{Kind: catalog.Decimal, Low: "1", High: "9"}, ""},
		{"smallint", policy.MaskNoise{Within: "5"}, ""},
		{"text", policy.MaskRegex{Pattern: "-", Replacement: ""}, "regex-leaves-most"},
		{"text", policy.MaskRegex{Pattern: "[0-9]{4}$", Replacement: "****"}, "regex-leaves-most"},
		{"text", policy.MaskRegex{Pattern: "[0-9]", Replacement: "#"}, ""},
		{"text", policy.MaskRegex{Pattern: "^[^@]+", Replacement: ""}, ""},
		{"text", policy.MaskRegex{Pattern: "☃", Replacement: ""}, ""},                          // nobody knows
		{"text", policy.MaskRegex{Pattern: "^41111111", Replacement: ""}, "regex-leaves-most"}, // eight of sixteen
		{"text", policy.MaskRegex{Pattern: "^411111111", Replacement: ""}, ""},
		{"text", policy.MaskRegex{Pattern: "^ann", Replacement: ""}, "regex-leaves-most"}, // each of the samples
		{"text", policy.MaskRegex{Pattern: "^DE", Replacement: ""}, "regex-leaves-most"},
		{"text", policy.MaskRegex{Pattern: "^\\+49", Replacement: ""}, "regex-leaves-most"},
		{"text", policy.MaskRegex{Pattern: "^123", Replacement: ""}, "regex-leaves-most"},
		{"text", policy.MaskRegex{Pattern: "^Ann", Replacement: ""}, "regex-leaves-most"},
		{"text", policy.MaskRegex{Pattern: "^1980", Replacement: ""}, "regex-leaves-most"},
		{"text", policy.MaskRegex{Pattern: "(", Replacement: ""}, ""}, // no document has it, and the warehouse would refuse it
	} {
		_, issues := one(t, c.declared, c.mask)
		if c.code == "" && len(issues) > 0 || c.code != "" && !issues.Has(c.code) {
			t.Errorf("%+v on %s: %v", c.mask, c.declared, issues)
		}
	}
}

// Of a hash's digits it is said after how many values two of them look equal:
// with eight, after 16⁴.
func TestHowManyValuesAShortHashTellsApart(t *testing.T) {
	for length, want := range map[int]string{4: " among 256 of them", 8: " among 65536 of them", 15: " among 1073741824 of them"} {
		_, issues := one(t, "text", policy.MaskHash{Length: length})
		if len(issues) != 1 || !strings.Contains(issues[0].Message, want) {
			t.Errorf("%d digits: %v", length, issues)
		}
	}
}

// Of two units the longer one wins, whichever is said first.
func TestTheLongerUnitWins(t *testing.T) {
	units := []policy.Unit{policy.Hour, policy.Day, policy.Month, policy.Year}
	for i, short := range units {
		for _, long := range units[i:] {
			for _, masks := range [][]policy.Mask{{policy.MaskRound{Unit: short}, policy.MaskRound{Unit: long}}, {policy.MaskRound{Unit: long}, policy.MaskRound{Unit: short}}} {
				if got, issues := one(t, "timestamp", masks...); got != (view.RoundTime{Unit: string(long)}) {
					t.Errorf("%v: %+v (%v)", masks, got, issues)
				}
			}
		}
	}
}

// Of two masks that differ by how much they keep the one that keeps less wins,
// whichever is said first; of two that differ otherwise none does.
func TestWhatKeepsLessWins(t *testing.T) {
	for name, c := range map[string]struct {
		less, more policy.Mask
		want       view.Cell // nil is NULL
	}{
		"digits of a hash":                    {policy.MaskHash{Length: 8}, policy.MaskHash{Length: 16}, view.Hash{Salt: "source/s/1", Digits: 8}},
		"first characters of an address":      {policy.MaskEmail{First: 1, Fill: "*"}, policy.MaskEmail{First: 2, Fill: "*"}, view.Email{First: 1, Fill: "*"}},
		"addresses that are filled otherwise": {policy.MaskEmail{First: 1, Fill: "*"}, policy.MaskEmail{First: 2, Fill: "#"}, nil},
		"last characters":                     {policy.MaskPartial{Last: 1, Fill: "*"}, policy.MaskPartial{Last: 2, Fill: "*"}, view.Partial{Last: 1, Fill: "*"}},
		"ends that are filled otherwise":      {policy.MaskPartial{Last: 1, Fill: "*"}, policy.MaskPartial{Last: 2, Fill: "#"}, nil},
		"other ends":                          {policy.MaskPartial{First: 1, Fill: "*"}, policy.MaskPartial{Last: 1, Fill: "*"}, nil},
	} {
		for _, masks := range [][]policy.Mask{{c.less, c.more}, {c.more, c.less}} {
			want := c.want
			if want == nil {
				want = view.Null{}
			}
			if got, issues := one(t, "text", masks...); got != want || issues.Has("masks-meet-in-null") != (c.want == nil) {
				t.Errorf("%s: %+v (%v)", name, got, issues)
			}
		}
	}
}
