package control

import (
	"context"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/server/api"
)

// Sites opens the places where connectors' accounts are. What cannot be
// reached wraps api.ErrUnavailable.
type Sites interface {
	// Cluster connects to a cluster as the account given, else as its
	// provisioner. Without either it is scrim's own account, which looks and
	// changes nothing: able is false then.
	Cluster(ctx context.Context, cl catalog.Cluster, as *api.Account) (site Site, able bool, err error)
	// Project reaches a Google project with the server's application-default
	// credentials.
	Project(ctx context.Context, project string) (Site, error)
}

// Site is a place where a connector's account is: the databases of a cluster,
// or a Google project. Every call has a deadline.
type Site interface {
	// Survey completes the ground of a recipe with what it needs: the tables of
	// these schemas, or where these datasets are kept. A schema that is not
	// there has none.
	Survey(ctx context.Context, on connector.Ground, needs []connector.Schema) (connector.Ground, error)
	// Observe says what is there of the things that are wanted and of those
	// that scrim made before, and what else the account's principals have.
	// What cannot be looked at is Unseen and no error.
	Observe(ctx context.Context, want []connector.Wanted, held []connector.Thing) (connector.Observed, error)
	// Units is how the steps are carried out, in order. Several neighbouring
	// steps may be one unit, and each step is in one.
	Units(steps []connector.Step) ([]connector.Unit, error)
	// Run carries one unit out, and what it does is there when it returns.
	// Running again what was done already is no error where that can be told
	// from somebody else's doing. The password is for units that take one: it
	// leaves the process as its hash alone, and stands in no error.
	Run(ctx context.Context, u connector.Unit, password string) error
	// Close ends the connections.
	Close()
}

// Keys makes keys of service accounts: a Site of a project does.
type Keys interface {
	// Key makes a new key and returns its file. Earlier ones stay.
	Key(ctx context.Context, a connector.ServiceAccount) ([]byte, error)
}
