package control

import (
	"context"
	"fmt"
	"strings"

	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// Delete writes the deletion of a document, one version greater than what is
// there; the tombstone stays, as after any deletion. What another sender sent is
// deleted in that sender's name when it is named, and else refused: the sender
// knows nothing of it and may send the document again (SEMANTICS S12).
func (c *Control) Delete(ctx context.Context, d api.Deletion) (api.Receipt, error) {
	if d.Kind == event.KindCluster {
		return api.Receipt{}, mistake(d, "cluster-must-be-shut", "scrim cluster remove "+d.ID, "a cluster is shut before scrim lets go of it, so it is removed and not deleted")
	}
	sender := d.Sender
	if sender == "" {
		sender = Sender
	}
	receipt, err := c.accept(ctx, c.NewID(), []byte(d.ID), func(s store.Snapshot) ([]event.Event, error) {
		claims, err := s.Object(d.Kind, d.ID)
		if err != nil {
			return nil, fmt.Errorf("reading %s %q: %w", d.Kind, d.ID, err)
		}
		version, err := standing(d, sender, claims)
		if err != nil {
			return nil, err
		}
		return []event.Event{{
			ID: fmt.Sprintf("delete/%s/%s/%d", d.Kind, d.ID, version+1), Sender: sender,
			Body: event.Delete{Kind: d.Kind, ID: d.ID, Version: version + 1},
		}}, nil
	})
	if err == nil && receipt.Results[0].Verdict != state.Accepted {
		return receipt, fmt.Errorf("a newer version of %s %q has just come: %w", d.Kind, d.ID, api.ErrConflict)
	}
	return receipt, err
}

// standing is the version of the sender's live document.
func standing(d api.Deletion, sender string, claims []state.Stored) (uint64, error) {
	var others []string
	for _, claim := range claims {
		switch {
		case !claim.Live():
		case claim.Sender == sender:
			return claim.Version, nil
		default:
			others = append(others, claim.Sender)
		}
	}
	if len(others) == 0 {
		return 0, fmt.Errorf("%s %q: %w", d.Kind, d.ID, api.ErrNotFound)
	}
	return 0, mistake(d, "another-senders", "let that sender delete it; where it never will, scrim delete --sender "+others[0],
		"%s %q is not %s's, it is from %s", d.Kind, d.ID, sender, strings.Join(others, " and "))
}

func mistake(d api.Deletion, code issue.Code, hint, format string, args ...any) error {
	var l issue.List
	l.Add(issue.Place{Input: string(d.Kind) + " " + d.ID}, code, hint, format, args...)
	return l.Err()
}
