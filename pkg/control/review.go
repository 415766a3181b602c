package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/reconcile"
	"scrim/pkg/server/api"
	"scrim/pkg/store"
)

// Review confirms columns of a source as the warehouses have them now, on
// every cluster that the source is on (SEMANTICS S13). It is a document of
// scrim's own, never a new version of the platform's.
func (c *Control) Review(ctx context.Context, source string, r api.ReviewRequest) (api.Receipt, error) {
	clusters, err := c.Clusters(ctx)
	if err != nil {
		return api.Receipt{}, err
	}
	var all []catalog.Confirmation
	for _, cl := range clusters.Clusters {
		table, found, err := c.Engine.Table(ctx, cl.Cluster.ID, source)
		if errors.Is(err, reconcile.ErrUnavailable) {
			return api.Receipt{}, meaning(fmt.Errorf("looking at source %q: %w", source, err))
		}
		if err != nil {
			return api.Receipt{}, fmt.Errorf("looking at source %q on cluster %q: %w", source, cl.Cluster.ID, err)
		}
		if found {
			all = append(all, confirm(cl.Cluster.ID, source, table, r.Columns))
		}
	}
	if len(all) == 0 {
		return api.Receipt{}, fmt.Errorf("source %q on a cluster that can be read: %w", source, api.ErrNotFound)
	}
	if err := unknownColumns(source, all, r.Columns).Err(); err != nil {
		return api.Receipt{}, err
	}
	return c.accept(ctx, c.NewID(), []byte(source), func(s store.Snapshot) ([]event.Event, error) {
		var events []event.Event
		for _, one := range all {
			e, err := reviewEvent(s, one)
			if err != nil {
				return nil, err
			}
			events = append(events, e)
		}
		return events, nil
	})
}

// confirm is the named columns of a table, or all of them.
func confirm(cluster, source string, table catalog.Signature, names []string) catalog.Confirmation {
	out := catalog.Confirmation{Cluster: cluster, Source: source, Identity: table.Identity, Columns: []catalog.ConfirmedColumn{}}
	for _, column := range table.Columns {
		if len(names) == 0 || slices.Contains(names, column.Name) {
			out.Columns = append(out.Columns, catalog.ConfirmedColumn{Name: column.Name, Type: column.Type.String(), Ordinal: column.Ordinal})
		}
	}
	return out
}

func unknownColumns(source string, all []catalog.Confirmation, names []string) issue.List {
	var l issue.List
	for _, name := range names {
		known := slices.ContainsFunc(all, func(c catalog.Confirmation) bool {
			return slices.ContainsFunc(c.Columns, func(column catalog.ConfirmedColumn) bool { return column.Name == name })
		})
		if !known {
			l.Add(issue.Place{Input: "source " + source, Path: "columns"}, "unknown-column", "scrim explain lists the columns", "the table has no column %q", name)
		}
	}
	return l
}

// reviewEvent is the next version of a review: what was confirmed before stays
// confirmed where it still is as it was.
func reviewEvent(s store.Snapshot, now catalog.Confirmation) (event.Event, error) {
	data, err := json.Marshal(now)
	if err != nil {
		return event.Event{}, fmt.Errorf("writing a review: %w", err)
	}
	document, issues := event.DecodeDocument(event.KindReview, data)
	if err := issues.Err(); err != nil {
		return event.Event{}, err
	}
	have, err := store.Said(s, event.KindReview, document.ID)
	if err != nil {
		return event.Event{}, err
	}
	var before catalog.Confirmation
	if have.Live() && !have.Conflict {
		if err := json.Unmarshal(have.Data, &before); err != nil {
			return event.Event{}, fmt.Errorf("reading the review before: %w", err)
		}
	}
	if before.Identity == now.Identity {
		for _, column := range before.Columns {
			if !slices.ContainsFunc(now.Columns, func(c catalog.ConfirmedColumn) bool { return c.Name == column.Name }) {
				now.Columns = append(now.Columns, column)
			}
		}
	}
	if data, err = json.Marshal(now); err != nil {
		return event.Event{}, fmt.Errorf("writing a review: %w", err)
	}
	if document, issues = event.DecodeDocument(event.KindReview, data); issues.HasErrors() {
		return event.Event{}, issues.Err()
	}
	document, err = event.Versioned(document, have.Version+1)
	return event.Event{ID: fmt.Sprintf("review/%s/%d", document.ID, document.Version), Body: event.Put{Document: document}}, err
}
