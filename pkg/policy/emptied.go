package policy

// OpensWhenRowMissing reports whether somebody could see a row or a cell as it
// is, or with masked set a cell less masked, because a lookup table lacks a
// row. Facts stand still in that question: they are OpensWhenFactMissing's. It
// errs towards true.
//
// Parse refuses a policy of which it is true without masked: a table that is
// emptied to be loaded again is an everyday thing, and would show everything
// meanwhile.
func OpensWhenRowMissing(p Policy, masked bool) bool {
	if len(p.Lookups()) == 0 {
		return false
	}
	p.Unless = nil // about the user alone, and so the same with any row
	rules := make([]Rule, len(p.Rules))
	for i, r := range p.Rules {
		r.For, r.Where = withFactsFixed(r.For), withFactsFixed(r.Where)
		if filter, ok := r.Do.(Filter); ok {
			r.Do = Filter{withFactsFixed(filter.Keep)}
		}
		rules[i] = r
	}
	order := staysHidden
	if masked {
		order = atMost
	}
	_, monotone := p.chain(rules, order)
	return !monotone
}

// staysHidden reports whether a shows a value or row as it is only where b
// does.
func staysHidden(a, b Mask) bool {
	if _, sample := a.(drawn); sample {
		return atMost(a, b)
	}
	return a != nil || b == nil
}

// withFactsFixed is a condition in which each question about the user alone is
// one whose answer nothing moves, and each lookup one that the rows of its table
// move as facts move a user's list.
func withFactsFixed(c Condition) Condition {
	switch c := c.(type) {
	case InGroup, HasAttribute, UnderPurpose:
		return IsNull{}
	case AttributeIs, Held:
		return Compare{}
	case Lookup:
		return Held{Ref: c.Ref, List: List{Kind: ListAttribute}}
	case Not:
		return Not{withFactsFixed(c.Of)}
	case And:
		return And{allFixed(c.All)}
	case Or:
		return Or{allFixed(c.Any)}
	}
	return c
}

func allFixed(parts []Condition) []Condition {
	out := make([]Condition, len(parts))
	for i, part := range parts {
		out[i] = withFactsFixed(part)
	}
	return out
}

// checkLookups reports a rule by which a missing row of a lookup table shows
// something as it is.
func (o *object) checkLookups(p Policy) {
	if len(o.list) > 0 && o.list.HasErrors() || !OpensWhenRowMissing(p, false) {
		return
	}
	chain := o.get("rules")
	for i, r := range p.Rules {
		if len((Policy{Rules: []Rule{r}}).Lookups()) > 0 {
			o.add(chain.items[i].at, index("rules", i), "opens-when-row-missing",
				"turn it round: keep who may see, and show where the lookup finds a row, with otherwise: hide",
				"whoever empties the lookup table %s shows what this policy hides", quote(p.Lookups()[0]))
			return
		}
	}
}
