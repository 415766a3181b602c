package warehouse

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/plan"
	"scrim/pkg/policytest"
	"scrim/pkg/rehearsal"
	"scrim/pkg/render"
)

// rehearsalTimeout is how long one statement of a rehearsal may take: there are
// few rows in it, but Redshift compiles each.
const rehearsalTimeout = time.Minute

// Rehearse plays what write makes for the account that reads, in one
// transaction on a connection of its own, which is taken back at its end and
// closed: nothing that was made remains, and nobody else ever saw it. A step that
// did not come to what it should is an error, so that what is shown means
// something.
func (w *Warehouse) Rehearse(ctx context.Context, write func(reader string) (rehearsal.Play, error)) (rehearsal.Shown, error) {
	out, err := w.rehearse(ctx, write)
	if err != nil {
		return rehearsal.Shown{}, fmt.Errorf("rehearsing on cluster %s: %w", w.cluster.ID, err)
	}
	return out, nil
}

func (w *Warehouse) rehearse(ctx context.Context, write func(reader string) (rehearsal.Play, error)) (rehearsal.Shown, error) {
	pool, err := w.own(ctx)
	if err != nil {
		return rehearsal.Shown{}, err
	}
	conn, err := apart(ctx, pool, rehearsalTimeout)
	if err != nil {
		return rehearsal.Shown{}, err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	// So many digits that a number is read back as what it is.
	if _, err := conn.Exec(ctx, "SET extra_float_digits TO 2"); err != nil {
		return rehearsal.Shown{}, classify("preparing the session", err)
	}
	var reader string
	if err := conn.QueryRow(ctx, "SELECT CURRENT_USER").Scan(&reader); err != nil {
		return rehearsal.Shown{}, classify("asking who reads", err)
	}
	play, err := write(reader)
	if err != nil {
		return rehearsal.Shown{}, err
	}
	tx, err := conn.Begin(ctx)
	if err != nil {
		return rehearsal.Shown{}, classify("beginning a transaction", err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	out, err := w.play(ctx, tx, play)
	var known *Error
	if errors.As(err, &known) && known.Code == "57014" {
		return out, fmt.Errorf("%w: %w", ErrSlow, err)
	}
	return out, err
}

func (w *Warehouse) play(ctx context.Context, tx pgx.Tx, p rehearsal.Play) (rehearsal.Shown, error) {
	var out rehearsal.Shown
	if err := w.room(w.each(ctx, tx, p.Setup)); err != nil {
		return out, err
	}
	var err error
	if out.Table, err = sight(ctx, tx, p.Table); err != nil {
		return out, err
	}
	for _, scene := range p.Scenes {
		seen, err := w.scene(ctx, tx, scene)
		if err != nil {
			return out, fmt.Errorf("test %q: %w", scene.Name, err)
		}
		out.Sights = append(out.Sights, seen)
	}
	return out, nil
}

func (w *Warehouse) scene(ctx context.Context, tx pgx.Tx, s rehearsal.Scene) (policytest.Sight, error) {
	if err := w.each(ctx, tx, s.Setup); err != nil {
		return policytest.Sight{}, err
	}
	known, err := lookAt(ctx, tx, s.Facts.Text)
	if err == nil && len(known) != s.Known {
		err = fmt.Errorf("the views find %d facts of a reader who has %d", len(known), s.Known)
	}
	if err != nil {
		return policytest.Sight{}, err
	}
	return sight(ctx, tx, s.Sees)
}

func (w *Warehouse) each(ctx context.Context, tx pgx.Tx, statements []plan.SQL) error {
	for _, s := range statements {
		if err := w.statement(ctx, tx, s); err != nil {
			return err
		}
	}
	return nil
}

// room says what keeps the tables of the tests from being made.
func (w *Warehouse) room(err error) error {
	schema := render.SystemSchema(w.cluster)
	switch {
	case errors.Is(err, ErrDenied):
		return &Error{Doing: "making room for tests", Kind: ErrDenied, cause: err,
			Message: fmt.Sprintf("it may create nothing in schema %s: GRANT CREATE ON SCHEMA %s TO %s", schema, schema, w.cluster.Credentials.User)}
	case errors.Is(err, ErrMissing):
		return &Error{Doing: "making room for tests", Kind: ErrMissing, Message: schema + ": run scrim cluster bootstrap as an administrator", cause: err}
	}
	if code := dataException(err); code != "" {
		return &Error{Doing: "filling the tables of the tests", Code: code, Message: "a row has a value that its column cannot hold", cause: err}
	}
	return err
}

func sight(ctx context.Context, tx pgx.Tx, q rehearsal.Question) (policytest.Sight, error) {
	rows, err := lookAt(ctx, tx, q.Text)
	if err != nil {
		return policytest.Sight{}, err
	}
	return q.Sight(rows)
}

// lookAt is the answer to a query as text, which is the form in which values
// are written in tests. The server's words are kept back: they may quote one.
func lookAt(ctx context.Context, tx pgx.Tx, query string) ([][]*string, error) {
	results, err := tx.Conn().PgConn().Exec(ctx, query).ReadAll()
	if err != nil {
		return nil, discreet("reading what is seen", err)
	}
	out := [][]*string{}
	for _, r := range results {
		for _, raw := range r.Rows {
			row := make([]*string, len(raw))
			for i, cell := range raw {
				if cell != nil {
					text := string(cell)
					row[i] = &text
				}
			}
			out = append(out, row)
		}
	}
	return out, nil
}
