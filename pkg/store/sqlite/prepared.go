package sqlite

import (
	"context"
	"database/sql"
	"errors"

	sq "github.com/Masterminds/squirrel"
)

// prepared is a connection that keeps every statement it has seen: parsing
// costs more than most of them. Statements have few shapes, since values are
// arguments and lists are loops. One goroutine uses it at a time.
type prepared struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt
}

// prepare takes a connection out of the pool for good.
func prepare(ctx context.Context, db *sql.DB) (*prepared, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &prepared{conn: conn, statements: map[string]*sql.Stmt{}}, nil
}

func (p *prepared) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if found, ok := p.statements[text]; ok {
		return found, nil
	}
	made, err := p.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	p.statements[text] = made
	return made, nil
}

// ExecContext makes prepared what squirrel runs on.
func (p *prepared) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	statement, err := p.statement(ctx, text) //nolint:sqlclosecheck // kept until close
	if err != nil {
		return nil, err
	}
	return statement.ExecContext(ctx, args...)
}

// QueryContext makes prepared what squirrel runs on.
func (p *prepared) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	statement, err := p.statement(ctx, text) //nolint:sqlclosecheck // kept until close
	if err != nil {
		return nil, err
	}
	return statement.QueryContext(ctx, args...)
}

func (p *prepared) close() error {
	var errs []error
	for _, s := range p.statements {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, p.conn.Close())...)
}

// collect runs a query and reads each row with scan. The rows are read before
// it returns, so that a connection has one query at a time.
func collect[T any](ctx context.Context, on sq.QueryerContext, q sq.Sqlizer, scan func(scanner) (T, error)) (_ []T, err error) {
	rows, err := sq.QueryContextWith(ctx, on, q)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var out []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, rows.Err()
}

// scanner is one row of a result.
type scanner interface{ Scan(into ...any) error }
