package oracle

import (
	"slices"

	"scrim/pkg/directory"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
)

// enter decides whether the source opens for the reader (SEMANTICS S6).
func (v view) enter(f Facts, active []policy.Policy) Door {
	d := Door{Because: []Clause{
		{Kind: ClauseEnabled, Holds: !f.Source.Disabled},
		{Kind: ClauseKnown, Holds: v.reader.none == "", Detail: v.reader.none},
		{Kind: ClauseNotRevoked, Holds: !v.reader.has(profile.KindRevoked, "", f.Source.ID)},
		v.context(f, active),
	}}
	if len(f.Source.Policies) > 0 {
		d.Because = slices.Insert(d.Because, 1, selected(f))
	}
	d.Open = !slices.ContainsFunc(d.Because, func(c Clause) bool { return !c.Holds })
	granted, policed := false, false
	for _, p := range active {
		if p.Type != policy.TypeSubscription || !applies(p.AppliesTo, f.Source) {
			continue
		}
		clause := Clause{Kind: ClauseGrant, Policy: p.ID}
		if p.Subscription.Guardrail {
			clause.Kind = ClauseGuardrail
			clause.Holds = v.ask(p.Subscription.Condition, nil) == True
			d.Open = d.Open && clause.Holds
		} else {
			clause.Holds = v.grants(p.Subscription)
			granted, policed = granted || clause.Holds, true
		}
		d.Because = append(d.Because, clause)
	}
	if !policed {
		granted = f.Cluster.Unpoliced == "everyone"
		d.Because = append(d.Because, Clause{Kind: ClauseUnpoliced, Holds: granted})
	}
	d.Open = d.Open && granted
	return d
}

// selected asks that each policy which the source names is there and meets it,
// whether or not it is in force now.
func selected(f Facts) Clause {
	for _, id := range f.Source.Policies {
		there := slices.ContainsFunc(f.Policies, func(p policy.Policy) bool { return p.ID == id && applies(p.AppliesTo, f.Source) })
		if !there {
			return Clause{Kind: ClauseSelected, Policy: id}
		}
	}
	return Clause{Kind: ClauseSelected, Holds: true}
}

// context is none or a project that contains the source. An equalised project
// refuses policies that are not fact-monotone (SEMANTICS S7).
func (v view) context(f Facts, active []policy.Policy) Clause {
	c := Clause{Kind: ClauseContext}
	opens := slices.ContainsFunc(active, func(p policy.Policy) bool {
		return applies(p.AppliesTo, f.Source) && policy.OpensWhenFactMissing(p)
	})
	for _, value := range v.reader.values(profile.KindContext, "") {
		c.Detail = value
		c.Holds = value == profile.NoProject || slices.ContainsFunc(f.Projects, func(p directory.Project) bool {
			refused := p.Equalized != nil && opens
			return p.ID == value && !p.Disabled && !refused && slices.Contains(p.Sources, f.Source.ID)
		})
	}
	return c
}

func (v view) grants(s policy.Subscription) bool {
	switch s.Mode {
	case policy.Everyone:
		return v.reader.has(profile.KindUser, "", v.reader.user)
	case policy.Entitlement:
		return v.ask(s.Condition, nil) == True
	case policy.Approval, policy.Individual:
		return v.reader.has(profile.KindApproved, "", v.source.ID)
	case policy.Nobody:
	}
	return false
}
