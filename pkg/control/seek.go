package control

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
	"scrim/pkg/plan"
	"scrim/pkg/policy"
	"scrim/pkg/server/api"
	"scrim/pkg/view"
)

// Seek says whether rows of registered sources have values, one statement for
// each source. What it is told never reaches the log: it may stand in a row.
func (c *Control) Seek(ctx context.Context, id string, r api.SeekRequest) (api.Sought, error) {
	cluster, err := c.registered(ctx, id)
	if err != nil {
		return api.Sought{}, err
	}
	asked, err := readSeek(r)
	if err != nil {
		return api.Sought{}, err
	}
	registered, err := c.sources(ctx, cluster)
	if err != nil {
		return api.Sought{}, err
	}
	s := seeking{cluster: cluster, asked: asked, out: api.Sought{Cluster: id, Sources: make([]api.SoughtIn, len(asked))}}
	tables := s.known(registered)
	statements := 0
	if len(tables) > 0 {
		err = c.Tools.Reading(ctx, cluster, func(at Tables) error {
			bases, err := at.Bases(ctx, tables)
			if err != nil {
				return err
			}
			statements = s.each(ctx, at, bases, c.Now)
			return nil
		})
	}
	c.Engine.Log.InfoContext(ctx, "values looked for", "cluster", id, "sources", len(asked), "values", s.values(), "statements", statements, "done", err == nil)
	if err != nil {
		return api.Sought{}, fmt.Errorf("looking for values on cluster %q: %w", id, err)
	}
	return s.out, nil
}

// seekIn is what is looked for in one source.
type seekIn struct {
	source string
	values []seekValue
}

// seekValue is a value that is looked for, read.
type seekValue struct {
	column  string
	match   view.MatchKind // empty is equality
	literal catalog.Literal
}

// readSeek reads a request, strictly: its texts become constants of a
// statement, so each must be the canonical text of its type. A mistake does not
// repeat it.
func readSeek(r api.SeekRequest) ([]seekIn, error) {
	var issues issue.List
	out := make([]seekIn, len(r.Sources))
	for i, in := range r.Sources {
		at := issue.Place{Input: "body", Path: fmt.Sprintf("sources[%d]", i)}
		if slices.ContainsFunc(out[:i], func(other seekIn) bool { return other.source == in.Source }) {
			issues.Add(at, "duplicate", "ask for all its values at once", "source %q is there twice", in.Source)
		}
		out[i].source = in.Source
		for n, v := range in.Values {
			value, problem := readSeekValue(v)
			if problem != "" {
				issues.Add(at.In(fmt.Sprintf("values[%d]", n)), "wrong-value", "docs/policy.md says how values of each type are written", "%s", problem)
			}
			out[i].values = append(out[i].values, value)
		}
	}
	return out, issues.Err()
}

func readSeekValue(v api.SeekValue) (value seekValue, problem string) {
	t, ok := catalog.ParseType(v.Type)
	value = seekValue{column: v.Column, match: view.MatchKind(v.Match), literal: catalog.Literal{Kind: t.Kind, Text: v.Is}}
	switch {
	case !ok, !value.literal.Canonical():
		return value, "the value is not written as its type is"
	case value.match == "":
	case t.Kind != catalog.Text:
		return value, "only a text is matched"
	case value.match == view.MatchPattern && policy.CheckPattern(v.Is, issue.Place{}).HasErrors():
		return value, "the pattern is none that means the same everywhere"
	case !slices.Contains([]view.MatchKind{view.MatchPrefix, view.MatchSuffix, view.MatchContains, view.MatchPattern}, value.match):
		return value, "match is prefix, suffix, contains or pattern"
	}
	return value, ""
}

// seeking is one request on its way.
type seeking struct {
	cluster catalog.Cluster
	asked   []seekIn
	sources map[string]catalog.Source // that may be asked, by id
	out     api.Sought
}

func (s *seeking) values() int {
	n := 0
	for _, in := range s.asked {
		n += len(in.values)
	}
	return n
}

// known finds the sources that may be asked, and their tables. One that is
// aimed at scrim's own tables has no view, and tells nothing here either.
func (s *seeking) known(registered []catalog.Source) []catalog.Table {
	var tables []catalog.Table
	s.sources = map[string]catalog.Source{}
	for i, in := range s.asked {
		out := &s.out.Sources[i]
		out.Source = in.source
		at := slices.IndexFunc(registered, func(one catalog.Source) bool { return one.ID == in.source })
		switch {
		case at < 0:
			out.Not = "the server has no such source on this cluster"
		case s.cluster.Reserves(registered[at].Table.Schema):
			out.Not = "its schema belongs to scrim or to the warehouse"
		case i >= api.MaxSeekSources:
			out.Not = fmt.Sprintf("only the first %d sources of a request are asked", api.MaxSeekSources)
		default:
			s.sources[in.source] = registered[at]
			tables = append(tables, registered[at].Table)
		}
	}
	return tables
}

// each asks the sources, one after the other.
func (s *seeking) each(ctx context.Context, at Tables, bases map[catalog.Table]plan.ObservedSource, now func() time.Time) (statements int) {
	end := now().Add(readAll)
	for i, in := range s.asked {
		source, ok := s.sources[in.source]
		if !ok {
			continue
		}
		left := end.Sub(now())
		base := bases[source.Table]
		switch {
		case base.Problem != "":
			s.out.Sources[i].Not = base.Detail
		case left <= 0 || ctx.Err() != nil:
			s.out.Sources[i].Not = "the time for all sources was over"
		default:
			if s.in(ctx, at, i, source, base.Base, min(left, readEach)) {
				statements++
			}
		}
	}
	return statements
}

// in asks one source, if there is anything to ask.
func (s *seeking) in(ctx context.Context, tables Tables, i int, source catalog.Source, base catalog.Signature, limit time.Duration) bool {
	out := &s.out.Sources[i]
	out.Values = make([]api.SoughtValue, len(s.asked[i].values))
	var tests []view.Pred
	var of []int
	for n, v := range s.asked[i].values {
		test, problem := v.test(s.cluster, source, base)
		if problem == "" && len(tests) == api.MaxSeekValues {
			problem = fmt.Sprintf("only the first %d values of a source are looked for", api.MaxSeekValues)
		}
		if problem != "" {
			out.Values[n].Not = problem
			continue
		}
		tests, of = append(tests, test), append(of, n)
	}
	if len(tests) == 0 {
		return false
	}
	rows, found, err := tables.Seek(ctx, source.Table, tests, limit)
	switch {
	case errors.Is(err, ErrSlow):
		out.Not, out.Values = fmt.Sprintf("reading its table took more than %s", limit.Round(time.Second)), nil
	case err != nil:
		out.Not, out.Values = err.Error(), nil
	default:
		out.Empty = !rows
		for n, one := range found {
			out.Values[of[n]].Found = one
		}
	}
	return true
}

// test is the predicate that a policy would make of it, on the column as the
// warehouse has it.
func (v seekValue) test(on catalog.Cluster, source catalog.Source, base catalog.Signature) (view.Pred, string) {
	same := func(name string) bool { return on.Kind.Fold(name) == on.Kind.Fold(v.column) }
	if !slices.ContainsFunc(source.Columns, func(c catalog.Column) bool { return same(c.Name) }) {
		return nil, "the server's source has no such column"
	}
	i := slices.IndexFunc(base.Columns, func(o catalog.Observed) bool { return same(o.Name) })
	if i < 0 {
		return nil, "the table has no such column"
	}
	column := view.ColumnRef{Name: base.Columns[i].Name, Type: base.Columns[i].Type}
	switch {
	case !v.literal.Fits(column.Type):
		return nil, fmt.Sprintf("a column of type %s does not compare with it", column.Type)
	case v.match != "":
		return view.Match{Column: column, Kind: v.match, Text: v.literal.Text}, ""
	}
	return view.Compare{Column: column, Op: "=", Literal: v.literal}, ""
}
