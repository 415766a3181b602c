package bigquery

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"google.golang.org/api/googleapi"

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

// outcome is what came of one attempt: its error, or what is said when there
// is none; and which permission it was about, where.
type outcome struct {
	err        error
	through    string
	permission string
	at         place
}

// held is the outcome of asking Google whether the account has a permission.
func (t *test) held(at place, permission string, held []string, err error) outcome {
	return outcome{lacking(held, permission, err), permission + " is given", permission, at}
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
func (t *test) refused(ctx context.Context, name, tries, why, beyond string, outcomes []outcome) {
	r := trial.Result{Name: name, Tries: tries, Expect: trial.Refused, Why: why, Status: trial.NotProven, Said: "there was nothing to try it on"}
	if len(outcomes) > 1 {
		r.Tried = len(outcomes)
	}
	unclear := slices.IndexFunc(outcomes, func(o outcome) bool { return o.err != nil && !denied(o.err) })
	through := slices.IndexFunc(outcomes, func(o outcome) bool { return o.err == nil })
	switch {
	case through >= 0:
		r.Status, r.Said, r.Repairs = trial.Failed, outcomes[through].through, t.repairs(ctx, outcomes)
	case unclear >= 0:
		r.Said = outcomes[unclear].permission + ": " + reason(outcomes[unclear].err)
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
	asked := []string{"bigquery.tables.updateData", "bigquery.tables.update", "bigquery.tables.delete", "bigquery.tables.setIamPolicy"}
	held, err := t.as.heldOnTable(ctx, at, asked...)
	for _, p := range asked {
		out = append(out, t.held(at, p, held, err))
	}
	t.refused(ctx, "write-source", "write, alter or drop "+at.path()+", or say who may", "it only reads it", "", out)
}

// cannotMake tries to make a table beside the data, and to change the dataset
// in nothing.
func (t *test) cannotMake(ctx context.Context, dataset string) {
	at := place{t.doc.Project, dataset, t.probe()}
	err := t.as.makeTable(ctx, at)
	beside := place{t.doc.Project, dataset, ""}
	t.refused(ctx, "create-in-source", "make a table in "+beside.path(), "it writes its books, and nothing beside the data", "",
		[]outcome{{err, "a table was made", "bigquery.tables.create", beside}})
	if err == nil {
		t.tidy(ctx, at)
	}
	err = t.as.ask(ctx, func(ctx context.Context) error {
		_, err := t.as.request(ctx, http.MethodPatch, t.as.url(beside)+"?updateMode=UPDATE_METADATA", "", object{})
		return err
	})
	t.refused(ctx, "change-source", "change the dataset "+beside.path(), "who may change it may let others in", "",
		[]outcome{{err, "it may be changed", "bigquery.datasets.update", beside}})
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
			out = append(out, outcome{t.as.readable(ctx, at), at.path() + " can be read", "bigquery.tables.getData", at})
			if !named {
				break // one of a dataset that was not named
			}
		}
	}
	beyond := ""
	if hidden > 0 {
		beyond = fmt.Sprintf("%d more were not tried", hidden)
	}
	t.refused(ctx, "read-other", "read what the document does not name", why, beyond, out)
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
	at := place{t.doc.Project, "", ""}
	for _, p := range project {
		out = append(out, t.held(at, p, held, err))
	}
	t.refused(ctx, "set-policy", "say who may do what in "+t.doc.Project, "an account that gives roles gives them to itself", "", out)
	if t.doc.Beforehand {
		t.refused(ctx, "create-dataset", "make a dataset in "+t.doc.Project, "the one that it needs was made beforehand", "",
			[]outcome{t.held(at, "bigquery.datasets.create", held, err)})
	}
	itself := []string{"iam.serviceAccountKeys.create", "iam.serviceAccounts.getAccessToken", "iam.serviceAccounts.setIamPolicy"}
	account := connector.ServiceAccount{Project: t.doc.Project, ID: t.doc.Account}
	held, err = t.as.heldOnAccount(ctx, account, itself...)
	out = nil
	for _, p := range itself {
		out = append(out, t.held(at, p, held, err))
	}
	t.refused(ctx, "own-keys", "make keys or tokens of "+account.Email(), "a leaked key must not make another one", "", out)
}

// lacking is the refusal that stands for a permission which somebody has not.
func lacking(held []string, permission string, err error) error {
	if err != nil || slices.Contains(held, permission) {
		return err
	}
	return &googleapi.Error{Code: http.StatusForbidden, Message: permission + " is not given"}
}
