package warehouse

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"scrim/pkg/catalog"
	"scrim/pkg/warehouse/iam"
)

// Limits of a session. On PostgreSQL a statement waits for a reader's lock no longer than
// lockTimeout; then its view, which is closed by its gate, is tried again in
// the next pass.
const (
	poolSize         = 4
	connectTimeout   = 10 * time.Second
	statementTimeout = 5 * time.Minute
	lockTimeout      = time.Second
	redshiftTimeout  = time.Minute // planning, queue and locks included: there is no other limit
)

// poolConfig is how to connect to one database of the cluster. Who it is, is
// asked for each connection: a rotated password holds from the next one on,
// and a temporary one has ended by then.
func (w *Warehouse) poolConfig(database string) (*pgxpool.Config, error) {
	c := w.cluster
	if _, err := os.Stat(c.TLSRoots); c.TLSRoots != "" && err != nil {
		return nil, fmt.Errorf("looking for trusted certificates: %w", err)
	}
	config, err := pgxpool.ParseConfig(address(c, database))
	if err != nil {
		return nil, fmt.Errorf("reading the cluster's address: %w", withoutAddress(err))
	}
	// Nothing comes from the environment that scrim happens to run in: not a
	// password, and no parameter that Redshift does not know.
	config.ConnConfig.Password, config.ConnConfig.RuntimeParams = "", map[string]string{}
	config.MaxConns = poolSize
	config.ConnConfig.ConnectTimeout = connectTimeout
	// Exec describes nothing beforehand and caches nothing: definitions
	// change under us, and Redshift takes no arguments in the simple protocol.
	config.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeExec
	config.BeforeConnect, config.AfterConnect = w.login, w.begin
	return config, nil
}

// login completes how to connect by who connects.
func (w *Warehouse) login(ctx context.Context, config *pgx.ConnConfig) error {
	switch {
	case w.logins != nil:
		login, err := w.logins.Next(ctx)
		var refused *iam.Refusal
		switch {
		case errors.As(err, &refused):
			return &Error{Doing: "asking AWS for a password", Kind: ErrPassword, Message: refused.Text, cause: err}
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return &Error{Doing: "asking AWS for a password", Kind: ErrUnreachable, Message: err.Error(), cause: err}
		}
		config.User, config.Password = login.User, login.Password
	case w.cluster.Credentials.Password != "":
		password, err := w.secrets.Secret(ctx, w.cluster.Credentials.Password)
		if err != nil {
			return &Error{Doing: "reading the password", Kind: ErrPassword, Message: err.Error(), cause: err}
		}
		config.Password = password
	}
	return nil
}

func address(c catalog.Cluster, database string) string {
	port := c.Port
	if port == 0 {
		port = 5432
		if c.Kind.IsRedshift() {
			port = 5439
		}
	}
	u := url.URL{Scheme: "postgres", User: url.User(c.Credentials.User), Host: net.JoinHostPort(c.Host, strconv.Itoa(port)), Path: "/" + database}
	query := url.Values{"sslmode": {c.Transport()}}
	if c.TLSRoots != "" {
		query.Set("sslrootcert", c.TLSRoots)
	}
	u.RawQuery = query.Encode()
	return u.String()
}

// withoutAddress drops what pgx says of a connection string: it may hold a
// secret that somebody wrote into a host.
func withoutAddress(err error) error {
	var parse *pgconn.ParseConfigError
	if ok := asParse(err, &parse); ok {
		return fmt.Errorf("host, port, database or tls cannot be read")
	}
	return err
}

// begin is what every connection starts with.
func (w *Warehouse) begin(ctx context.Context, conn *pgx.Conn) error {
	if err := pin(ctx, conn, w.cluster.Kind); err != nil {
		return err
	}
	return w.recognise(ctx, conn)
}

// Settings are the statements that make a session independent of what the
// account or the database has set.
func Settings(kind catalog.ClusterKind) []string {
	settings := []string{
		"SET search_path TO pg_catalog",
		"SET timezone TO 'UTC'",
		"SET datestyle TO 'ISO, MDY'",
		"SET application_name TO 'scrim'",
	}
	if kind.IsRedshift() {
		return append(settings,
			fmt.Sprintf("SET statement_timeout TO %d", redshiftTimeout.Milliseconds()),
			"SET enable_case_sensitive_identifier TO false")
	}
	return append(settings,
		fmt.Sprintf("SET statement_timeout TO %d", statementTimeout.Milliseconds()),
		"SET standard_conforming_strings TO on",
		"SET client_encoding TO 'UTF8'",
		fmt.Sprintf("SET lock_timeout TO %d", lockTimeout.Milliseconds()))
}

// pin runs the settings on a new connection.
func pin(ctx context.Context, conn *pgx.Conn, kind catalog.ClusterKind) error {
	for _, s := range Settings(kind) {
		if _, err := conn.Exec(ctx, s); err != nil {
			return fmt.Errorf("preparing the session: %w", err)
		}
	}
	return nil
}
