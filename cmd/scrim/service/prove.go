package service

import (
	"context"
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
	"scrim/pkg/server/api"
	"scrim/pkg/warehouse"
	"scrim/pkg/warehouse/bigquery"
	"scrim/pkg/warehouse/prove"
)

// prover makes trials as connectors' accounts.
type prover struct{ hands *hands }

// Cluster makes trials on a cluster.
func (p prover) Cluster(ctx context.Context, cl catalog.Cluster, c connector.Connector, g connector.Ground, raw []catalog.Table, r api.ProofRequest) (trial.Report, error) {
	as, err := p.maker(ctx, cl, r.As)
	if err != nil {
		return trial.Report{}, err
	}
	return prove.Run(ctx, prove.Ask{
		Cluster: cl, Connector: c, Ground: g, Raw: raw, Login: p.login(cl, c.Complete(g), r.Password), As: as, Secrets: p.hands,
	})
}

// maker is who makes tables to be read: the account given, or the cluster's
// provisioner.
func (p prover) maker(ctx context.Context, cl catalog.Cluster, as *api.Account) (*warehouse.Account, error) {
	if as != nil {
		return &warehouse.Account{User: as.User, Password: as.Password}, nil
	}
	own := cl.Provisioner
	if own == nil || own.IAM != nil {
		return nil, nil
	}
	out := &warehouse.Account{User: own.User}
	if own.Password == "" {
		return out, nil
	}
	var err error
	if out.Password, err = p.hands.Secret(ctx, own.Password); err != nil {
		return nil, fmt.Errorf("reading the provisioner's password: %w", err)
	}
	return out, nil
}

// login is how the connector's account logs in.
func (p prover) login(cl catalog.Cluster, c connector.Connector, password string) prove.Login {
	switch {
	case password != "":
		return prove.Known(c.User, password)
	case c.Password != "":
		return prove.Login{Credentials: catalog.Credentials{User: c.User, Password: c.Password}, Secrets: p.hands}
	case c.IAM && cl.Credentials.IAM != nil:
		return prove.Login{Credentials: catalog.Credentials{User: c.User, IAM: cl.Credentials.IAM}, Secrets: p.hands}
	case c.IAM:
		return prove.Login{Why: "nobody can log in as it: it has passwords from AWS, which the cluster's document does not say how to ask for (credentials.iam)"}
	}
	return prove.Login{Why: "nobody can log in as it: its password was shown once and is kept nowhere; say in its document where it is (password: env:NAME), give it with --password, or verify while it is applied"}
}

// Project makes trials in a Google project.
func (p prover) Project(ctx context.Context, c connector.Connector, key []byte) (trial.Report, error) {
	if len(key) == 0 {
		return trial.Report{Results: []trial.Result{{
			Name: "log-in", Tries: "log in with the connector's key", Expect: trial.Allowed, Why: "everything is tried as the connector itself", Status: trial.NotProven,
			Said: "nobody can log in as it: --key names a file with a key of its own",
		}}}, nil
	}
	by, err := bigquery.New(ctx, p.hands.google)
	if err != nil {
		return trial.Report{}, err
	}
	defer by.Close()
	own := p.hands.google
	own.Key, own.HTTP = key, nil
	as, err := bigquery.New(ctx, own)
	if err != nil {
		return trial.Report{}, err
	}
	defer as.Close()
	return by.Try(ctx, c, as)
}
