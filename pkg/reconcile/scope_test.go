package reconcile

import (
	"maps"
	"slices"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/policy"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// One dirty row comes to everything that it reaches, and to nothing else.
func TestExpand(t *testing.T) {
	t.Parallel()
	w := newWorld(catalog.Cluster{ID: "main"}, nil)
	for _, id := range []string{"a", "b", "c"} {
		w.sources[id] = source{Source: catalog.Source{ID: id}}
		w.users[id+"nn"] = person{username: id + "nn"}
	}
	w.policies["p"] = policy.Policy{ID: "p", AppliesTo: policy.Target{Sources: []string{"b"}}}
	w.matchers["p"] = w.policies["p"].AppliesTo.On(w.cluster.Kind)
	w.projects["q"] = directory.Project{ID: "q", Members: []string{"ann"}, Sources: []string{"c"}, Purposes: []string{"fraud"}}
	for name, c := range map[string]struct {
		kind           event.Kind
		id             string
		sources, users []string
	}{
		"a source":           {event.KindSource, "a", []string{"a"}, nil},
		"a user":             {event.KindUser, "bnn", nil, []string{"bnn"}},
		"a policy":           {event.KindPolicy, "p", []string{"b"}, nil},
		"a project":          {event.KindProject, "q", []string{"c"}, []string{"ann"}},
		"a purpose":          {event.KindPurpose, "fraud", []string{"c"}, []string{"ann"}},
		"a purpose of none":  {event.KindPurpose, "audit", nil, nil},
		"the cluster itself": {event.KindCluster, "main", []string{"a", "b", "c"}, []string{"ann", "bnn", "cnn"}},
	} {
		s := w.expand([]store.Dirty{{Target: state.Target{Kind: c.kind, ID: c.id}}}, newTouched())
		if got := slices.Sorted(maps.Keys(s.sources)); !slices.Equal(got, c.sources) {
			t.Errorf("%s comes to sources %v", name, got)
		}
		if got := slices.Sorted(maps.Keys(s.users)); !slices.Equal(got, c.users) {
			t.Errorf("%s comes to users %v", name, got)
		}
		if s.everything != (c.kind == event.KindCluster) {
			t.Errorf("%s: everything is %v", name, s.everything)
		}
	}
}
