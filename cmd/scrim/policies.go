package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"scrim/pkg/issue"
	"scrim/pkg/server/api"
)

func (a *app) policiesCommand() *cobra.Command {
	var standing string
	cmd := &cobra.Command{
		Use:   "policies",
		Short: "List policies: which are active, staged, expired or in conflict",
		Long: `List policies: which are active, staged, expired or in conflict.

Each with its type, how many sources it meets, until when it is valid, when it
is to be reviewed, and by whom; and what is said of it where it is at work. The
exit code is 1 when one is in conflict or its review is overdue.`,
		Example: "  scrim policies\n  scrim policies --standing staged --json",
		GroupID: groupClient,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			known := []string{string(api.Active), string(api.Staged), string(api.Expired), string(api.Contested)}
			if standing != "" && !slices.Contains(known, standing) {
				return hint(fmt.Errorf("%q is no standing", standing), "one of: %s", strings.Join(known, ", "))
			}
			all, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Policies, error) { return c.Policies(ctx) })
			if err != nil {
				return err
			}
			if standing != "" {
				all.Policies = slices.DeleteFunc(all.Policies, func(p api.PolicyState) bool { return string(p.Standing) != standing })
			}
			return a.showPolicies(all)
		},
	}
	cmd.Flags().StringVar(&standing, "standing", "", "only those that are active, staged, expired or in conflict")
	return cmd
}

func (a *app) showPolicies(all api.Policies) error {
	overdue := slices.ContainsFunc(all.Policies, func(p api.PolicyState) bool { return p.Overdue || p.Standing == api.Contested })
	if a.json {
		if err := a.printJSON(all); err != nil {
			return err
		}
	} else {
		a.printPolicies(all.Policies)
	}
	if overdue {
		return errDiffers
	}
	return nil
}

func (a *app) printPolicies(all []api.PolicyState) {
	if len(all) == 0 {
		fmt.Fprintln(a.stdout, "There is no policy.")
		return
	}
	var rows [][]string
	var issues issue.List
	for _, p := range all {
		rows = append(rows, []string{p.ID, p.Type, a.standing(p.Standing), plural(len(p.Sources), "source"), a.ends(p.ValidUntil), a.review(p), p.Owner, p.Ticket})
		issues = append(issues, p.Issues...)
	}
	a.printTable([]string{"policy", "type", "standing", "meets", "until", "review", "owner", "ticket"}, rows)
	if len(issues) > 0 {
		fmt.Fprintln(a.stdout)
		a.printIssues(a.stdout, a.look, issues)
	}
}

func (a *app) standing(s api.Standing) string {
	switch s {
	case api.Active:
		return a.look.good(string(s))
	case api.Contested:
		return a.look.bad(string(s))
	case api.Staged, api.Expired:
	}
	return a.look.wait(string(s))
}

// soon is how long before its end, or its review, a policy is pointed out.
const soon = 30 * 24 * time.Hour

func (a *app) ends(until time.Time) string {
	if until.IsZero() {
		return ""
	}
	text := until.UTC().Format("2006-01-02 15:04Z")
	if left := until.Sub(a.now()); left > 0 && left < soon {
		text = a.look.wait(text + ", in " + span(left))
	}
	return text
}

func (a *app) review(p api.PolicyState) string {
	day, err := time.Parse(time.DateOnly, p.ReviewBy)
	switch {
	case err != nil:
		return p.ReviewBy
	case p.Overdue:
		return a.look.bad(p.ReviewBy + ", overdue")
	}
	if left := day.Sub(a.now()); left < soon {
		return a.look.wait(p.ReviewBy + ", soon")
	}
	return p.ReviewBy
}
