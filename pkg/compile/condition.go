package compile

import (
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// truth is a condition as two predicates: where it is true and where it is
// false. Where neither holds it is unknown; both never hold.
type truth struct{ is, isNot view.Pred }

func (t truth) not() truth { return truth{is: t.isNot, isNot: t.is} }

func unknown() truth { return truth{is: view.Never{}, isNot: view.Never{}} }

func known(value bool) truth {
	if value {
		return truth{is: view.Always{}, isNot: view.Never{}}
	}
	return truth{is: view.Never{}, isNot: view.Always{}}
}

// unresolved is the error of a reference that closes its whole chain.
type unresolved struct {
	code          issue.Code
	message, hint string
}

func (u unresolved) Error() string { return u.message }

// lowering lowers the conditions of one policy. The first unresolved
// reference stays in err and closes the chain; misfits are unknown atoms.
type lowering struct {
	*compiler
	policy policy.Policy
	err    error
}

// truth lowers a condition by the tables of SEMANTICS S2 and S8. A nil
// condition is true.
func (l *lowering) truth(c policy.Condition) truth {
	switch c := c.(type) {
	case nil:
		return known(true)
	case policy.Const:
		return known(c.Value)
	case policy.Unknown:
		return unknown()
	case policy.Not:
		return l.truth(c.Of).not()
	case policy.And:
		return l.all(c.All)
	case policy.Or:
		parts := make([]policy.Condition, len(c.Any))
		for i, part := range c.Any {
			parts[i] = policy.Not{Of: part}
		}
		return l.all(parts).not()
	case policy.InGroup:
		return hasFact(profile.KindGroup, c.Issuer, c.Name)
	case policy.UnderPurpose:
		return hasFact(profile.KindPurpose, "", c.Purpose)
	case policy.HasAttribute:
		return truth{is: hasAny(profile.KindAttribute, c.Name, false), isNot: hasAny(profile.KindAttribute, c.Name, true)}
	case policy.AttributeIs:
		t := hasFact(profile.KindAttribute, c.Name, c.Value)
		t.isNot = view.And(hasAny(profile.KindAttribute, c.Name, false), t.isNot)
		return t
	default:
		return l.rowTruth(c)
	}
}

// rowTruth lowers the atoms that read a column.
func (l *lowering) rowTruth(c policy.Condition) truth {
	switch c := c.(type) {
	case policy.IsNull:
		col := l.resolve(c.Ref)
		return truth{is: view.IsNull{Column: col}, isNot: view.IsNull{Column: col, Not: true}}
	case policy.IsTrue:
		return l.compare(policy.Compare{Ref: c.Ref, Op: policy.Equal, Literal: catalog.Literal{Kind: catalog.Boolean, Text: "true"}})
	case policy.Compare:
		return l.compare(c)
	case policy.CompareColumns:
		return l.compareColumns(c)
	case policy.OneOf:
		return l.oneOf(c)
	case policy.Held:
		return l.held(c)
	case policy.Match:
		return l.match(c)
	case policy.Lookup:
		return l.lookup(c)
	case policy.Newer:
		return l.newer(c)
	case policy.Sampled:
		return l.sampled(c)
	}
	l.fail(unresolved{code: "unknown-condition", message: fmt.Sprintf("a condition of the unknown form %T", c)})
	return unknown()
}

func (l *lowering) all(parts []policy.Condition) truth {
	var is, isNot []view.Pred
	for _, part := range parts {
		t := l.truth(part)
		is = append(is, t.is)
		isNot = append(isNot, t.isNot)
	}
	return truth{is: view.And(is...), isNot: view.Or(isNot...)}
}

func hasFact(kind profile.Kind, name, value string) truth {
	fact := profile.Fact{Kind: kind, Name: name, Value: value}
	return truth{is: view.HasFact{Fact: fact}, isNot: view.HasFact{Fact: fact, Absent: true}}
}

func hasAny(kind profile.Kind, name string, absent bool) view.Pred {
	return view.HasAny{Kind: kind, Name: name, Absent: absent}
}

func (l *lowering) compare(c policy.Compare) truth {
	col := l.resolve(c.Ref)
	ordered := c.Op != policy.Equal && c.Op != policy.NotEqual
	if !c.Literal.Fits(col.Type) || ordered && col.Type.Kind == catalog.Boolean {
		return l.misfit(col, "a "+literalName(c.Literal.Kind))
	}
	return truth{
		is:    view.Compare{Column: col, Op: string(c.Op), Literal: c.Literal},
		isNot: view.Compare{Column: col, Op: string(opposite(c.Op)), Literal: c.Literal},
	}
}

func (l *lowering) compareColumns(c policy.CompareColumns) truth {
	left, right := l.resolve(c.Left), l.resolve(c.Right)
	ordered := c.Op != policy.Equal && c.Op != policy.NotEqual
	if !sameFamily(left.Type, right.Type) || ordered && left.Type.Kind == catalog.Boolean {
		return l.misfit(left, fmt.Sprintf("the %s column %q", right.Type, right.Name))
	}
	return truth{
		is:    view.CompareColumns{Left: left, Op: string(c.Op), Right: right},
		isNot: view.CompareColumns{Left: left, Op: string(opposite(c.Op)), Right: right},
	}
}

func (l *lowering) oneOf(c policy.OneOf) truth {
	col := l.resolve(c.Ref)
	for _, literal := range c.Literals {
		if !literal.Fits(col.Type) {
			return l.misfit(col, "a "+literalName(literal.Kind))
		}
	}
	return truth{
		is:    view.OneOf{Column: col, Literals: c.Literals},
		isNot: view.OneOf{Column: col, Literals: c.Literals, Not: true},
	}
}

func (l *lowering) held(c policy.Held) truth {
	col := l.resolve(c.Ref)
	if !col.Type.Comparable() {
		return l.misfit(col, "a list of the user's")
	}
	kind, name := listFacts(c.List)
	return truth{
		is: view.Held{Column: col, Kind: kind, Name: name},
		isNot: view.And(
			hasAny(kind, name, false),
			view.IsNull{Column: col, Not: true},
			view.Held{Column: col, Kind: kind, Name: name, Not: true},
		),
	}
}

// listFacts says which facts a user's list is made of.
func listFacts(list policy.List) (profile.Kind, string) {
	switch list.Kind {
	case policy.ListGroups:
		return profile.KindGroup, list.Name
	case policy.ListPurposes:
		return profile.KindPurpose, ""
	case policy.ListUserID:
		return profile.KindUser, ""
	default:
		return profile.KindAttribute, list.Name
	}
}

func (l *lowering) match(c policy.Match) truth {
	col := l.resolve(c.Ref)
	if !col.Type.IsText() {
		return l.misfit(col, "a text pattern")
	}
	kinds := map[policy.MatchKind]view.MatchKind{
		policy.MatchPrefix: view.MatchPrefix, policy.MatchSuffix: view.MatchSuffix,
		policy.MatchContains: view.MatchContains, policy.MatchPattern: view.MatchPattern,
	}
	return truth{
		is:    view.Match{Column: col, Kind: kinds[c.Kind], Text: c.Text},
		isNot: view.Match{Column: col, Kind: kinds[c.Kind], Text: c.Text, Not: true},
	}
}

// newer is about the moment of the reader's statement, which the view asks for:
// what is compiled does not age.
func (l *lowering) newer(c policy.Newer) truth {
	col := l.resolve(c.Ref)
	if !col.Type.IsTime() {
		return l.misfit(col, "an age")
	}
	return truth{
		is:    view.Age{Column: col, Minutes: int(c.Than)},
		isNot: view.Age{Column: col, Minutes: int(c.Than), Over: true},
	}
}

// misfit reports a comparison that the types do not allow; it is unknown.
func (l *lowering) misfit(col view.ColumnRef, with string) truth {
	if l.err == nil {
		l.issues.Add(l.place(l.policy), "does-not-compare",
			"compare it with a value of its own type; docs/policy.md has the table",
			"column %q is %s and does not compare with %s, so the condition is unknown", col.Name, col.Type, with)
	}
	return unknown()
}

func (l *lowering) fail(err unresolved) {
	if l.err == nil {
		l.err = err
		l.issues.Add(l.place(l.policy), err.code, err.hint, "%s; the policy closes this source", err.message)
	}
}

func opposite(op policy.Operator) policy.Operator {
	switch op {
	case policy.Equal:
		return policy.NotEqual
	case policy.NotEqual:
		return policy.Equal
	case policy.Less:
		return policy.GreaterEqual
	case policy.LessEqual:
		return policy.Greater
	case policy.Greater:
		return policy.LessEqual
	default:
		return policy.Less
	}
}

func sameFamily(a, b catalog.Type) bool {
	number := func(t catalog.Type) bool { return t.IsInteger() || t.Kind == catalog.Decimal }
	switch {
	case a.IsText():
		return b.IsText()
	case number(a):
		return number(b)
	case a.Kind == catalog.Boolean, a.Kind == catalog.Date, a.Kind == catalog.Timestamp:
		return a.Kind == b.Kind
	}
	return false
}

func literalName(kind catalog.Kind) string {
	switch kind {
	case catalog.Text:
		return "text"
	case catalog.Bigint:
		return "whole number"
	default:
		return catalog.Type{Kind: kind}.String()
	}
}
