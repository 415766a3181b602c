package oracle

import (
	"slices"
	"strings"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
)

// ask answers a condition about the reader and the row (SEMANTICS S2, S8). A
// condition that nobody set, and one that this package does not know, is
// unknown.
func (v view) ask(c policy.Condition, row Row) Truth {
	switch c := c.(type) {
	case policy.Const:
		return is(c.Value)
	case policy.Unknown:
		return Unknown
	case policy.Not:
		return v.ask(c.Of, row).not()
	case policy.And:
		before, all := v.depends.copy(), True
		for _, part := range c.All {
			all = all.and(v.ask(part, row))
		}
		v.depends.unless(all, before)
		return all
	case policy.Or:
		before, any := v.depends.copy(), False
		for _, part := range c.Any {
			any = any.or(v.ask(part, row))
		}
		v.depends.unless(any, before)
		return any
	case policy.InGroup:
		return is(v.reader.has(profile.KindGroup, c.Issuer, c.Name))
	case policy.HasAttribute:
		return is(len(v.reader.values(profile.KindAttribute, c.Name)) > 0)
	case policy.AttributeIs:
		values := v.reader.values(profile.KindAttribute, c.Name)
		if len(values) == 0 {
			return Unknown
		}
		return is(slices.Contains(values, c.Value))
	case policy.UnderPurpose:
		return is(v.reader.has(profile.KindPurpose, "", c.Purpose))
	}
	return v.askRow(c, row)
}

// askRow answers the atoms that ask about a column.
func (v view) askRow(c policy.Condition, row Row) Truth {
	switch c := c.(type) {
	case policy.Compare:
		return v.compareLiteral(v.read(c.Ref, row), c.Op, c.Literal)
	case policy.CompareColumns:
		return v.compareColumns(v.read(c.Left, row), c.Op, v.read(c.Right, row))
	case policy.OneOf:
		return v.oneOf(v.read(c.Ref, row), c.Literals)
	case policy.Held:
		return v.held(v.read(c.Ref, row), c.List)
	case policy.IsNull:
		o, ok := v.find(c.Ref, row)
		if !ok {
			return Unknown
		}
		return is(o.value == nil)
	case policy.IsTrue:
		b, ok := v.read(c.Ref, row).value.(Bool)
		if !ok {
			return Unknown
		}
		return is(bool(b))
	case policy.Match:
		return match(v.read(c.Ref, row), c)
	case policy.Lookup:
		return v.lookup(v.read(c.Ref, row), c)
	case policy.Newer:
		return newer(v.read(c.Ref, row), c.Than, v.now)
	case policy.Sampled:
		return v.sampled(c, row)
	}
	return Unknown
}

// operand is a column's raw value (SEMANTICS S9) with its type.
type operand struct {
	value Value
	typ   catalog.Type
}

func (v view) find(ref policy.Ref, row Row) (operand, bool) {
	c, ok := v.resolve(ref)
	if !ok || row == nil {
		return operand{}, false
	}
	return operand{row.of(c), c.Type}, true
}

// read is find for atoms to which an absent column is as unknown as a NULL.
func (v view) read(ref policy.Ref, row Row) operand {
	o, _ := v.find(ref, row)
	return o
}

// compareLiteral is row.x op literal.
func (v view) compareLiteral(o operand, op policy.Operator, l catalog.Literal) Truth {
	if o.value == nil || !comparesWith(l, o.typ) {
		return Unknown
	}
	literal, err := Parse(o.typ, l.Text)
	if err != nil {
		return Unknown
	}
	return v.compare(o.value, op, literal)
}

// comparesWith reports whether a literal stands for a value of the type.
func comparesWith(l catalog.Literal, t catalog.Type) bool {
	if l.Kind == catalog.Date || l.Kind == catalog.Timestamp || l.Kind == catalog.Boolean {
		return l.Fits(t) && t.Canonical(l.Text)
	}
	return l.Fits(t)
}

// compareColumns is row.x op row.y: of one family, by value.
func (v view) compareColumns(a operand, op policy.Operator, b operand) Truth {
	if a.value == nil || b.value == nil {
		return Unknown
	}
	if x, ok := a.value.(Integer); ok && b.typ.Kind == catalog.Decimal {
		a.value = Decimal(x.String())
	}
	if y, ok := b.value.(Integer); ok && a.typ.Kind == catalog.Decimal {
		b.value = Decimal(y.String())
	}
	return v.compare(a.value, op, b.value)
}

// compare answers for two values of one family; two of different families, and
// those of families that do not compare, are unknown.
func (v view) compare(a Value, op policy.Operator, b Value) Truth {
	switch a := a.(type) {
	case Text:
		if b, ok := b.(Text); ok {
			return holds(op, strings.Compare(v.comparable(a), v.comparable(b)))
		}
	case Integer:
		if b, ok := b.(Integer); ok {
			return holds(op, compareOrdered(a, b))
		}
	case Decimal:
		if b, ok := b.(Decimal); ok {
			return holds(op, compareDecimals(string(a), string(b)))
		}
	case Bool:
		if b, ok := b.(Bool); ok && (op == policy.Equal || op == policy.NotEqual) {
			return is((a == b) == (op == policy.Equal))
		}
	case Date:
		if b, ok := b.(Date); ok {
			return holds(op, a.compare(b.Moment))
		}
	case Timestamp:
		if b, ok := b.(Timestamp); ok {
			return holds(op, a.compare(b.Moment))
		}
	}
	return Unknown
}

func compareOrdered(a, b Integer) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// holds reads the sign of a comparison.
func holds(op policy.Operator, sign int) Truth {
	switch op {
	case policy.Equal:
		return is(sign == 0)
	case policy.NotEqual:
		return is(sign != 0)
	case policy.Less:
		return is(sign < 0)
	case policy.LessEqual:
		return is(sign <= 0)
	case policy.Greater:
		return is(sign > 0)
	case policy.GreaterEqual:
		return is(sign >= 0)
	}
	return Unknown
}

// comparable is text as the warehouse compares it.
func (v view) comparable(t Text) string {
	if v.as.IgnoreTrailingBlanks {
		return strings.TrimRight(string(t), " ")
	}
	return string(t)
}

// oneOf is one atom: a literal that does not fit makes all of it unknown.
func (v view) oneOf(o operand, literals []catalog.Literal) Truth {
	any := False
	for _, l := range literals {
		t := v.compareLiteral(o, policy.Equal, l)
		if t == Unknown {
			return Unknown
		}
		any = any.or(t)
	}
	return any
}

// held is row.x in one of the reader's lists: by canonical text.
func (v view) held(o operand, l policy.List) Truth {
	if o.value == nil || !o.typ.Comparable() {
		return Unknown
	}
	text, ok := canonical(o.value)
	if !ok {
		return Unknown
	}
	values := v.list(l)
	if len(values) == 0 || l.Kind == policy.ListAttribute && !known(values, []catalog.Type{o.typ}) {
		return Unknown
	}
	if o.typ.IsText() {
		text = v.comparable(Text(text))
	}
	return is(slices.Contains(values, text))
}

func (v view) list(l policy.List) []string {
	switch l.Kind {
	case policy.ListAttribute:
		return v.reader.values(profile.KindAttribute, l.Name)
	case policy.ListGroups:
		return v.reader.values(profile.KindGroup, l.Name)
	case policy.ListPurposes:
		return v.reader.values(profile.KindPurpose, "")
	case policy.ListUserID:
		return v.reader.values(profile.KindUser, "")
	case policy.ListUnknown:
	}
	return nil
}

// match tests text; trailing blanks of varchar are ignored by comparisons
// only, so they count here.
func match(o operand, m policy.Match) Truth {
	text, ok := o.value.(Text)
	if !ok {
		return Unknown
	}
	switch m.Kind {
	case policy.MatchPrefix:
		return is(strings.HasPrefix(string(text), m.Text))
	case policy.MatchSuffix:
		return is(strings.HasSuffix(string(text), m.Text))
	case policy.MatchContains:
		return is(strings.Contains(string(text), m.Text))
	case policy.MatchPattern:
		re, err := policy.CompilePattern(m.Text)
		if err != nil {
			return Unknown
		}
		return is(re.MatchString(string(text)))
	case policy.MatchUnknown:
	}
	return Unknown
}

// Compared collects, for Facts.Compared, the types with which active policies
// compare each attribute on some sources of a cluster: those of the columns
// that the policy's references find there and that compare at all.
func Compared(sources []Facts, now time.Time) map[string][]catalog.Type {
	out := map[string][]catalog.Type{}
	for _, f := range sources {
		f = folded(f)
		v := view{source: f.Source, columns: viewColumns(f), fold: fold(f.Cluster), lookups: f.Lookups}
		for _, p := range activePolicies(f, now) {
			if !v.governs(p) {
				continue
			}
			v.comparedInLookups(p, out)
			for _, h := range heldAttributes(p) {
				c, ok := v.resolve(h.Ref)
				if ok && c.Type.Comparable() && !slices.Contains(out[h.List.Name], c.Type) {
					out[h.List.Name] = append(out[h.List.Name], c.Type)
				}
			}
		}
	}
	return out
}

// governs reports whether a policy has any effect on the source.
func (v view) governs(p policy.Policy) bool {
	if p.Type != policy.TypeMask {
		return applies(p.AppliesTo, v.source)
	}
	return slices.ContainsFunc(v.columns, func(c column) bool {
		return appliesToColumn(p.AppliesTo, v.source, c.describe())
	})
}

func heldAttributes(p policy.Policy) []policy.Held {
	var out []policy.Held
	keep := func(atom policy.Condition) {
		if h, ok := atom.(policy.Held); ok && h.List.Kind == policy.ListAttribute {
			out = append(out, h)
		}
	}
	for _, c := range p.Conditions() {
		policy.Walk(c, keep)
	}
	return out
}
