// Package tally counts, in tests, what a view asks to be counted, as the
// service does on request: on the warehouse, and named in a transaction behind
// the claim. No product code imports it.
package tally

import (
	"context"
	"fmt"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
	"scrim/pkg/view"
	"scrim/pkg/warehouse"
)

// Site is where to count.
type Site struct {
	Warehouse *warehouse.Warehouse
	Cluster   catalog.Cluster
	Claim     plan.Claim
	Attempt   string // a greater one each time
}

// Count counts what the view asks for, if it does, to be believed for so long.
func (s Site) Count(ctx context.Context, v view.View, valid time.Duration) error {
	d, err := render.For(s.Cluster)
	if err != nil {
		return err
	}
	for _, common := range v.Countings() {
		now := time.Now()
		n, err := s.Warehouse.Count(ctx, render.Tally{Source: v.Source, Attempt: s.Attempt, Base: v.Base, Common: common, Most: render.MaxCombinations})
		if err != nil {
			return err
		}
		put := plan.PutCounting{Source: v.Source, Counted: plan.Counted{Counting: common.Counting, Attempt: s.Attempt, Combinations: n, At: now, ValidUntil: now.Add(valid)}}
		script, err := render.Script(d, plan.Plan{Cluster: s.Cluster.ID, Claim: s.Claim, Units: []plan.Unit{{
			Target: plan.SourceTarget(v.Source), Database: s.Cluster.ViewDatabase, Steps: []plan.Step{put}, Reason: "counted",
		}}}, s.Cluster)
		if err != nil {
			return err
		}
		outcomes, err := s.Warehouse.Apply(ctx, script)
		if err != nil {
			return err
		}
		for _, o := range outcomes {
			if !o.Done {
				return fmt.Errorf("naming what was counted: %w", o.Err)
			}
		}
		if err := s.Warehouse.Sweep(ctx, render.SweepBefore(d, s.Cluster, v.Source, s.Attempt)); err != nil {
			return err
		}
	}
	return nil
}
