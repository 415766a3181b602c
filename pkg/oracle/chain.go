package oracle

import "scrim/pkg/policy"

// chain is one mask or row policy over one source (SEMANTICS S1).
type chain struct {
	policy policy.Policy
	closed End // EndUnresolved, EndUnreviewed or EndLookup: it ends there for everyone who is not exempt
}

func (v view) chain(p policy.Policy) chain {
	c := chain{policy: p}
	refs, named := v.references(p)
	if !named {
		c.closed = EndUnresolved
		return c
	}
	for _, ref := range refs {
		col, ok := v.resolve(ref)
		if !ok {
			c.closed = EndUnresolved
			return c
		}
		if !col.reviewed {
			c.closed = EndUnreviewed
		}
	}
	for _, l := range lookups(p) {
		if end := v.closes(l); end != "" && c.closed != EndUnresolved && c.closed != EndLookup {
			c.closed = end
		}
	}
	return c
}

// end walks the chain up to what ends it; rule is -1 when no rule does.
func (c chain) end(v view, row Row) (end End, rule int) {
	if c.policy.Unless != nil && v.ask(c.policy.Unless, row) == True {
		return EndExempt, -1
	}
	if c.closed != "" {
		return c.closed, -1
	}
	for i, r := range c.policy.Rules {
		meant, here := True, True
		if r.For != nil {
			meant = v.ask(r.For, row)
		}
		if meant == False {
			continue
		}
		if r.Where != nil {
			here = v.ask(r.Where, row)
		}
		switch {
		case meant == Unknown:
			return EndUnknown, i
		case here == Unknown:
			return EndUnknown, i
		case here == True:
			return EndDecided, i
		}
	}
	return EndOtherwise, -1
}

// cell is what a mask policy does to a cell of the row.
func (c chain) cell(v view, row Row) Step {
	end, rule := c.end(v, row)
	s := Step{Policy: c.policy.ID, End: end, Rule: rule, Mask: policy.MaskNull{}}
	switch end {
	case EndExempt:
		s.Mask = nil
	case EndOtherwise:
		if c.policy.Otherwise == policy.OtherwiseClear {
			s.Mask = nil
		}
	case EndDecided:
		switch do := c.policy.Rules[rule].Do.(type) {
		case policy.Apply:
			s.Mask = do.Mask
		case policy.Clear:
			s.Mask = nil
		}
	case EndUnknown, EndUnresolved, EndUnreviewed, EndLookup:
	}
	return s
}

// row is whether a row policy shows the row.
func (c chain) row(v view, row Row) Step {
	end, rule := c.end(v, row)
	s := Step{Policy: c.policy.ID, End: end, Rule: rule}
	switch end {
	case EndExempt:
		s.Shows = true
	case EndOtherwise:
		s.Shows = c.policy.Otherwise == policy.OtherwiseClear
	case EndDecided:
		switch do := c.policy.Rules[rule].Do.(type) {
		case policy.Filter:
			s.Shows = v.ask(do.Keep, row) == True
		case policy.Clear:
			s.Shows = true
		}
	case EndUnknown, EndUnresolved, EndUnreviewed, EndLookup:
	}
	return s
}
