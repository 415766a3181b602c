package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"scrim/pkg/catalog"
	"scrim/pkg/server/api"
	"scrim/pkg/verify"
)

func (a *app) verifyCommand() *cobra.Command {
	var bypass, leaks bool
	var except []string
	var as administrator
	cmd := &cobra.Command{
		Use:   "verify [CLUSTER]",
		Short: "Look for what reaches governed data past the views",
		Long: `Look for what reaches governed data past the views. Nothing is taken away.

--bypass lists everybody who reads beneath the views: owners and superusers,
grants on base tables, other views over them, routines that run as somebody who
reads them. Each finding has the statement that would take it away. scrim looks
as its own account and says what it could not see. Accounts named by --except
are shown and do not count.

--leaks tries what a reader can learn through a view: by errors, functions,
settings, plans, old transactions. scrim makes a canary for it, a database with
tables, accounts and views of its own, in each enforcement mode that the
warehouse has, and drops it at the end. --as names an administrator's account
that may make databases and accounts; it is used for this once and kept nowhere.
What a probe is known to learn is shown with the reason and does not count.

The exit code is 0 when nothing is found, 1 when something is.`,
		Example: `  scrim verify --bypass
  scrim verify main --bypass --except postgres --except etl
  scrim verify main --leaks --as env:ADMIN`,
		GroupID: groupClient,
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			named := strings.Join(args, "")
			switch {
			case bypass == leaks:
				return hint(errors.New("what shall be verified?"), "add --bypass or --leaks")
			case bypass:
				return a.bypass(cmd.Context(), named, except)
			}
			account, err := a.account(as)
			if err != nil {
				return err
			}
			if account == nil {
				return hint(errors.New("a canary takes an administrator to make"), "add --as env:NAME, where the variable holds USER:PASSWORD")
			}
			return a.leaks(cmd.Context(), named, account)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&bypass, "bypass", false, "list everybody who reads governed data beneath the views")
	flags.BoolVar(&leaks, "leaks", false, "try what a reader can learn through views, on a canary that is dropped at the end")
	as.flags(cmd, "with --leaks: ")
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

func (a *app) leaks(ctx context.Context, named string, as *api.Account) error {
	found, err := ask(ctx, a, func(ctx context.Context, c *api.Client) (api.Leaks, error) {
		id, err := a.onlyCluster(ctx, c, named)
		if err != nil {
			return api.Leaks{}, err
		}
		return c.Leaks(ctx, id, api.LeaksRequest{As: as})
	})
	if err != nil {
		return err
	}
	if a.json {
		err = a.printJSON(found)
	} else {
		a.showLeaks(found)
	}
	switch {
	case err != nil:
		return err
	case found.Error != "":
		return hint(errors.New(found.Error), "the account must be able to make databases and accounts, and the server to reach the warehouse as it")
	case !found.OK:
		return errDiffers
	}
	return nil
}

func (a *app) showLeaks(found api.Leaks) {
	var mode catalog.Enforcement
	leaks, known := 0, 0
	for _, r := range found.Results {
		if r.Mode != mode {
			mode = r.Mode
			fmt.Fprintf(a.stdout, "%s\n", a.look.bold(string(mode)))
		}
		mark := a.look.good("stopped")
		switch {
		case r.Leak:
			mark = a.look.bad("LEAK   ")
			leaks++
		case len(r.Learned) > 0:
			mark = a.look.wait("known  ")
			known++
		}
		fmt.Fprintf(a.stdout, "  %s  %-21s %s\n", mark, r.Name, r.Tries)
		if len(r.Learned) > 0 {
			fmt.Fprintf(a.stdout, "           learned %s, by %s\n", secrets(r.Learned), r.Evidence)
		}
		if r.Why != "" && !r.Leak {
			fmt.Fprintln(a.stdout, "           known:", r.Why)
		}
	}
	for _, statement := range found.Left {
		fmt.Fprintf(a.stdout, "%s  it could not be dropped; run: %s;\n", a.look.wait("LEFT"), statement)
	}
	if found.Error == "" {
		fmt.Fprintf(a.stdout, "%s: %d probes, %d leaks, %d learn what is known\n", found.Cluster, len(found.Results), leaks, known)
	}
}

func secrets(all []verify.Secret) string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = string(s)
	}
	return strings.Join(out, " and ")
}
