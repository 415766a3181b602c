package compile

import (
	"slices"

	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// admit is who sees the source at all (SEMANTICS S6). Whether the source is
// enabled is not part of it: that is the gate's business.
func (c *compiler) admit() view.Pred {
	parts := []view.Pred{
		view.HasAny{Kind: profile.KindUser},
		view.HasFact{Fact: profile.Fact{Kind: profile.KindRevoked, Value: c.in.Source.ID}, Absent: true},
		c.context(),
	}
	grants, found := []view.Pred(nil), false
	for _, p := range c.policies {
		if p.Type != policy.TypeSubscription {
			continue
		}
		is := c.subscription(p)
		c.decision.Gates = append(c.decision.Gates, GateDecision{Policy: p.ID, Guardrail: p.Subscription.Guardrail, Mode: p.Subscription.Mode, Holds: is})
		if p.Subscription.Guardrail {
			parts = append(parts, is)
			continue
		}
		found = true
		grants = append(grants, is)
	}
	if !found {
		grants = append(grants, c.unpoliced())
	}
	admit := view.And(append(parts, view.Or(grants...))...)
	if _, ok := view.TermsOf(admit); !ok {
		c.issues.Warn(issue.Place{Input: "source " + c.in.Source.ID}, "columns-not-listed",
			"write the conditions of its subscription policies with fewer alternatives beneath others, and without names that nobody can have",
			"who may see the source cannot be written as %d tests of facts, so the list of columns for readers leaves it out; the view itself works", view.MaxTests)
	}
	return admit
}

// subscription is where one policy lets a reader in, or through.
func (c *compiler) subscription(p policy.Policy) view.Pred {
	mode := p.Subscription.Mode
	if p.Subscription.Guardrail {
		mode = policy.Entitlement // a guardrail is a condition, whatever else it says
	}
	switch mode {
	case policy.Everyone:
		return view.Always{}
	case policy.Approval, policy.Individual:
		return view.HasFact{Fact: profile.Fact{Kind: profile.KindApproved, Value: c.in.Source.ID}}
	case policy.Entitlement:
		if p.Subscription.Condition == nil {
			return view.Never{}
		}
		l := &lowering{compiler: c, policy: p}
		is := l.truth(p.Subscription.Condition).is
		if l.err != nil {
			return view.Never{}
		}
		return is
	case policy.Nobody:
	}
	return view.Never{}
}

func (c *compiler) unpoliced() view.Pred {
	if c.in.Cluster.Unpoliced == "everyone" {
		c.decision.Unpoliced = "everyone"
		return view.Always{}
	}
	c.decision.Unpoliced = "nobody"
	c.issues.Warn(issue.Place{Input: "source " + c.in.Source.ID}, "no-subscription-policy",
		"add a subscription policy whose applies_to meets it, or set unpoliced: everyone on the cluster",
		"no subscription policy lets anybody in, so nobody sees a row")
	return view.Never{}
}

// context is true for a reader who works in no project, or in one that
// contains the source. An equalised project takes facts from its members, and
// so has no place for a policy that shows more without them (SEMANTICS S7).
func (c *compiler) context() view.Pred {
	ids := []string{profile.NoProject}
	for _, project := range c.in.Projects {
		if project.Disabled || !slices.Contains(project.Sources, c.in.Source.ID) {
			continue
		}
		if project.Equalized != nil && c.decision.OpensWhenFactMissing {
			c.issues.Add(issue.Place{Input: "source " + c.in.Source.ID, Path: "in project " + project.ID}, "opens-in-equalised-project",
				"change the policy so that who has the fact sees more, or take the source out of the project",
				"a policy shows more to whom a fact is missing, and project %s takes facts from its members, so the source is not visible in it", project.ID)
			continue
		}
		ids = append(ids, project.ID)
	}
	slices.Sort(ids)
	var any []view.Pred
	for _, id := range slices.Compact(ids) {
		any = append(any, view.HasFact{Fact: profile.Fact{Kind: profile.KindContext, Value: id}})
	}
	return view.Or(any...)
}
