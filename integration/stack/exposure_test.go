package stack_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
	"scrim/pkg/catalog"
	"scrim/pkg/control"
	"scrim/pkg/render"
	"scrim/pkg/server/api"
	"scrim/pkg/view"
)

// A plan says who gains and loses what, and, when asked, how many rows: as many
// as readers then see more and fewer.
func TestExposureIsCounted(t *testing.T) {
	pgtesting.NeedServers(t)
	for name, start := range map[string]func(testing.TB, ...string) *stack.Stack{"postgres": stack.New, "redshift": stack.NewRedshift} {
		t.Run(name, func(t *testing.T) { exposed(t, start(t, "apply: review")) })
	}
}

func exposed(t *testing.T, s *stack.Stack) {
	t.Helper()
	eu, both, us, none := s.Reader(), s.Reader(), s.Reader(), s.Reader()
	filter := func(condition string) string {
		return "\n---\nkind: policy\nid: rows\napplies_to: {sources: [people]}\nrules:\n  - filter: '" + condition + "'\n"
	}
	s.Put(s.People() + stack.Everyone + filter(`row.region == "eu"`) +
		stack.User(eu, "attributes: {region: [eu]}") + stack.User(both, "attributes: {region: [eu, us]}") + stack.User(us, "attributes: {region: [us]}") + stack.User(none, ""))
	approve(t, s)
	s.Put(filter(`row.region in user.attribute("region")`))

	before := map[string]int{}
	for _, reader := range []string{eu, both, us, none} {
		before[reader] = len(s.Read(reader, people))
	}
	p, err := s.Control.Plan(t.Context(), api.PlanQuery{Cluster: "main", Count: true})
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	change := map[string]int64{}
	for _, c := range p.Exposure.Views.Changes {
		for _, user := range p.Exposure.Views.Users(c) {
			if c.Count == nil || c.Count.Not != "" || c.Count.As != "" {
				t.Fatalf("it was not counted: %+v %+v", c, c.Count)
			}
			told[user] = fmt.Sprintf("%s %s, %d more, %d fewer", c.What, c.Effect, c.Count.Gained, c.Count.Lost)
			change[user] = c.Count.Gained - c.Count.Lost
		}
	}
	// What is no proven gain was taken away at once: us sees nothing meanwhile, and neither does none.
	want := map[string]string{both: "rows gains, 1 more, 0 fewer", us: "rows gains, 1 more, 0 fewer"}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
	if len(p.Exposure.Waiting) != 1 || !p.Exposure.Facts.Nothing() {
		t.Errorf("%+v", p.Exposure)
	}
	for _, u := range p.Units {
		if text := strings.Join(u.Statements, "\n"); strings.Contains(text, "COUNT(") {
			t.Errorf("counting is no part of the plan: %s", text)
		}
	}
	approve(t, s)
	for reader, was := range before {
		if is := len(s.Read(reader, people)); int64(is-was) != change[reader] {
			t.Errorf("%s saw %d rows and sees %d, and %d more were counted", reader, was, is, change[reader])
		}
	}

	// Facts wait for nobody, whatever the cluster's apply says.
	s.Put(stack.User(none, "attributes: {region: [us]}"))
	if rows := s.Read(none, people); len(rows) != 1 {
		t.Errorf("who joins sees at once what is theirs, and it is %v", rows)
	}
}

// A count that takes too long ends, on the warehouse too.
func TestACountEnds(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	s.Exec("CREATE SCHEMA hr", "CREATE TABLE hr.slow AS SELECT g AS id FROM pg_catalog.generate_series(1, 1000000) AS g")
	s.Grant("hr")
	err := s.Control.Tools.Reading(t.Context(), s.Cluster, func(tables control.Tables) error {
		slow := catalog.Table{Database: s.Base, Schema: "hr", Name: "slow"}
		_, err := tables.CountRows(context.Background(), slow, [][2]render.Sieve{{{Pred: view.Never{}}, {Pred: view.Always{}}}}, time.Millisecond)
		if !errors.Is(err, control.ErrSlow) {
			t.Errorf("counting is %v", err)
		}
		id := view.ColumnRef{Name: "id", Type: catalog.Type{Kind: catalog.Integer}}
		if _, _, err = tables.Seek(context.Background(), slow, []view.Pred{view.IsNull{Column: id}}, time.Millisecond); !errors.Is(err, control.ErrSlow) {
			t.Errorf("seeking is %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
