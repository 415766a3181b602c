package explain_test

import (
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/explain"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

func TestSentences(t *testing.T) {
	col := func(name string) view.ColumnRef {
		return view.ColumnRef{Name: name, Type: catalog.Type{Kind: catalog.Text}}
	}
	text := func(s string) catalog.Literal { return catalog.Literal{Kind: catalog.Text, Text: s} }
	number := catalog.Literal{Kind: catalog.Bigint, Text: "7"}
	fact := func(kind profile.Kind, name, value string, absent bool) view.Pred {
		return view.HasFact{Fact: profile.Fact{Kind: kind, Name: name, Value: value}, Absent: absent}
	}
	for want, p := range map[string]view.Pred{
		"always":                                          view.Always{},
		"never":                                           view.Never{},
		"the reader is in group hr":                       fact(profile.KindGroup, "", "hr", false),
		"the reader is not in group okta/hr":              fact(profile.KindGroup, "okta", "hr", true),
		`the reader has region = "EU"`:                    fact(profile.KindAttribute, "region", "EU", false),
		"the reader has not purpose fraud":                fact(profile.KindPurpose, "", "fraud", true),
		"the reader's access is approved":                 fact(profile.KindApproved, "", "s", false),
		"the reader's access is not revoked":              fact(profile.KindRevoked, "", "s", true),
		"the reader works in no project":                  fact(profile.KindContext, "", "none", false),
		"the reader does not work in project p":           fact(profile.KindContext, "", "p", true),
		"the reader is not user ann":                      fact(profile.KindUser, "", "ann", true),
		"the reader is known":                             view.HasAny{Kind: profile.KindUser},
		"the reader is unknown":                           view.HasAny{Kind: profile.KindUser, Absent: true},
		"the reader has a value of region":                view.HasAny{Kind: profile.KindAttribute, Name: "region"},
		"the reader has no value of region":               view.HasAny{Kind: profile.KindAttribute, Name: "region", Absent: true},
		"the reader has some okta groups":                 view.HasAny{Kind: profile.KindGroup, Name: "okta"},
		"the reader has no groups":                        view.HasAny{Kind: profile.KindGroup, Absent: true},
		"a is among the reader's purposes":                view.Held{Column: col("a"), Kind: profile.KindPurpose},
		"a is not among the reader's values of x":         view.Held{Column: col("a"), Kind: profile.KindAttribute, Name: "x", Not: true},
		"a is the reader's own id":                        view.Held{Column: col("a"), Kind: profile.KindUser},
		"at least 5 rows share its a, b, as last counted": view.Common{Columns: view.NewSet(col("a"), col("b")), K: 5},
		"a is NULL":             view.IsNull{Column: col("a")},
		"a is not NULL":         view.IsNull{Column: col("a"), Not: true},
		`a <> "x"`:              view.Compare{Column: col("a"), Op: "<>", Literal: text("x")},
		"a >= 7":                view.Compare{Column: col("a"), Op: ">=", Literal: number},
		"a < b":                 view.CompareColumns{Left: col("a"), Op: "<", Right: col("b")},
		"a is listed as k in s": view.Lookup{Column: col("a"), Source: "s", Key: col("k")},
		`a is not listed as k in s with m the reader's own id and r "x"`: view.Lookup{Column: col("a"), Source: "s", Key: col("k"), Not: true, Where: []view.LookupTest{{Column: col("m"), Kind: profile.KindUser}, {Column: col("r"), Is: text("x")}}},
		`a is not one of "x", "y"`:                                       view.OneOf{Column: col("a"), Literals: []catalog.Literal{text("x"), text("y")}, Not: true},
		`a starts with "x"`:                                              view.Match{Column: col("a"), Kind: view.MatchPrefix, Text: "x"},
		`a does not end with "x"`:                                        view.Match{Column: col("a"), Kind: view.MatchSuffix, Text: "x", Not: true},
		`a contains "x"`:                                                 view.Match{Column: col("a"), Kind: view.MatchContains, Text: "x"},
		`a does not match "x"`:                                           view.Match{Column: col("a"), Kind: view.MatchPattern, Text: "x", Not: true},
		`a is NULL and (a = "x" or b is NULL)`:                           view.All{view.IsNull{Column: col("a")}, view.Any{view.Compare{Column: col("a"), Op: "=", Literal: text("x")}, view.IsNull{Column: col("b")}}},
		"a sample of 10% has it, drawn by its a, b":                      view.Sample{Key: view.NewSet(col("a"), col("b")), Share: 1000},
		"a is at most 90 days old":                                       view.Age{Column: col("a"), Minutes: 90 * 24 * 60},
		"a is more than 1 year old":                                      view.Age{Column: col("a"), Minutes: 365 * 24 * 60, Over: true},
		"a is at most 90 minutes old":                                    view.Age{Column: col("a"), Minutes: 90},
	} {
		if got := explain.Sentence(p); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
