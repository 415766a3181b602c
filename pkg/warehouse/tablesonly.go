package warehouse

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// tablesOnly refuses a statement of scrim's own account by which something of
// somebody else's would run: PostgreSQL runs what a view, a policy or an index
// calls as whoever queries, and here that is the account that reads salts and
// everybody's facts. The server reads the statement without running or planning
// anything of it, and holds a lock on each relation in it from then on, so that
// none becomes a view before the statement runs. A function of Redshift's reads
// no table.
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
	for _, one := range []struct{ query, what string }{
		{"views_read", "is a view"},
		{"calls_read", "is a function that an index, a constraint, statistics or a partition of the table calls"},
	} {
		var name string
		switch err := tx.QueryRow(ctx, w.queries.text[one.query]).Scan(&name); {
		case errors.Is(err, pgx.ErrNoRows):
			continue
		case err != nil:
			return discreet(doing, err)
		}
		return &Error{Doing: doing, Kind: ErrDenied, cause: errors.New("it would run what is somebody else's"),
			Message: fmt.Sprintf("%s %s, and what somebody else made would run as scrim's own account", name, one.what)}
	}
	return nil
}
