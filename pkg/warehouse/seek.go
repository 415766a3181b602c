package warehouse

import (
	"context"
	"fmt"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
	"scrim/pkg/view"
)

// Bases says what tables are: of each its Base, Problem and Detail alone.
func (w *Warehouse) Bases(ctx context.Context, tables []catalog.Table) (map[catalog.Table]plan.ObservedSource, error) {
	ask := make([]plan.AskSource, len(tables))
	for i, t := range tables {
		ask[i].Table = t
	}
	found, err := w.reader.bases(ctx, ask)
	if err != nil {
		return nil, fmt.Errorf("observing tables of cluster %s: %w", w.cluster.ID, err)
	}
	out := map[catalog.Table]plan.ObservedSource{}
	for table, b := range found {
		out[table] = plan.ObservedSource{Base: b.signature, Problem: b.problem, Detail: b.detail}
	}
	return out, nil
}

// Seek says whether a base table has any row, and of each predicate whether
// some row is as it says, as the service account. It reads the table once and
// returns nothing of a row, writes nothing, and takes at most as long as limit
// says.
func (w *Warehouse) Seek(ctx context.Context, base catalog.Table, tests []view.Pred, limit time.Duration) (rows bool, found []bool, err error) {
	statement, err := render.Seek(w.dialect, w.cluster, base, tests)
	if err != nil {
		return false, nil, err
	}
	numbers, err := w.numbers(ctx, "seeking values in "+base.String(), statement, 1+len(tests), limit)
	if unwritable(err) {
		err = fmt.Errorf("one of them has a character that the database's encoding lacks, so that no row has it: %w", err)
	}
	if err != nil {
		return false, nil, err
	}
	found = make([]bool, len(tests))
	for i := range found {
		found[i] = numbers[1+i] > 0
	}
	return numbers[0] > 0, found, nil
}
