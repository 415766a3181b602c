package draw

import (
	"scrim/pkg/catalog"
	"scrim/pkg/policy"
)

// aboutUser draws a condition that unless, for and subscriptions may hold.
func (w world) aboutUser(depth int) policy.Condition {
	return w.combined(depth, w.userAtom)
}

// aboutRow draws a condition that where and filters may hold.
func (w world) aboutRow(depth int) policy.Condition {
	return w.combined(depth, func() policy.Condition {
		if w.often("about the user", 2) {
			return w.userAtom()
		}
		return w.rowAtom()
	})
}

func (w world) combined(depth int, atom func() policy.Condition) policy.Condition {
	if depth == 0 {
		return atom()
	}
	part := func() policy.Condition { return w.combined(depth-1, atom) }
	switch w.between("connective", 0, 7) {
	case 5:
		return policy.Not{Of: part()}
	case 6:
		return policy.And{All: []policy.Condition{part(), part()}}
	case 7:
		return policy.Or{Any: []policy.Condition{part(), part()}}
	}
	return atom()
}

func (w world) userAtom() policy.Condition {
	switch w.between("user atom", 0, 8) {
	case 0, 1, 2:
		g := pick(w, "group", groups()...)
		return policy.InGroup{Issuer: g.Issuer, Name: g.Name}
	case 3:
		return policy.HasAttribute{Name: pick(w, "attribute", append(attributeNames(), "absent")...)}
	case 4, 5:
		name := pick(w, "attribute", attributeNames()...)
		return policy.AttributeIs{Name: name, Value: pick(w, "value", attributes()[name]...)}
	case 6, 7:
		return policy.UnderPurpose{Purpose: pick(w, "purpose", "fraud", "fraud.cards", "research", "other")}
	}
	return policy.Const{Value: w.often("constant", 5)}
}

// rowAtom draws a test of a column; where no column suits the kind that was
// drawn it asks for NULL.
func (w world) rowAtom() policy.Condition {
	var c policy.Condition
	switch w.between("row atom", 0, 16) {
	case 0, 1, 2:
		c = w.compare()
	case 3:
		c = w.compareColumns()
	case 4, 5:
		c = w.oneOf()
	case 6, 7, 8, 9:
		c = w.held()
	case 10:
		if col, ok := w.byFit("boolean", func(t catalog.Type) bool { return t.Kind == catalog.Boolean }); ok {
			c = policy.IsTrue{Ref: w.ref(col)}
		}
	case 11:
		c = w.match()
	case 12, 13:
		c = w.lookup()
	case 14, 15:
		c = w.newer()
	case 16:
		if w.rarely("== null", 30) {
			return policy.Unknown{}
		}
	}
	if c == nil {
		return policy.IsNull{Ref: w.ref(pick(w, "column", w.columns...))}
	}
	return c
}

// ref names a column by its name or its tag, and rarely one that is not there.
func (w world) ref(c column) policy.Ref {
	switch {
	case w.rarely("a column that is not there", 1):
		return policy.Ref{Column: pick(w, "absent column", "vanished", "gone", "Country")}
	case w.rarely("the event time", 1):
		return policy.Ref{EventTime: true}
	case len(c.tags) > 0 && w.rarely("by tag", 10):
		return policy.Ref{Tag: c.tags[0]}
	}
	return policy.Ref{Column: c.name}
}

func operators() []policy.Operator {
	return []policy.Operator{policy.Equal, policy.Equal, policy.NotEqual, policy.Less, policy.LessEqual, policy.Greater, policy.GreaterEqual}
}

func (w world) operator(t catalog.Type) policy.Operator {
	if t.Kind == catalog.Boolean {
		return pick(w, "operator", policy.Equal, policy.NotEqual)
	}
	return pick(w, "operator", operators()...)
}

func comparesWithLiterals(t catalog.Type) bool { return t.Comparable() || t.Kind == catalog.Decimal }

func (w world) compare() policy.Condition {
	c, ok := w.byFit("column", comparesWithLiterals)
	if !ok {
		return nil
	}
	return policy.Compare{Ref: w.ref(c), Op: w.operator(c.typ), Literal: w.literal(c.typ)}
}

func (w world) compareColumns() policy.Condition {
	a, ok := w.byFit("column", comparesWithLiterals)
	if !ok {
		return nil
	}
	b, ok := w.byFit("other column", func(t catalog.Type) bool {
		number := t.Kind == catalog.Decimal || t.IsInteger()
		return t.IsText() && a.typ.IsText() || t.Kind == a.typ.Kind || number && (a.typ.IsInteger() || a.typ.Kind == catalog.Decimal)
	})
	if !ok {
		return nil
	}
	return policy.CompareColumns{Left: w.ref(a), Op: w.operator(a.typ), Right: w.ref(b)}
}

func (w world) oneOf() policy.Condition {
	c, ok := w.byFit("column", comparesWithLiterals)
	if !ok {
		return nil
	}
	list := policy.OneOf{Ref: w.ref(c), Literals: []catalog.Literal{w.literal(c.typ)}}
	for range w.between("more literals", 0, 2) {
		if l := w.literal(c.typ); family(l) == family(list.Literals[0]) {
			list.Literals = append(list.Literals, l)
		}
	}
	return list
}

// family is what the literals of one list have in common.
func family(l catalog.Literal) catalog.Kind {
	if l.Kind == catalog.Bigint {
		return catalog.Decimal
	}
	return l.Kind
}

// held meets a column with a list of the user's whose values it may have.
func (w world) held() policy.Condition {
	c, ok := w.byFit("column", catalog.Type.Comparable)
	if !ok {
		return nil
	}
	list := policy.List{Kind: policy.ListAttribute, Name: w.attributeFor(c.typ)}
	if c.typ.IsText() {
		list = pick(w, "list", list, list, list,
			policy.List{Kind: policy.ListGroups}, policy.List{Kind: policy.ListGroups, Name: "okta"},
			policy.List{Kind: policy.ListPurposes}, policy.List{Kind: policy.ListUserID})
	}
	return policy.Held{Ref: w.ref(c), List: list}
}

// newer draws an age that says the same of all that is in the pools whenever a
// warehouse is asked, until 2035.
func (w world) newer() policy.Condition {
	c, ok := w.byFit("time", catalog.Type.IsTime)
	if !ok {
		return nil
	}
	ref := w.ref(c)
	if w.eventTime == c.name && w.often("as the event time", 5) {
		ref = policy.Ref{EventTime: true}
	}
	return policy.Newer{Ref: ref, Than: pick(w, "age", policy.Age(1), 90, 30*24*60, 15*365*24*60, 15*365*24*60, 1000*365*24*60)}
}

func (w world) attributeFor(t catalog.Type) string {
	if w.rarely("an attribute of another type", 5) {
		return pick(w, "attribute", append(attributeNames(), "absent")...)
	}
	switch {
	case t.IsText():
		return pick(w, "attribute", "region", "region", `o'd"d\ n`)
	case t.IsInteger():
		return "level"
	case t.Kind == catalog.Boolean:
		return "flag"
	case t.Kind == catalog.Date:
		return "day"
	}
	return "since"
}

func (w world) match() policy.Condition {
	c, ok := w.byFit("text", catalog.Type.IsText)
	if !ok {
		return nil
	}
	m := policy.Match{Ref: w.ref(c), Kind: pick(w, "match", policy.MatchPrefix, policy.MatchSuffix, policy.MatchContains, policy.MatchPattern)}
	if m.Kind == policy.MatchPattern {
		m.Text = pick(w, "pattern", append(patterns(), "^[A-Z]{2}$", "^$", "(DE|US|FR)")...)
	} else {
		m.Text = pick(w, "part", "D", "DE", "ann", "%", "_", `\`, "'", "é", "\n", "e", "@", "")
	}
	return m
}

// literal draws a literal for a type: a common value, a hostile one, one that
// is out of range, rarely one of another kind.
func (w world) literal(t catalog.Type) catalog.Literal {
	if w.rarely("a literal of another kind", 4) {
		return pick(w, "literal", catalog.Literal{Kind: catalog.Text, Text: "DE"}, catalog.Literal{Kind: catalog.Bigint, Text: "3"}, catalog.Literal{Kind: catalog.Decimal, Text: "0.5"})
	}
	switch {
	case t.IsText():
		texts := append(w.common(t), w.common(t)...)
		return catalog.Literal{Kind: catalog.Text, Text: pick(w, "literal", append(texts, "O'Brien", `back\slash`, "new\nline", "é", "", "😀", "$1")...)}
	case t.IsInteger():
		return catalog.Literal{Kind: catalog.Bigint, Text: pick(w, "literal", append(w.common(t), "32768", "-2147483649", "9223372036854775807")...)}
	case t.Kind == catalog.Decimal:
		return pick(w, "literal",
			catalog.Literal{Kind: catalog.Bigint, Text: "3"}, catalog.Literal{Kind: catalog.Bigint, Text: "42"}, catalog.Literal{Kind: catalog.Bigint, Text: "9223372036854775807"},
			catalog.Literal{Kind: catalog.Decimal, Text: "19.99"}, catalog.Literal{Kind: catalog.Decimal, Text: "-0.123456"})
	case t.Kind == catalog.Boolean || t.Kind == catalog.Date || t.Kind == catalog.Timestamp:
		return catalog.Literal{Kind: t.Kind, Text: pick(w, "literal", w.common(t)...)}
	}
	return catalog.Literal{Kind: catalog.Text, Text: "DE"}
}
