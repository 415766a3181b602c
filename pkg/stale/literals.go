package stale

import (
	"fmt"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
)

// Literal is a value that a policy holds a column of a source against: where no
// row of the source's table has it any more, the policy is about nothing.
type Literal struct {
	Policy string
	Source string // whose column it is: a source that the policy meets, or one in which it looks something up
	Column string // as the source's document calls it
	Match  policy.MatchKind
	Is     catalog.Literal // with a Match, the text by which it matches
}

// Literals lists the values that policies hold columns of a cluster's sources
// against by equality or by a pattern, each once, by policy in the order of the
// documents. Policies that have ended are as if they were not there. Of a
// column that a reference does not name for certain nothing is listed: the
// compiler says so. Neither are true and false, which nobody renames, and what
// is only less or greater than a value.
func Literals(documents []event.Document, on catalog.Cluster, now time.Time) []Literal {
	c := collector{on: on, listed: map[Literal]bool{}}
	for _, d := range documents {
		if n, ok := d.Noun.(event.Source); ok && !n.Disabled && on.Serves(n.Source) && on.Governs(n.Table.Database) {
			c.sources = append(c.sources, n.Source)
		}
	}
	for _, d := range documents {
		n, ok := d.Noun.(event.Policy)
		if !ok || !n.ValidUntil.IsZero() && !now.Before(n.ValidUntil) {
			continue
		}
		matcher := n.AppliesTo.On(on.Kind)
		for _, s := range c.sources {
			if meets(n.Policy, matcher, s) {
				c.policy(n.Policy, s)
			}
		}
	}
	return c.out
}

// collector collects literals.
type collector struct {
	on      catalog.Cluster
	sources []catalog.Source
	listed  map[Literal]bool
	out     []Literal
}

// policy collects what a policy says of one source that it meets.
func (c *collector) policy(p policy.Policy, s catalog.Source) {
	for _, condition := range p.Conditions() {
		policy.Walk(condition, func(part policy.Condition) {
			switch part := part.(type) {
			case policy.Compare:
				if part.Op == policy.Equal || part.Op == policy.NotEqual {
					c.add(p, s, part.Ref, policy.MatchUnknown, part.Literal)
				}
			case policy.OneOf:
				for _, literal := range part.Literals {
					c.add(p, s, part.Ref, policy.MatchUnknown, literal)
				}
			case policy.Match:
				c.add(p, s, part.Ref, part.Kind, catalog.Literal{Kind: catalog.Text, Text: part.Text})
			case policy.Lookup:
				c.lookup(p, part)
			}
		})
	}
}

// lookup collects what the columns of a lookup table must equal.
func (c *collector) lookup(p policy.Policy, l policy.Lookup) {
	i := slices.IndexFunc(c.sources, func(s catalog.Source) bool { return s.ID == l.Source })
	if i < 0 {
		return
	}
	for _, test := range l.Where {
		if test.In.Kind == policy.ListUnknown {
			c.add(p, c.sources[i], policy.Ref{Column: test.Column}, policy.MatchUnknown, test.Is)
		}
	}
}

func (c *collector) add(p policy.Policy, s catalog.Source, ref policy.Ref, match policy.MatchKind, is catalog.Literal) {
	var names []string
	for _, described := range s.Columns {
		if ref.Names(s, described, c.on.Kind.Fold) {
			names = append(names, described.Name)
		}
	}
	if len(names) != 1 || is.Kind == catalog.Boolean {
		return
	}
	one := Literal{Policy: p.ID, Source: s.ID, Column: names[0], Match: match, Is: is}
	if !c.listed[one] {
		c.listed[one] = true
		c.out = append(c.out, one)
	}
}

// Answer is what a warehouse said of a Literal.
type Answer uint8

// The answers. The zero value says nothing.
const (
	NotAsked Answer = iota
	NoRow
	SomeRow
)

// Vain warns of the literals that no row has; answers are in their order.
func Vain(literals []Literal, answers []Answer) issue.List {
	var issues issue.List
	elsewhere := map[Literal]string{} // a source that has it, by the literal without source and column
	for i, l := range literals {
		if answers[i] == SomeRow && elsewhere[l.anywhere()] == "" {
			elsewhere[l.anywhere()] = l.Source
		}
	}
	for i, l := range literals {
		if answers[i] != NoRow {
			continue
		}
		hint := "was it renamed? a filter by it shows nothing, a mask by it masks nothing, and where it is excluded nothing is"
		if other := elsewhere[l.anywhere()]; other != "" && other != l.Source {
			hint = fmt.Sprintf("is it written otherwise there? source %s has it", other)
		}
		at := issue.Place{Input: "policy " + l.Policy, Path: fmt.Sprintf("on source %s, column %s", l.Source, l.Column)}
		issues.Warn(at, "literal-matches-no-row", hint, "the source %s has no row whose column %q %s", l.Source, l.Column, l.says())
	}
	return issues
}

// anywhere is the literal of the policy, of whatever column.
func (l Literal) anywhere() Literal {
	l.Source, l.Column = "", ""
	return l
}

// says completes "the column …".
func (l Literal) says() string {
	verb := map[policy.MatchKind]string{
		policy.MatchUnknown: "is", policy.MatchPrefix: "starts with", policy.MatchSuffix: "ends with",
		policy.MatchContains: "contains", policy.MatchPattern: "matches",
	}[l.Match]
	if l.Is.Kind == catalog.Text {
		return fmt.Sprintf("%s %q", verb, l.Is.Text)
	}
	return verb + " " + l.Is.Text
}
