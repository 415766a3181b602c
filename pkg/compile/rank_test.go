package compile_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/directory"
	"scrim/pkg/oracle"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// rankOf is how little a cell tells (SEMANTICS S3), said once more and not by
// the compiler. A cell that is not here has no place among the others yet.
func rankOf(t *rapid.T, cell view.Cell) int {
	switch cell.(type) {
	case view.Raw:
		return 0
	case view.Custom:
		return 1
	case view.Partial, view.Email, view.Regex:
		return 2
	case view.RoundNumber, view.RoundTime, view.Bucket, view.Noise:
		return 3
	case view.Hash, view.Random:
		return 4
	case view.Constant:
		return 5
	case nil, view.Null:
		return 6
	}
	t.Fatalf("%T has no rank: docs/policy.md says which one is its", cell)
	return 0
}

// cell is what a column of a view shows to a reader; nil is NULL.
func (r reading) cell(c view.Column) view.Cell {
	for _, choice := range c.Choices {
		if r.holds(choice.When) {
			return choice.Show
		}
	}
	return nil
}

// standing is a view before a reader and a row.
type standing struct {
	view view.View
	reading
}

// tellsNoMore fails when the second shows a row that the first hides, or a
// cell of a lower rank.
func tellsNoMore(t *rapid.T, login string, before, after standing) {
	shown := func(s standing) bool { return s.holds(s.view.Admit) && s.holds(s.view.Rows) }
	if !shown(after) {
		return
	}
	if !shown(before) {
		t.Fatalf("%s: a hidden row is shown", login)
	}
	for i, c := range after.view.Columns {
		was, is := before.cell(before.view.Columns[i]), after.cell(c)
		if rankOf(t, is) < rankOf(t, was) {
			t.Fatalf("%s: column %s showed %s and now %s", login, c.Name, name(was), name(is))
		}
	}
}

// Law 2, cell by cell in compiled views: a further mask, row or guardrail
// policy adds no row and lowers no cell's rank (S3).
func TestAFurtherPolicyLowersNoRank(t *testing.T) {
	cells, less := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		c := draw.NewCase(t, rapid.SampledFrom([]catalog.ClusterKind{catalog.Postgres, catalog.Redshift}).Draw(t, "kind"))
		in := input(c)
		in.Reviewed = reviewed(c)
		v, _, _ := compile.Compile(in)
		p := draw.Another(t, c, rapid.SampledFrom([]policy.Type{policy.TypeMask, policy.TypeMask, policy.TypeRow, policy.TypeSubscription}).Draw(t, "of"))
		p.Subscription.Guardrail = p.Type == policy.TypeSubscription
		in.Policies = append(slices.Clone(in.Policies), p)
		w, _, _ := compile.Compile(in)
		for _, login := range draw.Logins() {
			facts := c.Facts(login)
			known, _ := oracle.Known(facts, draw.Now())
			for _, row := range c.Rows {
				r := reading{t: t, facts: facts, known: known, row: row, as: c.Comparison()}
				tellsNoMore(t, login, standing{v, r}, standing{w, r})
				for i, column := range w.Columns {
					cells++
					if r.holds(v.Rows) && !r.holds(w.Rows) || rankOf(t, r.cell(column)) > rankOf(t, r.cell(v.Columns[i])) {
						less++
					}
				}
			}
		}
	})
	if less*200 < cells {
		t.Errorf("of %d cells only %d told less by a further policy", cells, less)
	}
}

// Law 2: where no policy opens when a fact is missing, fewer facts add no row
// to a compiled view and lower no cell's rank.
func TestFewerFactsLowerNoRank(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		c := draw.NewCase(t, rapid.SampledFrom([]catalog.ClusterKind{catalog.Postgres, catalog.Redshift}).Draw(t, "kind"))
		c.Policies = slices.DeleteFunc(c.Policies, policy.OpensWhenFactMissing)
		in := input(c)
		in.Reviewed = reviewed(c)
		v, _, _ := compile.Compile(in)
		fewer := withFewerFacts(t, c)
		for _, login := range draw.Logins() {
			f, g := c.Facts(login), fewer.Facts(login)
			had, _ := oracle.Known(f, draw.Now())
			has, none := oracle.Known(g, draw.Now())
			if none != "" || len(has) == len(had) || !within(has, had) {
				continue // what went was the value that withdrew a user or an attribute
			}
			for _, row := range c.Rows {
				compared++
				tellsNoMore(t, login,
					standing{v, reading{t: t, facts: f, known: had, row: row, as: c.Comparison()}},
					standing{v, reading{t: t, facts: g, known: has, row: row, as: c.Comparison()}})
			}
		}
	})
	if compared < 20 {
		t.Errorf("only %d rows were compared", compared)
	}
}

func within[T comparable](some, all []T) bool {
	return !slices.ContainsFunc(some, func(one T) bool { return !slices.Contains(all, one) })
}

// withFewerFacts takes groups, attributes, acknowledgements and approvals from
// people; a revocation stays, since what it takes away comes back without it.
func withFewerFacts(t *rapid.T, c draw.Case) draw.Case {
	lost := func(label string) bool { return rapid.IntRange(0, 2).Draw(t, label) == 0 }
	c.Users = slices.Clone(c.Users)
	for i, u := range c.Users {
		u.Groups = slices.DeleteFunc(slices.Clone(u.Groups), func(directory.Group) bool { return lost("group") })
		attributes := map[string][]string{}
		for _, name := range []string{"region", "level", "day", "since", "flag"} {
			if values := slices.DeleteFunc(slices.Clone(u.Attributes[name]), func(string) bool { return lost(name) }); len(values) > 0 {
				attributes[name] = values
			}
		}
		u.Attributes = attributes
		c.Users[i] = u
	}
	c.Acknowledgements = slices.DeleteFunc(slices.Clone(c.Acknowledgements), func(directory.Acknowledgement) bool { return lost("acknowledgement") })
	c.Accesses = slices.DeleteFunc(slices.Clone(c.Accesses), func(a directory.Access) bool {
		return a.Decision == directory.Approved && lost("approval")
	})
	return c
}
