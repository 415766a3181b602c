package stack

import (
	"context"
	"errors"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/control"
	"scrim/pkg/render"
	"scrim/pkg/secret"
	"scrim/pkg/warehouse"
)

// tools count rows; the rest of what control has in its hands is not there.
type tools struct{ control.Tools }

func (tools) Counting(ctx context.Context, c catalog.Cluster, ask func(control.RowCounter)) error {
	salts, err := secret.NewSalts(MasterKey)
	if err != nil {
		return err
	}
	w, err := warehouse.Open(ctx, c, keys{salts})
	if err != nil {
		return err
	}
	defer w.Close()
	ask(func(ctx context.Context, base catalog.Table, pairs [][2]render.Sieve, limit time.Duration) ([][2]int64, error) {
		out, err := w.CountRows(ctx, base, pairs, limit)
		if errors.Is(err, warehouse.ErrSlow) {
			err = errors.Join(err, control.ErrSlow)
		}
		return out, err
	})
	return nil
}
