package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"scrim/pkg/server/api"
)

func (a *app) verifyCommand() *cobra.Command {
	var bypass bool
	var except []string
	cmd := &cobra.Command{
		Use:   "verify [CLUSTER]",
		Short: "Look for what reaches governed data past the views",
		Long: `Look for what reaches governed data past the views. Nothing is taken away.

--bypass lists everybody who reads beneath the views: owners and superusers,
grants on base tables, other views over them, routines that run as somebody who
reads them. Each finding has the statement that would take it away. scrim looks
as its own account and says what it could not see. Accounts named by --except
are shown and do not count.

The exit code is 0 when nothing is found, 1 when something is.`,
		Example: `  scrim verify --bypass
  scrim verify main --bypass --except postgres --except etl`,
		GroupID: groupClient,
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !bypass {
				return hint(errors.New("what shall be verified?"), "add --bypass")
			}
			return a.bypass(cmd.Context(), strings.Join(args, ""), except)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&bypass, "bypass", false, "list everybody who reads governed data beneath the views")
	flags.StringArrayVar(&except, "except", nil, "with --bypass: an account whose access is known and accepted; may be repeated")
	return cmd
}

func (a *app) bypass(ctx context.Context, named string, except []string) error {
	found, err := ask(ctx, a, func(ctx context.Context, c *api.Client) (api.Bypass, error) {
		id, err := a.onlyCluster(ctx, c, named)
		if err != nil {
			return api.Bypass{}, err
		}
		return c.Bypass(ctx, id, api.BypassRequest{Except: except})
	})
	if err != nil {
		return err
	}
	if a.json {
		err = a.printJSON(found)
	} else {
		a.showBypass(found)
	}
	if err == nil && !found.OK {
		return errDiffers
	}
	return err
}

func (a *app) showBypass(found api.Bypass) {
	open := 0
	for _, f := range found.Findings {
		mark := a.look.bad("FOUND")
		if f.Accepted {
			mark = a.look.faint("known")
		} else {
			open++
		}
		fmt.Fprintf(a.stdout, "%s  %s: %s\n", mark, f.Way, f)
		if len(f.Sources) > 0 {
			fmt.Fprintln(a.stdout, "       source:", strings.Join(f.Sources, ", "))
		}
		if len(f.Logins) > 0 {
			fmt.Fprintln(a.stdout, "       used by:", strings.Join(f.Logins, ", "))
		}
		if f.Dormant {
			fmt.Fprintln(a.stdout, "       dormant: without USAGE on the schema it has no effect")
		}
		if f.Repair != "" {
			where := ""
			if f.Database != "" {
				where = a.look.faint("  -- in database " + f.Database)
			}
			fmt.Fprintln(a.stdout, "       take it away:", f.Repair+";"+where)
		}
	}
	for _, u := range found.Unseen {
		fmt.Fprintf(a.stdout, "%s  %s\n", a.look.wait("UNSEEN"), u)
	}
	switch {
	case open > 0:
		fmt.Fprintf(a.stdout, "%s: %d ways around the views\n", found.Cluster, open)
	case len(found.Unseen) > 0:
		fmt.Fprintf(a.stdout, "%s: nobody was found who reads beneath the views, as far as could be seen\n", found.Cluster)
	default:
		fmt.Fprintf(a.stdout, "%s: nobody reads beneath the views\n", found.Cluster)
	}
}
