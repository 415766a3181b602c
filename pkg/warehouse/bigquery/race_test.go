package bigquery_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"scrim/integration/bigqueryd"
	"scrim/pkg/connector"
	"scrim/pkg/warehouse/bigquery"
)

const tool = "serviceAccount:segment-connector@" + project + ".iam.gserviceaccount.com"

// places are a project, a dataset and a table.
func places() []connector.Binding {
	return []connector.Binding{
		{Project: project, Member: tool},
		{Project: project, Dataset: "sales", Member: tool},
		{Project: project, Dataset: "sales", Table: "orders", Member: tool},
	}
}

// writes reports whether a request changes a policy.
func writes(r *http.Request) bool {
	return strings.HasSuffix(r.URL.Path, ":setIamPolicy") || r.Method == http.MethodPatch && strings.HasSuffix(r.URL.Path, "/datasets/sales")
}

// TestNothingIsLost: whatever another writer does between our reading and our
// writing of a policy, and whenever, what he gave is there in the end, what he
// took is gone, conditions and fields that nobody here knows are untouched,
// and our own member is as it should be.
func TestNothingIsLost(t *testing.T) {
	roles := []string{"roles/bigquery.dataViewer", "roles/bigquery.dataEditor", "roles/bigquery.jobUser"}
	rapid.Check(t, func(r *rapid.T) {
		g := google(t)
		defer g.Stop()
		g.Account("segment-connector")
		c, _ := client(t, g, provisioner)
		at := rapid.SampledFrom(places()).Draw(r, "place")
		// Others gave our own member these roles under a condition: they are no roles of ours.
		g.Put("sales", map[string]any{"role": "READER", "userByEmail": "segment-connector@" + project + ".iam.gserviceaccount.com", "condition": map[string]any{"title": "on sundays", "expression": "true"}})
		g.Put("", map[string]any{"role": "roles/bigquery.jobUser", "members": []any{tool}, "condition": map[string]any{"title": "on mondays", "expression": "true"}})
		mine := map[string]bool{}  // what we have
		given := map[string]bool{} // what others have, as role and member
		turns := 0
		g.OnRequest = func(q *http.Request) *bigqueryd.Answer {
			if !writes(q) || turns == 0 || !rapid.Bool().Draw(r, "another writes first") {
				return nil
			}
			turns--
			role, who := rapid.SampledFrom(roles).Draw(r, "role"), fmt.Sprintf("user:person%d@example.com", rapid.IntRange(0, 2).Draw(r, "who"))
			if given[role+who] && rapid.Bool().Draw(r, "takes") {
				g.Unbind(at.Dataset, at.Table, role, who)
				delete(given, role+who)
				return nil
			}
			if !given[role+who] {
				g.Bind(at.Dataset, at.Table, role, who)
				given[role+who] = true
			}
			return nil
		}
		for range rapid.IntRange(1, 6).Draw(r, "steps") {
			turns = rapid.IntRange(0, 8).Draw(r, "turns of another")
			b := at
			b.Role = rapid.SampledFrom(roles).Draw(r, "our role")
			do := rapid.SampledFrom([]connector.Do{connector.Make, connector.Remove}).Draw(r, "what we do")
			if err := c.Apply(t.Context(), connector.Step{Do: do, Thing: b}); err != nil {
				r.Fatal(err)
			}
			mine[b.Role] = do == connector.Make
		}
		for _, role := range roles {
			if got := g.Has(at.Dataset, at.Table, role, tool); got != mine[role] {
				r.Fatalf("we have %s: %v, and it should be %v", role, got, mine[role])
			}
			for i := range 3 {
				who := fmt.Sprintf("user:person%d@example.com", i)
				if got := g.Has(at.Dataset, at.Table, role, who); got != given[role+who] {
					r.Fatalf("%s has %s: %v, and it should be %v", who, role, got, given[role+who])
				}
			}
		}
		for _, kept := range []string{`someday\":\"kept`, "until spring", "auditConfigs", "totals", "by day", "by night", "on sundays", "on mondays"} {
			if !strings.Contains(g.Dump(), kept) {
				r.Fatalf("%s is lost", kept)
			}
		}
	})
}

// TestManyWriters: clients that write the same policies at once lose nothing of each other's.
func TestManyWriters(t *testing.T) {
	g := google(t)
	const writers, roles = 4, 5
	var wg sync.WaitGroup
	for w := range writers {
		member := fmt.Sprintf("user:writer%d@example.com", w)
		c, _ := client(t, g, provisioner)
		wg.Go(func() {
			for i := range roles {
				for _, b := range places() {
					b.Member, b.Role = member, fmt.Sprintf("roles/bigquery.role%d", i)
					if err := c.Apply(t.Context(), connector.Step{Do: connector.Make, Thing: b}); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	for w := range writers {
		for i := range roles {
			for _, b := range places() {
				if role, who := fmt.Sprintf("roles/bigquery.role%d", i), fmt.Sprintf("user:writer%d@example.com", w); !g.Has(b.Dataset, b.Table, role, who) {
					t.Errorf("%s has lost %s on %s.%s", who, role, b.Dataset, b.Table)
				}
			}
		}
	}
}

// TestNoEtag: a policy that comes without one is not written: Google would
// replace whatever there is by then.
func TestNoEtag(t *testing.T) {
	for _, b := range places() {
		g := google(t)
		g.Account("segment-connector")
		g.NoEtags = true
		c, _ := client(t, g, provisioner)
		b.Role = "roles/bigquery.dataViewer"
		if err := c.Apply(t.Context(), connector.Step{Do: connector.Make, Thing: b}); err == nil || !strings.Contains(err.Error(), "etag") {
			t.Errorf("%+v: %v", b, err)
		}
		if g.Has(b.Dataset, b.Table, b.Role, tool) {
			t.Errorf("%+v was written", b)
		}
	}
}

// TestNeverComesToRest: somebody who writes before each of our writes is not
// fought for ever.
func TestNeverComesToRest(t *testing.T) {
	g := google(t)
	g.Account("segment-connector")
	n := 0
	g.OnRequest = func(r *http.Request) *bigqueryd.Answer {
		if writes(r) {
			n++
			g.Bind("", "", fmt.Sprintf("roles/x%d", n), "user:busy@example.com")
		}
		return nil
	}
	c, _ := client(t, g, provisioner)
	err := c.Apply(t.Context(), connector.Step{Do: connector.Make, Thing: connector.Binding{Project: project, Member: tool, Role: "roles/bigquery.jobUser"}})
	if err == nil || n < 5 || n > 50 {
		t.Errorf("after %d attempts: %v", n, err)
	}
}

// TestCrash: wherever scrim stops between two steps, or between a step and
// its note of it, going on ends in the same.
func TestCrash(t *testing.T) {
	doc := segment(func(c *connector.Connector) { c.Exact = true })
	want := wants(t, doc)
	whole := google(t)
	c, _ := client(t, whole, provisioner)
	carryOut(t, c, plan(t, c, want, nil), nil)
	for at := range len(want) + 1 {
		g := google(t)
		c, _ := client(t, g, provisioner)
		var held []connector.Thing
		for _, s := range plan(t, c, want, nil).Steps[:at] {
			if err := c.Apply(t.Context(), s); err != nil {
				t.Fatal(err)
			}
			held = hold(held, s)
		}
		again, _ := client(t, g, provisioner)
		held = carryOut(t, again, plan(t, again, want, held), held)
		same(t, fmt.Sprintf("after a crash at step %d it is not the same", at), whole.Dump(), g.Dump())
		// The answer to a step may be lost with the process: doing it again changes nothing but for what must be new.
		for _, s := range held {
			if _, ok := s.(connector.Binding); ok {
				if err := again.Apply(t.Context(), connector.Step{Do: connector.Make, Thing: s}); err != nil {
					t.Error(err)
				}
			}
		}
		same(t, "doing a step again changes something", whole.Dump(), g.Dump())
		for _, s := range slices.Backward(held) {
			for range 2 {
				if err := again.Apply(t.Context(), connector.Step{Do: connector.Remove, Thing: s}); err != nil {
					t.Errorf("removing twice: %v", err)
				}
			}
		}
	}
}

// TestRemovalLeavesOthers: what others gave to the account, and what they put
// in the dataset, outlives it; and it is said what is in the way.
func TestRemovalLeavesOthers(t *testing.T) {
	g := google(t)
	before := g.Dump()
	c, _ := client(t, g, provisioner)
	doc := segment(nil)
	want := wants(t, doc)
	held := carryOut(t, c, plan(t, c, want, nil), nil)
	g.Table("__segment_reverse_etl", "syncs")
	p := plan(t, c, nil, held)
	if len(p.Left) != 1 || !strings.Contains(p.Left[0].For, "syncs") {
		t.Fatalf("left is %+v", p.Left)
	}
	held = carryOut(t, c, p, held)
	if len(held) != 1 {
		t.Fatalf("held is %v", held)
	}
	// Somebody puts a table there after the plan: Google itself refuses.
	err := c.Apply(t.Context(), connector.Step{Do: connector.Remove, Thing: held[0]})
	if err == nil || !strings.Contains(err.Error(), bigquery.ErrHolds.Error()) {
		t.Errorf("a dataset with a table: %v", err)
	}
	g.Untable("__segment_reverse_etl", "syncs")
	carryOut(t, c, plan(t, c, nil, held), held)
	same(t, "what was there before is not what is left", before, g.Dump())
}
