package oracle

import (
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
)

// LookupTable is a source of the cluster in whose table conditions look
// something up. Its own policies have no say in that.
type LookupTable struct {
	Source  catalog.Source
	Base    catalog.Signature
	Reviews map[string]Review
	Rows    []Row
	Unseen  bool // nobody knows the rows, so that every question about them is unknown; see Decision.Depends
}

// table is the table of a lookup, when something may be looked up there.
func (v view) table(id string) (LookupTable, bool) {
	for _, t := range v.lookups {
		if t.Source.ID == id && id != v.source.ID && !t.Source.Disabled {
			return t, true
		}
	}
	return LookupTable{}, false
}

// column finds a column of the table that the snapshot describes.
func (t LookupTable) column(name string, fold func(string) string) (column, bool) {
	same := func(other string) bool { return fold(other) == fold(name) }
	if !slices.ContainsFunc(t.Source.Columns, func(c catalog.Column) bool { return same(c.Name) }) {
		return column{}, false
	}
	for i, o := range t.Base.Columns {
		if !same(o.Name) {
			continue
		}
		f := Facts{Base: t.Base, Reviews: map[string]Review{}}
		for column, review := range t.Reviews {
			f.Reviews[fold(column)] = review
		}
		return column{Observed: o, at: i, reviewed: reviewed(f, o)}, true
	}
	return column{}, false
}

// closes is what a lookup does to the chain that it stands in: nothing, when
// its table and columns are there and reviewed.
func (v view) closes(c policy.Lookup) End {
	t, ok := v.table(c.Source)
	if !ok {
		return EndLookup
	}
	names := []string{c.Key}
	for _, test := range c.Where {
		names = append(names, test.Column)
	}
	end := End("")
	for _, name := range names {
		found, ok := t.column(name, v.fold)
		switch {
		case !ok:
			return EndUnresolved
		case !found.reviewed:
			end = EndUnreviewed
		}
	}
	return end
}

// lookups are the lookups that a policy's conditions ask.
func lookups(p policy.Policy) []policy.Lookup {
	var out []policy.Lookup
	for _, c := range p.Conditions() {
		policy.Walk(c, func(atom policy.Condition) {
			if l, ok := atom.(policy.Lookup); ok {
				out = append(out, l)
			}
		})
	}
	return out
}

// lookup is row.x in lookup(…): unknown where row.x is NULL, where the types do
// not compare, and where a list of the reader's that is asked is unknown;
// otherwise whether some row has row.x as its key and passes every test.
func (v view) lookup(o operand, c policy.Lookup) Truth {
	t, ok := v.table(c.Source)
	if !ok {
		return Unknown
	}
	key, ok := t.column(c.Key, v.fold)
	if !ok || o.value == nil || !v.asks(t, c) || !alike(o.typ, key.Type) {
		return Unknown
	}
	if t.Unseen {
		v.depends.lookups[c.Source] = true
		return Unknown
	}
	found := slices.ContainsFunc(t.Rows, func(row Row) bool {
		return v.sameKey(o, operand{row.of(key), key.Type}) && !slices.ContainsFunc(c.Where, func(test policy.LookupTest) bool { return !v.passes(t, test, row) })
	})
	return is(found)
}

// asks reports whether each test can be answered: its column compares with what
// it is held against, and the reader's list is known.
func (v view) asks(t LookupTable, c policy.Lookup) bool {
	for _, test := range c.Where {
		col, ok := t.column(test.Column, v.fold)
		switch {
		case !ok:
			return false
		case test.In.Kind == policy.ListUnknown:
			if !comparesWith(test.Is, col.Type) {
				return false
			}
		case !col.Type.Comparable():
			return false
		default:
			values := v.list(test.In)
			if len(values) == 0 || test.In.Kind == policy.ListAttribute && !known(values, []catalog.Type{col.Type}) {
				return false
			}
		}
	}
	return true
}

// passes reports whether a row of the table passes a test: a column that is
// NULL, or has no canonical text, equals nothing.
func (v view) passes(t LookupTable, test policy.LookupTest, row Row) bool {
	col, _ := t.column(test.Column, v.fold)
	o := operand{row.of(col), col.Type}
	if test.In.Kind == policy.ListUnknown {
		return v.compareLiteral(o, policy.Equal, test.Is) == True
	}
	return v.held(o, test.In) == True
}

// sameKey compares a column's value with a key, by value. Trailing blanks of
// text count as they do in the warehouse, on every Redshift not at all.
func (v view) sameKey(a, b operand) bool {
	x, isText := a.value.(Text)
	y, both := b.value.(Text)
	if isText && both && v.redshift {
		return strings.TrimRight(string(x), " ") == strings.TrimRight(string(y), " ")
	}
	return v.compareColumns(a, policy.Equal, b) == True
}

// alike reports whether values of two types compare.
func alike(a, b catalog.Type) bool {
	number := func(t catalog.Type) bool { return t.IsInteger() || t.Kind == catalog.Decimal }
	same := a.Kind == catalog.Boolean || a.Kind == catalog.Date || a.Kind == catalog.Timestamp
	return a.IsText() && b.IsText() || number(a) && number(b) || same && a.Kind == b.Kind
}

// comparedInLookups adds the types with which a policy's lookups compare
// attributes.
func (v view) comparedInLookups(p policy.Policy, out map[string][]catalog.Type) {
	for _, l := range lookups(p) {
		for _, t := range v.lookups {
			if t.Source.ID != l.Source {
				continue
			}
			for _, test := range l.Where {
				for _, o := range t.Base.Columns {
					if test.In.Kind == policy.ListAttribute && v.fold(o.Name) == v.fold(test.Column) && o.Type.Comparable() && !slices.Contains(out[test.In.Name], o.Type) {
						out[test.In.Name] = append(out[test.In.Name], o.Type)
					}
				}
			}
		}
	}
}
