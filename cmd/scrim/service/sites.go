package service

import (
	"context"
	"errors"
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/control"
	"scrim/pkg/issue"
	"scrim/pkg/provision"
	"scrim/pkg/server/api"
	"scrim/pkg/warehouse"
	"scrim/pkg/warehouse/bigquery"
)

// Cluster reaches the accounts of data tools on a cluster: as the account
// given, else as the cluster's provisioner, else as scrim's own.
func (h *hands) Cluster(ctx context.Context, c catalog.Cluster, as *provision.Account) (provision.Site, error) {
	if as == nil && c.Provisioner != nil {
		c.Credentials = *c.Provisioner
	}
	var given *warehouse.Account
	if as != nil {
		asked := api.Account(*as)
		if err := control.Trusted(c, &asked); err != nil {
			return nil, err
		}
		account := warehouse.Account(*as)
		given = &account
	}
	site, err := warehouse.OpenAccounts(ctx, c, given, h)
	if err != nil {
		if errors.Is(err, warehouse.ErrUnreachable) {
			err = errors.Join(err, provision.ErrUnreachable)
		}
		if as != nil {
			err = refused(c, err)
		}
		return nil, err
	}
	return site, nil
}

// refused is a person's mistake where a warehouse refuses the account that they
// gave for one call; any other error stays as it is.
func refused(c catalog.Cluster, err error) error {
	if !errors.Is(err, warehouse.ErrPassword) {
		return err
	}
	var l issue.List
	l.Add(issue.Place{Input: "cluster " + c.ID}, "account-refused", "--as env:NAME names a variable with USER:PASSWORD", "the warehouse does not let in the account that was given: %v", err)
	return l.Err()
}

// Project reaches a Google project.
func (h *hands) Project(ctx context.Context, project string) (provision.Site, error) {
	site, err := bigquery.New(ctx, h.google)
	if err != nil {
		return nil, fmt.Errorf("reaching project %s: %w", project, errors.Join(err, provision.ErrUnreachable))
	}
	return site, nil
}
