package compile_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/directory"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// input is what a drawn world asks of the compiler.
func input(c draw.Case) compile.Input {
	reviewed := map[string]bool{}
	for i, o := range c.Base.Columns {
		reviewed[o.Name] = i%4 != 3
	}
	name, _ := c.Cluster.Place(c.Source)
	return compile.Input{Cluster: c.Cluster, Source: c.Source, Name: name, Base: c.Base, Reviewed: reviewed, Policies: c.Policies, Projects: c.Projects, Lookups: c.Tables(), Now: draw.Now()}
}

func drawn(t *rapid.T) compile.Input {
	c := draw.NewCase(t, rapid.SampledFrom([]catalog.ClusterKind{catalog.Postgres, catalog.Redshift}).Draw(t, "kind"))
	in := input(c)
	in.Projects = append(in.Projects,
		directory.Project{ID: "x1", Sources: []string{c.Source.ID}, Equalized: &directory.Entitlements{}},
		directory.Project{ID: "x2", Sources: []string{c.Source.ID}, Equalized: &directory.Entitlements{}})
	return in
}

// Law 4: the same view, the same explanation, the same issues in the same
// order, however the input is ordered and however often it is asked.
func TestTheOrderOfTheInputChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		shuffled := in
		if len(in.Policies) > 0 {
			shuffled.Policies = rapid.Permutation(in.Policies).Draw(t, "policies")
		}
		shuffled.Projects = rapid.Permutation(in.Projects).Draw(t, "projects")
		v, decision, issues := compile.Compile(in)
		w, other, more := compile.Compile(shuffled)
		one, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		two, err := json.Marshal(w)
		if err != nil {
			t.Fatal(err)
		}
		if string(one) != string(two) || v.Admission() != w.Admission() {
			t.Fatalf("%s\nbecomes\n%s", one, two)
		}
		if diff := cmp.Diff(decision, other); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(issues, more); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Law 3: the view has the columns that are in the snapshot and in the table,
// in the table's order, under its names and types, whatever the policies say.
func TestPoliciesChangeNoColumn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		v, decision, _ := compile.Compile(in)
		in.Policies = nil
		bare, _, _ := compile.Compile(in)
		if len(v.Columns) != len(bare.Columns) || len(v.Columns) != len(decision.Columns) {
			t.Fatalf("%d columns, %d without policies", len(v.Columns), len(bare.Columns))
		}
		for i, c := range v.Columns {
			observed, ok := in.Base.Column(c.Name)
			if !ok || c.Type != observed.Type || bare.Columns[i].Name != c.Name || bare.Columns[i].Type != c.Type {
				t.Fatalf("column %+v, observed %+v", c, observed)
			}
			if !in.Reviewed[c.Name] && c.Choices != nil {
				t.Fatalf("column %s is not reviewed and shows %+v", c.Name, c.Choices)
			}
		}
	})
}

// Compiling changes nothing that was handed over.
func TestTheInputStaysAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		before := cmp.Diff(in, compile.Input{})
		compile.Compile(in)
		if after := cmp.Diff(in, compile.Input{}); before != after {
			t.Fatal("the input is another one")
		}
	})
}

// Law 2, by what is proven of the views: with a further mask, row or guardrail
// policy the view before covers the one after, where admission and rows are
// concerned; and a policy of no effect here changes nothing at all.
func TestAFurtherPolicyNarrows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := draw.NewCase(t, catalog.Postgres)
		in := input(c)
		v, _, _ := compile.Compile(in)
		p := draw.Another(t, c, rapid.SampledFrom([]policy.Type{policy.TypeRow, policy.TypeSubscription, policy.TypeMask}).Draw(t, "type"))
		p.Subscription.Guardrail = true
		with := in
		with.Policies = append(append([]policy.Policy{}, in.Policies...), p)
		w, _, _ := compile.Compile(with)
		if !view.Implies(w.Admit, v.Admit) || !view.Implies(w.Rows, v.Rows) {
			t.Fatalf("with %+v\n%#v\n%#v\nis not within\n%#v\n%#v", p, w.Admit, w.Rows, v.Admit, v.Rows)
		}
		p.Staged = true
		with.Policies[len(with.Policies)-1] = p
		if staged, _, _ := compile.Compile(with); staged.Admission() != v.Admission() {
			t.Fatal("a staged policy has an effect")
		}
	})
}
