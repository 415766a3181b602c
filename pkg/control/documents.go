package control

import (
	"context"
	"errors"

	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/server/api"
	"scrim/pkg/store"
)

// Submit accepts documents as the sender "scrim". One without a version gets
// the next one when it says something new, and its present one when it does
// not, so that sending the same file again changes nothing.
func (c *Control) Submit(ctx context.Context, s api.Submission) (api.Receipt, error) {
	name := s.Name
	if name == "" {
		name = "body"
	}
	documents, issues := event.DecodeDocuments(s.Body, name)
	if err := issues.Err(); err != nil {
		return api.Receipt{}, err
	}
	found, err := c.recognise(ctx, documents)
	if err != nil {
		return api.Receipt{}, err
	}
	key := s.Key
	if key == "" {
		key = c.NewID()
	}
	var besides issue.List
	receipt, err := c.accept(ctx, key, s.Body, func(snapshot store.Snapshot) ([]event.Event, error) {
		var events []event.Event
		var err error
		if besides, err = c.askedInVain(snapshot, documents); err != nil {
			return nil, err
		}
		for _, d := range documents {
			d, err := versioned(snapshot, d)
			if err != nil {
				return nil, err
			}
			events = append(events, event.Event{ID: key + "/" + string(d.Kind) + "/" + d.ID, Body: event.Put{Document: d}})
		}
		return events, nil
	})
	if err != nil {
		return receipt, err
	}
	if len(receipt.Results) > 0 {
		receipt.Results[0].Issues = append(receipt.Results[0].Issues, besides...)
	}
	if err := c.remember(ctx, found); err != nil {
		return receipt, err
	}
	c.wakeConnectors(false)
	receipt.Checks, err = c.checked(ctx, documents, found)
	return receipt, err
}

// accept says something as the sender "scrim", after what it said before.
func (c *Control) accept(ctx context.Context, key string, body []byte, build func(store.Snapshot) ([]event.Event, error)) (api.Receipt, error) {
	receipt, err := c.Engine.Own.Accept(ctx, key, body, build)
	if errors.Is(err, store.ErrDifferentBytes) {
		return api.Receipt{}, errors.Join(err, api.ErrConflict)
	}
	if err != nil {
		return api.Receipt{}, err
	}
	return answer(receipt), nil
}

func answer(r store.Receipt) api.Receipt {
	out := api.Receipt{Revision: r.Revision, Repeated: r.Repeated, Results: []api.Result{}}
	for _, one := range r.Results {
		out.Results = append(out.Results, api.Result{Verdict: one.Verdict, Revision: one.Revision, Kind: one.Kind, ID: one.ID, Version: one.Version})
	}
	return out
}

// versioned gives a document of ours a version when it has none.
func versioned(s store.Snapshot, d event.Document) (event.Document, error) {
	if d.Version > 0 {
		return d, nil
	}
	have, err := store.Said(s, d.Kind, d.ID)
	if err != nil {
		return d, err
	}
	same, err := event.Versioned(d, have.Version)
	if err != nil {
		return d, err
	}
	if have.Version > 0 && !have.Deleted && string(same.Data) == string(have.Data) {
		return same, nil
	}
	return event.Versioned(d, have.Version+1)
}
