package stack_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/integration/stack"
	"scrim/pkg/event"
	"scrim/pkg/state"
)

// Sources may be called as the shared parts of a plan are: each is made, none
// is taken for the other, and nothing is left to be done.
func TestNamesOfTargets(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		ids := []string{"facts", "secrets", "witness", "schema governed"}
		documents := s.People() + stack.Everyone + stack.MaskEmail + stack.User(reader, "")
		for _, id := range ids {
			table := strings.ReplaceAll(id, " ", "_")
			s.Exec("CREATE TABLE hr."+table+" (id integer, region varchar(64), email varchar(64))", "INSERT INTO hr."+table+" VALUES (1, 'eu', 'a@x.com')")
			documents += "---" + strings.NewReplacer("id: people", "id: "+id, "name: people}", "name: "+table+"}").Replace(s.PeopleDocument())
		}
		s.Grant("hr")
		s.Put(documents)
		for _, id := range ids {
			if one := status(t, s, event.KindSource, id); one.Phase != state.PhaseApplied || len(one.Issues) != 0 {
				t.Errorf("source %s is %+v", id, one)
			}
			if diff := cmp.Diff([]string{"1|eu|-"}, s.Read(reader, strings.Replace(people, "hr_people", "hr_"+strings.ReplaceAll(id, " ", "_"), 1))); diff != "" {
				t.Errorf("source %s (-want +got):\n%s", id, diff)
			}
		}
		all, err := s.Store.ClusterStatuses(t.Context())
		if err != nil || len(all) != 1 || all[0].State != state.ClusterEnabled || all[0].Attempts != 0 {
			t.Errorf("the cluster is %+v, %v", all, err)
		}
		if again := s.Resync(); len(again.Units) != 0 {
			t.Errorf("planning again gives %d units: %+v", len(again.Units), again.Units)
		}
	})
}
