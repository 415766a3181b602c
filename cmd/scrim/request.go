package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

func (a *app) requestsCommand() *cobra.Command {
	var q api.RequestQuery
	cmd := &cobra.Command{
		Use:   "requests",
		Short: "List who asked for access and waits for an answer",
		Long: `List who asked for access and waits for an answer.

Users ask in SQL (CALL scrim_procedures.request_access), on the platform, or
through an operator (scrim request). --all lists also what was answered, and
what readers asked for in SQL and were refused since the server started: of each
account the last. The exit code is 1 while somebody waits.`,
		Example: "  scrim requests\n  scrim requests --all --json",
		GroupID: groupClient,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			said, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Requests, error) { return c.Requests(ctx, q) })
			if err != nil {
				return err
			}
			if a.json {
				err = a.printJSON(said)
			} else {
				a.showRequests(said)
			}
			for _, one := range said.Requests {
				if err == nil && one.Reply == state.ReplyWaiting {
					return errDiffers
				}
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&q.All, "all", false, "also those that were answered")
	return cmd
}

func (a *app) showRequests(said api.Requests) {
	defer a.showRefused(said.Refused)
	if len(said.Requests) == 0 {
		fmt.Fprintln(a.stdout, "Nobody waits for an answer.")
		return
	}
	var rows [][]string
	for _, one := range said.Requests {
		rows = append(rows, []string{one.ID, a.reply(one), a.ago(one.At), one.Owner, one.Sender, one.Reason})
	}
	a.printTable([]string{"request", "reply", "asked", "source's owner", "sender", "reason"}, rows)
}

func (a *app) showRefused(all []api.Refused) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintln(a.stdout, "\nRefused in SQL, of each account the last:")
	var rows [][]string
	for _, one := range all {
		rows = append(rows, []string{one.Cluster, one.Account, one.User, string(one.Wish) + " " + one.Subject, a.ago(one.At), strconv.Itoa(one.Times), one.Why})
	}
	a.printTable([]string{"cluster", "account", "user", "wish", "asked", "times", "why"}, rows)
}

// reply is what came of a request, and what there is to know about it.
func (a *app) reply(one api.Request) string {
	end := func(word string) string {
		if one.Until.IsZero() {
			return ""
		}
		return " " + word + " " + one.Until.UTC().Format(time.RFC3339)
	}
	switch one.Reply {
	case state.ReplyApproved:
		return a.look.good("approved" + end("until"))
	case state.ReplyDenied:
		return a.look.bad("denied") + ": " + one.Denied
	case state.ReplyRevoked:
		return a.look.bad("revoked by " + one.By)
	case state.ReplyEnded:
		return "ended" + end("at")
	case state.ReplyWaiting:
		said := a.look.wait("waiting") + end("in until")
		if one.NoPolicy {
			said += ", no approval policy applies"
		}
		return said
	default:
		return string(one.Reply)
	}
}

func (a *app) requestCommand() *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use:   "request USER SOURCE",
		Short: "Ask for a user's access to a source, in their name",
		Long: `Ask for a user's access to a source, in their name.

It lets nobody in: scrim approve does. Asking again after an answer makes the
request wait again.`,
		Example: "  scrim request ana crm.people --reason 'a call list for spring'",
		GroupID: groupClient,
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			body, err := json.Marshal(struct {
				Kind event.Kind `json:"kind"`
				directory.Request
			}{event.KindRequest, directory.Request{User: args[0], Source: args[1], Reason: directory.OneLine(reason), At: a.now().UTC()}})
			if err != nil {
				return fmt.Errorf("writing the request: %w", err)
			}
			receipt, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Receipt, error) {
				return c.Submit(ctx, api.Submission{Name: "request", Body: body})
			})
			if err != nil {
				return err
			}
			return a.showReceipts([]api.Receipt{receipt})
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why the user needs it; whoever answers reads it")
	return cmd
}

func (a *app) approveCommand() *cobra.Command {
	var until string
	var approval api.Approval
	cmd := &cobra.Command{
		Use:   "approve REQUEST",
		Short: "Let the user of a request in, until a moment",
		Long: `Let the user of a request in, until a moment.

It writes an access of the sender scrim. It counts where an approval or individual
policy asks for it, and ends by itself. What another sender revoked stays revoked.`,
		Example: "  scrim approve ana/crm.people --until 2030-12-31\n  scrim approve ana/crm.people --until 30d",
		GroupID: groupClient,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if (until == "") != approval.Forever {
				return hint(errors.New("an approval says when it ends, or that it does not"), "give --until or --forever")
			}
			var err error
			if until != "" {
				if approval.Until, err = moment(until, a.now()); err != nil {
					return err
				}
			}
			receipt, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Receipt, error) {
				return c.ApproveRequest(ctx, args[0], approval)
			})
			return a.answered(receipt, err)
		},
	}
	cmd.Flags().StringVar(&until, "until", "", "when it ends: 2030-12-31 (its beginning, UTC), 2030-12-31T18:00:00Z, or from now 12h or 30d")
	cmd.Flags().BoolVar(&approval.Forever, "forever", false, "it does not end")
	return cmd
}

func (a *app) denyCommand() *cobra.Command {
	var d api.Denial
	cmd := &cobra.Command{
		Use:   "deny REQUEST",
		Short: "Say no to a request, and why",
		Long: `Say no to a request, and why: the user reads the reason.

Nobody's access changes, and the user may ask again. An approval that is there is
taken back with scrim delete access.`,
		Example: "  scrim deny ana/crm.people --reason 'ask for crm.segments, which has no names'",
		GroupID: groupClient,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if strings.TrimSpace(d.Reason) == "" {
				return hint(errors.New("the user is told why"), "give --reason")
			}
			receipt, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Receipt, error) { return c.DenyRequest(ctx, args[0], d) })
			return a.answered(receipt, err)
		},
	}
	cmd.Flags().StringVar(&d.Reason, "reason", "", "why; the user reads it")
	return cmd
}

// answered shows what became of an answer.
func (a *app) answered(receipt api.Receipt, err error) error {
	if errors.Is(err, api.ErrNotFound) {
		return hint(err, "scrim requests --all lists them, each by its id")
	}
	if err != nil {
		return err
	}
	return a.showReceipts([]api.Receipt{receipt})
}

// moment reads an end: a time, a date, or how long from now.
func moment(text string, now time.Time) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	if at, err := time.Parse(time.DateOnly, text); err == nil {
		return at, nil
	}
	if days, ok := strings.CutSuffix(text, "d"); ok {
		if n, err := strconv.ParseUint(days, 10, 16); err == nil {
			return now.UTC().AddDate(0, 0, int(n)).Truncate(time.Second), nil
		}
	}
	if d, err := time.ParseDuration(text); err == nil && d > 0 {
		return now.UTC().Add(d).Truncate(time.Second), nil
	}
	return time.Time{}, hint(fmt.Errorf("%q is no moment", text), "write 2030-12-31, 2030-12-31T18:00:00Z, 12h or 30d")
}
