package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"scrim/pkg/server/api"
)

func (a *app) eventsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "events",
		Short:   "Read the journal: what came in and what became of it",
		Example: "  scrim events list\n  scrim events show 42",
		GroupID: groupClient,
		Args:    cobra.ArbitraryArgs,
		RunE:    family,
	}
	cmd.AddCommand(a.eventsList(), a.eventsShow(), a.eventsRejected(), a.eventsReplay())
	return cmd
}

func (a *app) eventsList() *cobra.Command {
	var page api.Page
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List accepted events by revision",
		Example: "  scrim events list --after 40 --limit 10",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			found, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Entries, error) { return c.Events(ctx, page) })
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(found)
			}
			rows := make([][]string, len(found.Events))
			for i, e := range found.Events {
				rows[i] = []string{
					strconv.FormatUint(e.Revision, 10), e.At.UTC().Format(time.DateTime), e.Sender, e.Type, e.ID, version0(e.Version), a.verdict(e.Verdict),
				}
			}
			a.printTable([]string{"revision", "at (UTC)", "sender", "type", "id", "version", "verdict"}, rows)
			a.more(len(rows), found.Next, "No event was accepted.")
			return nil
		},
	}
	pageFlags(cmd, &page, "revision")
	return cmd
}

func pageFlags(cmd *cobra.Command, page *api.Page, cursor string) {
	cmd.Flags().Uint64Var(&page.After, "after", 0, "only what comes after this "+cursor)
	cmd.Flags().IntVar(&page.Limit, "limit", api.DefaultPage, "at most this many")
}

// more says where the list goes on, or why it is empty.
func (a *app) more(shown int, next uint64, none string) {
	switch {
	case next > 0:
		fmt.Fprintf(a.stdout, "\nThere is more: --after %d\n", next)
	case shown == 0:
		fmt.Fprintln(a.stdout, none)
	}
}

func (a *app) eventsShow() *cobra.Command {
	return &cobra.Command{
		Use:     "show REVISION",
		Short:   "Show one event as it came in",
		Example: "  scrim events show 42",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := revision(args[0])
			if err != nil {
				return err
			}
			entry, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Entry, error) { return c.Event(ctx, n) })
			if errors.Is(err, api.ErrNotFound) {
				return hint(fmt.Errorf("there is no event of revision %d", n), "scrim events list shows which there are")
			}
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(entry)
			}
			fmt.Fprintf(a.stdout, "revision %d: %s %s, %s, from %s (delivery %s) at %s\n",
				entry.Revision, entry.Type, entry.ID, a.verdict(entry.Verdict), entry.Sender, entry.Delivery, entry.At.UTC().Format(time.RFC3339))
			return a.printJSON(entry.Raw)
		},
	}
}

func (a *app) eventsRejected() *cobra.Command {
	var page api.Page
	cmd := &cobra.Command{
		Use:     "rejected",
		Short:   "List deliveries that could never be read, and why",
		Example: "  scrim events rejected",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			found, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Rejections, error) { return c.Rejected(ctx, page) })
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(found)
			}
			for i, r := range found.Rejected {
				if i > 0 {
					fmt.Fprintln(a.stdout)
				}
				sender := r.Sender
				if sender == "" {
					sender = "somebody unknown"
				}
				fmt.Fprintln(a.stdout, a.look.bold(strings.TrimSpace(fmt.Sprintf("%d  %s  %s  from %s  %s", r.Number, r.At.UTC().Format(time.DateTime), r.Door, sender, r.Delivery))))
				a.printIssues(a.stdout, a.look, r.Issues)
			}
			a.more(len(found.Rejected), found.Next, "Nothing was rejected.")
			return nil
		},
	}
	pageFlags(cmd, &page, "number")
	return cmd
}

func (a *app) eventsReplay() *cobra.Command {
	return &cobra.Command{
		Use:   "replay REVISION",
		Short: "Take an event of the journal through scrim again",
		Long: `Take an event of the journal through scrim again. An event that is older than
what is known changes nothing: a replay cannot bring the past back.`,
		Example: "  scrim events replay 42",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := revision(args[0])
			if err != nil {
				return err
			}
			receipt, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Receipt, error) { return c.Replay(ctx, n) })
			if errors.Is(err, api.ErrNotFound) {
				return hint(fmt.Errorf("there is no event of revision %d", n), "scrim events list shows which there are")
			}
			if err != nil {
				return err
			}
			return a.showReceipts([]api.Receipt{receipt})
		},
	}
}
