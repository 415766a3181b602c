// Package warehouse talks to PostgreSQL and Amazon Redshift: it reads what is
// there and runs scripts that package render wrote.
//
// It promises that a script runs as it was shown, group by group, each group
// one transaction; that observing takes a handful of queries, whatever the
// number of sources, and waits for nobody's lock; that a writer that was
// overtaken writes nothing; and that no error or message carries a secret or
// a fact. It decides nothing: what to do is in the script, what it means in
// package plan.
package warehouse

import (
	"context"
	"fmt"
	"sync"

	"github.com/jackc/pgx/v5/pgxpool"

	"scrim/pkg/catalog"
	"scrim/pkg/render"
	"scrim/pkg/warehouse/iam"
)

// Secrets tells what may stand in no document and no script.
type Secrets interface {
	// Secret resolves a reference of a document: a password.
	Secret(ctx context.Context, ref catalog.Reference) (string, error)
	// Salt makes the salt of that name, as text for mask_secret.
	Salt(ctx context.Context, name string) (string, error)
}

// Warehouse is one cluster's connections: a small pool for each database,
// opened when it is first needed. Its methods may be called from several
// goroutines.
type Warehouse struct {
	cluster catalog.Cluster
	dialect render.Dialect
	secrets Secrets
	logins  *iam.Logins // nil where passwords are kept
	queries *queries
	reader  reader

	identity recognition

	mu    sync.Mutex
	pools map[string]*pgxpool.Pool
}

// Open connects to the view database, so that a wrong host or password is
// known at once. Close releases the connections.
func Open(ctx context.Context, c catalog.Cluster, secrets Secrets) (*Warehouse, error) {
	d, err := render.For(c)
	if err != nil {
		return nil, fmt.Errorf("opening cluster %s: %w", c.ID, err)
	}
	w := &Warehouse{cluster: c, dialect: d, secrets: secrets, pools: map[string]*pgxpool.Pool{}}
	if w.queries, err = loadQueries(c, d); err != nil {
		return nil, fmt.Errorf("opening cluster %s: %w", c.ID, err)
	}
	w.reader = newReader(w)
	if c.Credentials.IAM != nil {
		if w.logins, err = iam.For(ctx, c); err != nil {
			return nil, fmt.Errorf("opening cluster %s: %w", c.ID, err)
		}
	}
	pool, err := w.pool(ctx, c.ViewDatabase)
	if err == nil {
		err = classify("connecting", pool.Ping(ctx))
	}
	if err != nil {
		w.Close()
		return nil, fmt.Errorf("opening cluster %s: %w", c.ID, err)
	}
	return w, nil
}

// Close ends all connections. It waits for those in use.
func (w *Warehouse) Close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, p := range w.pools {
		p.Close()
	}
	w.pools = map[string]*pgxpool.Pool{}
}

// pool is the connections to one database.
func (w *Warehouse) pool(ctx context.Context, database string) (*pgxpool.Pool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if p := w.pools[database]; p != nil {
		return p, nil
	}
	config, err := w.poolConfig(database)
	if err != nil {
		return nil, err
	}
	p, err := pgxpool.NewWithConfig(context.WithoutCancel(ctx), config)
	if err != nil {
		return nil, classify("connecting", err)
	}
	w.pools[database] = p
	return p, nil
}

// own is the pool of the view database, where scrim's own tables are.
func (w *Warehouse) own(ctx context.Context) (*pgxpool.Pool, error) {
	return w.pool(ctx, w.cluster.ViewDatabase)
}
