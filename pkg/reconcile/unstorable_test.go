package reconcile

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/state"
	"scrim/pkg/view"
)

// narrowColumns refuses every transaction in which one of these texts is, as a
// warehouse does that cannot store it, without a word which one it was.
func narrowColumns(texts ...string) func(plan.Script) ([]plan.Outcome, error) {
	return func(script plan.Script) ([]plan.Outcome, error) {
		out := plan.Outcome{Target: plan.Target{Kind: plan.TargetFacts}, Done: true}
		for _, text := range texts {
			if says(script, text) {
				out.Done, out.Err, out.Unstorable = false, errors.New("value too long"), "22001"
			}
		}
		return []plan.Outcome{out}, nil
	}
}

// says reports whether a statement of the script binds the text.
func says(script plan.Script, text string) bool {
	for _, unit := range script.Units {
		for _, group := range unit.Groups {
			for _, action := range group {
				sql, ok := action.(plan.SQL)
				if ok && slices.ContainsFunc(sql.Args, func(a plan.Arg) bool { v, ok := a.(plan.Value); return ok && strings.Contains(fmt.Sprint(v.V), text) }) {
					return true
				}
			}
		}
	}
	return false
}

func group(name string) profile.Fact { return profile.Fact{Kind: profile.KindGroup, Value: name} }

// However many pieces there are, those that are refused are found, each of
// them and no other, in a number of tries that one can wait for.
func TestSift(t *testing.T) {
	t.Parallel()
	clock := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	const all = 1000
	pieces := []plan.Piece{{UserID: "ann"}, {Source: "of-poison"}}
	for i := len(pieces); i < all; i++ {
		pieces = append(pieces, plan.Piece{Fact: group(fmt.Sprintf("group %04d.", i))})
	}
	for name, bad := range map[string][]plan.Piece{
		"none":              nil,
		"the first fact":    {pieces[2]},
		"the last":          {pieces[all-1]},
		"neighbours":        {pieces[499], pieces[500]},
		"an id of a source": {pieces[1]},
		"one of each":       {pieces[0], pieces[1], pieces[700]},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var texts []string
			want := unstorable{}
			for _, piece := range bad {
				texts = append(texts, piece.UserID+piece.Fact.Value+piece.Source)
				want[piece] = "22001"
			}
			w := &scripted{try: narrowColumns(texts...)}
			term, found := termOver(w, &clock), unstorable{}
			if err := term.sift(t.Context(), &pass{world: term.world}, pieces, found); err != nil {
				t.Fatal(err)
			}
			if !maps.Equal(found, want) {
				t.Errorf("found %v", found)
			}
			if most := 1 + 20*len(bad); w.tries > most {
				t.Errorf("%d tries, more than %d", w.tries, most)
			}
		})
	}
}

// A connection that is lost says nothing about a fact, and neither does a
// refusal of another kind: nobody is withdrawn for it.
func TestSiftFails(t *testing.T) {
	t.Parallel()
	clock := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	broken := errors.New("gone")
	for name, try := range map[string]func(plan.Script) ([]plan.Outcome, error){
		"lost":             func(plan.Script) ([]plan.Outcome, error) { return nil, broken },
		"another's writes": func(plan.Script) ([]plan.Outcome, error) { return []plan.Outcome{{Err: broken, Retry: true}}, nil },
	} {
		term, p := termOver(&scripted{try: try}, &clock), &pass{}
		p.world, p.readers = term.world, []reader{{id: "ann", rows: []profile.Row{{UserID: "ann", Fact: group("staff")}}}}
		isolated, err := term.isolate(t.Context(), p, []plan.Piece{{Fact: group("staff")}})
		if isolated || !errors.Is(err, broken) || len(p.unstorable) != 0 || len(p.readers[0].rows) != 1 {
			t.Errorf("%s: isolated %v, %v, %v", name, isolated, err, p.readers)
		}
	}
}

// Who has a fact that the warehouse can never store is withdrawn whole, with an
// issue that does not repeat it; who has none is as before; a source whose id
// it is has no view. What is refused together and taken alone withdraws nobody.
func TestIsolate(t *testing.T) {
	t.Parallel()
	clock := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	rows := func(user string, groups ...string) (out []profile.Row) {
		for _, g := range groups {
			out = append(out, profile.Row{UserID: user, Fact: group(g), ValidUntil: profile.Forever})
		}
		return out
	}
	withdrawn := func(refused ...string) string {
		w := &scripted{try: narrowColumns(refused...)}
		term := termOver(w, &clock)
		p := &pass{world: term.world, scope: newScope(), readers: []reader{
			{id: "ann", username: "ann", rows: rows("ann", "staff", "poison")}, {id: "bob", username: "bob", rows: rows("bob", "staff")}, {id: "eve", username: "eve", rows: rows("eve", "poison")},
		}}
		p.standing = map[string]standing{"crm": {wanted: plan.WantedSource{ID: "crm", Presence: plan.Shown, View: letting(view.Always{})}}}
		for _, r := range p.readers {
			term.world.users[r.id] = person{username: r.username}
			p.scope.users[r.id] = true
		}
		p.want()
		isolated, err := term.isolate(t.Context(), p, plan.Diff(p.observed, p.wanted).Pieces())
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, r := range p.readers {
			if told := strings.Contains(fmt.Sprint(r.issues), "user-unstorable"); told != (len(r.rows) == 0) || told && strings.Contains(fmt.Sprint(r.issues), "poison") {
				t.Errorf("%s has %v and is told %v", r.id, r.rows, r.issues)
			}
			if len(r.rows) == 0 {
				out = append(out, r.id)
			}
			if !slices.ContainsFunc(p.wanted.Users, func(u plan.WantedUser) bool { return u.Name == r.username && len(u.Rows) == len(r.rows) }) {
				t.Errorf("of %s the pass wants %v", r.id, p.wanted.Users)
			}
		}
		if p.standing["crm"].phase == state.PhaseQuarantined {
			out = append(out, "source crm")
		}
		if isolated != (len(out) > 0) || w.looks > 1 || isolated && w.looks != 1 {
			t.Errorf("isolated %v, looked %d times: %v", isolated, w.looks, out)
		}
		for _, text := range refused {
			if isolated && says(mustScript(t, p), text) {
				t.Errorf("the next script says %q still", text)
			}
		}
		return strings.Join(out, ", ")
	}
	for refused, want := range map[string]string{"nothing at all": "", "poison": "ann, eve", "bob": "bob", "crm": "source crm", "staff": "ann, bob"} {
		if got := withdrawn(refused); got != want {
			t.Errorf("%q is refused: %s", refused, got)
		}
	}
}

func mustScript(t *testing.T, p *pass) plan.Script {
	t.Helper()
	script, err := scriptOf(p, plan.Diff(p.observed, p.wanted))
	if err != nil {
		t.Fatal(err)
	}
	return script
}
