package compile

import (
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// branch is one way through a policy's chain: where it is taken and what it
// does.
type branch struct {
	when view.Pred
	rule int // index into Rules; exempt and otherwise are not rules
	do   policy.Action
}

// The branches that are not rules.
const (
	exempt    = -1 // unless was true
	otherwise = -2 // no rule decided
)

// chain lowers a policy to its branches (SEMANTICS S1). They exclude each
// other; where none is taken the answer is NULL or hidden, which covers every
// unknown. ok is false when a reference did not resolve: then only the exempt
// branch is left.
//
// A policy is lowered once, however many columns it meets.
func (c *compiler) chain(p policy.Policy) (branches []branch, ok bool) {
	if done, found := c.chains[p.ID]; found {
		return done.branches, done.ok
	}
	branches, ok = c.lowerChain(p)
	c.chains[p.ID] = chained{branches, ok}
	return branches, ok
}

type chained struct {
	branches []branch
	ok       bool
}

func (c *compiler) lowerChain(p policy.Policy) (branches []branch, ok bool) {
	l := &lowering{compiler: c, policy: p}
	unless := view.Pred(view.Never{})
	if p.Unless != nil {
		unless = l.truth(p.Unless).is
	}
	branches = append(branches, branch{when: unless, rule: exempt, do: policy.Clear{}})
	reach := without(unless)
	for i, rule := range p.Rules {
		meant, where := l.truth(rule.For), l.truth(rule.Where)
		taken := view.And(reach, meant.is, where.is)
		if filter, isFilter := rule.Do.(policy.Filter); isFilter {
			taken = view.And(taken, l.truth(filter.Keep).is)
		}
		branches = append(branches, branch{when: taken, rule: i, do: rule.Do})
		reach = view.And(reach, view.Or(meant.isNot, view.And(meant.is, where.isNot)))
	}
	if p.Otherwise == policy.OtherwiseClear {
		branches = append(branches, branch{when: reach, rule: otherwise, do: policy.Clear{}})
	}
	if l.err != nil {
		return branches[:1], false
	}
	return branches, true
}

// without is the complement of a predicate about the reader alone, whose
// atoms always hold or do not hold. Anything else has no complement here and
// becomes Never: the policy then applies to nobody, which hides.
func without(p view.Pred) view.Pred {
	switch p := p.(type) {
	case view.Always:
		return view.Never{}
	case view.Never:
		return view.Always{}
	case view.HasFact:
		p.Absent = !p.Absent
		return p
	case view.HasAny:
		p.Absent = !p.Absent
		return p
	case view.All:
		return view.Or(complements(p)...)
	case view.Any:
		return view.And(complements(p)...)
	}
	return view.Never{}
}

func complements(parts []view.Pred) []view.Pred {
	out := make([]view.Pred, len(parts))
	for i, p := range parts {
		out[i] = without(p)
	}
	return out
}

// rows is the conjunction of all row policies (SEMANTICS S3).
func (c *compiler) rows() view.Pred {
	var all []view.Pred
	for _, p := range c.policies {
		if p.Type != policy.TypeRow {
			continue
		}
		branches, ok := c.chain(p)
		var shown []view.Pred
		var rules []RuleDecision
		for _, b := range branches {
			does := "hidden"
			if _, hides := b.do.(policy.Hide); !hides {
				shown, does = append(shown, b.when), "shown"
			}
			rules = append(rules, b.decided(does))
		}
		all = append(all, view.Or(shown...))
		c.decision.Rows = append(c.decision.Rows, RowDecision{Policy: p.ID, Shown: view.Or(shown...), Rules: rules, Closed: !ok})
	}
	return view.And(all...)
}
