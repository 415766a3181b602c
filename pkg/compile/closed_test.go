package compile_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/issue"
	"scrim/pkg/oracle"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// Law 1: who has no facts is let in nowhere, whatever the policies and the
// settings say; a negation of a fact is no way in either.
func TestWhoIsUnknownSeesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := draw.NewCase(t, rapid.SampledFrom([]catalog.ClusterKind{catalog.Postgres, catalog.Redshift}).Draw(t, "kind"))
		in := input(c)
		in.Reviewed = reviewed(c)
		v, _, _ := compile.Compile(in)
		nobody := reading{t: t, facts: c.Facts("nobody at all"), row: c.Rows[0], as: c.Comparison()}
		if nobody.holds(v.Admit) {
			t.Fatalf("whoever has no fact is let in: %#v", v.Admit)
		}
	})
}

// Law 1: a mask that the compiler does not know, a column that nobody reviewed
// and a condition that cannot be decided show no value.
func TestWhatIsNotUnderstoodShowsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := draw.NewCase(t, rapid.SampledFrom([]catalog.ClusterKind{catalog.Postgres, catalog.Redshift}).Draw(t, "kind"))
		in := input(c)
		in.Reviewed = map[string]bool{}
		for _, o := range c.Base.Columns {
			in.Reviewed[o.Name] = rapid.Bool().Draw(t, "reviewed")
		}
		absent := policy.Compare{Ref: policy.Ref{Column: "no such column"}, Op: policy.Equal, Literal: catalog.Literal{Kind: catalog.Text, Text: "x"}}
		about := policy.Target{Sources: []string{c.Source.ID}}
		misread := rapid.SampledFrom([]policy.Policy{
			{ID: "unknown mask", Type: policy.TypeMask, AppliesTo: about, Rules: []policy.Rule{{Do: policy.Apply{}}}},
			{ID: "no action", Type: policy.TypeMask, AppliesTo: about, Rules: []policy.Rule{{}}},
			{ID: "undecided mask", Type: policy.TypeMask, AppliesTo: about, Rules: []policy.Rule{{Where: absent, Do: policy.Clear{}}}, Otherwise: policy.OtherwiseClear},
			{ID: "undecided filter", Type: policy.TypeRow, AppliesTo: about, Rules: []policy.Rule{{Do: policy.Filter{Keep: policy.Not{Of: absent}}}}},
			{ID: "undecided chain", Type: policy.TypeRow, AppliesTo: about, Rules: []policy.Rule{{Where: absent, Do: policy.Hide{}}}, Otherwise: policy.OtherwiseClear},
			{ID: "undecided guardrail", Type: policy.TypeSubscription, AppliesTo: about, Subscription: policy.Subscription{Guardrail: true, Mode: policy.Entitlement}},
		}).Draw(t, "misread")
		in.Policies = append(slices.Clone(in.Policies), misread)
		v, _, _ := compile.Compile(in)
		for _, login := range draw.Logins() {
			facts := c.Facts(login)
			known, _ := oracle.Known(facts, draw.Now())
			for _, row := range c.Rows {
				r := reading{t: t, facts: facts, known: known, row: row, as: c.Comparison()}
				if !r.holds(v.Admit) || !r.holds(v.Rows) {
					continue
				}
				if misread.Type != policy.TypeMask {
					t.Fatalf("%s: with the policy %s a row is shown", login, misread.ID)
				}
				for _, column := range v.Columns {
					if cell := r.cell(column); cell != nil && cell != view.Cell(view.Null{}) {
						t.Fatalf("%s: with the policy %s column %s shows %s", login, misread.ID, column.Name, name(cell))
					}
				}
			}
		}
	})
}

// A condition of a form that the compiler does not know closes its policy, and
// is told by its code.
func TestAConditionOfAnUnknownForm(t *testing.T) {
	t.Parallel()
	strange := struct{ policy.Condition }{}
	for _, keep := range []policy.Condition{strange, policy.Not{Of: strange}} {
		p := policy.Policy{ID: "p", Type: policy.TypeRow, AppliesTo: policy.Target{All: true}, Rules: []policy.Rule{{Do: policy.Filter{Keep: keep}}}}
		v, _, issues := compile.Compile(oneColumn("text", false, p))
		if !view.Same(v.Rows, view.Never{}) || !issues.Has("unknown-condition") {
			t.Errorf("rows where %#v, %v", v.Rows, issues)
		}
	}
}

// What would govern the source and rests is said, with the reason; what is
// about another source, or about no column of this one, is not.
func TestWhatRestsIsSaid(t *testing.T) {
	t.Parallel()
	staged, ended, elsewhere, nothing := masks("d", policy.MaskNull{}), masks("c", policy.MaskNull{}), masks("b", policy.MaskNull{}), masks("a", policy.MaskNull{})
	staged.Staged, elsewhere.Staged, nothing.Staged = true, true, true
	ended.ValidUntil = time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)
	elsewhere.AppliesTo, nothing.AppliesTo = policy.Target{Sources: []string{"t"}}, policy.Target{Sources: []string{"s"}, Columns: []string{"x"}}
	in := oneColumn("text", false, staged, ended, elsewhere, nothing)
	in.Now = ended.ValidUntil.AddDate(0, 0, 1)
	_, decision, _ := compile.Compile(in)
	if want := []compile.Resting{{Policy: "c", Why: "it ended on 2026-01-31"}, {Policy: "d", Why: "it is staged"}}; !slices.Equal(decision.Resting, want) {
		t.Errorf("rests: %+v", decision.Resting)
	}
}

// K-anonymity closes for everyone where a policy shows a reader some of the
// rows, or of the cells of a column that it is about, that were counted.
func TestWhatCutsThroughWhatWasCounted(t *testing.T) {
	t.Parallel()
	counted := policy.Policy{ID: "k", Type: policy.TypeMask, AppliesTo: policy.Target{Sources: []string{"s"}, Columns: []string{"c"}}, Rules: []policy.Rule{{Do: policy.Apply{Mask: policy.MaskKAnonymity{K: 5}}}}}
	some := policy.IsNull{Ref: policy.Ref{Column: "d"}}
	mask := func(column string, where policy.Condition) policy.Policy {
		return policy.Policy{
			ID: "m", Type: policy.TypeMask, AppliesTo: policy.Target{Sources: []string{"s"}, Columns: []string{column}}, Otherwise: policy.OtherwiseClear,
			Rules: []policy.Rule{{Where: where, Do: policy.Apply{Mask: policy.MaskPartial{First: 1, Fill: "*"}}}},
		}
	}
	rows := policy.Policy{ID: "r", Type: policy.TypeRow, AppliesTo: policy.Target{All: true}, Rules: []policy.Rule{{Do: policy.Filter{Keep: some}}}}
	for name, test := range map[string]struct {
		other policy.Policy
		code  issue.Code
	}{
		"a filter":                               {rows, "k-anonymity-with-filters"},
		"a mask of some of its cells":            {mask("c", some), "k-anonymity-with-where"},
		"a mask of all its cells":                {mask("c", nil), ""},
		"a mask of some cells of another column": {mask("d", some), ""},
	} {
		in := oneColumn("text", false, counted, test.other)
		in.Source.Columns = append(in.Source.Columns, catalog.Column{Name: "d"})
		in.Base.Columns = append(in.Base.Columns, catalog.Observed{Name: "d", Type: catalog.Type{Kind: catalog.Text}, Ordinal: 2})
		in.Reviewed["d"] = true
		v, _, issues := compile.Compile(in)
		open := slices.ContainsFunc(v.Columns[0].Choices, func(c view.Choice) bool { return !view.Same(c.When, view.Never{}) && c.Show != view.Cell(view.Null{}) })
		if open != (test.code == "") || test.code != "" && !issues.Has(test.code) {
			t.Errorf("%s: choices %+v, %v", name, v.Columns[0].Choices, issues)
		}
	}
}

// A column whose type has no name that scrim writes is left out, one that
// nobody reviewed shows nobody anything; both are told where they stand.
func TestColumnsThatAreNotShown(t *testing.T) {
	t.Parallel()
	in := oneColumn("text", false)
	for _, name := range []string{"odd", "new"} {
		in.Source.Columns = append(in.Source.Columns, catalog.Column{Name: name})
	}
	in.Base.Columns = append(in.Base.Columns, catalog.Observed{Name: "odd", Ordinal: 2}, catalog.Observed{Name: "new", Type: catalog.Type{Kind: catalog.Text}, Ordinal: 3})
	in.Reviewed["odd"] = true
	v, _, issues := compile.Compile(in)
	if len(v.Columns) != 2 || v.Columns[0].Name != "c" || v.Columns[1].Name != "new" || len(v.Columns[1].Choices) > 0 {
		t.Errorf("shows %+v", v.Columns)
	}
	for code, path := range map[issue.Code]string{"unsupported-type": "columns.odd", "unreviewed-column": "columns.new"} {
		if !slices.ContainsFunc(issues, func(i issue.Issue) bool { return i.Code == code && i.Place.Path == path && i.Place.Input == "source s" }) {
			t.Errorf("%s is not told of %s: %v", code, path, issues)
		}
	}
}
