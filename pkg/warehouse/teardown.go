package warehouse

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
)

// Teardown removes all and only what scrim made and owns: its views, then its
// tables; what an administrator made for it is in the scripts that it returns.
// A view that somebody else's object depends on stays, and so do the tables
// then, since the view reads them: nothing cascades.
func (w *Warehouse) Teardown(ctx context.Context, bases []catalog.Table) ([]render.BootstrapScript, []plan.Outcome, error) {
	made, err := w.Made(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("tearing down cluster %s: %w", w.cluster.ID, err)
	}
	scripts, err := render.Teardown(w.dialect, w.cluster, made, bases...)
	if err != nil {
		return nil, nil, fmt.Errorf("tearing down cluster %s: %w", w.cluster.ID, err)
	}
	pool, err := w.own(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("tearing down cluster %s: %w", w.cluster.ID, err)
	}
	var out []plan.Outcome
	for _, s := range scripts {
		for _, l := range s.Service {
			if l.Unless != "" {
				if gone, err := answers(ctx, pool, l.Unless); err == nil && gone {
					continue
				}
			}
			group := []plan.Action{plan.SQL{Text: l.SQL, Rows: plan.AnyRows}}
			ddl, err := w.group(ctx, pool, group, pgx.Tx.Commit)
			out = append(out, plan.Outcome{Target: plan.Target{Kind: plan.TargetOwn, Name: firstWords(l.SQL)}, Done: err == nil, DDL: ddl, Err: err})
			if err != nil {
				return scripts, out, nil //nolint:nilerr // the outcome tells; what follows is read by what could not be dropped
			}
		}
	}
	return scripts, out, nil
}

// Made is every view in scrim's catalogue, also those that stand aside.
func (w *Warehouse) Made(ctx context.Context) ([]plan.Managed, error) {
	pool, err := w.own(ctx)
	if err != nil {
		return nil, err
	}
	var out []plan.Managed
	add := func(rows pgx.Rows) error {
		var m plan.Managed
		err := rows.Scan(&m.Source, &m.Name.Schema, &m.Name.Name)
		out = append(out, m)
		return err
	}
	if err := each(ctx, pool, w.queries.text["made"], nil, add); err != nil {
		return nil, classify("reading the catalogue of views", err)
	}
	return out, nil
}
