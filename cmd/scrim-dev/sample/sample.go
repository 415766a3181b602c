// Package sample makes the warehouse that the demo governs: a ticket exchange
// in three databases, two behind the Redshift-shaped front and one on plain
// PostgreSQL.
//
// It promises the same rows on every run and every machine, in a few seconds.
// It knows nothing of scrim: no view, no grant and no policy is made here.
package sample

import (
	"context"
	_ "embed"
	"fmt"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"
)

//go:embed crm.sql
var crm string

//go:embed sales.sql
var sales string

//go:embed finance.sql
var finance string

// Database is one database and the SQL that fills it.
type Database struct {
	Name string
	SQL  string
}

// Databases are all of them.
func Databases() []Database {
	return []Database{{"crm", crm}, {"sales", sales}, {"finance", finance}}
}

// Connect opens a connection to a database of the server as someone who may
// create databases.
type Connect func(ctx context.Context, database string) (*pgx.Conn, error)

// Load creates and fills the databases, at the same time.
func Load(ctx context.Context, connect Connect) error {
	if err := create(ctx, connect); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, database := range Databases() {
		group.Go(func() error { return fill(ctx, connect, database) })
	}
	return group.Wait() //nolint:wrapcheck // fill says what it was doing
}

func create(ctx context.Context, connect Connect) error {
	conn, err := connect(ctx, "postgres")
	if err != nil {
		return fmt.Errorf("connecting to create the sample databases: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx)) //nolint:errcheck // nothing left to lose
	for _, database := range Databases() {
		if _, err := conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{database.Name}.Sanitize()); err != nil {
			return fmt.Errorf("creating database %s: %w", database.Name, err)
		}
	}
	return nil
}

func fill(ctx context.Context, connect Connect, database Database) error {
	conn, err := connect(ctx, database.Name)
	if err != nil {
		return fmt.Errorf("connecting to database %s: %w", database.Name, err)
	}
	defer conn.Close(context.WithoutCancel(ctx)) //nolint:errcheck // nothing left to lose
	if _, err := conn.Exec(ctx, database.SQL); err != nil {
		return fmt.Errorf("filling database %s: %w", database.Name, err)
	}
	return nil
}
