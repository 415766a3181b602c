package bigquery_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"scrim/integration/bigqueryd"
	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/warehouse/bigquery"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	project     = "scrim-test"
	provisioner = "serviceAccount:scrim@elsewhere.iam.gserviceaccount.com"
)

// provisions is what the identity that provisions needs: docs/bigquery.md
// lists the same, and TestLeastPrivilege that none of it is too much.
func provisions() []string {
	return []string{
		"bigquery.datasets.create", "bigquery.datasets.get", "bigquery.datasets.getIamPolicy", "bigquery.datasets.setIamPolicy", "bigquery.datasets.update",
		"bigquery.tables.getIamPolicy", "bigquery.tables.setIamPolicy",
		"iam.roles.create", "iam.roles.delete", "iam.roles.get", "iam.roles.undelete", "iam.roles.update",
		"iam.serviceAccounts.create", "iam.serviceAccounts.delete", "iam.serviceAccounts.get", "iam.serviceAccounts.list", "iam.serviceAccounts.update",
		"iam.serviceAccountKeys.list",
		"resourcemanager.projects.getIamPolicy", "resourcemanager.projects.setIamPolicy",
	}
}

// verifies is what it needs besides to verify, and to make keys.
func verifies() []string {
	return []string{"bigquery.tables.list", "bigquery.tables.delete", "iam.serviceAccountKeys.create", "iam.serviceAccountKeys.delete"}
}

// google is a project with data, and whoever provisions in it.
func google(t testing.TB) *bigqueryd.Server {
	g := bigqueryd.Start(project)
	t.Cleanup(g.Stop)
	g.Role("provisioner", slices.Concat(provisions(), verifies())...)
	g.Bind("", "", "projects/"+project+"/roles/provisioner", provisioner)
	g.Bind("", "", "roles/owner", "user:owner@example.com")
	g.Dataset("sales", "EU", "orders", "customers")
	g.Dataset("salaries", "EU", "paid")
	g.Put("sales", map[string]any{"view": map[string]any{"projectId": project, "datasetId": "reports", "tableId": "totals"}})
	g.Put("sales", map[string]any{"role": "READER", "userByEmail": "day@example.com", "condition": map[string]any{"title": "by day", "expression": "true"}})
	g.Put("", map[string]any{"role": "roles/bigquery.jobUser", "members": []any{"user:night@example.com"}, "condition": map[string]any{"title": "by night", "expression": "true"}})
	g.Put("", map[string]any{"role": "roles/viewer", "members": []any{"group:audit@example.com"}, "condition": map[string]any{"title": "until spring", "expression": "request.time < timestamp('2027-03-21T00:00:00Z')"}, "someday": "kept"})
	g.Audit("auditConfigs", []any{map[string]any{"service": "allServices"}})
	return g
}

// waits records how long was waited, and waits for nothing.
type waits struct {
	mu  sync.Mutex
	all []time.Duration
}

func (w *waits) wait(ctx context.Context, d time.Duration) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = append(w.all, d)
	if len(w.all) > 300 {
		return errors.New("it waits without end")
	}
	return ctx.Err()
}

// bearer adds a token.
type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+string(b))
	return http.DefaultTransport.RoundTrip(r)
}

// client reaches the double as somebody.
func client(t testing.TB, g *bigqueryd.Server, who string) (*bigquery.Client, *waits) {
	w := &waits{}
	c, err := bigquery.New(t.Context(), bigquery.Options{
		Endpoint: g.URL(), HTTP: &http.Client{Transport: bearer(g.Token(who))}, Wait: w.wait, Deadline: 10 * time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, w
}

// segment is a connector's document, and what it wants.
func segment(change func(*connector.Connector)) connector.Connector {
	doc := connector.Connector{
		ID: "segment", Recipe: connector.SegmentBigQuery, Project: project, Account: "segment-connector", Location: "EU",
		Beforehand: true, Reads: []connector.Extent{{Dataset: "sales"}},
	}
	if change != nil {
		change(&doc)
	}
	return doc
}

func wants(t testing.TB, doc connector.Connector) []connector.Wanted {
	want, issues := connector.Want(doc, connector.Ground{Kind: catalog.BigQuery, Locations: map[string]string{"sales": "EU"}})
	if issues.HasErrors() {
		t.Fatal(issues)
	}
	return want
}

// documents are the ways in which the recipe is used.
func documents() map[string]func(*connector.Connector) {
	return map[string]func(*connector.Connector){
		"predefined roles, a dataset made beforehand": nil,
		"the tool makes its dataset":                  func(c *connector.Connector) { c.Beforehand = false },
		"exact permissions":                           func(c *connector.Connector) { c.Exact = true },
		"exact permissions, chosen tables":            func(c *connector.Connector) { c.Exact, c.Reads[0].Tables = true, []string{"orders"} },
		"chosen tables, the tool makes its dataset": func(c *connector.Connector) {
			c.Exact, c.Beforehand, c.Reads[0].Tables = true, false, []string{"orders"}
		},
		"the whole project": func(c *connector.Connector) { c.Reads = []connector.Extent{{Everything: true}} },
	}
}

// plan observes and compares.
func plan(t testing.TB, c *bigquery.Client, want []connector.Wanted, held []connector.Thing) connector.Plan {
	t.Helper()
	have, err := c.Observe(t.Context(), want, held)
	if err != nil {
		t.Fatal(err)
	}
	return connector.Diff(want, have, held, connector.Options{})
}

// carryOut does the steps of a plan, and says what is held after them.
func carryOut(t testing.TB, c *bigquery.Client, p connector.Plan, held []connector.Thing) []connector.Thing {
	t.Helper()
	for _, s := range p.Steps {
		if err := c.Apply(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		held = hold(held, s)
	}
	return held
}

func hold(held []connector.Thing, s connector.Step) []connector.Thing {
	held = slices.DeleteFunc(slices.Clone(held), func(t connector.Thing) bool { return t.Key() == s.Thing.Key() })
	if s.Do != connector.Remove {
		held = append(held, s.Thing)
	}
	return held
}

// keyed logs in with a new key of the connector.
func keyed(t testing.TB, c *bigquery.Client, g *bigqueryd.Server, doc connector.Connector) *bigquery.Client {
	t.Helper()
	key, err := c.Key(t.Context(), connector.ServiceAccount{Project: doc.Project, ID: doc.Account})
	if err != nil {
		t.Fatal(err)
	}
	o := bigquery.Options{Key: key}
	if g != nil {
		o.Endpoint, o.Wait = g.URL(), (&waits{}).wait
	}
	out, err := bigquery.New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(out.Close)
	return out
}

func same(t testing.TB, what, before, after string) {
	t.Helper()
	if diff := cmp.Diff(strings.Split(before, "\n"), strings.Split(after, "\n")); diff != "" {
		t.Errorf("%s:\n%s", what, diff)
	}
}
