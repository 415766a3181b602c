package oracle

import (
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
)

// An age begins at its instant; a date is its midnight in UTC, what is yet to
// come is new, and what has no common time has no age (docs/policy.md).
func TestAges(t *testing.T) { // it is noon of 2026-05-04
	day := policy.Newer{Ref: col("x"), Than: 24 * 60}
	for _, c := range []struct {
		typ, value string
		want       Truth
	}{
		{"timestamp with time zone", "2026-05-03 12:00:00+00", True},
		{"timestamp with time zone", "2026-05-03 11:59:59.999999+00", False},
		{"timestamp with time zone", "2999-01-01 00:00:00+00", True},
		{"timestamp with time zone", "infinity", Unknown},
		{"timestamp with time zone", "-infinity", Unknown},
		{"timestamp with time zone", "10000-01-01 00:00:00+00", Unknown},
		{"timestamp with time zone", "0001-12-31 00:00:00+00 BC", Unknown},
		{"timestamp without time zone", "2026-05-03 12:00:00", True},
		{"timestamp without time zone", "0001-01-01 00:00:00", False},
		{"date", "2026-05-04", True},
		{"date", "2026-05-03", False},
		{"text", "2026-05-04", Unknown},
		{"bigint", "20260504", Unknown},
	} {
		typ, _ := catalog.ParseType(c.typ)
		v, err := Parse(typ, c.value)
		if err != nil {
			t.Fatal(err)
		}
		one := open(table("x", c.typ), Comparison{}, noon)
		if got := one.ask(day, Row{v}); got != c.want {
			t.Errorf("%s %s is newer than a day: %s, not %s", c.typ, c.value, got, c.want)
		}
		want(t, one.ask(policy.Not{Of: day}, Row{v}), c.want.not())
	}
	v := open(table("x", "date"), Comparison{}, noon)
	want(t, v.ask(day, Row{nil}), Unknown)
	ages := policy.Newer{Ref: col("x"), Than: 1000 * 365 * 24 * 60}
	want(t, v.ask(ages, Row{value("1027-01-01")}), Unknown) // text in a column of dates is none
	old, _ := Parse(catalog.Type{Kind: catalog.Date}, "1027-01-02")
	want(t, v.ask(ages, Row{old}), False)
	young, _ := Parse(catalog.Type{Kind: catalog.Date}, "1027-01-03")
	want(t, v.ask(ages, Row{young}), True)
}

// The event time is the column that the source names, and nothing without one.
func TestEventTime(t *testing.T) {
	f := table("x", "date")
	keep := policy.Newer{Ref: policy.Ref{EventTime: true}, Than: 60}
	f.Policies = []policy.Policy{{ID: "recent", Type: policy.TypeRow, AppliesTo: people, Rules: []policy.Rule{{Do: policy.Filter{Keep: policy.Or{Any: []policy.Condition{keep, policy.Const{Value: true}}}}}}}}
	future, _ := Parse(catalog.Type{Kind: catalog.Date}, "2999-01-01")
	if d := Explain(f, Row{future}, Comparison{}, noon); d.Shown || d.Rows[0].End != EndUnresolved {
		t.Errorf("without an event time: %+v", d)
	}
	f.Source.EventTime = "x"
	if d := Explain(f, Row{future}, Comparison{}, noon); !d.Shown {
		t.Errorf("with one: %+v", d)
	}
}
