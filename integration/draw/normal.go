package draw

import (
	"slices"

	"scrim/pkg/policy"
)

// Normal is the policy as Parse gives it, where one meaning can be drawn in
// several ways: "and" in "and" is one list, a list of values has each once, 64
// digits of a hash are all of them.
func Normal(p policy.Policy) policy.Policy {
	p.Unless = normal(p.Unless)
	p.Subscription.Condition = normal(p.Subscription.Condition)
	p.Rules = slices.Clone(p.Rules)
	for i, r := range p.Rules {
		r.For, r.Where = normal(r.For), normal(r.Where)
		switch do := r.Do.(type) {
		case policy.Filter:
			r.Do = policy.Filter{Keep: normal(do.Keep)}
		case policy.Apply:
			if hash, ok := do.Mask.(policy.MaskHash); ok && hash.Length == 64 {
				r.Do = policy.Apply{Mask: policy.MaskHash{}}
			}
		}
		p.Rules[i] = r
	}
	return p
}

func normal(c policy.Condition) policy.Condition {
	switch c := c.(type) {
	case policy.Not:
		return policy.Not{Of: normal(c.Of)}
	case policy.And:
		out := policy.And{}
		for _, part := range c.All {
			part = normal(part)
			if inner, ok := part.(policy.And); ok {
				out.All = append(out.All, inner.All...)
			} else {
				out.All = append(out.All, part)
			}
		}
		return out
	case policy.Or:
		out := policy.Or{}
		for _, part := range c.Any {
			part = normal(part)
			if inner, ok := part.(policy.Or); ok {
				out.Any = append(out.Any, inner.Any...)
			} else {
				out.Any = append(out.Any, part)
			}
		}
		return out
	case policy.OneOf:
		out := policy.OneOf{Ref: c.Ref}
		for _, l := range c.Literals {
			if !slices.Contains(out.Literals, l) {
				out.Literals = append(out.Literals, l)
			}
		}
		return out
	}
	return c
}
