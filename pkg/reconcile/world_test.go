package reconcile

import (
	"crypto/rand"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/plan"
	"scrim/pkg/state"
	"scrim/pkg/store"
	"scrim/pkg/store/sqlite"
	"scrim/pkg/view"
)

// known is a world over a store of its own.
type known struct {
	*world
	t     *testing.T
	store *sqlite.Store
}

func newKnown(t *testing.T) *known {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "scrim.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	decoder, err := event.NewDecoder()
	if err != nil {
		t.Fatal(err)
	}
	c := catalog.Cluster{ID: "main", Kind: catalog.Postgres, Host: "db", Port: 5432, ViewDatabase: "app"}
	return &known{world: newWorld(c, decoder), t: t, store: s}
}

// send accepts documents of one sender, and what is taken back at a version.
func (k *known) send(sender, documents string, gone ...event.Delete) {
	k.t.Helper()
	parsed, issues := event.DecodeDocuments([]byte(documents), "test")
	if err := issues.Err(); err != nil {
		k.t.Fatal(err)
	}
	var events []event.Event
	for _, d := range parsed {
		events = append(events, event.Event{Body: event.Put{Document: d}})
	}
	for _, g := range gone {
		events = append(events, event.Event{Body: g})
	}
	for i := range events {
		events[i].ID, events[i].Sender, events[i].Time = rand.Text(), sender, time.Now().UTC()
		raw, err := event.Encode(events[i])
		if err != nil {
			k.t.Fatal(err)
		}
		events[i].Raw = raw
	}
	if _, err := k.store.Accept(k.t.Context(), store.Delivery{Sender: sender, ID: rand.Text(), Digest: "of a test", Now: time.Now()}, events); err != nil {
		k.t.Fatal(err)
	}
}

// learn refreshes the world and says what a pass would be about.
func (k *known) learn() (sources, users string) {
	k.t.Helper()
	var s *scope
	err := k.store.Read(k.t.Context(), func(snapshot store.Snapshot) error {
		touched, err := k.refresh(snapshot)
		if err != nil {
			return err
		}
		s = k.expand(nil, touched)
		return touched.concern(snapshot, s)
	})
	if err != nil {
		k.t.Fatal(err)
	}
	list := func(ids map[string]bool) string { return strings.Join(slices.Sorted(maps.Keys(ids)), " ") }
	return list(s.sources), list(s.users)
}

func (k *known) reaches(what, sources, users string) {
	k.t.Helper()
	if gotSources, gotUsers := k.learn(); gotSources != sources || gotUsers != users {
		k.t.Errorf("%s comes to sources %q and users %q, not %q and %q", what, gotSources, gotUsers, sources, users)
	}
}

func sourceDocument(id, version, more string) string {
	return "---\nkind: source\nid: " + id + "\nversion: " + version + "\nhost: db\ntable: {database: app, schema: hr, name: " + id + "}\ncolumns: [{name: id}]\n" + more + "\n"
}

func policyDocument(version, target string) string {
	return "---\nkind: policy\nid: p\nversion: " + version + "\napplies_to: {sources: [" + target + "]}\nsubscription: {grant: everyone}\n"
}

// What a refresh finds changed comes to what it reached before and what it
// reaches now, and to nothing twice.
func TestRefresh(t *testing.T) {
	t.Parallel()
	k := newKnown(t)
	k.send("a", sourceDocument("one", "1", "")+sourceDocument("two", "1", "")+sourceDocument("three", "1", ""))
	k.reaches("the first look", "one three two", "")
	k.reaches("a second one", "", "")

	k.send("a", policyDocument("1", "one"))
	k.reaches("a new policy", "one", "")
	k.send("a", policyDocument("2", "two"))
	k.reaches("a policy that moved", "one two", "")

	k.send("a", "---\nkind: user\nid: ana\nversion: 1\n---\nkind: user\nid: bob\nversion: 1\nusernames: {main: robert}\n")
	k.reaches("two users", "", "ana bob")
	k.send("a", "---\nkind: user\nid: bob\nversion: 2\nusernames: {main: ana}\n")
	k.reaches("a name that becomes another's too", "", "ana bob")
	if k.clash("ana") == nil || k.clash("bob") == nil {
		t.Error("two users with one name do not clash")
	}
	k.send("a", "", event.Delete{Kind: event.KindUser, ID: "bob", Version: 3})
	k.reaches("a name that is one user's again", "", "ana bob")
	if k.clash("ana") != nil {
		t.Error("one user clashes with nobody")
	}

	k.send("a", "---\nkind: access\nuser: ana\nsource: three\nversion: 1\ndecision: approved\n")
	k.learn()
	k.send("a", "", event.Delete{Kind: event.KindSource, ID: "three", Version: 2})
	k.reaches("a source that goes", "three", "ana")
}

// A policy of which nobody can say what it is closes what any of its contents
// meets, and what only its former content met is looked at and closed by it no
// more; a word that settles it opens both.
func TestRefreshInDoubt(t *testing.T) {
	t.Parallel()
	k := newKnown(t)
	k.send("a", sourceDocument("one", "1", "")+sourceDocument("two", "1", "")+sourceDocument("three", "1", "")+policyDocument("1", "one"))
	k.learn()
	doubted := func() (out []string) {
		for _, id := range slices.Sorted(maps.Keys(k.sources)) {
			if len(k.doubts(k.sources[id].Source)) > 0 {
				out = append(out, id)
			}
		}
		return out
	}
	k.send("b", policyDocument("1", "two"))
	k.reaches("a second sender's policy", "one two", "")
	if got := doubted(); !slices.Equal(got, []string{"one", "two"}) || len(k.policies) != 0 {
		t.Errorf("in doubt are %v, policies %v", got, k.policies)
	}
	k.send("b", "", event.Delete{Kind: event.KindPolicy, ID: "p", Version: 2})
	k.reaches("one sender's word", "one two", "")
	if got := doubted(); len(got) != 0 || len(k.policies) != 1 {
		t.Errorf("in doubt are %v, policies %v", got, k.policies)
	}
}

// looked is a pass over one source with a view, of which a document is dirty.
func looked(id string) *pass {
	w := newWorld(catalog.Cluster{ID: "main"}, nil)
	v := view.View{Source: id, Name: catalog.ViewName{Schema: "governed", Name: "s"}}
	return &pass{world: w, dirty: []store.Dirty{{Target: state.Target{Kind: event.KindPolicy, ID: "p"}}},
		standing: map[string]standing{id: {full: v, wanted: plan.WantedSource{ID: "s", Presence: plan.Shown, View: v}}}}
}

// What became of a pass is decided from what the warehouse answered: only a
// unit that says it is done is, and what failed stays on the list by its name.
// A source may be called as what all of them share is.
func TestSettle(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"s", "facts", "secrets", "witness", "schema governed"} {
		t.Run(id, func(t *testing.T) { settles(t, id) })
	}
}

func settles(t *testing.T, id string) {
	facts, own := plan.Target{Kind: plan.TargetFacts}, plan.SourceTarget(id)
	secrets, witness := plan.Target{Kind: plan.TargetSecrets}, plan.Target{Kind: plan.TargetWitness}
	script := plan.Script{}
	for _, one := range []plan.Target{facts, facts, secrets, own, witness} {
		script.Units = append(script.Units, plan.ScriptUnit{Target: one})
	}
	done := func(targets ...plan.Target) (out []plan.Outcome) {
		for _, one := range targets {
			out = append(out, plan.Outcome{Target: one, Done: true})
		}
		return out
	}
	for name, c := range map[string]struct {
		outcomes []plan.Outcome
		facts    bool
		phase    state.Phase
		again    int
	}{
		"all of it":                 {done(facts, facts, secrets, own, witness), true, state.PhaseApplied, 0},
		"not read back":             {done(facts, facts, secrets, own), true, state.PhaseApplied, 0},
		"not reached":               {done(facts, facts, secrets), true, state.PhaseFailed, 1},
		"facts in part":             {done(facts, secrets), false, state.PhaseFailed, 1},
		"no salts":                  {done(facts, facts), false, state.PhaseFailed, 1},
		"a view refused":            {append(done(facts, facts, secrets, witness), plan.Outcome{Target: own, Err: errNoCluster}), true, state.PhaseFailed, 1},
		"the encoding lacks a text": {append(done(facts, facts, secrets), plan.Outcome{Target: own, Err: errNoCluster, Unstorable: "22P05"}), true, state.PhaseFailed, 1},
	} {
		p := looked(id)
		got := p.settle(c.outcomes, script)
		if got.facts != c.facts || got.statuses[0].Phase != c.phase || len(got.again) != c.again || len(got.done) != 1 || len(got.deployed) != 1-c.again {
			t.Errorf("%s: %+v", name, got)
		}
		again := p.withheld(id, p.standing[id])
		if shut := again.wanted.Presence == plan.Shut; shut != (name == "the encoding lacks a text") || shut != again.issues.Has("view-unwritable") {
			t.Errorf("%s: afterwards the source is %+v", name, again)
		}
	}
}

// A policy that names a column in another case than the source's document is
// about it where the warehouse knows no case, and reaches it when it changes.
func TestPoliciesMeetFoldedNames(t *testing.T) {
	t.Parallel()
	for kind, meets := range map[catalog.ClusterKind]bool{catalog.Redshift: true, catalog.Postgres: false} {
		k := newKnown(t)
		k.cluster.Kind = kind
		k.send("a", sourceDocument("one", "1", ""))
		k.learn()
		k.send("a", "---\nkind: policy\nid: p\nversion: 1\napplies_to: {databases: [APP], columns: [ID]}\nrules: [{mask: {null: {}}}]\n")
		if sources, _ := k.learn(); (sources == "one") != meets {
			t.Errorf("on %s the policy comes to sources %q", kind, sources)
		}
		if got := len((&pass{world: k.world}).policiesOf(k.sources["one"])) == 1; got != meets {
			t.Errorf("on %s the policy meets the source: %v", kind, got)
		}
	}
}

// What an owner selects is looked at when the source says so, when the policy
// comes and when it goes.
func TestRefreshOfSelected(t *testing.T) {
	t.Parallel()
	k := newKnown(t)
	chosen := func(version string) string {
		return "---\nkind: policy\nid: p\nversion: " + version + "\napplies_to: {selected: true}\nrules: [{mask: {null: {}}}]\n"
	}
	k.send("a", sourceDocument("one", "1", "policies: [p]")+sourceDocument("two", "1", ""))
	k.learn()
	k.send("a", chosen("1"))
	k.reaches("a policy that a source waits for", "one", "")
	k.send("a", sourceDocument("two", "2", "policies: [p]"))
	k.reaches("a source that selects it", "two", "")
	k.send("a", "", event.Delete{Kind: event.KindPolicy, ID: "p", Version: 2})
	k.reaches("a policy that goes", "one two", "")
}
