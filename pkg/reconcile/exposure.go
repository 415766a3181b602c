package reconcile

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"scrim/pkg/exposure"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/state"
	"scrim/pkg/view"
)

// Exposed is what readers of a cluster see otherwise once a plan is carried
// out.
type Exposed struct {
	Facts   exposure.Delta // by facts that change, through the views that stand: nothing of it ever waits
	Views   exposure.Delta // then by views that change
	Waiting []string       // review: the sources of which Views waits for an approval
	Unknown []string       // sources of which nobody can say what their view shows now
}

// exposed compares what the warehouse has with what the pass wants, of
// everybody and everything that the pass is about; counted, so that rows can be.
func (p *pass) exposed(counted bool) Exposed {
	compare := exposure.Compare
	if counted {
		compare = exposure.Apart
	}
	out := Exposed{Waiting: []string{}, Unknown: []string{}}
	var standing, coming []exposure.Source
	for _, id := range slices.Sorted(maps.Keys(p.standing)) {
		before, known := p.shows(id)
		if !known {
			out.Unknown = append(out.Unknown, id)
		}
		if p.standing[id].awaiting {
			out.Waiting = append(out.Waiting, id)
		}
		standing = append(standing, exposure.Source{ID: id, Before: before, After: before})
		coming = append(coming, exposure.Source{ID: id, Before: before, After: p.will(id)})
	}
	before, after := p.audience()
	out.Facts = compare(standing, before, p.now)
	out.Views = compare(coming, after, p.now)
	return out
}

// shows is the view through which readers see a source now; nil is none, or
// that its gate is shut. It is not known when the view is not as scrim left it,
// or when the store does not have it.
func (p *pass) shows(id string) (v *view.View, known bool) {
	o := p.observed.Sources[id]
	m, at := o.Managed, o.Relation
	if m == nil || at == nil || !at.Ours || !slices.Contains(o.Gate, m.Admission) {
		return nil, true
	}
	if m.Witness != "" && m.Witness != at.Witness {
		return nil, false
	}
	st, text := p.standing[id], p.deployed[id].View
	if v = st.wanted.Deployed; v == nil && len(text) > 0 {
		v = &view.View{}
		if json.Unmarshal(text, v) != nil {
			return nil, false
		}
	}
	if v == nil || v.Admission() != m.Admission {
		return nil, false
	}
	return v, true
}

// will is the view through which readers are to see a source.
func (p *pass) will(id string) *view.View {
	st := p.standing[id]
	if st.wanted.Presence != plan.Shown || st.phase == state.PhaseConflict {
		return nil
	}
	return &st.wanted.View
}

// audience is everybody with the facts that they have, and with those that they
// are to have.
func (p *pass) audience() (changing, changed []exposure.User) {
	names := map[string][]string{}
	for _, r := range p.readers {
		names[r.username] = append(names[r.username], r.id)
	}
	for _, u := range p.wanted.Users {
		id := u.Name // an account that nobody has any more, or that two claim
		if ids := names[u.Name]; len(ids) == 1 {
			id = ids[0]
		}
		changing = append(changing, exposure.User{ID: id, Before: p.observed.Users[u.Name].Rows, After: u.Rows})
		changed = append(changed, exposure.User{ID: id, Before: u.Rows, After: u.Rows})
	}
	return changing, changed
}

// note writes into the log how much of what readers see a pass changed by
// itself: numbers, and nobody's name.
func (t *term) note(ctx context.Context, p *pass) {
	numbers := map[exposure.Effect]int{}
	columns := map[exposure.Effect]int{}
	for id, st := range p.standing {
		if bytes.Equal(p.deployed[id].View, st.text) && len(st.text) > 0 && len(p.observed.Sources[id].Gate) > 0 && st.wanted.Presence == plan.Shown {
			continue
		}
		before, _ := p.shows(id)
		whole := map[exposure.Effect]bool{}
		for _, d := range exposure.Define(exposure.Source{ID: id, Before: before, After: p.will(id)}) {
			whole[d.Effect] = true
			if d.What == exposure.OfColumn {
				columns[d.Effect]++
			}
		}
		for effect := range whole {
			numbers[effect]++
		}
	}
	people := 0
	for _, u := range p.wanted.Users {
		if !slices.EqualFunc(sortedRows(p.observed.Users[u.Name].Rows), sortedRows(u.Rows), sameRow) {
			people++
		}
	}
	if len(numbers) == 0 && people == 0 {
		return
	}
	t.Log.InfoContext(ctx, "readers see otherwise", "cluster", t.id, "revision", p.claim.Revision,
		"sources_gain", numbers[exposure.Gains], "sources_lose", numbers[exposure.Loses], "sources_change", numbers[exposure.Changes],
		"columns_gain", columns[exposure.Gains], "columns_lose", columns[exposure.Loses], "columns_change", columns[exposure.Changes],
		"users_with_other_facts", people)
}

func sortedRows(rows []profile.Row) []profile.Row {
	return slices.SortedFunc(slices.Values(rows), profile.Compare)
}

func sameRow(a, b profile.Row) bool { return a.Fact == b.Fact && a.ValidUntil.Equal(b.ValidUntil) }

// widening says in a few words what of a source waits for an approval.
func (st standing) widening() string {
	var what []string
	for _, d := range exposure.Define(exposure.Source{ID: st.wanted.ID, Before: &st.wanted.View, After: &st.full}) {
		switch {
		case !d.Effect.Widens():
		case d.What == exposure.OfColumn:
			what = append(what, d.Column)
		case d.What == exposure.OfRows:
			what = append(what, "rows")
		case d.What == exposure.OfSource:
			what = append(what, "to more readers")
		}
	}
	const enough = 6
	if n := len(what); n > enough {
		what = append(what[:enough], "…")
	}
	if len(what) == 0 {
		return "shows more"
	}
	return "shows more: " + strings.Join(what, ", ")
}
