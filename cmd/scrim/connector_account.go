package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"scrim/pkg/connector"
	"scrim/pkg/server/api"
)

func (a *app) connectorPlan() *cobra.Command {
	var as administrator
	var request api.ConnectorRequest
	cmd := &cobra.Command{
		Use:   "plan ID",
		Short: "Say what is to be done for an account, and change nothing",
		Long: `Say what is to be done for an account, and change nothing: each statement in its
database, with its reason and what should be known before it runs; what waits for
something that is missing; what others gave, which stays; and what could not be
looked at.

scrim looks as its cluster's provisioner, else as its own account, which may not
see everything; --as names an administrator's account, used for this once and
kept nowhere: "env:NAME" or "file:/path" holds USER:PASSWORD.

The exit code is 0 when nothing is to be done, 1 when something is.`,
		Example: "  scrim connector plan segment\n  scrim connector plan segment --as env:ADMIN",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			if request.As, err = a.account(as); err != nil {
				return err
			}
			p, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.ConnectorPlan, error) {
				return c.PlanConnector(ctx, args[0], request)
			})
			if err != nil {
				return err
			}
			if a.json {
				err = a.printJSON(p)
			} else {
				a.showConnectorPlan(p, typed("apply", args[0], as, request))
			}
			if err == nil && len(p.Steps)+len(p.Waiting) > 0 {
				return errDiffers
			}
			return err
		},
	}
	as.flags(cmd, "")
	cmd.Flags().BoolVar(&request.Authoritative, "authoritative", false, "also take away what others gave to the account, and mend what was there before scrim")
	return cmd
}

func (a *app) connectorApply() *cobra.Command {
	var as administrator
	var keyFile string
	var request api.ConnectorRequest
	cmd := &cobra.Command{
		Use:   "apply ID",
		Short: "Make an account as its document says, step by step",
		Long: `Make an account as its document says, step by step. A statement that fails ends
it; applying again goes on.

It runs as the cluster's provisioner, or as the account that --as names, which is
kept nowhere. A password that no document refers to is made here, sent as its
hash, and printed once, now; --rotate sets a new one. On BigQuery --key-file
makes a key and writes it into a new file that only you can read; where the tool
can do without one, workload identity is better.`,
		Example: "  scrim connector apply segment --as env:ADMIN\n  scrim connector apply segment --as env:ADMIN --rotate\n  scrim connector apply segment-bigquery --key-file segment.json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			if request.As, err = a.account(as); err != nil {
				return err
			}
			file, err := newKeyFile(keyFile)
			if err != nil {
				return err
			}
			request.Key = file != nil
			applied, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.ConnectorApplied, error) {
				return c.ApplyConnector(ctx, args[0], request)
			})
			made := len(applied.Key) > 0
			if file != nil {
				err = errors.Join(err, saveKey(file, applied.Key))
				applied.Key = nil
			}
			if err != nil {
				return err
			}
			err = a.showConnectorApplied(applied, typed("apply", args[0], as, request))
			if file != nil && !a.json {
				a.showKey(keyFile, made)
			}
			return err
		},
	}
	as.flags(cmd, "")
	cmd.Flags().BoolVar(&request.Authoritative, "authoritative", false, "also take away what others gave to the account, and mend what was there before scrim")
	cmd.Flags().BoolVar(&request.Rotate, "rotate", false, "set a new password: the document's, or one that is made and printed once")
	cmd.Flags().BoolVar(&request.Verify, "verify", false, "prove afterwards, as the account itself, what it can do and must not, as scrim connector verify does")
	cmd.Flags().StringVar(&keyFile, "key-file", "", "BigQuery: make a key, and write it into this new file")
	return cmd
}

// newKeyFile makes the file before there is a key, so that one is never made
// and lost; nil without a name.
func newKeyFile(name string) (*os.File, error) {
	if name == "" {
		return nil, nil
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, hint(fmt.Errorf("making the key's file: %w", err), "name a file that is not there yet")
	}
	return file, nil
}

// saveKey fills the file, or takes it away where there is no key.
func saveKey(file *os.File, key []byte) error {
	if len(key) == 0 {
		return errors.Join(file.Close(), os.Remove(file.Name()))
	}
	_, err := file.Write(key)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("writing the key's file: %w", err)
	}
	return nil
}

// showKey says where a key is, and what is better than one.
func (a *app) showKey(path string, made bool) {
	if !made {
		fmt.Fprintln(a.stdout, "\nno key was made: that comes when everything else is as it should be")
		return
	}
	fmt.Fprintf(a.stdout, "\nkey  %s\n%s\n", a.look.bold(path), a.look.faint("It is nowhere else, and whoever has it is the tool. Where the tool can do without one, workload identity is better: docs/bigquery.md."))
}

func (a *app) connectorRemove() *cobra.Command {
	var as administrator
	var request api.ConnectorRequest
	cmd := &cobra.Command{
		Use:   "remove ID",
		Short: "Take away what scrim made for an account, and forget its document",
		Long: `Take away what scrim made for an account, in every database, and forget its
document. What was there before scrim and what others gave stays. A login that
owns something, or was given something by others, stays until --reassign-to says
who shall own it, or --authoritative takes that away. Databases and schemas that
scrim made go only when they are empty.

--dry-run prints the statements and changes nothing.`,
		Example: "  scrim connector remove segment --dry-run\n  scrim connector remove segment --as env:ADMIN --reassign-to etl",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			if request.As, err = a.account(as); err != nil {
				return err
			}
			applied, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.ConnectorApplied, error) {
				return c.RemoveConnector(ctx, args[0], request)
			})
			if err != nil {
				return err
			}
			return a.showConnectorApplied(applied, typed("remove", args[0], as, request))
		},
	}
	as.flags(cmd, "")
	cmd.Flags().BoolVar(&request.DryRun, "dry-run", false, "print the statements, and change nothing")
	cmd.Flags().BoolVar(&request.Authoritative, "authoritative", false, "also take away what others gave to the account")
	cmd.Flags().StringVar(&request.ReassignTo, "reassign-to", "", "the user who owns afterwards what the account owns")
	return cmd
}

func (a *app) connectorList() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the accounts of data tools, and how they were when scrim looked last",
		Example: "  scrim connector list",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			known, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Connectors, error) { return c.Connectors(ctx) })
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(known)
			}
			if len(known.Connectors) == 0 {
				fmt.Fprintln(a.stdout, "There is no connector. scrim connector presets prints documents to begin from.")
				return nil
			}
			rows := make([][]string, len(known.Connectors))
			for i, one := range known.Connectors {
				phase := a.phase(one.Status.Phase)
				if one.Status.Phase == "" {
					phase = a.look.wait("not looked at yet")
				}
				rows[i] = []string{one.Connector.ID, string(one.Connector.Recipe), one.Place, phase, a.ago(one.Status.Since), strconv.Itoa(one.Held), one.Status.Message}
			}
			a.printTable([]string{"connector", "recipe", "on", "state", "since", "made", "message"}, rows)
			return nil
		},
	}
}

func (a *app) connectorExplain() *cobra.Command {
	var as administrator
	cmd := &cobra.Command{
		Use:   "explain ID [WORD...]",
		Short: "Say of everything that an account has why, and who made it",
		Long: `Say of everything that an account has, or should have, why: which part of its
document asks for it, whether it is there, and whether scrim made it. Words leave
the things in which all of them occur.`,
		Example: "  scrim connector explain segment\n  scrim connector explain segment select crm",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			account, err := a.account(as)
			if err != nil {
				return err
			}
			e, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.ConnectorExplanation, error) {
				return c.ExplainConnector(ctx, args[0], api.ConnectorRequest{As: account})
			})
			if err != nil {
				return err
			}
			e.Things, e.Foreign = having(e.Things, args[1:]), having(e.Foreign, args[1:])
			if a.json {
				return a.printJSON(e)
			}
			a.showConnectorExplanation(e)
			return nil
		},
	}
	as.flags(cmd, "")
	return cmd
}

// having leaves the things in which all words occur.
func having(all []api.ConnectorThing, words []string) []api.ConnectorThing {
	out := []api.ConnectorThing{}
	for _, t := range all {
		in := true
		for _, w := range words {
			in = in && strings.Contains(strings.ToLower(t.Text), strings.ToLower(w))
		}
		if in {
			out = append(out, t)
		}
	}
	return out
}

func (a *app) showConnectorExplanation(e api.ConnectorExplanation) {
	fmt.Fprintf(a.stdout, "%s on %s, seen as %s\n", a.look.bold(e.Connector), e.Place, e.As)
	for _, t := range e.Things {
		there := a.look.good("there")
		switch t.State {
		case "missing":
			there = a.look.bad("missing")
		case "different":
			there = a.look.bad("not as it should be")
		case "unknown":
			there = a.look.wait("not seen")
		}
		if t.MadeBy != "" {
			there += ", made by " + map[string]string{"scrim": "scrim", "others": "others, before scrim"}[t.MadeBy]
		}
		fmt.Fprintf(a.stdout, "\n%s\n  %s\n  why: %s\n", t.Text, there, t.Why)
		if t.For != "" {
			fmt.Fprintln(a.stdout, "  waits: "+a.look.wait(t.For))
		}
		a.showHazards("  ", t.Hazards)
	}
	a.showThings("given by others besides", e.Foreign)
	a.showSentences("not seen", e.Unseen)
}

// typed is the command that does what a plan says.
func typed(verb, id string, as administrator, r api.ConnectorRequest) string {
	words := []string{"scrim connector", verb, id}
	if as.ref != "" {
		words = append(words, "--as", as.ref)
	}
	if as.unproven {
		words = append(words, "--unproven")
	}
	if r.Authoritative {
		words = append(words, "--authoritative")
	}
	if r.ReassignTo != "" {
		words = append(words, "--reassign-to", r.ReassignTo)
	}
	return strings.Join(words, " ")
}

func (a *app) showConnectorPlan(p api.ConnectorPlan, how string) {
	fmt.Fprintf(a.stdout, "%s on %s, seen as %s: ", a.look.bold(p.Connector), p.Place, p.As)
	switch {
	case len(p.Steps) > 0:
		fmt.Fprintln(a.stdout, a.look.wait(plural(len(p.Steps), "statement")+" to run"))
	case len(p.Waiting) > 0:
		fmt.Fprintln(a.stdout, a.look.wait("it waits"))
	default:
		fmt.Fprintln(a.stdout, a.look.good("nothing to do"))
	}
	for i, s := range p.Steps {
		a.showStep(i, s)
	}
	a.showThings("waits", p.Waiting)
	a.showThings("stays, though no longer asked for", p.Left)
	a.showThings("kept: it was there before scrim", p.Kept)
	a.showThings("kept: others gave it (--authoritative takes it away)", p.Foreign)
	a.showSentences("owned by the account", p.Owned)
	a.showSentences("not seen", p.Unseen)
	if len(p.Hazards) > 0 {
		fmt.Fprintln(a.stdout)
		a.showHazards("", p.Hazards)
	}
	if len(p.Issues) > 0 {
		fmt.Fprintln(a.stdout)
		a.printIssues(a.stdout, a.look, p.Issues)
	}
	if len(p.Steps) > 0 {
		if !p.Able {
			how += " --as env:ADMIN"
		}
		fmt.Fprintf(a.stdout, "\n-- %s does exactly this\n", how)
	}
}

func (a *app) showStep(i int, s api.ConnectorStep) {
	where := ""
	if s.Database != "" {
		where = " in " + s.Database
	}
	fmt.Fprintf(a.stdout, "\n%s\n", a.look.faint(fmt.Sprintf("-- %d. %s%s: %s", i+1, s.Do, where, strings.Join(s.Why, "; "))))
	a.showHazards("-- ", s.Hazards)
	fmt.Fprintln(a.stdout, s.Text+";")
}

func (a *app) showHazards(indent string, all []connector.Hazard) {
	for _, h := range all {
		fmt.Fprintln(a.stdout, indent+a.look.wait(fmt.Sprintf("hazard %s: %s", h.Code, h.Message)))
	}
}

func (a *app) showThings(title string, all []api.ConnectorThing) {
	sentences := make([]string, len(all))
	for i, t := range all {
		sentences[i] = t.Text
		if t.For != "" {
			sentences[i] += ": " + t.For
		}
	}
	a.showSentences(title, sentences)
}

func (a *app) showSentences(title string, all []string) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(a.stdout, "\n%s\n", a.look.faint(title))
	for _, s := range all {
		fmt.Fprintln(a.stdout, "  "+s)
	}
}

// showConnectorApplied says what was done and what is still to do. A password
// is shown last, once.
func (a *app) showConnectorApplied(r api.ConnectorApplied, how string) error {
	if a.json {
		if err := a.printJSON(r); err != nil {
			return err
		}
	} else {
		a.showDone(r, how)
	}
	for _, s := range r.Done {
		if s.Error != "" {
			return hint(fmt.Errorf("%s: %s", s.Text, s.Error), "nothing after it was run; the same command goes on from there")
		}
	}
	if len(r.Left.Steps)+len(r.Left.Waiting)+len(r.Left.Left) > 0 || r.Proof != nil && !r.Proof.OK {
		return errDiffers
	}
	return nil
}

func (a *app) showDone(r api.ConnectorApplied, how string) {
	for i, s := range r.Done {
		a.showStep(i, s)
		if s.Error == "" {
			fmt.Fprintln(a.stdout, a.look.good("-- done"))
		} else {
			fmt.Fprintln(a.stdout, a.look.bad("-- failed: "+s.Error))
		}
	}
	if len(r.Done) > 0 {
		fmt.Fprintln(a.stdout)
	}
	if r.Left.Place != "" {
		a.showConnectorPlan(r.Left, how)
	} else {
		fmt.Fprintf(a.stdout, "%s: %s\n", a.look.bold(r.Connector), a.look.good("nothing to do"))
	}
	if r.Proof != nil {
		fmt.Fprintln(a.stdout)
		a.showProof(*r.Proof)
	}
	if r.Password != "" {
		fmt.Fprintf(a.stdout, "\nuser      %s\npassword  %s\n%s\n", r.User, a.look.bold(r.Password), a.look.faint("It is shown this once and kept nowhere; scrim connector apply --rotate makes another."))
	}
}
