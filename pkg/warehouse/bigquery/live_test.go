package bigquery_test

import (
	"context"
	"crypto/rand"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	bq "google.golang.org/api/bigquery/v2"

	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
	"scrim/pkg/warehouse/bigquery"
)

// TestLive does on the real service what the other tests do on the double:
// docs/live-cluster-checklist.md says how, and what it needs. It makes and
// removes everything under a random prefix, and reads no data.
func TestLive(t *testing.T) {
	w := theirs(t)
	for title, change := range documents() {
		doc := segment(change)
		if doc.Reads[0].Everything {
			continue // a test does not let anybody read all of somebody's project
		}
		t.Run(title, func(t *testing.T) { w.lifecycle(t, w.doc(doc)) })
	}
	t.Run("many writers", w.writers)
}

// live is a real project, and what a run has put into it.
type live struct {
	project, prefix string
	c               *bigquery.Client
	location        string
}

func theirs(t *testing.T) *live {
	project := os.Getenv("SCRIM_BIGQUERY_PROJECT")
	if project == "" {
		t.Skip("SCRIM_BIGQUERY_PROJECT is not set: nothing was asked of the real service, and nothing is known of it")
	}
	c, err := bigquery.New(t.Context(), bigquery.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	w := &live{project: project, prefix: "scrimlive" + strings.ToLower(rand.Text()[:8]), c: c, location: "EU"}
	if at := os.Getenv("SCRIM_BIGQUERY_LOCATION"); at != "" {
		w.location = at
	}
	data, err := bq.NewService(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"sales", "salaries"} {
		ref := &bq.DatasetReference{ProjectId: project, DatasetId: w.prefix + "_" + name}
		if _, err := data.Datasets.Insert(project, &bq.Dataset{DatasetReference: ref, Location: w.location}).Context(t.Context()).Do(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := data.Datasets.Delete(project, ref.DatasetId).DeleteContents(true).Context(context.Background()).Do(); err != nil {
				t.Errorf("drop the dataset %s yourself: %v", ref.DatasetId, err)
			}
		})
		for _, table := range []string{"orders", "customers"} {
			if _, err := data.Tables.Insert(project, ref.DatasetId, &bq.Table{
				TableReference: &bq.TableReference{ProjectId: project, DatasetId: ref.DatasetId, TableId: table},
				Schema:         &bq.TableSchema{Fields: []*bq.TableFieldSchema{{Name: "id", Type: "INTEGER"}}},
			}).Context(t.Context()).Do(); err != nil {
				t.Fatal(err)
			}
		}
	}
	return w
}

// doc is a document about what this run has made. Each has an account and
// custom roles of its own: Google keeps the names of those for weeks.
func (w *live) doc(doc connector.Connector) connector.Connector {
	doc.Project, doc.Location = w.project, w.location
	doc.Account = w.prefix + "-" + strings.ToLower(rand.Text()[:6])
	doc.Books = strings.ReplaceAll(doc.Account, "-", "_") + "_books"
	for i := range doc.Reads {
		doc.Reads[i].Dataset = w.prefix + "_" + doc.Reads[i].Dataset
	}
	return doc
}

func (w *live) policies(t *testing.T) string {
	t.Helper()
	var out []string
	for _, b := range []connector.Binding{{Project: w.project}, {Project: w.project, Dataset: w.prefix + "_sales"}, {Project: w.project, Dataset: w.prefix + "_sales", Table: "orders"}} {
		text, err := w.c.Policy(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n")
}

func (w *live) lifecycle(t *testing.T, doc connector.Connector) {
	before := w.policies(t)
	want := wants(t, doc)
	var held []connector.Thing
	t.Cleanup(func() { // also after a failure
		for i := len(held) - 1; i >= 0; i-- {
			if err := w.c.Apply(context.Background(), connector.Step{Do: connector.Remove, Thing: held[i]}); err != nil {
				t.Errorf("remove it yourself: %v", err)
			}
		}
	})
	for _, s := range plan(t, w.c, want, nil).Steps {
		if err := w.c.Apply(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		held = hold(held, s)
	}
	if again := plan(t, w.c, want, held); !again.Empty() {
		t.Errorf("planning again gives %+v", again)
	}
	as := keyed(t, w.c, nil, doc)
	w.until(t, func() bool { // Google gives itself some minutes to let everybody know
		report, err := w.c.Try(t.Context(), doc, as)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range report.Results {
			if r.Status != trial.Passed {
				t.Logf("%s: %s is %s: %s", r.Name, r.Tries, r.Status, r.Said)
			}
		}
		return report.Proven()
	}, "the connector is not proven")
	held = carryOut(t, w.c, plan(t, w.c, nil, held), held)
	w.until(t, func() bool { return w.policies(t) == before }, "what was there before is not what is left")
}

// until asks again for a few minutes.
func (w *live) until(t *testing.T, good func() bool, otherwise string) {
	t.Helper()
	deadline := time.Now().Add(7 * time.Minute)
	for !good() {
		if time.Now().After(deadline) {
			t.Fatal(otherwise)
		}
		timer := time.NewTimer(15 * time.Second)
		select {
		case <-t.Context().Done():
			t.Fatal(t.Context().Err())
		case <-timer.C:
		}
	}
}

// writers write the policies of one dataset and one table at once.
func (w *live) writers(t *testing.T) {
	account := connector.ServiceAccount{Project: w.project, ID: w.prefix + "-writers"}
	if err := w.c.Apply(t.Context(), connector.Step{Do: connector.Make, Thing: account}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.c.Apply(context.Background(), connector.Step{Do: connector.Remove, Thing: account}); err != nil {
			t.Error(err)
		}
	})
	var all []connector.Wanted
	var wg sync.WaitGroup
	for _, role := range []string{"roles/bigquery.dataViewer", "roles/bigquery.dataEditor", "roles/bigquery.dataOwner", "roles/bigquery.metadataViewer"} {
		for _, table := range []string{"", "customers"} {
			b := connector.Binding{Role: role, Project: w.project, Dataset: w.prefix + "_salaries", Table: table, Member: "serviceAccount:" + account.Email()}
			all = append(all, connector.Wanted{Thing: b})
			wg.Go(func() {
				if err := w.c.Apply(t.Context(), connector.Step{Do: connector.Make, Thing: b}); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	if p := plan(t, w.c, all, nil); len(p.Steps) > 0 {
		t.Errorf("writers at once lost %+v", p.Steps)
	}
}
