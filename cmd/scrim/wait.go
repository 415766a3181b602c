package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

func (a *app) waitCommand() *cobra.Command {
	var closed, enforced bool
	var timeout time.Duration
	cmd := &cobra.Command{
		Use:   "wait REVISION",
		Short: "Return when a revision is applied on every cluster",
		Long: `Return when a revision is applied on every cluster: facts, gates and views are
as it says.

--closed returns earlier, when everything that it takes away is taken away;
--enforced later, when no reader's older snapshot is left. The exit code is 1
when the time is over before that.`,
		Example: "  scrim wait 42\n  scrim wait 42 --enforced --timeout 2m",
		GroupID: groupClient,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			q := api.WaitQuery{For: api.Current}
			switch {
			case closed:
				q.For = api.Closed
			case enforced:
				q.For = api.Enforced
			}
			var err error
			if q.Revision, err = revision(args[0]); err != nil {
				return err
			}
			return a.wait(cmd.Context(), q, timeout)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&closed, "closed", false, "until everything that it takes away is taken away")
	flags.BoolVar(&enforced, "enforced", false, "until no reader's older snapshot is left")
	cmd.MarkFlagsMutuallyExclusive("closed", "enforced")
	flags.DurationVar(&timeout, "timeout", time.Minute, "how long to wait")
	return cmd
}

// wait asks again until the time is over: one request may not last as long as
// a person is willing to wait, and a terminal shows how it goes.
func (a *app) wait(ctx context.Context, q api.WaitQuery, timeout time.Duration) error {
	began := a.now()
	for {
		left := timeout - a.now().Sub(began)
		q.Timeout = max(min(left, api.MaxWait), time.Millisecond)
		if a.look.terminal && !a.json {
			q.Timeout = min(q.Timeout, time.Second)
		}
		answer, err := ask(ctx, a, func(ctx context.Context, c *api.Client) (api.Wait, error) { return c.Wait(ctx, q) })
		if err != nil {
			return err
		}
		over := a.now().Sub(began) >= timeout
		if !answer.Reached && !over {
			a.progress("waiting for revision %d: %s", q.Revision, behind(answer))
			continue
		}
		a.progress("")
		return a.showWait(answer, a.now().Sub(began))
	}
}

func (a *app) showWait(answer api.Wait, took time.Duration) error {
	switch {
	case a.json:
		if err := a.printJSON(answer); err != nil {
			return err
		}
	case answer.Reached:
		fmt.Fprintf(a.stdout, "revision %d is %s everywhere (%v)\n", answer.Revision, answer.For, took.Round(time.Millisecond))
	default:
		fmt.Fprintf(a.stdout, "revision %d is not %s yet: %s\n", answer.Revision, answer.For, behind(answer))
	}
	if !answer.Reached {
		return errDiffers
	}
	return nil
}

// behind names the clusters that have not come that far.
func behind(w api.Wait) string {
	var out []string
	for _, c := range w.Clusters {
		if at := reached(c, w.For); at < w.Revision {
			line := fmt.Sprintf("%s is at %d", c.Cluster, at)
			if c.Message != "" {
				line += " (" + c.Message + ")"
			}
			out = append(out, line)
		}
	}
	if len(out) == 0 {
		return "no cluster says how far it is"
	}
	return strings.Join(out, ", ")
}

func reached(c state.ClusterStatus, m api.Milestone) uint64 {
	switch m {
	case api.Closed:
		return c.Closed
	case api.Enforced:
		return c.Enforced
	default:
		return c.Applied
	}
}

// progress draws one line over the last one on a terminal; an empty format
// takes it away. Elsewhere it does nothing.
func (a *app) progress(format string, args ...any) {
	if !a.look.terminal || a.json {
		return
	}
	fmt.Fprintf(a.stdout, "\r\x1b[K"+format, args...)
}

func revision(text string) (uint64, error) {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, hint(fmt.Errorf("%q is no revision", text), "a revision is a whole number, as scrim status and scrim events list show")
	}
	return n, nil
}
