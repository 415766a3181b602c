package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/plan"
	"scrim/pkg/render"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// settled is what a pass came to, decided in one place from what the
// warehouse answered.
type settled struct {
	facts    bool     // every facts and gates transaction is committed
	failed   []string // sources that must be tried again
	ddl      int
	statuses []state.Status
	deployed []store.Deployed
	dropped  []string
	done     []store.Dirty
	again    []state.Target // what failed and is not on the list by its own name
}

// settle decides what became of every target in scope. A unit that has no
// outcome was not reached, and its target stays dirty.
func (p *pass) settle(outcomes []plan.Outcome, script plan.Script) settled {
	out := settled{facts: true}
	byTarget := map[plan.Target][]plan.Outcome{}
	for _, o := range outcomes {
		byTarget[o.Target] = append(byTarget[o.Target], o)
		out.ddl += o.DDL
	}
	planned := map[plan.Target]int{}
	for _, u := range script.Units {
		planned[u.Target]++
	}
	for _, shared := range []plan.Target{{Kind: plan.TargetFacts}, {Kind: plan.TargetSecrets}} {
		if succeeded(byTarget[shared]) < planned[shared] {
			out.facts = false
		}
	}
	for _, id := range slices.Sorted(maps.Keys(p.standing)) {
		own := plan.SourceTarget(id)
		p.settleSource(&out, id, byTarget[own], planned[own])
		p.unmade(&out, id, byTarget)
	}
	for _, r := range p.readers {
		out.statuses = append(out.statuses, p.readerStatus(r, out.facts))
	}
	out.statuses = append(out.statuses, p.documentStatuses()...)
	out.done, out.again = p.sort(out.failed)
	return out
}

func succeeded(outcomes []plan.Outcome) int {
	n := 0
	for _, o := range outcomes {
		if o.Done {
			n++
		}
	}
	return n
}

// sort tells what is done from what is not: the sources that failed stay on the
// list by their own names, and nothing else does. A policy's row would come to
// the same sources only as long as the policy is what it is now, and would
// bring in all that did not fail.
func (p *pass) sort(failed []string) (done []store.Dirty, again []state.Target) {
	listed := map[state.Target]bool{}
	for _, d := range p.dirty {
		if d.Kind == event.KindSource && slices.Contains(failed, d.ID) {
			listed[d.Target] = true
			continue
		}
		done = append(done, d)
	}
	for _, id := range failed {
		if target := sourceTarget(id); !listed[target] {
			again = append(again, target)
		}
	}
	return done, again
}

// settleSource decides one source's phase, and what to remember of it.
func (p *pass) settleSource(out *settled, id string, outcomes []plan.Outcome, planned int) {
	st := p.standing[id]
	status := state.Status{Cluster: p.cluster.ID, Target: sourceTarget(id), Revision: p.claim.Revision, Since: p.now, Issues: st.issues, Phase: st.phase}
	p.leftOver(&status.Issues, id, outcomes)
	if done := succeeded(outcomes); done < planned {
		out.failed = append(out.failed, id)
		status.Phase, status.Message = state.PhaseFailed, "not reached yet"
		for _, o := range outcomes {
			if o.Err != nil {
				status.Message = o.Err.Error()
			}
			if beyondEncoding(o.Unstorable) {
				p.unwritable[st.wanted.View.Admission()] = true // the next try knows it
			}
		}
		out.statuses = append(out.statuses, status)
		return
	}
	if status.Phase == "" {
		status.Phase, status.Message = state.PhaseApplied, st.message
		if st.issues.HasErrors() {
			status.Message = fmt.Sprintf("%d policies or columns are closed; see the issues", errorsIn(st.issues))
		}
	}
	if status.Phase == state.PhaseWaiting {
		status.Message = st.widening()
	}
	out.statuses = append(out.statuses, status)
	switch st.wanted.Presence {
	case plan.Gone:
		out.dropped = append(out.dropped, id)
	case plan.Shown, plan.ShownShut:
		if d := p.deployment(id, st); status.Phase != state.PhaseConflict && !reflect.DeepEqual(d, p.deployed[id]) {
			out.deployed = append(out.deployed, d)
		}
	case plan.Shut:
	}
}

// leftOver reports that somebody's object keeps an earlier form of the view
// from being dropped. Nothing cascades, and no gate admits that form.
func (p *pass) leftOver(issues *issue.List, id string, outcomes []plan.Outcome) {
	why := ""
	for _, at := range p.observed.Sources[id].Aside {
		why = "something depends on " + at.String()
	}
	for _, o := range outcomes {
		if o.Left != "" {
			why = o.Left
		}
	}
	if why != "" {
		*issues = slices.Clone(*issues)
		issues.Warn(issue.Place{Input: "source " + id}, "view-has-dependents", "make what depends on it anew over the view as it is now: it is dropped then",
			"an earlier form of the view, which shows no row, cannot be dropped: %s", why)
	}
}

// unmade tells, of a source that failed because there is no schema for its
// view, why scrim could not make the schema: that the view's statement finds
// none says nothing.
func (p *pass) unmade(out *settled, id string, outcomes map[plan.Target][]plan.Outcome) {
	name := p.standing[id].wanted.View.Name.Schema
	if !slices.Contains(out.failed, id) || !p.observed.Sources[id].NoSchema {
		return
	}
	status := &out.statuses[len(out.statuses)-1]
	for _, o := range outcomes[plan.SchemaTarget(name)] {
		if o.Err == nil {
			continue
		}
		hint := "an administrator makes the schema"
		if dialect, err := render.For(p.cluster); err == nil {
			if repair, err := (render.Repairs{Dialect: dialect, Cluster: p.cluster}).MakeSchema(name); err == nil {
				hint += ": " + strings.Join(repair, "; ")
			}
		}
		if o.Denied {
			status.Phase = state.PhaseBlocked
		}
		status.Message, status.Issues = o.Err.Error(), slices.Clone(status.Issues)
		status.Issues.Add(issue.Place{Input: "source " + id}, "no-view-schema", hint, "there is no schema %q for the view, and scrim could not make it: %v", name, o.Err)
	}
}

func errorsIn(l issue.List) int {
	n := 0
	for _, one := range l {
		if one.Severity == issue.Error {
			n++
		}
	}
	return n
}

// deployment is what the store remembers of a view that now stands.
func (p *pass) deployment(id string, st standing) store.Deployed {
	text := st.text
	if text == nil {
		var err error
		if text, err = st.wanted.View.MarshalJSON(); err != nil {
			text = nil // an unknown deployed view proves nothing: the next change shuts the gate until its DDL
		}
	}
	base := p.observed.Sources[id].Base
	return store.Deployed{ // without what was approved: an approval is of one change and is used up by it
		Source: id, View: text,
		Applied: state.Remember(p.deployed[id].Applied, p.sources[id].object.Reviews, base, p.sources[id].Table, p.sources[id].object.Version),
	}
}

func (p *pass) readerStatus(r reader, facts bool) state.Status {
	status := state.Status{
		Cluster: p.cluster.ID, Target: state.Target{Kind: event.KindUser, ID: r.id},
		Revision: p.claim.Revision, Since: p.now, Issues: r.issues, Phase: state.PhaseApplied,
	}
	switch {
	case !facts:
		status.Phase = state.PhasePending
	case r.issues.Has("username-claimed-twice") || r.issues.Has("version-conflict") || r.issues.Has("claimed-twice"):
		status.Phase = state.PhaseConflict
	case r.issues.HasErrors():
		status.Phase = state.PhaseClosed
	}
	if login, asked := p.observed.Roles[r.username]; asked && !login && !r.issues.HasErrors() {
		status.Issues = slices.Clone(status.Issues)
		status.Issues.Warn(issue.Place{Input: "user " + r.id}, "no-such-login", "create the account, or map the user to what they are called here, in the cluster's usernames",
			"the warehouse had no login %q when scrim last looked, so nobody has the user's facts", r.username)
	}
	return status
}

// documentStatuses reports documents other than sources and users that have
// no effect.
func (p *pass) documentStatuses() []state.Status {
	var out []state.Status
	for _, d := range p.dirty {
		switch d.Kind {
		case event.KindPolicy, event.KindProject, event.KindPurpose:
			status := state.Status{Cluster: p.cluster.ID, Target: d.Target, Revision: p.claim.Revision, Since: p.now, Phase: state.PhaseApplied}
			if issues := p.problems[d.Target]; issues != nil {
				status.Phase, status.Issues = state.PhaseConflict, issues
			}
			out = append(out, status)
		case event.KindCluster, event.KindSource, event.KindUser, event.KindSession, event.KindAcknowledgement, event.KindAccess, event.KindRequest, event.KindReview, event.KindConnector:
		}
	}
	return out
}

func compareTargets(a, b state.Target) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
}
