package stack

import (
	"context"
	"errors"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/control"
	"scrim/pkg/render"
	"scrim/pkg/secret"
	"scrim/pkg/view"
	"scrim/pkg/warehouse"
)

// tools read tables; the rest of what control has in its hands is not there.
type tools struct{ control.Tools }

func (tools) Reading(ctx context.Context, c catalog.Cluster, read func(control.Tables) error) error {
	salts, err := secret.NewSalts(MasterKey)
	if err != nil {
		return err
	}
	w, err := warehouse.Open(ctx, c, keys{salts})
	if err != nil {
		return err
	}
	defer w.Close()
	return read(tables{w})
}

// tables is a warehouse whose errors are those of package control.
type tables struct{ *warehouse.Warehouse }

func (t tables) CountRows(ctx context.Context, base catalog.Table, pairs [][2]render.Sieve, limit time.Duration) ([][2]int64, error) {
	out, err := t.Warehouse.CountRows(ctx, base, pairs, limit)
	return out, slow(err)
}

func (t tables) Seek(ctx context.Context, base catalog.Table, tests []view.Pred, limit time.Duration) (rows bool, found []bool, err error) {
	rows, found, err = t.Warehouse.Seek(ctx, base, tests, limit)
	return rows, found, slow(err)
}

func slow(err error) error {
	if errors.Is(err, warehouse.ErrSlow) {
		return errors.Join(err, control.ErrSlow)
	}
	return err
}
