package policytest

import (
	"fmt"
	"maps"
	"slices"

	"scrim/pkg/event"
	"scrim/pkg/oracle"
	"scrim/pkg/policy"
)

// usage is what decided something a reader could see, by policy: every policy
// that meets the source is in it.
type usage map[string]map[string]bool

func (u usage) add(policy, part string, decided bool) {
	if u[policy] == nil {
		u[policy] = map[string]bool{}
	}
	if decided {
		u[policy][part] = true
	}
}

// note remembers what decided in one look at one row. Behind a closed door no
// row policy decides anything, and of a hidden row no mask.
func (u usage) note(d oracle.Decision) {
	for _, c := range d.Door.Because {
		if c.Kind == oracle.ClauseGuardrail || c.Kind == oracle.ClauseGrant {
			u.add(c.Policy, gate(c.Holds), true)
		}
	}
	for _, s := range d.Rows {
		u.add(s.Policy, part(s), d.Door.Open)
	}
	for _, c := range d.Cells {
		for _, s := range c.Because {
			u.add(s.Policy, part(s), d.Shown)
		}
	}
}

func part(s oracle.Step) string {
	switch s.End {
	case oracle.EndExempt:
		return "unless"
	case oracle.EndDecided:
		return fmt.Sprintf("rule %d", s.Rule+1)
	case oracle.EndOtherwise:
		return "otherwise"
	case oracle.EndUnknown, oracle.EndUnresolved, oracle.EndUnreviewed, oracle.EndLookup:
	}
	return string(s.End)
}

func gate(holds bool) string {
	if holds {
		return "lets in"
	}
	return "shuts out"
}

// parts are what tests can use of a policy.
func parts(p policy.Policy) []string {
	var out []string
	if p.Type == policy.TypeSubscription {
		if p.Subscription.Mode == policy.Everyone && !p.Subscription.Guardrail {
			return []string{gate(true)}
		}
		return []string{gate(true), gate(false)}
	}
	if p.Unless != nil {
		out = append(out, "unless")
	}
	for i := range p.Rules {
		out = append(out, fmt.Sprintf("rule %d", i+1))
	}
	if p.Otherwise != policy.OtherwiseUnsaid {
		out = append(out, "otherwise")
	}
	return out
}

// coverage is what was used of every policy that had a say.
func coverage(documents []event.Document, used usage) []Coverage {
	byID := map[string]policy.Policy{}
	for _, d := range documents {
		if p, ok := d.Noun.(event.Policy); ok {
			byID[p.ID] = p.Policy
		}
	}
	out := []Coverage{}
	for _, id := range slices.Sorted(maps.Keys(used)) {
		all := parts(byID[id])
		c := Coverage{Policy: id, Parts: len(all)}
		for _, one := range all {
			if !used[id][one] {
				c.Unused = append(c.Unused, one)
			}
		}
		out = append(out, c)
	}
	return out
}
