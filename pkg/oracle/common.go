package oracle

import (
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
)

// anonymity is the k-anonymity of a source as its policies agree on it
// (docs/design/0009-k-anonymity.md): which columns make a combination, and
// which combinations enough of the counted rows have.
type anonymity struct {
	columns []column
	common  map[string]bool
}

// agree is the one set of columns and the one k of all k-anonymity masks; there
// is none when they differ, or when a policy shows rows, or cells of a column
// that such a mask is for, by what stands in the row.
func (v view) agree(f Facts, active []policy.Policy) anonymity {
	var sets []string
	var out anonymity
	k := 0
	for _, p := range active {
		for _, n := range policy.Anonymities(p) {
			set, names := v.countable(f, p), ""
			for _, c := range set {
				names += c.Name + "\x00"
			}
			if len(set) == 0 {
				continue
			}
			if len(sets) > 0 && (n != k || !slices.Contains(sets, names)) {
				return anonymity{}
			}
			sets, k, out.columns = append(sets, names), n, set
		}
	}
	for _, p := range active {
		if policy.DependsOnRow(p) && (p.Type == policy.TypeRow && applies(p.AppliesTo, f.Source) || p.Type == policy.TypeMask && v.overlaps(f, p, active)) {
			return anonymity{}
		}
	}
	counts := map[string]int{}
	for _, row := range f.Counted {
		if combination, ok := row.combination(out.columns); ok {
			counts[combination]++
		}
	}
	out.common = map[string]bool{}
	for combination, n := range counts {
		out.common[combination] = n >= k
	}
	return out
}

// countable is the columns that a policy masks, that are reviewed and whose
// values have canonical texts.
func (v view) countable(f Facts, p policy.Policy) []column {
	var out []column
	for _, c := range v.columns {
		if c.reviewed && hasCanonical(c.Type) && appliesToColumn(p.AppliesTo, f.Source, c.describe()) {
			out = append(out, c)
		}
	}
	return out
}

func hasCanonical(t catalog.Type) bool {
	return t.IsText() || t.IsInteger() || t.Kind == catalog.Boolean || t.Kind == catalog.Date || t.Kind == catalog.Timestamp
}

// overlaps reports whether a policy masks a column that a k-anonymity masks too.
func (v view) overlaps(f Facts, p policy.Policy, active []policy.Policy) bool {
	for _, c := range v.columns {
		for _, other := range active {
			if len(policy.Anonymities(other)) > 0 && appliesToColumn(p.AppliesTo, f.Source, c.describe()) && appliesToColumn(other.AppliesTo, f.Source, c.describe()) {
				return true
			}
		}
	}
	return false
}

// combination is a row's values in some columns, written so that no two are
// alike; ok is false when one of them has no canonical text.
func (r Row) combination(columns []column) (text string, ok bool) {
	var out strings.Builder
	for _, c := range columns {
		value := r.of(c)
		if value == nil {
			out.WriteString("NULL\x00")
			continue
		}
		text, ok := canonical(value)
		if !ok {
			return "", false
		}
		out.WriteString("=" + text + "\x00") // no text of a warehouse has a NUL
	}
	return out.String(), true
}

// anonymous is what a k-anonymity mask comes to on a cell: the value as it is
// where enough rows share the row's values, NULL elsewhere.
func (v view) anonymous(c column, row Row) policy.Mask {
	combination, ok := row.combination(v.anonymity.columns)
	if ok && v.anonymity.counts(c) && v.anonymity.common[combination] {
		return nil
	}
	return policy.MaskNull{}
}

// counts reports whether a column is part of what is counted.
func (a anonymity) counts(c column) bool {
	return slices.ContainsFunc(a.columns, func(one column) bool { return one.Name == c.Name })
}
