package stack

import (
	"context"

	"scrim/cmd/scrim/service"
	"scrim/pkg/catalog"
	"scrim/pkg/control"
	"scrim/pkg/secret"
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
	return read(service.Tables{Warehouse: w})
}
