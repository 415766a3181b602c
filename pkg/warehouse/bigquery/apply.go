package bigquery

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	bq "google.golang.org/api/bigquery/v2"
	"google.golang.org/api/iam/v1"

	"scrim/pkg/connector"
)

// ErrHolds says that a dataset is not removed because there is something in
// it: what a tool has kept is not scrim's to delete.
var ErrHolds = errors.New("it holds tables, so it stays: empty it, and plan again")

// Apply does one step. Doing it again is harmless.
func (c *Client) Apply(ctx context.Context, s connector.Step) error {
	err := c.apply(ctx, s)
	if err != nil {
		return fmt.Errorf("%s %s: %w", s.Do, about(s.Thing), err)
	}
	return nil
}

func (c *Client) apply(ctx context.Context, s connector.Step) error {
	switch t := s.Thing.(type) {
	case connector.ServiceAccount:
		return c.applyAccount(ctx, s.Do, t)
	case connector.CustomRole:
		return c.applyRole(ctx, s.Do, t)
	case connector.Dataset:
		return c.applyDataset(ctx, s.Do, t)
	case connector.Binding:
		return c.change(ctx, t, func(p policy) bool {
			if s.Do == connector.Remove {
				return p.remove(t.Role, t.Member)
			}
			return p.add(t.Role, t.Member)
		})
	}
	return fmt.Errorf("a %T is nothing of a Google project", s.Thing)
}

// made makes something that must not be there yet. Where an attempt was not
// answered and the next one finds it there, the first one made it.
func (c *Client) made(ctx context.Context, call func(context.Context) error) error {
	unanswered := false
	return c.ask(ctx, func(ctx context.Context) error {
		err := call(ctx)
		switch {
		case !is(err, http.StatusConflict):
			unanswered = err != nil
			return err
		case unanswered:
			return nil
		}
		return fmt.Errorf("%w: %w", connector.ErrTaken, err)
	})
}

// gone deletes something that may be gone already.
func (c *Client) gone(ctx context.Context, call func(context.Context) error) error {
	if err := c.ask(ctx, call); err != nil && !missing(err) {
		return err
	}
	return nil
}

func (c *Client) applyAccount(ctx context.Context, do connector.Do, a connector.ServiceAccount) error {
	calls := c.accounts.Projects.ServiceAccounts
	shown := &iam.ServiceAccount{DisplayName: a.DisplayName, Description: a.Description, ForceSendFields: []string{"DisplayName", "Description"}}
	switch do {
	case connector.Make:
		err := c.made(ctx, func(ctx context.Context) error {
			_, err := calls.Create("projects/"+a.Project, &iam.CreateServiceAccountRequest{AccountId: a.ID, ServiceAccount: shown}).Context(ctx).Do()
			return err
		})
		if err != nil {
			return err
		}
		return c.seen(ctx, a)
	case connector.Mend:
		return c.ask(ctx, func(ctx context.Context) error {
			_, err := calls.Patch(nameOf(a), &iam.PatchServiceAccountRequest{ServiceAccount: shown, UpdateMask: "displayName,description"}).Context(ctx).Do()
			return err
		})
	case connector.Remove:
		have, err := c.account(ctx, a)
		if err != nil || have == nil {
			return err
		}
		return c.gone(ctx, func(ctx context.Context) error {
			_, err := calls.Delete(nameOf(a)).Context(ctx).Do()
			return err
		})
	default:
		return fmt.Errorf("%q is nothing to do", do)
	}
}

// seen waits until a new account is seen by whoever asks for it.
func (c *Client) seen(ctx context.Context, a connector.ServiceAccount) error {
	ctx, cancel := context.WithTimeoutCause(ctx, c.Settle, errors.New("the new account was not seen in time: plan again in some minutes"))
	defer cancel()
	pause := pauses(pauseYoung)
	for {
		have, err := c.account(ctx, a)
		if have != nil || err != nil && !denied(err) {
			return err
		}
		if stopped := c.Wait(ctx, pause.NextBackOff()); stopped != nil {
			return stopped
		}
	}
}

func (c *Client) applyRole(ctx context.Context, do connector.Do, r connector.CustomRole) error {
	calls := c.accounts.Projects.Roles
	switch do {
	case connector.Make:
		have, err := c.role(ctx, r)
		if err != nil {
			return err
		}
		if have != nil && have.Deleted { // its id stays taken for weeks
			if err := c.ask(ctx, func(ctx context.Context) error {
				_, err := calls.Undelete(roleName(r), &iam.UndeleteRoleRequest{Etag: have.Etag}).Context(ctx).Do()
				return err
			}); err != nil {
				return err
			}
			return c.mendRole(ctx, r)
		}
		return c.made(ctx, func(ctx context.Context) error {
			_, err := calls.Create("projects/"+r.Project, &iam.CreateRoleRequest{RoleId: r.ID, Role: &iam.Role{
				Title: r.ID, Description: "made by scrim for a data tool", Stage: "GA", IncludedPermissions: r.Permissions,
			}}).Context(ctx).Do()
			return err
		})
	case connector.Mend:
		return c.mendRole(ctx, r)
	case connector.Remove:
		have, err := c.role(ctx, r)
		if err != nil || have == nil || have.Deleted {
			return err
		}
		return c.gone(ctx, func(ctx context.Context) error {
			_, err := calls.Delete(roleName(r)).Etag(have.Etag).Context(ctx).Do()
			return err
		})
	default:
		return fmt.Errorf("%q is nothing to do", do)
	}
}

// mendRole gives a role its permissions, and no other field another value.
func (c *Client) mendRole(ctx context.Context, r connector.CustomRole) error {
	return c.ask(ctx, func(ctx context.Context) error {
		_, err := c.accounts.Projects.Roles.Patch(roleName(r), &iam.Role{IncludedPermissions: r.Permissions}).UpdateMask("includedPermissions").Context(ctx).Do()
		return err
	})
}

func (c *Client) applyDataset(ctx context.Context, do connector.Do, d connector.Dataset) error {
	switch do {
	case connector.Make:
		return c.made(ctx, func(ctx context.Context) error {
			_, err := c.data.Datasets.Insert(d.Project, &bq.Dataset{
				DatasetReference: &bq.DatasetReference{ProjectId: d.Project, DatasetId: d.Name}, Location: d.Location,
				Description: "the books of a data tool, made by scrim",
			}).Context(ctx).Do()
			return err
		})
	case connector.Mend: // what differs is where it is kept, and that cannot be changed
		if err := c.dropDataset(ctx, d); err != nil {
			return err
		}
		return c.applyDataset(ctx, connector.Make, d)
	case connector.Remove:
		return c.dropDataset(ctx, d)
	default:
		return fmt.Errorf("%q is nothing to do", do)
	}
}

// dropDataset drops an empty one: Google refuses it for any other.
func (c *Client) dropDataset(ctx context.Context, d connector.Dataset) error {
	err := c.gone(ctx, func(ctx context.Context) error {
		return c.data.Datasets.Delete(d.Project, d.Name).DeleteContents(false).Context(ctx).Do()
	})
	if is(err, http.StatusBadRequest) {
		return fmt.Errorf("%w: %w", ErrHolds, err)
	}
	return err
}
