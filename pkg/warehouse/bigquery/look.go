package bigquery

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	bq "google.golang.org/api/bigquery/v2"
	crm "google.golang.org/api/cloudresourcemanager/v3"
	"google.golang.org/api/iam/v1"

	"scrim/pkg/connector"
)

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
