package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"scrim/pkg/server/api"
)

func (a *app) sourceCount() *cobra.Command {
	var r api.CountRequest
	cmd := &cobra.Command{
		Use:   "count ID",
		Short: "Count which values enough rows share, for k-anonymity",
		Long: `Count which values enough rows share, for k-anonymity.

Columns with the mask k_anonymity are NULL until this was done, and again once
its time is over, or columns, types, k or the table have changed. It reads the
whole table on the warehouse, as scrim's account. The exit code is 1 when so many
combinations are common that none is kept.`,
		Example: "  scrim source count crm.people --cluster main\n  scrim source count crm.people --valid-for 24h --json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			counted, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Counted, error) { return c.Count(ctx, args[0], r) })
			if err != nil {
				return err
			}
			if a.json {
				err = a.printJSON(counted)
			} else {
				a.showCounted(counted)
			}
			if err == nil && counted.TooMany {
				return errDiffers
			}
			return err
		},
	}
	cmd.Flags().StringVar(&r.Cluster, "cluster", "", "on this cluster; by default the one that governs the source")
	cmd.Flags().StringVar(&r.ValidFor, "valid-for", "", "how long it is to be believed, such as 24h; 168h by default")
	return cmd
}

func (a *app) showCounted(c api.Counted) {
	if c.TooMany {
		fmt.Fprintf(a.stdout, "%s on %s: too many combinations of %s are in %d rows or more, so they stay NULL\n", c.Source, c.Cluster, strings.Join(c.Columns, ", "), c.K)
		return
	}
	are := "are"
	if c.Combinations == 1 {
		are = "is"
	}
	fmt.Fprintf(a.stdout, "%s on %s: %s of %s %s in %d rows or more; valid until %s\n",
		c.Source, c.Cluster, plural(int(c.Combinations), "combination"), strings.Join(c.Columns, ", "), are, c.K, c.ValidUntil.Format(time.RFC3339))
}
