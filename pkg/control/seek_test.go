package control

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/server/api"
	"scrim/pkg/view"
)

// finding is a warehouse whose tables say by their names what becomes of a
// question.
type finding struct {
	Tables
	clock *time.Time
	limit []time.Duration
}

func (f *finding) Seek(_ context.Context, base catalog.Table, tests []view.Pred, limit time.Duration) (bool, []bool, error) {
	f.limit = append(f.limit, limit)
	*f.clock = f.clock.Add(limit)
	switch base.Name {
	case "slow":
		return false, nil, fmt.Errorf("seeking: %w", ErrSlow)
	case "broken":
		return false, nil, errors.New("the connection broke")
	}
	return true, make([]bool, len(tests)), nil
}

// One source that takes too long costs no other its answer, until the time for
// all of them is over; what nobody asked the warehouse says why.
func TestSeekTakesItsTime(t *testing.T) {
	t.Parallel()
	var clock time.Time
	s := seeking{cluster: catalog.Cluster{ID: "main", Kind: catalog.Postgres}, sources: map[string]catalog.Source{}}
	bases := map[catalog.Table]plan.ObservedSource{}
	columns := []catalog.Observed{{Name: "c", Type: catalog.Type{Kind: catalog.Text}}}
	names := []string{"slow", "broken", "denied", "unasked"}
	for i := len(names); i < 14; i++ {
		names = append(names, fmt.Sprint("fine", i))
	}
	for _, name := range names {
		table := catalog.Table{Database: "d", Schema: "s", Name: name}
		value := seekValue{column: "c", literal: catalog.Literal{Kind: catalog.Text, Text: "x"}}
		if name == "unasked" {
			value.column = "other"
		}
		s.asked = append(s.asked, seekIn{source: name, values: []seekValue{value}})
		s.sources[name] = catalog.Source{ID: name, Table: table, Columns: []catalog.Column{{Name: "c"}}}
		bases[table] = plan.ObservedSource{Base: catalog.Signature{Columns: columns}}
	}
	bases[s.sources["denied"].Table] = plan.ObservedSource{Problem: plan.ProblemDenied, Detail: "scrim may not SELECT from it"}
	s.out.Sources = make([]api.SoughtIn, len(s.asked))
	f := &finding{clock: &clock}
	if n := s.each(t.Context(), f, bases, func() time.Time { return clock }); n != 10 {
		t.Errorf("%d statements", n)
	}
	if len(f.limit) != 10 || f.limit[0] != readEach {
		t.Errorf("%v", f.limit)
	}
	fine := api.SoughtIn{Values: []api.SoughtValue{{}}}
	want := []api.SoughtIn{
		{Not: "reading its table took more than 30s"}, {Not: "the connection broke"}, {Not: "scrim may not SELECT from it"},
		{Values: []api.SoughtValue{{Not: "the server's source has no such column"}}},
	}
	for range 8 {
		want = append(want, fine)
	}
	for range 2 {
		want = append(want, api.SoughtIn{Not: "the time for all sources was over"})
	}
	if diff := cmp.Diff(want, s.out.Sources); diff != "" {
		t.Error(diff)
	}
}
