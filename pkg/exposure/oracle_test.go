package exposure_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/exposure"
	"scrim/pkg/oracle"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// What is said of a change is held against what the oracle says each reader
// sees of each row before and after: where nothing is said nothing changes, and
// a gain (a loss) never takes anything away (never shows anything).
func TestNothingChangesButWhatIsSaid(t *testing.T) {
	seen := map[string]int{}
	compare := func(t *rapid.T) {
		before := draw.NewCase(t, rapid.SampledFrom([]catalog.ClusterKind{catalog.Postgres, catalog.Redshift}).Draw(t, "kind"))
		after := changed(t, before)
		if rapid.Bool().Draw(t, "the other way round") {
			before, after = after, before
		}
		said := exposure.Compare([]exposure.Source{{ID: "people", Before: viewOf(before), After: viewOf(after)}}, users(before, after), draw.Now())
		for _, login := range draw.Logins() {
			w := watch{t: t, login: login, said: said, seen: seen}
			for _, row := range before.Rows {
				w.row(
					oracle.Explain(before.Facts(login), row, before.Comparison(), draw.Now()),
					oracle.Explain(after.Facts(login), row, after.Comparison(), draw.Now()),
				)
			}
		}
	}
	rapid.Check(t, compare)
	if testing.Short() {
		return // too few cases for all of it to happen
	}
	for range 10 { // what is rare may take more than one round
		if len(never(seen)) > 0 {
			rapid.Check(t, compare)
		}
	}
	t.Log(seen)
	if missing := never(seen); len(missing) > 0 {
		t.Errorf("it never happened: %s", strings.Join(missing, ", "))
	}
}

// never is what has not happened yet and is to be tried.
func never(seen map[string]int) []string {
	return slices.DeleteFunc([]string{
		"source gains", "source loses", "rows gains", "rows loses", "column gains", "column loses", "rows", "column", "source",
		"a row came", "a row went", "a cell came", "a cell went",
	}, func(what string) bool { return seen[what] > 0 })
}

// watch is one reader.
type watch struct {
	t     *rapid.T
	login string
	said  exposure.Delta
	seen  map[string]int
}

// effect is what is said to the reader of a thing.
func (w watch) effect(what exposure.What, column string) exposure.Effect {
	var out exposure.Effect
	for _, c := range w.said.Changes {
		if c.What == what && c.Column == column && slices.Contains(w.said.Users(c), w.login) {
			if out != "" {
				w.t.Fatalf("two things are said to %s: %+v", w.login, w.said)
			}
			out = c.Effect
		}
	}
	key := string(what)
	if out != "" {
		key += " " + string(out)
	}
	w.seen[key]++
	return out
}

func (w watch) row(before, after oracle.Decision) {
	came, went := !before.Shown && after.Shown, before.Shown && !after.Shown
	w.count("a row came", came)
	w.count("a row went", went)
	switch w.effect(exposure.OfSource, "") {
	case exposure.Gains:
		if before.Shown {
			w.t.Fatalf("%s sees a row of what is said to be new: %+v", w.login, w.said)
		}
		return
	case exposure.Loses:
		if after.Shown {
			w.t.Fatalf("%s still sees a row: %+v", w.login, w.said)
		}
		return
	case exposure.Changes:
		w.t.Fatalf("a source changes: %+v", w.said)
	}
	rows := w.effect(exposure.OfRows, "")
	if came && !rows.Widens() || went && (rows == "" || rows == exposure.Gains) {
		w.t.Fatalf("%s: a row came %v, went %v, and what is said is %q: %+v", w.login, came, went, rows, w.said)
	}
	if !before.Shown || !after.Shown {
		return
	}
	for i, b := range before.Cells {
		w.cell(w.effect(exposure.OfColumn, b.Column), b, after.Cells[i])
	}
}

func (w watch) cell(effect exposure.Effect, before, after oracle.Cell) {
	less, more := oracle.Hides(mask(after), mask(before)), oracle.Hides(mask(before), mask(after))
	w.count("a cell came", !less)
	w.count("a cell went", !more)
	switch {
	case effect == "" && !oracle.Equal(before.Value, after.Value):
		w.t.Fatalf("%s, %s: nothing is said, and %v becomes %v\n%+v\n%+v", w.login, before.Column, before.Value, after.Value, before, after)
	case !effect.Widens() && !less, (effect == "" || effect == exposure.Gains) && !more:
		w.t.Fatalf("%s, %s: %v becomes %v, and what is said is %q: %+v", w.login, before.Column, before.Mask, after.Mask, effect, w.said)
	}
}

func (w watch) count(what string, happened bool) {
	if happened {
		w.seen[what]++
	}
}

func mask(c oracle.Cell) policy.Mask {
	if c.Unreviewed {
		return policy.MaskNull{}
	}
	return c.Mask
}

// changed is the case with one to three things otherwise.
func changed(t *rapid.T, c draw.Case) draw.Case {
	c.Policies, c.Users = slices.Clone(c.Policies), slices.Clone(c.Users)
	c.Sessions, c.Accesses = slices.Clone(c.Sessions), slices.Clone(c.Accesses)
	for range rapid.IntRange(1, 3).Draw(t, "changes") {
		i := rapid.IntRange(0, len(c.Users)-1).Draw(t, "user")
		switch rapid.IntRange(0, 7).Draw(t, "change") {
		case 0, 1, 2:
			if len(c.Policies) > 0 {
				i := rapid.IntRange(0, len(c.Policies)-1).Draw(t, "policy")
				c.Policies = slices.Delete(c.Policies, i, i+1)
			}
		case 3:
			c.Policies = slices.DeleteFunc(c.Policies, func(p policy.Policy) bool { return p.ID == "another" }) // from the change before
			c.Policies = append(c.Policies, draw.Another(t, c, rapid.SampledFrom([]policy.Type{policy.TypeRow, policy.TypeSubscription, policy.TypeMask}).Draw(t, "type")))
		case 4:
			c.Users[i].Groups = rapid.SampledFrom(c.Users).Draw(t, "whose groups").Groups
		case 5:
			c.Users[i].Attributes = rapid.SampledFrom(c.Users).Draw(t, "whose attributes").Attributes
		case 6:
			if len(c.Sessions) > 0 {
				i := rapid.IntRange(0, len(c.Sessions)-1).Draw(t, "session")
				c.Sessions = slices.Delete(c.Sessions, i, i+1)
			}
		case 7:
			if len(c.Accesses) > 0 {
				i := rapid.IntRange(0, len(c.Accesses)-1).Draw(t, "access")
				c.Accesses = slices.Delete(c.Accesses, i, i+1)
			}
		}
	}
	return c
}

// viewOf is the view of a case; nil where the source is disabled.
func viewOf(c draw.Case) *view.View {
	if c.Source.Disabled {
		return nil
	}
	reviewed := map[string]bool{}
	for _, o := range c.Base.Columns {
		r, ok := c.Reviews[o.Name]
		typ, known := catalog.ParseType(r.Type)
		fits := r.Type == "" || known && typ.String() == o.Type.String()
		reviewed[o.Name] = ok && fits && r.Identity == c.Base.Identity && r.Ordinal == o.Ordinal
	}
	name, _ := c.Cluster.Place(c.Source)
	v, _, _ := compile.Compile(compile.Input{Cluster: c.Cluster, Source: c.Source, Name: name, Base: c.Base, Reviewed: reviewed, Policies: c.Policies, Projects: c.Projects, Lookups: c.Tables(), Now: draw.Now()})
	return &v
}

// users are the logins with what is true of them before and after.
func users(before, after draw.Case) []exposure.User {
	var out []exposure.User
	for _, login := range draw.Logins() {
		out = append(out, exposure.User{ID: login, Before: factsOf(before, login), After: factsOf(after, login)})
	}
	return out
}

func factsOf(c draw.Case, login string) []profile.Row {
	known, _ := oracle.Known(c.Facts(login), draw.Now())
	out := make([]profile.Row, len(known))
	for i, f := range known {
		out[i] = profile.Row{UserID: login, Fact: f, ValidUntil: profile.Forever}
	}
	return out
}

// Whatever the compiler writes is understood: else nobody would be known to be
// like anybody else, and every user would be looked at alone.
func TestWhatIsCompiledIsUnderstood(t *testing.T) {
	counted := false
	rapid.Check(t, func(t *rapid.T) {
		c := draw.NewCase(t, rapid.SampledFrom([]catalog.ClusterKind{catalog.Postgres, catalog.Redshift}).Draw(t, "kind"))
		c.Policies = append(c.Policies, policy.Policy{
			ID: "counted", Type: policy.TypeMask, AppliesTo: policy.Target{All: true}, Rules: []policy.Rule{{Do: policy.Apply{Mask: policy.MaskKAnonymity{K: 2}}}},
		})
		v := viewOf(c)
		for _, col := range v.Columns {
			for _, choice := range col.Choices {
				view.Walk(choice.When, func(p view.Pred) {
					_, ok := p.(view.Common)
					counted = counted || ok
				})
			}
		}
		if exposure.Opaque(exposure.Source{ID: "people", Before: v, After: v}) {
			t.Fatalf("something is not understood in %+v", v)
		}
	})
	if !counted {
		t.Error("no view asked what was counted")
	}
}
