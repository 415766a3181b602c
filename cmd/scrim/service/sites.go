package service

import (
	"context"
	"errors"
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/control"
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
		return nil, err
	}
	return site, nil
}

// Project reaches a Google project.
func (h *hands) Project(ctx context.Context, project string) (provision.Site, error) {
	site, err := bigquery.New(ctx, h.google)
	if err != nil {
		return nil, fmt.Errorf("reaching project %s: %w", project, errors.Join(err, provision.ErrUnreachable))
	}
	return site, nil
}
