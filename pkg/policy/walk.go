package policy

import "slices"

// Walk calls visit for c and, below Not, And and Or, for each part in the
// order in which it was written. A nil condition has no parts.
func Walk(c Condition, visit func(Condition)) {
	if c == nil {
		return
	}
	visit(c)
	switch c := c.(type) {
	case Not:
		Walk(c.Of, visit)
	case And:
		for _, part := range c.All {
			Walk(part, visit)
		}
	case Or:
		for _, part := range c.Any {
			Walk(part, visit)
		}
	}
}

// Conditions are all the conditions of the policy, in the order in which they
// are asked: unless, then for, where and filter of each rule, then the
// subscription's. None is nil.
func (p Policy) Conditions() []Condition {
	all := []Condition{p.Unless}
	for _, rule := range p.Rules {
		all = append(all, rule.For, rule.Where)
		if filter, ok := rule.Do.(Filter); ok {
			all = append(all, filter.Keep)
		}
	}
	all = append(all, p.Subscription.Condition)
	return slices.DeleteFunc(all, func(c Condition) bool { return c == nil })
}

// visitAll calls visit for every part of every condition of the policy.
func (p Policy) visitAll(visit func(Condition)) {
	for _, c := range p.Conditions() {
		Walk(c, visit)
	}
}

// References are the columns that the policy's conditions read, each once, in
// the order of first mention. The columns that it masks are not among them
// unless a condition reads them too.
func References(p Policy) []Ref {
	var out []Ref
	p.visitAll(func(c Condition) {
		for _, ref := range refs(c) {
			out = addOnce(out, ref)
		}
	})
	return out
}

// refs are the columns that one atom reads; connectives have none themselves.
func refs(c Condition) []Ref {
	switch c := c.(type) {
	case Compare:
		return []Ref{c.Ref}
	case CompareColumns:
		return []Ref{c.Left, c.Right}
	case OneOf:
		return []Ref{c.Ref}
	case Held:
		return []Ref{c.Ref}
	case IsNull:
		return []Ref{c.Ref}
	case IsTrue:
		return []Ref{c.Ref}
	case Match:
		return []Ref{c.Ref}
	case Lookup:
		return []Ref{c.Ref}
	case Newer:
		return []Ref{c.Ref}
	}
	return nil
}

// Purposes are the purposes that the policy names, each once, in the order of
// first mention.
func (p Policy) Purposes() []string {
	var out []string
	p.visitAll(func(c Condition) {
		if c, ok := c.(UnderPurpose); ok {
			out = addOnce(out, c.Purpose)
		}
	})
	return out
}

// Attributes are the attributes of users that the policy names, each once, in
// the order of first mention.
func (p Policy) Attributes() []string {
	var out []string
	p.visitAll(func(c Condition) {
		switch c := c.(type) {
		case HasAttribute:
			out = addOnce(out, c.Name)
		case AttributeIs:
			out = addOnce(out, c.Name)
		case Held:
			if c.List.Kind == ListAttribute {
				out = addOnce(out, c.List.Name)
			}
		case Lookup:
			for _, test := range c.Where {
				if test.In.Kind == ListAttribute {
					out = addOnce(out, test.In.Name)
				}
			}
		}
	})
	return out
}

// Groups are the groups that the policy names, each once, in the order of
// first mention. Lists of groups, row.x in user.groups(), name none.
func (p Policy) Groups() []InGroup {
	var out []InGroup
	p.visitAll(func(c Condition) {
		if c, ok := c.(InGroup); ok {
			out = addOnce(out, c)
		}
	})
	return out
}

func addOnce[T comparable](list []T, one T) []T {
	if slices.Contains(list, one) {
		return list
	}
	return append(list, one)
}
