package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"scrim/pkg/catalog"
	"scrim/pkg/connector/trial"
	"scrim/pkg/secret"
	"scrim/pkg/server/api"
)

func (a *app) connectorVerify() *cobra.Command {
	var as administrator
	var password, key string
	cmd := &cobra.Command{
		Use:   "verify ID",
		Short: "Try, as the account itself, what it must be able to do and what it must not",
		Long: `Try, as the account itself, what it must be able to do and what it must not.

What is tried follows from the connector's document and from what there is, not
from the grants that scrim made: it is a judge of its own. Each attempt is made
with the account's own password, in a transaction that is taken back. Only a
refusal for want of a privilege counts as one; what could not be tried, or ended
for another reason, is not proven, which is never the same as passed.

Tables that are made later are made, read and dropped again by the account that
--as names, or by the cluster's provisioner; their names begin with
"scrim_probe_". The password is the one that the document refers to, or the one
that --password names: env:NAME or file:/path. On BigQuery --key names the file
of a key of the account.

The exit code is 0 when everything is proven, 1 when something is not, 2 on an
error.`,
		Example: `  scrim connector verify segment
  scrim connector verify segment --as env:ADMIN
  scrim connector verify whaly --password env:WHALY_PASSWORD --json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var ask api.ProofRequest
			var err error
			if ask.As, err = a.account(as); err != nil {
				return err
			}
			if ask.Password, err = a.given(password, "--password"); err != nil {
				return err
			}
			text, err := a.given(key, "--key")
			if err != nil {
				return err
			}
			ask.Key = []byte(text)
			return a.proveConnector(cmd.Context(), args[0], ask)
		},
	}
	as.flags(cmd, "who looks, and makes tables to be read: ")
	cmd.Flags().StringVar(&password, "password", "", "where the account's own password is, if its document does not say so: env:NAME or file:/path")
	cmd.Flags().StringVar(&key, "key", "", "on BigQuery: where a key of the account is: file:/path or env:NAME")
	return cmd
}

// given reads what a reference names, for one request; nothing for none.
func (a *app) given(ref, flag string) (string, error) {
	if ref == "" {
		return "", nil
	}
	text, err := secret.Resolve(catalog.Reference(ref), a.env)
	if err != nil {
		return "", hint(fmt.Errorf("reading what %s names: %w", flag, err), "it is env:NAME or file:/path")
	}
	return text, nil
}

// proveConnector asks, and shows what came of it.
func (a *app) proveConnector(ctx context.Context, id string, r api.ProofRequest) error {
	proof, err := ask(ctx, a, func(ctx context.Context, c *api.Client) (api.Proof, error) {
		return c.VerifyConnector(ctx, id, r)
	})
	if err != nil {
		return err
	}
	if a.json {
		err = a.printJSON(proof)
	} else {
		a.showProof(proof)
	}
	switch {
	case err != nil:
		return err
	case proof.Error != "":
		return hint(errors.New(proof.Error), "the server must reach the warehouse, as scrim's own account or as the one that --as names")
	case !proof.OK:
		return errDiffers
	}
	return nil
}

func (a *app) showProof(p api.Proof) {
	count := map[trial.Status]int{}
	said := ""
	for _, r := range p.Results {
		count[r.Status]++
		fmt.Fprintf(a.stdout, "%s  %-22s %s\n", a.came(r), r.Name, r.Tries)
		if r.Status != trial.Passed && r.Said != said { // nobody can log in: that is said once
			fmt.Fprintln(a.stdout, "             "+r.Said)
		}
		if said = r.Said; r.Status == trial.Failed {
			fmt.Fprintln(a.stdout, a.look.faint("             why: "+r.Why))
			a.showRepairs("             repair: ", r.Repairs, p.Place)
		}
	}
	if len(p.Left) > 0 {
		fmt.Fprintln(a.stdout, a.look.bad("left behind, and to be dropped:"))
		a.showRepairs("  ", p.Left, p.Place)
	}
	parts := []string{fmt.Sprintf("%d of %d proven", count[trial.Passed], len(p.Results))}
	if n := count[trial.Failed]; n > 0 {
		parts = append(parts, fmt.Sprintf("%d wrong", n))
	}
	if n := count[trial.NotProven]; n > 0 {
		parts = append(parts, fmt.Sprintf("%d not proven", n))
	}
	fmt.Fprintf(a.stdout, "%s on %s: %s\n", p.Connector, p.Place, strings.Join(parts, ", "))
}

// came is what became of a trial: not what was expected.
func (a *app) came(r trial.Result) string {
	switch {
	case r.Status == trial.Passed:
		return a.look.good("✓ ") + fmt.Sprintf("%-8s", r.Expect)
	case r.Status == trial.Failed && r.Expect == trial.Allowed:
		return a.look.bad("✗ refused ")
	case r.Status == trial.Failed:
		return a.look.bad("✗ allowed ")
	default:
		return a.look.wait("? unproven")
	}
}

// showRepairs writes SQL for clusters, and commands for projects.
func (a *app) showRepairs(before string, repairs []trial.Repair, place string) {
	end := ""
	if strings.HasPrefix(place, "cluster ") {
		end = ";"
	}
	for _, r := range repairs {
		where := ""
		if r.Database != "" {
			where = a.look.faint("  -- in database " + r.Database)
		}
		fmt.Fprintln(a.stdout, before+r.Text+end+where)
	}
}
