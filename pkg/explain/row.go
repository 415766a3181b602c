package explain

import (
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/oracle"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// OneRow is a row of the table as one reader sees it.
type OneRow struct {
	User     string
	Source   catalog.Source
	Decision oracle.Decision
	Policies []policy.Policy
	Given    []string                   // the columns whose values were given; of the others nothing is known, so that they count as NULL
	Rules    []compile.RowDecision      // what the row policies' rules say, for their words alone: what became of the row is the oracle's
	Facts    view.Facts                 // the reader's, put into those words
	Origin   func(policy string) string // "version 3, revision 17"; empty when that is not known
}

// Row reads the oracle's answer about one row: whether it is shown and what
// hides it, and what stands in each cell and because of which policy, rule, tag
// and event.
func Row(o OneRow) Node {
	d := o.Decision
	tree := Node{Text: fmt.Sprintf("%s sees this row of %s", o.User, o.Source.ID)}
	if !d.Shown {
		tree.Text = fmt.Sprintf("%s does not see this row of %s", o.User, o.Source.ID)
	}
	missing := o.missing()
	if len(missing) > 0 {
		tree.Text += ", as far as it is given"
	}
	if o.undecided() {
		tree.Text = fmt.Sprintf("whether %s sees this row of %s depends on %s", o.User, o.Source.ID, o.open())
	}
	tree.Children = append(tree.Children, o.door())
	for _, s := range d.Rows {
		text := "hidden"
		switch {
		case s.Shows:
			text = "kept"
		case o.asks(s.Policy):
			text = "not known"
		}
		tree.Children = append(tree.Children, Node{Text: text + ": " + ending(s), Because: o.policy(s.Policy), Children: o.rule(s)})
	}
	cells := Node{Text: "cells"}
	if !d.Shown {
		cells.Text = "what would stand in the cells"
	}
	for _, c := range d.Cells {
		cells.Children = append(cells.Children, o.cell(c))
	}
	tree.Children = append(tree.Children, cells)
	if len(missing) > 0 {
		tree.Children = append(tree.Children, Node{Text: "not given, and so taken as NULL: " + strings.Join(missing, ", ")})
	}
	if d.DependsOnSample {
		tree.Children = append(tree.Children, Node{Text: "no secret is asked for, so that whether a sample has the row counts as unknown"})
	}
	if len(d.Depends) > 0 {
		tree.Children = append(tree.Children, Node{Text: "no warehouse is asked, so that what is looked up counts as unknown: " + strings.Join(d.Depends, ", ")})
	}
	return tree
}

// rule says what the rule that ended a row policy's chain asks of this reader.
func (o OneRow) rule(s oracle.Step) []Node {
	if s.End != oracle.EndDecided && s.End != oracle.EndUnknown {
		return nil
	}
	for _, d := range o.Rules {
		for _, r := range d.Rules {
			if d.Policy != s.Policy || r.Rule != s.Rule || d.Closed {
				continue
			}
			if _, never := view.Given(r.When, o.Facts).(view.Never); never {
				return []Node{{Text: way(r.Rule) + ": " + r.Does + " where " + Sentence(r.When) + ", which is never so for this reader"}}
			}
			return ways([]compile.RuleDecision{r}, "hidden", o.Facts)
		}
	}
	return nil
}

// undecided reports whether the row is hidden by nothing but policies that look
// something up in a table whose rows are not known here, or draw a sample.
func (o OneRow) undecided() bool {
	d := o.Decision
	if d.Shown || !d.Door.Open || len(d.Depends) == 0 && !d.DependsOnSample {
		return false
	}
	return !slices.ContainsFunc(o.Decision.Rows, func(s oracle.Step) bool { return !s.Shows && !o.asks(s.Policy) })
}

// asks reports whether a policy asks what is not known here.
func (o OneRow) asks(id string) bool {
	return slices.ContainsFunc(o.Policies, func(p policy.Policy) bool {
		looks := slices.ContainsFunc(p.Lookups(), func(source string) bool { return slices.Contains(o.Decision.Depends, source) })
		return p.ID == id && (looks || o.Decision.DependsOnSample && policy.Samples(p))
	})
}

// open is what the answer depends on, in words.
func (o OneRow) open() string {
	var on []string
	if o.Decision.DependsOnSample {
		on = append(on, "whether the sample has it")
	}
	if len(o.Decision.Depends) > 0 {
		on = append(on, "what stands in "+strings.Join(o.Decision.Depends, ", "))
	}
	return strings.Join(on, " and ")
}

// missing is the columns that policies read and of which no value was given.
func (o OneRow) missing() []string {
	var out []string
	for _, p := range o.Policies {
		refs := policy.References(p)
		if policy.Samples(p) {
			for _, name := range o.Source.Key {
				refs = append(refs, policy.Ref{Column: name})
			}
		}
		for _, ref := range refs {
			for _, c := range o.Source.Columns {
				named := c.Name == ref.Column || ref.Tag != "" && c.Tagged(ref.Tag) || ref.EventTime && c.Name == o.Source.EventTime
				if named && !slices.Contains(o.Given, c.Name) && !slices.Contains(out, c.Name) {
					out = append(out, c.Name)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

func (o OneRow) door() Node {
	n := Node{Text: "let in"}
	if !o.Decision.Door.Open {
		n.Text = "not let in"
	}
	known := true
	for _, c := range o.Decision.Door.Because {
		known = known && (c.Kind != oracle.ClauseKnown || c.Holds)
		if c.Kind == oracle.ClauseContext && !known {
			continue // nobody works in no project
		}
		if text := clause(c); text != "" {
			child := Node{Text: text}
			if c.Policy != "" {
				child.Because = o.policy(c.Policy)
			}
			n.Children = append(n.Children, child)
		}
	}
	return n
}

// clause is a condition of the door; those that go without saying are empty
// while they hold.
func clause(c oracle.Clause) string {
	verdict := map[bool]string{true: "holds", false: "does not hold"}[c.Holds]
	switch c.Kind {
	case oracle.ClauseGuardrail:
		return "guardrail " + verdict
	case oracle.ClauseGrant:
		return "grant " + verdict
	case oracle.ClauseUnpoliced:
		return map[bool]string{true: "no grant policy meets the source, and the cluster lets everyone in then", false: "no grant policy meets the source"}[c.Holds]
	case oracle.ClauseContext:
		return map[bool]string{true: "", false: "in the current project the source is not visible"}[c.Holds]
	case oracle.ClauseSelected:
		return map[bool]string{true: "", false: "the source names a policy that is not there or does not meet it: " + c.Policy}[c.Holds]
	case oracle.ClauseEnabled:
		return map[bool]string{true: "", false: "the source is disabled"}[c.Holds]
	case oracle.ClauseNotRevoked:
		return map[bool]string{true: "", false: "access was revoked, which wins over every grant"}[c.Holds]
	case oracle.ClauseKnown:
		if c.Holds {
			return ""
		}
		return "has no facts on this cluster: unknown, disabled, withdrawn, or without a warehouse name of their own"
	}
	return string(c.Kind)
}

// cell says what stands in a cell, and which policies that came of.
func (o OneRow) cell(c oracle.Cell) Node {
	n := Node{Text: c.Column + ": " + o.content(c)}
	if c.Unreviewed {
		n.Children = append(n.Children, Node{Text: "the column is new or has changed, and nobody has reviewed it"})
	}
	for _, s := range c.Because {
		text := ending(s)
		if tag := o.tag(c.Column, s.Policy); tag != "" {
			text += ", by the tag " + tag
		}
		n.Children = append(n.Children, Node{Text: text + standing(s, c), Because: o.policy(s.Policy)})
	}
	if len(c.Because) == 0 && !c.Unreviewed {
		n.Because = "no mask policy meets the column"
	}
	return n
}

// content is what a reader sees. A hash cannot be said without its salt, which
// nobody but the warehouse is given here; nor can what a mask makes of a value
// that nobody has given.
func (o OneRow) content(c oracle.Cell) string {
	if k := shared(c); k > 0 { // how many do, is in the warehouse alone
		return fmt.Sprintf("what the other policies leave, where at least %d rows share this row's values, as last counted; NULL elsewhere", k)
	}
	if _, hash := c.Mask.(policy.MaskHash); hash {
		return "a hash, or NULL where there is no value"
	}
	if c.Mask == nil {
		return "as it is"
	}
	if _, always := c.Mask.(policy.MaskNull); !always && !c.Unreviewed && !slices.Contains(o.Given, c.Column) {
		return "masked; its value is not given"
	}
	if c.Value == nil {
		return "NULL"
	}
	return c.Value.String()
}

// tag is the tag of the column by which the policy meets it.
func (o OneRow) tag(column, id string) string {
	p := slices.IndexFunc(o.Policies, func(p policy.Policy) bool { return p.ID == id })
	c := slices.IndexFunc(o.Source.Columns, func(c catalog.Column) bool { return c.Name == column })
	if p < 0 || c < 0 {
		return ""
	}
	for _, tag := range o.Source.Columns[c].Tags {
		for _, target := range o.Policies[p].AppliesTo.Alternatives() {
			if slices.ContainsFunc(target.ColumnTags, tag.Within) {
				return string(tag)
			}
		}
	}
	return ""
}

// policy names a policy with the event that brought it.
func (o OneRow) policy(id string) string {
	name := "policy " + id
	if o.Origin != nil {
		if origin := o.Origin(id); origin != "" {
			name += " (" + origin + ")"
		}
	}
	return name
}

// ending is what ended a policy's chain.
func ending(s oracle.Step) string {
	switch s.End {
	case oracle.EndExempt:
		return "exempt, since its unless is true"
	case oracle.EndDecided:
		return fmt.Sprintf("rule %d decides", s.Rule+1)
	case oracle.EndUnknown:
		return fmt.Sprintf("rule %d is neither true nor false, which hides", s.Rule+1)
	case oracle.EndOtherwise:
		return "no rule decides, so otherwise does"
	case oracle.EndUnresolved:
		return "it reads a column that the source does not have once, which hides"
	case oracle.EndUnreviewed:
		return "it reads a column that nobody has reviewed, which hides"
	case oracle.EndLookup:
		return "it looks something up where nothing may be looked up, which hides"
	}
	return string(s.End)
}
