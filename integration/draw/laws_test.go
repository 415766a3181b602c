package draw_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/oracle"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
)

func aCase(t *rapid.T) draw.Case {
	return draw.NewCase(t, rapid.SampledFrom([]catalog.ClusterKind{catalog.Postgres, catalog.Redshift}).Draw(t, "kind"))
}

// rankOf is how little a mask tells (SEMANTICS S3), said once more and not by
// the oracle: nil is clear.
func rankOf(t *rapid.T, m policy.Mask) int {
	switch m.(type) {
	case nil:
		return 0
	case policy.MaskCustom:
		return 1
	case policy.MaskPartial, policy.MaskEmail, policy.MaskRegex:
		return 2
	case policy.MaskRound, policy.MaskBucket, policy.MaskNoise:
		return 3
	case policy.MaskHash, policy.MaskRandom:
		return 4
	case policy.MaskConstant:
		return 5
	case policy.MaskNull:
		return 6
	}
	t.Fatalf("%T has no rank: docs/policy.md says which one is its", m)
	return 0
}

// showsNoMore fails when after shows a row, or more of a cell, than before.
func showsNoMore(t *rapid.T, login string, before, after oracle.Decision) {
	if after.Shown && !before.Shown {
		t.Fatalf("%s: a hidden row is shown", login)
	}
	if !after.Shown {
		return
	}
	for i, cell := range after.Cells {
		if rankOf(t, cell.Mask) < rankOf(t, before.Cells[i].Mask) || !oracle.Hides(cell.Mask, before.Cells[i].Mask) {
			t.Fatalf("%s: column %q was masked by %#v and now by %#v", login, cell.Column, before.Cells[i].Mask, cell.Mask)
		}
	}
}

// Law 2: a further mask, row or guardrail policy never shows more. The types
// that attributes are compared with stay as they were: a policy that compares
// an attribute with one more type takes facts away (S8), which is the other
// half of the law and asks for fact-monotone policies.
func TestAFurtherPolicyNeverShowsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := aCase(t)
		p := draw.Another(t, c, rapid.SampledFrom([]policy.Type{policy.TypeMask, policy.TypeMask, policy.TypeRow, policy.TypeSubscription}).Draw(t, "of"))
		if p.Type == policy.TypeSubscription {
			p.Subscription.Guardrail = true
		}
		for _, login := range draw.Logins() {
			f := c.Facts(login)
			more := f
			more.Policies = append(slices.Clone(f.Policies), p)
			for _, row := range c.Rows {
				before := oracle.Explain(f, row, c.Comparison(), draw.Now())
				showsNoMore(t, login, before, oracle.Explain(more, row, c.Comparison(), draw.Now()))
			}
		}
	})
}

// Law 2: fewer facts never show more where no policy opens when a fact is
// missing.
func TestFewerFactsNeverShowMore(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		c := aCase(t)
		c.Policies = slices.DeleteFunc(c.Policies, policy.OpensWhenFactMissing)
		fewer := c
		fewer.Users = slices.Clone(c.Users)
		for i := range fewer.Users {
			takeAway(t, &fewer.Users[i])
		}
		fewer.Acknowledgements = kept(t, "acknowledgements", c.Acknowledgements)
		fewer.Accesses = slices.DeleteFunc(slices.Clone(c.Accesses), func(a directory.Access) bool {
			return a.Decision == directory.Approved && rapid.Bool().Draw(t, "approval goes")
		})
		for _, login := range draw.Logins() {
			f, g := c.Facts(login), fewer.Facts(login)
			if !subset(f, g) {
				continue // what went was the value that withdrew a user or an attribute
			}
			compared++
			for _, row := range c.Rows {
				before := oracle.Explain(f, row, c.Comparison(), draw.Now())
				showsNoMore(t, login, before, oracle.Explain(g, row, c.Comparison(), draw.Now()))
			}
		}
	})
	if compared == 0 {
		t.Error("no case compared anything")
	}
}

func kept[T any](t *rapid.T, label string, from []T) []T {
	return slices.DeleteFunc(slices.Clone(from), func(T) bool { return rapid.Bool().Draw(t, label) })
}

func takeAway(t *rapid.T, u *directory.User) {
	u.Groups = kept(t, "groups", u.Groups)
	attributes := map[string][]string{}
	for _, name := range []string{"region", "level", "day", "since", "flag"} {
		if values := kept(t, name, u.Attributes[name]); len(values) > 0 {
			attributes[name] = values
		}
	}
	u.Attributes = attributes
}

// subset reports whether the reader of g is known and has no fact that the
// reader of f lacks.
func subset(f, g oracle.Facts) bool {
	had, _ := oracle.Known(f, draw.Now())
	has, none := oracle.Known(g, draw.Now())
	return none == "" && !slices.ContainsFunc(has, func(one profile.Fact) bool { return !slices.Contains(had, one) })
}

// Law 5, and law 4 for the oracle: the order in which things are told does not
// matter, and the same question has the same answer.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := aCase(t)
		shuffled := c
		shuffled.Policies = rapid.Permutation(c.Policies).Draw(t, "policies")
		shuffled.Users = rapid.Permutation(c.Users).Draw(t, "users")
		shuffled.Projects = rapid.Permutation(c.Projects).Draw(t, "projects")
		shuffled.Source.Columns = rapid.Permutation(c.Source.Columns).Draw(t, "columns")
		if len(c.Accesses) > 0 {
			shuffled.Accesses = rapid.Permutation(c.Accesses).Draw(t, "accesses")
		}
		for _, login := range draw.Logins() {
			f, g := c.Facts(login), shuffled.Facts(login)
			for _, row := range c.Rows {
				one := oracle.Explain(f, row, c.Comparison(), draw.Now())
				if other := oracle.Explain(g, row, c.Comparison(), draw.Now()); !cmp.Equal(one, other, cmp.Comparer(oracle.Equal)) {
					t.Fatalf("%s: told in another order\n%+v\nbecomes\n%+v", login, one, other)
				}
			}
		}
	})
}

// Read and Explain are one answer in two forms.
func TestReadIsWhatExplainSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := aCase(t)
		for _, login := range draw.Logins() {
			f := c.Facts(login)
			var want []oracle.Row
			for _, row := range c.Rows {
				d := oracle.Explain(f, row, c.Comparison(), draw.Now())
				if !d.Shown {
					continue
				}
				seen := oracle.Row{}
				for _, cell := range d.Cells {
					seen = append(seen, cell.Value)
				}
				want = append(want, seen)
			}
			if got := oracle.Read(f, c.Rows, c.Comparison(), draw.Now()); !cmp.Equal(got, want, cmp.Comparer(oracle.Equal)) {
				t.Fatalf("%s reads\n%v\nnot\n%v", login, got, want)
			}
		}
	})
}

// S4: a mask never shows its input, and what was NULL stays NULL.
func TestMasksNeverShowTheirInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := aCase(t)
		for _, login := range draw.Logins() {
			f := c.Facts(login)
			for _, row := range c.Rows {
				for _, cell := range oracle.Explain(f, row, c.Comparison(), draw.Now()).Cells {
					checkCell(t, f, row, cell)
				}
			}
		}
	})
}

func checkCell(t *rapid.T, f oracle.Facts, row oracle.Row, cell oracle.Cell) {
	at := slices.IndexFunc(f.Base.Columns, func(o catalog.Observed) bool { return o.Name == cell.Column })
	if row[at] == nil && cell.Value != nil {
		t.Fatalf("column %q: NULL became %s", cell.Column, cell.Value)
	}
	switch cell.Mask.(type) {
	case policy.MaskRegex, policy.MaskPartial, policy.MaskEmail, policy.MaskHash, policy.MaskNoise, policy.MaskCustom:
		if cell.Value != nil && oracle.Equal(cell.Value, row[at]) {
			t.Fatalf("column %q: %#v shows its input", cell.Column, cell.Mask)
		}
	}
}

// The facts that the service would write are those that the oracle knows
// (law 10, for users).
func TestProfilesAreTheFactsOfTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := aCase(t)
		for _, login := range draw.Logins() {
			f := c.Facts(login)
			want, none := oracle.Known(f, draw.Now())
			users := slices.DeleteFunc(slices.Clone(c.Users), func(u directory.User) bool { return oracle.Login(c.Cluster, u) != login })
			if len(users) != 1 {
				continue // package profile knows of one user at a time
			}
			rows, issues := profile.Of(subject(c, f, users[0]), draw.Now())
			var got []profile.Fact
			for _, row := range rows {
				if row.UserID != login || !draw.Now().Before(row.ValidUntil) {
					t.Fatalf("a row of %q for %q until %s", row.UserID, login, row.ValidUntil)
				}
				got = append(got, row.Fact)
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%s (%s)\nhas the rows %+v\nand the facts %+v\n%v", login, none, got, want, issues)
			}
		}
	})
}

func subject(c draw.Case, f oracle.Facts, u directory.User) profile.Subject {
	s := profile.Subject{
		User: u, Username: f.Reader, Projects: map[string]directory.Project{}, Purposes: map[string]directory.Purpose{},
		Compared: f.Compared,
	}
	for _, one := range c.Sessions {
		if one.User == u.ID {
			s.Session = one
		}
	}
	for _, p := range c.Projects {
		s.Projects[p.ID] = p
	}
	for _, p := range c.Purposes {
		s.Purposes[p.ID] = p
	}
	for _, a := range c.Acknowledgements {
		if a.User == u.ID {
			s.Acknowledged = append(s.Acknowledged, a)
		}
	}
	for _, a := range c.Accesses {
		if a.User == u.ID {
			s.Accesses = append(s.Accesses, a)
		}
	}
	return s
}
