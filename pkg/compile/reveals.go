package compile

import (
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// reveals warns of conditions that read a column which is masked for somebody
// who is subject to them: what such a reader sees tells something of the hidden
// value (SEMANTICS S9). Subject to a condition is who is let in, is not exempt,
// is meant by the rule and was not decided about before it.
func (c *compiler) reveals(admit view.Pred) {
	for _, p := range c.policies {
		if p.Type == policy.TypeSubscription {
			continue
		}
		l := &lowering{compiler: c, policy: p}
		reach := admit
		if p.Unless != nil {
			reach = view.And(reach, without(l.truth(p.Unless).is))
		}
		for _, rule := range p.Rules {
			meant := l.truth(rule.For)
			asked := view.And(reach, meant.is)
			c.revealed(p, rule.Where, asked)
			if filter, ok := rule.Do.(policy.Filter); ok {
				c.revealed(p, filter.Keep, asked)
			}
			reach = view.And(reach, view.Or(meant.isNot, view.And(meant.is, passed(l, rule.Where))))
		}
	}
	c.issues = uniqueIssues(c.issues)
}

// passed is which readers a rule may leave to the next one: all of them, when
// that depends on the row.
func passed(l *lowering, where policy.Condition) view.Pred {
	if len(reads(where)) > 0 {
		return view.Always{}
	}
	return l.truth(where).isNot
}

func reads(c policy.Condition) []policy.Ref {
	if c == nil {
		return nil
	}
	return policy.References(policy.Policy{Unless: c})
}

func (c *compiler) revealed(p policy.Policy, condition policy.Condition, asked view.Pred) {
	for _, ref := range reads(condition) {
		col, _ := c.find(ref)
		if col == nil || view.Implies(asked, c.clear(col.ref.Name)) {
			continue
		}
		c.warn(p, "condition-reveals", "exempt from the mask whom the condition is about, by one test in for here and in unless there, or test another column",
			"a condition reads column %q, which is masked for some of those whom it is about: what they see depends on the hidden value", col.ref.Name)
	}
}

// clear is where a column is shown as it is: to everybody when no policy masks
// it.
func (c *compiler) clear(name string) view.Pred {
	for _, d := range c.decision.Columns {
		switch {
		case d.Column != name:
		case len(d.Policies) == 0:
			return view.Always{}
		case len(d.Choices) > 0 && d.Choices[0].Show == view.Cell(view.Raw{}):
			return d.Choices[0].When
		}
	}
	return view.Never{}
}
