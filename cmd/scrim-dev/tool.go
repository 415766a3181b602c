package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"scrim/cmd/scrim-dev/stack"
	"scrim/cmd/scrim-dev/story"
	"scrim/pkg/connector/trial"
	"scrim/pkg/server/api"
)

// tool gives a data tool an account, and proves what it can do and what not.
func (s *stage) tool(ctx context.Context) error {
	const document = "kind: connector\nid: bi\nversion: 1\nrecipe: governed-views\ncluster: " + warehouse + "\n"
	if _, err := s.API.Submit(ctx, api.Submission{Name: "bi.yaml", Body: []byte(document)}); err != nil {
		return fmt.Errorf("sending a connector: %w", err)
	}
	as := &api.Account{User: s.Redshift.Admin()}
	made, err := s.API.ApplyConnector(ctx, "bi", api.ConnectorRequest{As: as})
	if err != nil {
		return fmt.Errorf("making an account: %w", err)
	}
	ask := api.ProofRequest{As: as, Password: made.Password}
	before, err := s.API.VerifyConnector(ctx, "bi", ask)
	if err != nil {
		return fmt.Errorf("proving an account: %w", err)
	}
	repaired, err := s.repair(ctx, before.Report)
	if err != nil {
		return err
	}
	after, err := s.API.VerifyConnector(ctx, "bi", ask)
	if err != nil {
		return fmt.Errorf("proving an account: %w", err)
	}
	lines := append(chosen(before.Report), fmt.Sprintf("and when %d such repairs are run: %s", repaired, counted(after.Report)))
	s.say(story.Lines(s.next(), "A tool gets an account for views, and no table: scrim connector verify bi", lines, s.ink))
	return errors.Join(
		must(!before.OK && repaired > 0, "nothing was to be repaired"),
		must(after.OK, "the account is not proven: %s %+v", after.Error, after.Results),
	)
}

// chosen is one result of each kind that tells something, first one that is
// wrong: what is proven is more than a person reads.
func chosen(r trial.Report) []string {
	var out []string
	for _, name := range []string{"read-view", "read-raw-table", "create-schema", "become-superuser", "create-in-public"} {
		var told trial.Result
		for _, one := range r.Results {
			if one.Name == name && (told.Name == "" || told.Status == trial.Passed && one.Status != trial.Passed) {
				told = one
			}
		}
		if told.Status == trial.Passed {
			out = append(out, fmt.Sprintf("✓ %s  %s", told.Expect, told.Tries))
			continue
		}
		came := map[trial.Expected]trial.Expected{trial.Allowed: trial.Refused, trial.Refused: trial.Allowed}[told.Expect]
		out = append(out, fmt.Sprintf("✗ %s  %s: %s", came, told.Tries, told.Said))
		for _, repair := range told.Repairs {
			where := ""
			if repair.Database != "" {
				where = "  -- in database " + repair.Database
			}
			out = append(out, "             repair: "+repair.Text+";"+where)
		}
	}
	return append(out, counted(r))
}

func counted(r trial.Report) string {
	proven := 0
	for _, one := range r.Results {
		if one.Status == trial.Passed {
			proven++
		}
	}
	return fmt.Sprintf("%d of %d proven", proven, len(r.Results))
}

// repair runs, as an administrator would, what the proof says.
func (s *stage) repair(ctx context.Context, r trial.Report) (int, error) {
	repaired := 0
	for _, one := range r.Results {
		for _, repair := range one.Repairs {
			if repair.Text != `REVOKE CREATE ON SCHEMA "public" FROM PUBLIC` && repair.Text != `GRANT ROLE "scrim_readers" TO "bi"` {
				return 0, fmt.Errorf("%w: %s is repaired by %s", errFalse, one.Name, repair.Text)
			}
			admin, err := s.RedshiftAdmin(ctx, cmp.Or(repair.Database, stack.ViewDatabase))
			if err != nil {
				return 0, err
			}
			_, err = admin.Exec(ctx, repair.Text)
			_ = admin.Close(ctx)
			if err != nil {
				return 0, fmt.Errorf("repairing %s: %w", one.Name, err)
			}
			repaired++
		}
	}
	return repaired, nil
}
