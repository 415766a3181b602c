package policy_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
	. "scrim/pkg/policy"
)

func col(name string) Ref { return Ref{Column: name} }

func tag(name catalog.Tag) Ref { return Ref{Tag: name} }

func lit(kind catalog.Kind, text string) catalog.Literal {
	return catalog.Literal{Kind: kind, Text: text}
}

func text(value string) catalog.Literal { return lit(catalog.Text, value) }

func number(value string) catalog.Literal { return lit(catalog.Bigint, value) }

// filter reads one condition the way a document carries it.
func filter(t testing.TB, parser *Parser, condition string) (Condition, issue.List) {
	t.Helper()
	quoted, err := json.Marshal(condition)
	if err != nil {
		t.Fatal(err)
	}
	p, issues := parser.Parse(fmt.Appendf(nil, `{"kind": "policy", "id": "a", "applies_to": {"all": true}, "rules": [{"filter": %s}]}`, quoted), issue.Place{})
	if issues.HasErrors() {
		return nil, issues
	}
	return p.Rules[0].Do.(Filter).Keep, issues
}

func TestConditions(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	a, b, c := IsTrue{col("a")}, IsTrue{col("b")}, IsTrue{col("c")}
	for _, test := range []struct {
		cel  string
		want Condition
	}{
		{`true`, Const{true}},
		{`false`, Const{false}},

		{`row.a`, a},
		{`row["a"]`, a},
		{`row["odd \"name\"."]`, IsTrue{col(`odd "name".`)}},
		{`row['in']`, IsTrue{col("in")}},
		{`tag("Geo.Region")`, IsTrue{tag("Geo.Region")}},
		{"row[\"e\u0301\"]", IsTrue{col("é")}},

		{`row.a && row.b && row.c`, And{[]Condition{a, b, c}}},
		{`row.a && (row.b && row.c)`, And{[]Condition{a, b, c}}},
		{`row.a || row.b && row.c`, Or{[]Condition{a, And{[]Condition{b, c}}}}},
		{`(row.a || row.b) && !row.c`, And{[]Condition{Or{[]Condition{a, b}}, Not{c}}}},
		{`!!row.a`, a},
		{`!(!row.a || row.b)`, Not{Or{[]Condition{Not{a}, b}}}},
		{"row.a // why\n&& row.b", And{[]Condition{a, b}}},

		{`user.in_group("hr")`, InGroup{"", "hr"}},
		{`user.in_group("okta", "hr")`, InGroup{"okta", "hr"}},
		{`user.has_attribute("a")`, HasAttribute{"a"}},
		{`"eu" in user.attribute("a")`, AttributeIs{"a", "eu"}},
		{`user.purpose("fraud.cards")`, UnderPurpose{"fraud.cards"}},

		{`row.x in user.attribute("a")`, Held{col("x"), List{ListAttribute, "a"}}},
		{`tag("T") in user.attribute("a")`, Held{tag("T"), List{ListAttribute, "a"}}},
		{`row.x in user.groups()`, Held{col("x"), List{Kind: ListGroups}}},
		{`row.x in user.groups("okta")`, Held{col("x"), List{ListGroups, "okta"}}},
		{`row.x in user.purposes()`, Held{col("x"), List{Kind: ListPurposes}}},
		{`!(row.x in user.attribute("a"))`, Not{Held{col("x"), List{ListAttribute, "a"}}}},
		{`row.x == user.id`, Held{col("x"), List{Kind: ListUserID}}},
		{`user.id == row.x`, Held{col("x"), List{Kind: ListUserID}}},
		{`user.id != row.x`, Not{Held{col("x"), List{Kind: ListUserID}}}},

		{`row.x == "a"`, Compare{col("x"), Equal, text("a")}},
		{`row.x != ""`, Compare{col("x"), NotEqual, text("")}},
		{"row.x == \"e\u0301\"", Compare{col("x"), Equal, text("é")}},
		{`row.x == 'it\'s \\'`, Compare{col("x"), Equal, text(`it's \`)}},
		{`5 < row.x`, Compare{col("x"), Greater, number("5")}},
		{`5 <= row.x`, Compare{col("x"), GreaterEqual, number("5")}},
		{`5 > row.x`, Compare{col("x"), Less, number("5")}},
		{`5 >= row.x`, Compare{col("x"), LessEqual, number("5")}},
		{`5 == row.x`, Compare{col("x"), Equal, number("5")}},
		{`row.x >= -9223372036854775808`, Compare{col("x"), GreaterEqual, number("-9223372036854775808")}},
		{`row.x < 0x1f`, Compare{col("x"), Less, number("31")}},
		{`row.x <= 1.50`, Compare{col("x"), LessEqual, lit(catalog.Decimal, "1.5")}},
		{`row.x == -0.001`, Compare{col("x"), Equal, lit(catalog.Decimal, "-0.001")}},
		{`row.x == 2.0`, Compare{col("x"), Equal, lit(catalog.Decimal, "2")}},
		{`row.x == 1e3`, Compare{col("x"), Equal, lit(catalog.Decimal, "1000")}},
		{`row.x == 1.25E-2`, Compare{col("x"), Equal, lit(catalog.Decimal, "0.0125")}},
		{`row.x != true`, Compare{col("x"), NotEqual, lit(catalog.Boolean, "true")}},
		{`date("2026-01-01") <= row.x`, Compare{col("x"), GreaterEqual, lit(catalog.Date, "2026-01-01")}},
		{`row.x < timestamp("2026-01-01 10:00:00")`, Compare{col("x"), Less, lit(catalog.Timestamp, "2026-01-01 10:00:00.000000")}},
		{`row.x < timestamp("2026-01-01T10:00:00.25Z")`, Compare{col("x"), Less, lit(catalog.Timestamp, "2026-01-01 10:00:00.250000")}},
		{`row.x > row.y`, CompareColumns{col("x"), Greater, col("y")}},
		{`tag("A") == row.y`, CompareColumns{tag("A"), Equal, col("y")}},

		{`row.x in ["a", "b", "a"]`, OneOf{col("x"), []catalog.Literal{text("a"), text("b")}}},
		{`row.x in [1, 2.5]`, OneOf{col("x"), []catalog.Literal{number("1"), lit(catalog.Decimal, "2.5")}}},
		{`row.x in [date("2026-01-01")]`, OneOf{col("x"), []catalog.Literal{lit(catalog.Date, "2026-01-01")}}},
		{`row.x in [true]`, OneOf{col("x"), []catalog.Literal{lit(catalog.Boolean, "true")}}},

		{`row.x.startsWith("ab")`, Match{col("x"), MatchPrefix, "ab"}},
		{`row.x.endsWith("yz")`, Match{col("x"), MatchSuffix, "yz"}},
		{`tag("A").contains("e\u0301")`, Match{tag("A"), MatchContains, "é"}},
		{`row.x.matches(r"^[a-z]+\.$")`, Match{col("x"), MatchPattern, `^[a-z]+\.$`}},
		{`row.x.matches("a*")`, Match{col("x"), MatchPattern, `a*`}},

		{`row.x in lookup("s", "k", {})`, Lookup{Ref: col("x"), Source: "s", Key: "k"}},
		{`tag("A") in lookup('s', "odd key", {"m": user.id})`, Lookup{Ref: tag("A"), Source: "s", Key: "odd key", Where: []LookupTest{{Column: "m", In: List{Kind: ListUserID}}}}},
		{
			`row.x in lookup("s", "k", {"z": user.attribute("a"), "b": user.groups("okta"), "c": user.purposes(), "a": 5, "y": "t", "d": date("2026-01-01"), "e": true})`,
			Lookup{Ref: col("x"), Source: "s", Key: "k", Where: []LookupTest{
				{Column: "a", Is: number("5")}, {Column: "b", In: List{ListGroups, "okta"}}, {Column: "c", In: List{Kind: ListPurposes}},
				{Column: "d", Is: lit(catalog.Date, "2026-01-01")}, {Column: "e", Is: lit(catalog.Boolean, "true")},
				{Column: "y", Is: text("t")}, {Column: "z", In: List{ListAttribute, "a"}},
			}},
		},
		{`row.x.newer_than("90d")`, Newer{col("x"), 90 * 24 * 60}},
		{`row.x.older_than("1y")`, Not{Newer{col("x"), 365 * 24 * 60}}},
		{`event_time().newer_than("30min")`, Newer{Ref{EventTime: true}, 30}},
		{`tag("A").newer_than("6h") && event_time().older_than("1000y")`, And{[]Condition{Newer{tag("A"), 360}, Not{Newer{Ref{EventTime: true}, 525_600_000}}}}},
		{`row.x.newer_than("2w")`, Newer{col("x"), 14 * 24 * 60}},
		{`event_time() >= date("2026-01-01")`, Compare{Ref{EventTime: true}, GreaterEqual, lit(catalog.Date, "2026-01-01")}},
		{`event_time()`, IsTrue{Ref{EventTime: true}}},

		{`is_null(row.x)`, IsNull{col("x")}},
		{`!is_null(tag("A"))`, Not{IsNull{tag("A")}}},
		{`row.x == null`, Unknown{}},
		{`null != row.x`, Unknown{}},
		{`!(row.x == null)`, Not{Unknown{}}},
	} {
		got, issues := filter(t, parser, test.cel)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s%s", test.cel, diff, (&issue.Failure{Issues: issues}).Error())
		}
	}
}

// TestConditionsAreBounded holds that a condition that is too long or too deep
// is an issue, soon.
func TestConditionsAreBounded(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	for name, cel := range map[string]string{
		"parentheses": strings.Repeat("(", 10_000) + "row.a" + strings.Repeat(")", 10_000),
		"not":         strings.Repeat("!(", 5_000) + "row.a" + strings.Repeat(")", 5_000),
		"dots":        "row" + strings.Repeat(".a", 9_000),
		"and":         "row.a" + strings.Repeat(" && row.a", 3_000),
		"list":        "row.a in [" + strings.Repeat("1,", 20_000) + "1]",
	} {
		if got, issues := filter(t, parser, cel); !issues.HasErrors() {
			t.Errorf("%s: lifted to %T", name, got)
		}
	}
	if got, _ := filter(t, parser, "row.a"+strings.Repeat(" || row.a", 1_000)); got == nil {
		t.Error("a thousand alternatives are refused")
	}
}
