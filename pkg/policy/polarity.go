package policy

import "slices"

// Polarity says how the answer of a condition moves when a user is given more
// facts, for one row that stays the same. A condition is a pair of predicates,
// is-true and is-false (SEMANTICS S2); each moves by itself, since a test of an
// attribute is neither while the user has no value.
//
// Every field is a promise. The zero Polarity promises nothing.
type Polarity struct {
	TrueStays  bool // once true, more facts keep it true
	FalseStays bool // once false, more facts keep it false
	Steady     bool // facts change nothing at all: true, false and unknown all stay
	KnownStays bool // once true or false, more facts never make it unknown
	TwoValued  bool // never unknown, whatever the row and the facts
}

// fixed reports whether the answer is known and facts have no part in it.
func (p Polarity) fixed() bool { return p.Steady && p.TwoValued }

// PolarityOf is the polarity of a condition; nil, which stands for "always",
// is steady.
//
// A fact that the user has lost makes in_group, has_attribute and purpose
// false and never true. "v" in user.attribute("a") is false while other values
// are there and unknown when none is, so that its is-false comes and goes.
// row.x == user.id is steady: without the user's own fact nothing at all is
// visible (SEMANTICS S6).
func PolarityOf(c Condition) Polarity {
	switch c := c.(type) {
	case nil, Const, IsNull:
		return Polarity{TrueStays: true, FalseStays: true, Steady: true, KnownStays: true, TwoValued: true}
	case Unknown, Compare, CompareColumns, OneOf, IsTrue, Match, Newer, Sampled:
		return Polarity{TrueStays: true, FalseStays: true, Steady: true, KnownStays: true}
	case InGroup, HasAttribute, UnderPurpose:
		return Polarity{TrueStays: true, KnownStays: true, TwoValued: true}
	case AttributeIs:
		return Polarity{TrueStays: true, KnownStays: true}
	case Held:
		if c.List.Kind == ListUserID {
			return Polarity{TrueStays: true, FalseStays: true, Steady: true, KnownStays: true}
		}
		return Polarity{TrueStays: true, KnownStays: true}
	case Lookup:
		return polarityOfLookup(c)
	case Not:
		p := PolarityOf(c.Of)
		p.TrueStays, p.FalseStays = p.FalseStays, p.TrueStays
		return p
	case And:
		return polarityOfAll(c.All)
	case Or:
		return polarityOfAll(c.Any)
	}
	return Polarity{}
}

// polarityOfLookup is that of a user's list, where it asks for one.
func polarityOfLookup(c Lookup) Polarity {
	for _, test := range c.Where {
		if test.In.Kind != ListUnknown && test.In.Kind != ListUserID {
			return PolarityOf(Held{List: test.In})
		}
	}
	return PolarityOf(Compare{})
}

// polarityOfAll holds for And and for Or: is-true and is-false of both are
// made of the parts' by "and" and "or" alone, which keep what all parts share.
func polarityOfAll(parts []Condition) Polarity {
	all := PolarityOf(nil)
	for _, part := range parts {
		all = all.and(PolarityOf(part))
	}
	return all
}

// and is what two parts promise together. A part that turns from false to true
// can bring forth that the other is unknown, so that what is known stays known
// only where one of them has no part in it.
func (p Polarity) and(q Polarity) Polarity {
	return Polarity{
		TrueStays: p.TrueStays && q.TrueStays, FalseStays: p.FalseStays && q.FalseStays,
		Steady: p.Steady && q.Steady,
		KnownStays: p.TwoValued && q.TwoValued || p.Steady && q.Steady ||
			p.fixed() && q.KnownStays || q.fixed() && p.KnownStays,
		TwoValued: p.TwoValued && q.TwoValued,
	}
}

// OpensWhenFactMissing reports whether the policy is not fact-monotone
// (SEMANTICS S2): whether somebody could see a cell or a row, or more of one,
// because a fact about them is missing. It errs towards true. Revocations are
// outside: they open when missing, by design.
func OpensWhenFactMissing(p Policy) bool {
	if p.Type == TypeSubscription {
		return p.Subscription.Condition != nil && !PolarityOf(p.Subscription.Condition).TrueStays
	}
	chain, monotone := p.chain(p.Rules, atMost)
	if !monotone {
		return true
	}
	return p.Unless != nil && !PolarityOf(p.Unless).TrueStays && !chain.areOnly(nil)
}

// outcomes is a set of what a chain can come to for one cell or row: a mask;
// MaskNull also for a row that is hidden, which shows less than everything
// else; nil for the cell or row as it is, which shows more.
type outcomes []Mask

// order reports whether one outcome shows no more than another.
type order func(a, b Mask) bool

// atMost reports whether a surely shows no more than b, on any type of column.
// Two different masks never compare here: a partial of a short text is NULL
// where a hash is not. A row of a smaller sample is in every greater one.
func atMost(a, b Mask) bool {
	if a, ok := a.(drawn); ok {
		if b, ok := b.(drawn); ok {
			return a.Share <= b.Share
		}
	}
	return a == b || a == MaskNull{} || b == nil
}

// drawn is the outcome of a sample: the row for whom it is drawn, and nothing
// for the others.
type drawn struct{ Sampled }

func (drawn) mask() {}

// atMost reports whether everything in s shows no more than anything in t.
func (s outcomes) atMost(t outcomes, order order) bool {
	for _, a := range s {
		for _, b := range t {
			if !order(a, b) {
				return false
			}
		}
	}
	return true
}

// areOnly reports whether there is nothing but m in s.
func (s outcomes) areOnly(m Mask) bool {
	return !slices.ContainsFunc(s, func(a Mask) bool { return a != m })
}

// chain is what a chain of rules can come to, and whether more facts only ever
// show more of it.
//
// For one rule, a reader is in one of three places: it decides (its outcomes
// are do), the next rules decide (rest), or for or where is unknown (hidden).
// More facts may move the reader between them. The chain is monotone when do
// and rest are, and when every move that the conditions allow leads from less
// to more.
func (p Policy) chain(rules []Rule, order order) (outcomes, bool) {
	if len(rules) == 0 {
		if p.Otherwise == OtherwiseClear {
			return outcomes{nil}, true
		}
		return outcomes{MaskNull{}}, true
	}
	do, monotone := rules[0].outcomes()
	if rules[0].For == nil && rules[0].Where == nil {
		return do, monotone // the rest is never reached
	}
	rest, restMonotone := p.chain(rules[1:], order)
	all := append(append(outcomes{}, do...), rest...)
	moves := rules[0].polarity()
	if !moves.TwoValued {
		all = append(all, MaskNull{})
	}
	return all, monotone && restMonotone && moves.upwards(do, rest, order)
}

// upwards reports whether every move that the polarity of a rule's conditions
// allows, from do (the rule decides) to rest (it does not) or back, or from
// either to hidden, shows no less.
func (p Polarity) upwards(do, rest outcomes, order order) bool {
	leavesDo, leavesRest := !p.TrueStays, !p.FalseStays
	switch {
	case leavesDo && !do.atMost(rest, order), leavesRest && !rest.atMost(do, order):
		return false
	case p.KnownStays:
		return true
	}
	// Whoever leaves may also come to where a condition is unknown.
	hidden := outcomes{MaskNull{}}
	return (!leavesDo || do.atMost(hidden, order)) && (!leavesRest || rest.atMost(hidden, order))
}

// polarity is that of "the rule decides": true when for and where are, false
// when for is, or for is true and where is false. That needs for to be steady
// or where to be absent, for false to stay.
func (r Rule) polarity() Polarity {
	who, rows := PolarityOf(r.For), PolarityOf(r.Where)
	both := who.and(rows)
	if r.Where != nil && !who.TrueStays {
		both.FalseStays = false
	}
	return both
}

// outcomes are those of the rule's action alone, and whether more facts only
// ever show more of it.
func (r Rule) outcomes() (outcomes, bool) {
	switch do := r.Do.(type) {
	case Clear:
		return outcomes{nil}, true
	case Hide:
		return outcomes{MaskNull{}}, true
	case Filter:
		if sample, ok := do.Keep.(Sampled); ok {
			return outcomes{drawn{sample}}, true
		}
		return outcomes{MaskNull{}, nil}, PolarityOf(do.Keep).TrueStays
	case Apply:
		if _, counted := do.Mask.(MaskKAnonymity); counted {
			return outcomes{MaskNull{}, nil}, true // one of both, whoever reads
		}
		return outcomes{do.Mask}, true
	}
	return nil, false
}
