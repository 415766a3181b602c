package bigquery_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
	"scrim/pkg/warehouse/bigquery"
)

// TestLifecycle: in each way of using the recipe everything that is wanted is
// made; planning again is empty; the connector's key does all that it must and
// nothing that it must not; and once it is removed, what was there before is
// exactly what is left.
func TestLifecycle(t *testing.T) {
	for title, change := range documents() {
		t.Run(title, func(t *testing.T) {
			g := google(t)
			before := g.Dump()
			c, _ := client(t, g, provisioner)
			doc := segment(change)
			want := wants(t, doc)
			first := plan(t, c, want, nil)
			if len(first.Steps) != len(want) {
				t.Fatalf("%d steps for %d things", len(first.Steps), len(want))
			}
			held := carryOut(t, c, first, nil)
			if again := plan(t, c, want, held); !again.Empty() || len(again.Unseen)+len(again.Foreign)+len(again.Hazards) > 0 {
				t.Fatalf("planning again gives %+v", again)
			}
			as := keyed(t, c, g, doc)
			untried := g.Dump()
			tryOut(t, c, as, doc)
			same(t, "a trial leaves something behind", untried, g.Dump())
			held = carryOut(t, c, plan(t, c, nil, held), held)
			if len(held) > 0 {
				t.Errorf("still held: %v", held)
			}
			same(t, "what was there before is not what is left", before, g.Dump())
		})
	}
}

func tryOut(t *testing.T, c, as *bigquery.Client, doc connector.Connector) {
	t.Helper()
	report, err := c.Try(t.Context(), doc, as)
	if err != nil {
		t.Fatal(err)
	}
	if !report.Proven() {
		t.Errorf("it is not proven: left %v", report.Left)
	}
	for _, r := range report.Results {
		t.Logf("%-8s %-10s %-17s %s: %s", r.Expect, r.Status, r.Name, r.Tries, r.Said)
		if r.Status != trial.Passed {
			t.Errorf("%s: %s is %s: %s", r.Name, r.Tries, r.Status, r.Said)
		}
	}
}

// TestBreakages: whatever an account has too much or too little of, its trial
// says so, and nothing else.
func TestBreakages(t *testing.T) {
	const member = "serviceAccount:segment-connector@" + project + ".iam.gserviceaccount.com"
	for _, one := range []struct {
		breakage string
		do       func(bind func(data, table, role, member string))
		fails    string
	}{
		{"reads another dataset", func(bind func(a, b, c, d string)) { bind("salaries", "", "roles/bigquery.dataViewer", member) }, "read-other"},
		{"reads a table of another dataset", func(bind func(a, b, c, d string)) { bind("salaries", "paid", "roles/bigquery.dataViewer", member) }, "read-other"},
		{"writes a source", func(bind func(a, b, c, d string)) { bind("sales", "", "roles/bigquery.dataEditor", member) }, "write-source create-in-source"},
		{"writes a table", func(bind func(a, b, c, d string)) { bind("sales", "customers", "roles/bigquery.dataEditor", member) }, "write-source"},
		{"owns a source", func(bind func(a, b, c, d string)) { bind("sales", "", "roles/bigquery.dataOwner", member) }, "write-source create-in-source change-source"},
		{"makes datasets", func(bind func(a, b, c, d string)) { bind("", "", "roles/bigquery.user", member) }, "create-dataset"},
		{"gives roles", func(bind func(a, b, c, d string)) { bind("", "", "roles/resourcemanager.projectIamAdmin", member) }, "set-policy own-keys"},
		{"makes keys", func(bind func(a, b, c, d string)) { bind("", "", "roles/iam.serviceAccountKeyAdmin", member) }, "set-policy own-keys"},
		{"changes roles", func(bind func(a, b, c, d string)) { bind("", "", "roles/iam.roleAdmin", member) }, "set-policy"},
	} {
		t.Run(one.breakage, func(t *testing.T) {
			g := google(t)
			c, _ := client(t, g, provisioner)
			doc := segment(nil)
			carryOut(t, c, plan(t, c, wants(t, doc), nil), nil)
			given := map[string]bool{} // what takes it away
			one.do(func(data, table, role, member string) {
				g.Bind(data, table, role, member)
				text, err := bigquery.Text(connector.Step{Do: connector.Remove, Thing: connector.Binding{Project: project, Dataset: data, Table: table, Role: role, Member: member}})
				if err != nil {
					t.Fatal(err)
				}
				given[text] = true
			})
			untried := g.Dump()
			as, _ := client(t, g, member)
			report, err := c.Try(t.Context(), doc, as)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "a trial leaves something behind", untried, g.Dump())
			failed := map[string]bool{}
			for _, r := range report.Results {
				switch {
				case r.Status == trial.Failed && r.Expect == trial.Refused:
					failed[r.Name] = true
					if len(r.Repairs) != 1 || !given[r.Repairs[0].Text] {
						t.Errorf("%s is repaired by %v", r.Name, r.Repairs)
					}
				case r.Status != trial.Passed:
					t.Errorf("%s, %s, is %s: %s", r.Name, r.Tries, r.Status, r.Said)
				}
			}
			for _, name := range strings.Fields(one.fails) {
				if !failed[name] {
					t.Errorf("%s is not found", name)
				}
				delete(failed, name)
			}
			if len(failed) > 0 || len(report.Left) > 0 {
				t.Errorf("beyond that: %v, left %v", failed, report.Left)
			}
		})
	}
}

// TestTooLittle: each thing that is taken away is missed by a trial, which
// says what repairs it where scrim does.
func TestTooLittle(t *testing.T) {
	for title, change := range documents() {
		doc := segment(change)
		for _, w := range wants(t, doc) {
			b, ok := w.Thing.(connector.Binding)
			if !ok || strings.HasSuffix(b.Role, "bigquery.jobUser") && !doc.Beforehand || strings.HasSuffix(b.Role, "metadataViewer") {
				continue // another role gives the same
			}
			g := google(t)
			c, _ := client(t, g, provisioner)
			carryOut(t, c, plan(t, c, wants(t, doc), nil), nil)
			if err := c.Apply(t.Context(), connector.Step{Do: connector.Remove, Thing: b}); err != nil {
				t.Fatal(err)
			}
			as, _ := client(t, g, b.Member)
			report, err := c.Try(t.Context(), doc, as)
			if err != nil {
				t.Fatal(err)
			}
			missed := 0
			for _, r := range report.Results {
				if r.Expect == trial.Allowed && r.Status == trial.Failed {
					missed++
				}
			}
			if missed == 0 || report.Proven() {
				t.Errorf("%s: nobody misses %s on %s.%s", title, b.Role, b.Dataset, b.Table)
			}
		}
	}
}

// TestLeastPrivilege: of what docs/bigquery.md asks for the identity that
// provisions, nothing is too much, and nothing is missing.
func TestLeastPrivilege(t *testing.T) {
	cycle := func(without string) error {
		g := google(t)
		var all []string
		for _, p := range provisions() {
			if p != without {
				all = append(all, p)
			}
		}
		g.Role("provisioner", all...)
		c, _ := client(t, g, provisioner)
		doc := segment(func(c *connector.Connector) { c.Exact, c.Reads[0].Tables = true, []string{"orders"} })
		want := wants(t, doc)
		var held []connector.Thing
		for _, wanted := range [][]connector.Wanted{want, nil, want} { // a custom role is made, removed and taken back
			have, err := c.Observe(t.Context(), wanted, held)
			if err != nil {
				return err
			}
			p := connector.Diff(wanted, have, held, connector.Options{})
			if len(p.Waiting)+len(p.Unseen) > 0 {
				return errors.New("not everything was seen")
			}
			for _, s := range p.Steps {
				if err := c.Apply(t.Context(), s); err != nil {
					return err
				}
				held = hold(held, s)
			}
		}
		account := want[0].Thing.(connector.ServiceAccount)
		account.Description = "another"
		return c.Apply(t.Context(), connector.Step{Do: connector.Mend, Thing: account})
	}
	page, err := os.ReadFile("../../../docs/bigquery.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range slices.Concat(provisions(), verifies()) {
		if !strings.Contains(string(page), "`"+p+"`") {
			t.Errorf("docs/bigquery.md does not list %s", p)
		}
	}
	if err := cycle(""); err != nil {
		t.Fatalf("with all of it: %v", err)
	}
	for _, p := range provisions() {
		// Of these two either would do on the double; Google answers the first more quickly, and the second more clearly.
		if cycle(p) == nil && p != "iam.serviceAccounts.get" && p != "iam.serviceAccounts.list" {
			t.Errorf("it does not need %s", p)
		}
	}
}
