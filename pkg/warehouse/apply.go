package warehouse

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
)

// maxTries is how often a transaction that met another one is run; the pause
// between two grows by as much each time.
const (
	maxTries = 6
	pause    = 20 * time.Millisecond
)

// Apply runs a script, unit by unit. A unit that fails does not stop the
// others, except where later ones rely on it: facts and gates. There is an
// outcome for each unit that was begun. The error wraps ErrSuperseded when
// another writer is ahead, and ErrUnreachable when nothing more can be done
// here; then the units that have no outcome were not begun.
func (w *Warehouse) Apply(ctx context.Context, script plan.Script) ([]plan.Outcome, error) {
	return w.run(ctx, script, pgx.Tx.Commit)
}

// Try is Apply with every transaction taken back at its end: its outcomes say
// what would have come of the script, and nothing of it was written.
func (w *Warehouse) Try(ctx context.Context, script plan.Script) ([]plan.Outcome, error) {
	return w.run(ctx, script, pgx.Tx.Rollback)
}

// ending is how a transaction ends that came to its end.
type ending func(pgx.Tx, context.Context) error

func (w *Warehouse) run(ctx context.Context, script plan.Script, end ending) ([]plan.Outcome, error) {
	if !render.Lingers(w.dialect) && definesViews(script) { // facts must not wait for a look around
		if _, err := w.tidy(ctx); err != nil {
			return nil, fmt.Errorf("applying to cluster %s: %w", w.cluster.ID, err)
		}
	}
	var out []plan.Outcome
	for _, u := range script.Units {
		begin := time.Now()
		outcome := w.unit(ctx, u, end)
		outcome.Elapsed = time.Since(begin).Microseconds()
		out = append(out, outcome)
		switch err := outcome.Err; {
		case err == nil:
		case errors.Is(err, ErrSuperseded), errors.Is(err, ErrUnreachable), ctx.Err() != nil:
			return out, fmt.Errorf("applying to cluster %s: %w", w.cluster.ID, err)
		case u.Target.Kind == plan.TargetFacts:
			return out, nil
		}
	}
	return out, nil
}

func definesViews(script plan.Script) bool {
	for _, u := range script.Units {
		for _, group := range u.Groups {
			for _, a := range group {
				if s, ok := a.(plan.SQL); ok && definesSomething(s.Text) {
					return true
				}
			}
		}
	}
	return false
}

// unit runs a unit's groups in order; what was committed stays.
func (w *Warehouse) unit(ctx context.Context, u plan.ScriptUnit, end ending) plan.Outcome {
	out := plan.Outcome{Target: u.Target}
	pool, err := w.pool(ctx, u.Database)
	if err != nil {
		out.Err = err
		return out
	}
	for _, group := range u.Groups {
		ddl, err := w.group(ctx, pool, group, end)
		if err != nil && optional(group) && hasDependents(err) {
			out.Left = err.Error()
			continue
		}
		if err != nil {
			out.Err = err
			out.Unstorable, out.Denied = dataException(err), errors.Is(err, ErrDenied)
			out.Retry = blocked(err) || conflict(err) || errors.Is(err, ErrUnreachable)
			return out
		}
		out.DDL += ddl
	}
	out.Done = true
	return out
}

func optional(group []plan.Action) bool {
	for _, a := range group {
		if s, ok := a.(plan.SQL); ok && s.Optional {
			return true
		}
	}
	return false
}

// group runs one transaction, again while it only meets others.
func (w *Warehouse) group(ctx context.Context, pool *pgxpool.Pool, group []plan.Action, end ending) (int, error) {
	for try := 1; ; try++ {
		ddl, err := w.transaction(ctx, pool, group, end)
		if err == nil || !conflict(err) || try == maxTries {
			return ddl, err
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(time.Duration(try) * pause):
		}
	}
}

func (w *Warehouse) transaction(ctx context.Context, pool *pgxpool.Pool, group []plan.Action, end ending) (int, error) {
	tx, err := pool.Begin(ctx)
	if err != nil {
		return 0, classify("beginning a transaction", err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }() // after a commit it does nothing
	ddl := 0
	for _, a := range group {
		switch a := a.(type) {
		case plan.SQL:
			if err := w.statement(ctx, tx, a); err != nil {
				return 0, err
			}
			if definesSomething(a.Text) {
				ddl++
			}
		case plan.ReadBack:
			if err := w.readBack(ctx, tx, a); err != nil {
				return 0, err
			}
		}
	}
	if err := end(tx, ctx); err != nil {
		return 0, classify("ending a transaction", err)
	}
	return ddl, nil
}

// statement runs one statement. The server's words are kept only where no
// argument can be quoted in them.
func (w *Warehouse) statement(ctx context.Context, tx pgx.Tx, s plan.SQL) error {
	args, err := w.arguments(ctx, s.Args)
	if err != nil {
		return err
	}
	doing := "running " + firstWords(s.Text)
	tag, err := tx.Exec(ctx, s.Text, args...)
	switch {
	case err != nil && len(args) > 0:
		return discreet(doing, err)
	case err != nil:
		return classify(doing, err)
	case s.Rows != plan.AnyRows && tag.RowsAffected() != int64(s.Rows) && tag.Select():
		return fmt.Errorf("looking whose the view is: %w", ErrForeign) // a question must be answered with yes
	case s.Rows != plan.AnyRows && tag.RowsAffected() != int64(s.Rows):
		return fmt.Errorf("%s: %w", doing, ErrSuperseded)
	}
	return nil
}

func (w *Warehouse) arguments(ctx context.Context, args []plan.Arg) ([]any, error) {
	out := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case plan.Value:
			out[i] = a.V
		case plan.Secret:
			salt, err := w.secrets.Salt(ctx, a.Name)
			if err != nil {
				return nil, fmt.Errorf("making a salt: %w", err)
			}
			out[i] = salt
		}
	}
	return out, nil
}

// firstWords names a statement in an error, up to its first name.
func firstWords(text string) string {
	head, _, _ := strings.Cut(text, "\n")
	const enough = 60
	if at := strings.Index(head, " ("); at > 0 {
		head = head[:at]
	}
	if len(head) > enough {
		head = strings.ToValidUTF8(head[:enough], "") + "…"
	}
	return head
}

func definesSomething(text string) bool {
	for _, verb := range []string{"CREATE ", "ALTER ", "DROP "} {
		if strings.HasPrefix(text, verb) {
			return true
		}
	}
	return false
}

// readBack reads what the warehouse made of views and records the hashes. A
// view that is not there, is not ours, or that somebody changed meanwhile, keeps
// an empty one, and is made again by the next pass: what somebody else wrote
// must not become what is expected.
func (w *Warehouse) readBack(ctx context.Context, tx pgx.Tx, a plan.ReadBack) error {
	names := make([]catalog.ViewName, 0, len(a.Views))
	for _, v := range a.Views {
		if v.Name != (catalog.ViewName{}) {
			names = append(names, v.Name)
		}
	}
	relations, err := w.reader.relations(ctx, names)
	if err != nil {
		return err
	}
	seen := map[string]string{}
	for _, v := range a.Views {
		if r, ok := relations[v.Name]; ok && r.Ours {
			seen[v.Source] = r.Witness
		}
	}
	untouched, err := w.reader.untouched(ctx, slices.Collect(maps.Keys(seen))) // now: after they were read
	if err != nil {
		return err
	}
	maps.DeleteFunc(seen, func(source, _ string) bool { return !untouched[source] })
	for _, s := range render.Witnesses(w.dialect, w.cluster, seen) {
		if err := w.statement(ctx, tx, s); err != nil {
			return err
		}
	}
	return nil
}

// Tidy drops the views that an exchange of names left over: after a crash, or
// because a reader may have been about to open them, or somebody's object
// depended on them. Call it when no transaction is left that began before the
// last exchange. What still cannot be dropped stays noted, and all is false.
func (w *Warehouse) Tidy(ctx context.Context) (all bool, err error) {
	all, err = w.tidy(ctx)
	if err != nil {
		return false, fmt.Errorf("tidying cluster %s: %w", w.cluster.ID, err)
	}
	return all, nil
}

func (w *Warehouse) tidy(ctx context.Context) (all bool, err error) {
	pool, err := w.own(ctx)
	if err != nil {
		return false, err
	}
	aside, err := w.aside(ctx)
	if err != nil || len(aside) == 0 {
		return err == nil, err
	}
	bySource := map[catalog.ViewName]string{}
	for source, names := range aside {
		for _, name := range names {
			bySource[name] = source
		}
	}
	names := slices.SortedFunc(maps.Keys(bySource), compareNames)
	relations, err := w.reader.relations(ctx, names)
	if err != nil {
		return false, err
	}
	all = true
	for _, name := range names {
		r, stands := relations[name]
		group, err := render.Tidy(w.dialect, w.cluster, bySource[name], name, stands && r.Ours)
		if err == nil {
			_, err = w.group(ctx, pool, group, pgx.Tx.Commit)
		}
		if errors.Is(err, ErrUnreachable) || ctx.Err() != nil {
			return false, err
		}
		all = all && err == nil
	}
	return all, nil
}

// aside is the views that an exchange of names left over, by source.
func (w *Warehouse) aside(ctx context.Context) (map[string][]catalog.ViewName, error) {
	pool, err := w.own(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string][]catalog.ViewName{}
	err = each(ctx, pool, w.queries.text["aside"], nil, func(rows pgx.Rows) error {
		var source string
		var name catalog.ViewName
		err := rows.Scan(&source, &name.Schema, &name.Name)
		out[source] = append(out[source], name)
		return err
	})
	return out, classify("looking for what was left over", err)
}
