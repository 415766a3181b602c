package control

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/policytest"
	"scrim/pkg/rehearsal"
	"scrim/pkg/server/api"
)

// Test runs a file of tests on a cluster's warehouse: what the documents that
// come with it say, and not what the store has. Nothing of it is kept.
func (c *Control) Test(ctx context.Context, cluster string, r api.TestRequest) (api.Tested, error) {
	at, err := c.registered(ctx, cluster)
	if err != nil {
		return api.Tested{}, err
	}
	trial, found, err := prepared(at, r, c.Now())
	if err != nil {
		return api.Tested{}, err
	}
	prefix, err := prefixed()
	if err != nil {
		return api.Tested{}, err
	}
	shown, err := c.Tools.Rehearse(ctx, at, func(reader string) (rehearsal.Play, error) {
		play, issues, err := rehearsal.Write(trial, rehearsal.Stand{Cluster: at, Prefix: prefix, Reader: reader})
		found = append(found, issues...)
		if err == nil {
			err = issues.Err()
		}
		return play, err
	})
	c.Engine.Log.InfoContext(ctx, "tests of policies rehearsed", "cluster", cluster, "source", trial.Source().ID, "tests", len(trial.Tests()), "shown", err == nil)
	if err != nil {
		return api.Tested{}, fmt.Errorf("testing on cluster %q: %w", cluster, err)
	}
	if err := trial.Held(shown.Table).Err(); err != nil {
		return api.Tested{}, err
	}
	report, issues := trial.Judge(cluster, shown.Sights)
	if err := issues.Err(); err != nil {
		return api.Tested{}, err
	}
	return api.Tested{Cluster: cluster, OK: report.Passed(), Report: report, Issues: append(found, issues...)}, nil
}

// prepared reads what was sent.
func prepared(on catalog.Cluster, r api.TestRequest, now time.Time) (policytest.Trial, issue.List, error) {
	file, found := policytest.Parse([]byte(r.Tests.Text), r.Tests.Name)
	var documents []event.Document
	for _, one := range r.Documents {
		more, issues := event.DecodeDocuments([]byte(one.Text), one.Name)
		documents, found = append(documents, more...), append(found, issues...)
	}
	if err := found.Err(); err != nil {
		return policytest.Trial{}, nil, err
	}
	trial, issues := policytest.Prepare(file, documents, policytest.Place{Cluster: on.ID, Kind: on.Kind}, now)
	if found = append(found, issues...); found.HasErrors() {
		return trial, nil, found.Err()
	}
	cells := trial.Table().Cells()
	for _, t := range trial.Lookups() {
		cells += t.Cells()
	}
	if len(trial.Tests()) > api.MaxTests || cells > api.MaxTestCells {
		found.Add(issue.Place{Input: file.Name}, "too-much-to-test", "make several files of it", "the file has %d tests and %d cells in its tables; at most %d and %d are tried on a warehouse at once", len(trial.Tests()), cells, api.MaxTests, api.MaxTestCells)
	}
	return trial, found, found.Err()
}

// prefixed is the beginning of names that nothing has.
func prefixed() (string, error) {
	var random [6]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", fmt.Errorf("naming a rehearsal: %w", err)
	}
	return "try_" + hex.EncodeToString(random[:]) + "_", nil
}
