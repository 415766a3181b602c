package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/state"
	"scrim/pkg/store"
	"scrim/pkg/view"
)

// world is what one worker keeps in memory of the documents, at one revision:
// everything that views are compiled from, and of users only what decides
// whose facts a change can touch. It is a cache of the store and nothing more:
// it is dropped with the lease and built again from revision 0.
type world struct {
	revision uint64
	cluster  catalog.Cluster
	synced   bool // some sender has said scrim.sync.completed

	sources  map[string]source
	policies map[string]policy.Policy
	matchers map[string]policy.Matcher // by policy
	projects map[string]directory.Project
	purposes map[string]directory.Purpose
	users    map[string]person
	claimed  map[string]map[string]bool // warehouse name → ids of the users that map to it
	tables   map[string]map[string]bool // claims of sources: by table,
	places   map[string]map[string]bool // by view name,
	schemas  map[string]map[string]bool // by view schema
	stands   map[string]string          // which source's view stood at a place when a pass last looked, whether it claims it or not

	compiled  map[string]compiled
	confirmed map[string]catalog.Confirmation // reviews for this cluster, by id
	problems  map[state.Target]issue.List     // documents that have no effect, and why
	decoder   *event.Decoder

	unstorable unstorable                 // not of the documents: what the warehouse cannot store of them
	unwritable map[view.Admission]bool    // nor is this: views that its encoding cannot write
	unclear    map[string][]policy.Policy // policies of which nobody can say what they are: all that they may be; none is anything
}

// source is a data source document as it stands.
type source struct {
	catalog.Source
	object state.Object // without its document
	claims claims
}

// person is what is remembered of a user between passes.
type person struct {
	username   string // on this cluster; "" is none
	attributes []string
}

// compiled is the outcome of one compilation, kept until something it was
// made from changes.
type compiled struct {
	view     view.View
	decision compile.Decision
	issues   issue.List
	opens    bool // it shows more to whom a fact is missing, or may
	admitted bool // its gate admits the view, by this term's last pass over it
}

func newWorld(cluster catalog.Cluster, decoder *event.Decoder) *world {
	return &world{
		cluster: cluster, decoder: decoder,
		sources: map[string]source{}, policies: map[string]policy.Policy{}, matchers: map[string]policy.Matcher{},
		projects: map[string]directory.Project{}, purposes: map[string]directory.Purpose{},
		users: map[string]person{}, claimed: map[string]map[string]bool{},
		tables: map[string]map[string]bool{}, places: map[string]map[string]bool{}, stands: map[string]string{}, schemas: map[string]map[string]bool{},
		compiled: map[string]compiled{}, problems: map[state.Target]issue.List{}, confirmed: map[string]catalog.Confirmation{}, unclear: map[string][]policy.Policy{}, unstorable: unstorable{}, unwritable: map[view.Admission]bool{},
	}
}

// touched is what a refresh found changed, before and after.
type touched struct {
	sources, users, policies, projects, purposes map[string]bool
	reborn                                       map[string]bool // sources that came, went or are others of the same id: approvals may not mean them
	names                                        map[string]bool // warehouse names that users had before the change
	opened                                       bool            // the first load is now complete
	all                                          bool            // look at everything
	affected                                     map[string]bool // sources that a changed policy or project met before the change
	members                                      map[string]bool // users of changed projects before the change
}

func newTouched() *touched {
	return &touched{
		sources: map[string]bool{}, users: map[string]bool{}, policies: map[string]bool{},
		projects: map[string]bool{}, purposes: map[string]bool{}, affected: map[string]bool{}, members: map[string]bool{}, names: map[string]bool{}, reborn: map[string]bool{},
	}
}

// refresh brings the world to the snapshot's revision, by what changed since.
func (w *world) refresh(s store.Snapshot) (*touched, error) {
	t := newTouched()
	for _, kind := range []event.Kind{event.KindSource, event.KindPolicy, event.KindProject, event.KindPurpose, event.KindReview, event.KindUser} {
		changed, err := s.Objects(kind, w.revision)
		if err != nil {
			return nil, fmt.Errorf("reading %s documents: %w", kind, err)
		}
		for _, id := range ids(changed) {
			if err := w.update(s, t, kind, id); err != nil {
				return nil, err
			}
		}
	}
	synced, err := s.Synced()
	if err != nil {
		return nil, fmt.Errorf("reading completed syncs: %w", err)
	}
	if len(synced) > 0 && !w.synced {
		w.synced, t.opened = true, true
	}
	w.revision = s.Revision()
	return t, nil
}

func ids(objects []state.Stored) []string {
	seen := map[string]bool{}
	for _, o := range objects {
		seen[o.ID] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// update reads one document as it now stands, over all its senders.
func (w *world) update(s store.Snapshot, t *touched, kind event.Kind, id string) error {
	objects, err := s.Object(kind, id)
	if err != nil {
		return fmt.Errorf("reading %s %q: %w", kind, id, err)
	}
	target := state.Target{Kind: kind, ID: id}
	delete(w.problems, target)
	object, settled := state.Settle(objects)
	var noun event.Noun
	switch {
	case !settled:
		w.problems[target] = state.Dispute(objects)
	case object.Live():
		document, issues := w.decoder.DecodeDocument(kind, object.Data)
		if issues.HasErrors() {
			w.problems[target] = issues
			break
		}
		noun = document.Noun
	}
	if kind == event.KindPolicy {
		w.doubt(t, id, object, noun)
	}
	w.put(t, target, object, noun)
	return nil
}

// doubt remembers what a policy may be that is in conflict or cannot be read:
// the sources that any of its contents meets are closed, since to leave out a
// policy shows what it hides.
func (w *world) doubt(t *touched, id string, object state.Object, noun event.Noun) {
	before, doubted := w.unclear[id]
	delete(w.unclear, id)
	if doubted {
		w.meetAny(t, before)
	}
	if noun != nil || !object.Live() {
		return
	}
	var all []policy.Policy
	for _, content := range object.Contents() {
		document, issues := w.decoder.DecodeDocument(event.KindPolicy, content)
		n, ok := document.Noun.(event.Policy)
		if issues.HasErrors() || !ok {
			all = nil
			break
		}
		all = append(all, n.Policy)
	}
	w.unclear[id] = all
	w.meetAny(t, all)
}

// meetAny marks the sources that any of these policies applies to; no policy
// at all means every source.
func (w *world) meetAny(t *touched, all []policy.Policy) {
	for _, s := range w.sources {
		if w.mayMeet(all, s.Source) {
			t.affected[s.ID] = true
		}
	}
}

func (w *world) mayMeet(all []policy.Policy, s catalog.Source) bool {
	return len(all) == 0 || slices.ContainsFunc(all, func(p policy.Policy) bool { return p.AppliesTo.On(w.cluster.Kind).Source(s) })
}

// doubts lists the policies that may meet a source and of which nobody can say
// what they are.
func (w *world) doubts(s catalog.Source) []string {
	var out []string
	for id, all := range w.unclear {
		if w.mayMeet(all, s) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// put replaces one noun; nil removes it.
func (w *world) put(t *touched, target state.Target, object state.Object, noun event.Noun) {
	id := target.ID
	switch target.Kind {
	case event.KindSource:
		w.putSource(t, id, object, noun)
	case event.KindPolicy:
		t.policies[id] = true
		w.meets(t, id)
		delete(w.policies, id)
		delete(w.matchers, id)
		if n, ok := noun.(event.Policy); ok {
			w.policies[id], w.matchers[id] = n.Policy, n.AppliesTo.On(w.cluster.Kind)
		}
		w.meets(t, id)
	case event.KindProject:
		t.projects[id] = true
		w.joins(t, id)
		delete(w.projects, id)
		if n, ok := noun.(event.Project); ok {
			w.projects[id] = n.Project
		}
		w.joins(t, id)
	case event.KindPurpose:
		t.purposes[id] = true
		delete(w.purposes, id)
		if n, ok := noun.(event.Purpose); ok {
			w.purposes[id] = n.Purpose
		}
	case event.KindUser:
		w.putUser(t, id, noun)
	case event.KindReview:
		w.putReview(t, id, noun)
	case event.KindCluster, event.KindSession, event.KindAcknowledgement, event.KindAccess, event.KindRequest, event.KindConnector:
	}
}

func (w *world) putReview(t *touched, id string, noun event.Noun) {
	t.sources[w.confirmed[id].Source] = true
	delete(w.confirmed, id)
	if n, ok := noun.(event.Review); ok && n.Cluster == w.cluster.ID {
		w.confirmed[id] = n.Confirmation
		t.sources[n.Source] = true
	}
	delete(t.sources, "")
}

// reviewed says which columns of a table are confirmed as they now are: by the
// platform's snapshots or by somebody here (SEMANTICS S13).
func (w *world) reviewed(s source, before state.Applied, base catalog.Signature) map[string]bool {
	out := state.Confirmed(s.object.Reviews, before, base, w.cluster.Kind.IsRedshift())
	for _, c := range w.confirmed {
		if c.Source != s.ID {
			continue
		}
		for _, column := range base.Columns {
			if c.Covers(base, column) {
				out[column.Name] = true
			}
		}
	}
	return out
}

// foldReviews is reviews by the names that the warehouse has.
func (w *world) foldReviews(reviews state.Reviews) state.Reviews {
	if !w.cluster.Kind.IsRedshift() {
		return reviews
	}
	out := make(state.Reviews, len(reviews))
	for name, review := range reviews {
		out[w.fold(name)] = review
	}
	return out
}

func (w *world) putUser(t *touched, id string, noun event.Noun) {
	t.users[id] = true
	old := w.users[id]
	w.claim(t, old.username, id, false)
	delete(w.users, id)
	if n, ok := noun.(event.User); ok {
		username := w.cluster.Username(n.ID, n.Usernames)
		w.users[id] = person{username: username, attributes: slices.Sorted(maps.Keys(n.Attributes))}
		w.claim(t, username, id, true)
	}
}

// claim records who maps to a name; whoever shares it, before or after, is
// touched too.
func (w *world) claim(t *touched, name, id string, take bool) {
	if name == "" {
		return
	}
	t.names[name] = true
	if take {
		if w.claimed[name] == nil {
			w.claimed[name] = map[string]bool{}
		}
		w.claimed[name][id] = true
	}
	for other := range w.claimed[name] {
		t.users[other] = true
	}
	if !take {
		delete(w.claimed[name], id)
		if len(w.claimed[name]) == 0 {
			delete(w.claimed, name)
		}
	}
}

// meets marks the sources that a policy applies to.
func (w *world) meets(t *touched, id string) {
	if all, doubted := w.unclear[id]; doubted {
		w.meetAny(t, all)
	}
	matcher := w.matchers[id]
	for _, s := range w.sources {
		if matcher.Source(s.Source) {
			t.affected[s.ID] = true
		}
	}
}

// joins marks what a project connects.
func (w *world) joins(t *touched, id string) {
	for _, s := range w.projects[id].Sources {
		t.affected[s] = true
	}
	for _, m := range w.projects[id].Members {
		t.members[m] = true
	}
}

func (w *world) putSource(t *touched, id string, object state.Object, noun event.Noun) {
	t.sources[id] = true
	old, known := w.sources[id]
	if known {
		w.register(t, old, false)
		delete(w.sources, id)
	}
	n, live := noun.(event.Source)
	if live {
		object.Data = nil
		object.Reviews = w.foldReviews(object.Reviews)
		s := source{Source: n.Source, object: object, claims: w.claims(n.Source)}
		w.sources[id] = s
		w.register(t, s, true)
	}
	if known != live || old.object.Created != object.Created {
		t.reborn[id] = true
	}
}

// here reports what this cluster has to do with a source.
func (w *world) here(s catalog.Source) state.Phase {
	switch {
	case !w.cluster.Serves(s):
		return state.PhaseUnmatched
	case !w.cluster.Governs(s.Table.Database):
		return state.PhaseOutOfScope
	}
	return state.PhasePending
}

// activePolicies is every policy, by id; which are active is the compiler's
// question, since it depends on now.
func (w *world) activePolicies() []policy.Policy {
	out := slices.Collect(maps.Values(w.policies))
	slices.SortFunc(out, func(a, b policy.Policy) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// compared is every attribute that some view here compares with a column, and
// the types (SEMANTICS S8).
func (w *world) compared() map[string][]catalog.Type {
	out := map[string][]catalog.Type{}
	for _, c := range w.compiled {
		for _, comparison := range c.decision.Comparisons {
			if !slices.Contains(out[comparison.Attribute], comparison.Type) {
				out[comparison.Attribute] = append(out[comparison.Attribute], comparison.Type)
			}
		}
	}
	for _, types := range out {
		slices.SortFunc(types, func(a, b catalog.Type) int { return cmp.Compare(a.String(), b.String()) })
	}
	return out
}
