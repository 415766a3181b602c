package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"scrim/pkg/issue"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

func (a *app) statusCommand() *cobra.Command {
	var q api.StatusQuery
	var phase string
	var watch, all bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Say how far every change has come, and what waits for whom",
		Long: `Say how far every change has come, and what waits for whom.

The exit code is 1 while something is pending or cannot go on without a person;
warnings do not change it. What is as it should be is counted; --all lists it.`,
		Example: "  scrim status\n  scrim status --watch\n  scrim status --phase quarantined --json",
		GroupID: groupClient,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			q.Phase = state.Phase(phase)
			read := func(ctx context.Context) (api.Status, error) {
				return ask(ctx, a, func(ctx context.Context, c *api.Client) (api.Status, error) { return c.Status(ctx, q) })
			}
			if watch {
				return a.watchStatus(cmd.Context(), read, all)
			}
			s, err := read(cmd.Context())
			if err != nil {
				return err
			}
			if a.json {
				err = a.printJSON(s)
			} else {
				a.showStatus(s, all)
			}
			if err == nil && !settled(s) {
				return errDiffers
			}
			return err
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&q.Cluster, "cluster", "", "only this cluster")
	flags.StringVar(&phase, "phase", "", "only targets in this phase: pending, applied, waiting, blocked, quarantined, closed, failed, conflict, unmatched, out-of-scope")
	flags.BoolVar(&watch, "watch", false, "go on until interrupted: redraw on a terminal, print changes elsewhere")
	flags.BoolVar(&all, "all", false, "also list what is as it should be")
	return cmd
}

// settled reports whether nothing is pending and nothing needs a person.
func settled(s api.Status) bool {
	return !slices.ContainsFunc(s.Clusters, func(c state.ClusterStatus) bool {
		return c.Pending > 0 || c.State != state.ClusterEnabled && c.State != state.ClusterDeleted
	}) && !slices.ContainsFunc(s.Targets, func(t state.Status) bool { return !quiet(t.Phase) })
}

// quiet reports whether a phase is one that nobody has to do anything about.
func quiet(p state.Phase) bool {
	return p == state.PhaseApplied || p == state.PhaseClosed || p == state.PhaseOutOfScope
}

func (a *app) showStatus(s api.Status, all bool) {
	fmt.Fprintf(a.stdout, "revision %d\n", s.Revision)
	if len(s.Clusters) == 0 {
		fmt.Fprintln(a.stdout, "No cluster is registered. scrim cluster add FILE registers one.")
	} else {
		fmt.Fprintln(a.stdout)
		a.printTable([]string{"cluster", "state", "enforcement", "applied", "enforced", "pending", "message"}, a.clusterRows(s.Clusters))
	}
	counts := map[state.Phase]int{}
	var rows [][]string
	var issues issue.List
	seen := map[issue.Issue]bool{} // a document in conflict is told of by itself and by each user it closes
	for _, t := range s.Targets {
		for _, one := range t.Issues { // also of what works: a column that nobody reviewed yet
			if !seen[one] {
				issues = append(issues, one)
			}
			seen[one] = true
		}
		if quiet(t.Phase) && !all {
			counts[t.Phase]++
			continue
		}
		rows = append(rows, a.targetRow(t))
	}
	if len(rows) > 0 {
		fmt.Fprintln(a.stdout)
		a.printTable([]string{"cluster", "target", "phase", "since", "message"}, rows)
	}
	if len(issues) > 0 {
		fmt.Fprintln(a.stdout)
		a.printIssues(a.stdout, a.look, issues)
	}
	var said []string
	for _, p := range []state.Phase{state.PhaseApplied, state.PhaseClosed, state.PhaseOutOfScope} {
		if counts[p] > 0 {
			said = append(said, fmt.Sprintf("%d %s", counts[p], p))
		}
	}
	if len(said) > 0 {
		fmt.Fprintf(a.stdout, "\n%s\n", strings.Join(said, ", "))
	}
	if s.Requests > 0 {
		fmt.Fprintf(a.stdout, "\n%s for access: scrim requests\n", plural(s.Requests, "request"))
	}
}

func (a *app) clusterRows(clusters []state.ClusterStatus) [][]string {
	rows := make([][]string, len(clusters))
	for i, c := range clusters {
		pending := strconv.Itoa(c.Pending)
		if c.Pending > 0 {
			pending = a.look.wait(pending)
			if !c.OldestDirty.IsZero() {
				pending += " for " + a.ago(c.OldestDirty)
			}
		}
		message := c.Message
		if !c.Open && c.State == state.ClusterEnabled {
			message = strings.TrimPrefix(message+"; closed until the first load is complete", "; ")
		}
		rows[i] = []string{
			c.Cluster, a.clusterState(c.State), enforcement(c),
			strconv.FormatUint(c.Applied, 10), strconv.FormatUint(c.Enforced, 10), pending, message,
		}
	}
	return rows
}

func (a *app) targetRow(t state.Status) []string {
	message := t.Message
	if t.Phase == state.PhaseWaiting {
		message = cmp.Or(message, "shows more") + ". To whom: scrim plan --cluster " + t.Cluster + ", then scrim apply"
	}
	if t.Attempts > 0 {
		message += fmt.Sprintf(" (%s", plural(t.Attempts, "try"))
		if !t.Next.IsZero() {
			message += ", next in " + a.until(t.Next)
		}
		message += ")"
	}
	return []string{t.Cluster, string(t.Target.Kind) + " " + t.Target.ID, a.phase(t.Phase), a.ago(t.Since), message}
}

func (a *app) phase(p state.Phase) string {
	switch p {
	case state.PhaseApplied:
		return a.look.good(string(p))
	case state.PhasePending, state.PhaseWaiting:
		return a.look.wait(string(p))
	case state.PhaseBlocked, state.PhaseQuarantined, state.PhaseFailed, state.PhaseConflict, state.PhaseUnmatched:
		return a.look.bad(string(p))
	default:
		return string(p)
	}
}

// ago says how long ago a moment was; until, how far ahead it is.
func (a *app) ago(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return span(a.now().Sub(t))
}

func (a *app) until(t time.Time) string { return span(t.Sub(a.now())) }

func span(d time.Duration) string {
	switch d = max(d, 0); {
	case d < time.Minute:
		return fmt.Sprintf("%ds", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%dm", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%dh", int(d.Hours()))
	default:
		return fmt.Sprintf("%dd", int(d.Hours()/24))
	}
}

const watchEvery = time.Second

// watchStatus shows the status until ctx ends. On a terminal it redraws; a
// file or a pipe gets a line for each change, as JSON with --json.
func (a *app) watchStatus(ctx context.Context, read func(context.Context) (api.Status, error), all bool) error {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	seen := map[string]string{}
	for {
		s, err := read(ctx)
		switch {
		case ctx.Err() != nil:
			return nil // interrupting is how a watch ends
		case err != nil:
			return err
		case a.look.terminal && !a.json:
			fmt.Fprint(a.stdout, "\x1b[H\x1b[2J")
			a.showStatus(s, all)
		default:
			if err := a.showChanges(s, seen); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// showChanges prints what is not as it was seen last.
func (a *app) showChanges(s api.Status, seen map[string]string) error {
	for _, t := range s.Targets {
		key := t.Cluster + "\x00" + string(t.Target.Kind) + "\x00" + t.Target.ID
		now := fmt.Sprintf("%s\x00%d\x00%s", t.Phase, t.Revision, t.Message)
		if seen[key] == now {
			continue
		}
		seen[key] = now
		if a.json {
			if err := json.NewEncoder(a.stdout).Encode(t); err != nil {
				return fmt.Errorf("writing a change: %w", err)
			}
			continue
		}
		fmt.Fprintln(a.stdout, strings.TrimRight(strings.Join([]string{
			a.now().UTC().Format(time.TimeOnly), t.Cluster, string(t.Target.Kind) + " " + t.Target.ID,
			string(t.Phase), "revision " + strconv.FormatUint(t.Revision, 10), t.Message,
		}, "  "), " "))
	}
	return nil
}
