package warehouse

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
)

// Prepare makes or migrates the service account's own objects. It does
// nothing when they are as this version of scrim makes them; a secure view
// that somebody has changed is made again. That what readers may call cannot be
// made is no error: views and facts do without. Schemas that are missing are made
// too where the account may, else the error wraps ErrMissing.
func (w *Warehouse) Prepare(ctx context.Context) error {
	if err := w.prepare(ctx); err != nil {
		return fmt.Errorf("preparing cluster %s: %w", w.cluster.ID, err)
	}
	return nil
}

func (w *Warehouse) prepare(ctx context.Context) error {
	lines, err := render.Service(w.dialect, w.cluster)
	if err != nil {
		return err
	}
	procedures, err := render.Procedures(w.dialect, w.cluster)
	if err != nil {
		return err
	}
	whole, part := versionOf(slices.Concat(lines, procedures)), versionOf(lines)
	if err := w.ensureSchemas(ctx); err != nil {
		return err
	}
	now, err := w.secureWitness(ctx)
	if err != nil {
		return err
	}
	have, err := w.control(ctx)
	if err != nil && !errors.Is(err, ErrMissing) {
		return err
	}
	switch {
	case err == nil && have.version == whole && have.witness == now:
		return nil
	case err != nil || have.version != part || have.witness != now:
		if err := w.install(ctx, lines, part); err != nil {
			return err
		}
	}
	if err := w.install(ctx, procedures, whole); !refused(err) {
		return err
	}
	return nil // Check says so, and the next Prepare tries again
}

// refused reports that the warehouse does not let the account make something,
// and that all else works.
func refused(err error) bool {
	var known *Error
	return errors.As(err, &known) && known.Code != "" && !errors.Is(err, ErrUnreachable)
}

// versionOf names the text of system.sql, or of that and procedures.sql.
func versionOf(lines []render.BootstrapLine) string {
	h := sha256.New()
	for _, l := range lines {
		fmt.Fprintf(h, "%q\n", l.SQL)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// install runs the statements in one transaction and records what came of
// them.
func (w *Warehouse) install(ctx context.Context, lines []render.BootstrapLine, version string) error {
	pool, err := w.own(ctx)
	if err != nil {
		return err
	}
	tx, err := pool.Begin(ctx)
	if err != nil {
		return classify("beginning a transaction", err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	for _, l := range lines {
		if _, err := tx.Exec(ctx, l.SQL); err != nil {
			return classify("running "+firstWords(l.SQL), err)
		}
	}
	if err := tx.Commit(ctx); err != nil {
		return classify("committing", err)
	}
	witness, err := w.secureWitness(ctx)
	if err != nil {
		return err
	}
	_, err = pool.Exec(ctx, w.queries.text["set_version"], version, witness)
	return classify("recording the version", err)
}

// secureWitness is one hash of the views that tell each reader something else,
// as they now stand; empty when one of them is not there, or not ours.
func (w *Warehouse) secureWitness(ctx context.Context) (string, error) {
	var names []catalog.ViewName
	for _, name := range []string{"columns", "my_requests", "user_profile"} {
		names = append(names, catalog.ViewName{Schema: render.SystemSchema(w.cluster), Name: name})
	}
	relations, err := w.reader.relations(ctx, names)
	var witnesses []string
	for _, name := range names {
		r := relations[name]
		if !r.Ours {
			return "", err
		}
		witnesses = append(witnesses, r.Witness)
	}
	return witness(witnesses...), err
}

// ensureSchemas makes what an administrator's bootstrap should have made.
func (w *Warehouse) ensureSchemas(ctx context.Context) error {
	lines, err := render.Schemas(w.dialect, w.cluster)
	if err != nil {
		return err
	}
	names := render.SchemaNames(w.cluster)
	exists := map[string]bool{}
	may := false
	err = w.listed(ctx, "schemas", names, false, func(rows pgx.Rows) error {
		var name string
		var own bool
		if err := rows.Scan(&name, &may, &own); err != nil {
			return err
		}
		exists[render.Fold(w.dialect, name)] = own
		return nil
	})
	if err != nil {
		return classify("looking at schemas", err)
	}
	var lacking, closed []string
	for _, name := range names {
		switch own, ok := exists[render.Fold(w.dialect, name)]; {
		case !ok:
			lacking = append(lacking, name)
		case !own:
			closed = append(closed, name)
		}
	}
	switch {
	case len(closed) > 0:
		return &Error{Doing: "looking for scrim's schemas", Kind: ErrDenied, Message: "it may create nothing in " + strings.Join(closed, ", ") + ": grant CREATE there", cause: ErrDenied}
	case len(lacking) == 0:
		return nil
	case !may:
		return &Error{Doing: "looking for scrim's schemas", Kind: ErrMissing, Message: strings.Join(lacking, ", ") + ": run scrim cluster bootstrap as an administrator", cause: ErrMissing}
	}
	return w.runLines(ctx, lines)
}

// runLines runs lines that are still needed.
func (w *Warehouse) runLines(ctx context.Context, lines []render.BootstrapLine) error {
	pool, err := w.own(ctx)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if l.Unless != "" {
			var one int
			err := pool.QueryRow(ctx, l.Unless).Scan(&one)
			if err == nil {
				continue
			}
			if !errors.Is(err, pgx.ErrNoRows) {
				return classify("looking whether a statement is needed", err)
			}
		}
		if _, err := pool.Exec(ctx, l.SQL); err != nil {
			return classify("running "+firstWords(l.SQL), err)
		}
	}
	return nil
}

// Fence raises the control row to a lease of the store that it belongs to, or
// gives it to the first one. What an older lease has begun is committed then, so
// that the next Observe sees it, and nothing more of it will be (ErrSuperseded).
// The revision stays what was written last.
func (w *Warehouse) Fence(ctx context.Context, c plan.Claim) error {
	pool, err := w.own(ctx)
	if err != nil {
		return err
	}
	identity, _, _ := strings.Cut(c.Store, "/")
	args := []plan.Arg{plan.Value{V: c.Store}, plan.Value{V: int64(c.Lease)}, plan.Value{V: identity + "/%"}} //nolint:gosec // a counter far below 2^63
	if _, err := w.group(ctx, pool, []plan.Action{plan.SQL{Text: w.queries.text["fence"], Args: args, Rows: plan.AnyRows}}, pgx.Tx.Commit); err != nil {
		return fmt.Errorf("fencing cluster %s: %w", w.cluster.ID, err)
	}
	return nil
}

// OldestSnapshot is for how long the oldest transaction that still reads from
// a snapshot runs, by the warehouse's own clock, which need not agree with
// ours; negative when there is none. When the account may not know, it is for
// ever: then nothing is ever called enforced, and Check says what to grant.
func (w *Warehouse) OldestSnapshot(ctx context.Context) (time.Duration, error) {
	told, oldest, asked, err := w.reader.oldestSnapshot(ctx)
	if err != nil {
		return 0, classify("looking for old transactions", err)
	}
	switch {
	case !told:
		return math.MaxInt64, nil
	case oldest == nil:
		return -1, nil
	}
	return max(asked.Sub(*oldest), 0), nil
}
