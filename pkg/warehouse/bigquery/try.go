package bigquery

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	bq "google.golang.org/api/bigquery/v2"
	crm "google.golang.org/api/cloudresourcemanager/v3"
	"google.golang.org/api/googleapi"
	"google.golang.org/api/iam/v1"

	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
)

// most is how many places of one kind are tried.
const most = 20

// Try does as a connector what its tool does, and what it must not be able to
// do: "Test connection", and the other half of it. The client as has the
// connector's own credentials; this one only says what there is to be tried,
// and tidies up. No row is read out: that it could be is enough.
//
// What would leave traces if it were not refused is asked of Google, which
// says who may, and not done; but for making a table beside the data, which
// is dropped at once should it be made.
func (c *Client) Try(ctx context.Context, doc connector.Connector, as *Client) (trial.Report, error) {
	t := &test{by: c, as: as, doc: doc.Complete(connector.Ground{})}
	account := connector.ServiceAccount{Project: t.doc.Project, ID: t.doc.Account}
	if as.email != "" && as.email != account.Email() {
		t.allowed("log-in", "log in as "+account.Email(), "everything is tried as the connector itself", fmt.Errorf("the key is one of %s", as.email))
		return t.report, nil
	}
	datasets, err := c.listDatasets(ctx, t.doc.Project)
	if err != nil {
		return trial.Report{}, fmt.Errorf("listing what there is to be tried: %w", err)
	}
	t.lists(ctx)
	for _, e := range t.doc.Reads {
		if e.Everything {
			for _, d := range datasets[:min(len(datasets), most)] {
				if d != t.doc.Books {
					t.reads(ctx, connector.Extent{Dataset: d})
				}
			}
			continue
		}
		t.reads(ctx, e)
	}
	t.books(ctx)
	t.others(ctx, datasets)
	t.powers(ctx)
	return t.report, nil
}

// test is one run of Try.
type test struct {
	by, as *Client
	doc    connector.Connector
	report trial.Report
}

// outcome is what came of one attempt.
type outcome struct {
	what string
	err  error
}

// allowed adds what must go well, and reports whether it did.
func (t *test) allowed(name, tries, why string, err error, repairs ...trial.Repair) bool {
	r := trial.Result{Name: name, Tries: tries, Expect: trial.Allowed, Why: why, Status: trial.Passed}
	switch {
	case denied(err):
		r.Status, r.Said, r.Repairs = trial.Failed, reason(err), repairs
	case errors.Is(err, errNotShown):
		r.Status, r.Said, r.Repairs = trial.Failed, err.Error(), repairs
	case err != nil:
		r.Status, r.Said = trial.NotProven, reason(err)
	}
	t.report.Results = append(t.report.Results, r)
	return err == nil
}

// refused adds what must be refused, in every one of its attempts, for want
// of a permission and for nothing else.
func (t *test) refused(name, tries, why, beyond string, outcomes []outcome) {
	r := trial.Result{Name: name, Tries: tries, Expect: trial.Refused, Why: why, Status: trial.NotProven, Said: "there was nothing to try it on"}
	if len(outcomes) > 1 {
		r.Tried = len(outcomes)
	}
	unclear := slices.IndexFunc(outcomes, func(o outcome) bool { return o.err != nil && !denied(o.err) })
	through := slices.IndexFunc(outcomes, func(o outcome) bool { return o.err == nil })
	switch {
	case through >= 0:
		r.Status, r.Said = trial.Failed, outcomes[through].what+": it went well"
		r.Repairs = []trial.Repair{{Text: "scrim connector plan " + t.doc.ID + " --authoritative"}}
	case unclear >= 0:
		r.Said = outcomes[unclear].what + ": " + reason(outcomes[unclear].err)
	case beyond != "":
		r.Said = beyond
	case len(outcomes) > 0:
		r.Status, r.Said = trial.Passed, reason(outcomes[0].err)
	}
	t.report.Results = append(t.report.Results, r)
}

// errNotShown is a list without what must be in it.
var errNotShown = errors.New("it is not in the list")

// lists is how a tool begins: what datasets are there?
func (t *test) lists(ctx context.Context) {
	shown, err := t.as.listDatasets(ctx, t.doc.Project)
	for _, e := range t.doc.Reads {
		if err == nil && e.Dataset != "" && !slices.Contains(shown, e.Dataset) {
			err = fmt.Errorf("dataset %s: %w", e.Dataset, errNotShown)
		}
	}
	t.allowed("list-datasets", "list the datasets of "+t.doc.Project, "the tool offers them", err)
}

// reads tries what is read: names, columns, and that rows could be.
func (t *test) reads(ctx context.Context, e connector.Extent) {
	where := t.doc.Project + "." + e.Dataset
	shown, err := t.as.listTables(ctx, t.doc.Project, e.Dataset)
	for _, name := range e.Tables {
		if err == nil && !slices.Contains(shown, name) {
			err = fmt.Errorf("table %s: %w", name, errNotShown)
		}
	}
	t.allowed("list-tables", "list the tables of "+where, "the tool offers them", err)
	tables := e.Tables
	if len(tables) == 0 {
		tables = shown[:min(len(shown), 1)] // what is granted on the dataset is the same for all of them
	}
	for _, name := range tables[:min(len(tables), most)] {
		at := place{t.doc.Project, e.Dataset, name}
		t.allowed("list-columns", "list the columns of "+at.path(), "the tool maps them", t.as.columns(ctx, at))
		t.allowed("read", "read "+at.path(), "the document names it", t.as.readable(ctx, at))
		t.cannotWrite(ctx, at)
	}
	if len(tables) == 0 && err == nil {
		t.allowed("read", "read a table of "+where, "the document names it", errors.New("there is no table in it"))
	}
	t.cannotMake(ctx, e.Dataset)
}

// cannotWrite asks who may change a table, and its policy.
func (t *test) cannotWrite(ctx context.Context, at place) {
	var out []outcome
	held, err := t.as.heldOnTable(ctx, at, "bigquery.tables.updateData", "bigquery.tables.update", "bigquery.tables.delete", "bigquery.tables.setIamPolicy")
	for _, p := range []string{"bigquery.tables.updateData", "bigquery.tables.update", "bigquery.tables.delete", "bigquery.tables.setIamPolicy"} {
		out = append(out, outcome{p, lacking(held, p, err)})
	}
	t.refused("write-source", "write, alter or drop "+at.path()+", or say who may", "it only reads it", "", out)
}

// cannotMake tries to make a table beside the data, and to change the dataset
// in nothing.
func (t *test) cannotMake(ctx context.Context, dataset string) {
	at := place{t.doc.Project, dataset, t.probe()}
	err := t.as.makeTable(ctx, at)
	t.refused("create-in-source", "make a table in "+t.doc.Project+"."+dataset, "it writes its books, and nothing beside the data", "", []outcome{{at.path(), err}})
	if err == nil {
		t.tidy(ctx, at)
	}
	err = t.as.ask(ctx, func(ctx context.Context) error {
		_, err := t.as.request(ctx, http.MethodPatch, t.as.url(place{t.doc.Project, dataset, ""})+"?updateMode=UPDATE_METADATA", "", object{})
		return err
	})
	t.refused("change-source", "change the dataset "+t.doc.Project+"."+dataset, "who may change it may let others in", "", []outcome{{"bigquery.datasets.update", err}})
}

// others tries to read what nobody named.
func (t *test) others(ctx context.Context, datasets []string) {
	const why = "nobody named it in the document"
	for _, e := range t.doc.Reads {
		if e.Everything {
			return // then there is nothing else
		}
	}
	var out []outcome
	var hidden int
	for _, d := range datasets {
		named, chosen := t.named(d)
		if named && chosen == nil || d == t.doc.Books {
			continue
		}
		tables, err := t.by.listTables(ctx, t.doc.Project, d)
		if err != nil {
			hidden++
			continue
		}
		for _, name := range tables {
			if slices.Contains(chosen, name) {
				continue
			}
			if len(out) == most {
				hidden++
				continue
			}
			at := place{t.doc.Project, d, name}
			out = append(out, outcome{at.path(), t.as.readable(ctx, at)})
			if !named {
				break // one of a dataset that was not named
			}
		}
	}
	beyond := ""
	if hidden > 0 {
		beyond = fmt.Sprintf("%d more were not tried", hidden)
	}
	t.refused("read-other", "read what the document does not name", why, beyond, out)
}

// named reports whether a dataset is read, and which tables of it are if not all.
func (t *test) named(dataset string) (named bool, chosen []string) {
	for _, e := range t.doc.Reads {
		if e.Dataset != dataset {
			continue
		}
		if len(e.Tables) == 0 {
			return true, nil
		}
		named, chosen = true, append(chosen, e.Tables...)
	}
	return named, chosen
}

// powers asks what the account may do to the project and to itself.
func (t *test) powers(ctx context.Context) {
	project := []string{
		"resourcemanager.projects.setIamPolicy", "iam.roles.create", "iam.roles.update", "iam.serviceAccounts.create", "iam.serviceAccountKeys.create",
		"bigquery.datasets.setIamPolicy", "bigquery.tables.setIamPolicy",
	}
	held, err := t.as.heldOnProject(ctx, t.doc.Project, append(project, "bigquery.datasets.create")...)
	var out []outcome
	for _, p := range project {
		out = append(out, outcome{p, lacking(held, p, err)})
	}
	t.refused("set-policy", "say who may do what in "+t.doc.Project, "an account that gives roles gives them to itself", "", out)
	if t.doc.Beforehand {
		t.refused("create-dataset", "make a dataset in "+t.doc.Project, "the one that it needs was made beforehand", "",
			[]outcome{{"bigquery.datasets.create", lacking(held, "bigquery.datasets.create", err)}})
	}
	itself := []string{"iam.serviceAccountKeys.create", "iam.serviceAccounts.getAccessToken", "iam.serviceAccounts.setIamPolicy"}
	account := connector.ServiceAccount{Project: t.doc.Project, ID: t.doc.Account}
	held, err = t.as.heldOnAccount(ctx, account, itself...)
	out = nil
	for _, p := range itself {
		out = append(out, outcome{p, lacking(held, p, err)})
	}
	t.refused("own-keys", "make keys or tokens of "+account.Email(), "a leaked key must not make another one", "", out)
}

// lacking is the refusal that stands for a permission which somebody has not.
func lacking(held []string, permission string, err error) error {
	if err != nil || slices.Contains(held, permission) {
		return err
	}
	return &googleapi.Error{Code: http.StatusForbidden, Message: permission + " is not given"}
}

func (p place) path() string {
	return strings.Join(slices.DeleteFunc([]string{p.project, p.dataset, p.table}, func(s string) bool { return s == "" }), ".")
}

func (c *Client) listDatasets(ctx context.Context, project string) ([]string, error) {
	var out []string
	err := c.ask(ctx, func(ctx context.Context) error {
		out = nil
		return c.data.Datasets.List(project).Pages(ctx, func(page *bq.DatasetList) error {
			for _, d := range page.Datasets {
				out = append(out, d.DatasetReference.DatasetId)
			}
			return nil
		})
	})
	return out, err
}

func (c *Client) listTables(ctx context.Context, project, dataset string) ([]string, error) {
	var out []string
	err := c.ask(ctx, func(ctx context.Context) error {
		out = nil
		return c.data.Tables.List(project, dataset).Pages(ctx, func(page *bq.TableList) error {
			for _, t := range page.Tables {
				out = append(out, t.TableReference.TableId)
			}
			return nil
		})
	})
	return out, err
}

func (c *Client) table(ctx context.Context, at place) (*bq.Table, error) {
	var out *bq.Table
	err := c.ask(ctx, func(ctx context.Context) error {
		var err error
		out, err = c.data.Tables.Get(at.project, at.dataset, at.table).Context(ctx).Do()
		return err
	})
	return out, err
}

func (c *Client) columns(ctx context.Context, at place) error {
	t, err := c.table(ctx, at)
	if err == nil && (t.Schema == nil || len(t.Schema.Fields) == 0) {
		return fmt.Errorf("its columns: %w", errNotShown)
	}
	return err
}

// readable asks how many rows a table has, which needs the permission to read
// them. A view is not read in this way: Google says who may.
func (c *Client) readable(ctx context.Context, at place) error {
	err := c.ask(ctx, func(ctx context.Context) error {
		_, err := c.data.Tabledata.List(at.project, at.dataset, at.table).MaxResults(1).Fields("totalRows").Context(ctx).Do()
		return err
	})
	if !is(err, http.StatusBadRequest) {
		return err
	}
	held, err := c.heldOnTable(ctx, at, "bigquery.tables.getData")
	return lacking(held, "bigquery.tables.getData", err)
}

func (c *Client) heldOnTable(ctx context.Context, at place, permissions ...string) ([]string, error) {
	var out []string
	err := c.ask(ctx, func(ctx context.Context) error {
		resource := "projects/" + at.project + "/datasets/" + at.dataset + "/tables/" + at.table
		answer, err := c.data.Tables.TestIamPermissions(resource, &bq.TestIamPermissionsRequest{Permissions: permissions}).Context(ctx).Do()
		if err == nil {
			out = answer.Permissions
		}
		return err
	})
	return out, err
}

func (c *Client) heldOnProject(ctx context.Context, project string, permissions ...string) ([]string, error) {
	var out []string
	err := c.ask(ctx, func(ctx context.Context) error {
		answer, err := c.projects.Projects.TestIamPermissions("projects/"+project, &crm.TestIamPermissionsRequest{Permissions: permissions}).Context(ctx).Do()
		if err == nil {
			out = answer.Permissions
		}
		return err
	})
	return out, err
}

func (c *Client) heldOnAccount(ctx context.Context, a connector.ServiceAccount, permissions ...string) ([]string, error) {
	var out []string
	err := c.ask(ctx, func(ctx context.Context) error {
		answer, err := c.accounts.Projects.ServiceAccounts.TestIamPermissions(nameOf(a), &iam.TestIamPermissionsRequest{Permissions: permissions}).Context(ctx).Do()
		if err == nil {
			out = answer.Permissions
		}
		return err
	})
	return out, err
}
