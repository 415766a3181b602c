package warehouse

import (
	"context"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/render"
)

// CountRows counts rows of a base table, as the service account: for each pair how
// many the second keeps and the first does not, and the other way round. It
// reads no row, writes nothing, and takes at most as long as limit says.
func (w *Warehouse) CountRows(ctx context.Context, base catalog.Table, pairs [][2]render.Sieve, limit time.Duration) ([][2]int64, error) {
	statement, err := render.CountRows(w.dialect, w.cluster, base, pairs)
	if err != nil {
		return nil, err
	}
	numbers, err := w.numbers(ctx, "counting rows of "+base.String(), statement, 2*len(pairs), limit)
	if err != nil {
		return nil, err
	}
	out := make([][2]int64, len(pairs))
	for i := range pairs {
		out[i] = [2]int64{numbers[2*i], numbers[2*i+1]}
	}
	return out, nil
}
