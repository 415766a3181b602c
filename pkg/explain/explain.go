// Package explain reads a compiled decision to a person: whether a user sees
// a source, which rows, what stands in each cell, and because of which policy.
//
// It promises to say only what the decision says, with the user's facts put
// in, and to read like sentences. It decides nothing and touches nothing.
package explain

import (
	"fmt"
	"strings"
	"time"

	"scrim/pkg/compile"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// Node is one step of an explanation; its children are the reasons for it.
type Node struct {
	Text     string
	Because  string // the policy that decided
	Children []Node
}

// Subject is whose sight is explained, of what.
type Subject struct {
	User     string
	Source   string
	Username string // on this cluster; empty is none
	Rows     []profile.Row
	Decision compile.Decision
	View     view.View
	Now      time.Time
}

// Explain reads the decision with the subject's facts put in; visible says
// whether the subject gets past subscription.
func Explain(s Subject) (tree Node, visible bool) {
	facts := view.FactsOf(s.Rows, s.Now)
	admit := view.Given(s.View.Admit, facts)
	visible = view.Same(admit, view.Always{})
	tree = Node{Text: fmt.Sprintf("%s sees nothing of %s", s.User, s.Source)}
	if visible {
		tree.Text = fmt.Sprintf("%s may see %s", s.User, s.Source)
	}
	kept, cells := rows(s, facts), Node{Text: "cells"}
	if !visible {
		kept.Text, cells.Text = "what the row policies would leave: "+strings.TrimPrefix(kept.Text, "rows: "), "what would stand in the cells"
	}
	for _, why := range s.Decision.Closed {
		tree.Children = append(tree.Children, Node{Text: "closed for everyone: " + why})
	}
	tree.Children = append(tree.Children, admission(s, facts, visible), kept)
	for _, c := range s.Decision.Columns {
		cells.Children = append(cells.Children, column(c, facts))
	}
	tree.Children = append(tree.Children, cells)
	for _, r := range s.Decision.Resting {
		tree.Children = append(tree.Children, Node{Text: "of no effect: " + r.Why, Because: "policy " + r.Policy})
	}
	return tree, visible
}

// admission says what lets the user in, or what keeps them out.
func admission(s Subject, facts view.Facts, visible bool) Node {
	n := Node{Text: "not let in"}
	if visible {
		n.Text = "let in"
	}
	has := func(kind profile.Kind, value string) bool {
		return view.Same(view.Given(view.HasFact{Fact: profile.Fact{Kind: kind, Value: value}}, facts), view.Always{})
	}
	if !has(profile.KindUser, s.User) {
		n.Children = append(n.Children, Node{Text: "has no facts on this cluster: unknown, disabled, withdrawn, or without a warehouse name of their own"})
		return n
	}
	if has(profile.KindRevoked, s.Source) {
		n.Children = append(n.Children, Node{Text: "access was revoked, which wins over every grant"})
	}
	n.Children = append(n.Children, contextNode(s))
	for _, g := range s.Decision.Gates {
		n.Children = append(n.Children, gate(g, facts))
	}
	if s.Decision.Unpoliced != "" {
		n.Children = append(n.Children, Node{Text: "no grant policy meets the source; the cluster's setting for that lets in " + s.Decision.Unpoliced})
	}
	return n
}

func contextNode(s Subject) Node {
	for _, row := range s.Rows {
		if row.Kind != profile.KindContext {
			continue
		}
		if row.Value == profile.NoProject {
			return Node{Text: "works in no project"}
		}
		if !inProject(s.View, row.Value) {
			return Node{Text: fmt.Sprintf("works in project %s, where this source is not visible", row.Value)}
		}
		return Node{Text: fmt.Sprintf("works in project %s, which has this source", row.Value)}
	}
	return Node{Text: "the current project is gone or not theirs, so nothing is visible"}
}

// inProject reports whether the view lets in who works in the project.
func inProject(v view.View, project string) bool {
	found := false
	view.Walk(v.Admit, func(p view.Pred) {
		has, ok := p.(view.HasFact)
		found = found || ok && has.Kind == profile.KindContext && has.Value == project
	})
	return found
}

func gate(g compile.GateDecision, facts view.Facts) Node {
	mode := map[policy.SubscriptionMode]string{
		policy.Everyone: "everyone", policy.Approval: "with approval", policy.Individual: "selected one by one",
		policy.Entitlement: "by entitlement", policy.Nobody: "nobody",
	}[g.Mode]
	verdict := "does not hold"
	if view.Same(view.Given(g.Holds, facts), view.Always{}) {
		verdict = "holds"
	}
	what := "grant (" + mode + ")"
	if g.Guardrail {
		what = "guardrail"
	}
	return Node{Text: what + " " + verdict, Because: "policy " + g.Policy, Children: wants(g.Holds)}
}

func wants(p view.Pred) []Node {
	if view.Same(p, view.Always{}) || view.Same(p, view.Never{}) {
		return nil
	}
	return []Node{{Text: "asks: " + Sentence(p)}}
}

// rows says which rows are kept, policy by policy.
func rows(s Subject, facts view.Facts) Node {
	var all []view.Pred // what the policies decide, also where the view is closed
	for _, r := range s.Decision.Rows {
		all = append(all, r.Shown)
	}
	n := Node{Text: "rows: " + amount(view.Given(view.And(all...), facts))}
	for _, r := range s.Decision.Rows {
		child := Node{Text: amount(view.Given(r.Shown, facts)), Because: "policy " + r.Policy}
		if r.Closed {
			child.Children = append(child.Children, Node{Text: "it reads a column that does not resolve, so it shows rows to exempt readers only"})
		}
		child.Children = append(child.Children, ways(r.Rules, "hidden", facts)...)
		n.Children = append(n.Children, child)
	}
	if len(s.Decision.Rows) == 0 {
		n.Children = append(n.Children, Node{Text: "no row policy meets the source"})
	}
	return n
}

func amount(p view.Pred) string {
	switch p.(type) {
	case view.Always:
		return "all"
	case view.Never:
		return "none"
	}
	return "those where " + Sentence(p)
}

// column says what stands in one column's cells, and what each policy did.
func column(c compile.ColumnDecision, facts view.Facts) Node {
	n := Node{Text: c.Column + ": " + cells(c.Choices, facts)}
	if !c.Reviewed {
		n.Children = append(n.Children, Node{Text: "new or changed, and nobody reviewed it yet: NULL for everyone"})
	}
	for _, p := range c.Policies {
		choices := append([]view.Choice{{When: p.Clear, Show: view.Raw{}}}, p.Masks...)
		one := Node{Text: cells(choices, facts), Because: "policy " + p.Policy}
		if p.Closed {
			one.Children = append(one.Children, Node{Text: "it reads a column that does not resolve, so it shows the value to exempt readers only"})
		}
		one.Children = append(one.Children, ways(p.Rules, "NULL", facts)...)
		n.Children = append(n.Children, one)
	}
	n.Children = append(n.Children, contests(c.Contests, facts)...)
	return n
}

// cells says what a list of choices shows to this reader.
func cells(choices []view.Choice, facts view.Facts) string {
	var parts []string
	for _, choice := range choices {
		switch when := view.Given(choice.When, facts).(type) {
		case view.Never:
		case view.Always:
			return strings.Join(append(parts, compile.CellName(choice.Show)), ", else ")
		default:
			parts = append(parts, fmt.Sprintf("%s where %s", compile.CellName(choice.Show), Sentence(when)))
		}
	}
	return strings.Join(append(parts, "NULL"), ", else ")
}
