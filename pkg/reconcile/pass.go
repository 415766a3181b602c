package reconcile

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/issue"
	"scrim/pkg/plan"
	"scrim/pkg/policy"
	"scrim/pkg/state"
	"scrim/pkg/store"
	"scrim/pkg/view"
)

// pass is one look at one cluster, at one revision of the store. Every step
// is a method whose result the next one needs; nothing is kept between passes
// but the world.
type pass struct {
	*world
	now      time.Time
	claim    plan.Claim
	dirty    []store.Dirty
	scope    *scope
	deployed map[string]store.Deployed

	due         bool // blocked sources are tried again
	reconsiders bool // what could not be stored is tried again

	approved bool    // review: as if everything that waits were approved
	checks   checked // what is known to keep sources from being governed
	prune    bool    // drop views that no source asks for
	takeOver bool    // write although the warehouse knows another store

	standing map[string]standing // by source, of those in scope
	people   []about             // the users in scope, until their facts are made
	readers  []reader
	observed plan.Observed
	wanted   plan.Wanted
}

// standing is what a pass found out about one source.
type standing struct {
	phase    state.Phase // why it is not simply shown; empty when it is
	issues   issue.List
	wanted   plan.WantedSource
	message  string // of a source that is shown
	awaiting bool   // review: a wider view than the one deployed waits
	full     view.View
	text     []byte // wanted.View on paper; nil is not written yet
}

// ask is what the warehouse has to tell for this pass.
func (p *pass) ask() plan.Ask {
	ask := plan.Ask{Everything: p.scope.everything}
	for _, id := range append(slices.Sorted(maps.Keys(p.scope.sources)), p.askLookups()...) {
		one := plan.AskSource{ID: id}
		if s, ok := p.sources[id]; ok && p.here(s.Source) == state.PhasePending {
			one.Table, one.Wanted = s.Table, s.claims.name
		}
		ask.Sources = append(ask.Sources, one)
	}
	names := maps.Clone(p.scope.names)
	for id := range p.scope.users {
		if name := p.users[id].username; name != "" {
			names[name] = true
		}
	}
	ask.Users = slices.Sorted(maps.Keys(names))
	return ask
}

// compileAll decides every source in scope. It returns the attributes whose
// comparisons changed: whoever has one is in scope too.
func (p *pass) compileAll() map[string]bool {
	p.standing = map[string]standing{}
	if len(p.scope.sources) == 0 {
		return nil // only people: nothing is compared otherwise than before
	}
	before := p.compared()
	for id := range p.scope.sources {
		p.standing[id] = p.stand(id)
	}
	changed := map[string]bool{}
	after := p.compared()
	for name := range maps.Keys(before) {
		if !slices.Equal(before[name], after[name]) {
			changed[name] = true
		}
	}
	for name := range maps.Keys(after) {
		if !slices.Equal(before[name], after[name]) {
			changed[name] = true
		}
	}
	return changed
}

// stand decides one source: what is to become of its view, and why.
func (p *pass) stand(id string) standing {
	s, known := p.sources[id]
	target := state.Target{Kind: "source", ID: id}
	out := standing{wanted: plan.WantedSource{ID: id, Presence: plan.Shut, Reason: "source " + id}}
	switch {
	case p.problems[target] != nil:
		out.phase, out.issues = state.PhaseConflict, p.problems[target]
		return p.forget(id, out)
	case !known:
		out.wanted.Presence, out.wanted.Reason = plan.Gone, "source "+id+" was deleted"
		return p.forget(id, out)
	}
	if phase := p.here(s.Source); phase != state.PhasePending {
		out.phase, out.wanted.Presence = phase, plan.Gone
		out.wanted.Reason = "source " + id + " is not this cluster's"
		return p.forget(id, out)
	}
	if issues := p.place(s); issues.HasErrors() {
		out.phase, out.issues = state.PhaseConflict, issues
		return p.forget(id, out)
	}
	if blocked := p.checks.blockedBy(id); blocked != nil {
		out.phase, out.issues = state.PhaseBlocked, blocked
		return p.forget(id, out)
	}
	if problem := p.baseProblem(id, s); problem != nil {
		out.phase, out.issues = state.PhaseBlocked, problem
		return p.forget(id, out)
	}
	return p.withheld(id, p.shown(s, out))
}

// forget drops what was compiled for a source that has no view now.
func (p *pass) forget(id string, out standing) standing {
	delete(p.compiled, id)
	return out
}

func (p *pass) baseProblem(id string, s source) issue.List {
	o, asked := p.observed.Sources[id]
	if asked && o.Problem == "" && len(o.Base.Columns) > 0 {
		return nil
	}
	hints := map[plan.Problem]string{
		plan.ProblemMissing: "create the table, or delete the source",
		plan.ProblemDenied:  "grant the service account SELECT on the table and USAGE on its schema; scrim cluster check prints the statements",
	}
	hint := hints[o.Problem]
	if hint == "" {
		hint = "scrim cluster check says what keeps scrim from reading it"
	}
	var l issue.List
	l.Add(issue.Place{Input: "source " + id}, "base-table-"+issue.Code(orElse(string(o.Problem), "unreadable")), hint, "table %s cannot be read: %s", s.Table, orElse(o.Detail, string(o.Problem)))
	return l
}

func orElse(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

// shown compiles a source that can have a view.
func (p *pass) shown(s source, out standing) standing {
	o := p.observed.Sources[s.ID]
	v, decision, issues := compile.Compile(compile.Input{
		Cluster: p.cluster, Source: s.Source, Name: s.claims.name, Base: o.Base,
		Reviewed: p.reviewed(s, p.deployed[s.ID].Applied, o.Base),
		Policies: p.policiesOf(s), Projects: slices.Collect(maps.Values(p.projects)), Lookups: p.observedLookups(s.Source), Now: p.now,
	})
	p.compiled[s.ID] = compiled{view: v, decision: decision, issues: issues}
	out.issues, out.full = issues, v
	out.text, _ = v.MarshalJSON() // every view has a text; one without would be like no other
	out.wanted.View, out.wanted.Opens = v, decision.OpensWhenFactMissing
	out.wanted.Sensitive, out.wanted.Presence = s.Sensitive, plan.Shown
	out.wanted.Deployed = p.deployedView(s.ID, out)
	switch doubts := p.doubts(s.Source); {
	case len(doubts) > 0:
		out.phase, out.wanted.Presence = state.PhaseQuarantined, plan.Shut
		out.issues = append(out.issues, p.doubtful(s.ID, doubts)...)
	case len(decision.Closed) > 0:
		out.phase, out.wanted.Presence = state.PhaseQuarantined, plan.Shut
	case s.Disabled:
		out.phase, out.wanted.Presence = state.PhaseClosed, plan.Shut
	case p.unfenced(s.Source):
		out.phase, out.wanted.Presence = state.PhaseBlocked, plan.Shut
		out.issues.Add(issue.Place{Input: "source " + s.ID}, "sensitive-unfenced", unfencedHint(p.cluster), "a sensitive source has no view where a reader's predicate may run before the filter")
	case len(v.Columns) == 0:
		out.phase, out.wanted.Presence = state.PhaseQuarantined, plan.Shut
		out.issues.Add(issue.Place{Input: "source " + s.ID}, "no-columns", "send the source's columns as the table has them", "the source and the table have no column in common")
	case !p.open():
		out.phase, out.wanted.Presence = state.PhaseClosed, plan.ShownShut
	case p.cluster.Apply == catalog.Review:
		p.review(s, &out)
	}
	out.wanted.Identity = p.identity(out.wanted.View, o.Base)
	message, uncounted := counts(s.ID, out.wanted, o.Counted, p.now)
	out.message, out.issues = message, slices.Concat(out.issues, uncounted)
	return out
}

// unfenced reports whether a source is sensitive where a reader's predicate may
// run before the filter, and nobody accepted that.
func (p *pass) unfenced(s catalog.Source) bool {
	return s.Sensitive && p.cluster.Mode() == catalog.Fast && !slices.Contains(p.cluster.Accept, s.ID)
}

// open reports whether gates may open at all (SEMANTICS S12).
func (p *pass) open() bool { return p.synced || p.cluster.Open }

// deployedView is the view that the store knows to be deployed. Most often it
// is the one that was just compiled: equal views have equal text, and to compare
// texts costs a fraction of reading one.
func (p *pass) deployedView(id string, now standing) *view.View {
	d, ok := p.deployed[id]
	switch {
	case !ok || len(d.View) == 0:
		return nil
	case bytes.Equal(d.View, now.text):
		return &now.full // nothing changes a view in place
	}
	var v view.View
	if json.Unmarshal(d.View, &v) != nil {
		return nil // what cannot be read proves nothing, and the gate shuts until the DDL
	}
	return &v
}

// review holds back what shows more than the view that is deployed, until
// somebody approved exactly that (SEMANTICS S10): nothing, or the meet of the
// deployed and the wanted view.
func (p *pass) review(s source, out *standing) {
	full := out.full
	deployed := out.wanted.Deployed
	switch {
	case string(p.deployed[s.ID].Approved) == string(full.Admission()):
		return
	case deployed != nil && view.Covers(*deployed, full):
		return
	case p.approved:
		out.awaiting = true
		return
	case deployed == nil:
		out.wanted.View = full.Quarantined()
	case view.Covers(full, *deployed):
		out.wanted.View = *deployed
	default:
		out.wanted.View = view.Meet(full, *deployed)
	}
	out.phase, out.awaiting, out.text = state.PhaseWaiting, true, nil
	out.wanted.Opens = true // for all that is known of the policies that the deployed view came from
}

// ajar is the gates of sources outside the scope that must be shut while facts
// are in part, because they open when a fact is missing (SEMANTICS S10).
func (p *pass) ajar() []plan.Gate {
	var out []plan.Gate
	for id, made := range p.compiled {
		if _, inScope := p.standing[id]; !inScope && made.admitted && made.opens {
			out = append(out, plan.Gate{Source: id, Admit: []view.Admission{made.view.Admission()}})
		}
	}
	return out
}

// admit remembers which gates admit what after the pass.
func (p *pass) admit() {
	for id, st := range p.standing {
		if m := p.observed.Sources[id].Managed; m != nil {
			p.stands[p.fold(m.Name.Schema)+"\x00"+p.fold(m.Name.Name)] = id
		}
		if place := p.sources[id].claims.place; place != "" && st.phase != state.PhaseConflict {
			p.stands[place] = id
		}
		made, ok := p.compiled[id]
		if !ok {
			continue
		}
		made.view, made.opens = st.wanted.View, st.wanted.Opens
		made.admitted = st.wanted.Presence == plan.Shown && st.phase != state.PhaseConflict
		p.compiled[id] = made
	}
}

// policiesOf is the policies that meet a source; the compiler would pass the
// others over, at a cost.
func (p *pass) policiesOf(s source) []policy.Policy {
	var out []policy.Policy
	for _, one := range p.activePolicies() {
		if p.matchers[one.ID].Source(s.Source) {
			out = append(out, one)
		}
	}
	return out
}

// want assembles what the warehouse should have.
func (p *pass) want() {
	p.wanted = plan.Wanted{Cluster: p.cluster, Claim: p.claim, Everything: p.scope.everything, Prune: p.prune, Users: p.wantedUsers(p.readers, p.scope)}
	p.wanted.Ajar = p.ajar()
	for _, id := range slices.Sorted(maps.Keys(p.standing)) {
		p.wanted.Sources = append(p.wanted.Sources, p.standing[id].wanted)
	}
	for _, id := range plan.Foreign(p.observed, p.wanted) {
		st := p.standing[id]
		if st.issues.Has("foreign-object") {
			continue // the pass wants for a second time
		}
		st.phase = state.PhaseConflict
		st.issues.Add(issue.Place{Input: "source " + id}, "foreign-object", "rename or drop it, or give the source another view name",
			"something that scrim did not make stands at %s, so it is left alone and the source has no view", p.sources[id].claims.name)
		p.standing[id] = st
	}
}

// unfencedHint is what helps a sensitive source: a fence only where there is one.
func unfencedHint(c catalog.Cluster) string {
	hint := "name the source in the cluster's accept_unfenced"
	if c.Kind == catalog.Postgres {
		hint += ", or set enforcement: fenced"
	}
	return hint
}
