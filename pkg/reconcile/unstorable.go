package reconcile

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"scrim/pkg/issue"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/state"
)

// unstorable is what a warehouse has said it cannot store, with the SQLSTATE
// by which it did. It is kept by content and not by user: whoever has the fact
// is withdrawn before anything is tried, and whoever loses it is back. It lasts
// a term, and is put to the warehouse again at every look at everything.
type unstorable map[plan.Piece]string

// carry runs a pass's plan, and says what it last ran and what came of it; a
// script without a name is one that could not be written. Where one fact or gate is something that the
// warehouse cannot store, nothing of that transaction was written; then it is
// found out whose it is, those users are withdrawn whole, which closes, and what
// is left is planned anew from what stands there now (SEMANTICS S7, S10). Each
// round knows more than the one before, so it ends.
func (t *term) carry(ctx context.Context, p *pass) (script plan.Script, outcomes []plan.Outcome, err error) {
	for {
		todo := plan.Diff(p.observed, p.wanted)
		next, err := scriptOf(p, todo)
		if err != nil {
			return script, outcomes, err
		}
		script = next
		outcomes, err = t.run(ctx, p, script)
		if err != nil || !refused(outcomes) {
			return script, outcomes, err
		}
		isolated, err := t.isolate(ctx, p, todo.Pieces())
		if err != nil || !isolated {
			return script, outcomes, err
		}
	}
}

// refused reports whether a fact or a gate could not be stored.
func refused(outcomes []plan.Outcome) bool {
	return slices.ContainsFunc(outcomes, func(o plan.Outcome) bool { return o.Target.Kind == plan.TargetFacts && o.Unstorable != "" })
}

// isolate finds which pieces cannot be stored and makes the pass want none of
// what they belong to. It is false when each of them can.
func (t *term) isolate(ctx context.Context, p *pass, pieces []plan.Piece) (bool, error) {
	found := unstorable{}
	if err := t.sift(ctx, p, pieces, found); err != nil || len(found) == 0 {
		return false, err
	}
	maps.Copy(p.unstorable, found)
	observed, err := t.warehouse.Observe(ctx, p.ask()) // the first transaction may have been committed
	if err != nil {
		return false, fmt.Errorf("observing: %w", err)
	}
	p.observed = observed
	for i := range p.readers {
		p.unstorable.withdraw(&p.readers[i])
	}
	for id := range p.standing {
		p.standing[id] = p.withheld(id, p.standing[id])
	}
	p.want()
	return true, nil
}

// sift tries pieces together, in a transaction that is taken back, and where
// the warehouse refuses them each half of them, down to those that it refuses
// alone. One among ten thousand costs some thirty tries.
func (t *term) sift(ctx context.Context, p *pass, pieces []plan.Piece, found unstorable) error {
	code, err := t.try(ctx, p, pieces)
	if err != nil || code == "" {
		return err
	}
	if len(pieces) == 1 {
		found[pieces[0]] = code
		return nil
	}
	half := len(pieces) / 2
	if err := t.sift(ctx, p, pieces[:half], found); err != nil {
		return err
	}
	return t.sift(ctx, p, pieces[half:], found)
}

// try is the SQLSTATE with which the warehouse refuses to store all of these
// pieces, or empty.
func (t *term) try(ctx context.Context, p *pass, pieces []plan.Piece) (string, error) {
	if len(pieces) == 0 {
		return "", nil
	}
	script, err := scriptOf(p, plan.Trial(p.cluster, p.claim, pieces))
	if err != nil {
		return "", err
	}
	outcomes, err := t.warehouse.Try(ctx, script)
	for _, o := range outcomes {
		switch {
		case o.Unstorable != "":
			return o.Unstorable, nil
		case err == nil && o.Err != nil:
			err = o.Err
		}
	}
	if err != nil {
		return "", fmt.Errorf("finding out what cannot be stored: %w", err)
	}
	return "", nil
}

// reconsider puts what could not be stored to the warehouse again: a column may
// be wider now.
func (t *term) reconsider(ctx context.Context, p *pass) error {
	again := slices.Collect(maps.Keys(t.world.unstorable))
	t.world.unstorable = unstorable{}
	return t.sift(ctx, p, again, t.world.unstorable)
}

// withdraw takes every row from a reader who has something that the warehouse
// cannot store: to leave out a single fact could open what asks for its absence.
// The issue says what kind of thing it is and never repeats it.
func (u unstorable) withdraw(r *reader) {
	for _, row := range r.rows {
		code, what := u[plan.Piece{UserID: row.UserID}], "warehouse name"
		if code == "" {
			code, what = u[plan.Piece{Fact: row.Fact}], called(row.Kind)
		}
		if code == "" {
			continue
		}
		r.rows = nil
		r.issues.Add(issue.Place{Input: "user " + r.id}, "user-unstorable", "send a version of the user without it, or make the view database able to hold it; until then the user sees nothing",
			"the warehouse cannot store the user's %s: %s; so the user has no facts on this cluster", what, refusal(code))
		return
	}
}

// called is a kind of fact in a person's words.
func called(k profile.Kind) string {
	switch k {
	case profile.KindUser:
		return "id"
	case profile.KindContext:
		return "current project"
	case profile.KindApproved, profile.KindRevoked:
		return "access to a source, whose id it is"
	case profile.KindGroup, profile.KindAttribute, profile.KindPurpose:
	}
	return string(k)
}

// refusal is what a SQLSTATE of class 22 means for a text.
func refusal(code string) string {
	switch {
	case code == "22001":
		return "it is too long for its column there"
	case beyondEncoding(code):
		return "it has a character that the database's encoding has not"
	}
	return "it is refused with SQLSTATE " + code
}

// beyondEncoding reports the SQLSTATEs of a text that the database can never
// hold.
func beyondEncoding(code string) bool { return code == "22021" || code == "22P05" }

// withheld closes a source whose id the warehouse cannot store: it has no gate,
// so it never had a row to show. And one whose view it cannot write, as this
// term has seen: to try again is for a view with another text.
func (p *pass) withheld(id string, st standing) standing {
	if st.wanted.Presence != plan.Shown && st.wanted.Presence != plan.ShownShut {
		return st
	}
	if len(p.unwritable) > 0 && p.unwritable[st.wanted.View.Admission()] {
		st.phase, st.wanted.Presence = state.PhaseQuarantined, plan.Shut
		st.issues = slices.Clone(st.issues)
		st.issues.Add(issue.Place{Input: "source " + id}, "view-unwritable", "leave that text out of the source's policies; the encoding of a database never changes",
			"a text in the view, most often a constant of a policy, has a character that the view database's encoding has not; so the source shows no row")
		return p.forget(id, st)
	}
	code := p.unstorable[plan.Piece{Source: id}]
	if code == "" {
		return st
	}
	st.phase, st.wanted.Presence = state.PhaseQuarantined, plan.Shut
	st.issues.Add(issue.Place{Input: "source " + id}, "source-unstorable", "give the source another id, or make the view database able to hold it",
		"the warehouse cannot store the source's id: %s; so the source has no view", refusal(code))
	return p.forget(id, st)
}
