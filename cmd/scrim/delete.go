package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"scrim/pkg/event"
	"scrim/pkg/server/api"
)

func (a *app) deleteCommand() *cobra.Command {
	var sender string
	cmd := &cobra.Command{
		Use:   "delete KIND ID",
		Short: "Delete a document that an operator sent, or that its sender never will",
		Long: `Delete a document that an operator sent, or that its sender never will.

The deletion is one version greater than the document, and is kept, so that no
late delivery brings the document back. A document of another sender is deleted
only when --sender names that sender: it is not told, and its next version with
a greater number makes the document again.

The ids of some kinds are made of what they are about: an access is USER/SOURCE,
an acknowledgement USER/PURPOSE/PROJECT, a review CLUSTER/SOURCE, a session USER.
A cluster is removed: scrim cluster remove.`,
		Example: "  scrim delete policy mask-email\n  scrim delete review main/crm.people\n  scrim delete access ann@shop.test/crm.people --sender platform",
		GroupID: groupClient,
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if kinds := event.Kinds(); !slices.Contains(kinds, event.Kind(args[0])) {
				return hint(fmt.Errorf("there are no documents of kind %q", args[0]), "the kinds are %s", strings.Join(texts(kinds), ", "))
			}
			d := api.Deletion{Kind: event.Kind(args[0]), ID: args[1], Sender: sender}
			receipt, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Receipt, error) { return c.Delete(ctx, d) })
			if errors.Is(err, api.ErrConflict) {
				return hint(err, "look at it, and delete it again if it must go")
			}
			if err != nil {
				return err
			}
			return a.showReceipts([]api.Receipt{receipt})
		},
	}
	cmd.Flags().StringVar(&sender, "sender", "", "who sent the document; needed when it was not an operator")
	return cmd
}

func texts(kinds []event.Kind) []string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = string(k)
	}
	return out
}
