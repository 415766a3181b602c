package main

import (
	"context"

	"github.com/spf13/cobra"

	"scrim/pkg/server/api"
)

func (a *app) sourceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "source",
		Short:   "Look after data sources",
		Example: "  scrim source review crm.people --column nickname\n  scrim source count crm.people",
		GroupID: groupClient,
		Args:    cobra.ArbitraryArgs,
		RunE:    family,
	}
	cmd.AddCommand(a.sourceReview(), a.sourceCount())
	return cmd
}

func (a *app) sourceReview() *cobra.Command {
	var r api.ReviewRequest
	cmd := &cobra.Command{
		Use:   "review ID",
		Short: "Confirm columns of a source as they now are, so that they may be shown",
		Long: `Confirm columns of a source as they now are, so that they may be shown.

A column that appeared, changed its type or moved is NULL for everyone until
somebody who knows what is in it confirms it. Without --column, every column of
the newest snapshot is confirmed.`,
		Example: "  scrim source review crm.people --column nickname --column title",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			receipt, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Receipt, error) { return c.Review(ctx, args[0], r) })
			if err != nil {
				return err
			}
			return a.showReceipts([]api.Receipt{receipt})
		},
	}
	cmd.Flags().StringArrayVar(&r.Columns, "column", nil, "confirm this column only; may be repeated")
	return cmd
}
