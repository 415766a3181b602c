// Package compile turns a source and the policies that meet it into a
// protecting view.
//
// It promises to be pure and stable under any order of its input, to look at
// one source at a time, and to fail closed: what cannot be decided shows NULL,
// no rows or nobody, and an issue says why (law 1). Every condition is lowered
// to a pair of positive predicates, one for "is true" and one for "is false",
// so that SQL's unknown is never taken for either (SEMANTICS S2). It knows no
// SQL and no warehouse.
package compile

import (
	"cmp"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// Input is everything that one source's view depends on, and nothing more.
type Input struct {
	Cluster  catalog.Cluster
	Source   catalog.Source
	Name     catalog.ViewName
	Base     catalog.Signature   // as the warehouse has it now
	Reviewed map[string]bool     // observed columns that are confirmed as they now are (SEMANTICS S13)
	Policies []policy.Policy     // those that are of no effect here are passed over
	Projects []directory.Project // those that contain the source
	Lookups  []Lookup            // the sources in whose tables the policies look something up; one that is not here is none
	Now      time.Time           // decides which policies are active
}

// Compile makes the view, the decision that explains it, and the issues.
func Compile(in Input) (view.View, Decision, issue.List) {
	c := newCompiler(in)
	c.opens()
	c.shrinks()
	c.readable()
	c.anonymous()
	out := view.View{Source: in.Source.ID, Name: in.Name, Base: in.Source.Table, Admit: c.admit(), Rows: c.rows()}
	for _, column := range c.columns {
		out.Columns = append(out.Columns, c.column(column))
	}
	c.together()
	c.reveals(out.Admit)
	c.decision.Comparisons = c.comparisons()
	c.selected()
	c.strictly()
	if len(c.decision.Closed) > 0 {
		out = out.Quarantined()
	}
	c.decision.Resting = c.rest()
	return out, c.decision, c.issues
}

// opens says of each policy that is not fact-monotone that it shows more to
// whom a fact is missing (SEMANTICS S2).
func (c *compiler) opens() {
	for _, p := range c.policies {
		if !policy.OpensWhenFactMissing(p) {
			continue
		}
		c.decision.OpensWhenFactMissing = true
		if c.governs(p) {
			c.issues.Warn(c.place(p), "opens-when-fact-missing", "turn the condition round, so that who has the fact sees more",
				"the policy shows more to a user of whom a group, an attribute or a purpose is not known")
		}
	}
}

// readable warns of each sensitive policy: its values still stand in the view's
// definition, and SEMANTICS S16 wants them out of it.
func (c *compiler) readable() {
	for _, p := range c.policies {
		if p.Sensitive && c.governs(p) {
			c.issues.Warn(c.place(p), "sensitive-in-view", "ask for a group or an attribute instead of naming the values",
				"the policy is marked sensitive, and its values stand in the view's definition, which everyone on the warehouse can read")
		}
	}
}

// compiler is one run of Compile.
type compiler struct {
	in        Input
	policies  []policy.Policy            // active here, by id
	resting   []policy.Policy            // meet the source and have no effect now
	columns   []column                   // of the view, in the table's order
	matchers  map[string]policy.Matcher  // of every policy that meets the source, active or not
	about     map[string]map[string]bool // by mask policy, which of those columns it is about
	chains    map[string]chained
	anonymity anonymity
	decision  Decision
	issues    issue.List
}

// column is a view column: what the platform says of it and what the
// warehouse has.
type column struct {
	catalog.Column
	ref      view.ColumnRef
	reviewed bool
}

func newCompiler(in Input) *compiler {
	c := &compiler{in: in, matchers: map[string]policy.Matcher{}, about: map[string]map[string]bool{}, chains: map[string]chained{}, decision: Decision{Source: in.Source.ID}}
	c.in.Source.Columns = slices.Clone(in.Source.Columns)
	for i := range c.in.Source.Columns {
		c.in.Source.Columns[i].Name = c.fold(c.in.Source.Columns[i].Name)
	}
	c.in.Projects = slices.SortedFunc(slices.Values(in.Projects), func(a, b directory.Project) int { return cmp.Compare(a.ID, b.ID) })
	for _, p := range in.Policies {
		matcher := p.AppliesTo.On(in.Cluster.Kind)
		if !matcher.Source(c.in.Source) {
			continue
		}
		c.matchers[p.ID] = matcher
		if p.Active(in.Now) {
			c.policies = append(c.policies, p)
		} else {
			c.resting = append(c.resting, p)
		}
	}
	slices.SortFunc(c.policies, func(a, b policy.Policy) int { return cmp.Compare(a.ID, b.ID) })
	for _, observed := range in.Base.Columns {
		described, ok := c.described(observed.Name)
		if !ok {
			continue
		}
		if observed.Type.Kind == catalog.Unknown {
			c.issues.Warn(issue.Place{Input: "source " + in.Source.ID, Path: "columns." + observed.Name}, "unsupported-type",
				"give the table a column of a type with a plain name, or leave this one out of the source",
				"column %q has a type whose name scrim does not write into statements, so the view is without it", observed.Name)
			continue
		}
		c.columns = append(c.columns, column{
			Column:   described,
			ref:      view.ColumnRef{Name: observed.Name, Type: observed.Type},
			reviewed: in.Reviewed[observed.Name],
		})
	}
	c.reach()
	return c
}

// reach finds once which columns each mask policy is about, or would be.
func (c *compiler) reach() {
	for _, p := range slices.Concat(c.policies, c.resting) {
		if p.Type != policy.TypeMask {
			continue
		}
		columns := map[string]bool{}
		for _, col := range c.columns {
			if c.matchers[p.ID].Column(c.in.Source, col.Column) {
				columns[col.ref.Name] = true
			}
		}
		c.about[p.ID] = columns
	}
}

// described finds the snapshot's column for an observed name.
func (c *compiler) described(name string) (catalog.Column, bool) {
	i := slices.IndexFunc(c.in.Source.Columns, func(d catalog.Column) bool { return c.fold(d.Name) == c.fold(name) })
	if i < 0 {
		return catalog.Column{}, false
	}
	return c.in.Source.Columns[i], true
}

func (c *compiler) fold(name string) string { return c.in.Cluster.Kind.Fold(name) }

// place is where an issue of a policy on this source is reported.
func (c *compiler) place(p policy.Policy) issue.Place {
	return issue.Place{Input: "policy " + p.ID, Path: "on source " + c.in.Source.ID}
}
