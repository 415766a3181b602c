package policy

import "slices"

// body reads what the policy decides: rules, or a subscription.
func (o *object) body(p *Policy) {
	chain := o.shaped("rules", shapeList)
	otherwise := o.otherwise(p)
	subscription := o.get("subscription")
	switch {
	case subscription == nil && !o.has("rules"):
		o.add(o.of.at, "", "missing-field", "write rules: and a list of them, or subscription:", "there are neither rules nor a subscription")
	case subscription == nil && chain != nil:
		o.rules(p, chain)
		o.checkChain(p, chain, otherwise)
	case subscription == nil:
	default:
		p.Type = TypeSubscription
		p.Subscription = o.subscription(subscription)
		for _, m := range o.of.members {
			switch m.key {
			case "rules", "otherwise":
				o.add(m.at, m.key, "mixed-policy", "write two policies", "a subscription policy has no %s", m.key)
			case "unless":
				o.add(m.at, m.key, "mixed-policy", "write the exception into the condition: a || b", "a subscription policy has no unless")
			}
		}
	}
}

func (o *object) otherwise(p *Policy) *node {
	n := o.shaped("otherwise", shapeText)
	switch {
	case n == nil:
	case n.text == "hide":
		p.Otherwise = OtherwiseHide
	case n.text == "clear":
		p.Otherwise = OtherwiseClear
	default:
		o.add(n.at, "otherwise", "wrong-value", "write otherwise: hide, or otherwise: clear", "otherwise is hide or clear, not %s", quote(n.text))
	}
	return n
}

// checkChain reports a chain that can run out, and what it never gets to.
func (o *object) checkChain(p *Policy, chain *node, otherwise *node) {
	if len(p.Rules) == 0 {
		return
	}
	for i, n := range chain.items {
		if i == len(chain.items)-1 || conditional(n) {
			continue
		}
		o.warn(chain.items[i+1].at, index("rules", i+1), "unreachable-rule", "give the rule before it a for or a where, or remove this one",
			"this rule is never reached: rule %d before it is for everyone and every row", i+1)
		if otherwise != nil {
			o.unreachableOtherwise(otherwise)
		}
		return
	}
	last := chain.items[len(chain.items)-1]
	switch {
	case conditional(last) && otherwise == nil:
		o.warn(last.at, index("rules", len(chain.items)-1), "missing-otherwise", "write otherwise: hide, or otherwise: clear",
			"the last rule is not for everyone and every row, and nothing says what happens otherwise: it hides")
	case !conditional(last) && otherwise != nil:
		o.unreachableOtherwise(otherwise)
	}
}

func (o *object) unreachableOtherwise(otherwise *node) {
	o.warn(otherwise.at, "otherwise", "unreachable-otherwise", "remove it, or give every rule a for or a where", "otherwise is never reached: a rule is for everyone and every row")
}

// conditional reports whether a rule, as it is written, may pass by.
func conditional(rule *node) bool {
	return slices.ContainsFunc(rule.members, func(m member) bool { return m.key == "for" || m.key == "where" })
}

// rules reads the chain and with it the type of the policy.
func (o *object) rules(p *Policy, chain *node) {
	if len(chain.items) == 0 {
		o.add(chain.at, "rules", "empty-list", "write a rule", "there are no rules")
	}
	for i, item := range chain.items {
		path := index("rules", i)
		rule, ok := o.object(item, path)
		if !ok {
			continue
		}
		one := Rule{For: rule.condition("for", scopeUser), Where: rule.condition("where", scopeRow)}
		decides := rule.action(&one)
		rule.done()
		if decides != TypeUnknown && p.Type != TypeUnknown && decides != p.Type {
			o.add(item.at, path, "mixed-policy", "write two policies: one that masks cells and one that filters rows", "this rule decides %s, and rules before it decide %s", decides.what(), p.Type.what())
		} else if decides != TypeUnknown {
			p.Type = decides
		}
		p.Rules = append(p.Rules, one)
	}
	if p.Type == TypeUnknown && len(p.Rules) > 0 && len(o.list) == 0 {
		o.add(chain.at, "rules", "cells-or-rows", "end with mask: {null: {}} for cells, or with hide: true for rows", "every rule is clear, so that nothing says whether the policy is about cells or rows")
	}
}

func (t Type) what() string {
	if t == TypeMask {
		return "cells"
	}
	return "rows"
}

// action reads what a rule does, and what kind of policy that makes: unknown
// for clear, which either kind has.
func (o *object) action(rule *Rule) Type {
	readers := []struct {
		key     string
		decides Type
		read    func(key string) Action
	}{
		{"mask", TypeMask, o.applyMask},
		{"clear", TypeUnknown, func(key string) Action { o.mark(key); return Clear{} }},
		{"hide", TypeRow, func(key string) Action { o.mark(key); return Hide{} }},
		{"filter", TypeRow, func(key string) Action { return Filter{o.condition(key, scopeRow)} }},
		{"purpose", TypeRow, o.purposeFilter},
		{"minimize", TypeRow, o.minimize},
	}
	var found []string
	decides := TypeUnknown
	for _, r := range readers {
		if !o.has(r.key) {
			o.asked = append(o.asked, r.key)
			continue
		}
		rule.Do, decides = r.read(r.key), r.decides
		found = append(found, r.key)
	}
	const hint = "write one of mask, clear, hide, filter, purpose and minimize"
	switch {
	case len(found) == 0:
		o.add(o.of.at, o.path, "missing-field", hint, "the rule does nothing")
	case len(found) > 1:
		o.add(o.of.at, o.path, "mixed-rule", hint, "the rule does more than one thing: %s and %s", found[0], found[1])
		return TypeUnknown
	}
	return decides
}

// purposeFilter is the short form of a filter by any of some purposes.
func (o *object) purposeFilter(key string) Action {
	var any []Condition
	for _, purpose := range o.names(key, o.dotted) {
		any = append(any, UnderPurpose{purpose})
	}
	if len(any) == 1 {
		return Filter{any[0]}
	}
	return Filter{Or{any}}
}

// subscription reads who is let in.
func (o *object) subscription(n *node) Subscription {
	const hint = "write {grant: everyone}, {grant: approval}, {grant: individual}, {grant: {when: '…'}} or {guardrail: '…'}"
	sub, ok := o.object(n, "subscription")
	if !ok {
		return Subscription{}
	}
	grant := sub.get("grant")
	out := Subscription{}
	guardrail := sub.condition("guardrail", scopeUser)
	switch {
	case grant != nil && sub.has("guardrail"):
		o.add(n.at, "subscription", "mixed-policy", hint, "a subscription policy is either a grant or a guardrail")
	case sub.has("guardrail"):
		out = Subscription{Mode: Entitlement, Guardrail: true, Condition: guardrail}
	case grant == nil:
		o.add(n.at, "subscription", "missing-field", hint, "there is neither a grant nor a guardrail")
	case grant.shape == shapeObject:
		when, _ := o.object(grant, "subscription.grant")
		out = Subscription{Mode: Entitlement, Condition: when.condition("when", scopeUser)}
		if !when.has("when") {
			o.add(grant.at, "subscription.grant", "missing-field", hint, "there is no when")
		}
		when.done()
	default:
		modes := map[string]SubscriptionMode{"everyone": Everyone, "approval": Approval, "individual": Individual}
		if out.Mode = modes[grant.text]; grant.shape != shapeBad && (grant.shape != shapeText || out.Mode == Nobody) {
			o.add(grant.at, "subscription.grant", "wrong-value", hint, "grant is everyone, approval, individual or an object with when")
		}
	}
	sub.done()
	return out
}
