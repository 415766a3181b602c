package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// outline is a plan as one reads it aloud: a line for each step.
func outline(p plan.Plan) string {
	var b strings.Builder
	for _, u := range p.Units {
		fmt.Fprintf(&b, "%s: %s\n", u.Target, u.Reason)
		for _, h := range u.Hazards {
			fmt.Fprintf(&b, "  ! %s\n", h.Code)
		}
		for _, step := range u.Steps {
			fmt.Fprintf(&b, "  %s\n", told(step))
		}
	}
	return b.String()
}

func told(step plan.Step) string {
	rows := func(all []profile.Row) string {
		var out []string
		for _, r := range all {
			out = append(out, fmt.Sprintf("%s %s=%s", r.UserID, r.Kind, r.Value))
		}
		return "[" + strings.Join(out, ", ") + "]"
	}
	switch step := step.(type) {
	case plan.WriteFacts:
		return fmt.Sprintf("facts: delete %s, insert %s, states %v, wipe %v", rows(step.Delete), rows(step.Insert), step.States, step.Wipe)
	case plan.SetGates:
		var out []string
		for _, g := range step.Gates {
			out = append(out, fmt.Sprintf("%s admits %d", g.Source, len(g.Admit)))
		}
		return "gates: " + strings.Join(out, ", ")
	case plan.PutSecrets:
		return "secrets: " + strings.Join(step.Names, ", ")
	case plan.CreateView:
		return "create " + step.View.Name.String()
	case plan.ReplaceView:
		return "replace " + step.View.Name.String()
	case plan.SwapView:
		return "swap " + step.View.Name.String()
	case plan.List:
		return "list " + step.View.Name.String()
	case plan.DropView:
		return "drop " + step.Name.String()
	case plan.Forget:
		return "forget " + step.Source
	case plan.Witness:
		var out []string
		for _, v := range step.Views {
			out = append(out, v.Name.String())
		}
		return "read back " + strings.Join(out, ", ")
	default:
		return fmt.Sprintf("%T", step)
	}
}

func group(name string) view.HasFact {
	return view.HasFact{Fact: profile.Fact{Kind: profile.KindGroup, Value: name}}
}

func row(user string, kind profile.Kind, value string) profile.Row {
	return profile.Row{UserID: user, Fact: profile.Fact{Kind: kind, Value: value}, ValidUntil: profile.Forever}
}

// table shows one column to whom admit holds for.
func table(id string, admit view.Pred, show view.Cell) view.View {
	return view.View{
		Source: id, Name: catalog.ViewName{Schema: "governed", Name: id}, Base: catalog.Table{Database: "d", Schema: "hr", Name: id}, Admit: admit, Rows: view.Always{},
		Columns: []view.Column{{Name: "c", Type: catalog.Type{Kind: catalog.Text}, Choices: []view.Choice{{When: view.Always{}, Show: show}}}},
	}
}

func shown(v view.View) plan.WantedSource {
	return plan.WantedSource{ID: v.Source, Presence: plan.Shown, View: v, Identity: "1", Reason: "policy p changed"}
}

func wants(sources ...plan.WantedSource) plan.Wanted {
	return plan.Wanted{Cluster: catalog.Cluster{ID: "c", Kind: catalog.Postgres, ViewDatabase: "d"}, Sources: sources}
}

// apply does the whole plan, and returns what it was.
func apply(t *testing.T, w *world, want plan.Wanted) string {
	t.Helper()
	p := plan.Diff(w.observe(want), want)
	for _, u := range p.Units {
		if err := w.apply(u); err != nil {
			t.Fatal(err)
		}
	}
	return outline(p)
}

func expect(t *testing.T, got, want string) {
	t.Helper()
	want = strings.ReplaceAll(strings.Trim(want, "\n"), "\t", "")
	if want != "" {
		want += "\n"
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-expected +planned:\n%s", diff)
	}
}

func TestTheFirstPlan(t *testing.T) {
	w := emptyWorld()
	want := wants(shown(table("s", group("hr"), view.Hash{Salt: "source/s/1", Digits: 8})))
	want.Users = []plan.WantedUser{{Name: "ann", Rows: []profile.Row{row("ann", profile.KindUser, "ann"), row("ann", profile.KindRevoked, "x")}}}
	expect(t, apply(t, w, want), `
		facts: 1 revocation written, 1 gate set
		  facts: delete [], insert [ann revoked=x], states [{ann true}], wipe []
		  gates: s admits 1
		facts: 1 fact given to 1 user
		  facts: delete [], insert [ann user=ann], states [{ann false}], wipe []
		secrets: 1 salt written
		  secrets: source/s/1
		s: policy p changed
		  create governed.s
		witness: read back what the warehouse made of 1 view
		  read back governed.s`)
	expect(t, apply(t, w, want), ``)
}

// Widening keeps the view open: the gate admits old and new until the DDL is
// done. Anything else shuts it first.
func TestWideningAndTightening(t *testing.T) {
	narrow, wide := table("s", group("hr"), view.Raw{}), table("s", view.Or(group("hr"), group("it")), view.Raw{})
	w := emptyWorld()
	apply(t, w, wants(shown(narrow)))

	widening := shown(wide)
	widening.Deployed = &narrow
	expect(t, apply(t, w, wants(widening)), `
		facts: 1 gate set
		  gates: s admits 2
		s: policy p changed
		  ! widens
		  replace governed.s
		  gates: s admits 1
		witness: read back what the warehouse made of 1 view
		  read back governed.s`)

	tightening := shown(narrow)
	tightening.Deployed = &wide
	expect(t, apply(t, w, wants(tightening)), `
		facts: 1 gate set
		  gates: s admits 1
		s: policy p changed
		  replace governed.s
		witness: read back what the warehouse made of 1 view
		  read back governed.s`)

	unknown := shown(wide)
	unknown.Deployed = nil
	if got := apply(t, w, wants(unknown)); strings.Contains(got, "admits 2") {
		t.Errorf("a view that scrim does not know is admitted:\n%s", got)
	}
	// What stands there shows something that neither the wanted view nor what
	// scrim believes to be deployed shows.
	apply(t, w, wants(shown(table("s", group("other"), view.Raw{}))))
	stale := shown(wide)
	stale.Deployed = &narrow
	if got := apply(t, w, wants(stale)); strings.Contains(got, "admits 2") {
		t.Errorf("what stands there is not what scrim believes, and is admitted:\n%s", got)
	}
}

func TestShutAndGone(t *testing.T) {
	w := emptyWorld()
	v := table("s", group("hr"), view.Raw{})
	apply(t, w, wants(shown(v)))
	shut := shown(v)
	shut.Presence = plan.Shut
	expect(t, apply(t, w, wants(shut)), `
		facts: 1 gate shut
		  gates: s admits 0`)
	expect(t, apply(t, w, wants(shut)), ``)
	closed := shown(table("s", group("it"), view.Raw{}))
	closed.Presence = plan.ShownShut
	expect(t, apply(t, w, wants(closed)), `
		s: policy p changed
		  replace governed.s
		witness: read back what the warehouse made of 1 view
		  read back governed.s`)
	gone := plan.WantedSource{ID: "s", Presence: plan.Gone, Reason: "source s was deleted"}
	expect(t, apply(t, w, wants(gone)), `
		s: source s was deleted
		  ! drops-view
		  drop governed.s`)
	expect(t, apply(t, w, wants(gone)), ``)
}

func TestANewShapeIsSwappedAndANewNameMoves(t *testing.T) {
	w := emptyWorld()
	v := table("s", group("hr"), view.Raw{})
	apply(t, w, wants(shown(v)))
	v.Columns = []view.Column{{Name: "c", Type: catalog.Type{Kind: catalog.Date}, Choices: v.Columns[0].Choices}}
	expect(t, apply(t, w, wants(shown(v))), `
		facts: 1 gate set
		  gates: s admits 1
		s: policy p changed
		  swap governed.s
		witness: read back what the warehouse made of 1 view
		  read back governed.s`)
	v.Name.Name = "moved"
	expect(t, apply(t, w, wants(shown(v))), `
		facts: 1 gate set
		  gates: s admits 1
		s: policy p changed
		  create governed.moved
		  drop governed.s
		witness: read back what the warehouse made of 1 view
		  read back governed.moved`)
}

// Drift, a table that is another one now, and a reading back that did not
// happen are mended; nothing else is touched.
func TestDrift(t *testing.T) {
	w := emptyWorld()
	v := table("s", group("hr"), view.Raw{})
	apply(t, w, wants(shown(v)))

	drifted := w.relations[v.Name]
	drifted.witness = "somebody changed it"
	w.relations[v.Name] = drifted
	again := `
		s: policy p changed
		  replace governed.s
		witness: read back what the warehouse made of 1 view
		  read back governed.s`
	expect(t, apply(t, w, wants(shown(v))), again)

	other := shown(v)
	other.Identity = "2"
	expect(t, apply(t, w, wants(other)), again)

	m := w.managed["s"]
	m.Witness = ""
	w.managed["s"] = m
	expect(t, apply(t, w, wants(other)), again) // whoever changed it before it was read back

	delete(w.relations, v.Name)
	expect(t, apply(t, w, wants(other)), `
		s: policy p changed
		  create governed.s
		witness: read back what the warehouse made of 1 view
		  read back governed.s`)
}

// Law 7: what scrim did not make is left alone, reported and shut.
func TestForeignObjectsAreNeverTouched(t *testing.T) {
	v := table("s", group("hr"), view.Raw{})
	moved := v
	moved.Name.Name = "moved"
	for _, one := range []struct {
		name  string
		setup func(w *world)
		want  view.View
	}{
		{"a table of somebody's where the view should be", func(w *world) { w.relations[v.Name] = relation{} }, v},
		{"a view of ours that the catalogue does not know", func(w *world) { w.relations[v.Name] = relation{ours: true} }, v},
		{"our view taken over", func(w *world) {
			apply(t, w, wants(shown(v)))
			taken := w.relations[v.Name]
			taken.ours = false
			w.relations[v.Name] = taken
		}, v},
		{"the new name is taken", func(w *world) {
			apply(t, w, wants(shown(v)))
			w.relations[moved.Name] = relation{}
		}, moved},
	} {
		t.Run(one.name, func(t *testing.T) {
			w := emptyWorld()
			one.setup(w)
			before := w.clone()
			want := wants(shown(one.want))
			if got := plan.Foreign(w.observe(want), want); !slices.Equal(got, []string{"s"}) {
				t.Errorf("foreign: %q", got)
			}
			p := plan.Diff(w.observe(want), want)
			for _, u := range p.Units {
				if err := w.apply(u); err != nil {
					t.Fatal(err)
				}
			}
			if strings.Contains(outline(p), "create") || strings.Contains(outline(p), "drop") || strings.Contains(outline(p), "replace") {
				t.Errorf("planned:\n%s", outline(p))
			}
			if diff := cmp.Diff(before.relations, w.relations, cmp.AllowUnexported(relation{})); diff != "" {
				t.Error(diff)
			}
			if len(w.gates["s"]) > 0 {
				t.Error("the gate of a source without a view of its own is open")
			}
		})
	}
}

func TestAViewTakenOverIsForgottenAndNotDropped(t *testing.T) {
	w := emptyWorld()
	v := table("s", group("hr"), view.Raw{})
	apply(t, w, wants(shown(v)))
	w.relations[v.Name] = relation{}
	expect(t, apply(t, w, wants(plan.WantedSource{ID: "s", Presence: plan.Gone, Reason: "deleted"})), `
		facts: 1 gate shut
		  gates: s admits 0
		s: deleted
		  forget s`)
	if _, there := w.relations[v.Name]; !there {
		t.Error("somebody's object was dropped")
	}
}

// A pass over everything shuts what nobody asks for and takes away facts of
// whom nobody knows; it drops views only when told to prune.
func TestStraysAndGhosts(t *testing.T) {
	w := emptyWorld()
	apply(t, w, wants(shown(table("s", group("hr"), view.Raw{})), shown(table("stray", group("hr"), view.Raw{}))))
	w.users["ghost"] = plan.ObservedUser{Rows: []profile.Row{row("ghost", profile.KindUser, "g"), row("ghost", profile.KindRevoked, "s")}}
	want := wants(shown(table("s", group("hr"), view.Raw{})))
	expect(t, apply(t, w, want), ``)
	want.Everything = true
	expect(t, apply(t, w, want), `
		facts: 1 fact withdrawn, 1 gate shut
		  facts: delete [], insert [], states [], wipe [ghost]
		  gates: stray admits 0`)
	expect(t, apply(t, w, want), ``)
	want.Prune = true
	expect(t, apply(t, w, want), `
		stray: no source of this id is known
		  ! drops-view
		  drop governed.stray`)
	expect(t, apply(t, w, want), ``)
}

func TestColumnSignaturesTellApart(t *testing.T) {
	of := func(columns ...catalog.Observed) string { return plan.ColumnSignature(columns) }
	text := catalog.Type{Kind: catalog.Text}
	a, b := catalog.Observed{Name: "a", Type: text, Ordinal: 1}, catalog.Observed{Name: "b", Type: text, Ordinal: 2}
	collated := a
	collated.Type.Collation = "C"
	quoted := a
	quoted.Name = "a\" text\n\"b"
	moved := a
	moved.Ordinal = 7
	signatures := []string{of(), of(a), of(b), of(a, b), of(b, a), of(collated), of(quoted, b), of(quoted)}
	slices.Sort(signatures)
	if len(slices.Compact(signatures)) != 8 {
		t.Errorf("two signatures are one: %q", signatures)
	}
	if of(a) != of(moved) {
		t.Error("the ordinal of the base is in the signature of the view")
	}
}
