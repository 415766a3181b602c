// Package sample makes the warehouse that the demo governs: a ticket exchange,
// two of its databases on Redshift and one on plain PostgreSQL.
//
// It promises the same rows on every run and every machine, in a few seconds,
// in SQL that Redshift takes as well. It knows nothing of scrim: no view, no
// grant and no policy is made here.
package sample

import (
	"context"
	_ "embed"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"
)

//go:embed numbers.sql
var numbers string

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

// Redshift are the databases that stand behind the Redshift-shaped front.
func Redshift() []Database { return []Database{{"crm", crm}, {"sales", sales}} }

// Postgres are the databases on plain PostgreSQL.
func Postgres() []Database { return []Database{{"finance", finance}} }

// Connect opens a connection to a database that is there and empty, as
// somebody who may create tables in it.
type Connect func(ctx context.Context, database string) (*pgx.Conn, error)

// Load fills the databases, at the same time.
func Load(ctx context.Context, connect Connect, databases []Database) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, database := range databases {
		group.Go(func() error {
			if err := fill(ctx, connect, database); err != nil {
				return fmt.Errorf("filling database %s: %w", database.Name, err)
			}
			return nil
		})
	}
	return group.Wait() //nolint:wrapcheck // each says which database
}

func fill(ctx context.Context, connect Connect, database Database) error {
	conn, err := connect(ctx, database.Name)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx)) //nolint:errcheck // nothing left to lose
	for _, statement := range statements(numbers + "\n" + database.SQL) {
		if _, err := conn.Exec(ctx, statement, pgx.QueryExecModeSimpleProtocol); err != nil {
			return fmt.Errorf("running %q: %w", firstLine(statement), err)
		}
	}
	return nil
}

// statements splits a file of ours: a statement ends with a semicolon at the
// end of a line, and a comment has lines of its own.
func statements(text string) []string {
	var out []string
	var statement []string
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "--") || strings.TrimSpace(line) == "" {
			continue
		}
		statement = append(statement, strings.TrimSuffix(line, ";"))
		if strings.HasSuffix(line, ";") {
			out = append(out, strings.Join(statement, "\n"))
			statement = nil
		}
	}
	return out
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
