package bigquery

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	bq "google.golang.org/api/bigquery/v2"
	"google.golang.org/api/googleapi"

	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
	sqlfiles "scrim/sql"
)

// lives is when a table of a test is gone even if nobody drops it.
const lives = time.Hour

// probe is a name that nobody else has.
func (t *test) probe() string { return "scrim_test_" + strings.ToLower(rand.Text()[:12]) }

// books makes a checkpoint table as the tool does, in the dataset of its books:
// writes it by a query job, reads, alters and drops it.
func (t *test) books(ctx context.Context) {
	at := place{t.doc.Project, t.doc.Books, t.probe()}
	dataset := place{t.doc.Project, t.doc.Books, ""}
	repair := trial.Repair{Text: "scrim connector apply " + t.doc.ID}
	have, err := t.by.dataset(ctx, t.doc.Project, t.doc.Books)
	if err == nil && have == nil && !t.doc.Beforehand {
		err = t.as.makeBooks(ctx, dataset, t.doc.Location)
		t.allowed("create-books", "make the dataset "+dataset.path(), "the tool keeps its books there", err, repair)
		if err == nil { // as it was: the tool makes it when it needs it
			defer func() {
				t.left(t.as.dropDataset(ctx, datasetOf(dataset)), "DROP SCHEMA "+name(dataset.project, dataset.dataset)+";")
			}()
			have, err = t.by.dataset(ctx, t.doc.Project, t.doc.Books)
		}
	}
	if err == nil && have == nil {
		err = &googleapi.Error{Code: http.StatusNotFound, Message: "there is no dataset " + dataset.path()}
	}
	if err != nil {
		t.allowed("create-checkpoint", "make a checkpoint table in "+dataset.path(), "the tool keeps its books there", err, repair)
		return
	}
	if !t.allowed("create-checkpoint", "make a checkpoint table in "+dataset.path(), "the tool keeps its books there", t.as.makeTable(ctx, at), repair) {
		return
	}
	t.allowed("write-checkpoint", "write it by a query job in "+have.Location, "the tool notes how far it has come", t.as.writeTable(ctx, at, have.Location), repair)
	t.allowed("read-checkpoint", "read it", "the tool goes on from there", t.as.readable(ctx, at), repair)
	t.allowed("alter-checkpoint", "alter it", "the tool changes its tables when it is updated", t.as.alterTable(ctx, at), repair)
	if t.doc.Beforehand {
		t.tidy(ctx, at) // the guide's permissions for books made beforehand drop nothing
		return
	}
	if !t.allowed("drop-checkpoint", "drop it", "the tool tidies up", t.as.dropTable(ctx, at), repair) {
		t.tidy(ctx, at)
	}
}

func datasetOf(p place) connector.Dataset {
	return connector.Dataset{Project: p.project, Name: p.dataset}
}

// tidy drops a table of this test, with whichever identity may.
func (t *test) tidy(ctx context.Context, at place) {
	ctx = context.WithoutCancel(ctx)
	err := t.by.dropTable(ctx, at)
	if denied(err) {
		err = t.as.dropTable(ctx, at)
	}
	t.left(err, "DROP TABLE "+name(at.project, at.dataset, at.table)+";")
}

func (t *test) left(err error, repair string) {
	if err != nil && !errors.Is(err, ErrHolds) { // what a tool has put there meanwhile is its own
		t.report.Left = append(t.report.Left, trial.Repair{Text: repair + " -- else it goes within the hour: " + reason(err)})
	}
}

func (c *Client) makeBooks(ctx context.Context, at place, location string) error {
	return c.made(ctx, func(ctx context.Context) error {
		_, err := c.data.Datasets.Insert(at.project, &bq.Dataset{
			DatasetReference: &bq.DatasetReference{ProjectId: at.project, DatasetId: at.dataset}, Location: location,
		}).Context(ctx).Do()
		return err
	})
}

func (c *Client) makeTable(ctx context.Context, at place) error {
	return c.made(ctx, func(ctx context.Context) error {
		_, err := c.data.Tables.Insert(at.project, at.dataset, &bq.Table{
			TableReference: reference(at), ExpirationTime: c.Now().Add(lives).UnixMilli(), Schema: checkpoint(),
		}).Context(ctx).Do()
		return err
	})
}

func reference(at place) *bq.TableReference {
	return &bq.TableReference{ProjectId: at.project, DatasetId: at.dataset, TableId: at.table}
}

func checkpoint(more ...*bq.TableFieldSchema) *bq.TableSchema {
	return &bq.TableSchema{Fields: append([]*bq.TableFieldSchema{{Name: "id", Type: "INTEGER"}, {Name: "synced_at", Type: "TIMESTAMP"}}, more...)}
}

func (c *Client) alterTable(ctx context.Context, at place) error {
	return c.ask(ctx, func(ctx context.Context) error {
		_, err := c.data.Tables.Patch(at.project, at.dataset, at.table, &bq.Table{Schema: checkpoint(&bq.TableFieldSchema{Name: "note", Type: "STRING"})}).Context(ctx).Do()
		return err
	})
}

func (c *Client) dropTable(ctx context.Context, at place) error {
	return c.gone(ctx, func(ctx context.Context) error {
		return c.data.Tables.Delete(at.project, at.dataset, at.table).Context(ctx).Do()
	})
}

// writeTable runs a query job in the location, whose row goes into the table.
func (c *Client) writeTable(ctx context.Context, at place, location string) error {
	query, err := sqlfiles.BigQuery.ReadFile("bigquery/checkpoint.sql")
	if err != nil {
		return fmt.Errorf("reading the embedded SQL: %w", err)
	}
	standard := false
	job := &bq.Job{
		JobReference: &bq.JobReference{ProjectId: at.project, Location: location, JobId: "scrim_" + rand.Text()},
		Configuration: &bq.JobConfiguration{
			JobTimeoutMs: c.Settle.Milliseconds(),
			Query: &bq.JobConfigurationQuery{
				Query: string(query), UseLegacySql: &standard, DestinationTable: reference(at), WriteDisposition: "WRITE_APPEND", CreateDisposition: "CREATE_NEVER",
			},
		},
	}
	if err := c.made(ctx, func(ctx context.Context) error {
		_, err := c.data.Jobs.Insert(at.project, job).Context(ctx).Do()
		return err
	}); err != nil {
		return err
	}
	return c.finished(ctx, job.JobReference)
}

// finished waits for a job's end, and is its error.
func (c *Client) finished(ctx context.Context, job *bq.JobReference) error {
	ctx, cancel := context.WithTimeoutCause(ctx, c.Settle, errors.New("the query did not end in time"))
	defer cancel()
	pause := pauses(200 * time.Millisecond)
	for {
		var state *bq.Job
		err := c.ask(ctx, func(ctx context.Context) error {
			var err error
			state, err = c.data.Jobs.Get(job.ProjectId, job.JobId).Location(job.Location).Context(ctx).Do()
			return err
		})
		if err != nil {
			return err
		}
		if state.Status != nil && state.Status.State == "DONE" {
			return failure(state.Status.ErrorResult)
		}
		if stopped := c.Wait(ctx, pause.NextBackOff()); stopped != nil {
			return stopped
		}
	}
}

// failure is a job's error as an answer would have said it.
func failure(e *bq.ErrorProto) error {
	if e == nil {
		return nil
	}
	code := http.StatusBadRequest
	switch e.Reason {
	case "accessDenied":
		code = http.StatusForbidden
	case "notFound":
		code = http.StatusNotFound
	}
	return &googleapi.Error{Code: code, Message: e.Message}
}
