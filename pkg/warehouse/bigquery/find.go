package bigquery

import (
	"context"
	"fmt"

	bq "google.golang.org/api/bigquery/v2"
	"google.golang.org/api/iam/v1"

	"scrim/pkg/connector"
)

func nameOf(a connector.ServiceAccount) string {
	return "projects/" + a.Project + "/serviceAccounts/" + a.Email()
}

// account is the service account, or nil. IAM may say of one that is not
// there that it must not be seen: the list of all says it better.
func (c *Client) account(ctx context.Context, a connector.ServiceAccount) (*iam.ServiceAccount, error) {
	var out *iam.ServiceAccount
	err := c.ask(ctx, func(ctx context.Context) error {
		var err error
		out, err = c.accounts.Projects.ServiceAccounts.Get(nameOf(a)).Context(ctx).Do()
		return err
	})
	switch {
	case missing(err):
		return nil, nil //nolint:nilnil // nothing is an answer
	case denied(err):
		if listed, bad := c.listed(ctx, a); bad == nil {
			return listed, nil
		}
	}
	return out, err
}

func (c *Client) listed(ctx context.Context, a connector.ServiceAccount) (*iam.ServiceAccount, error) {
	var out *iam.ServiceAccount
	err := c.ask(ctx, func(ctx context.Context) error {
		out = nil
		return c.accounts.Projects.ServiceAccounts.List("projects/"+a.Project).Pages(ctx, func(page *iam.ListServiceAccountsResponse) error {
			for _, one := range page.Accounts {
				if one.Email == a.Email() {
					out = one
				}
			}
			return nil
		})
	})
	return out, err
}

func (c *Client) role(ctx context.Context, r connector.CustomRole) (*iam.Role, error) {
	var out *iam.Role
	err := c.ask(ctx, func(ctx context.Context) error {
		var err error
		out, err = c.accounts.Projects.Roles.Get(roleName(r)).Context(ctx).Do()
		return err
	})
	if missing(err) {
		return nil, nil //nolint:nilnil // nothing is an answer
	}
	return out, err
}

func roleName(r connector.CustomRole) string { return "projects/" + r.Project + "/roles/" + r.ID }

func (c *Client) dataset(ctx context.Context, project, name string) (*bq.Dataset, error) {
	var out *bq.Dataset
	err := c.ask(ctx, func(ctx context.Context) error {
		var err error
		out, err = c.data.Datasets.Get(project, name).DatasetView("METADATA").Context(ctx).Do()
		return err
	})
	if missing(err) {
		return nil, nil //nolint:nilnil // nothing is an answer
	}
	if err != nil {
		return nil, fmt.Errorf("looking at dataset %s.%s: %w", project, name, err)
	}
	return out, nil
}
