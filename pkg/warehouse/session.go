package warehouse

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"scrim/pkg/catalog"
	"scrim/pkg/render"
	"scrim/pkg/warehouse/iam"
)

// Session is one connection as somebody who is not scrim, with the settings
// that he would have: nothing is pinned. heard is called with every message
// that the warehouse sends beside its answers.
func Session(ctx context.Context, c catalog.Cluster, database string, as Account, heard func(*pgconn.Notice)) (*pgx.Conn, error) {
	c.Credentials = catalog.Credentials{User: as.User, Password: "env:GIVEN"}
	return Connect(ctx, c, database, given{password: as.Password}, heard)
}

// Connect is Session as the account of the cluster's credentials, however it
// logs in.
func Connect(ctx context.Context, c catalog.Cluster, database string, secrets Secrets, heard func(*pgconn.Notice)) (*pgx.Conn, error) {
	w := &Warehouse{cluster: c, secrets: secrets}
	if c.Credentials.IAM != nil {
		var err error
		if w.logins, err = iam.For(ctx, c); err != nil {
			return nil, err
		}
	}
	pool, err := w.poolConfig(database)
	if err != nil {
		return nil, err
	}
	config := pool.ConnConfig
	config.OnNotice = func(_ *pgconn.PgConn, n *pgconn.Notice) { heard(n) }
	if err := w.login(ctx, config); err != nil {
		return nil, err
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	return conn, classify("connecting as "+c.Credentials.User, err)
}

// Run runs a statement in a database; "" is any.
func (a *Administrator) Run(ctx context.Context, database, statement string) error {
	pool, err := a.in(ctx, database)
	if err != nil {
		return err
	}
	_, err = pool.Exec(ctx, statement)
	return classify("running "+firstWords(statement), err)
}

// Names is what a query of one column says in a database; "" is any.
func (a *Administrator) Names(ctx context.Context, database, query string) ([]string, error) {
	pool, err := a.in(ctx, database)
	if err != nil {
		return nil, err
	}
	var out []string
	err = each(ctx, pool, query, nil, func(rows pgx.Rows) error {
		var name string
		err := rows.Scan(&name)
		out = append(out, name)
		return err
	})
	return out, classify("looking", err)
}

// Finds reports whether a query returns a row in a database; "" is any.
func (a *Administrator) Finds(ctx context.Context, database, query string) (bool, error) {
	pool, err := a.in(ctx, database)
	if err != nil {
		return false, err
	}
	return answers(ctx, pool, query)
}

// Until is an instant as a login's end is written.
func Until(at time.Time) string { return at.UTC().Format("2006-01-02 15:04:05") + "+00" }

// CreateLogin makes a login that ends by itself. What is sent is what the warehouse keeps of the
// password, never the password.
func (a *Administrator) CreateLogin(ctx context.Context, as Account, until time.Time) error {
	verifier, err := verifierOf(a.w.cluster.Kind, as.User, as.Password)
	if err != nil {
		return err
	}
	name, err := render.Identifier(a.w.dialect, as.User)
	if err != nil {
		return err
	}
	if strings.ContainsAny(verifier, `'\`) {
		return fmt.Errorf("making the login %s: its password has no plain form", as.User)
	}
	return a.Run(ctx, "", fmt.Sprintf("CREATE USER %s PASSWORD '%s' VALID UNTIL '%s'", name, verifier, Until(until)))
}

// Leave ends the connections to a database, so that it can be dropped.
func (a *Administrator) Leave(database string) { a.w.forget(database) }
