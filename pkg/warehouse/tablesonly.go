package warehouse

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// tablesOnly refuses a statement of scrim's own account that reads somebody's
// view, or a table with policies that the account does not pass by: PostgreSQL
// runs what they call as whoever queries, and here that is the account that
// reads salts and everybody's facts. The server reads the statement without
// running or planning anything of it, and holds a lock on each relation in it
// from then on, so that none becomes another before the statement runs. A
// function of Redshift's reads no table.
func (w *Warehouse) tablesOnly(ctx context.Context, tx pgx.Tx, doing, statement string) error {
	if w.cluster.Kind.IsRedshift() {
		return nil
	}
	if _, err := tx.Exec(ctx, "SET LOCAL row_security TO off"); err != nil { // an error instead of the policies
		return classify(doing, err)
	}
	if _, err := tx.Conn().PgConn().Prepare(ctx, "", statement, nil); err != nil {
		return discreet(doing, err)
	}
	var view string
	switch err := tx.QueryRow(ctx, w.queries.text["views_read"]).Scan(&view); {
	case errors.Is(err, pgx.ErrNoRows):
		return nil
	case err != nil:
		return discreet(doing, err)
	}
	return &Error{Doing: doing, Kind: ErrDenied, cause: errors.New("it is a view"),
		Message: fmt.Sprintf("%s is a view, and what it calls would run as scrim's own account; scrim itself reads tables alone", view)}
}
