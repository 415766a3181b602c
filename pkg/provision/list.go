package provision

import (
	"context"
	"fmt"

	"scrim/pkg/connector"
	"scrim/pkg/event"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// Listed is one connector as it was seen last.
type Listed struct {
	Connector connector.Connector
	Deleted   bool
	Place     string
	Held      int
	Status    state.Status // zero when nobody looked yet
}

// List is every connector, by id: with a document, or with things that scrim
// made for it.
func (p *Provisioner) List(ctx context.Context) ([]Listed, error) {
	ids, err := p.all(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing connectors: %w", err)
	}
	statuses, err := p.Store.Statuses(ctx, "", filter(""))
	if err != nil {
		return nil, fmt.Errorf("listing connectors: %w", err)
	}
	seen := map[string]state.Status{}
	for _, s := range statuses {
		seen[s.Target.ID] = s
	}
	out := make([]Listed, 0, len(ids))
	for _, id := range ids {
		one := Listed{Connector: connector.Connector{ID: id}, Status: seen[id]}
		if k, err := p.know(ctx, id); err == nil {
			one = Listed{k.connector, k.deleted, k.place, len(k.held), seen[id]}
		} else {
			one.Status.Phase, one.Status.Message = phase(Plan{}, err)
		}
		out = append(out, one)
	}
	return out, nil
}

// filter lets the statuses of connectors pass, or of one.
func filter(id string) store.StatusFilter {
	return store.StatusFilter{Kind: event.KindConnector, ID: id}
}
