package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"scrim/pkg/event"
	"scrim/pkg/server/api"
)

func (a *app) planCommand() *cobra.Command {
	var cluster string
	var count bool
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "Show what is to be done on a cluster, as the SQL that would run",
		Long: `Show what is to be done on a cluster, as the SQL that would run.

The exit code is 0 when there is nothing to do and 1 when there is. Personal
values and secrets are shown as holes: ‹value›, ‹secret:name›.

Before the SQL stands who gains (+) and who loses (-) sight of which source, rows
and columns by it, and what is neither more nor less (~), from facts and
definitions alone. With --count the warehouse also counts how many rows more and
fewer that is, for one user of each crowd; no row is read out.`,
		Example: "  scrim plan --cluster main\n  scrim plan --cluster main --count",
		GroupID: groupClient,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			plan, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Plan, error) {
				id, err := a.onlyCluster(ctx, c, cluster)
				if err != nil {
					return api.Plan{}, err
				}
				if count {
					return c.PlanCounted(ctx, id)
				}
				return c.Plan(ctx, id)
			})
			if err != nil {
				return err
			}
			if a.json {
				err = a.printJSON(plan)
			} else {
				a.showPlan(plan)
			}
			if err == nil && len(plan.Units) > 0 {
				return errDiffers
			}
			return err
		},
	}
	cmd.Flags().StringVar(&cluster, "cluster", "", "id of the cluster; needed when there are several")
	cmd.Flags().BoolVar(&count, "count", false, "also count on the warehouse how many rows more and fewer somebody sees")
	return cmd
}

// showPlan writes a plan as SQL: what is not a statement is a comment.
func (a *app) showPlan(p api.Plan) {
	if len(p.Units) == 0 {
		fmt.Fprintf(a.stdout, "-- %s: nothing to do at revision %d\n", p.Cluster, p.Revision)
	} else {
		fmt.Fprintf(a.stdout, "-- %s at revision %d: %s\n", p.Cluster, p.Revision, plural(len(p.Units), "unit"))
		fmt.Fprintln(a.stdout, a.look.bold("-- plan "+p.Hash))
	}
	if !p.Exposure.Nothing() {
		fmt.Fprintln(a.stdout)
		a.showExposures(a.stdout, p.Exposure, "-- ")
	}
	a.showUnits(a.stdout, p.Units)
	if len(p.Issues) > 0 {
		fmt.Fprintln(a.stderr)
		a.printIssues(a.stderr, lookOf(a.stderr, a.env), p.Issues)
	}
	if len(p.Units) > 0 {
		fmt.Fprintf(a.stdout, "\n-- scrim apply %s does exactly this\n", short(p.Hash))
	}
}

func (a *app) showUnits(w io.Writer, units []api.Unit) {
	for i, u := range units {
		fmt.Fprintf(w, "\n%s\n", a.look.faint(fmt.Sprintf("-- %d. %s in %s: %s", i+1, u.Target, u.Database, u.Reason)))
		for _, h := range u.Hazards {
			fmt.Fprintln(w, a.look.wait(fmt.Sprintf("-- hazard %s: %s", h.Code, h.Message)))
		}
		for _, s := range u.Statements {
			s = strings.TrimRight(strings.TrimSpace(s), ";")
			if !strings.HasPrefix(s, "--") || strings.Contains(s, "\n") {
				s += ";"
			}
			fmt.Fprintln(w, s)
		}
	}
}

// short is the beginning of a hash by which a person names it.
func short(hash string) string {
	const digits = 12
	if len(hash) <= digits {
		return hash
	}
	return hash[:digits]
}

func (a *app) applyCommand() *cobra.Command {
	var cluster string
	cmd := &cobra.Command{
		Use:   "apply PLAN-HASH",
		Short: "Approve a plan by its hash and carry it out",
		Long: `Approve a plan by its hash, or by at least 8 digits of it, and carry it out.

When the plan has changed since it was shown, nothing is done.`,
		Example: "  scrim plan --cluster main\n  scrim apply 3f9c20d1a7b4",
		GroupID: groupClient,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			applied, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Applied, error) {
				request, err := a.approved(ctx, c, cluster, args[0])
				if err != nil {
					return api.Applied{}, err
				}
				return c.Apply(ctx, request)
			})
			if errors.Is(err, api.ErrConflict) {
				return hint(err, "scrim plan shows what it is now")
			}
			if err != nil {
				return err
			}
			if applied.Exposure != nil && !applied.Exposure.Nothing() && !a.json {
				a.showExposures(a.stdout, *applied.Exposure, "")
			}
			return a.showApplied(applied)
		},
	}
	cmd.Flags().StringVar(&cluster, "cluster", "", "id of the cluster; needed when there are several")
	return cmd
}

const (
	wholeHash = 64
	leastHash = 8
)

// approved turns the beginning of a hash into the plan that it names. A whole
// hash is passed on as it is, so that the server alone decides.
func (a *app) approved(ctx context.Context, c *api.Client, cluster, hash string) (api.ApplyRequest, error) {
	hash = strings.ToLower(hash)
	id, err := a.onlyCluster(ctx, c, cluster)
	if err != nil {
		return api.ApplyRequest{}, err
	}
	if len(hash) == wholeHash {
		return api.ApplyRequest{Cluster: id, Hash: hash}, nil
	}
	if len(hash) < leastHash {
		return api.ApplyRequest{}, hint(fmt.Errorf("%q is too short for a plan's hash", hash), "give at least %d digits", leastHash)
	}
	plan, err := c.Plan(ctx, id)
	if err != nil {
		return api.ApplyRequest{}, err
	}
	if !strings.HasPrefix(plan.Hash, hash) {
		return api.ApplyRequest{}, hint(fmt.Errorf("the plan of %s is %s now", id, short(plan.Hash)), "scrim plan shows what it is now")
	}
	return api.ApplyRequest{Cluster: id, Hash: plan.Hash}, nil
}

func (a *app) resyncCommand() *cobra.Command {
	var r api.ResyncRequest
	cmd := &cobra.Command{
		Use:   "resync",
		Short: "Compare warehouses whole with the documents, and make them equal",
		Long: `Compare warehouses whole with what the documents say, and make them equal.

With --dry-run nothing is changed and the exit code is 1 when something differs.
A store that was restored from a backup knows less than the warehouse, which
therefore refuses it: --take-over makes this scrim its writer, and replaces
every fact there.`,
		Example: "  scrim resync --dry-run\n  scrim resync --cluster main --prune\n  scrim resync --take-over",
		GroupID: groupClient,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			found, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Resync, error) {
				if err := known(ctx, c, r); err != nil {
					return api.Resync{}, err
				}
				return c.Resync(ctx, r)
			})
			if err != nil {
				return err
			}
			return a.showResync(found, r.DryRun)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&r.Cluster, "cluster", "", "only this cluster")
	flags.StringVar(&r.Source, "source", "", "only this source")
	flags.BoolVar(&r.DryRun, "dry-run", false, "say what would be done, and do nothing")
	flags.BoolVar(&r.TakeOver, "take-over", false, "become the writer of a warehouse that another scrim, or a newer store of this one, wrote")
	flags.BoolVar(&r.Prune, "prune", false, "also remove what scrim made and no document asks for")
	return cmd
}

// known finds a mistyped source, which would otherwise be nothing to do.
func known(ctx context.Context, c *api.Client, r api.ResyncRequest) error {
	if r.Source == "" {
		return nil
	}
	s, err := c.Status(ctx, api.StatusQuery{Cluster: r.Cluster})
	if err != nil {
		return err
	}
	for _, t := range s.Targets {
		if t.Target.Kind == event.KindSource && t.Target.ID == r.Source {
			return nil
		}
	}
	return hint(fmt.Errorf("there is no source %q", r.Source), "scrim status --all lists the sources")
}

func (a *app) showResync(found api.Resync, dry bool) error {
	if a.json {
		if err := a.printJSON(found); err != nil {
			return err
		}
	}
	var result error
	for _, one := range found.Clusters {
		if !a.json {
			a.showResynced(one, dry)
		}
		switch err := outcomeError(one.Outcomes); {
		case one.Error != "":
			return hint(fmt.Errorf("cluster %s could not be compared: %s", one.Cluster, one.Error), "scrim cluster check %s says what is missing", one.Cluster)
		case err != nil && (result == nil || errors.Is(result, errDiffers)):
			result = err
		case dry && len(one.Units) > 0 && result == nil:
			result = errDiffers
		}
	}
	return result
}

func (a *app) showResynced(one api.ResyncedCluster, dry bool) {
	if one.Error != "" {
		return // the verb ends with it
	}
	changes := a.look.good("0 changes")
	if n := len(one.Units); n > 0 {
		changes = a.look.wait(plural(n, "change"))
	}
	done := fmt.Sprintf(", %d DDL", one.DDL)
	if dry {
		done = "" // nothing was done
	}
	fmt.Fprintf(a.stdout, "%s: %s at revision %d%s\n", a.look.bold(one.Cluster), changes, one.Revision, done)
	if dry {
		a.showUnits(a.stdout, one.Units)
	} else {
		for _, u := range one.Units {
			fmt.Fprintf(a.stdout, "  %s: %s\n", u.Target, u.Reason)
		}
		a.showOutcomes(one.Outcomes)
	}
	if len(one.Issues) > 0 {
		a.printIssues(a.stdout, a.look, one.Issues)
	}
}
