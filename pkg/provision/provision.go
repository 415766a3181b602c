// Package provision makes the accounts of data tools equal to their documents,
// and takes them away again.
//
// It promises that what is to be made is noted in the store before it is made,
// and forgotten after it was seen to be gone, so that whatever breaks off, the
// next plan goes on and a removal takes all of it; that one at a time works on
// a connector; that nothing runs but what a plan shows; and that a password is
// made here, leaves as its hash, and is told once, to whoever asked for it. It
// decides nothing: packages connector and render do.
package provision

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/store"
)

// Errors that callers tell apart with errors.Is.
var (
	// ErrNotFound means that there is no such connector, or not the cluster
	// that it is on.
	ErrNotFound = errors.New("not found")
	// ErrBusy means that somebody else is at work on it.
	ErrBusy = errors.New("somebody else is at work on it")
	// ErrUnable means that nobody is named who may do what is planned.
	ErrUnable = errors.New("scrim's own account looks and changes nothing")
	// ErrUnreachable means that the place cannot be reached now.
	ErrUnreachable = errors.New("it cannot be reached")
)

// Sites opens the places where connectors' accounts are. What cannot be
// reached wraps ErrUnreachable.
type Sites interface {
	// Cluster connects to a cluster as the account given, else as its
	// provisioner, else as scrim's own account.
	Cluster(ctx context.Context, c catalog.Cluster, as *Account) (Site, error)
	// Project reaches a Google project with the server's application-default
	// credentials.
	Project(ctx context.Context, project string) (Site, error)
	// Secret resolves a reference of a document.
	Secret(ctx context.Context, ref catalog.Reference) (string, error)
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
	// Run carries one unit out, and what it does is there when it returns. The
	// password is for units that take one: it leaves the process as its hash
	// alone, and stands in no error.
	Run(ctx context.Context, u connector.Unit, password string) error
	// Close ends the connections.
	Close()
}

// Keys makes keys of service accounts: a Site of a project does.
type Keys interface {
	// Key makes a new key and returns its file. Earlier ones stay.
	Key(ctx context.Context, a connector.ServiceAccount) ([]byte, error)
}

// Account is somebody's login, for one call: it is kept nowhere.
type Account struct {
	User, Password string
	Unproven       bool // somebody's word that it may go to a warehouse that does not prove its name
}

// Store is the part of a store that is needed here.
type Store interface {
	store.Reader
	store.Connectors
	store.Leases
	store.Statuses
}

// Config is what a Provisioner needs. Zero durations mean the defaults.
type Config struct {
	Store  Store
	Sites  Sites
	Log    *slog.Logger
	Now    func() time.Time
	Holder string // names this process in leases
	Meter  Meter  // nil counts nothing

	Every time.Duration // how often connectors are compared, to see drift; 10 min
	Lease time.Duration // how long a lease lasts without renewal; 15 s
}

// Meter is told how connectors are; the server's metrics are one.
type Meter interface {
	// Drift is how many things of a connector are not as they should be;
	// negative where it could not be seen.
	Drift(connector string, things int)
	// Gone ends a connector's series.
	Gone(connector string)
}

// Provisioner provisions connectors.
type Provisioner struct {
	Config
	loop loop
}

// New prepares a provisioner; Run starts its loop.
func New(c Config) *Provisioner {
	if c.Every == 0 {
		c.Every = 10 * time.Minute
	}
	if c.Lease == 0 {
		c.Lease = 15 * time.Second
	}
	if c.Meter == nil {
		c.Meter = silent{}
	}
	return &Provisioner{c, loop{looked: map[string]look{}, wake: make(chan struct{}, 1)}}
}

// silent is the Meter of a provisioner without one.
type silent struct{}

func (silent) Drift(string, int) {}
func (silent) Gone(string)       {}
